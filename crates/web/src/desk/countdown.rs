//! How far the Convention is from entering into force (Art. 65), how long it can be signed (Art. 64), and what would follow
//! from a deposit that nobody has made.

use comity_lexicon::state_name;
use comity_treaty::StateCode;
use comity_treaty::status::{Force, InstrumentKind, Participants, Status, force_on, standing_on};
use jiff::civil::Date;

use super::day::{Chosen, Day};
use super::say::Say;

/// What is said of the Convention as a whole.
pub struct Countdown {
    /// Sentences, the most important first.
    pub said: Vec<String>,
    /// Whether it is in force.
    pub in_force: bool,
    /// Instruments that count.
    pub deposited: u16,
    /// Instruments needed.
    pub needed: u16,
    /// How long it can be signed.
    pub window: Vec<String>,
}

impl Countdown {
    /// On a day.
    pub fn on(say: &Say, status: &Status, day: Date) -> Self {
        let force = force_on(status, day);
        Self {
            said: said(say, &force),
            in_force: force.in_force,
            deposited: force.deposited,
            needed: force.needed,
            window: window(say, status, day),
        }
    }
}

fn said(say: &Say, force: &Force) -> Vec<String> {
    let day = |key: &str, date: Date| say.t1(key, "date", Day::of(say, date).said);
    let mut said = match force.from {
        Some(since) if force.in_force => vec![day("status-in-force", since)],
        Some(on) => vec![
            day("status-enters", on),
            counted(say, "status-days", force.days_to_go),
        ],
        None => not_yet(say, force),
    };
    said.extend(
        force
            .if_reached_today
            .map(|date| day("status-if-today", date)),
    );
    if !force.exact {
        said.push(say.t("status-inexact"));
    }
    said
}

fn not_yet(say: &Say, force: &Force) -> Vec<String> {
    vec![
        say.t("status-not-in-force"),
        counted(say, "status-needed", i32::from(force.needed)),
        counted(say, "status-deposited", i32::from(force.deposited)),
        counted(say, "status-missing", i32::from(force.missing)),
    ]
}

fn counted(say: &Say, key: &str, number: i32) -> String {
    say.count(key, &usize::try_from(number).unwrap_or(0))
}

fn window(say: &Say, status: &Status, day: Date) -> Vec<String> {
    let (opens, closes) = (
        status.terms().signature_opens,
        status.terms().signature_closes,
    );
    let when = |key: &str, date: Date| say.t1(key, "date", Day::of(say, date).said);
    if day < opens {
        return vec![when("status-window-opens", opens)];
    }
    if day > closes {
        return vec![when("status-window-over", closes)];
    }
    let left = day.until(closes).map_or(0, |span| span.get_days());
    vec![
        when("status-window-ends", closes),
        counted(say, "status-window-days", left),
    ]
}

/// What would follow from one deposit.
pub struct Supposed {
    /// The States that could deposit, each with its name and whether it is chosen.
    pub states: Vec<(StateCode, String, bool)>,
    /// The day, as typed.
    pub on: Chosen,
    /// What would follow; empty where nothing is asked.
    pub said: Vec<String>,
    /// Why nothing can be said of it.
    pub fault: Option<String>,
}

impl Supposed {
    /// The answer for a State's code and a day, as a form sends them.
    pub fn of(say: &Say, status: &Status, state: &str, on: Chosen) -> Self {
        let able = could_deposit(say, status, on.day, state);
        let chosen = able.iter().find(|(.., chosen)| *chosen);
        let outcome = match chosen {
            None if state.is_empty() => Ok(Vec::new()),
            _ if on.faulty => Ok(Vec::new()),
            None => Err(()),
            Some((state, name, _)) => follows(say, status, *state, name, on.day).ok_or(()),
        };
        Self {
            states: able,
            fault: outcome.is_err().then(|| say.t("status-suppose-cannot")),
            said: outcome.unwrap_or_default(),
            on,
        }
    }
}

fn could_deposit(
    say: &Say,
    status: &Status,
    day: Date,
    asked: &str,
) -> Vec<(StateCode, String, bool)> {
    let all = Participants::united_nations().all().iter();
    let free = all.filter(|one| {
        let standing = standing_on(status, one.code, day);
        standing.is_none_or(|standing| standing.deposited.is_none() || standing.until.is_some())
    });
    let mut able: Vec<_> = free
        .map(|one| (one.code, name_of(say, one.code), one.code.as_str() == asked))
        .collect();
    able.sort_by_cached_key(|(_, name, _)| say.sorting(name));
    able
}

/// The name of a participant in the page's language; its code where it has none.
pub fn name_of(say: &Say, state: StateCode) -> String {
    let name = state_name(say.words().language(), state);
    name.map_or_else(|| state.to_string(), str::to_owned)
}

fn follows(
    say: &Say,
    status: &Status,
    state: StateCode,
    name: &str,
    day: Date,
) -> Option<Vec<String>> {
    let participants = Participants::united_nations();
    let then = status.with_deposits(&[(state, day)], participants).ok()?;
    let force = force_on(&then, day);
    let joined = standing_on(&then, state, day)?;
    let act = joined.instrument.map_or("", InstrumentKind::key);
    let values = [("state", name), ("act", &say.t(&format!("at-{act}")))];
    let mut all = vec![say.words().with("status-suppose-act", &values)];
    if let Some(from) = joined.party_from {
        all.push(say.t1("status-suppose-bound", "date", Day::of(say, from).said));
    } else {
        all.push(counted(
            say,
            "status-suppose-deposited",
            i32::from(force.deposited),
        ));
        all.push(counted(say, "status-missing", i32::from(force.missing)));
    }
    let all_today = force.if_reached_today;
    all.extend(all_today.map(|date| say.t1("status-suppose-all", "date", Day::of(say, date).said)));
    Some(all)
}
