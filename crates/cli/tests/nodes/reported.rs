//! An export carries what the verifier says of it, and what is damaged does not leave.

use crate::assistance::Pair;
use crate::departed::{export, given};
use crate::support::{Officer, arg, comity, enrol};
use comity_treaty::Role;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn report(case: &Path) -> Value {
    let text = fs::read_to_string(case.join("report/report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
}

/// How the checks of that id were answered.
fn verdicts<'a>(report: &'a Value, id: &str) -> Vec<&'a str> {
    let checks = report["checks"].as_array().expect("checks").iter();
    let of_id = checks.filter(|check| check["id"] == id);
    of_id
        .map(|check| check["verdict"].as_str().expect("a verdict"))
        .collect()
}

fn text(case: &Path) -> String {
    fs::read_to_string(case.join("report/report.txt")).expect("a text")
}

/// As of when each State is shown: its keys, and its log as witnesses held it.
fn shown(report: &Value) -> Vec<(&str, bool)> {
    let each = report["case"]["as_of"].as_array().expect("States").iter();
    each.map(|one| {
        let state = one["state"].as_str().expect("a State");
        (state, one["vouched"].is_string() && one["log"].is_string())
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_carries_the_report_and_a_court_accepts_both() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut pair, matter) = given(root.path()).await;
    let sealed = root.path().join("sealed");
    let said = pair.export_for_court(&matter, &sealed, &["--report-language", "fr"]);
    let line = "PASSED      The enclosed report is unchanged, and was made of these documents";
    assert!(said.contains(line), "{said}");
    let made = report(&sealed);
    assert_eq!(made["version"], "comity-case-report/1");
    assert_eq!(verdicts(&made, "sealed-root"), ["passed"]);
    assert_eq!(verdicts(&made, "bag-items"), [""; 0]);
    assert_eq!(shown(&made), [("XAA", true), ("XBB", true)]);
    let text = text(&sealed);
    let title =
        "Rapport de l’État qui a exporté ce dossier\n\nLe nœud de XAA a établi ce rapport le ";
    assert!(text.starts_with(title), "{text}");
    assert!(
        text.contains("Il ne remplace pas la vérification du tribunal"),
        "{text}"
    );
    assert!(
        text.contains("Chaque partie des preuves scellées est inchangée"),
        "{text}"
    );
    assert!(!text.contains("PASSED"), "{text}");

    opened(&pair, &matter, root.path());

    // The other State is away: the report says as of when it is shown, and the court accepts it.
    pair.xbb.stop();
    let away = root.path().join("away");
    pair.export_for_court(&matter, &away, &[]);
    let made = report(&away);
    assert_eq!(shown(&made), [("XAA", true), ("XBB", true)]);
    let text = fs::read_to_string(away.join("report/report.txt")).expect("a text");
    assert!(
        text.contains("XBB: its keys as they were vouched for at "),
        "{text}"
    );
    pair.xbb.start().await;
    pair.acquainted().await;
    pair.down();
}

/// What is opened on its way out was not checked as what comes out: the report says so, and the court checks it.
fn opened(pair: &Pair, matter: &str, root: &Path) {
    let profile = &pair.asking.of_role(Role::EvidenceCustodian, 0).profile;
    let (looked, bag) = (root.join("looked"), root.join("opened"));
    let what = ["evidence", "open", matter, "--purpose", "investigation"];
    let why = ["--reason", "The letters.", "--to", arg(&looked)];
    comity(&[&what[..], &why, &["--as", arg(profile)]].concat());
    let said = pair.export_for_court(matter, &bag, &["--opened"]);
    assert!(
        said.contains("PASSED      Every evidence item is there and unchanged"),
        "{said}"
    );
    let made = report(&bag);
    assert_eq!(made["case"]["form"], "sealed");
    assert_eq!(verdicts(&made, "sealed-root"), ["passed"]);
    assert_eq!(verdicts(&made, "bag-items"), ["not_yet"]);
    let text = text(&bag);
    assert!(text.contains("only `comity verify` can say"), "{text}");
    assert!(!text.contains("PASSED      Every evidence item"), "{text}");
}

/// How many events the matter has.
async fn events(officer: &Officer, matter: &str) -> usize {
    let path = format!("/api/v1/matters/{matter}/history");
    let history = officer.get(&path).await.expect("a history");
    history["events"].as_array().map_or(0, Vec::len)
}

/// The one sealed package that the State has.
fn package(data: &Path) -> PathBuf {
    let packages = fs::read_dir(data.join("packages")).expect("a folder");
    let mut paths = packages.map(|entry| entry.expect("an entry").path());
    let sealed = paths.find(|path| path.extension().is_some_and(|ending| ending == "age"));
    sealed.expect("a package")
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).expect("written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_flipped_bit_of_the_sealed_evidence_and_nothing_leaves() {
    let root = tempfile::tempdir().expect("a folder");
    let (pair, matter) = given(root.path()).await;
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let before = events(custodian, &matter).await;
    assert!(before > 0);
    let package = package(&pair.xaa.data);
    flip(&package);
    let refused = export(&pair, &matter, &root.path().join("damaged"));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success(), "{said}");
    for part in [
        "so it does not leave",
        "The sealed evidence is, as a whole, what the list of evidence states",
        "Every part of the sealed evidence is unchanged",
    ] {
        assert!(said.contains(part), "{part:?} is missing in: {said}");
    }
    assert!(!root.path().join("damaged").exists());
    let after = events(custodian, &matter).await;
    assert_eq!(after, before, "nothing left, so nothing is on record");

    flip(&package);
    pair.export_for_court(&matter, &root.path().join("whole"), &[]);
    assert_eq!(events(custodian, &matter).await, before + 1);
    pair.down();
}

/// The other State is away, and this one's keys were rolled over since its statements were last believed: nobody could verify
/// a report by them, so none is enclosed, and the case file passes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statements_that_are_older_than_our_keys_vouch_for_no_report() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut pair, matter) = given(root.path()).await;
    pair.xbb.stop();
    comity(&["keys", "prepare", "--data", arg(&pair.xaa.data)]);
    enrol(&pair.register, &pair.xaa, "XAA");
    pair.xaa.stop();
    comity(&["keys", "switch", "--data", arg(&pair.xaa.data)]);
    pair.xaa.start().await;
    let rolled = root.path().join("rolled");
    let said = pair.export_for_court(&matter, &rolled, &[]);
    assert!(!rolled.join("report").exists());
    assert!(
        said.contains("none is enclosed; nothing depends on one"),
        "{said}"
    );
    pair.xbb.start().await;
    pair.acquainted().await;
    pair.down();
}
