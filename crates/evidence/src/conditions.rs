//! Conditions of use, under which the requested State hands evidence over.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest free text of a package, in bytes.
pub const TEXT_BYTES_MAX: usize = 4000;

/// What the receiving State may do with the evidence. Signed with the manifest,
/// repeated in the bag for a court that has nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// The investigation, prosecution or proceeding for which alone the evidence
    /// may be used (Article 40, paragraph 19).
    pub purpose: String,
    /// Whether it may be passed on (Article 36, paragraph 3).
    pub onward_transfer: OnwardTransfer,
    /// Whether it is to be kept confidential (Article 40, paragraph 20).
    pub confidentiality: Confidentiality,
    /// When it is to be deleted. `None`: as the receiving State's law requires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_until: Option<Timestamp>,
    /// Anything else, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// Passing evidence on to another State, an organisation or a private party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnwardTransfer {
    /// Never.
    Forbidden,
    /// Only after the sending State has agreed in writing.
    PriorAuthorisation,
}

/// Confidentiality of evidence and of the request's substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Kept confidential, except as the proceeding named in the purpose requires.
    Confidential,
    /// As the receiving State's law treats its own evidence.
    DomesticLaw,
}

impl OnwardTransfer {
    /// The word that stands in manifest and bag.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::PriorAuthorisation => "prior_authorisation",
        }
    }
}

impl Confidentiality {
    /// The word that stands in manifest and bag.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confidential => "confidential",
            Self::DomesticLaw => "domestic_law",
        }
    }
}

/// Whether a text is a single paragraph of 1 to [`TEXT_BYTES_MAX`] bytes, without control characters.
pub(crate) fn is_paragraph(text: &str) -> bool {
    let controls = |one: char| one.is_control() || matches!(one, '\u{2028}' | '\u{2029}');
    !text.trim().is_empty() && text.len() <= TEXT_BYTES_MAX && !text.contains(controls)
}
