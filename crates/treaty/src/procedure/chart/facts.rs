//! What can happen to a charted matter.

use serde::{Deserialize, Serialize};

use super::shapes::{DataGate, Says, Screened};
use crate::law::{Measure, Rule};
use crate::named::named;
use crate::particulars::{Authorisation, Document};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::rejection::Rejection;

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// The opening document was drafted, or changed.
    Drafted {
        /// The measure.
        measure: Measure,
        /// The own State.
        own: StateCode,
        /// The document.
        particulars: Document,
    },
    /// The draft was given up.
    Abandoned,
    /// A step was proposed and waits for its second person.
    Proposed {
        /// The act.
        act: Act,
        /// Its content.
        document: Document,
    },
    /// A proposed step was not confirmed.
    ProposalReturned {
        /// Why.
        note: String,
    },
    /// A step was taken that stays in this State.
    Took {
        /// The act.
        act: Act,
        /// Its content.
        document: Document,
    },
    /// We told the other State.
    Said {
        /// What.
        message: Says,
    },
    /// The other State told us.
    Heard {
        /// The own State.
        own: StateCode,
        /// What.
        message: Says,
    },
    /// The human-rights screen was answered.
    RightsScreened {
        /// How.
        screened: Screened,
    },
    /// A second person looked at the screen.
    ScreenReviewed {
        /// Whether it may go on.
        proceed: bool,
        /// Remarks; stay in this State.
        note: String,
    },
    /// The authorisation was recorded.
    Authorised {
        /// The record.
        authorisation: Box<Authorisation>,
    },
    /// The personal-data gate was decided.
    GateDecided {
        /// The decision.
        decision: DataGate,
    },
    /// A waiver was proposed.
    WaiverProposed {
        /// The rule.
        rule: Rule,
        /// Why.
        reason: String,
    },
    /// The proposed waiver holds.
    WaiverConfirmed,
    /// The other node rejected a message of ours.
    Returned {
        /// The act we told of.
        what: Act,
        /// What we said.
        #[serde(default)]
        said: Document,
        /// Its answer.
        rejection: Rejection,
    },
}

named! {
    /// The name of the fact, for lists and for faults; that of the act, where one was told, heard or taken.
    Fact {
        Drafted = "drafted";
        Abandoned = "abandoned";
        Proposed = "proposed";
        ProposalReturned = "proposal_returned";
        RightsScreened = "rights_screened";
        ScreenReviewed = "screen_reviewed";
        Authorised = "authorised";
        GateDecided = "gate_decided";
        WaiverProposed = "waiver_proposed";
        WaiverConfirmed = "waiver_confirmed";
        Returned = "returned";
    }
    Self::Took { act, .. } => act.key();
    Self::Said { message } | Self::Heard { message, .. } => message.name();
}

impl Fact {
    /// What the other State is told.
    pub fn message(&self) -> Option<Says> {
        match self {
            Self::Said { message } => Some(message.clone()),
            _ => None,
        }
    }
}
