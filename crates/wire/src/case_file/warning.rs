//! What a reader should know although no check fails by it.

use comity_treaty::{Sentence, StateCode};
use jiff::Timestamp;
use serde::Serialize;

use super::say;

/// Something a reader should know although it fails no check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "warning", rename_all = "snake_case")]
pub enum Warning {
    /// The time to keep the evidence is over.
    RetentionPassed {
        /// The end of retention.
        until: Timestamp,
    },
    /// A checkpoint bears a line by a key that neither the policy nor the log's State names. It counts for nothing.
    UnknownSignature {
        /// The proof that carries the checkpoint.
        file: String,
        /// The name the line bears.
        name: String,
    },
    /// A checkpoint bears no witness's cosignature, and the policy is content with that.
    NoWitness {
        /// The proof that carries the checkpoint.
        file: String,
    },
    /// A statement about a State that takes no part. It was not looked at.
    NotNeeded {
        /// The statement.
        file: String,
    },
    /// The receiving State's procedure refused the message; the refusal is part of the record.
    Rejected {
        /// The envelope.
        file: String,
        /// The rule and its article.
        rule: String,
    },
    /// The report of the State that exported the case file was signed after the end of what vouches here for its keys.
    ReportLater {
        /// The State.
        state: StateCode,
        /// When the report was signed.
        at: Timestamp,
        /// The end of its statements.
        until: Timestamp,
    },
}

impl Warning {
    /// Whether a reader would learn nothing new: the same signer, or the same lack, in another proof.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::UnknownSignature { name: one, .. },
                Self::UnknownSignature { name: two, .. },
            ) => one == two,
            (Self::NoWitness { .. }, Self::NoWitness { .. }) => true,
            (one, two) => one == two,
        }
    }
}

impl Warning {
    /// In plain words.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::RetentionPassed { until } => say::RETENTION_PASSED.with("until", *until),
            Self::UnknownSignature { file, name } => say::SIGNATURE_UNKNOWN
                .with("file", file.as_str())
                .with("name", name.as_str()),
            Self::NoWitness { file } => say::NO_WITNESS.with("file", file.as_str()),
            Self::NotNeeded { file } => say::NOT_NEEDED.with("file", file.as_str()),
            Self::Rejected { file, rule } => say::REJECTED
                .with("file", file.as_str())
                .with("rule", rule.as_str()),
            Self::ReportLater { state, at, until } => say::REPORT_LATER
                .with("state", state.as_str())
                .with("at", *at)
                .with("until", *until),
        }
    }
}
