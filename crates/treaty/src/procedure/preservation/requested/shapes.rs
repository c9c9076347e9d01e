//! A preservation as the requested State knows it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actor::{MatterId, OfficerId};
use crate::law::{Period, periods::days_after};
use crate::particulars::PreservationParticulars;
use crate::party::StateCode;
use crate::procedure::dialogue::Dialogue;
use crate::procedure::preservation::{ProviderElsewhere, RiskNotice};
use crate::procedure::review::{ProposedRefusal, Refusal, RightsScreen};
use crate::procedure::waivers::Waivers;
use crate::rejection::Rejection;

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
    /// The safeguards of the platform that the State lifted in this matter.
    #[serde(default)]
    pub waivers: Waivers,
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
    /// Ended: there are no such data.
    NoData,
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
