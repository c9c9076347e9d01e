//! `comity treaty` as a user runs it: offline, without a node, also without the `serve` feature.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const FORM: &str = "../treaty/tests/status/forms/update.xml";
const HOSTILE: &str = "../treaty/tests/status/hostile";

fn treaty(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.arg("treaty").args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(output)))
}

/// A table of the States the form names, in a folder of its own.
fn table(folder: &Path) -> PathBuf {
    let path = folder.join("status.csv");
    let heading =
        "state,act,date,other_state,instrument,provision,effect,text,as_of,source,confidence\n";
    let line = |start: &str| format!("{start},,,,,,2026-04-16,test,medium\n");
    let lines = [
        "CIV,signature,2025-10-25",
        "EUE,signature,2025-10-25",
        "GBR,signature,2025-10",
        "PER,signature,2025-10-25",
        "QAT,signature,2025-10-25",
        "QAT,ratification,2026-02",
        "SWE,signature,2025-10-25",
    ];
    let lines: String = lines.iter().map(|start| line(start)).collect();
    std::fs::write(&path, format!("# kept\n{heading}{lines}")).unwrap();
    path
}

#[test]
fn the_status_says_that_nothing_is_in_force_and_that_it_is_no_legal_record() {
    let output = treaty(&["status", "--on", "2026-11-23"]);
    assert_eq!(output.status.code(), Some(0));
    let text = said(&output);
    assert!(
        text.contains("Not in force: 1 of 40 instruments, 39 missing"),
        "{text}"
    );
    assert!(text.contains("2027-02-21"), "{text}");
    assert!(
        text.contains("never compute legal status from it"),
        "{text}"
    );

    let json = json(&treaty(&["status", "--on", "2026-11-23", "--json"]));
    assert_eq!(json["notice"]["notice"], "not_in_force");
    assert_eq!(json["states"].as_array().unwrap().len(), 75);
    assert_eq!(json["legal_record"], false);
}

#[test]
fn one_state_comes_with_its_acts_and_their_sources() {
    let output = treaty(&["status", "--state", "QAT", "--on", "2026-11-23"]);
    let text = said(&output);
    for expected in [
        "consented",
        "2026-02 (month)",
        "reservation to Art. 63(3)",
        "confidence medium",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert_eq!(treaty(&["status", "--state", "ZZZ"]).status.code(), Some(2));
}

#[test]
fn a_bond_that_is_not_there_is_explained() {
    let output = treaty(&["bond", "SWE", "QAT", "--on", "2026-11-23"]);
    assert_eq!(output.status.code(), Some(1));
    let text = said(&output);
    for expected in ["Art. 64(3)", "Art. 65(1)", "Earliest day", "Art. 14 "] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let json = json(&treaty(&[
        "bond",
        "SWE",
        "QAT",
        "--on",
        "2026-11-23",
        "--json",
    ]));
    assert_eq!(json["convention"]["earliest"], "2027-02-21");
    assert_eq!(json["altered"].as_array().unwrap().len(), 4);
}

#[test]
fn forty_supposed_deposits_bring_the_convention_into_force() {
    let listed = json(&treaty(&["status", "--on", "2026-11-23", "--json"]));
    let states = listed["states"].as_array().unwrap().iter();
    let states = states.map(|one| one["state"].as_str().unwrap().to_owned());
    let signatories = states.filter(|state| state != "QAT" && state != "EUE");
    let mut deposits: Vec<String> = signatories
        .take(39)
        .map(|s| format!("{s}=2027-03-01"))
        .collect();
    deposits.extend(["EUE=2027-03-01", "JPN=2027-05-20"].map(str::to_owned));
    let mut arguments = vec!["simulate", "--json", "--on", "2027-06-01", "--deposit"];
    arguments.extend(deposits.iter().map(String::as_str));
    let answer = json(&treaty(&arguments));
    assert_eq!(answer["entry"]["reached"], "2027-03-01");
    assert_eq!(answer["entry"]["in_force"], "2027-05-30");
    let from = |state: &str| {
        let all = answer["joining"].as_array().unwrap();
        all.iter().find(|one| one["state"] == state).unwrap()["from"].clone()
    };
    assert_eq!(
        (from("EUE"), from("JPN")),
        ("2027-05-30".into(), "2027-06-19".into())
    );
}

#[test]
fn an_impossible_supposition_is_said_in_full() {
    let output = treaty(&["simulate", "--deposit", "QAT=2027-01-01", "EUE=2027-01-01"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        said(&output).matches("\nline ").count(),
        2,
        "{}",
        said(&output)
    );
    assert!(said(&output).contains("one instrument of each State"));
    assert!(said(&output).contains("a member State's instrument"));
}

#[test]
fn an_import_shows_first_and_writes_only_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = table(folder.path());
    let before = std::fs::read_to_string(&path).unwrap();
    let data = path.to_str().unwrap();
    let shown = treaty(&["import", FORM, "--data", data, "--as-of", "2026-11-23"]);
    assert_eq!(shown.status.code(), Some(0), "{}", said(&shown));
    let text = said(&shown);
    for expected in [
        "~ QAT ratification 2026-02 -> ratification 2026-02-17",
        "+ IND accession 2026-11-09",
        "section Declarations is free text",
        "Nothing was changed",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);

    let applied = treaty(&[
        "import",
        FORM,
        "--data",
        data,
        "--as-of",
        "2026-11-23",
        "--apply",
    ]);
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
    let after = std::fs::read_to_string(&path).unwrap();
    assert!(after.starts_with("# kept\nstate,act,"), "{after}");
    assert!(
        after.contains("QAT,ratification,2026-02-17,,,,,,2026-11-23,"),
        "{after}"
    );
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing lies beside the table");
}

#[test]
fn a_removal_is_refused_until_its_state_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = table(folder.path());
    let mut before = std::fs::read_to_string(&path).unwrap();
    before += "FRA,signature,2025-10-25,,,,,,2026-04-16,test,medium\n";
    std::fs::write(&path, &before).unwrap();
    let data = path.to_str().unwrap();
    let arguments = [
        "import",
        FORM,
        "--data",
        data,
        "--as-of",
        "2026-11-23",
        "--apply",
    ];
    let refused = treaty(&arguments);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("- FRA signature 2025-10-25"),
        "{}",
        said(&refused)
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    let named = [&arguments[..], &["--accept-removals", "FRA", "--json"]].concat();
    assert_eq!(json(&treaty(&named))["applied"], true);
    assert!(!std::fs::read_to_string(&path).unwrap().contains("FRA"));
}

#[test]
fn a_hostile_form_changes_nothing_and_is_named_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = table(folder.path());
    let before = std::fs::read_to_string(&path).unwrap();
    for (file, expected) in [
        ("truncated.xml", "line 10:102"),
        ("entity-bomb.xml", "line 2:1"),
        ("wrong-chapter.xml", "line 3:"),
        ("rows.xml", "line 9:27"),
    ] {
        let form = format!("{HOSTILE}/{file}");
        let output = treaty(&["import", &form, "--data", path.to_str().unwrap(), "--apply"]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(
            said(&output).contains(expected),
            "{file}: {}",
            said(&output)
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    }
}

#[test]
fn a_table_with_faults_is_refused_with_all_of_them() {
    let table = format!("{HOSTILE}/joining.csv");
    let output = treaty(&["status", "--data", &table, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["faults"].as_array().unwrap().len(), 4);
}

#[test]
fn writing_without_a_table_to_write_is_no_command() {
    assert_eq!(treaty(&["import", FORM, "--apply"]).status.code(), Some(2));
}
