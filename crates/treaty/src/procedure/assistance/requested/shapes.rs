//! The state of a request for assistance in the requested State.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{MatterId, OfficerId};
use crate::named::named;
use crate::particulars::{AssistanceParticulars, Authorisation, Conditions, ProviderCheck};
use crate::party::StateCode;
use crate::procedure::assistance::{LeftOut, SealedPackage};
use crate::procedure::consent::Consents;
use crate::procedure::dialogue::Dialogue;
use crate::procedure::onward::OnwardTransfers;
use crate::procedure::review::{ProposedRefusal, Refusal, RightsScreen};
use crate::procedure::safeguards::Safeguards;
use crate::rejection::Rejection;

/// One request for assistance as the requested State knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its number.
    pub matter: MatterId,
    /// The requesting State.
    pub peer: StateCode,
    /// When the request arrived.
    pub received_at: Timestamp,
    /// The request.
    pub particulars: AssistanceParticulars,
    /// Questions, consultations, enquiries.
    pub dialogue: Dialogue,
    /// The human-rights screen.
    pub screen: RightsScreen,
    /// What was recorded for the other safeguards, and what was waived.
    pub safeguards: Safeguards,
    /// The collection of data as they arise, Arts 45 and 46.
    pub collection: CollectionRun,
    /// The personal-data gate.
    pub gate: DataGate,
    /// What the requesting State asked to pass on, and what it was answered.
    pub onward: OnwardTransfers,
    /// What it asked consent for otherwise, and what it was answered.
    #[serde(default)]
    pub consents: Consents,
    /// It gave notice that something is disclosed to the accused.
    #[serde(default)]
    pub disclosure_announced: bool,
    /// The last message of ours that the other node rejected.
    pub returned: Option<Rejection>,
    /// Where the course stands.
    pub stage: Stage,
}

/// How a collection runs: what the provider can do, from when until when, and the renewal that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollectionRun {
    /// What the provider can do.
    pub provider: Option<ProviderCheck>,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When it ends by itself.
    pub ends: Option<Timestamp>,
    /// Up to when data were collected, once it is over.
    pub stopped: Option<Timestamp>,
    /// The renewal the requesting State asked for and has been neither given nor refused.
    pub renewal: Option<Renewal>,
    /// What was collected and went to nobody.
    pub unreleased: Unreleased,
}

/// What was collected for a request that ended without a release: nothing justifies keeping it, Art 24(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "unreleased", rename_all = "snake_case")]
pub enum Unreleased {
    /// There is none, or the request still runs.
    #[default]
    None,
    /// It is kept, and has to be destroyed.
    Kept {
        /// When the request ended.
        since: Timestamp,
    },
    /// It is destroyed.
    Destroyed {
        /// When that was recorded.
        at: Timestamp,
    },
}

/// A renewal the requesting State asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// For how many days more.
    pub days: u32,
    /// Why.
    pub justification: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// The refusal that waits for its second person.
    #[serde(default)]
    pub refusal: Option<RenewalRefusal>,
}

/// A refusal to renew that one officer proposed and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewalRefusal {
    /// Who proposed it.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// Why, Art 40(25).
    pub reasons: String,
}

/// The personal-data gate, Art 36(1).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "gate", rename_all = "snake_case")]
pub enum DataGate {
    /// Not decided.
    #[default]
    Undecided,
    /// The transfer is lawful as asked for.
    Passed {
        /// The conditions that go with every transfer.
        conditions: Conditions,
        /// It failed before for all that was asked for: what it failed for may be left out on that ground.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        after_failure: bool,
    },
    /// Lawful under conditions, which were offered.
    Offered {
        /// The conditions.
        conditions: Conditions,
        /// When they were offered.
        at: Timestamp,
    },
    /// The requesting State accepted them.
    Accepted {
        /// The conditions, which bind.
        conditions: Conditions,
    },
    /// The requesting State declined them.
    Declined,
    /// The own law bars the transfer.
    Barred {
        /// Why.
        reasons: String,
    },
}

