//! Packages that are damaged where they lie, sealed again, pulled again, or made of files whose names deceive.

use crate::assistance::{Pair, one_file, stored};
use crate::desk::{act, reaches, seen};
use crate::support::{arg, comity};
use comity_treaty::Role;
use reqwest::Method;
use serde_json::json;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("packages")).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_package_damaged_at_its_sender_is_named_with_its_slice_and_the_act() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let file = root.path().join("big.bin");
    std::fs::write(&file, vec![7; 3 << 20]).expect("written");
    let matter = pair.released(&file).await;
    let sealed = files(&pair.xbb.data, "age").remove(0);
    let whole = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&sealed)
        .expect("open");
    let (place, mut byte) = ((2 << 20) + 17, [0]);
    whole.read_exact_at(&mut byte, place).expect("read");
    whole.write_all_at(&[byte[0] ^ 1], place).expect("written");

    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let path = format!("/api/v1/matters/{matter}/evidence/pull");
    let answer = custodian
        .call(Method::POST, &path, &json!({}))
        .await
        .expect("an answer");
    let detail = answer.body["detail"].as_str().unwrap_or_default();
    assert_eq!(answer.status, 409, "{}", answer.body);
    let parts = ["slice ", "damaged at the other State", "report_faulty"];
    assert!(parts.iter().all(|part| detail.contains(part)), "{detail}");
    assert_eq!(seen(custodian, &matter).await["stage"], "transferred");
    assert_eq!(
        files(&pair.xaa.data, "pulling").len(),
        1,
        "what came is kept"
    );

    whole.write_all_at(&byte, place).expect("mended");
    pair.pull(&matter).await;
    // Once more: nothing is fetched, nothing told, and that is said.
    let before = events(&pair, &matter).await;
    let again = comity(&["evidence", "pull", &matter, "--as", arg(&custodian.profile)]);
    assert!(again.contains("here already"), "{again}");
    assert_eq!(events(&pair, &matter).await, before);
    pair.down();
}

/// How many events the requesting State has of a matter.
async fn events(pair: &Pair, matter: &str) -> usize {
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let path = format!("/api/v1/matters/{matter}/history");
    let history = custodian.get(&path).await.expect("a history");
    history["events"].as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealing_again_leaves_no_bytes_behind_and_a_stranger_is_named() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let now = jiff::Timestamp::now();
    let matter = pair.under_review(&stored()).await;
    pair.authorise(&matter, now).await;
    pair.pass_gate(&matter, now).await;
    deceiving_names(&pair, &matter, root.path());
    pair.seal(&matter, &one_file(root.path()));
    let first = files(&pair.xbb.data, "age");
    assert_eq!(first.len(), 1);
    let custodian = pair.asked.of_role(Role::EvidenceCustodian, 0);
    let approver = pair.asked.of_role(Role::Approver, 0);
    act(
        approver,
        &matter,
        "return_to_review",
        &json!({ "note": "One file is missing." }),
    )
    .await;
    pair.authorise(&matter, jiff::Timestamp::now()).await;
    pair.seal(&matter, &one_file(root.path()));
    reaches(custodian, &matter, "sealed").await;
    let second = files(&pair.xbb.data, "age");
    assert!(second.len() == 1 && second != first, "{second:?}");

    let stranger = pair
        .xbb
        .data
        .join("packages")
        .join(format!("{}.age", "ab".repeat(32)));
    std::fs::write(&stranger, "whose?").expect("written");
    let report = comity(&["fsck", "--data", arg(&pair.xbb.data)]);
    assert!(
        report.contains("ORPHAN") && report.contains(arg(&stranger)),
        "{report}"
    );
    std::fs::remove_file(stranger).expect("gone");
    pair.down();
}

/// Names that show something else than they are: nothing is sealed, and the file is named without its tricks.
fn deceiving_names(pair: &Pair, matter: &str, root: &Path) {
    let profile = arg(&pair.asked.of_role(Role::EvidenceCustodian, 0).profile);
    let cases = [
        ("invoice\u{202e}fdp.exe", "U+202E"),
        ("a\nb.txt", "U+000A"),
        ("a\u{1b}[2J", "U+001B"),
    ];
    for (name, says) in cases {
        let path = root.join(name);
        std::fs::write(&path, "x").expect("written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
        command.args(["evidence", "seal", matter, arg(&path), "--as", profile]);
        let said = String::from_utf8(command.output().expect("it runs").stderr).expect("UTF-8");
        assert!(
            said.contains(says) && said.contains("under another name"),
            "{said}"
        );
        assert!(!said.contains(name), "{said}");
    }
    assert_eq!(files(&pair.xbb.data, "age"), Vec::<PathBuf>::new());
}
