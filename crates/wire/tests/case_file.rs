//! Case files: the genuine one passes, and everything done to it is found and named.

#[path = "case_file/mod.rs"]
mod case;

use std::collections::BTreeSet;

use case::defect::Defect;
use case::genuine::{Built, build, enclosing};
use case::kit::{Kit, Row, flip};
use case::states::{NOW, keys, time};
use comity_treaty::Sentence;
use comity_wire::case_file::{
    Account, By, CheckId, Form, Report, Verdict, VerifyError, enclosed, verify,
};

const HOLDER: By<'static> = By::Holder {
    package: "case",
    policy: "policy.toml",
};

fn failed(report: &Report) -> BTreeSet<&str> {
    report.failures().map(|check| check.id.key()).collect()
}

fn warned(report: &Report) -> BTreeSet<String> {
    let kind = |warning| {
        serde_json::to_value(warning).expect("JSON")["warning"]
            .as_str()
            .map(str::to_owned)
    };
    report.warnings.iter().filter_map(kind).collect()
}

/// A case file that was made before its README spoke of papers is as good as ever; with another text of that time it is not.
#[test]
fn a_case_file_keeps_the_readme_of_its_time() {
    let papers = include_str!("case_file/README.before-papers.txt");
    let reports = include_str!("case_file/README.before-reports.txt");
    for (text, fails) in [
        (papers.to_owned(), false),
        (papers.replace("Trust nothing else", "Trust anything"), true),
        (reports.to_owned(), false),
    ] {
        let mut built = build(Form::Sealed, None);
        built
            .case
            .files
            .insert("README.txt".to_owned(), text.into_bytes());
        let report = verify(&built.case, &built.policy, time(NOW)).expect("a case file that reads");
        assert_eq!(failed(&report).contains("readme"), fails);
    }
}

#[test]
fn case_file_genuine_passes_every_check() {
    let mut made = BTreeSet::new();
    for (form, messages) in [(Form::Sealed, 6), (Form::Exported, 6), (Form::Silence, 3)] {
        let built = enclosing(build(form, None), 1);
        let report = verify(&built.case, &built.policy, time(NOW)).expect("readable");
        let failures: Vec<_> = report.failures().collect();
        assert!(failures.is_empty(), "{failures:#?}");
        assert!(report.warnings.is_empty(), "{:?}", report.warnings);
        assert_eq!(report.case.form, form);
        assert_eq!(report.case.messages, messages);
        made.extend(report.checks.iter().map(|check| check.id));
    }
    let all: BTreeSet<CheckId> = CheckId::ALL.iter().copied().collect();
    assert_eq!(made, all, "every check is made of one form or another");
}

