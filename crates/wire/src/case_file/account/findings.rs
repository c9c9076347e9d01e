//! The checks of an account, one line each; and what is not copied, under which conditions it may be used, what is to be known.

use std::collections::BTreeSet;

use comity_treaty::Sentence;

use super::{Finding, Line, Mark, Part, as_it_is, line, said};
use crate::case_file::check::{CheckId, Section};
use crate::case_file::report::{Check, Report, Verdict};
use crate::case_file::say;
use crate::case_file::summary::Summary;

pub(super) fn checks(report: &Report, section: Section) -> Option<Part> {
    let ids = CheckId::ALL.iter().filter(|id| id.section() == section);
    let findings: Vec<Finding> = ids.flat_map(|id| one_check(report, *id)).collect();
    (!findings.is_empty()).then(|| Part::Findings(said(section.heading()), findings))
}

/// What passed is one line, with the number of subjects; each failure and each absence has lines of its own.
fn one_check(report: &Report, id: CheckId) -> Vec<Finding> {
    let checks: Vec<&Check> = report
        .checks
        .iter()
        .filter(|check| check.id == id)
        .collect();
    let subjects: BTreeSet<&str> = checks.iter().map(|check| check.subject.as_str()).collect();
    let passed = checks
        .iter()
        .filter(|check| matches!(check.verdict, Verdict::Passed { .. }))
        .count();
    let text = match passed {
        0 => None,
        1 if subjects.len() == 1 => Some(id.statement().into()),
        _ => Some(
            say::MANY
                .with("statement", id.statement())
                .with("passed", passed)
                .with("all", subjects.len()),
        ),
    };
    let passed = text.map(|text| Finding {
        mark: Mark::Passed,
        text: said(text),
        more: Vec::new(),
    });
    let others = checks.into_iter().filter_map(not_passed);
    passed.into_iter().chain(others).collect()
}

fn not_passed(check: &Check) -> Option<Finding> {
    let because = |why: &Sentence| Line {
        label: None,
        text: said(why.clone()),
    };
    let (mark, more) = match &check.verdict {
        Verdict::Passed { .. } => return None,
        Verdict::NotPresent { meaning } => (Mark::NotPresent, vec![because(meaning)]),
        Verdict::NotReached { because: why } => (Mark::NotReached, vec![because(why)]),
        Verdict::NotYet { because: why } => (Mark::NotYet, vec![because(why)]),
        Verdict::Failed {
            at,
            found,
            expected,
        } => {
            let quoted = |text: &str| said(Sentence::verbatim(text.to_owned()));
            let more = vec![
                line(say::WHERE, quoted(&at.to_string())),
                line(say::FOUND, quoted(found)),
                line(say::EXPECTED, quoted(expected)),
                line(say::CHECK, quoted(check.id.key())),
            ];
            (Mark::Failed, more)
        }
    };
    let statement = check.id.statement();
    let text = match check.subject.as_str() {
        "" => statement.into(),
        subject => say::ABOUT
            .with("statement", statement)
            .with("subject", subject),
    };
    let text = said(text);
    Some(Finding { mark, text, more })
}

/// What the court does not find in the case file, and where it is.
pub(super) fn references(case: &Summary) -> Option<Part> {
    let references = case.references.iter().map(|reference| Finding {
        mark: Mark::Reference,
        text: as_it_is(reference.sha256.to_string()),
        more: vec![
            line(say::WHAT, as_it_is(reference.description.clone())),
            line(say::KEPT_BY, as_it_is(reference.custodian.clone())),
        ],
    });
    let references: Vec<Finding> = references.collect();
    (!references.is_empty()).then(|| Part::Findings(said(say::REFERENCES), references))
}

/// What was asked for and is not there, and why.
pub(super) fn left_out(case: &Summary) -> Option<Part> {
    let parts = case.left_out.iter().map(|part| {
        let reasons = part.reasons.as_str();
        let why = match part.ground {
            Some(ground) => say::LEFT_OUT_REFUSED
                .with("ground", say::word("ground", &ground))
                .with("reasons", reasons),
            None => say::LEFT_OUT_ABSENT.with("reasons", reasons),
        };
        Finding {
            mark: Mark::LeftOut,
            text: as_it_is(part.part.clone()),
            more: vec![line(say::WHY, said(why))],
        }
    });
    let parts: Vec<Finding> = parts.collect();
    (!parts.is_empty()).then(|| Part::Findings(said(say::LEFT_OUT), parts))
}

pub(super) fn conditions(case: &Summary) -> Option<Part> {
    let conditions = case.conditions.as_ref()?;
    Some(Part::Lines(said(say::CONDITIONS), labelled(conditions)))
}

/// What was agreed since, apart from the conditions: the words of both States stand in it.
pub(super) fn agreed(case: &Summary) -> Option<Part> {
    let lines = labelled(&case.agreed);
    (!lines.is_empty()).then(|| Part::Lines(said(say::AGREED), lines))
}

fn labelled(lines: &[(Sentence, Sentence)]) -> Vec<Line> {
    let lines = lines.iter();
    let lines = lines.map(|(label, text)| line(label.clone(), said(text.clone())));
    lines.collect()
}

pub(super) fn warnings(report: &Report) -> Option<Part> {
    let warnings = report.warnings.iter().map(|warning| Finding {
        mark: Mark::Warning,
        text: said(warning.sentence()),
        more: Vec::new(),
    });
    let warnings: Vec<Finding> = warnings.collect();
    (!warnings.is_empty()).then(|| Part::Findings(said(say::WARNINGS), warnings))
}
