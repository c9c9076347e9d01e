//! What can happen in a preservation in the requested State.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Order;
use crate::actor::MatterId;
use crate::law::Rule;
use crate::named::named;
use crate::particulars::ProtectedConduct;
use crate::procedure::preservation::{RequestedSays, RequestingSays};
use crate::procedure::review::{Refusal, ScreenAnswer};
use crate::rejection::{Rejection, Undelivered};

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// The requesting State told us.
    Heard {
        /// What it told us.
        message: RequestingSays,
    },
    /// We told the requesting State.
    Said {
        /// What we told it.
        message: RequestedSays,
    },
    /// The domestic order was issued; the requesting State is told its end.
    OrderIssued {
        /// The order.
        order: Order,
    },
    /// The human-rights screen was answered.
    RightsScreened {
        /// The answer.
        answer: ScreenAnswer,
        /// The protected conduct the request touches.
        #[serde(default)]
        conduct: BTreeSet<ProtectedConduct>,
        /// Remarks; stay in this State.
        note: String,
    },
    /// A second person looked at the screen.
    ScreenReviewed {
        /// Whether the request may go on.
        proceed: bool,
        /// Remarks; stay in this State.
        note: String,
    },
    /// A waiver was proposed.
    WaiverProposed {
        /// The rule.
        rule: Rule,
        /// Why; stays in this State.
        reason: String,
    },
    /// The proposed waiver holds.
    WaiverConfirmed,
    /// A refusal was proposed.
    RefusalProposed {
        /// The refusal.
        refusal: Refusal,
    },
    /// A proposed refusal was not confirmed.
    RefusalReturned {
        /// Why.
        note: String,
    },
    /// Refusing an extension was proposed.
    ExtensionRefusalProposed {
        /// Why.
        reasons: String,
    },
    /// A request for assistance holds the data.
    Held {
        /// The request.
        access: MatterId,
    },
    /// The other node rejected a message of ours.
    Returned {
        /// Which kind.
        what: Undelivered,
        /// Its answer.
        rejection: Rejection,
    },
}

named! {
    /// The name of the fact, for lists and for faults; that of the message, where one was sent or received.
    Fact {
        OrderIssued = "order_issued";
        RightsScreened = "rights_screened";
        ScreenReviewed = "screen_reviewed";
        WaiverProposed = "waiver_proposed";
        WaiverConfirmed = "waiver_confirmed";
        RefusalProposed = "refusal_proposed";
        RefusalReturned = "refusal_returned";
        ExtensionRefusalProposed = "extension_refusal_proposed";
        Held = "held";
        Returned = "returned";
    }
    Self::Heard { message } => message.name();
    Self::Said { message } => message.name();
}

impl Fact {
    /// What the requesting State is told.
    pub fn message(&self) -> Option<RequestedSays> {
        match self {
            Self::Said { message } => Some(message.clone()),
            Self::OrderIssued { order } => Some(RequestedSays::Ordered {
                ends_at: order.ends_at,
            }),
            _ => None,
        }
    }
}
