//! The commands of the requested State in a request for assistance.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::shapes::DataDecision;
use crate::law::Rule;
use crate::particulars::{
    AssistanceParticulars, Authorisation, CompelledHelp, ConductComparison, DigestText,
    PrivilegeFilter, ProtectedConduct, ProviderCheck,
};
use crate::permissions::Act;
use crate::procedure::assistance::{LeftOut, RequestingSays, SealedPackage};
use crate::procedure::consent::ConsentAnswer;
use crate::procedure::dialogue::Concern;
use crate::procedure::onward::OnwardAnswer;
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
    /// Consults the requesting State before a refusal or a postponement, or on a disclosure it gave notice of.
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
    ProposeTransfer {
        /// What was asked for and is not in it; may be empty.
        #[serde(default)]
        left_out: Vec<LeftOut>,
    },
    /// Does not confirm the release.
    ReturnTransfer {
        /// Why; stays in this State.
        note: String,
    },
    /// Releases the sealed package, as a second person.
    ConfirmTransfer {
        /// The SHA-256 digest of the manifest that was signed when the package was sealed.
        manifest: DigestText,
    },
    /// Tells that the secrecy asked for cannot be kept.
    DeclareSecrecyImpossible {
        /// Why.
        reasons: String,
    },
    /// Writes down an urgent request made by word of mouth. Opens the matter, under the number the requesting State gives it.
    RecordOral {
        /// The request as it was heard, with the note of the talk.
        particulars: Box<AssistanceParticulars>,
    },
    /// Tells that substantial or extraordinary costs are to be expected.
    NotifyCosts {
        /// Which, and what is proposed.
        text: String,
    },
    /// Calls the requesting State's contact back in an emergency.
    CallBack {
        /// Who was reached, at which number of the directory. Stays in this State.
        contact: String,
    },
    /// Compares the conduct with the own law.
    CompareConduct {
        /// The form.
        comparison: ConductComparison,
    },
    /// Records that a named person was ordered to help.
    RecordCompelledHelp {
        /// The record.
        help: CompelledHelp,
    },
    /// Records who removed what is privileged, and how.
    RecordPrivilegeFilter {
        /// The record.
        filter: PrivilegeFilter,
    },
    /// Records how what has no bearing on the case was left out.
    LogMinimisation {
        /// What was done.
        note: String,
    },
    /// Records what the provider can do, and that it is bound to secrecy.
    CheckProvider {
        /// The record.
        check: ProviderCheck,
    },
    /// Begins to collect data as they arise.
    StartCollection,
    /// Pauses a collection whose authorisation has ended.
    PauseCollection,
    /// Stops a collection: early by an officer, at its end by itself.
    StopCollection {
        /// Why; stays in this State.
        note: String,
    },
    /// Renews a collection under a new authorisation.
    RenewCollection {
        /// The new record.
        authorisation: Box<Authorisation>,
    },
    /// Proposes not to renew a collection.
    ProposeRenewalRefusal {
        /// Why.
        reasons: String,
    },
    /// Refuses to renew a collection, as a second person.
    ConfirmRenewalRefusal,
    /// Records that what was collected is destroyed, after the request ended without a release.
    DestroyCollected {
        /// How; stays in this State.
        note: String,
    },
    /// Records that the person concerned was told.
    NotifyPerson {
        /// Who was told, how, and of which remedy; stays in this State.
        note: String,
    },
    /// Proposes whether evidence may go on to a third State or organisation.
    ProposeOnwardAnswer {
        /// The answer.
        answer: OnwardAnswer,
    },
    /// Answers it, as a second person.
    ConfirmOnwardAnswer,
    /// Proposes whether another use, or a later end of retention, is consented to.
    ProposeConsent {
        /// The answer.
        answer: ConsentAnswer,
    },
    /// Answers it, as a second person.
    ConfirmConsent,
    /// Proposes that a safeguard of the platform does not block in this matter.
    ProposeWaiver {
        /// The rule.
        rule: Rule,
        /// Why it must not block here.
        reason: String,
    },
    /// Waives it, as a second person.
    ConfirmWaiver,
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
            Self::ProposeTransfer { .. } => Act::ProposeTransfer,
            Self::ReturnTransfer { .. } => Act::ReturnTransfer,
            Self::ConfirmTransfer { .. } => Act::ConfirmTransfer,
            Self::DeclareSecrecyImpossible { .. } => Act::DeclareSecrecyImpossible,
            Self::RecordOral { .. } => Act::RecordOral,
            Self::NotifyCosts { .. } => Act::NotifyCosts,
            Self::CallBack { .. } => Act::CallBack,
            Self::CompareConduct { .. } => Act::CompareConduct,
            Self::RecordCompelledHelp { .. } => Act::RecordCompelledHelp,
            Self::RecordPrivilegeFilter { .. } => Act::RecordPrivilegeFilter,
            Self::LogMinimisation { .. } => Act::LogMinimisation,
            Self::CheckProvider { .. } => Act::CheckProvider,
            Self::StartCollection => Act::StartCollection,
            Self::PauseCollection => Act::PauseCollection,
            Self::StopCollection { .. } => Act::StopCollection,
            Self::RenewCollection { .. } => Act::RenewCollection,
            Self::ProposeRenewalRefusal { .. } => Act::ProposeRenewalRefusal,
            Self::ConfirmRenewalRefusal => Act::ConfirmRenewalRefusal,
            Self::DestroyCollected { .. } => Act::DestroyCollected,
            Self::NotifyPerson { .. } => Act::NotifyPerson,
            Self::ProposeOnwardAnswer { .. } => Act::ProposeOnwardAnswer,
            Self::ConfirmOnwardAnswer => Act::ConfirmOnwardAnswer,
            Self::ProposeConsent { .. } => Act::ProposeConsent,
            Self::ConfirmConsent => Act::ConfirmConsent,
            Self::ProposeWaiver { .. } => Act::ProposeWaiver,
            Self::ConfirmWaiver => Act::ConfirmWaiver,
            Self::AnswerEnquiry { .. } => Act::AnswerEnquiry,
            Self::NoteReturned { .. } => Act::NoteReturned,
        }
    }
}
