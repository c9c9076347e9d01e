//! What follows from the checks, what that means, and what it does not mean.

use super::{By, Part, said};
use crate::case_file::report::{Report, Verdict};
use crate::case_file::say;
use crate::case_file::summary::Form;

pub(super) fn conclusion(report: &Report, by: By<'_>) -> Vec<Part> {
    let count = |of: fn(&Verdict) -> bool| {
        let checks = report.checks.iter();
        checks.filter(|check| of(&check.verdict)).count()
    };
    let passed = count(|verdict| matches!(verdict, Verdict::Passed { .. }));
    if !report.passed() {
        let unmade = count(|verdict| matches!(verdict, Verdict::NotReached { .. }));
        let counted = say::SOME_FAILED
            .with("failed", report.failures().count())
            .with("unmade", unmade)
            .with("passed", passed);
        let advice = match by {
            By::Holder { .. } => say::DO_NOT_RELY,
            By::Exporter(_) => say::MEND,
        };
        let all = vec![said(counted), said(advice)];
        return vec![Part::Text(said(say::CONCLUSION), all)];
    }
    let all_passed = if report.opens() {
        say::SO_FAR_PASSED
    } else {
        say::ALL_PASSED
    };
    let (means, not) = match report.case.form {
        Form::Silence => (
            vec![say::MEANS_HAD, say::MEANS_NOTHING],
            [say::NOT_IDLE, say::NOT_OBLIGED, say::NOT_SILENT],
        ),
        form => {
            let evidence = match form {
                Form::Sealed if report.opens() => say::MEANS_OPENING,
                Form::Sealed => say::MEANS_SEALED,
                _ => say::MEANS_OPENED,
            };
            let not = [say::NOT_TRUE, say::NOT_LAWFUL, say::NOT_ALONE];
            (vec![evidence], not)
        }
    };
    let signed = [say::MEANS_SIGNED, say::MEANS_LOGS].into_iter();
    vec![
        Part::Text(
            said(say::CONCLUSION),
            vec![said(all_passed.with("count", passed))],
        ),
        Part::Text(said(say::MEANS), signed.chain(means).map(said).collect()),
        Part::Text(said(say::MEANS_NOT), not.map(said).into()),
    ]
}
