//! The table of the depositary's acts, one a line: reading all of it, writing it.

use std::collections::BTreeSet;

use super::act::Record;
use super::columns::{COLUMNS, order};
use super::line::Line;
use super::misfit::{InvalidLine, InvalidLines, unless};
use super::participants::Participants;
use super::sheet;
use crate::law::Confidence;

/// What a table held: the remarks above it, and its records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Lines that begin with `#`, kept as they are.
    pub remarks: Vec<String>,
    /// The records, in the order of their lines.
    pub records: Vec<Record>,
}

/// What could not be read of a table.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// The faults of lines and fields.
    pub faults: Vec<InvalidLine>,
    /// What the damaged lines have in the column `state`, as far as they have columns.
    pub states: BTreeSet<String>,
}

impl Table {
    /// Reads a table, or says everything that is wrong with the form of its lines. What the records say together is
    /// judged by [`Status::of`](super::Status::of).
    pub fn parse(bytes: &[u8], participants: &Participants) -> Result<Self, InvalidLines> {
        let (table, damage) = Self::salvage(bytes, participants);
        unless(damage.faults, table)
    }

    /// The lines that can be read, and what is wrong with the others.
    pub(super) fn salvage(bytes: &[u8], participants: &Participants) -> (Self, Damage) {
        let mut damage = Damage::default();
        let (remarks, rows) = sheet::read(bytes, &COLUMNS, &mut damage.faults);
        let mut records = Vec::with_capacity(rows.len());
        for row in &rows {
            match Line::of(row, &mut damage.faults).record(participants) {
                Some(record) => records.push(record),
                None => damage.states.extend(row.fields.first().cloned()),
            }
        }
        (Self { remarks, records }, damage)
    }

    /// The table as it is written: remarks, heading, and the records by State, act and day.
    pub fn write(&self) -> String {
        let mut records: Vec<&Record> = self.records.iter().collect();
        records.sort_by_cached_key(|record| {
            let parts = record.act.parts();
            let about = (parts.provision, parts.other);
            (record.state, order(record.act.key()), record.date, about)
        });
        let lines = records.into_iter().map(write_record);
        let heading = sheet::line(COLUMNS);
        let all = self.remarks.iter().cloned().chain([heading]).chain(lines);
        all.fold(String::new(), |text, line| text + &line + "\n")
    }
}

fn write_record(record: &Record) -> String {
    let parts = record.act.parts();
    let text = |value: Option<String>| value.unwrap_or_default();
    let fields = [
        text(record.state.map(|state| state.to_string())),
        record.act.key().to_owned(),
        record.date.to_string(),
        text(parts.other.map(|state| state.to_string())),
        text(parts.instrument.map(str::to_owned)),
        text(parts.provision.map(|provision| provision.to_string())),
        text(parts.effect),
        text(parts.text.map(str::to_owned)),
        record.as_of.to_string(),
        record.source.clone(),
        confidence_key(record.confidence).to_owned(),
    ];
    sheet::line(fields.iter().map(String::as_str))
}

/// The word the table has for it.
pub const fn confidence_key(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
