//! The commands of the requested State in a preservation.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::MatterId;
use crate::law::Rule;
use crate::particulars::ProtectedConduct;
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::dialogue::Concern;
use crate::procedure::preservation::{ProviderElsewhere, RequestingSays, RiskNotice};
use crate::procedure::review::{Refusal, ScreenAnswer};
use crate::rejection::{Rejection, Undelivered};

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
        /// The protected conduct the request touches; any hit takes a second person. Stays in this State.
        #[serde(default)]
        conduct: BTreeSet<ProtectedConduct>,
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
        #[serde(default)]
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
    /// Tells that preservation will not hold, or endangers secrecy or the investigation.
    NotifyRisk {
        /// The risk.
        notice: RiskNotice,
    },
    /// Proposes that a safeguard of the platform does not block in this matter.
    ProposeWaiver {
        /// The rule.
        rule: Rule,
        /// Why.
        reason: String,
    },
    /// Waives it, as a second person.
    ConfirmWaiver,
    /// Orders the preservation under domestic law.
    Order {
        /// Length of the order in days, 1 to 90.
        days: u32,
    },
    /// Confirms that the data are preserved, from when and until when.
    ConfirmPreserved {
        /// From when the data are preserved.
        effective_at: Timestamp,
        /// At least 60; absent means as long as asked for, or 60.
        days: Option<u32>,
    },
    /// Tells that there are no such data.
    ReportNoData {
        /// What was looked for, and where.
        text: String,
    },
    /// Renews the domestic order before it ends.
    RenewOrder,
    /// Warns both States that the domestic order ends and knows no renewal.
    WarnOrderEnds,
    /// Grants a requested extension.
    GrantExtension {
        /// The new expiry.
        until: Timestamp,
    },
    /// Proposes to refuse a requested extension.
    ProposeExtensionRefusal {
        /// Why.
        reasons: String,
    },
    /// Refuses a requested extension, as a second person.
    ConfirmExtensionRefusal,
    /// Tells that a provider in another State is involved, and the path to it.
    ReportProvider {
        /// The provider and the path.
        provider: ProviderElsewhere,
    },
    /// Answers how the request stands.
    AnswerEnquiry {
        /// What is said.
        text: String,
    },
    /// Ends the preservation at its expiry.
    Lapse,
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
            Self::NotifyRisk { .. } => Act::NotifyRisk,
            Self::ProposeWaiver { .. } => Act::ProposeWaiver,
            Self::ConfirmWaiver => Act::ConfirmWaiver,
            Self::Order { .. } => Act::Order,
            Self::ConfirmPreserved { .. } => Act::ConfirmPreserved,
            Self::ReportNoData { .. } => Act::ReportNoData,
            Self::RenewOrder => Act::RenewOrder,
            Self::WarnOrderEnds => Act::WarnOrderEnds,
            Self::GrantExtension { .. } => Act::GrantExtension,
            Self::ProposeExtensionRefusal { .. } => Act::ProposeExtensionRefusal,
            Self::ConfirmExtensionRefusal => Act::ConfirmExtensionRefusal,
            Self::ReportProvider { .. } => Act::ReportProvider,
            Self::AnswerEnquiry { .. } => Act::AnswerEnquiry,
            Self::Lapse => Act::Lapse,
            Self::Hold { .. } => Act::Hold,
            Self::Release { .. } => Act::Release,
            Self::NoteReturned { .. } => Act::NoteReturned,
        }
    }
}