#[test]
fn case_file_kit_of_hostile_case_files() {
    let kit = Kit::read();
    let mut wrong = Vec::new();
    for row in &kit.rows {
        let report = kit.verdict(row);
        wrong.extend(disagreement(row, &report));
    }
    assert!(
        wrong.is_empty(),
        "{} rows disagree:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn disagreement(row: &Row, report: &Report) -> Option<String> {
    let expected: BTreeSet<&str> = row.fails.iter().map(String::as_str).collect();
    let warns: BTreeSet<String> = row.warns.iter().cloned().collect();
    let places: Vec<String> = report
        .failures()
        .filter_map(|check| match &check.verdict {
            Verdict::Failed { at, .. } => Some(at.to_string()),
            _ => None,
        })
        .collect();
    let named = row
        .at
        .as_ref()
        .is_none_or(|at| places.iter().any(|place| place.contains(at.as_str())));
    let agree = failed(report) == expected && warned(report) == warns && named;
    let says = || {
        format!(
            "{}: {:?} {:?} at {places:?}",
            row.name,
            failed(report),
            warned(report)
        )
    };
    (!agree).then(says)
}

/// The kit knows every check: for each there is a case file that fails it.
#[test]
fn case_file_kit_fails_every_check() {
    let kit = Kit::read();
    let reached: BTreeSet<&str> = kit
        .rows
        .iter()
        .flat_map(|row| row.fails.iter().map(String::as_str))
        .collect();
    // What came of a message is shown; the conditions are part of a manifest that is believed or not.
    let shown = [CheckId::ReceiptOutcome, CheckId::Conditions];
    let all = CheckId::ALL
        .iter()
        .filter(|id| !shown.contains(id))
        .map(|id| id.key());
    let missing: Vec<&str> = all.filter(|key| !reached.contains(key)).collect();
    assert!(missing.is_empty(), "no row fails {missing:?}");
}

/// One flipped bit anywhere is found: a check fails, or a line that counted for nothing is reported.
#[test]
fn case_file_one_flipped_bit_anywhere() {
    for form in [Form::Sealed, Form::Exported, Form::Silence] {
        let built = enclosing(build(form, None), 1);
        for path in built.case.files.keys() {
            let length = built.case.files[path].len();
            for step in 0..6 {
                let at = (length - 1) * step / 5;
                let mut case = built.case.clone();
                flip(case.file(path), i64::try_from(at).expect("small"));
                let report = verify(&case, &built.policy, time(NOW)).expect("readable");
                assert!(
                    !report.passed(),
                    "{form:?}: byte {at} of {path} was flipped and nobody noticed"
                );
            }
        }
    }
}

/// A policy that wants no witness is the court's choice; the report says what it costs.
#[test]
fn case_file_without_witnesses_is_said_to_be_so() {
    let mut built = build(Form::Sealed, None);
    let lines = built.policy_file.witnessing.policy.lines();
    let logs: Vec<&str> = lines.filter(|line| line.starts_with("log")).collect();
    built.policy_file.witnessing.policy = format!("{}\nquorum none\n", logs.join("\n"));
    let policy = built.policy_file.try_into().expect("a policy");
    let report = verify(&built.case, &policy, time(NOW)).expect("readable");
    assert!(
        report.passed(),
        "{:?}",
        report.failures().collect::<Vec<_>>()
    );
    assert!(
        warned(&report).contains("no_witness"),
        "{:?}",
        report.warnings
    );
}

fn agreed_since(defect: Defect) -> (Report, String) {
    let built = build(Form::Exported, Some(defect));
    let now = time("2028-01-01T00:00:00Z");
    let report = verify(&built.case, &built.policy, now).expect("readable");
    let failures: Vec<_> = report.failures().collect();
    assert!(failures.is_empty(), "{failures:#?}");
    let account = Account::of(&report, HOLDER).text(&Sentence::to_string);
    (report, account)
}

/// What a court must know beside the signed conditions: what was left out, and what was agreed since.
#[test]
fn case_file_says_what_was_left_out_and_what_was_agreed_since() {
    let (report, account) = agreed_since(Defect::AgreedSince);
    assert_eq!(warned(&report), BTreeSet::new(), "the later end counts");
    for said in [
        "The second mailbox",
        "refused (essential interests): An operation is under way.",
        "does not exist or could not be obtained: The provider keeps none.",
        "another use, other case; agreed at 2026-",
        "may be kept until 2029-06-01T00:00:00Z; agreed at",
        "may be passed on to XCC; agreed at",
        "The trial there",
        "Names are removed.",
        "In this case only.",
    ] {
        assert!(account.contains(said), "{said}: {account}");
    }
}

/// Nothing is agreed but by the answer to its own question, however the exporter orders the messages of the two States.
#[test]
fn case_file_shows_no_consent_that_was_not_given() {
    let passed = BTreeSet::from(["retention_passed".to_owned()]);
    let (report, account) = agreed_since(Defect::ConsentRefused);
    assert_eq!(warned(&report), passed);
    assert!(!account.contains("agreed at"), "{account}");
    assert_eq!(report.case.left_out.len(), 2);

    let (report, account) = agreed_since(Defect::AnswersAfterQuestions);
    assert_eq!(warned(&report), BTreeSet::new());
    assert!(
        account.contains("may be kept until 2028-06-01"),
        "{account}"
    );
    assert!(!account.contains("2029-06-01"), "{account}");
    let forged = account
        .lines()
        .any(|line| line.starts_with("  Agreed  may be kept"));
    assert!(
        !forged,
        "a line of a State's looks like one of ours: {account}"
    );

    let (report, account) = agreed_since(Defect::ConsentNotTakenIn);
    assert_eq!(
        warned(&report),
        BTreeSet::from(["rejected".to_owned(), "retention_passed".to_owned()])
    );
    assert!(!account.contains("agreed at"), "{account}");

    let (report, _) = agreed_since(Defect::AnnouncedAgain);
    assert_eq!(report.case.left_out.len(), 2, "what was said first");
}

/// From the last thing it said to the last it is known to have had.
#[test]
fn case_file_of_a_silence_says_how_long() {
    let built = build(Form::Silence, None);
    let report = verify(&built.case, &built.policy, time(NOW)).expect("readable");
    let silence = report.case.silence.expect("a silence");
    assert_eq!(silence.state.as_str(), "XBB");
    assert_eq!(silence.since, time("2026-09-02T09:00:00Z"));
    assert_eq!(silence.until, time("2026-09-03T09:00:00Z"));
    assert_eq!(silence.said, 1);
}

/// Read from signatures alone: the statements' own times, and the last cosignature of the newest head.
#[test]
fn case_file_says_as_of_when_each_state_is_shown() {
    let built = build(Form::Sealed, None);
    let report = verify(&built.case, &built.policy, time(NOW)).expect("readable");
    let states: Vec<&str> = report
        .case
        .as_of
        .iter()
        .map(|one| one.state.as_str())
        .collect();
    assert_eq!(states, ["XAA", "XBB"]);
    for shown in &report.case.as_of {
        assert!(shown.vouched < shown.until, "{shown:?}");
        let log = shown.log.expect("witnesses state a time");
        assert!(log <= time(NOW), "{shown:?}");
        // Nothing that was sent is younger than the head that is shown.
        assert!(report.case.last_sent.expect("messages") <= log, "{shown:?}");
    }
}

#[test]
fn case_file_nothing_there() {
    let built = build(Form::Sealed, None);
    let empty = case::memory::Memory::default();
    let refusal = verify(&empty, &built.policy, time(NOW)).expect_err("nothing to verify");
    assert!(matches!(refusal, VerifyError::NotACaseFile), "{refusal}");
}

#[test]
fn case_file_format_page_names_every_check() {
    let page = include_str!("../../../docs/formats/case-file.md");
    for id in CheckId::ALL {
        assert!(
            page.contains(&format!("| `{}` |", id.key())),
            "{} is not on the page",
            id.key()
        );
    }
}

fn judged(built: &Built) -> Report {
    verify(&built.case, &built.policy, time(NOW)).expect("readable")
}

/// The report of another case file of the same State, signed by it as well, is not about these documents.
#[test]
fn a_report_of_another_case_file_is_not_of_this_one() {
    let mut built = enclosing(build(Form::Sealed, None), 1);
    let other = enclosing(build(Form::Silence, None), 1).case.files;
    let report = other
        .into_iter()
        .filter(|(path, _)| path.starts_with("report/"));
    built.case.files.extend(report);
    let report = judged(&built);
    assert_eq!(failed(&report), BTreeSet::from(["exporter-report"]));
}

/// Nothing depends on it: without it a case file passes, and the reader is told that there is none.
#[test]
fn a_case_file_without_a_report_passes() {
    let report = judged(&build(Form::Sealed, None));
    assert!(report.passed());
    let mut checks = report.checks.iter();
    let absent = checks.find(|check| check.id == CheckId::ExporterSignatures);
    let absent = &absent.expect("a line").verdict;
    assert!(matches!(absent, Verdict::NotPresent { .. }), "{absent:?}");
}

/// A case file may be made long after the other State left, of statements that have ended.
#[test]
fn a_report_that_is_younger_than_the_statements_is_believed_with_a_warning() {
    let late = time("2030-01-01T00:00:00Z");
    let mut built = build(Form::Sealed, None);
    let report = verify(&built.case, &built.policy, late).expect("readable");
    let documents: Vec<(String, Vec<u8>)> = built.case.files.clone().into_iter().collect();
    let state = "XAA".parse().expect("a State");
    let text = "read me".to_owned();
    let files = enclosed(&documents, &report, text, state, &keys(1)).expect("canonical");
    built.case.files.extend(files);
    let report = verify(&built.case, &built.policy, late).expect("readable");
    assert!(failed(&report).is_empty(), "{:?}", failed(&report));
    assert!(warned(&report).contains("report_later"), "{report:?}");
}

/// What is opened on its way out was not checked as what comes out, and the report does not say that it was.
#[test]
fn a_report_before_an_opening_says_what_it_could_not_check() {
    let report = judged(&build(Form::Sealed, None)).of_exporter(true);
    assert!(report.passed() && report.opens());
    let checks = report.checks.iter();
    let later = checks.filter(|check| matches!(check.verdict, Verdict::NotYet { .. }));
    let later: Vec<&str> = later.map(|check| check.id.key()).collect();
    let bag = [
        "bag-structure",
        "bag-tag-files",
        "bag-items",
        "bag-nothing-extra",
    ];
    assert_eq!(later, bag);
}
