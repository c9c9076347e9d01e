//! The few types of the columns, and back.

use comity_custody::Digest;
use jiff::Timestamp;
use uuid::Uuid;

use crate::error::StoreError;

pub(crate) fn uuid(text: &str) -> Result<Uuid, StoreError> {
    text.parse()
        .map_err(|_| StoreError::corrupt(format!("{text:?} is no id")))
}

pub(crate) fn digest(text: &str) -> Result<Digest, StoreError> {
    text.parse()
        .map_err(|_| StoreError::corrupt(format!("{text:?} is no digest")))
}

pub(crate) fn time(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros)
        .map_err(|_| StoreError::corrupt(format!("{micros} is no time in microseconds")))
}

pub(crate) fn count(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number)
        .map_err(|_| StoreError::corrupt(format!("{number} where a count was expected")))
}

/// A size or index as a column holds it. Both databases end at 2^63 - 1, as
/// does a log; a larger number finds nothing.
pub(crate) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
