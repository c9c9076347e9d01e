//! Preservation and assistance, whose messages are types, as tables of fields like those of the charts: so that words, letters
//! and pages read every measure in the same way. Tests compare each table with what the types serialise.

mod choices;
mod spoken;

use comity_treaty::Article;
use comity_treaty::particulars::{Field, Kind};

pub use choices::{AUTHORITY_KINDS, CATEGORIES, ELEMENTS, HEADS, INSTRUMENTS, KINDS};
pub use spoken::{Procedure, SPOKEN, STAGES, Spoken, provision};

pub(crate) const fn field(key: &'static str, paragraph: Article, kind: Kind) -> Field {
    Field::must(key, paragraph, kind, "")
}

pub(crate) const DATA_CLASSES: Kind = Kind::Choices(&["subscriber", "traffic", "content"]);
const PURPOSES: Kind = Kind::Choices(&[
    "investigation",
    "prosecution",
    "court_proceedings",
    "exculpatory",
]);

/// An offence.
pub const OFFENCE: &[Field] = &[
    field(
        "convention",
        Article::A35p1,
        Kind::Choice(&[
            "illegal_access",
            "illegal_interception",
            "interference_with_electronic_data",
            "interference_with_ict_system",
            "misuse_of_devices",
            "ict_related_forgery",
            "ict_related_theft_or_fraud",
            "child_sexual_abuse_material",
            "solicitation_of_a_child",
            "non_consensual_intimate_images",
            "laundering_of_proceeds",
        ]),
    ),
    field("statute", Article::A40p15c, Kind::Text),
    field("max_penalty_months", Article::A2h, Kind::Number(0, 12_000)),
    field("heavier_penalty", Article::A2h, Kind::YesNo),
    field("whose_law", Article::A35p3, Kind::State),
    field("conduct", Article::A35p3, Kind::Text),
    field("elements", Article::A35p3, Kind::Choices(ELEMENTS)),
    field("category", Article::A35p1, Kind::Choice(CATEGORIES)),
    field("instrument", Article::A4p1, Kind::Choice(INSTRUMENTS)),
    field("requested_statute", Article::A35p3, Kind::Text),
    field("jurisdiction", Article::A22p1, Kind::Records(JURISDICTION)),
];

const JURISDICTION: &[Field] = &[
    field("head", Article::A22p1, Kind::Choice(HEADS)),
    field("link", Article::A22p1, Kind::Text),
];

/// Secrecy with its reason.
pub const SECRECY: &[Field] = &[
    field("reason", Article::A40p20, Kind::Text),
    field("review_on", Article::A40p20, Kind::Instant),
];

const ACCOUNT: &[Field] = &[
    field("service", Article::A40p15e, Kind::Text),
    field("identifier", Article::A40p15e, Kind::Text),
];

const PERSON: &[Field] = &[
    field("identity", Article::A40p15e, Kind::Text),
    field("location", Article::A40p15e, Kind::Text),
    field("nationality", Article::A40p15e, Kind::Text),
];

const DEADLINE: &[Field] = &[
    field("by", Article::A40p26, Kind::Instant),
    field("reason", Article::A40p26, Kind::Text),
];

const DOCUMENT: &[Field] = &[
    field("title", Article::A40p3b, Kind::Text),
    field("digest", Article::A40p3b, Kind::Digest),
];

const COLLECTION: &[Field] = &[
    field("link_to_offence", Article::A45p3c, Kind::Text),
    field("justification", Article::A45p3e, Kind::Text),
    field("days", Article::A45p3f, Kind::Number(1, u32::MAX as u64)),
    field("period_justification", Article::A45p3f, Kind::Text),
];

const ANSWERED: &[Field] = &[
    field("asks", Article::A40p15, Kind::Text),
    field("answer", Article::A40p15, Kind::Text),
];

const EARLIER: &[Field] = &[
    field(
        "measure",
        Article::A40p15,
        Kind::Choice(&[
            "preservation",
            "stored_data",
            "assistance",
            "real_time_traffic",
            "content_interception",
        ]),
    ),
    field("outcome", Article::A40p15, Kind::Text),
];

const ORAL: &[Field] = &[
    field("at", Article::A40p13, Kind::Instant),
    field("spoken_by", Article::A40p13, Kind::Text),
    field("heard_by", Article::A40p13, Kind::Text),
    field("urgency", Article::A40p13, Kind::Text),
];

