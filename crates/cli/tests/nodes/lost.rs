//! A database that is lost, or older than what was published, is never taken for a new beginning.

use crate::support::{Node, arg, knows, particulars, three_nodes};
use reqwest::Method;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const SECONDS_MAX: u64 = 30;
const FILES: [&str; 3] = ["node.db", "node.db-wal", "node.db-shm"];

fn fsck(node: &Node) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(["fsck", "--data", arg(&node.data)]);
    command.output().expect("the program starts")
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

fn move_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for file in FILES.iter().filter(|file| from.join(file).exists()) {
        std::fs::rename(from.join(file), to.join(file)).expect("it moves");
    }
}

/// Waits until the log on disk holds the entry.
async fn published(node: &Node, entry: u64) {
    let (path, began) = (node.data.join("custody/checkpoint"), Instant::now());
    loop {
        let checkpoint = std::fs::read_to_string(&path).unwrap_or_default();
        let size = checkpoint
            .lines()
            .nth(1)
            .and_then(|size| size.parse::<u64>().ok());
        if size.is_some_and(|size| size > entry) {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(SECONDS_MAX);
        assert!(!late, "the log is not published:\n{}", node.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_or_older_database_is_no_new_beginning() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut register, mut xaa, mut xbb) = three_nodes(root.path());
    let duty = xaa.officer("duty_officer");
    register.start().await;
    xbb.start().await;
    xaa.start().await;
    knows(&duty, "XBB").await;
    let ask = json!({ "measure": "preservation", "to": "XBB", "particulars": particulars() });
    let older = root.path().join("older");
    for round in 0..2 {
        let answer = duty.call(Method::POST, "/api/v1/requests", &ask).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 200);
        published(&xaa, answer.body["entry"].as_u64().expect("an entry")).await;
        xaa.stop();
        assert!(fsck(&xaa).status.success(), "{}", said(&fsck(&xaa)));
        if round == 0 {
            std::fs::create_dir_all(&older).expect("a folder");
            for file in FILES.iter().filter(|file| xaa.data.join(file).exists()) {
                std::fs::copy(xaa.data.join(file), older.join(file)).expect("a copy");
            }
            xaa.start().await;
        }
    }
    let newest = root.path().join("newest");
    move_all(&xaa.data, &newest);
    let lost = fsck(&xaa);
    assert!(
        !lost.status.success() && said(&lost).contains("database"),
        "{}",
        said(&lost)
    );
    assert!(
        !xaa.data.join("node.db").exists(),
        "an empty database was made"
    );
    move_all(&older, &xaa.data);
    let old = fsck(&xaa);
    assert!(
        !old.status.success() && said(&old).contains("older"),
        "{}",
        said(&old)
    );
    move_all(&xaa.data, &older);
    move_all(&newest, &xaa.data);
    assert!(fsck(&xaa).status.success());
    xbb.stop();
    register.stop();
}
