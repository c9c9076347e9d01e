//! What the two States say to each other about a preservation or about stored data, message by message.

use comity_treaty::particulars::{Field, Kind};
use comity_treaty::{Act, Article, Measure, Side};

use super::{CONDITIONS, PACKAGE, PRESERVATION, STORED_DATA, field};

/// One thing one State tells the other about a preservation or about stored data.
#[derive(Debug, Clone, Copy)]
pub struct Spoken {
    /// The measure.
    pub measure: Measure,
    /// Who speaks.
    pub by: Side,
    /// The message as it is serialised.
    pub says: &'static str,
    /// The act it tells of.
    pub act: Act,
    /// The provision it serves.
    pub article: Article,
    /// Where in the message the fields stand; empty where they stand in the message itself.
    pub within: &'static str,
    /// The fields.
    pub fields: &'static [Field],
}

macro_rules! spoken {
    ($($measure:ident $by:ident $says:literal => $act:ident, $article:ident, $within:literal, $fields:expr;)*) => {
        /// All that is said, one row a message: who, what, the act, the provision, where the fields stand, the fields.
        pub const SPOKEN: &[Spoken] = &[$(Spoken {
            measure: Measure::$measure,
            by: Side::$by,
            says: $says,
            act: Act::$act,
            article: Article::$article,
            within: $within,
            fields: $fields,
        },)*];
    };
}

const TEXT: &[Field] = &[field("text", Article::A40p16, Kind::Text)];
const REASONS: &[Field] = &[field("reasons", Article::A40p25, Kind::Text)];
const REFUSAL: &[Field] = &[
    field("ground", Article::A40p21b, Kind::Ground),
    field("reasons", Article::A40p25, Kind::Text),
];
const CONSULTATION: &[Field] = &[
    field("concern", Article::A40p28, Kind::Concern),
    field("text", Article::A40p28, Kind::Text),
    field("conditions", Article::A40p28, Kind::Texts),
];
const ANSWER_TO_CONSULTATION: &[Field] = &[
    field("accepted", Article::A40p28, Kind::YesNo),
    field("text", Article::A40p28, Kind::Text),
];
const STATUS: &[Field] = &[
    field("stage", Article::A40p26, Kind::Text),
    field("text", Article::A40p26, Kind::Text),
];
const RISK: &[Field] = &[
    field(
        "kind",
        Article::A42p7,
        Kind::Choice(&[
            "availability",
            "confidentiality",
            "investigation",
            "order_ends",
        ]),
    ),
    field("ends_at", Article::A25, Kind::Instant),
];

const PROVIDER: &[Field] = &[
    field("provider", Article::A43p1, Kind::Text),
    field("state", Article::A43p1, Kind::State),
    field("path", Article::A43p1, Kind::Text),
    field("authority", Article::A43p1, Kind::Text),
];
const DIGEST: &[Field] = &[field("digest", Article::A40p14, Kind::Digest)];
const TRANSFER: &[Field] = &[
    field("package", Article::A40p14, Kind::Records(PACKAGE)),
    field("conditions", Article::A40p19, Kind::Records(CONDITIONS)),
    field("manifest", Article::A40p14, Kind::Digest),
];

