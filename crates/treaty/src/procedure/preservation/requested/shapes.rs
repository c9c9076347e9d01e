//! State, commands and facts of a preservation in the requested State.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actor::{MatterId, OfficerId};
use crate::law::{Period, periods::days_after};
use crate::particulars::{PreservationParticulars, ProtectedConduct};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::dialogue::{Concern, Dialogue};
use crate::procedure::preservation::{
    ProviderElsewhere, RequestedSays, RequestingSays, RiskNotice,
};
use crate::procedure::review::{ProposedRefusal, Refusal, RightsScreen, ScreenAnswer};
use crate::rejection::{Rejection, Undelivered};

/// One preservation as the requested State knows it.
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
    pub particulars: PreservationParticulars,
    /// Questions, consultations, enquiries.
    pub dialogue: Dialogue,
    /// The human-rights screen.
    pub screen: RightsScreen,
    /// The last notice of risk that the requesting State has not decided on.
    pub risk: Option<OpenRisk>,
    /// The requests for assistance that hold the data, Art 42(8).
    pub holds: BTreeSet<MatterId>,
    /// Providers found in other States, Art 43.
    pub providers: Vec<ProviderElsewhere>,
    /// The last message of ours that the other node rejected.
    pub returned: Option<Rejection>,
    /// Where the course stands.
    pub stage: Stage,
}

/// A notice of risk that waits for the requesting State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenRisk {
    /// The notice.
    pub notice: RiskNotice,
    /// When it was given.
    pub at: Timestamp,
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
    /// Ordered; the custodian has not confirmed yet.
    Ordered {
        /// The order.
        order: Order,
    },
    /// Preserved.
    Preserved {
        /// The order in force.
        order: Order,
        /// The time of the preservation.
        preservation: Preservation,
    },
    /// Ended: refused.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// Ended: the requesting State withdrew.
    Withdrawn,
    /// Ended: expired.
    Lapsed,
}

/// A domestic preservation order, Art 25(2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// When it was issued or last renewed.
    pub from: Timestamp,
    /// Its length in days, at most 90; each renewal adds as many.
    pub days: u32,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether the law lets it be renewed.
    pub renewable: bool,
    /// Both States were warned that it ends and cannot be renewed.
    pub warned: bool,
}

/// From when and until when the data are preserved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preservation {
    /// Effective date; the 60 days of Art 42(8) run from here.
    pub effective_at: Timestamp,
    /// Expiry, unless extended or held.
    pub expires_at: Timestamp,
    /// An undecided request for extension.
    pub extension: Option<Extension>,
}

/// An undecided request for extension, Art 42(9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The expiry wished for.
    pub until: Timestamp,
    /// Why.
    pub reasons: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Who proposed to refuse it, and with what reasons.
    pub refusal: Option<(OfficerId, String)>,
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
            Self::Order { .. } => Act::Order,
            Self::ConfirmPreserved { .. } => Act::ConfirmPreserved,
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

impl Fact {
    /// The name of the fact, for lists and for faults; that of the message, where one was sent or received.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Heard { message } => message.name(),
            Self::Said { message } => message.name(),
            Self::OrderIssued { .. } => "order_issued",
            Self::RightsScreened { .. } => "rights_screened",
            Self::ScreenReviewed { .. } => "screen_reviewed",
            Self::RefusalProposed { .. } => "refusal_proposed",
            Self::RefusalReturned { .. } => "refusal_returned",
            Self::ExtensionRefusalProposed { .. } => "extension_refusal_proposed",
            Self::Held { .. } => "held",
            Self::Returned { .. } => "returned",
        }
    }

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

impl Order {
    /// An order issued at `from` for so many days.
    pub(super) fn issued(from: Timestamp, days: u32, renewable: bool) -> Self {
        Self {
            from,
            days,
            ends_at: days_after(from, days),
            renewable,
            warned: false,
        }
    }

    /// When it is renewed, or warned of: a week before it ends, or after half its length if it is shorter than that
    /// allows.
    pub fn renewal_due(&self) -> Timestamp {
        let half = SignedDuration::from_hours(i64::from(self.days) * 12);
        let lead = Period::RenewalLead.length().min(half);
        self.ends_at.saturating_sub(lead).unwrap_or(self.from)
    }

    /// The end after a renewal at `now`. A renewal that comes late starts when it comes.
    pub(super) fn renewed_until(&self, now: Timestamp) -> Timestamp {
        days_after(self.ends_at.max(now), self.days)
    }
}

impl State {
    /// Until when the data must be kept, as far as is known now. Held or undecided means: without end.
    pub fn needed_until(&self) -> Timestamp {
        match &self.stage {
            Stage::Preserved { preservation, .. }
                if self.holds.is_empty() && preservation.extension.is_none() =>
            {
                preservation.expires_at
            }
            _ => Timestamp::MAX,
        }
    }
}
