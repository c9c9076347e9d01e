//! What one State did, in tables that answer for any day.

use jiff::civil::Date;
use serde::Serialize;

use super::{Effect, InstrumentKind, ParticipantKind, Provision, When};
use crate::law::FinalProvision;
use crate::party::StateCode;

/// A day and the line that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Done {
    pub on: Date,
    pub line: u32,
}

/// The signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signature {
    /// When, as far as known.
    pub when: When,
    /// The first day on which it certainly was there.
    pub from: Date,
    pub line: u32,
}

/// One instrument and what became of it. A State has a second one only after it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Membership {
    pub kind: InstrumentKind,
    pub deposit: When,
    /// The day it counts from.
    pub from: Date,
    pub line: u32,
    pub withdrawn: Option<Done>,
    pub denounced: Option<Done>,
    /// From when the Convention binds the State, and the day it would be if every month meant its first.
    pub binds: Option<(Date, Date)>,
    /// The first day on which it no longer does.
    pub until: Option<Date>,
}

impl Membership {
    /// Whether the instrument is deposited on the day, and neither taken back nor spent.
    pub fn is_deposited(&self, day: Date) -> bool {
        let withdrawn = self.withdrawn.is_some_and(|done| done.on <= day);
        self.from <= day && !withdrawn && !self.has_ended(day)
    }

    /// Whether it binds its State on the day.
    pub fn binds(&self, day: Date) -> bool {
        let from = self.binds.filter(|_| self.withdrawn.is_none());
        from.is_some_and(|(from, _)| from <= day) && !self.has_ended(day)
    }

    /// Whether its denunciation has taken effect.
    pub fn has_ended(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until <= day)
    }
}

/// A reservation, and from when to when it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reservation {
    /// The provision.
    pub provision: Provision,
    /// What it does to it.
    pub effect: Effect,
    /// What it says, in our words.
    pub text: String,
    /// When it was made, as far as known.
    pub made: When,
    /// The first day on which it is withdrawn.
    pub until: Option<Date>,
}

impl Reservation {
    /// Whether it stands on the day. In doubt it does: a month counts with its first day.
    pub fn stands(&self, day: Date) -> bool {
        let made = self.made.earliest().is_none_or(|made| made <= day);
        made && self.until.is_none_or(|until| day < until)
    }
}

/// An objection to a reservation, and from when to when it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// The State that made the reservation.
    pub to: StateCode,
    /// The provision the reservation was made to.
    pub provision: Provision,
    /// Whether the Convention is not to enter into force between the two.
    pub precluding: bool,
    /// When it was made, as far as known.
    pub made: When,
    /// The first day on which it is withdrawn.
    pub until: Option<Date>,
}

impl Objection {
    /// Whether it stands on the day.
    pub fn stands(&self, day: Date) -> bool {
        let made = self.made.latest().is_some_and(|made| made <= day);
        made && self.until.is_none_or(|until| day < until)
    }
}

/// A declaration that changes no obligation, or one of competence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Declaration {
    /// The provision it is about, where it is about one.
    pub provision: Option<Provision>,
    /// What it says, in our words.
    pub text: String,
    /// When it was made, as far as known.
    pub made: When,
}

/// Consent to an amendment or a protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Consent {
    /// Its name in the table.
    pub instrument: String,
    pub deposit: When,
    /// From when it binds the State; `None` while a protocol is not in force.
    pub binds: Option<(Date, Date)>,
}

/// All of one State.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participation {
    pub(super) state: StateCode,
    pub(super) kind: ParticipantKind,
    pub(super) signature: Option<Signature>,
    pub(super) memberships: Vec<Membership>,
    pub(super) reservations: Vec<Reservation>,
    pub(super) objections: Vec<Objection>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) competence: Vec<Declaration>,
    pub(super) consents: Vec<Consent>,
}

impl Participation {
    pub(super) fn new(state: StateCode, kind: ParticipantKind) -> Self {
        Self {
            state,
            kind,
            signature: None,
            memberships: Vec::new(),
            reservations: Vec::new(),
            objections: Vec::new(),
            declarations: Vec::new(),
            competence: Vec::new(),
            consents: Vec::new(),
        }
    }

    /// Its code.
    pub const fn state(&self) -> StateCode {
        self.state
    }

    /// What it is.
    pub const fn kind(&self) -> ParticipantKind {
        self.kind
    }

    /// The reservations it ever made.
    pub fn reservations(&self) -> &[Reservation] {
        &self.reservations
    }

    /// The objections it ever made.
    pub fn objections(&self) -> &[Objection] {
        &self.objections
    }

    /// The declarations it ever made.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// What an organisation declared to be competent for, oldest first; the last one is current.
    pub fn competence(&self) -> &[Declaration] {
        &self.competence
    }

    /// The instrument that binds the State on the day.
    pub(super) fn bound_by(&self, day: Date) -> Option<&Membership> {
        self.memberships.iter().find(|one| one.binds(day))
    }

    /// The last instrument that is deposited on the day.
    pub(super) fn deposited(&self, day: Date) -> Option<&Membership> {
        let mut latest_first = self.memberships.iter().rev();
        latest_first.find(|one| one.is_deposited(day))
    }

    pub(super) fn has_signed(&self, day: Date) -> bool {
        self.signature
            .is_some_and(|signature| signature.from <= day)
    }

    /// Whether its instruments count towards a number of instruments or Parties, Art 65(1).
    pub(super) fn counts(&self) -> bool {
        !self.is_organisation() || FinalProvision::RegionalInstrumentCounts.number() > 0
    }

    /// Whether it is a regional organisation, Art 2(n).
    pub fn is_organisation(&self) -> bool {
        self.kind == ParticipantKind::Reio
    }
}
