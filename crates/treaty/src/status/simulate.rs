//! What would follow from deposits that nobody has made: a status beside the true one.

use jiff::civil::Date;
use serde::Serialize;

use super::act::{DepositaryAct, InstrumentKind, Record};
use super::misfit::InvalidLines;
use super::participants::Participants;
use super::{Status, When};
use crate::law::Confidence;
use crate::party::StateCode;

/// The source a hypothetical deposit names.
pub const HYPOTHETICAL: &str = "hypothetical: nobody has deposited this";

impl Status {
    /// This status with deposits added: a ratification of a State that has signed by then, an accession of another.
    /// Lines are numbered on from the last of the table, in the order given. Says everything that is impossible.
    pub fn with_deposits(
        &self,
        deposits: &[(StateCode, Date)],
        participants: &Participants,
    ) -> Result<Self, InvalidLines> {
        let mut table = self.table.clone();
        let last = table.records.iter().map(|record| record.line).max();
        let lines = last.unwrap_or(0) + 1..;
        for (&(state, on), line) in deposits.iter().zip(lines) {
            table.records.push(self.hypothetical(state, on, line));
        }
        Self::of(table, participants, &self.terms)
    }

    fn hypothetical(&self, state: StateCode, on: Date, line: u32) -> Record {
        let signed = self.state(state).is_some_and(|one| one.has_signed(on));
        let kind = if signed {
            InstrumentKind::Ratification
        } else {
            InstrumentKind::Accession
        };
        Record {
            line,
            state: Some(state),
            act: DepositaryAct::Instrument { kind },
            date: When::Day(on),
            as_of: on,
            source: HYPOTHETICAL.into(),
            confidence: Confidence::Low,
        }
    }

    /// Who is bound from when, in the order of days, then of codes.
    pub fn joining(&self) -> Vec<Joining> {
        let mut all = Vec::new();
        for one in &self.states {
            let bound = one.memberships.iter().filter(|m| m.withdrawn.is_none());
            all.extend(bound.map(|m| Joining {
                state: one.state,
                deposited: m.deposit,
                counts: one.counts(),
                from: m.binds.map(|(from, _)| from),
                exact: m.binds.is_some_and(|(from, earliest)| from == earliest),
            }));
        }
        all.sort_by_key(|one| (one.from.unwrap_or(Date::MAX), one.state));
        all
    }
}

/// One instrument and the day it binds its State.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Joining {
    /// The State.
    pub state: StateCode,
    /// When it deposited.
    pub deposited: When,
    /// Whether the instrument counts towards the number needed.
    pub counts: bool,
    /// From when it is bound; `None` while the instruments are too few.
    pub from: Option<Date>,
    /// Whether no date known by its month alone bears on the day.
    pub exact: bool,
}
