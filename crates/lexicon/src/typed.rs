//! Preservation and assistance, whose messages are types, as tables of fields like those of the charts: so that words, letters
//! and pages read every measure in the same way. What opens a matter, and what an act says, are the treaty's own tables; here
//! stands which message says which. Tests compare each table with what the types serialise.

mod spoken;

use comity_treaty::Article;
use comity_treaty::particulars::{Field, Kind};

pub use comity_treaty::particulars::{ASSISTANCE, OFFENCE, PRESERVATION, SECRECY};
pub use spoken::{Procedure, SPOKEN, STAGES, Spoken, provision};

pub(crate) const fn field(key: &'static str, paragraph: Article, kind: Kind) -> Field {
    Field::must(key, paragraph, kind, "")
}
