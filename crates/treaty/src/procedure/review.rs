//! The human-rights screen and the refusal with two persons: the same in every measure.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::dialogue::{Concern, Dialogue};
use super::{Duty, Obligation, second_person};
use crate::actor::{Facts, OfficerId};
use crate::law::{Ground, OffenceClass, Period, Rule, grounds::Availability};
use crate::named::named;
use crate::particulars::{Offence, ProtectedConduct};
use crate::party::{DualCriminality, offence_class};
use crate::rejection::{Rejection, require};
use crate::{Measure, Side};

/// Are there grounds to believe in persecution, discrimination or suppression of rights? Arts 6(2) and 40(22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenAnswer {
    /// No.
    No,
    /// Yes.
    Yes,
    /// Unsure. Treated like yes.
    Unsure,
}

named! {
    /// Its serialised form.
    ScreenAnswer {
        No = "no";
        Yes = "yes";
        Unsure = "unsure";
    }
}

impl ScreenAnswer {
    /// The answer together with the protected conduct the request touches: any hit is a reason for a second person, as a
    /// "yes" is.
    pub(super) fn touching(self, conduct: &BTreeSet<ProtectedConduct>) -> Self {
        if conduct.is_empty() { self } else { Self::Yes }
    }
}

/// How far the human-rights screen has come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "screen", rename_all = "snake_case")]
pub enum RightsScreen {
    /// Not answered.
    #[default]
    Open,
    /// Answered with no.
    Clear,
    /// Answered with yes or unsure; a second person has to look.
    Flagged {
        /// Who answered.
        by: OfficerId,
        /// When.
        at: Timestamp,
    },
    /// A second person looked.
    Reviewed {
        /// Whether the request may go on.
        proceed: bool,
    },
}

impl RightsScreen {
    /// The screen after one officer's answer. What was flagged once always takes a second person: a "no" by one officer
    /// does not undo another's doubt.
    pub(super) fn answered(&self, answer: ScreenAnswer, by: OfficerId, at: Timestamp) -> Self {
        match (self, answer) {
            (Self::Open | Self::Clear, ScreenAnswer::No) => Self::Clear,
            _ => Self::Flagged { by, at },
        }
    }

    /// Whether the request may be executed as far as the screen goes.
    pub(super) fn passed(&self) -> Result<(), Rejection> {
        match self {
            Self::Clear | Self::Reviewed { proceed: true } => Ok(()),
            Self::Open => Err(Rejection::by(Rule::RightsScreenFirst)),
            Self::Flagged { .. } => Err(Rejection::by(Rule::RightsScreenUnresolved)),
            Self::Reviewed { proceed: false } => Err(Rejection::by(Rule::RightsConcern)),
        }
    }

    /// Whether the acting officer may review the screen.
    pub(super) fn may_review(&self, facts: &Facts) -> Result<(), Rejection> {
        match self {
            Self::Flagged { by, .. } => second_person(by, facts),
            _ => Err(Rejection::by(Rule::NotAtThisStage)),
        }
    }

    /// Whether a second person has to look.
    pub(super) fn awaits_review(&self) -> bool {
        matches!(self, Self::Flagged { .. })
    }

    pub(super) fn owed<C>(&self) -> Option<Obligation<C>> {
        let Self::Flagged { at, .. } = self else {
            return None;
        };
        let period = Period::SecondPerson;
        Some(Obligation::within(
            Side::Requested,
            Duty::ReviewScreen,
            period,
            *at,
        ))
    }
}

/// A refusal: ground and reasons, Art 40(25).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The ground.
    pub ground: Ground,
    /// The reasons, in writing.
    pub reasons: String,
}

impl Refusal {
    /// What a consultation before it is about, Art 40(28).
    pub(super) fn concern(&self) -> Concern {
        let ground = self.ground;
        Concern::Refusal { ground }
    }
}

/// A refusal that one officer proposed and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedRefusal {
    /// The refusal.
    pub refusal: Refusal,
    /// Who proposed it.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
}

/// What decides whether a refusal may be proposed.
pub(super) struct RefusalCase<'a> {
    pub measure: Measure,
    pub offence: &'a Offence,
    pub dialogue: &'a Dialogue,
    pub gate_failed: bool,
}

impl RefusalCase<'_> {
    /// Whether the measure may be refused in this way, Arts 40(8), (21) to (25), (28) and 42(5), (6).
    pub fn check(&self, refusal: &Refusal, facts: &Facts) -> Result<(), Rejection> {
        require(!refusal.reasons.trim().is_empty(), Rule::ReasonsMissing)?;
        self.available(refusal.ground, facts)?;
        if refusal.ground.needs_consultation(self.measure) {
            self.dialogue.consulted(refusal.concern(), facts.now)?;
        }
        Ok(())
    }

    /// Whether the ground is on the measure's list. The reservation of Art 42(5) is the requested State's own.
    pub fn available(&self, ground: Ground, facts: &Facts) -> Result<(), Rejection> {
        match ground.availability(self.measure) {
            Availability::Open => Ok(()),
            Availability::Closed(rule, article) => Err(Rejection::under(rule, article)),
            Availability::GateFailed => require(self.gate_failed, Rule::DataProtectionNotTried),
            Availability::UnderReservation => {
                let class = offence_class(self.offence, &facts.party, &facts.peer);
                let required = facts.party.dual_criminality == DualCriminality::Required;
                let reserved = required && facts.party.preservation_reservation;
                let outside = class != OffenceClass::Convention;
                require(reserved && outside, Rule::DualCriminalityNotReserved)
            }
        }
    }
}

impl ProposedRefusal {
    pub(super) fn new(refusal: Refusal, by: OfficerId, at: Timestamp) -> Self {
        Self { refusal, by, at }
    }

    /// The refusal, if the acting officer is a second person.
    pub(super) fn confirmed(&self, facts: &Facts) -> Result<Refusal, Rejection> {
        second_person(&self.by, facts)?;
        Ok(self.refusal.clone())
    }

    pub(super) fn owed<C>(&self) -> Obligation<C> {
        Obligation::within(
            Side::Requested,
            Duty::ConfirmRefusal,
            Period::SecondPerson,
            self.at,
        )
    }
}
