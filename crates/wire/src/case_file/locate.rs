//! From a refusal to the byte or field it is about, and to words.

use std::error::Error;

use super::report::Where;
use crate::canonical::CanonicalError;
use crate::document::DocumentError;
use crate::jws::JwsError;
use crate::keys::Algorithm;

/// What a refusal says, its sources included.
pub(super) fn words(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        words = format!("{words}: {source}");
        next = source.source();
    }
    words
}

/// Where in a signed document a refusal of its signatures points.
pub(super) fn signatures(file: &str, refusal: &JwsError) -> Where {
    match refusal {
        JwsError::Oversized { limit, .. } => Where::byte(file, *limit as u64),
        JwsError::Truncated { at } | JwsError::Malformed { at } => Where::byte(file, *at as u64),
        JwsError::Base64 { field } => Where::field(file, *field),
        JwsError::Header { position } | JwsError::Algorithm { position, .. } => {
            Where::field(file, format!("signatures.{position}.protected"))
        }
        JwsError::Forged { algorithm } => {
            let position = usize::from(*algorithm == Algorithm::MlDsa65);
            Where::field(file, format!("signatures.{position}.signature"))
        }
        JwsError::Typ { .. } => Where::field(file, "signatures.protected.typ"),
        JwsError::UnknownKey { .. } | JwsError::KeyNotValid { .. } => {
            Where::field(file, "signatures.protected.kid")
        }
    }
}

/// Where in a signed document its payload departs from what it should be.
pub(super) fn payload(file: &str, _refusal: &CanonicalError) -> Where {
    Where::field(file, "payload")
}

/// Where in a signed document a refusal points.
pub(super) fn document(file: &str, refusal: &DocumentError) -> Where {
    match refusal {
        DocumentError::Signatures(refusal) => signatures(file, refusal),
        DocumentError::Payload(refusal) => payload(file, refusal),
    }
}
