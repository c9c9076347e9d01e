//! What the two States tell each other about a request for assistance. Nothing in here names an officer.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::law::{Ground, Rule};
use crate::named::named;
use crate::particulars::{
    AssistanceParticulars, Conditions, DataClass, DigestText, ItemReference, SealKey,
};
use crate::procedure::consent::{ConsentAnswer, ConsentQuestion};
use crate::procedure::dialogue::{Concern, ConsultationAnswer};
use crate::procedure::onward::{OnwardAnswer, OnwardQuestion};
use crate::procedure::review::Refusal;
use crate::procedure::said;
use crate::rejection::{Rejection, require};

/// From the requesting State to the requested State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case", deny_unknown_fields)]
pub enum RequestingSays {
    /// The request, Art 40(15). Opens the matter.
    Request {
        /// What the paragraph asks for.
        particulars: Box<AssistanceParticulars>,
    },
    /// The answer to a question.
    Answer {
        /// The answer.
        text: String,
        /// The completed request, where completion was asked for.
        amended: Option<Box<AssistanceParticulars>>,
    },
    /// The answer to a consultation.
    ConsultationAnswer {
        /// The answer.
        answer: ConsultationAnswer,
    },
    /// The answer to the conditions offered for the transfer.
    ConditionsAnswer {
        /// Accepted conditions bind.
        accepted: bool,
        /// Remarks; may be empty.
        text: String,
    },
    /// The code that was read out in a call-back, Art 41(3)(e).
    CallBackAnswer {
        /// As it was heard on the telephone.
        code: String,
    },
    /// A status enquiry, Art 40(26).
    Enquiry {
        /// What is asked.
        text: String,
    },
    /// A collection is to be renewed, on a new justification, Art 45(3)(e) and (f).
    RenewalRequest {
        /// For how many days more.
        days: u32,
        /// Why.
        justification: String,
    },
    /// The secrecy is still needed, Art 40(20).
    SecrecyRenewal {
        /// When it ends now.
        review_on: Timestamp,
        /// Why it is still needed.
        reason: String,
    },
    /// May the evidence go on to a third State or organisation? Art 36(3).
    OnwardQuestion {
        /// The question.
        question: OnwardQuestion,
    },
    /// May the evidence be used otherwise, or kept longer, than the conditions say? Art 40(19).
    ConsentQuestion {
        /// The question.
        question: ConsentQuestion,
    },
    /// Help is no longer needed, Art 40(26).
    Withdrawal {
        /// Why.
        reasons: String,
    },
    /// The package arrived and was verified.
    Received {
        /// The digest of the package as it arrived.
        digest: DigestText,
    },
    /// The package does not verify; it is to be sealed again.
    Faulty {
        /// The check that failed.
        check: String,
    },
    /// Notice that evidence that speaks for the accused is disclosed to them, Art 40(5) and (19).
    ExculpatoryNotice {
        /// What is disclosed, to whom.
        text: String,
        /// Before it, or without delay after it.
        #[serde(default)]
        timing: NoticeTiming,
    },
    /// The key that opens the evidence is destroyed.
    Destroyed {
        /// The digest of the package, which remains as proof.
        digest: DigestText,
    },
    /// The matter is closed.
    Closed {
        /// What came of the case, where it is told.
        outcome: Option<String>,
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
    /// The execution is postponed, Art 40(27).
    Postponed {
        /// When it is looked at again.
        review_on: Timestamp,
        /// Why.
        reasons: String,
    },
    /// The postponement is over.
    Resumed,
    /// The secrecy asked for cannot be kept, Art 40(20).
    SecrecyImpossible {
        /// Why.
        reasons: String,
    },
    /// Your contact is being called back, at the number of the directory; the code that is read out is awaited, Art 41(3)(e).
    CallBack,
    /// The transfer is offered under conditions, Art 36(1)(b).
    ConditionsOffered {
        /// The conditions.
        conditions: Conditions,
    },
    /// The refusal.
    Refusal {
        /// Ground and reasons.
        refusal: Refusal,
    },
    /// The evidence is released and can be fetched.
    Transferred {
        /// The sealed package.
        package: SealedPackage,
        /// The conditions it travels under.
        conditions: Conditions,
        /// The SHA-256 digest of the signed manifest, which is fetched beside the package: a list of any length fits no
        /// message.
        manifest: DigestText,
        /// What was asked for and does not come; may be empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left_out: Vec<LeftOut>,
    },
    /// Substantial or extraordinary costs are to be expected, Art 40(30).
    CostNotice {
        /// Which, and what is proposed.
        text: String,
    },
    /// How a collection stands, Arts 45 and 46.
    Collection {
        /// What happened.
        news: CollectionNews,
    },
    /// A collection is not renewed; it ends when it was to end.
    RenewalRefused {
        /// Why, Art 40(25).
        reasons: String,
    },
    /// The answer to a request for consent to an onward transfer, Art 36(3).
    OnwardAnswer {
        /// The answer.
        answer: OnwardAnswer,
    },
    /// The answer to a request for consent to another use or a later end of retention, Art 40(19).
    ConsentAnswer {
        /// The answer.
        answer: ConsentAnswer,
    },
    /// The answer to a status enquiry.
    EnquiryAnswer {
        /// The stage the matter is at in the requested State.
        stage: String,
        /// What is said.
        text: String,
    },
}

/// How many parts are named one by one.
const LEFT_OUT_PARTS_MAX: usize = 100;
/// How many bytes of text they take: escaped and signed it fits a message, whatever the characters.
const LEFT_OUT_BYTES_MAX: usize = 256 << 10;

/// A part of what was asked for that does not come with a release: it is refused, Art 40(25), or is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Which part, in words.
    pub part: String,
    /// The ground on which it is refused; none where it does not exist or could not be obtained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// The reasons, in writing.
    pub reasons: String,
    /// The classes of data that are missing altogether because of it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub data_classes: BTreeSet<DataClass>,
}

