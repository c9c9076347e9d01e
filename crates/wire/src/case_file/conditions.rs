//! The conditions under which the evidence was given, in plain words.

use comity_evidence::{Conditions, Confidentiality, Manifest, OnwardTransfer};
use comity_treaty::Sentence;
use jiff::Timestamp;

use super::check::CheckId;
use super::report::Findings;
use super::say;
use super::warning::Warning;

/// Heading and text of each condition; warns when the time to keep the evidence is over, also one that was agreed since.
pub(super) fn verify(
    manifest: Option<&Manifest>,
    agreed_until: Option<Timestamp>,
    now: Timestamp,
    findings: &mut Findings,
) -> Option<Vec<(Sentence, Sentence)>> {
    let Some(manifest) = manifest else {
        findings.not_reached(CheckId::Conditions, "", say::NO_LIST);
        return None;
    };
    let conditions = &manifest.conditions;
    let until = agreed_until.or(conditions.retention_until);
    if let Some(until) = until.filter(|until| *until <= now) {
        findings.warn(Warning::RetentionPassed { until });
    }
    findings.pass(CheckId::Conditions, "", "");
    Some(words(conditions))
}

fn words(conditions: &Conditions) -> Vec<(Sentence, Sentence)> {
    let onward = match conditions.onward_transfer {
        OnwardTransfer::Forbidden => say::ONWARD_FORBIDDEN,
        OnwardTransfer::PriorAuthorisation => say::ONWARD_AGREED,
    };
    let confidentiality = match conditions.confidentiality {
        Confidentiality::Confidential => say::SECRECY_KEPT,
        Confidentiality::DomesticLaw => say::SECRECY_DOMESTIC,
    };
    let retention = match conditions.retention_until {
        Some(until) => say::RETENTION_UNTIL.with("until", until),
        None => say::RETENTION_DOMESTIC.into(),
    };
    let as_it_is = |text: &str| say::AS_IT_IS.with("text", text);
    let mut lines = vec![
        (say::PURPOSE.into(), as_it_is(&conditions.purpose)),
        (say::ONWARD.into(), onward.into()),
        (say::SECRECY.into(), confidentiality.into()),
        (say::RETENTION.into(), retention),
    ];
    let remarks = conditions.remarks.as_deref();
    lines.extend(remarks.map(|remarks| (say::REMARKS.into(), as_it_is(remarks))));
    lines
}
