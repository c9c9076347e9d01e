//! An update from the depositary's status form: what it would change, and what it may not change unasked.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

use super::act::{DepositaryAct, Record};
use super::difference::{Difference, Said};
use super::misfit::{InvalidLine, InvalidLines, Misfit, unless};
use super::participants::Participants;
use super::untc::{Form, FormRow};
use super::{Status, Table, Terms, When};
use crate::law::Confidence;
use crate::party::StateCode;
use crate::rejection::Rejection;

pub use super::untc::Remark;

/// The source an imported line names.
const SOURCE: &str = "UN Treaty Collection XVIII-16, status form";

/// What an update would do. Nothing is changed, and nothing judged, before it is accepted.
#[derive(Debug, Clone)]
pub struct Import {
    /// Line by line, by State.
    pub differences: Vec<Difference>,
    /// How many lines the form confirms as they are.
    pub confirmed: usize,
    /// What a person has to look at.
    pub remarks: Vec<Remark>,
    table: Table,
    terms: Terms,
}

/// Why an update was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// A rule keeps it out.
    #[error("the update is refused")]
    Refused(#[source] ImportRefusal),
    /// The table would contradict itself. Lines are those of the form where the form says so, else of the table.
    #[error("the updated table is not sound")]
    Invalid(#[source] InvalidLines),
}

/// What an update does that nobody accepted, State by State.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ImportRefusal(pub Vec<(StateCode, Rejection)>);

impl fmt::Display for ImportRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |(state, rejection): &(StateCode, Rejection)| format!("{state}: {rejection}");
        let lines: Vec<String> = self.0.iter().map(line).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl Import {
    /// The new status: unless it removes acts or moves one back for a State not named, and unless the updated table
    /// contradicts itself.
    pub fn accept(
        &self,
        accepted: &BTreeSet<StateCode>,
        participants: &Participants,
    ) -> Result<Status, NotAccepted> {
        let refused = self.refused(accepted);
        if !refused.is_empty() {
            return Err(NotAccepted::Refused(ImportRefusal(refused)));
        }
        let updated = Status::of(self.table.clone(), participants, &self.terms);
        updated.map_err(NotAccepted::Invalid)
    }

    /// What would be refused.
    pub fn refused(&self, accepted: &BTreeSet<StateCode>) -> Vec<(StateCode, Rejection)> {
        let differences = self.differences.iter();
        differences
            .filter(|one| !accepted.contains(&one.state))
            .filter_map(|one| Some((one.state, Rejection::by(one.rule()?))))
            .collect()
    }
}

impl Status {
    /// What the form would change, as of the day it was fetched. Signatures and instruments come from the form; every
    /// other line stays, unless the form does not name its State at all.
    pub fn import(&self, form: &Form, as_of: Date) -> Result<Import, InvalidLines> {
        let bracketed = |remark: &Remark| match remark {
            Remark::Bracketed { state, .. } => Some(*state),
            Remark::FreeText { .. } | Remark::CountDiffers { .. } => None,
        };
        let mut update = Update {
            records: self.table.records.clone(),
            skipped: form.remarks.iter().filter_map(bracketed).collect(),
            as_of,
            differences: Vec::new(),
            confirmed: 0,
        };
        unless(update.too_new(form), ())?;
        update.remove_unnamed(form);
        for row in &form.rows {
            update.take(row);
        }
        update.differences.sort_by_key(|one| one.state);
        let mut table = self.table.clone();
        table.records = update.records;
        Ok(Import {
            differences: update.differences,
            confirmed: update.confirmed,
            remarks: form.remarks.clone(),
            table,
            terms: self.terms,
        })
    }
}

struct Update {
    records: Vec<Record>,
    /// States whose rows a person has to read.
    skipped: BTreeSet<StateCode>,
    as_of: Date,
    differences: Vec<Difference>,
    confirmed: usize,
}

/// The two acts the form's table has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Signature,
    Instrument,
}

impl Column {
    fn has(self, act: &DepositaryAct) -> bool {
        match act {
            DepositaryAct::Signature => self == Self::Signature,
            DepositaryAct::Instrument { .. } => self == Self::Instrument,
            _ => false,
        }
    }
}

impl Update {
    fn too_new(&self, form: &Form) -> Vec<InvalidLine> {
        let mut faults = Vec::new();
        for row in &form.rows {
            let days = [row.signed, row.deposited.map(|(_, day)| day)];
            for day in days.into_iter().flatten().filter(|day| *day > self.as_of) {
                let (line, found) = (row.line, day.to_string());
                let fault = InvalidLine::new(line, "date", Misfit::AfterItsSource, &found);
                faults.push(fault);
            }
        }
        faults
    }

    /// Every line of a State the form does not name at all: a reservation without its State would stand alone.
    fn remove_unnamed(&mut self, form: &Form) {
        let mut named = self.skipped.clone();
        named.extend(form.rows.iter().map(|row| row.state));
        let unnamed = |one: &Record| one.state.is_some_and(|state| !named.contains(&state));
        let (removed, kept) = std::mem::take(&mut self.records)
            .into_iter()
            .partition::<Vec<Record>, _>(unnamed);
        self.records = kept;
        for record in removed {
            if let Some(state) = record.state {
                self.note(state, Some(&record), None);
            }
        }
    }

    fn take(&mut self, row: &FormRow) {
        let signed = row.signed.map(|day| (DepositaryAct::Signature, day));
        let deposited = row.deposited;
        let deposited = deposited.map(|(kind, day)| (DepositaryAct::Instrument { kind }, day));
        self.set(row.state, Column::Signature, signed, row.line);
        self.set(row.state, Column::Instrument, deposited, row.line);
    }

    /// Makes the State's last line of this column say what the form says.
    fn set(
        &mut self,
        state: StateCode,
        column: Column,
        said: Option<(DepositaryAct, Date)>,
        line: u32,
    ) {
        let theirs = |one: &&Record| one.state == Some(state) && column.has(&one.act);
        let last = self
            .records
            .iter()
            .filter(theirs)
            .max_by_key(|one| one.counts_from());
        let last = last.map(|one| one.line);
        let place = self
            .records
            .iter()
            .position(|one| theirs(&one) && Some(one.line) == last);
        match (place, said) {
            (Some(place), None) => {
                let removed = self.records.remove(place);
                self.note(state, Some(&removed), None);
            }
            (place, Some((act, day))) => {
                let new = self.record(state, act, day, line);
                if let Some(place) = place {
                    self.replace(state, place, new);
                } else {
                    self.note(state, None, Some(&new));
                    self.records.push(new);
                }
            }
            (None, None) => {}
        }
    }

    fn replace(&mut self, state: StateCode, place: usize, new: Record) {
        let old = self.records[place].clone();
        if (&old.act, old.date) == (&new.act, new.date) {
            self.confirmed += 1;
        } else {
            self.note(state, Some(&old), Some(&new));
        }
        self.records[place] = new;
    }

    fn note(&mut self, state: StateCode, before: Option<&Record>, after: Option<&Record>) {
        let said = |one: &Record| Said {
            act: one.act.key(),
            date: one.date,
        };
        self.differences.push(Difference {
            state,
            before: before.map(said),
            after: after.map(said),
        });
    }

    fn record(&self, state: StateCode, act: DepositaryAct, day: Date, line: u32) -> Record {
        Record {
            line,
            state: Some(state),
            act,
            date: When::Day(day),
            as_of: self.as_of,
            source: SOURCE.into(),
            confidence: Confidence::High,
        }
    }
}
