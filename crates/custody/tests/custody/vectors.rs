//! The test vectors of `docs/formats/custody-log.md`: computed here, compared there.
//!
//! `COMITY_WRITE_VECTORS=1 cargo test -p comity-custody vectors` writes them.

use std::fmt::Write as _;
use std::path::PathBuf;

use comity_custody::{
    AddCheckpoint, Digest, Entry, Note, NoteSigner, Policy, TileId, TlogProof, encode_bundle,
    leaf_hash, node_hash, prove_consistency,
};

use crate::oracle::Logs;
use crate::shown::{Cast, ORIGIN};

const AT: u64 = 1_790_000_000;

/// The size of the log the vectors speak of, and of its checkpoint cosigned before.
const SIZE: u64 = 11;
const OLD: u64 = 6;

fn document() -> PathBuf {
    PathBuf::from("../../docs/formats/custody-log.md")
}

#[test]
fn the_vectors_of_the_format_are_what_the_code_computes() {
    let mut text = std::fs::read_to_string(document()).unwrap();
    let written = text.clone();
    for (name, vector) in vectors() {
        let mark = format!("<!-- vector: {name} -->\n```\n");
        let start = text
            .find(&mark)
            .unwrap_or_else(|| panic!("no vector {name}"))
            + mark.len();
        let end = start + text[start..].find("```\n").unwrap();
        text.replace_range(start..end, &vector);
    }
    if std::env::var_os("COMITY_WRITE_VECTORS").is_some() {
        std::fs::write(document(), &text).unwrap();
        return;
    }
    assert!(
        text == written,
        "vectors differ; compare with COMITY_WRITE_VECTORS=1 and git diff"
    );
    assert_eq!(text.matches("<!-- vector:").count(), vectors().len());
}

fn vectors() -> Vec<(&'static str, String)> {
    let (cast, logs) = (Cast::new(), Logs::of_size(300));
    vec![
        ("hashes", hashes()),
        ("roots", roots(&logs)),
        ("paths", paths()),
        ("entry", entries()),
        ("bundle", bundle()),
        ("keys", keys(&cast)),
        ("checkpoint", checkpoint(&cast, &logs).to_string()),
        ("ml-dsa-44", ml_dsa_44(&cast, &logs)),
        ("add-checkpoint", add_checkpoint(&cast, &logs).to_string()),
        ("proof", proof(&cast, &logs).to_string()),
        ("policy", policy(&cast)),
    ]
}

fn hashes() -> String {
    let (a, b) = (leaf_hash(b"0"), leaf_hash(b"1"));
    format!(
        "empty tree       {}\nleaf \"\"          {}\nleaf \"0\"         {a}\nleaf \"1\"         {b}\nnode of the two  {}\n",
        Digest::of_empty_tree(),
        leaf_hash(b""),
        node_hash(a, b),
    )
}

fn roots(logs: &Logs) -> String {
    let sizes = [1, 2, 3, 4, 5, 6, 7, 8, 11, 255, 256, 257, 300];
    let mut lines = String::new();
    for size in sizes {
        writeln!(lines, "{size:>3}  {}", logs.roots[size]).unwrap();
    }
    lines
}

fn paths() -> String {
    let tiles = [
        (0, 0, 256),
        (0, 273, 112),
        (1, 0, 1),
        (2, 1_234_067, 256),
        (0, 1_000, 255),
    ];
    let mut lines = String::new();
    for (level, index, width) in tiles {
        let id = TileId::new(level, index, width).unwrap();
        writeln!(lines, "{level} {index} {width}  {id}").unwrap();
    }
    let bundle = TileId::new(0, 1_234, 7).unwrap();
    writeln!(lines, "entries 1234 7  {}", bundle.entries_path()).unwrap();
    lines
}

fn two_entries() -> [Entry; 2] {
    let matter = "0193b8a0-6c1e-7000-8000-000000000001";
    let entry = |at: &str, kind, event: &[u8], previous| {
        let digest = Digest::of(event);
        Entry::new(at.parse().unwrap(), matter, kind, digest, previous).unwrap()
    };
    let first = entry(
        "2026-11-24T02:23:00Z",
        "preservation.requested",
        b"first",
        None,
    );
    let previous = Some(first.leaf_hash());
    let second = entry(
        "2026-11-24T02:23:00.5Z",
        "preservation.ordered",
        b"second",
        previous,
    );
    [first, second]
}

