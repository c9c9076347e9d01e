//! Keys that are changed: what the former ones signed stays evidence.

use crate::assistance::{Pair, one_file, stored};
use crate::desk::reaches;
use crate::support::{Node, arg, comity, enrol};
use comity_treaty::Act;

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
    pair.pull(&matter).await;
    let sealed = pair.export_for_court(&matter, &root.path().join("sealed"), &[]);
    assert!(sealed.contains("1 item"), "{sealed}");
    pair.down();
}
