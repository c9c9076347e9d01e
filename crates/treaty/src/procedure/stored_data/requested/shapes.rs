//! State, commands and facts of a request for stored data in the requested State.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{MatterId, OfficerId};
use crate::particulars::{Authorisation, Conditions, StoredDataParticulars};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::dialogue::{Concern, Dialogue};
use crate::procedure::review::{ProposedRefusal, Refusal, RightsScreen, ScreenAnswer};
use crate::procedure::stored_data::{RequestedSays, RequestingSays, SealedPackage};
use crate::rejection::{Rejection, Undelivered};

/// One request for stored data as the requested State knows it.
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
    pub particulars: StoredDataParticulars,
    /// Questions, consultations, enquiries.
    pub dialogue: Dialogue,
    /// The human-rights screen.
    pub screen: RightsScreen,
    /// The personal-data gate.
    pub gate: DataGate,
    /// The last message of ours that the other node rejected.
    pub returned: Option<Rejection>,
    /// Where the course stands.
    pub stage: Stage,
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
        /// When.
        at: Timestamp,
    },
    /// The requesting State has it and verified it.
    Delivered {
        /// The package.
        package: SealedPackage,
        /// The conditions that bind the requesting State.
        conditions: Conditions,
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

/// The commands of the requested State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Takes in a verified message of the other State.
    Hear {
        /// What the other State says.
        message: RequestingSays,
    },
    /// Acknowledges the request and begins its review.
    Acknowledge,
    /// Asks the requesting State for more information.
    Ask {
        /// What is asked.
        question: String,
    },
    /// Answers the human-rights screen.
    ScreenRights {
        /// The answer.
        answer: ScreenAnswer,
        /// Why; stays in this State.
        note: String,
    },
    /// Decides, as a second person, on a screen answered with yes or unsure.
    ReviewScreen {
        /// Whether the request may go on.
        proceed: bool,
        /// Why; stays in this State.
        note: String,
    },
    /// Consults the requesting State before a refusal or a postponement.
    Consult {
        /// What it is about.
        about: Concern,
        /// What is said.
        text: String,
        /// The conditions offered; may be empty.
        conditions: Vec<String>,
    },
    /// Proposes to refuse, with ground and reasons.
    ProposeRefusal {
        /// Ground and reasons.
        refusal: Refusal,
    },
    /// Does not confirm the refusal: back to review.
    ReturnRefusal {
        /// Why; stays in this State.
        note: String,
    },
    /// Refuses, as a second person.
    ConfirmRefusal,
    /// Postpones the execution until a review date.
    Postpone {
        /// When it is looked at again.
        review_on: Timestamp,
        /// Why.
        reasons: String,
    },
    /// Takes a postponed, authorised or sealed matter back into review.
    ReturnToReview {
        /// Why; stays in this State.
        note: String,
    },
    /// Records the authorisation of the competent authority.
    Authorise {
        /// The record.
        authorisation: Box<Authorisation>,
    },
    /// Takes the matter back into review when the authorisation has ended.
    ExpireAuthorisation,
    /// Records the package that was sealed for the requesting State.
    RecordSealed {
        /// The package.
        package: SealedPackage,
    },
    /// Decides the personal-data gate: pass, offer conditions, or bar.
    DecidePersonalData {
        /// How the gate is decided.
        decision: DataDecision,
    },
    /// Proposes to release the sealed package.
    ProposeTransfer,
    /// Does not confirm the release.
    ReturnTransfer {
        /// Why; stays in this State.
        note: String,
    },
    /// Releases the sealed package, as a second person.
    ConfirmTransfer {
        /// Made from the package and the conditions of the gate; passed on as it is.
        signed_manifest: String,
    },
    /// Tells that the secrecy asked for cannot be kept.
    DeclareSecrecyImpossible {
        /// Why.
        reasons: String,
    },
    /// Answers how the request stands.
    AnswerEnquiry {
        /// What is said.
        text: String,
    },
    /// Records that the other State's node rejected a message of ours.
    NoteReturned {
        /// Which kind of message.
        what: Undelivered,
        /// The answer of the other node.
        rejection: Rejection,
    },
}

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
    /// The human-rights screen was answered.
    RightsScreened {
        /// The answer.
        answer: ScreenAnswer,
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
    /// Taken back into review.
    ReturnedToReview {
        /// Why.
        note: String,
    },
    /// The authorisation was recorded.
    Authorised {
        /// The record.
        authorisation: Box<Authorisation>,
    },
    /// The authorisation ended before the evidence was released.
    AuthorisationExpired,
    /// The evidence was sealed.
    Sealed {
        /// The package.
        package: SealedPackage,
    },
    /// The personal-data gate was passed.
    GatePassed {
        /// The conditions.
        conditions: Conditions,
    },
    /// The personal-data gate was barred.
    GateBarred {
        /// Why.
        reasons: String,
    },
    /// The release was proposed.
    TransferProposed,
    /// A proposed release was not confirmed.
    TransferReturned {
        /// Why.
        note: String,
    },
    /// The other node rejected a message of ours.
    Returned {
        /// Which kind.
        what: Undelivered,
        /// Its answer.
        rejection: Rejection,
    },
}

