//! Who is bound towards whom on which day: the pure function's answer, each reason with its article.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use comity_treaty::StateCode;
use comity_treaty::status::{Altered, BetweenTwo, Bond, Missing, Participants};
use jiff::civil::Date;
use serde::Deserialize;

use super::countdown::name_of;
use super::day::{Chosen, Day};
use super::frame::Frame;
use super::say::Say;
use super::sorry::shown;
use super::visit::Visit;

/// What is asked.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    one: String,
    other: String,
    on: String,
}

#[derive(Template)]
#[template(path = "between.html")]
struct Page<'a> {
    f: &'a Frame,
    on: Chosen,
    sides: [Side; 2],
    answer: Option<Answer>,
}

/// One of the two fields for a State.
struct Side {
    key: &'static str,
    label: String,
    states: Vec<(StateCode, String)>,
    chosen: String,
    faulty: bool,
}

struct Answer {
    yes: bool,
    said: String,
    more: Vec<String>,
    missing: Vec<(String, String)>,
    altered: Vec<Row>,
    by: String,
}

struct Row {
    provision: String,
    by: String,
    effect: String,
    notes: Vec<String>,
    text: String,
}

/// The page.
pub async fn page(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let say = &visit.say;
    let on = Chosen::of(&asked.on, say.today());
    let states = known(&visit);
    let fields = [("one", &asked.one), ("other", &asked.other)];
    let sides = fields.map(|(key, chosen)| side(say, key, chosen.trim(), &states));
    let faulty = on.faulty || sides.iter().any(|side| side.faulty);
    let pair = sides
        .each_ref()
        .map(|side| side.chosen.parse::<StateCode>().ok());
    let answer = match pair {
        [Some(one), Some(other)] if !faulty => {
            let (bond, by_register) = visit.node.bond_between(one, other, on.day);
            Some(answer(say, &bond, by_register))
        }
        _ => None,
    };
    let page = Page {
        f: &Frame::new(&visit, "directory"),
        on,
        sides,
        answer,
    };
    let code = if faulty {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (code, shown(&page)).into_response()
}

/// Every State that can be asked about: the directory's first, then all that can sign or join.
fn known(visit: &Visit) -> Vec<(StateCode, String)> {
    let directory = visit.node.directory();
    let members: Vec<StateCode> = directory.members().collect();
    let others = Participants::united_nations()
        .all()
        .iter()
        .map(|one| one.code);
    let mut others: Vec<(StateCode, String)> = others
        .filter(|code| !members.contains(code))
        .map(|code| (code, name_of(&visit.say, code)))
        .collect();
    others.sort_by_cached_key(|(_, name)| visit.say.sorting(name));
    let members = members
        .into_iter()
        .map(|code| (code, name_of(&visit.say, code)));
    members.chain(others).collect()
}

fn side(say: &Say, key: &'static str, chosen: &str, states: &[(StateCode, String)]) -> Side {
    let found = states.iter().any(|(code, _)| code.as_str() == chosen);
    Side {
        key,
        label: say.t(if key == "one" {
            "between-one"
        } else {
            "between-other"
        }),
        states: states.to_vec(),
        chosen: if found {
            chosen.to_owned()
        } else {
            String::new()
        },
        faulty: !found && !chosen.is_empty(),
    }
}

fn answer(say: &Say, bond: &Bond, stated: bool) -> Answer {
    let [one, other] = bond.between.map(|state| name_of(say, state));
    let date = Day::of(say, bond.on).said;
    let values = [
        ("one", one.as_str()),
        ("other", other.as_str()),
        ("date", date.as_str()),
    ];
    let key = if bond.in_force() {
        "between-yes"
    } else {
        "between-no"
    };
    Answer {
        yes: bond.in_force(),
        said: say.words().with(key, &values),
        more: more(say, &bond.convention),
        missing: missing(say, &bond.convention),
        altered: bond.altered.iter().map(|one| altered(say, one)).collect(),
        by: by(say, bond, stated),
    }
}

fn dated(say: &Say, key: &str, date: Date) -> String {
    say.t1(key, "date", Day::of(say, date).said)
}

fn more(say: &Say, convention: &BetweenTwo) -> Vec<String> {
    let mut said = Vec::new();
    match convention {
        BetweenTwo::Yes {
            since,
            until,
            exact,
        } => {
            said.push(dated(say, "between-since", *since));
            said.extend(until.map(|until| dated(say, "between-until", until)));
            said.extend((!exact).then(|| say.t("status-inexact-row")));
        }
        BetweenTwo::No { earliest, .. } => {
            said.extend(earliest.map(|day| dated(say, "between-earliest", day)));
        }
    }
    said
}

fn missing(say: &Say, convention: &BetweenTwo) -> Vec<(String, String)> {
    let BetweenTwo::No { missing, .. } = convention else {
        return Vec::new();
    };
    let one = |missing: &Missing| (lacking(say, missing), say.words().cite(missing.article()));
    missing.iter().map(one).collect()
}

fn lacking(say: &Say, missing: &Missing) -> String {
    let of = |key: &str, state: StateCode| say.t1(key, "state", name_of(say, state));
    let dated = |key: &str, state: StateCode, date: Date| {
        let (name, date) = (name_of(say, state), Day::of(say, date).said);
        say.words().with(key, &[("state", &name), ("date", &date)])
    };
    match *missing {
        Missing::AnotherState => say.t("between-same"),
        Missing::Instrument {
            state,
            signed: true,
            ..
        } => of("between-signed", state),
        Missing::Instrument {
            state,
            can_sign: true,
            ..
        } => of("between-can-sign", state),
        Missing::Instrument { state, .. } => of("between-can-accede", state),
        Missing::Instruments { deposited, needed } => {
            let (deposited, needed) = (deposited.to_string(), needed.to_string());
            let values = [
                ("deposited", deposited.as_str()),
                ("needed", needed.as_str()),
            ];
            say.words().with("between-instruments", &values)
        }
        Missing::Days { state, from, .. } => dated("between-days", state, from),
        Missing::Return { state, since } => dated("between-left", state, since),
        Missing::WithdrawalOfObjection { by, to, provision } => {
            let [by, to] = [by, to].map(|state| name_of(say, state));
            let provision = say.provision(provision);
            let values = [("by", by.as_str()), ("to", &to), ("provision", &provision)];
            say.words().with("between-objection", &values)
        }
        Missing::EndOfPreclusion => say.t("between-precluded"),
    }
}

fn altered(say: &Say, one: &Altered) -> Row {
    let notes = [
        one.objected.then(|| say.t("between-objected")),
        one.to_be_confirmed.then(|| say.t("between-to-confirm")),
    ];
    Row {
        provision: say.provision(one.provision),
        by: name_of(say, one.by),
        effect: say.t(&format!("at-{}", one.effect.key())),
        notes: notes.into_iter().flatten().collect(),
        text: one.text.clone(),
    }
}

fn by(say: &Say, bond: &Bond, stated: bool) -> String {
    if stated {
        return say.t("between-by-register");
    }
    let day = bond
        .as_of
        .map_or_else(String::new, |day| Day::of(say, day).said);
    say.t1("between-by-record", "date", day)
}