spoken! {
    Preservation Requesting "request" => SendRequest, A42p1, "particulars", PRESERVATION;
    Preservation Requesting "answer" => AnswerQuestion, A40p16, "", &[TEXT[0], field("amended", Article::A42p3, Kind::Records(PRESERVATION))];
    Preservation Requesting "risk_decision" => DecideRisk, A42p7, "", &[field("go_on", Article::A42p7, Kind::YesNo), TEXT[0]];
    Preservation Requesting "consultation_answer" => AnswerConsultation, A40p28, "answer", ANSWER_TO_CONSULTATION;
    Preservation Requesting "extension_request" => RequestExtension, A42p9, "", &[field("until", Article::A42p9, Kind::Instant), REASONS[0]];
    Preservation Requesting "enquiry" => Enquire, A40p26, "", TEXT;
    Preservation Requesting "withdrawal" => Withdraw, A40p26, "", REASONS;
    Preservation Requested "acknowledgement" => Acknowledge, A42p4, "", &[];
    Preservation Requested "question" => Ask, A40p16, "", TEXT;
    Preservation Requested "risk_notice" => NotifyRisk, A42p7, "notice", &[field("risk", Article::A42p7, Kind::Records(RISK)), TEXT[0]];
    Preservation Requested "consultation" => Consult, A40p28, "", CONSULTATION;
    Preservation Requested "ordered" => Order, A42p4, "", &[field("ends_at", Article::A25, Kind::Instant)];
    Preservation Requested "preserved" => ConfirmPreserved, A42p8, "", &[field("effective_at", Article::A42p8, Kind::Instant), field("expires_at", Article::A42p8, Kind::Instant)];
    Preservation Requested "order_renewed" => RenewOrder, A25, "", &[field("ends_at", Article::A25, Kind::Instant)];
    Preservation Requested "extension_granted" => GrantExtension, A42p9, "", &[field("expires_at", Article::A42p9, Kind::Instant)];
    Preservation Requested "extension_refused" => ConfirmExtensionRefusal, A42p9, "", REASONS;
    Preservation Requested "hold_ended" => Release, A42p8, "", &[field("access", Article::A42p8, Kind::Matter), field("expires_at", Article::A42p8, Kind::Instant)];
    Preservation Requested "provider_elsewhere" => ReportProvider, A43p1, "provider", PROVIDER;
    Preservation Requested "refusal" => ConfirmRefusal, A42p6, "refusal", REFUSAL;
    Preservation Requested "enquiry_answer" => AnswerEnquiry, A40p26, "", STATUS;
    Preservation Requested "lapsed" => Lapse, A42p8, "", &[];
    StoredData Requesting "request" => SendRequest, A44p1, "particulars", STORED_DATA;
    StoredData Requesting "answer" => AnswerQuestion, A40p16, "", &[TEXT[0], field("amended", Article::A40p15, Kind::Records(STORED_DATA))];
    StoredData Requesting "consultation_answer" => AnswerConsultation, A40p28, "answer", ANSWER_TO_CONSULTATION;
    StoredData Requesting "conditions_answer" => AnswerConditions, A36p1, "", ANSWER_TO_CONSULTATION;
    StoredData Requesting "enquiry" => Enquire, A40p26, "", TEXT;
    StoredData Requesting "withdrawal" => Withdraw, A40p26, "", REASONS;
    StoredData Requesting "received" => RecordReceived, A40p14, "", DIGEST;
    StoredData Requesting "faulty" => ReportFaulty, A40p14, "", &[field("check", Article::A40p14, Kind::Text)];
    StoredData Requesting "exculpatory_notice" => NotifyExculpatory, A40p19, "", TEXT;
    StoredData Requesting "destroyed" => DestroyEvidence, A36p1, "", DIGEST;
    StoredData Requesting "closed" => Close, A40p26, "", &[field("outcome", Article::A40p26, Kind::Text)];
    StoredData Requested "acknowledgement" => Acknowledge, A40p26, "", &[];
    StoredData Requested "question" => Ask, A40p16, "", TEXT;
    StoredData Requested "consultation" => Consult, A40p28, "", CONSULTATION;
    StoredData Requested "postponed" => Postpone, A40p27, "", &[field("review_on", Article::A40p27, Kind::Instant), REASONS[0]];
    StoredData Requested "resumed" => ReturnToReview, A40p27, "", &[];
    StoredData Requested "secrecy_impossible" => DeclareSecrecyImpossible, A40p20, "", REASONS;
    StoredData Requested "conditions_offered" => DecidePersonalData, A36p1, "conditions", CONDITIONS;
    StoredData Requested "refusal" => ConfirmRefusal, A40p25, "refusal", REFUSAL;
    StoredData Requested "transferred" => ConfirmTransfer, A44p1, "", TRANSFER;
    StoredData Requested "enquiry_answer" => AnswerEnquiry, A40p26, "", STATUS;
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
