//! The law of the State that is asked, before a request leaves: the drafter was told all that is missing; here the first of
//! it refuses.

use crate::actor::Facts;
use crate::law::{Measure, Rule};
use crate::national::NationalLaw;
use crate::particulars::foreign_law::{Said, latest_secrecy, missing};
use crate::rejection::{Rejection, require};
use jiff::Timestamp;

/// Whether the request answers to the other State's law.
pub(super) fn satisfied(
    law: &NationalLaw,
    measure: Measure,
    said: &Said<'_>,
    now: Timestamp,
) -> Result<(), Rejection> {
    let missing = missing(law, measure, said, now);
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let rule = match first.field.as_str() {
        "answered" => Rule::AskedNotAnswered,
        "earlier" => Rule::EarlierMeasureMissing,
        _ => Rule::SecrecyTooLong,
    };
    Err(Rejection::under(rule, first.paragraph))
}

/// The own law wants another measure first, and finds it in the request.
pub(super) fn came_first(
    measure: Measure,
    said: &Said<'_>,
    facts: &Facts,
) -> Result<(), Rejection> {
    let wanted = facts.party.law.requires_first.get(&measure);
    let tried = wanted.is_none_or(|wanted| wanted.is_subset(&said.first));
    require(tried, Rule::EarlierMeasureMissing)
}

/// Secrecy until then is no longer than the law allows.
pub(super) fn secret_until(
    law: &NationalLaw,
    measure: Measure,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), Rejection> {
    let latest = latest_secrecy(law, measure, now);
    let allowed = latest.is_none_or(|latest| until <= latest);
    require(allowed, Rule::SecrecyTooLong)
}
