//! The report as a judge reads it: plain words, one line a check, a conclusion, and what it means.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use comity_wire::case_file::{
    Check, CheckId, Form, Report, Section, Silence, Summary, Verdict, Warning,
};

/// Width of the column of labels and verdicts.
const COLUMN: usize = 14;

/// The whole account, ready to print.
pub(super) fn write(report: &Report, package: &str, policy: &str) -> String {
    let mut out = Page::default();
    head(&mut out, report, package, policy);
    for section in Section::ALL {
        checks(&mut out, report, section);
    }
    references(&mut out, &report.case);
    conditions(&mut out, &report.case);
    warnings(&mut out, &report.warnings);
    conclusion(&mut out, report);
    out.0
}

/// A text that grows. Writing to a `String` cannot fail.
#[derive(Default)]
struct Page(String);

impl Page {
    fn heading(&mut self, text: &str) {
        let _ = writeln!(self.0, "\n{text}");
    }

    fn line(&mut self, label: &str, text: &str) {
        let _ = writeln!(self.0, "{label:COLUMN$}{text}");
    }

    fn indented(&mut self, lines: &[&str]) {
        for line in lines {
            let _ = writeln!(self.0, "{}", format!("  {line}").trim_end());
        }
    }
}

fn head(out: &mut Page, report: &Report, package: &str, policy: &str) {
    let case = &report.case;
    out.line("Case file", package);
    out.line("Policy", policy);
    out.line("Verified at", &report.verified_at.to_string());
    out.line("Form", form(case.form));
    if let (Some(to), Some(from)) = (case.requesting, case.requested) {
        let part = match case.form {
            Form::Silence => "which was asked",
            _ => "which gave the evidence",
        };
        out.line("Between", &format!("{to}, which asked, and {from}, {part}"));
    }
    if let Some(matter) = &case.matter {
        out.line("Matter", &matter.to_string());
    }
    if let Some(silence) = &case.silence {
        let said = format!(
            "{} sent nothing from {} to {}: {}",
            silence.state,
            silence.since,
            silence.until,
            length(silence)
        );
        out.line("Silence", &said);
    }
    if let (Some(package), Some(at)) = (&case.package, &case.sealed_at) {
        out.line("Package", &format!("{package}, sealed at {at}"));
    }
    if let Some(items) = case.items {
        out.line(
            "Evidence",
            &format!("{items} items, {} bytes", case.item_bytes),
        );
    }
    if let (Some(first), Some(last)) = (&case.first_sent, &case.last_sent) {
        out.line(
            "Messages",
            &format!("{}, sent from {first} to {last}", case.messages),
        );
    }
    as_of(out, case);
}

/// As of when each State is shown: a case file may be older than the reader thinks, and says nothing of what came later.
fn as_of(out: &mut Page, case: &Summary) {
    for (number, shown) in case.as_of.iter().enumerate() {
        let label = if number == 0 { "As of" } else { "" };
        let log = shown.log.map_or_else(
            || "its log as it was signed, without a witness's time".to_owned(),
            |at| format!("its log as witnesses held it at {at}"),
        );
        let keys = format!(
            "{}: its keys as they were vouched for at {}, until {}; {log}",
            shown.state, shown.vouched, shown.until
        );
        out.line(label, &keys);
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Sealed => "sealed: the evidence is encrypted and was checked as such",
        Form::Exported => "exported: the evidence is open and every file of it was checked",
        Form::Silence => "silence: no evidence; what one State did not say to the other",
        Form::Unclear => "unclear: neither a sealed nor an exported case file",
    }
}

/// How long a silence was, in whole days and hours.
fn length(silence: &Silence) -> String {
    let hours = silence.until.duration_since(silence.since).as_hours();
    format!("{} days and {} hours", hours / 24, hours % 24)
}

fn checks(out: &mut Page, report: &Report, section: Section) {
    let ids = CheckId::ALL.iter().filter(|id| id.section() == section);
    let mut headed = false;
    for id in ids {
        let checks: Vec<&Check> = report
            .checks
            .iter()
            .filter(|check| check.id == *id)
            .collect();
        if !checks.is_empty() && !headed {
            out.heading(section.heading());
            headed = true;
        }
        one_check(out, *id, &checks);
    }
}

/// What passed is one line, with the number of subjects; each failure and each absence has lines of its own.
fn one_check(out: &mut Page, id: CheckId, checks: &[&Check]) {
    let passed = |check: &&&Check| matches!(check.verdict, Verdict::Passed { .. });
    let subjects: BTreeSet<&str> = checks.iter().map(|check| check.subject.as_str()).collect();
    match checks.iter().filter(passed).count() {
        0 => {}
        1 if subjects.len() == 1 => out.line("  PASSED", id.statement()),
        count => out.line(
            "  PASSED",
            &format!("{} ({count} of {})", id.statement(), subjects.len()),
        ),
    }
    for check in checks {
        not_passed(out, id, check);
    }
}

