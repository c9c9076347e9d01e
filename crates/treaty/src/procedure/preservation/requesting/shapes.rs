//! State, commands and facts of a preservation in the requesting State.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::MatterId;
use crate::named::named;
use crate::particulars::PreservationParticulars;
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::dialogue::{ConsultationAnswer, Dialogue};
use crate::procedure::preservation::{
    ProviderElsewhere, RequestedSays, RequestingSays, RiskNotice,
};
use crate::procedure::review::Refusal;
use crate::rejection::{Rejection, Undelivered};

/// One preservation as the requesting State knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its number.
    pub matter: MatterId,
    /// The requested State.
    pub peer: StateCode,
    /// When the request was sent.
    pub requested_at: Timestamp,
    /// The request.
    pub particulars: PreservationParticulars,
    /// Questions, consultations, enquiries.
    pub dialogue: Dialogue,
    /// The last notice of risk we have not decided on, and when it came.
    pub risk: Option<(RiskNotice, Timestamp)>,
    /// Our requests for assistance that hold the data, Art 42(8).
    pub holds: BTreeSet<MatterId>,
    /// Providers found in other States, Art 43.
    pub providers: Vec<ProviderElsewhere>,
    /// The request before it was completed, for as long as the other node may still reject the completion.
    pub superseded: Option<Box<PreservationParticulars>>,
    /// The notice of risk we decided on last, for as long as the other node may still reject the decision.
    #[serde(default)]
    pub risk_before: Option<(RiskNotice, Timestamp)>,
    /// How the matter would stand without the message of ours that ended it, for as long as the other node may still reject
    /// that message. What is heard meanwhile moves it on.
    #[serde(default)]
    pub without_end: Option<Box<State>>,
    /// The last message of ours that the other node rejected.
    pub returned: Option<Rejection>,
    /// Where the course stands, as far as we were told.
    pub stage: Stage,
}

/// The stages, with what is true in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Sent.
    Requested,
    /// Acknowledged.
    UnderReview,
    /// Ordered in the requested State.
    Ordered {
        /// When the domestic order ends.
        ends_at: Timestamp,
    },
    /// Preserved.
    Preserved {
        /// When the domestic order ends.
        order_ends_at: Timestamp,
        /// From when the data are preserved.
        effective_at: Timestamp,
        /// Until when, unless extended or held.
        expires_at: Timestamp,
        /// Our undecided request for extension.
        extension: Option<Extension>,
    },
    /// Ended: refused.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// Ended: there are no such data.
    NoData,
    /// Ended: we withdrew.
    Withdrawn,
    /// Ended: expired.
    Lapsed,
    /// Ended: the requested State's node did not take the request in.
    Returned {
        /// Why.
        rejection: Rejection,
    },
}

/// Our undecided request for extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The expiry wished for.
    pub until: Timestamp,
    /// When we asked.
    pub asked_at: Timestamp,
}

/// The commands of the requesting State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Sends a preservation request.
    RequestPreservation {
        /// The contents of the request.
        particulars: Box<PreservationParticulars>,
    },
    /// Answers a question, and completes the request if asked to.
    AnswerQuestion {
        /// What is said.
        text: String,
        /// The completed request, where completion was asked for.
        amended: Option<Box<PreservationParticulars>>,
    },
    /// Answers a consultation.
    AnswerConsultation {
        /// The answer.
        answer: ConsultationAnswer,
    },
    /// Decides whether to go on after a notice of risk.
    DecideRisk {
        /// Whether to go on; not going on ends the matter.
        go_on: bool,
        /// What is said; may be empty.
        #[serde(default)]
        text: String,
    },
    /// Asks to keep preserved data longer.
    RequestExtension {
        /// The new expiry.
        until: Timestamp,
        /// Why.
        reasons: String,
    },
    /// Asks how the request stands.
    Enquire {
        /// What is said.
        text: String,
    },
    /// Withdraws the request.
    Withdraw {
        /// Why.
        reasons: String,
    },
    /// Takes in a verified message of the other State.
    Hear {
        /// What the other State says.
        message: RequestedSays,
    },
    /// Keeps preserved data until a request for assistance is decided.
    Hold {
        /// The request for assistance.
        access: MatterId,
        /// The State on the other side of that request; it can hold only its own data.
        from: StateCode,
    },
    /// Ends the hold of a request for assistance that is decided.
    Release {
        /// The request for assistance.
        access: MatterId,
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
    /// We told the requested State.
    Said {
        /// What we told it.
        message: RequestingSays,
    },
    /// The requested State told us.
    Heard {
        /// What it told us.
        message: RequestedSays,
    },
    /// Our request for assistance holds the data.
    Held {
        /// The request.
        access: MatterId,
    },
    /// Our request for assistance is decided.
    Released {
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

impl Command {
    /// The act, for the permission table.
    pub const fn act(&self) -> Act {
        match self {
            Self::RequestPreservation { .. } => Act::RequestPreservation,
            Self::AnswerQuestion { .. } => Act::AnswerQuestion,
            Self::AnswerConsultation { .. } => Act::AnswerConsultation,
            Self::DecideRisk { .. } => Act::DecideRisk,
            Self::RequestExtension { .. } => Act::RequestExtension,
            Self::Enquire { .. } => Act::Enquire,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::Hear { .. } => Act::Hear,
            Self::Hold { .. } => Act::Hold,
            Self::Release { .. } => Act::Release,
            Self::NoteReturned { .. } => Act::NoteReturned,
        }
    }
}

named! {
    /// The name of the fact, for lists and for faults; that of the message, where one was sent or received.
    Fact {
        Held = "held";
        Released = "released";
        Returned = "returned";
    }
    Self::Said { message } => message.name();
    Self::Heard { message } => message.name();
}

impl Fact {
    /// What the requested State is told.
    pub fn message(&self) -> Option<RequestingSays> {
        match self {
            Self::Said { message } => Some(message.clone()),
            _ => None,
        }
    }
}
