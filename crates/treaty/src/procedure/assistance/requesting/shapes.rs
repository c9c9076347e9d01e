//! State, commands and facts of a request for assistance in the requesting State.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{MatterId, OfficerId};
use crate::named::named;
use crate::particulars::{AssistanceParticulars, Conditions, DigestText, Secrecy, UsePurpose};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::assistance::{
    Awaited, LeftOut, NoticeTiming, RequestedSays, RequestingSays, SealedPackage,
};
use crate::procedure::consent::{Consents, Wish};
use crate::procedure::dialogue::{ConsultationAnswer, Dialogue};
use crate::procedure::onward::{OnwardTransfers, Recipient};
use crate::procedure::review::Refusal;
use crate::rejection::{Rejection, Undelivered};

/// One request for assistance as the requesting State knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its number.
    pub matter: MatterId,
    /// The requested State.
    pub peer: StateCode,
    /// The request; drafted, or sent.
    pub particulars: AssistanceParticulars,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// Questions, consultations, enquiries.
    pub dialogue: Dialogue,
    /// Conditions offered for the transfer.
    pub offer: Option<Offer>,
    /// What we asked to pass on, and what we were answered.
    pub onward: OnwardTransfers,
    /// What we asked consent for otherwise, and what we were answered.
    #[serde(default)]
    pub consents: Consents,
    /// Who prepared the request and who sent it: neither of them answers a call-back.
    #[serde(default)]
    pub persons: Vec<OfficerId>,
    /// The call-back that the requested State told of.
    #[serde(default)]
    pub called_back: Option<Awaited>,
    /// The costs the requested State told us of.
    pub costs: Option<String>,
    /// Why the requested State cannot keep the secrecy asked for, if it said so.
    pub secrecy_impossible: Option<String>,
    /// The request before it was completed, for as long as the other node may still reject the completion.
    pub superseded: Option<Box<AssistanceParticulars>>,
    /// The secrecy before it was renewed, for as long as the other node may still reject the renewal.
    #[serde(default)]
    pub secrecy_before: Option<Secrecy>,
    /// The last message of ours that the other node rejected.
    pub returned: Option<Rejection>,
    /// Where the course stands, as far as we were told.
    pub stage: Stage,
}

/// Conditions offered for the transfer, and our answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The conditions.
    pub conditions: Conditions,
    /// When they were offered.
    pub at: Timestamp,
    /// Whether we accepted; `None` while undecided.
    pub accepted: Option<bool>,
}

/// Evidence on its way to us, or with us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The package.
    pub package: SealedPackage,
    /// The conditions that bind us.
    pub conditions: Conditions,
    /// What we asked for and is not in it.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// When it was released to us.
    pub released_at: Timestamp,
    /// Notice was given of a disclosure to the accused that was not made yet, Art 40(5).
    pub exculpatory_notice: bool,
}

/// The stages, with what is true in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Prepared, not sent.
    Drafted {
        /// Who prepared or last changed it.
        by: OfficerId,
        /// When.
        at: Timestamp,
    },
    /// Sent.
    Sent,
    /// Acknowledged.
    UnderReview,
    /// Data are being collected for us as they arise.
    Collecting {
        /// When that ends by itself.
        ends: Timestamp,
    },
    /// The collection is over; the evidence has not been released yet.
    Collected,
    /// Postponed.
    Postponed {
        /// When it is looked at again.
        review_on: Timestamp,
        /// Why.
        reasons: String,
    },
    /// Released to us, not fetched yet.
    Transferred {
        /// The evidence.
        evidence: Evidence,
    },
    /// Fetched and verified.
    Received {
        /// The evidence.
        evidence: Evidence,
    },
    /// Opened at least once.
    InUse {
        /// The evidence.
        evidence: Evidence,
    },
    /// The key that opens it is destroyed.
    Destroyed {
        /// When.
        at: Timestamp,
    },
    /// Ended: refused.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// Ended: given up before it was sent.
    Abandoned,
    /// Ended: we withdrew.
    Withdrawn,
    /// Ended: the requested State's node did not take the request in.
    Returned {
        /// Why.
        rejection: Rejection,
    },
    /// Ended: closed.
    Closed {
        /// What came of the case, where it was told.
        outcome: Option<String>,
    },
}