fn not_passed(out: &mut Page, id: CheckId, check: &Check) {
    let statement = match check.subject.as_str() {
        "" => id.statement().to_owned(),
        subject => format!("{}: {subject}", id.statement()),
    };
    match &check.verdict {
        Verdict::Passed { .. } => {}
        Verdict::NotPresent { meaning } => {
            out.line("  NOT PRESENT", &statement);
            out.line("", meaning);
        }
        Verdict::NotReached { because } => {
            out.line("  NOT REACHED", &statement);
            out.line("", because);
        }
        Verdict::Failed {
            at,
            found,
            expected,
        } => {
            out.line("  FAILED", &statement);
            out.line("    where", &at.to_string());
            out.line("    found", found);
            out.line("    expected", expected);
            out.line("    check", id.key());
        }
    }
}

/// What the court does not find in the case file, and where it is.
fn references(out: &mut Page, case: &Summary) {
    if case.references.is_empty() {
        return;
    }
    out.heading(
        "Not copied (Art. 14): evidence that stays with its custodian, named by its SHA-256",
    );
    for reference in &case.references {
        out.line("  REFERENCE", &reference.sha256.to_string());
        out.line("    what", &reference.description);
        out.line("    kept by", &reference.custodian);
    }
}

fn conditions(out: &mut Page, case: &Summary) {
    let Some(conditions) = &case.conditions else {
        return;
    };
    out.heading("The evidence may be used only under these conditions of the State that gave it");
    for (label, text) in conditions {
        out.line(&format!("  {label}"), text);
    }
}

fn warnings(out: &mut Page, warnings: &[Warning]) {
    if warnings.is_empty() {
        return;
    }
    out.heading("To be known, although no check failed by it");
    for warning in warnings {
        out.line("  WARNING", &warning.to_string());
    }
}

fn conclusion(out: &mut Page, report: &Report) {
    let count = |of: fn(&Verdict) -> bool| {
        report
            .checks
            .iter()
            .filter(|check| of(&check.verdict))
            .count()
    };
    let passed = count(|verdict| matches!(verdict, Verdict::Passed { .. }));
    let not_reached = count(|verdict| matches!(verdict, Verdict::NotReached { .. }));
    out.heading("Conclusion");
    if report.passed() {
        out.indented(&[&format!("PASSED: all {passed} checks.")]);
        out.heading("What this means");
        out.indented(MEANS);
        let (means, does_not_mean) = match report.case.form {
            Form::Silence => (SILENT, SILENT_DOES_NOT_MEAN),
            Form::Sealed => (SEALED, DOES_NOT_MEAN),
            Form::Exported | Form::Unclear => (OPENED, DOES_NOT_MEAN),
        };
        out.indented(means);
        out.heading("What this does not mean");
        out.indented(does_not_mean);
    } else {
        let failed = report.failures().count();
        let said =
            format!("FAILED: {failed} failed, {not_reached} could not be made, {passed} passed.");
        out.indented(&[&said, ""]);
        out.indented(DO_NOT_RELY);
    }
}

const MEANS: &[&str] = &[
    "What the States named above said, and the list of evidence where there is one, was signed by them, with",
    "keys that the register vouched for at that time, and not a byte of them has changed since.",
    "Each message stands in the custody log of the State it was sent to. The witnesses of your policy",
    "hold the state of that log, so that State cannot have inserted, removed or re-dated it afterwards.",
];

const OPENED: &[&str] = &[
    "Each file of the evidence is byte for byte the one that the State which gave it listed and signed.",
];

const SEALED: &[&str] = &[
    "The sealed evidence is byte for byte what the State which gave it sealed. It was not opened here.",
];

const SILENT: &[&str] = &[
    "The State that was asked had the first message at the beginning of that time, by its own signed receipt.",
    "Its own record of the matter, of which no entry can be left out, says that it sent nothing until the end",
    "of that time but what is in this folder.",
];

const SILENT_DOES_NOT_MEAN: &[&str] = &[
    "That it did nothing: the record shows what was sent, and only the names of what it did inside.",
    "That it was obliged to answer by then. Which period runs, the Convention and its own law say.",
    "That it said nothing by another way, such as the telephone.",
];

const DOES_NOT_MEAN: &[&str] = &[
    "That the content of the evidence is true, or how it was obtained before it was sealed.",
    "That using it is lawful: that is for the court, under the conditions shown above.",
    "It rests on the policy: on the register keys and the witnesses you chose to believe.",
];

const DO_NOT_RELY: &[&str] = &[
    "Do not rely on this case file as it is. Each FAILED line names the file, what was found there and",
    "what was expected. Ask whoever handed it over for a new copy and verify again. If the same check",
    "fails again, the record was damaged or altered, or the policy is not the right one for it.",
];