/// The contents of a preservation request, Art. 42(3).
pub const PRESERVATION: &[Field] = &[
    field("basis", Article::A40p7, Kind::Basis),
    field("language", Article::A40p13, Kind::Language),
    field("requesting_authority", Article::A42p3a, Kind::Text),
    field("offence", Article::A42p3b, Kind::Offence),
    field("facts", Article::A42p3b, Kind::Text),
    field("data", Article::A42p3c, Kind::Text),
    field("data_classes", Article::A42p3c, DATA_CLASSES),
    field("accounts", Article::A42p3c, Kind::Records(ACCOUNT)),
    field("period", Article::A42p3c, Kind::Span),
    field("link_to_offence", Article::A42p3c, Kind::Text),
    field("custodian", Article::A42p3d, Kind::Text),
    field("system_location", Article::A42p3d, Kind::Text),
    field("location_unknown", Article::A42p2, Kind::YesNo),
    field("necessity", Article::A42p3e, Kind::Text),
    field("intends_assistance", Article::A42p3f, Kind::Attested),
    field("secrecy", Article::A42p3g, Kind::Secrecy),
    field("emergency", Article::A2o, Kind::Text),
    field("days", Article::A42p8, Kind::Number(60, 3650)),
];

/// The contents of a request whose product is evidence, Arts. 40(15) and 44 to 46. Whether a statement is to be taken by
/// video conference is asked only in a draft, and is no field here: that is a measure of its own, Art. 40(18).
pub const ASSISTANCE: &[Field] = &[
    field("basis", Article::A40p7, Kind::Basis),
    field("language", Article::A40p13, Kind::Language),
    field("requesting_authority", Article::A40p15a, Kind::Text),
    field("case", Article::A40p15b, Kind::Text),
    field("authority_in_charge", Article::A40p15b, Kind::Text),
    field("offence", Article::A40p15c, Kind::Offence),
    field("facts", Article::A40p15c, Kind::Text),
    field("kinds", Article::A40p15d, Kind::Choices(KINDS)),
    field(
        "access",
        Article::A44p1,
        Kind::Choices(&["search", "seize", "disclose"]),
    ),
    field("wanted", Article::A40p15d, Kind::Text),
    field("special_procedure", Article::A40p15d, Kind::Text),
    field("persons", Article::A40p15e, Kind::Records(PERSON)),
    field("items", Article::A40p15e, Kind::Texts),
    field("documents", Article::A40p15e, Kind::Records(DOCUMENT)),
    field("accounts", Article::A40p15e, Kind::Records(ACCOUNT)),
    field("system", Article::A40p15e, Kind::Text),
    field("data_classes", Article::A40p15f, DATA_CLASSES),
    field("period", Article::A40p15f, Kind::Span),
    field("collection", Article::A45p3, Kind::Records(COLLECTION)),
    field("purposes", Article::A40p15g, PURPOSES),
    field("purpose", Article::A40p15g, Kind::Text),
    field("preservation", Article::A44p1, Kind::Matter),
    field("expedited", Article::A44p3, Kind::Text),
    field("deadline", Article::A40p26, Kind::Records(DEADLINE)),
    field("secrecy", Article::A40p20, Kind::Secrecy),
    field("child_accused", Article::A21p7, Kind::YesNo),
    field("answered", Article::A40p15, Kind::Records(ANSWERED)),
    field("earlier", Article::A40p15, Kind::Records(EARLIER)),
    field("oral", Article::A40p13, Kind::Records(ORAL)),
    field("seal_to", Article::A40p14, Kind::Text),
];

/// The authorisation, Art. 24.
pub const AUTHORISATION: &[Field] = &[
    field("authority", Article::A24p2, Kind::Text),
    field(
        "authority_kind",
        Article::A24p2,
        Kind::Choice(AUTHORITY_KINDS),
    ),
    field("legal_basis", Article::A24p2, Kind::Text),
    field("scope", Article::A24p2, Kind::Text),
    field("data_classes", Article::A24p2, DATA_CLASSES),
    field("from", Article::A24p2, Kind::Instant),
    field("until", Article::A24p2, Kind::Instant),
    field("proportionality", Article::A24p1, Kind::Text),
    field("subsidiarity", Article::A24p1, Kind::Text),
    field("remedy", Article::A24p2, Kind::Text),
];

/// The conditions evidence travels under, Arts. 36 and 40(19).
pub const CONDITIONS: &[Field] = &[
    field("purposes", Article::A40p19, PURPOSES),
    field("purpose", Article::A40p19, Kind::Text),
    field(
        "onward_transfer",
        Article::A36p3,
        Kind::Choice(&["forbidden", "with_consent"]),
    ),
    field("confidential", Article::A40p5, Kind::YesNo),
    field("retention_until", Article::A36p1, Kind::Instant),
    field("further", Article::A36p1, Kind::Texts),
];

pub(crate) const PACKAGE: &[Field] = &[
    field("package", Article::A40p14, Kind::Text),
    field("digest", Article::A40p14, Kind::Digest),
    field("bytes", Article::A40p14, Kind::Number(0, u64::MAX)),
    field("items", Article::A40p14, Kind::Number(0, u64::MAX)),
    field("data_classes", Article::A40p15f, DATA_CLASSES),
    field("references", Article::A14, Kind::Records(REFERENCE)),
    field("sealed_to", Article::A40p14, Kind::Text),
];

/// Evidence that stays where it is.
const REFERENCE: &[Field] = &[
    field("description", Article::A14, Kind::Text),
    field("custodian", Article::A14, Kind::Text),
    field("digest", Article::A14, Kind::Digest),
];
