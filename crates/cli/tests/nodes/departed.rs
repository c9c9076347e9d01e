//! Case files of matters with a State that is no longer there: a court gets them all the same, and believes no forged ones.

use crate::assistance::{Pair, one_file};
use crate::support::{arg, comity};
use comity_treaty::{Act, Role};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const SECONDS_MAX: u64 = 60;
const GAUGE: &str = "comity_case_files_unheld 0\n";

/// Evidence that was asked for, given and fetched; what a court needs of the State that gave it is held.
async fn given(root: &Path) -> (Pair, String) {
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

fn export(pair: &Pair, matter: &str, to: &Path) -> Output {
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
    assert!(
        report.contains("XBB: its keys as they were vouched for at "),
        "{report}"
    );
    assert!(
        report.contains("its log as witnesses held it at "),
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

/// Changes one row of what is held, as somebody who writes in the database would.
async fn rewrite(data: &Path, like: &str, change: impl Fn(&str) -> String) {
    let path = format!("sqlite://{}", data.join("node.db").display());
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&path).await.expect("a database");
    let row =
        sqlx::query_as::<_, (String, String)>("SELECT name, value FROM setting WHERE name LIKE $1");
    let rows = row
        .bind(like.to_owned())
        .fetch_all(&pool)
        .await
        .expect("rows");
    assert!(!rows.is_empty(), "nothing is held");
    for (name, value) in rows {
        let changed = change(&value);
        assert_ne!(changed, value, "nothing was changed");
        let update = sqlx::query("UPDATE setting SET value = $1 WHERE name = $2");
        update
            .bind(changed)
            .bind(name)
            .execute(&pool)
            .await
            .expect("written");
    }
    pool.close().await;
}

/// The same, where the row is a document.
async fn rewrite_document(data: &Path, like: &str, change: impl Fn(&mut Value)) {
    let changed = |text: &str| {
        let mut document = serde_json::from_str(text).expect("JSON");
        change(&mut document);
        document.to_string()
    };
    rewrite(data, like, changed).await;
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
    let database = pair.xaa.data.join("node.db");
    let kept = std::fs::read(&database).expect("a database");
    let to = root.path().join("case");

    // Whoever takes the witness's line away makes a proof that its log alone signed: a court wants more.
    let without_witness = |log: &mut Value| each_proof(log, |lines| drop(lines.pop()));
    rewrite_document(&pair.xaa.data, "case/log/%", without_witness).await;
    pair.xaa.start().await;
    let output = export(&pair, &matter, &to);
    assert!(output.status.success());
    let failures = failed(&to, &pair.policy());
    assert!(
        failures.contains(&"custody-witnesses".to_owned()),
        "{failures:?}"
    );
    pair.xaa.stop();

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
    for like in ["case/log/%", "case/vouched/%"] {
        std::fs::write(&database, &kept).expect("written");
        if like == "case/log/%" {
            rewrite_document(&pair.xaa.data, like, another_entry).await;
        } else {
            rewrite_document(&pair.xaa.data, like, of_another).await;
        }
        pair.xaa.start().await;
        let output = export(&pair, &matter, &root.path().join("refused"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{like} was believed");
        assert!(said.contains("restore the newest backup"), "{like}: {said}");
        pair.xaa.stop();
    }
}
