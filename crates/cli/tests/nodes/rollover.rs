//! Keys that are changed: what the former ones signed stays evidence.

use crate::assistance::{Pair, one_file, stored};
use crate::desk::reaches;
use crate::support::{Node, arg, comity, enrol};
use comity_treaty::{Act, Role};
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
    // After the second one the directory names none of the keys that signed the matter.
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
    // Nothing of it was fetched, and the directory names none of the keys that signed its manifest.
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
