//! Case files of matters with a State that is no longer there: a court gets them all the same, and believes no forged ones.

use crate::assistance::{Pair, one_file};
use crate::support::{arg, comity, database};
use comity_treaty::{Act, Role};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const SECONDS_MAX: u64 = 60;
const GAUGE: &str = "comity_case_files_unheld 0\n";

/// Evidence that was asked for, given and fetched; what a court needs of the State that gave it is held.
pub async fn given(root: &Path) -> (Pair, String) {
    let pair = Pair::up(root).await;
    let matter = pair.released(&one_file(root)).await;
    pair.pull(&matter).await;
    held(&pair).await;
    (pair, matter)
}

/// Waits until nothing that a case file needs is still to be asked for.
async fn held(pair: &Pair) {
    let officer = pair.asking.who(Act::DraftRequest, 0);
    let began = Instant::now();
    // The receipt of the last message may be on its way.
    tokio::time::sleep(Duration::from_secs(1)).await;
    loop {
        let answer = officer.call(reqwest::Method::GET, "/metrics", &Value::Null);
        let told = answer.await.expect("an answer").body;
        if told.as_str().is_some_and(|told| told.contains(GAUGE)) {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(SECONDS_MAX);
        assert!(!late, "it is not held: {told}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

pub fn export(pair: &Pair, matter: &str, to: &Path) -> Output {
    let profile = &pair.asking.of_role(Role::EvidenceCustodian, 0).profile;
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args([
        "evidence",
        "export",
        matter,
        "--purpose",
        "court_proceedings",
    ]);
    command.args(["--recipient", "District Court", "--to", arg(to)]);
    command.args(["--as", arg(profile)]);
    command.output().expect("the program starts")
}

/// What the officer is told, and what a court then makes of the case file.
fn for_court(pair: &Pair, matter: &str, to: &Path) -> (String, String) {
    let output = export(pair, matter, to);
    let failed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{failed}");
    let policy = pair.policy();
    let report = comity(&["verify", arg(to), "--policy", arg(&policy)]);
    (String::from_utf8(output.stdout).expect("UTF-8"), report)
}

fn standing(pair: &Pair, verb: &str) {
    let data = arg(&pair.register.data);
    comity(&["register", verb, "XBB", "--data", data]);
}

/// Waits until the asking State no longer takes the other one for a member in good standing.
async fn no_longer_vouched_for(pair: &Pair) {
    let officer = pair.asking.who(Act::DraftRequest, 0);
    let began = Instant::now();
    loop {
        let report = officer.get("/api/v1/doctor").await.unwrap_or_default();
        let mut findings = report["findings"].as_array().into_iter().flatten();
        if !findings.any(|one| one["check"] == "peer XBB" && one["severity"] == "good") {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(SECONDS_MAX);
        assert!(!late, "it is still vouched for: {report}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_node_of_the_other_state_is_away_and_a_court_gets_its_case_file() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut pair, matter) = given(root.path()).await;
    let (said, report) = for_court(&pair, &matter, &root.path().join("live"));
    assert!(!said.contains("held them at"), "{said}");
    assert!(report.contains("As of         XAA: its keys as they were vouched for at "));

    pair.xbb.stop();
    // A process that knows nothing of what the one before it asked for.
    pair.xaa.stop();
    pair.xaa.start().await;
    let (said, report) = for_court(&pair, &matter, &root.path().join("away"));
    assert!(said.contains("as this node held them at "), "{said}");
    // Long lines are broken in their column.
    let flowing = report.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flowing.contains("XBB: its keys as they were vouched for at "),
        "{report}"
    );
    assert!(
        flowing.contains("its log as witnesses held it at "),
        "{report}"
    );

    // The register is away as well.
    pair.register.stop();
    for_court(&pair, &matter, &root.path().join("alone"));
    for node in [&mut pair.register, &mut pair.xbb] {
        node.start().await;
    }
    pair.acquainted().await;
    pair.down();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_is_suspended_then_withdrawn_and_a_court_gets_its_case_file() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut pair, matter) = given(root.path()).await;
    for verb in ["suspend", "withdraw"] {
        pair.register.stop();
        standing(&pair, verb);
        pair.register.start().await;
        no_longer_vouched_for(&pair).await;
        let (said, report) = for_court(&pair, &matter, &root.path().join(verb));
        assert!(said.contains("as this node held them at "), "{said}");
        assert!(report.contains("1 item"), "{report}");
    }
    pair.down();
}

/// What somebody does to a row.
type Change<'a> = &'a dyn Fn(&mut Value);

/// The rows of what is held.
async fn rows(data: &Path) -> Vec<(String, String)> {
    let pool = database(data).await;
    let query = "SELECT name, value FROM setting WHERE name LIKE 'case/%' ORDER BY name";
    let rows = sqlx::query_as(query).fetch_all(&pool).await.expect("rows");
    pool.close().await;
    rows
}

/// Writes them as they were, but for those of this kind, as somebody would who writes in the database.
async fn rewrite(data: &Path, rows: &[(String, String)], kind: &str, change: Change<'_>) {
    let pool = database(data).await;
    for (name, value) in rows {
        let mut document: Value = serde_json::from_str(value).expect("JSON");
        let before = document.clone();
        if name.starts_with(kind) {
            change(&mut document);
            assert_ne!(document, before, "nothing was changed");
        }
        let update = sqlx::query("UPDATE setting SET value = $1 WHERE name = $2");
        let update = update.bind(document.to_string()).bind(name.clone());
        update.execute(&pool).await.expect("written");
    }
    pool.close().await;
}

/// Every held proof, changed line by line.
fn each_proof(log: &mut Value, change: impl Fn(&mut Vec<String>)) {
    let proofs = log["proofs"].as_object_mut().expect("proofs");
    for proof in proofs.values_mut() {
        let text = proof.as_str().expect("a text");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        change(&mut lines);
        *proof = Value::from(lines.join("\n") + "\n");
    }
}

fn failed(case: &Path, policy: &Path) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(["verify", arg(case), "--policy", arg(policy), "--json"]);
    let output = command.output().expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let checks = report["checks"].as_array().expect("checks").iter();
    let failed = checks.filter(|check| check["verdict"] == "failed");
    failed
        .map(|check| check["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_held_and_was_rewritten_is_refused_here_or_by_the_court() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut pair, matter) = given(root.path()).await;
    pair.xbb.stop();
    pair.xaa.stop();
    let held = rows(&pair.xaa.data).await;
    assert_eq!(held.len(), 2, "{held:?}");
    // Whoever takes the witness's line away makes a proof that its log alone signed; and of what was not held yet the receipts
    // prove as much. A court wants more.
    let without_witness = |log: &mut Value| each_proof(log, |lines| drop(lines.pop()));
    let not_held_yet = |log: &mut Value| {
        log["proofs"] = json!({});
        log["extensions"] = json!([]);
    };
    let changes: [Change<'_>; 2] = [&without_witness, &not_held_yet];
    for (number, change) in changes.into_iter().enumerate() {
        rewrite(&pair.xaa.data, &held, "case/log/", change).await;
        pair.xaa.start().await;
        let to = root.path().join(format!("case-{number}"));
        let output = export(&pair, &matter, &to);
        assert!(output.status.success());
        let failures = failed(&to, &pair.policy());
        let lacking = |check: &String| check == "custody-witnesses";
        assert!(
            !failures.is_empty() && failures.iter().all(lacking),
            "{number}: {failures:?}"
        );
        pair.xaa.stop();
    }

    // What no longer adds up does not leave the house.
    let another_entry = |log: &mut Value| {
        each_proof(log, |lines| {
            let index = lines.iter_mut().find(|line| line.starts_with("index "));
            *index.expect("an index") = "index 0".to_owned();
        });
    };
    let of_another = |vouched: &mut Value| {
        let own = vouched["states"]["XAA"].clone();
        vouched["states"]["XBB"] = own;
    };
    let changes: [(&str, Change<'_>); 2] = [
        ("case/log/", &another_entry),
        ("case/vouched/", &of_another),
    ];
    for (kind, change) in changes {
        rewrite(&pair.xaa.data, &held, kind, change).await;
        pair.xaa.start().await;
        let output = export(&pair, &matter, &root.path().join("refused"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{kind} was believed");
        assert!(said.contains("restore the newest backup"), "{kind}: {said}");
        pair.xaa.stop();
    }
}