/// The stages, with what is true in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Arrived, not acknowledged.
    Received,
    /// Under review.
    UnderReview {
        /// Since when.
        since: Timestamp,
    },
    /// A refusal waits for its second person.
    RefusalProposed {
        /// Since when the matter was under review.
        since: Timestamp,
        /// The proposal.
        proposal: ProposedRefusal,
    },
    /// Postponed.
    Postponed {
        /// When it is looked at again.
        review_on: Timestamp,
        /// Why.
        reasons: String,
    },
    /// Authorised; the evidence is being obtained.
    Authorised {
        /// The record.
        authorisation: Authorisation,
    },
    /// Data are collected as they arise.
    Collecting {
        /// The record.
        authorisation: Authorisation,
    },
    /// The authorisation ended before the collection did: nothing is collected until there is a new one.
    Paused {
        /// The record that ended.
        authorisation: Authorisation,
    },
    /// The collection is over; nothing is sealed yet.
    Collected {
        /// The record that covered it.
        authorisation: Authorisation,
    },
    /// The evidence is sealed.
    Sealed {
        /// The record.
        authorisation: Authorisation,
        /// The package.
        package: SealedPackage,
    },
    /// The release waits for its second person.
    TransferProposed {
        /// The record.
        authorisation: Authorisation,
        /// The package.
        package: SealedPackage,
        /// What was asked for and is not in it.
        #[serde(default)]
        left_out: Vec<LeftOut>,
        /// Who proposed it.
        by: OfficerId,
        /// When.
        at: Timestamp,
    },
    /// Released.
    Transferred {
        /// The record.
        authorisation: Authorisation,
        /// The package.
        package: SealedPackage,
        /// The conditions it travels under.
        conditions: Conditions,
        /// What was asked for and is not in it.
        #[serde(default)]
        left_out: Vec<LeftOut>,
        /// When.
        at: Timestamp,
    },
    /// The requesting State has it and verified it.
    Delivered {
        /// The package.
        package: SealedPackage,
        /// The conditions that bind the requesting State.
        conditions: Conditions,
        /// What was asked for and is not in it.
        #[serde(default)]
        left_out: Vec<LeftOut>,
    },
    /// The requesting State destroyed the key.
    Destroyed,
    /// Ended: refused.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// Ended: the requesting State withdrew.
    Withdrawn,
    /// Ended: closed.
    Closed {
        /// What came of the case, where it was told.
        outcome: Option<String>,
    },
}

/// How the personal-data gate is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum DataDecision {
    /// Lawful as asked for. Anything stricter than the request has to be offered.
    Pass {
        /// The conditions that go with every transfer.
        conditions: Conditions,
    },
    /// Lawful under conditions.
    Offer {
        /// The conditions.
        conditions: Conditions,
    },
    /// Not lawful.
    Bar {
        /// Why.
        reasons: String,
    },
}

named! {
    /// Its serialised form.
    DataDecision {
        Pass = "pass";
        Offer = "offer";
        Bar = "bar";
    }
}

impl DataGate {
    /// The conditions of a gate that is open.
    pub fn conditions(&self) -> Option<&Conditions> {
        match self {
            Self::Passed { conditions, .. } | Self::Accepted { conditions } => Some(conditions),
            Self::Undecided | Self::Offered { .. } | Self::Declined | Self::Barred { .. } => None,
        }
    }

    /// Whether it passed for the rest after it had failed for all.
    pub fn passed_after_failure(&self) -> bool {
        matches!(
            self,
            Self::Passed {
                after_failure: true,
                ..
            }
        )
    }

    /// The request is another one now: what failed for the former says nothing of it.
    pub(super) fn asked_anew(&mut self) {
        match self {
            Self::Passed { after_failure, .. } => *after_failure = false,
            failed if failed.failed() => *failed = Self::Undecided,
            _ => {}
        }
    }

    /// Whether the gate failed, so that data protection may be a ground.
    pub fn failed(&self) -> bool {
        matches!(self, Self::Declined | Self::Barred { .. })
    }
}
