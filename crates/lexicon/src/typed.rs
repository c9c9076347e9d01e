//! Preservation and assistance, whose messages are types, as tables of fields like those of the charts: so that words, letters
//! and pages read every measure in the same way. What opens a matter is the treaty's own table; what is said later stands
//! here. Tests compare each table with what the types serialise.

mod spoken;

use comity_treaty::Article;
use comity_treaty::particulars::{Field, Kind};

pub use comity_treaty::particulars::{ASSISTANCE, OFFENCE, PRESERVATION, SECRECY};
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
