//! What the two States say to each other about a preservation or about assistance, message by message.

use comity_treaty::particulars::{Field, Kind};
use comity_treaty::{Act, Article, Measure, Side};
use serde_json::{Map, Value};

use comity_treaty::procedure::typed::{
    ANSWER_CONDITIONS, ANSWERED, CALL_BACK_CODE, CLOSE, CONDITIONS, CONSENT, CONSENT_GIVEN, COSTS,
    DECIDE_RISK, ENQUIRE, EXCULPATORY, EXTENSION, FAULTY, LEFT_OUT, NO_DATA, NOTICE, PACKAGE,
    POSTPONE, PROVIDER, REASONS, RECEIVED, RECIPIENT, REFUSAL, RENEWAL, SECRECY_IMPOSSIBLE, WISH,
    WITHDRAW,
};

use super::{ASSISTANCE, PRESERVATION, SECRECY, field};

/// A procedure whose messages are types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Procedure {
    /// Preservation, Art. 42.
    Preservation,
    /// All assistance whose product is evidence, Arts. 40 and 44 to 46: one procedure for several measures.
    Assistance,
}

/// One thing one State tells the other about a preservation or about assistance.
#[derive(Debug, Clone, Copy)]
pub struct Spoken {
    /// The procedure.
    pub procedure: Procedure,
    /// Who speaks.
    pub by: Side,
    /// The message as it is serialised.
    pub says: &'static str,
    /// The word that tells several acts of one message apart; in what it says, it stands under the message's own name.
    pub which: Option<&'static str>,
    /// The act it tells of.
    pub act: Act,
    /// The provision it serves; `None` where that is the measure's own.
    pub article: Option<Article>,
    /// Where in the message the fields stand; empty where they stand in the message itself.
    pub within: &'static str,
    /// The fields.
    pub fields: &'static [Field],
}

impl Procedure {
    /// The beginning of the tag `about` of its messages.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Preservation => "preservation",
            Self::Assistance => "assistance",
        }
    }
}

impl Spoken {
    /// The row of a message, and what its fields hold. The message stands as it is serialised.
    pub fn of(message: &Value) -> Option<(&'static Self, &Map<String, Value>)> {
        let row = SPOKEN.iter().find(|row| row.tells(message))?;
        Some((row, row.said(message).as_object()?))
    }

    fn tells(&self, message: &Value) -> bool {
        let about = format!("{}_to_{}", self.procedure.key(), self.by.other().key());
        let named = message["about"] == about.as_str() && message["says"] == self.says;
        named
            && self
                .which
                .is_none_or(|which| self.said(message)[self.says] == which)
    }

    fn said<'a>(&self, message: &'a Value) -> &'a Value {
        match self.within {
            "" => message,
            place => &message[place],
        }
    }
}

/// The provision a field serves in a measure. Art. 46 lists no contents of its own, so that what Art. 45(3) asks for is asked
/// for under Art. 46 there; and the urgency of Art. 44(3) belongs to stored data, elsewhere it is the speed of Art. 40(26).
pub const fn provision(field: Article, measure: Measure) -> Article {
    match (field, measure) {
        (
            Article::A45p1
            | Article::A45p3
            | Article::A45p3c
            | Article::A45p3d
            | Article::A45p3e
            | Article::A45p3f,
            Measure::ContentInterception,
        ) => Article::A46,
        (Article::A44p3, Measure::StoredData) => field,
        (Article::A44p3, _) => Article::A40p26,
        _ => field,
    }
}

macro_rules! spoken {
    (@article own) => { None };
    (@article $article:ident) => { Some(Article::$article) };
    (@which) => { None };
    (@which $which:literal) => { Some($which) };
    ($($procedure:ident $by:ident $says:literal $($which:literal)? => $act:ident, $article:ident, $within:literal, $fields:expr;)*) => {
        /// All that is said, one row a message: who, what, the act, the provision, where the fields stand, the fields.
        pub const SPOKEN: &[Spoken] = &[$(Spoken {
            procedure: Procedure::$procedure,
            by: Side::$by,
            says: $says,
            which: spoken!(@which $($which)?),
            act: Act::$act,
            article: spoken!(@article $article),
            within: $within,
            fields: $fields,
        },)*];
    };
}

