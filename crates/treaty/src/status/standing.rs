//! Where every State stands on a day.

use jiff::civil::Date;
use serde::Serialize;

use super::participation::{Membership, Participation};
use super::{InstrumentKind, ParticipantKind, Status, When};
use crate::party::StateCode;

/// How far a State has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Signed. Not bound: signature is no consent.
    Signatory,
    /// Deposited its instrument; the Convention does not bind it yet.
    Consented,
    /// A Party.
    Party,
    /// A Party that has denounced; bound until its year is over.
    Leaving,
    /// No longer a Party.
    Left,
    /// Took its instrument back before it had any effect, and had not signed.
    Withdrawn,
}

impl Stage {
    /// Every stage, in the order of a State's way.
    pub const ALL: [Self; 6] = [
        Self::Signatory,
        Self::Consented,
        Self::Party,
        Self::Leaving,
        Self::Left,
        Self::Withdrawn,
    ];

    /// The key for translation.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Signatory => "signatory",
            Self::Consented => "consented",
            Self::Party => "party",
            Self::Leaving => "leaving",
            Self::Left => "left",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One State on one day, knowing what the table knows and nothing that happens later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The State or organisation.
    pub state: StateCode,
    /// What it is.
    pub kind: ParticipantKind,
    /// How far it has come.
    pub stage: Stage,
    /// When it signed, as far as known.
    pub signed: Option<When>,
    /// Its instrument.
    pub instrument: Option<InstrumentKind>,
    /// When it deposited it, as far as known.
    pub deposited: Option<When>,
    /// From when the Convention binds it, once that can be told.
    pub party_from: Option<Date>,
    /// The first day on which it no longer does.
    pub until: Option<Date>,
    /// Whether the days above rest on no date known by its month alone.
    pub exact: bool,
}

/// Everyone who has done anything by the end of the day, by code.
pub fn status_on(status: &Status, day: Date) -> Vec<Standing> {
    let all = status.states.iter();
    all.filter_map(|one| standing(status, one, day)).collect()
}

/// One State on the day; `None` where it has done nothing yet.
pub fn standing_on(status: &Status, state: StateCode, day: Date) -> Option<Standing> {
    standing(status, status.state(state)?, day)
}

fn standing(status: &Status, one: &Participation, day: Date) -> Option<Standing> {
    let signed = one.signature.filter(|signature| signature.from <= day);
    let known = |m: &&Membership| m.from <= day;
    let last = one.memberships.iter().rev().find(known);
    let stage = stage(last, signed.is_some(), day)?;
    let last = last.filter(|_| !matches!(stage, Stage::Signatory | Stage::Withdrawn));
    let reached = status.entry.is_some_and(|entry| entry.reached <= day);
    let binds = last.and_then(|m| m.binds).filter(|_| reached);
    let denounced = last.filter(|_| matches!(stage, Stage::Leaving | Stage::Left));
    let sure = last.is_none_or(|m| m.deposit.is_exact());
    Some(Standing {
        state: one.state,
        kind: one.kind,
        stage,
        signed: signed.map(|signature| signature.when),
        instrument: last.map(|m| m.kind),
        deposited: last.map(|m| m.deposit),
        party_from: binds.map(|(from, _)| from),
        until: denounced.and_then(|m| m.until),
        exact: binds.map_or(sure, |(from, earliest)| from == earliest),
    })
}

fn stage(last: Option<&Membership>, signed: bool, day: Date) -> Option<Stage> {
    let Some(last) = last else {
        return signed.then_some(Stage::Signatory);
    };
    let withdrawn = last.withdrawn.is_some_and(|done| done.on <= day);
    let denounced = last.denounced.is_some_and(|done| done.on <= day);
    Some(match () {
        () if withdrawn && signed => Stage::Signatory,
        () if withdrawn => Stage::Withdrawn,
        () if last.has_ended(day) => Stage::Left,
        () if last.binds(day) && denounced => Stage::Leaving,
        () if last.binds(day) => Stage::Party,
        () => Stage::Consented,
    })
}
