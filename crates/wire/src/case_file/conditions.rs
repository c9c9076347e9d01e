//! The conditions under which the evidence was given, in plain words.

use comity_evidence::{Conditions, Confidentiality, Manifest, OnwardTransfer};
use jiff::Timestamp;

use super::check::CheckId;
use super::report::{Findings, Warning};

/// Heading and text of each condition; warns when the time to keep the evidence is over.
pub(super) fn verify(
    manifest: Option<&Manifest>,
    now: Timestamp,
    findings: &mut Findings,
) -> Option<Vec<(String, String)>> {
    let Some(manifest) = manifest else {
        findings.not_reached(
            CheckId::Conditions,
            "",
            "the list of evidence, which states them, was not believed",
        );
        return None;
    };
    let conditions = &manifest.conditions;
    if let Some(until) = conditions.retention_until.filter(|until| *until <= now) {
        findings.warn(Warning::RetentionPassed { until });
    }
    findings.pass(CheckId::Conditions, "", "");
    Some(words(conditions))
}

fn words(conditions: &Conditions) -> Vec<(String, String)> {
    let onward = match conditions.onward_transfer {
        OnwardTransfer::Forbidden => "not to be passed on to anyone else",
        OnwardTransfer::PriorAuthorisation => {
            "to be passed on only after the State that gave it has agreed"
        }
    };
    let confidentiality = match conditions.confidentiality {
        Confidentiality::Confidential => {
            "to be kept confidential, except as the proceeding requires"
        }
        Confidentiality::DomesticLaw => "as the law of the receiving State treats its own evidence",
    };
    let retention = match conditions.retention_until {
        Some(until) => format!("to be destroyed by {until}"),
        None => "as the law of the receiving State requires".to_owned(),
    };
    let line = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let mut lines = vec![
        line("Purpose", &conditions.purpose),
        line("Onward", onward),
        line("Secrecy", confidentiality),
        line("Retention", &retention),
    ];
    lines.extend(
        conditions
            .remarks
            .as_deref()
            .map(|remarks| line("Remarks", remarks)),
    );
    lines
}