impl LeftOut {
    /// The refusal of this part, where it is one.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let reasons = self.reasons.clone();
        self.ground.map(|ground| Refusal { ground, reasons })
    }

    /// What the refused parts would have been consulted on.
    pub(super) fn concerns(parts: &[Self]) -> impl Iterator<Item = Concern> {
        let grounds = parts.iter().filter_map(|part| part.ground);
        grounds.map(|ground| Concern::Refusal { ground })
    }

    /// Each says which part, and why; all of it fits a message.
    pub(super) fn are_said(parts: &[Self]) -> Result<(), Rejection> {
        let bytes = |part: &Self| part.part.len() + part.reasons.len();
        let fits = parts.len() <= LEFT_OUT_PARTS_MAX
            && parts.iter().map(bytes).sum::<usize>() <= LEFT_OUT_BYTES_MAX;
        require(fits, Rule::LeftOutTooLong)?;
        parts.iter().try_for_each(|part| {
            said(&part.part)?;
            require(!part.reasons.trim().is_empty(), Rule::ReasonsMissing)
        })
    }
}

/// When the other State is told of a disclosure to the accused, Art 40(5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTiming {
    /// Before it.
    #[default]
    Before,
    /// Without delay after it, where notice before was not possible.
    WithoutDelayAfter,
}

named! {
    /// Its serialised form.
    NoticeTiming {
        Before = "before";
        WithoutDelayAfter = "without_delay_after";
    }
}

/// What is told of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "collection", rename_all = "snake_case", deny_unknown_fields)]
pub enum CollectionNews {
    /// It began.
    Started {
        /// When it ends by itself.
        ends: Timestamp,
    },
    /// It goes on, under a new authorisation.
    Renewed {
        /// When it ends by itself now.
        ends: Timestamp,
    },
    /// It has ended.
    Stopped {
        /// Up to when data were collected.
        at: Timestamp,
    },
}

/// A package sealed to the requesting State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedPackage {
    /// Its number.
    pub package: Uuid,
    /// The digest by which it is fetched.
    pub digest: DigestText,
    /// The length of the ciphertext in bytes.
    pub bytes: u64,
    /// The number of evidence items.
    pub items: u64,
    /// The classes of data in it.
    pub data_classes: BTreeSet<DataClass>,
    /// Evidence that stays where it is, Art 14.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ItemReference>,
    /// How many items are copies of material of Art 14. Such a package is never recorded: they travel as references.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub copies_of_abuse_material: u64,
    /// The key it is sealed to.
    pub sealed_to: SealKey,
}

impl SealedPackage {
    /// Each class of data that was asked for and is not in it is said to be left out, by name.
    pub(super) fn says_what_is_missing(
        &self,
        asked: &BTreeSet<DataClass>,
        left_out: &[LeftOut],
    ) -> Result<(), Rejection> {
        let named = |class| {
            left_out
                .iter()
                .any(|part| part.data_classes.contains(class))
        };
        let all = asked.difference(&self.data_classes).all(named);
        require(all, Rule::LeftOutUnsaid)
    }

    /// Material of Art 14 travels as references only, and each says what it is and who keeps it.
    pub(super) fn holds_no_copies(&self) -> Result<(), Rejection> {
        let none_copied = self.copies_of_abuse_material == 0;
        require(none_copied, Rule::OnlyAsReference)?;
        self.references.iter().try_for_each(|reference| {
            said(&reference.custodian)?;
            said(&reference.description)
        })
    }
}

// The form that serde asks for.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

named! {
    /// What is said, as it is serialised.
    RequestingSays {
        Request = "request";
        Answer = "answer";
        ConsultationAnswer = "consultation_answer";
        ConditionsAnswer = "conditions_answer";
        CallBackAnswer = "call_back_answer";
        Enquiry = "enquiry";
        RenewalRequest = "renewal_request";
        SecrecyRenewal = "secrecy_renewal";
        OnwardQuestion = "onward_question";
        ConsentQuestion = "consent_question";
        Withdrawal = "withdrawal";
        Received = "received";
        Faulty = "faulty";
        ExculpatoryNotice = "exculpatory_notice";
        Destroyed = "destroyed";
        Closed = "closed";
    }
}

named! {
    /// What is said, as it is serialised.
    RequestedSays {
        Acknowledgement = "acknowledgement";
        Question = "question";
        Consultation = "consultation";
        Postponed = "postponed";
        Resumed = "resumed";
        SecrecyImpossible = "secrecy_impossible";
        CallBack = "call_back";
        ConditionsOffered = "conditions_offered";
        Refusal = "refusal";
        Transferred = "transferred";
        CostNotice = "cost_notice";
        Collection = "collection";
        RenewalRefused = "renewal_refused";
        OnwardAnswer = "onward_answer";
        ConsentAnswer = "consent_answer";
        EnquiryAnswer = "enquiry_answer";
    }
}