impl DataGate {
    /// The conditions of a gate that is open.
    pub fn conditions(&self) -> Option<&Conditions> {
        match self {
            Self::Passed { conditions } | Self::Accepted { conditions } => Some(conditions),
            Self::Undecided | Self::Offered { .. } | Self::Declined | Self::Barred { .. } => None,
        }
    }

    /// Whether the gate failed, so that data protection may be a ground.
    pub fn failed(&self) -> bool {
        matches!(self, Self::Declined | Self::Barred { .. })
    }
}

impl Command {
    /// The act, for the permission table.
    pub const fn act(&self) -> Act {
        match self {
            Self::Hear { .. } => Act::Hear,
            Self::Acknowledge => Act::Acknowledge,
            Self::Ask { .. } => Act::Ask,
            Self::ScreenRights { .. } => Act::ScreenRights,
            Self::ReviewScreen { .. } => Act::ReviewScreen,
            Self::Consult { .. } => Act::Consult,
            Self::ProposeRefusal { .. } => Act::ProposeRefusal,
            Self::ReturnRefusal { .. } => Act::ReturnRefusal,
            Self::ConfirmRefusal => Act::ConfirmRefusal,
            Self::Postpone { .. } => Act::Postpone,
            Self::ReturnToReview { .. } => Act::ReturnToReview,
            Self::Authorise { .. } => Act::Authorise,
            Self::ExpireAuthorisation => Act::ExpireAuthorisation,
            Self::RecordSealed { .. } => Act::RecordSealed,
            Self::DecidePersonalData { .. } => Act::DecidePersonalData,
            Self::ProposeTransfer => Act::ProposeTransfer,
            Self::ReturnTransfer { .. } => Act::ReturnTransfer,
            Self::ConfirmTransfer { .. } => Act::ConfirmTransfer,
            Self::DeclareSecrecyImpossible { .. } => Act::DeclareSecrecyImpossible,
            Self::AnswerEnquiry { .. } => Act::AnswerEnquiry,
            Self::NoteReturned { .. } => Act::NoteReturned,
        }
    }
}

impl Fact {
    /// The name of the fact, for lists and for faults; that of the message, where one was sent or received.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Heard { message } => message.name(),
            Self::Said { message } => message.name(),
            Self::RightsScreened { .. } => "rights_screened",
            Self::ScreenReviewed { .. } => "screen_reviewed",
            Self::RefusalProposed { .. } => "refusal_proposed",
            Self::RefusalReturned { .. } => "refusal_returned",
            Self::ReturnedToReview { .. } => "returned_to_review",
            Self::Authorised { .. } => "authorised",
            Self::AuthorisationExpired => "authorisation_expired",
            Self::Sealed { .. } => "sealed",
            Self::GatePassed { .. } => "gate_passed",
            Self::GateBarred { .. } => "gate_barred",
            Self::TransferProposed => "transfer_proposed",
            Self::TransferReturned { .. } => "transfer_returned",
            Self::Returned { .. } => "returned",
        }
    }

    /// What the requesting State is told.
    pub fn message(&self) -> Option<RequestedSays> {
        match self {
            Self::Said { message } => Some(message.clone()),
            _ => None,
        }
    }
}
