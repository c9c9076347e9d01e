//! Keys that are changed: what the former ones signed stays evidence.

use crate::assistance::{Pair, one_file, stored};
use crate::desk::reaches;
use crate::hosted::{Hosted, MovedClock};
use crate::support::{Node, arg, comity, enrol};
use comity_treaty::{Act, Role};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use std::time::{Duration, Instant};

const SECONDS_MAX: u64 = 60;

/// Prepares, enrols and switches the keys of both States, while the register goes on.
async fn rolled_over(pair: &mut Pair) {
    for (node, code) in [(&pair.xaa, "XAA"), (&pair.xbb, "XBB")] {
        comity(&["keys", "prepare", "--data", arg(&node.data)]);
        enrol(&pair.register, node, code);
    }
    for node in [&mut pair.xaa, &mut pair.xbb] {
        node.stop();
        comity(&["keys", "switch", "--data", arg(&node.data)]);
        node.start().await;
    }
    pair.acquainted().await;
}

fn former_keys(node: &Node) -> usize {
    let text = std::fs::read_to_string(node.data.join("former-keys.json"));
    let set: serde_json::Value = serde_json::from_str(&text.expect("former keys")).expect("JSON");
    set["keys"].as_array().expect("keys").len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_matter_older_than_two_roll_overs_is_exported_and_a_court_verifies_it() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = pair.released(&one_file(root.path())).await;
    pair.pull(&matter).await;
    // After the second one no key that signed the matter is in use any more.
    for times in 1..=2 {
        rolled_over(&mut pair).await;
        assert_eq!(former_keys(&pair.xaa), 2 * times);
    }
    let sealed = pair.export_for_court(&matter, &root.path().join("sealed"), &[]);
    assert!(sealed.contains("1 item"), "{sealed}");
    crate::evidence::open(&pair, &matter).await;
    pair.export_for_court(&matter, &root.path().join("opened"), &["--opened"]);

    let next = pair.send(&stored(), None).await;
    reaches(pair.asked.who(Act::Acknowledge, 0), &next, "received").await;
    pair.down();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_package_that_was_announced_before_the_roll_overs_is_fetched_after_them() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = pair.released(&one_file(root.path())).await;
    // Nothing of it was fetched, and no key that signed its manifest is in use any more.
    for _ in 0..2 {
        rolled_over(&mut pair).await;
    }
    pulled(&pair, &matter).await;
    let sealed = pair.export_for_court(&matter, &root.path().join("sealed"), &[]);
    assert!(sealed.contains("1 item"), "{sealed}");
    pair.down();
}

/// Pulls until it is done: a node that has just started may not have learnt the other one's newest keys.
async fn pulled(pair: &Pair, matter: &str) {
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let path = format!("/api/v1/matters/{matter}/evidence/pull");
    let began = Instant::now();
    loop {
        let answer = custodian.call(Method::POST, &path, &json!({})).await;
        let answer = answer.expect("an answer");
        if answer.status == 200 {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(SECONDS_MAX);
        assert!(!late, "it is not pulled: {}", answer.body);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn hosted(node: &Node, clock: &MovedClock) -> Hosted {
    Hosted::start(&node.data, clock, |routes| routes).await
}

/// Lets so many days pass for all. The register looks at once at what has to be signed anew and asked, as at every start.
async fn days_later(pair: &Pair, register: Hosted, clock: &MovedClock, days: i64) -> Hosted {
    register.stop().await;
    clock.pass(SignedDuration::from_hours(24 * days));
    hosted(&pair.register, clock).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_that_rolled_over_is_believed_long_after_and_letters_of_before_arrive() {
    let root = tempfile::tempdir().expect("a folder");
    let (pair, clock) = (Pair::new(root.path()), MovedClock::default());
    let mut register = hosted(&pair.register, &clock).await;
    let (xaa, xbb) = (
        hosted(&pair.xaa, &clock).await,
        hosted(&pair.xbb, &clock).await,
    );
    pair.acquainted().await;
    comity(&["keys", "prepare", "--data", arg(&pair.xaa.data)]);
    enrol(&pair.register, &pair.xaa, "XAA");

    // A letter waits for a node that is away, its keys roll over, and more than their seven days pass.
    xbb.stop().await;
    let waiting = pair.send(&stored(), None).await;
    xaa.stop().await;
    comity(&["keys", "switch", "--data", arg(&pair.xaa.data)]);
    let xaa = hosted(&pair.xaa, &clock).await;
    register = days_later(&pair, register, &clock, 0).await;
    register = days_later(&pair, register, &clock, 10).await;
    let xbb = hosted(&pair.xbb, &clock).await;
    pair.acquainted().await;
    reaches(pair.asked.who(Act::Acknowledge, 0), &waiting, "received").await;

    // Every statement that a State made of itself lasts 400 days. Nobody sends a new one, and nobody is forgotten.
    register = days_later(&pair, register, &clock, 401).await;
    pair.acquainted().await;
    let next = pair.send(&stored(), None).await;
    reaches(pair.asked.who(Act::Acknowledge, 0), &next, "received").await;
    let found = register.node().doctor().await;
    let member = |check: &str| check == "members" || check.starts_with("enrolment");
    let of_members = found
        .iter()
        .filter(|found| member(&found.check.to_string()));
    let said: Vec<String> = of_members.map(|found| found.finding.to_string()).collect();
    assert_eq!(said, ["2 member(s); other States believe each"]);
    for node in [xaa, xbb, register] {
        let report = node.node().fsck().await.expect("it is compared");
        assert_eq!(report.differences, [] as [String; 0]);
        node.stop().await;
    }
}
