//! All that the depositary's record says of one State.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use comity_node::Refusal;
use comity_treaty::status::{DepositaryAct, Participants, Record, confidence_key};

use super::rows::row;
use crate::desk::countdown::name_of;
use crate::desk::day::Day;
use crate::desk::frame::Frame;
use crate::desk::say::Say;
use crate::desk::sorry::{Sorry, shown};
use crate::desk::visit::Visit;

#[derive(Template)]
#[template(path = "status_state.html")]
struct One<'a> {
    f: &'a Frame,
    name: String,
    stage: String,
    acts: Vec<Line>,
}

/// One act of the depositary's record.
struct Line {
    date: Option<Day>,
    act: String,
    provision: String,
    effect: String,
    other: String,
    text: String,
    as_of: Day,
    source: String,
    confidence: String,
}

/// All that the depositary's record says of one State.
pub async fn page(visit: Visit, Path(code): Path<String>) -> Result<Response, Sorry> {
    let (say, status) = (&visit.say, visit.node.depositary_record());
    let listed = code
        .parse()
        .ok()
        .and_then(|code| Participants::united_nations().get(code));
    let state = listed
        .ok_or_else(|| Sorry::to(&visit, &Refusal::not_found(&code)))?
        .code;
    let records = status.table().records.iter();
    let mut records: Vec<&Record> = records.filter(|one| one.state == Some(state)).collect();
    records.sort_by_key(|record| (record.counts_from(), record.line));
    Ok(shown(&One {
        f: &Frame::new(&visit, "status"),
        name: name_of(say, state),
        stage: row(say, status, state, say.today()).stage,
        acts: records
            .into_iter()
            .map(|record| line(say, record))
            .collect(),
    }))
}

fn line(say: &Say, record: &Record) -> Line {
    let parts = record.act.parts();
    let key = |key: &str| say.t(&format!("at-{}", key.replace('/', "-")));
    Line {
        date: Day::known(say, record.date),
        act: key(record.act.key()),
        provision: parts
            .provision
            .map_or_else(String::new, |one| say.provision(one)),
        effect: match &record.act {
            DepositaryAct::Reservation { effect, .. } => key(effect.key()),
            DepositaryAct::Objection {
                precluding: true, ..
            } => key("precluding"),
            DepositaryAct::Objection { .. } => key("not_precluding"),
            _ => String::new(),
        },
        other: parts
            .other
            .map_or_else(String::new, |other| name_of(say, other)),
        text: parts.text.unwrap_or_default().to_owned(),
        as_of: Day::of(say, record.as_of),
        source: record.source.clone(),
        confidence: key(confidence_key(record.confidence)),
    }
}