fn entries() -> String {
    let mut lines = String::new();
    for entry in two_entries() {
        let bytes = String::from_utf8(entry.to_bytes()).unwrap();
        writeln!(lines, "{bytes}\n{}\n", entry.leaf_hash()).unwrap();
    }
    lines.pop();
    lines
}

fn bundle() -> String {
    let entries = [b"0".as_slice(), b"", b"two"];
    format!("{}\n", hex::encode(encode_bundle(entries).unwrap()))
}

fn keys(cast: &Cast) -> String {
    let pq = cast.second.verifier();
    format!(
        "{}\n{}\nqo.example/witness, key id {:08x}, SHA-256 of the public key {}\n",
        cast.log.verifier(),
        cast.first.verifier(),
        pq.key_id(),
        Digest::of(pq.public_key()),
    )
}

/// Signed by the log, cosigned by the Ed25519 witness: no line depends on chance.
fn checkpoint(cast: &Cast, logs: &Logs) -> Note {
    let root = logs.roots[usize::try_from(SIZE).unwrap()];
    let checkpoint = comity_custody::Checkpoint::new(ORIGIN, SIZE, root).unwrap();
    checkpoint.sign(&[&cast.log, &cast.first], AT).unwrap()
}

/// The bytes signed, and one signature made earlier (each one differs).
fn ml_dsa_44(cast: &Cast, logs: &Logs) -> String {
    let name = cast.second.verifier().name();
    let root = logs.roots[usize::try_from(SIZE).unwrap()];
    let message = [
        b"subtree/v1\n\0".as_slice(),
        &[u8::try_from(name.len()).unwrap()],
        name.as_bytes(),
        &AT.to_be_bytes(),
        &[u8::try_from(ORIGIN.len()).unwrap()],
        ORIGIN.as_bytes(),
        &0u64.to_be_bytes(),
        &SIZE.to_be_bytes(),
        root.as_bytes(),
    ];
    format!("{}\n", hex::encode(message.concat()))
}

fn add_checkpoint(cast: &Cast, logs: &Logs) -> AddCheckpoint {
    let proof = prove_consistency(OLD, SIZE, &logs.tiles).unwrap();
    AddCheckpoint::new(OLD, proof, checkpoint(cast, logs)).unwrap()
}

fn proof(cast: &Cast, logs: &Logs) -> TlogProof {
    TlogProof {
        extra: Some(b"annex 3".to_vec()),
        index: 9,
        proof: comity_custody::prove_inclusion(9, SIZE, &logs.tiles).unwrap(),
        checkpoint: checkpoint(cast, logs),
    }
}

fn policy(cast: &Cast) -> String {
    format!(
        "log {}\nwitness QN {}\nwitness QP {}\ngroup States any QN QP\nquorum States\n",
        cast.log.verifier(),
        cast.first.verifier(),
        cast.third.verifier(),
    )
}

#[test]
fn the_proof_of_the_format_satisfies_its_policy() {
    let (cast, logs) = (Cast::new(), Logs::of_size(300));
    let policy = Policy::parse(&policy(&cast)).unwrap();
    let checked = proof(&cast, &logs).verify(b"9", &policy).unwrap();
    assert_eq!(checked.witnessed[0].at, AT);
}

/// A whole note with a post-quantum cosignature, kept as a file: its signature
/// line is longer than a page of text has room for.
#[test]
fn the_kept_ml_dsa_44_cosignature_verifies() {
    let (cast, logs) = (Cast::new(), Logs::of_size(11));
    let path = PathBuf::from("tests/custody/ml-dsa-44.note");
    if std::env::var_os("COMITY_WRITE_VECTORS").is_some() && !path.exists() {
        let mut note = checkpoint(&cast, &logs);
        let text = note.text().to_owned();
        note.add([cast.second.cosign(&text, AT).unwrap()]);
        std::fs::write(&path, note.to_string()).unwrap();
    }
    let note = Note::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(note.text(), checkpoint(&cast, &logs).text());
    let signer: &NoteSigner = &cast.second;
    assert_eq!(signer.verifier().verify(&note).unwrap().at, Some(AT));
}