/// The commands of the requesting State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Prepares a request for assistance.
    DraftRequest {
        /// The contents of the request.
        particulars: Box<AssistanceParticulars>,
    },
    /// Changes a request that was not sent yet.
    Redraft {
        /// The contents of the request.
        particulars: Box<AssistanceParticulars>,
    },
    /// Gives up a request that was not sent yet.
    Abandon,
    /// Sends a request that another officer prepared.
    SendRequest,
    /// Answers a question, and completes the request if asked to.
    AnswerQuestion {
        /// What is said.
        text: String,
        /// The completed request, where completion was asked for.
        amended: Option<Box<AssistanceParticulars>>,
    },
    /// Answers a consultation.
    AnswerConsultation {
        /// The answer.
        answer: ConsultationAnswer,
    },
    /// Enters the code that was read out in a call-back.
    AnswerCallBack {
        /// As it was heard on the telephone.
        code: String,
    },
    /// Accepts or declines the conditions offered for a transfer.
    AnswerConditions {
        /// Whether they are accepted; accepted conditions bind.
        accepted: bool,
        /// What is said; may be empty.
        #[serde(default)]
        text: String,
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
    /// Records that a package arrived and was verified.
    RecordReceived {
        /// The digest of the package as it arrived, after every check passed.
        digest: DigestText,
    },
    /// Tells the sending State that a package does not verify.
    ReportFaulty {
        /// The check that failed.
        check: String,
    },
    /// Opens the evidence for a stated purpose.
    OpenEvidence {
        /// The use.
        purpose: UsePurpose,
        /// What the officer is looking for.
        reason: String,
    },
    /// Exports evidence, sealed or opened, for instance for a court.
    ExportEvidence {
        /// The use.
        purpose: UsePurpose,
        /// The court or other body the export is for.
        recipient: String,
        /// The third State or the organisation it goes to, where it leaves this State: that takes the consent of the State
        /// the evidence came from.
        #[serde(default)]
        onward: Option<Recipient>,
    },
    /// Asks for consent to pass evidence on to a third State or organisation.
    AskOnwardTransfer {
        /// To whom.
        recipient: Recipient,
        /// What for.
        purpose: String,
    },
    /// Asks for consent to another use, or to a later end of retention.
    AskConsent {
        /// What is asked for.
        wish: Wish,
        /// Why; of another use: in which case.
        reasons: String,
    },
    /// Asks to renew a collection, with a new justification.
    RequestRenewal {
        /// For how many days more.
        days: u32,
        /// Why.
        justification: String,
    },
    /// Asks to keep the secrecy longer, with a new reason.
    RenewSecrecy {
        /// When it ends now.
        review_on: Timestamp,
        /// Why it is still needed.
        reason: String,
    },
    /// Gives notice that evidence speaks for the accused and is disclosed to them.
    NotifyExculpatory {
        /// What is said.
        text: String,
        /// Before it, or without delay after it.
        timing: NoticeTiming,
    },
    /// Destroys the key that opens the evidence.
    DestroyEvidence,
    /// Closes the matter and tells the outcome.
    Close {
        /// What came of the case, where it is told.
        outcome: Option<String>,
    },
    /// Takes in a verified message of the other State.
    Hear {
        /// What the other State says.
        message: Box<RequestedSays>,
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
    /// The request was prepared.
    Drafted {
        /// The draft.
        particulars: Box<AssistanceParticulars>,
    },
    /// The prepared request was changed.
    Redrafted {
        /// The draft.
        particulars: Box<AssistanceParticulars>,
    },
    /// The prepared request was given up.
    Abandoned,
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
    /// The evidence was opened.
    Opened {
        /// The use.
        purpose: UsePurpose,
        /// What for.
        reason: String,
    },
    /// The evidence was exported.
    Exported {
        /// The use.
        purpose: UsePurpose,
        /// For whom.
        recipient: String,
        /// The third State or the organisation it goes to, where it leaves this State.
        #[serde(default)]
        onward: Option<Recipient>,
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
            Self::DraftRequest { .. } => Act::DraftRequest,
            Self::Redraft { .. } => Act::Redraft,
            Self::Abandon => Act::Abandon,
            Self::SendRequest => Act::SendRequest,
            Self::AnswerQuestion { .. } => Act::AnswerQuestion,
            Self::AnswerConsultation { .. } => Act::AnswerConsultation,
            Self::AnswerCallBack { .. } => Act::AnswerCallBack,
            Self::AnswerConditions { .. } => Act::AnswerConditions,
            Self::Enquire { .. } => Act::Enquire,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::RecordReceived { .. } => Act::RecordReceived,
            Self::ReportFaulty { .. } => Act::ReportFaulty,
            Self::OpenEvidence { .. } => Act::OpenEvidence,
            Self::ExportEvidence { .. } => Act::ExportEvidence,
            Self::AskOnwardTransfer { .. } => Act::AskOnwardTransfer,
            Self::AskConsent { .. } => Act::AskConsent,
            Self::RequestRenewal { .. } => Act::RequestRenewal,
            Self::RenewSecrecy { .. } => Act::RenewSecrecy,
            Self::NotifyExculpatory { .. } => Act::NotifyExculpatory,
            Self::DestroyEvidence => Act::DestroyEvidence,
            Self::Close { .. } => Act::Close,
            Self::Hear { .. } => Act::Hear,
            Self::NoteReturned { .. } => Act::NoteReturned,
        }
    }
}

named! {
    /// The name of the fact, for lists and for faults; that of the message, where one was sent or received.
    Fact {
        Drafted = "drafted";
        Redrafted = "redrafted";
        Abandoned = "abandoned";
        Opened = "opened";
        Exported = "exported";
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

impl State {
    /// The evidence on its way to us or with us, as long as its key exists.
    pub fn evidence(&self) -> Option<&Evidence> {
        match &self.stage {
            Stage::Transferred { evidence }
            | Stage::Received { evidence }
            | Stage::InUse { evidence } => Some(evidence),
            _ => None,
        }
    }
}