const TEXT: &[Field] = &[field("text", Article::A40p16, Kind::Text)];
const CONSULTATION: &[Field] = &[
    field("concern", Article::A40p28, Kind::Concern),
    field("text", Article::A40p28, Kind::Text),
    field("conditions", Article::A40p28, Kind::Texts),
];
const STATUS: &[Field] = &[
    field("stage", Article::A40p26, Kind::Text),
    field("text", Article::A40p26, Kind::Text),
];

const DIGEST: &[Field] = &[field("digest", Article::A40p14, Kind::Digest)];
const TRANSFER: &[Field] = &[
    field("package", Article::A40p14, Kind::Record(PACKAGE)),
    field("conditions", Article::A40p19, Kind::Record(CONDITIONS)),
    field("manifest", Article::A40p14, Kind::Digest),
    field("left_out", Article::A40p25, Kind::Records(LEFT_OUT)),
];

const ENDS: &[Field] = &[field("ends", Article::A24p2, Kind::Instant)];
const ONWARD_QUESTION: &[Field] = &[
    field("recipient", Article::A36p3, Kind::Record(RECIPIENT)),
    field("purpose", Article::A36p3, Kind::Text),
    field("package", Article::A36p3, Kind::Digest),
];
const CONSENT_QUESTION: &[Field] = &[
    field("package", Article::A40p19, Kind::Digest),
    field("wish", Article::A40p19, Kind::Record(WISH)),
    field("reasons", Article::A40p19, Kind::Text),
];

