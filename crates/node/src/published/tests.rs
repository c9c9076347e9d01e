//! Files of the log that were lost or changed while no node ran.

use comity_custody::Digest;
use comity_store::{Commit, NewEntry};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

use super::{Extent, FOLDER};
use crate::neighbours::made;
use crate::node::Node;
use crate::world::World;

/// More than one full tile, and a part of the next one.
const ENTRIES: u16 = 600;

async fn node() -> (TempDir, Arc<Node>) {
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let root = tempfile::tempdir().unwrap();
    let data = made(root.path(), None, None, 7443);
    let node = Node::open(&data, None, World::system()).await.unwrap();
    (root, node)
}

async fn note(node: &Node, numbers: std::ops::Range<u16>) {
    let entry = |number: u16| NewEntry {
        at: node.now(),
        matter: None,
        kind: "test".into(),
        digest: Digest::of(&number.to_be_bytes()),
    };
    let commit = Commit {
        entries: numbers.map(entry).collect(),
        ..Commit::default()
    };
    node.store.commit(commit).await.unwrap();
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[7] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn cut(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
}

fn remove(path: &Path) {
    fs::remove_file(path).unwrap();
}

/// What happens to which file, and what is said of it.
type Row = (&'static str, fn(&Path), &'static str);

const ROWS: [Row; 8] = [
    ("tile/0/000", remove, "is missing"),
    ("tile/0/000", flip, "differs from the log"),
    ("tile/0/001", cut, "differs from the log"),
    ("tile/entries/000", flip, "differs from the log"),
    ("tile/entries/001", remove, "is missing"),
    ("tile/0/002.p/88", flip, "differs from the log"),
    ("tile/1/000.p/2", remove, "is missing"),
    ("checkpoint", cut, "is none that this log signed"),
];

#[tokio::test]
async fn a_lost_or_damaged_file_of_the_log_is_named_and_written_again() {
    let (_root, node) = node().await;
    note(&node, 0..ENTRIES).await;
    assert_eq!(
        node.published_faults().await.unwrap(),
        (0, vec![]),
        "there are none yet"
    );
    node.publish_log(Extent::New).await.unwrap();
    let (looked, faults) = node.published_faults().await.unwrap();
    // Three tiles and their bundles, one tile above them, and the checkpoint.
    assert_eq!((looked, &faults[..]), (8, &[][..]));
    let folder = node.data.join(FOLDER);
    for (path, harm, what) in ROWS {
        let place = folder.join(path);
        let before = fs::read(&place).unwrap();
        harm(&place);
        let report = node.fsck().await.unwrap();
        let named = format!("custody/{path}: {what}");
        let told = report.unlike.iter().any(|found| found.starts_with(&named));
        assert!(told, "{named}: {:?}", report.unlike);
        node.publish_log(Extent::Whole).await.unwrap();
        assert_eq!(fs::read(&place).unwrap(), before, "{path}");
        assert_eq!(
            node.fsck().await.unwrap().unlike,
            [] as [String; 0],
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_tile_that_became_full_meanwhile_is_no_fault() {
    let (_root, node) = node().await;
    note(&node, 0..ENTRIES).await;
    node.publish_log(Extent::New).await.unwrap();
    let checkpoint = node.data.join(FOLDER).join("checkpoint");
    let before = fs::read(&checkpoint).unwrap();
    note(&node, ENTRIES..ENTRIES + 300).await;
    node.publish_log(Extent::New).await.unwrap();
    // As between the files of a publication and its checkpoint.
    fs::write(&checkpoint, before).unwrap();
    let (_, faults) = node.published_faults().await.unwrap();
    assert_eq!(faults, [] as [String; 0]);
}
