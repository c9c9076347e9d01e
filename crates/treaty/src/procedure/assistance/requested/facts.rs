//! What can happen in a request for assistance in the requested State.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::law::Rule;
use crate::named::named;
use crate::particulars::{
    AssistanceParticulars, Authorisation, CompelledHelp, Conditions, ConductComparison,
    PrivilegeFilter, ProtectedConduct, ProviderCheck,
};
use crate::procedure::assistance::{
    CollectionNews, LeftOut, RequestedSays, RequestingSays, SealedPackage,
};
use crate::procedure::consent::ConsentAnswer;
use crate::procedure::onward::OnwardAnswer;
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
    /// The human-rights screen was answered.
    RightsScreened {
        /// The answer.
        answer: ScreenAnswer,
        /// The protected conduct the request touches.
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
    /// Taken back into review.
    ReturnedToReview {
        /// Why.
        note: String,
    },
    /// The authorisation was recorded.
    Authorised {
        /// The record.
        authorisation: Box<Authorisation>,
        /// From when the person concerned has to be told, where the secrecy or the own law sets a date.
        notice_due: Option<Timestamp>,
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
    TransferProposed {
        /// What was asked for and is not in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left_out: Vec<LeftOut>,
    },
    /// A proposed release was not confirmed.
    TransferReturned {
        /// Why.
        note: String,
    },
    /// The requesting State's contact was called back.
    CalledBack {
        /// Who was called, at which number. Stays in this State.
        contact: String,
        /// The code that was read out. Stays in this State.
        code: String,
    },
    /// An oral request was written down.
    OralRecorded {
        /// The request as it was heard.
        particulars: Box<AssistanceParticulars>,
    },
    /// The conduct was compared with the own law.
    ConductCompared {
        /// The form.
        comparison: ConductComparison,
    },
    /// A named person was ordered to help.
    HelpCompelled {
        /// The record.
        help: CompelledHelp,
    },
    /// What is privileged was removed.
    PrivilegeFiltered {
        /// The record.
        filter: PrivilegeFilter,
    },
    /// What has no bearing on the case was left out.
    Minimised {
        /// What was done.
        note: String,
    },
    /// The provider was checked.
    ProviderChecked {
        /// The record.
        check: ProviderCheck,
    },
    /// The collection was paused: its authorisation has ended.
    CollectionPaused,
    /// The collection was renewed.
    CollectionRenewed {
        /// The new record.
        authorisation: Box<Authorisation>,
        /// When it ends by itself now.
        ends: Timestamp,
    },
    /// Not renewing the collection was proposed.
    RenewalRefusalProposed {
        /// Why.
        reasons: String,
    },
    /// What was collected for a request that ended without a release was destroyed.
    CollectedDestroyed {
        /// How.
        note: String,
    },
    /// The person concerned was told.
    PersonNotified {
        /// Who was told, how, and of which remedy.
        note: String,
    },
    /// An answer to a request for consent to an onward transfer was proposed.
    OnwardAnswerProposed {
        /// The answer.
        answer: OnwardAnswer,
    },
    /// An answer to a request for consent was proposed.
    ConsentProposed {
        /// The answer.
        answer: ConsentAnswer,
    },
    /// A waiver was proposed.
    WaiverProposed {
        /// The rule.
        rule: Rule,
        /// Why.
        reason: String,
    },
    /// The proposed waiver was confirmed.
    WaiverConfirmed,
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
        RightsScreened = "rights_screened";
        ScreenReviewed = "screen_reviewed";
        RefusalProposed = "refusal_proposed";
        RefusalReturned = "refusal_returned";
        ReturnedToReview = "returned_to_review";
        Authorised = "authorised";
        AuthorisationExpired = "authorisation_expired";
        Sealed = "sealed";
        GatePassed = "gate_passed";
        GateBarred = "gate_barred";
        TransferProposed = "transfer_proposed";
        TransferReturned = "transfer_returned";
        OralRecorded = "oral_recorded";
        CalledBack = "called_back";
        ConductCompared = "conduct_compared";
        HelpCompelled = "help_compelled";
        PrivilegeFiltered = "privilege_filtered";
        Minimised = "minimised";
        ProviderChecked = "provider_checked";
        CollectionPaused = "collection_paused";
        CollectionRenewed = "collection_renewed";
        RenewalRefusalProposed = "renewal_refusal_proposed";
        CollectedDestroyed = "collected_destroyed";
        PersonNotified = "person_notified";
        OnwardAnswerProposed = "onward_answer_proposed";
        ConsentProposed = "consent_proposed";
        WaiverProposed = "waiver_proposed";
        WaiverConfirmed = "waiver_confirmed";
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
            Self::CalledBack { .. } => Some(RequestedSays::CallBack),
            Self::CollectionRenewed { ends, .. } => {
                let news = CollectionNews::Renewed { ends: *ends };
                Some(RequestedSays::Collection { news })
            }
            _ => None,
        }
    }
}
