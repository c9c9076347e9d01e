//! The Convention as tables. Every article number, period and ground of the crate is written here and nowhere else,
//! so that a lawyer can correct one row.
//!
//! The rows paraphrase the Convention (A/RES/79/243); the authentic text is the depositary's certified copy.

pub mod articles;
pub mod assistance_kinds;
pub mod bounds;
pub mod channels;
pub mod final_provisions;
pub mod grounds;
pub mod instruments;
pub mod jurisdiction;
pub mod limits;
pub mod measures;
pub mod offences;
pub mod options;
pub mod periods;
pub mod reservations;
pub mod rules;

pub use articles::Article;
pub use assistance_kinds::AssistanceKind;
pub use channels::{Channel, OffenceClass};
pub use final_provisions::FinalProvision;
pub use grounds::Ground;
pub use instruments::{Category, Instrument};
pub use jurisdiction::JurisdictionHead;
pub use measures::Measure;
pub use offences::ConventionOffence;
pub use options::{Element, OffenceOption};
pub use periods::Period;
pub use reservations::Reservable;
pub use rules::Rule;

use serde::{Deserialize, Serialize};

/// Where a rule or a period comes from. Shown wherever the rule is shown, so that nobody takes our policy for treaty law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// The Convention says so.
    Treaty,
    /// The Convention leaves it to the law of the State concerned.
    Domestic,
    /// The platform's own choice; the State may decide otherwise.
    Policy,
}

/// How sure we are of the paraphrase and of the paragraph's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read, or read in the sister provision.
    High,
    /// Recalled; to be checked against the certified copy.
    Medium,
    /// A lawyer has to be asked first.
    Low,
}