spoken! {
    Preservation Requesting "request" => SendRequest, A42p1, "particulars", PRESERVATION;
    Preservation Requesting "answer" => AnswerQuestion, A40p16, "", &[TEXT[0], field("amended", Article::A42p3, Kind::Records(PRESERVATION))];
    Preservation Requesting "risk_decision" => DecideRisk, A42p7, "", DECIDE_RISK;
    Preservation Requesting "consultation_answer" => AnswerConsultation, A40p28, "answer", ANSWERED;
    Preservation Requesting "extension_request" => RequestExtension, A42p9, "", EXTENSION;
    Preservation Requesting "enquiry" => Enquire, A40p26, "", ENQUIRE;
    Preservation Requesting "withdrawal" => Withdraw, A40p26, "", WITHDRAW;
    Preservation Requested "acknowledgement" => Acknowledge, A42p4, "", &[];
    Preservation Requested "question" => Ask, A40p16, "", TEXT;
    Preservation Requested "risk_notice" => NotifyRisk, A42p7, "notice", NOTICE;
    Preservation Requested "consultation" => Consult, A40p28, "", CONSULTATION;
    Preservation Requested "ordered" => Order, A42p4, "", &[field("ends_at", Article::A25, Kind::Instant)];
    Preservation Requested "preserved" => ConfirmPreserved, A42p8, "", &[field("effective_at", Article::A42p8, Kind::Instant), field("expires_at", Article::A42p8, Kind::Instant)];
    Preservation Requested "no_data" => ReportNoData, A42p4, "", NO_DATA;
    Preservation Requested "order_renewed" => RenewOrder, A25, "", &[field("ends_at", Article::A25, Kind::Instant)];
    Preservation Requested "extension_granted" => GrantExtension, A42p9, "", &[field("expires_at", Article::A42p9, Kind::Instant)];
    Preservation Requested "extension_refused" => ConfirmExtensionRefusal, A42p9, "", REASONS;
    Preservation Requested "hold_ended" => Release, A42p8, "", &[field("access", Article::A42p8, Kind::Matter), field("expires_at", Article::A42p8, Kind::Instant)];
    Preservation Requested "provider_elsewhere" => ReportProvider, A43p1, "provider", PROVIDER;
    Preservation Requested "refusal" => ConfirmRefusal, A42p6, "refusal", REFUSAL;
    Preservation Requested "enquiry_answer" => AnswerEnquiry, A40p26, "", STATUS;
    Preservation Requested "lapsed" => Lapse, A42p8, "", &[];
    Assistance Requesting "request" => SendRequest, own, "particulars", ASSISTANCE;
    Assistance Requesting "answer" => AnswerQuestion, A40p16, "", &[TEXT[0], field("amended", Article::A40p15, Kind::Records(ASSISTANCE))];
    Assistance Requesting "consultation_answer" => AnswerConsultation, A40p28, "answer", ANSWERED;
    Assistance Requesting "call_back_answer" => AnswerCallBack, A41p3e, "", CALL_BACK_CODE;
    Assistance Requesting "conditions_answer" => AnswerConditions, A36p1, "", ANSWER_CONDITIONS;
    Assistance Requesting "enquiry" => Enquire, A40p26, "", ENQUIRE;
    Assistance Requesting "renewal_request" => RequestRenewal, own, "", RENEWAL;
    Assistance Requesting "secrecy_renewal" => RenewSecrecy, A40p20, "", SECRECY;
    Assistance Requesting "onward_question" => AskOnwardTransfer, A36p3, "question", ONWARD_QUESTION;
    Assistance Requesting "consent_question" => AskConsent, A40p19, "question", CONSENT_QUESTION;
    Assistance Requesting "withdrawal" => Withdraw, A40p26, "", WITHDRAW;
    Assistance Requesting "received" => RecordReceived, A40p14, "", RECEIVED;
    Assistance Requesting "faulty" => ReportFaulty, A40p14, "", FAULTY;
    Assistance Requesting "exculpatory_notice" => NotifyExculpatory, A40p19, "", EXCULPATORY;
    Assistance Requesting "destroyed" => DestroyEvidence, A36p1, "", DIGEST;
    Assistance Requesting "closed" => Close, A40p26, "", CLOSE;
    Assistance Requested "acknowledgement" => Acknowledge, A40p26, "", &[];
    Assistance Requested "question" => Ask, A40p16, "", TEXT;
    Assistance Requested "consultation" => Consult, A40p28, "", CONSULTATION;
    Assistance Requested "postponed" => Postpone, A40p27, "", POSTPONE;
    Assistance Requested "resumed" => ReturnToReview, A40p27, "", &[];
    Assistance Requested "secrecy_impossible" => DeclareSecrecyImpossible, A40p20, "", SECRECY_IMPOSSIBLE;
    Assistance Requested "call_back" => CallBack, A41p3e, "", &[];
    Assistance Requested "conditions_offered" => DecidePersonalData, A36p1, "conditions", CONDITIONS;
    Assistance Requested "refusal" => ConfirmRefusal, A40p25, "refusal", REFUSAL;
    Assistance Requested "transferred" => ConfirmTransfer, own, "", TRANSFER;
    Assistance Requested "cost_notice" => NotifyCosts, A40p30, "", COSTS;
    Assistance Requested "collection" "started" => StartCollection, own, "news", ENDS;
    Assistance Requested "collection" "renewed" => RenewCollection, own, "news", ENDS;
    Assistance Requested "collection" "stopped" => StopCollection, own, "news", &[field("at", Article::A24p2, Kind::Instant)];
    Assistance Requested "renewal_refused" => ConfirmRenewalRefusal, own, "", REASONS;
    Assistance Requested "onward_answer" => ConfirmOnwardAnswer, A36p3, "answer", CONSENT;
    Assistance Requested "consent_answer" => ConfirmConsent, A40p19, "answer", CONSENT_GIVEN;
    Assistance Requested "enquiry_answer" => AnswerEnquiry, A40p26, "", STATUS;
}

/// The stages of the procedures that are types.
pub const STAGES: &[&str] = &[
    "abandoned",
    "authorised",
    "awaiting_clarification",
    "closed",
    "conditions_offered",
    "consulting",
    "decision_proposed",
    "delivered",
    "destroyed",
    "drafted",
    "extension_requested",
    "held",
    "in_use",
    "lapsed",
    "no_data",
    "ordered",
    "postponed",
    "preserved",
    "received",
    "refusal_proposed",
    "refused",
    "requested",
    "returned",
    "risk_notified",
    "sealed",
    "sent",
    "transfer_proposed",
    "transferred",
    "under_review",
    "withdrawn",
];
