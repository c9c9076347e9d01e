//! What the two States tell each other about a preservation. Nothing in here names an officer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::MatterId;
use crate::named::named;
use crate::particulars::PreservationParticulars;
use crate::party::StateCode;
use crate::procedure::dialogue::{Concern, ConsultationAnswer};
use crate::procedure::review::Refusal;

/// From the requesting State to the requested State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case", deny_unknown_fields)]
pub enum RequestingSays {
    /// The request, Art 42(3). Opens the matter.
    Request {
        /// What the article asks for.
        particulars: Box<PreservationParticulars>,
    },
    /// The answer to a question.
    Answer {
        /// The answer.
        text: String,
        /// The completed request, where completion was asked for.
        amended: Option<Box<PreservationParticulars>>,
    },
    /// The decision after a notice of risk, Art 42(7). Not going on ends the matter.
    RiskDecision {
        /// Whether to go on.
        go_on: bool,
        /// Remarks; may be empty.
        text: String,
    },
    /// The answer to a consultation.
    ConsultationAnswer {
        /// The answer.
        answer: ConsultationAnswer,
    },
    /// A request for extension, Art 42(9).
    ExtensionRequest {
        /// The new expiry wished for.
        until: Timestamp,
        /// Why.
        reasons: String,
    },
    /// A status enquiry, Art 40(26).
    Enquiry {
        /// What is asked.
        text: String,
    },
    /// Help is no longer needed, Art 40(26).
    Withdrawal {
        /// Why.
        reasons: String,
    },
}

/// From the requested State to the requesting State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case", deny_unknown_fields)]
pub enum RequestedSays {
    /// The request is under review.
    Acknowledgement,
    /// A question, Art 40(16).
    Question {
        /// What is asked.
        text: String,
    },
    /// A notice of risk, Art 42(7).
    RiskNotice {
        /// The risk.
        notice: RiskNotice,
    },
    /// A consultation, Art 40(28).
    Consultation {
        /// What it is about. Serialised under another name: `about` is the tag of the message around it.
        #[serde(rename = "concern")]
        about: Concern,
        /// What is said.
        text: String,
        /// The conditions offered; may be empty.
        conditions: Vec<String>,
    },
    /// The preservation was ordered under domestic law.
    Ordered {
        /// When the order ends.
        ends_at: Timestamp,
    },
    /// The data are preserved.
    Preserved {
        /// From when.
        effective_at: Timestamp,
        /// Until when, unless extended or held.
        expires_at: Timestamp,
    },
    /// The order found no such data; there is nothing to preserve.
    NoData {
        /// What was looked for, and where.
        text: String,
    },
    /// The domestic order was renewed.
    OrderRenewed {
        /// When the new one ends.
        ends_at: Timestamp,
    },
    /// The extension is granted.
    ExtensionGranted {
        /// The new expiry.
        expires_at: Timestamp,
    },
    /// The extension is refused.
    ExtensionRefused {
        /// Why, Art 40(25).
        reasons: String,
    },
    /// A request for assistance is decided and holds the data no longer.
    HoldEnded {
        /// The request for assistance.
        access: MatterId,
        /// The expiry from now on; absent where nothing was preserved yet.
        expires_at: Option<Timestamp>,
    },
    /// A provider in another State is involved, Art 43(1).
    ProviderElsewhere {
        /// The provider and the path.
        provider: ProviderElsewhere,
    },
    /// The refusal.
    Refusal {
        /// Ground and reasons.
        refusal: Refusal,
    },
    /// The answer to a status enquiry.
    EnquiryAnswer {
        /// The stage the matter is at in the requested State.
        stage: String,
        /// What is said.
        text: String,
    },
    /// The preservation has ended at its expiry.
    Lapsed,
}

/// Why preservation may fail its purpose, Art 42(7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Risk {
    /// It will not keep the data available.
    Availability,
    /// It threatens the confidentiality of the investigation.
    Confidentiality,
    /// It otherwise prejudices the investigation.
    Investigation,
    /// The domestic order ends and the law knows no renewal.
    OrderEnds {
        /// When it ends.
        ends_at: Timestamp,
    },
}

named! {
    /// Its serialised form.
    Risk {
        Availability = "availability";
        Confidentiality = "confidentiality";
        Investigation = "investigation";
        OrderEnds = "order_ends";
    }
}

/// A notice of risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskNotice {
    /// The kind of risk.
    pub risk: Risk,
    /// What is known about it; may be empty where the kind says it all.
    pub text: String,
}

/// A provider in another State that took part in the communication: enough to find it and the path, and nothing about
/// content or subscribers, Art 43(1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderElsewhere {
    /// The provider.
    pub provider: String,
    /// The State it is in, where known.
    pub state: Option<StateCode>,
    /// The path of the communication to it.
    pub path: String,
    /// The authority that found out.
    pub authority: String,
}

named! {
    /// What is said, as it is serialised.
    RequestingSays {
        Request = "request";
        Answer = "answer";
        RiskDecision = "risk_decision";
        ConsultationAnswer = "consultation_answer";
        ExtensionRequest = "extension_request";
        Enquiry = "enquiry";
        Withdrawal = "withdrawal";
    }
}

named! {
    /// What is said, as it is serialised.
    RequestedSays {
        Acknowledgement = "acknowledgement";
        Question = "question";
        RiskNotice = "risk_notice";
        Consultation = "consultation";
        Ordered = "ordered";
        Preserved = "preserved";
        NoData = "no_data";
        OrderRenewed = "order_renewed";
        ExtensionGranted = "extension_granted";
        ExtensionRefused = "extension_refused";
        HoldEnded = "hold_ended";
        ProviderElsewhere = "provider_elsewhere";
        Refusal = "refusal";
        EnquiryAnswer = "enquiry_answer";
        Lapsed = "lapsed";
    }
}
