//! One line of the table, read: every fault of every field, or the record.

use std::str::FromStr;

use jiff::civil::Date;

use super::act::{DepositaryAct, Effect, InstrumentKind, Record};
use super::columns::{ACTS, COLUMNS, ENDINGS, Use};
use super::misfit::{InvalidLine, Misfit};
use super::participants::Participants;
use super::terms::EntryTerms;
use super::{Provision, When, sheet};
use crate::law::Confidence;
use crate::party::StateCode;

/// A line being read.
pub(super) struct Line<'a> {
    row: &'a sheet::Row,
    faults: &'a mut Vec<InvalidLine>,
    sound: bool,
}

impl<'a> Line<'a> {
    pub(super) fn of(row: &'a sheet::Row, faults: &'a mut Vec<InvalidLine>) -> Self {
        Self {
            row,
            faults,
            sound: true,
        }
    }

    pub(super) fn field(&self, name: &str) -> &'a str {
        let place = COLUMNS.iter().position(|column| *column == name);
        place.map_or("", |place| &self.row.fields[place])
    }

    fn refuse(&mut self, field: &str, misfit: Misfit) {
        let found = self.field(field);
        self.sound = false;
        let fault = InvalidLine::new(self.row.line, field, misfit, found);
        self.faults.push(fault);
    }

    /// The field's value; `None`, noted, where it is filled with something else.
    fn parsed<T: FromStr>(&mut self, field: &str, misfit: Misfit) -> Option<T> {
        let text = self.field(field);
        if text.is_empty() {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.refuse(field, misfit);
        }
        parsed
    }

    /// The record, once nothing is wrong with any field.
    pub(super) fn record(mut self, participants: &Participants) -> Option<Record> {
        self.check_columns();
        let state = self.state("state", participants);
        let date = self.parsed("date", Misfit::ImpossibleDate);
        let as_of = self.parsed::<When>("as_of", Misfit::ImpossibleDate);
        let as_of = self.day(as_of);
        let confidence = self.confidence();
        let act = self.act(participants);
        self.check_date(date.unwrap_or(When::Unknown), as_of);
        let (act, as_of, confidence) = (act?, as_of?, confidence?);
        self.sound.then(|| Record {
            line: self.row.line,
            state,
            act,
            date: date.unwrap_or(When::Unknown),
            as_of,
            source: self.field("source").to_owned(),
            confidence,
        })
    }

    /// Every column the act needs is filled, and no other.
    fn check_columns(&mut self) {
        for field in ["as_of", "source", "confidence"] {
            if self.field(field).is_empty() {
                self.refuse(field, Misfit::FieldMissing);
            }
        }
        let key = self.field("act");
        let Some(columns) = ACTS.iter().find(|row| row.act == key) else {
            return self.refuse("act", Misfit::UnknownAct);
        };
        for (field, uses) in columns.uses {
            match (uses, self.field(field).is_empty()) {
                (Use::Must, true) if field == "date" => self.refuse(field, Misfit::DateMissing),
                (Use::Must, true) => self.refuse(field, Misfit::FieldMissing),
                (Use::No, false) => self.refuse(field, Misfit::FieldUnused),
                _ => {}
            }
        }
    }

    fn state(&mut self, field: &str, participants: &Participants) -> Option<StateCode> {
        let state = self.parsed::<StateCode>(field, Misfit::UnknownState)?;
        if participants.kind(state).is_none() {
            self.refuse(field, Misfit::UnknownState);
        }
        Some(state)
    }

    /// The day the source is of: a month would not do, because the record may change on any day of it.
    fn day(&mut self, as_of: Option<When>) -> Option<Date> {
        match as_of? {
            When::Day(day) => Some(day),
            When::Month(_) | When::Unknown => {
                self.refuse("as_of", Misfit::DayMissing);
                None
            }
        }
    }

    fn confidence(&mut self) -> Option<Confidence> {
        match self.field("confidence") {
            "high" => Some(Confidence::High),
            "medium" => Some(Confidence::Medium),
            "low" => Some(Confidence::Low),
            "" => None,
            _ => {
                self.refuse("confidence", Misfit::UnknownConfidence);
                None
            }
        }
    }

    fn check_date(&mut self, date: When, as_of: Option<Date>) {
        if matches!(date, When::Month(_)) && ENDINGS.contains(&self.field("act")) {
            self.refuse("date", Misfit::DayMissing);
        }
        if let (Some(done), Some(as_of)) = (date.earliest(), as_of)
            && done > as_of
        {
            self.refuse("date", Misfit::AfterItsSource);
        }
    }

    fn act(&mut self, participants: &Participants) -> Option<DepositaryAct> {
        use DepositaryAct as A;
        let provision = self.parsed::<Provision>("provision", Misfit::UnknownArticle);
        let to = self.state("other_state", participants);
        let instrument = self.field("instrument").to_owned();
        let text = self.field("text").to_owned();
        let instrument_of = |kind| Some(A::Instrument { kind });
        match self.field("act") {
            "signature" => Some(A::Signature),
            "ratification" => instrument_of(InstrumentKind::Ratification),
            "acceptance" => instrument_of(InstrumentKind::Acceptance),
            "approval" => instrument_of(InstrumentKind::Approval),
            "accession" => instrument_of(InstrumentKind::Accession),
            "instrument_withdrawal" => Some(A::InstrumentWithdrawal),
            "reservation" => {
                let effect = self.effect();
                Some(A::Reservation {
                    provision: provision?,
                    effect: effect?,
                    text,
                })
            }
            "reservation_withdrawal" => Some(A::ReservationWithdrawal {
                provision: provision?,
            }),
            "declaration" => Some(A::Declaration { provision, text }),
            "objection" => {
                let precluding = self.precluding();
                Some(A::Objection {
                    to: to?,
                    provision: provision?,
                    precluding: precluding?,
                    text,
                })
            }
            "objection_withdrawal" => Some(A::ObjectionWithdrawal {
                to: to?,
                provision: provision?,
            }),
            "competence" => Some(A::Competence { text }),
            "denunciation" => Some(A::Denunciation),
            "amendment_proposal" => Some(A::AmendmentProposal { instrument }),
            "amendment_adoption" => Some(A::AmendmentAdoption { instrument }),
            "amendment_consent" => Some(A::AmendmentConsent { instrument }),
            "protocol_adoption" => self
                .entry()
                .map(|entry| A::ProtocolAdoption { instrument, entry }),
            "protocol_consent" => Some(A::ProtocolConsent { instrument }),
            _ => None,
        }
    }

    fn effect(&mut self) -> Option<Effect> {
        match self.field("effect") {
            "excludes" => Some(Effect::Excludes),
            "modifies" => Some(Effect::Modifies),
            other => self.unknown_effect(other),
        }
    }

    fn precluding(&mut self) -> Option<bool> {
        match self.field("effect") {
            "precluding" => Some(true),
            "not_precluding" => Some(false),
            other => self.unknown_effect(other),
        }
    }

    fn entry(&mut self) -> Option<EntryTerms> {
        let text = self.field("effect");
        let numbers: Vec<Option<u16>> = text.split('/').map(|n| n.parse().ok()).collect();
        match numbers.as_slice() {
            [
                Some(instruments @ 1..),
                Some(general_days),
                Some(later_days),
            ] => Some(EntryTerms {
                instruments: *instruments,
                general_days: *general_days,
                later_days: *later_days,
            }),
            _ => self.unknown_effect(text),
        }
    }

    /// A missing effect is noted with the columns.
    fn unknown_effect<T>(&mut self, found: &str) -> Option<T> {
        if !found.is_empty() {
            self.refuse("effect", Misfit::UnknownEffect);
        }
        None
    }
}
