//! A line of the table for each participant, and what it rests on.

use comity_treaty::StateCode;
use comity_treaty::law::Confidence;
use comity_treaty::status::{
    DepositaryAct, InstrumentKind, Participants, Record, Standing, Status, confidence_key,
    standing_on,
};
use jiff::civil::Date;

use super::NOTHING;
use crate::desk::countdown::name_of;
use crate::desk::day::Day;
use crate::desk::say::Say;

/// One participant.
pub struct Row {
    /// Who.
    pub state: StateCode,
    /// Its name in the page's language.
    pub name: String,
    /// The key of how far it has come.
    pub step: &'static str,
    /// How far it has come, in words.
    pub stage: String,
    /// When it signed.
    pub signed: Option<Day>,
    /// When it deposited, and what.
    pub deposited: Option<(Day, String)>,
    /// Since when it is bound.
    pub from: Option<Day>,
    /// Until when it is bound.
    pub until: Option<Day>,
    /// Whether a day in it is not known exactly.
    pub inexact: bool,
    /// What the line rests on.
    pub source: String,
    /// Its number in the list below the table; 0 for none.
    pub number: usize,
    /// How sure it is.
    pub confidence: String,
    /// What the table is sorted by where dates are.
    pub dates: [Option<String>; 3],
}

/// Every participant on a day.
pub fn everyone(say: &Say, status: &Status, day: Date) -> Vec<Row> {
    let all = Participants::united_nations().all().iter();
    all.map(|one| row(say, status, one.code, day)).collect()
}

/// One participant on a day.
pub fn row(say: &Say, status: &Status, state: StateCode, day: Date) -> Row {
    let standing = standing_on(status, state, day);
    let step = standing.map_or(NOTHING, |standing| standing.stage.key());
    let records: Vec<&Record> = behind(status, state, day).collect();
    let date = |of: fn(Standing) -> Option<String>| standing.and_then(of);
    Row {
        state,
        name: name_of(say, state),
        step,
        stage: say.t(&format!("at-{step}")),
        signed: standing
            .and_then(|one| one.signed)
            .and_then(|when| Day::known(say, when)),
        deposited: standing.and_then(|one| deposited(say, one)),
        from: standing
            .and_then(|one| one.party_from)
            .map(|day| Day::of(say, day)),
        until: standing
            .and_then(|one| one.until)
            .map(|day| Day::of(say, day)),
        inexact: standing.is_some_and(|one| !one.exact),
        source: sources(&records),
        number: 0,
        confidence: confidence(say, &records),
        dates: [
            date(|one| one.signed.map(|when| when.to_string())),
            date(|one| one.deposited.map(|when| when.to_string())),
            date(|one| one.party_from.map(|day| day.to_string())),
        ],
    }
}

fn deposited(say: &Say, standing: Standing) -> Option<(Day, String)> {
    let day = Day::known(say, standing.deposited?)?;
    let kind = standing.instrument.map_or("", InstrumentKind::key);
    Some((day, say.t(&format!("at-{kind}"))))
}

/// The lines a State's stage rests on.
fn behind(status: &Status, state: StateCode, day: Date) -> impl Iterator<Item = &Record> {
    let of_state = status
        .table()
        .records
        .iter()
        .filter(move |record| record.state == Some(state) && record.counts_from() <= day);
    of_state.filter(|record| {
        matches!(
            record.act,
            DepositaryAct::Signature
                | DepositaryAct::Instrument { .. }
                | DepositaryAct::InstrumentWithdrawal
                | DepositaryAct::Denunciation
        )
    })
}

fn sources(records: &[&Record]) -> String {
    let mut all: Vec<&str> = records
        .iter()
        .map(|record| record.source.as_str())
        .collect();
    all.dedup();
    all.join("; ")
}

/// The sources of rows, each once, in the order in which they come; the rows get their numbers.
pub fn numbered(rows: &mut [Row]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for row in rows.iter_mut().filter(|row| !row.source.is_empty()) {
        let place = all.iter().position(|known| *known == row.source);
        row.number = 1 + place.unwrap_or(all.len());
        if place.is_none() {
            all.push(row.source.clone());
        }
    }
    all
}

/// The least sure of the lines says how sure the row is.
fn confidence(say: &Say, records: &[&Record]) -> String {
    let rank = |confidence: Confidence| match confidence {
        Confidence::Low => 0,
        Confidence::Medium => 1,
        Confidence::High => 2,
    };
    let least = records
        .iter()
        .map(|record| record.confidence)
        .min_by_key(|one| rank(*one));
    least.map_or_else(String::new, |one| {
        say.t(&format!("at-{}", confidence_key(one)))
    })
}
