//! The house: which crate may use which, and what may never be linked.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// Dependencies run one way. A crate that is not here has no place in the house.
const MAY_USE: &[(&str, &[&str])] = &[
    ("comity-custody", &[]),
    ("comity-treaty", &[]),
    // The words of the law's tables, for letters and pages.
    ("comity-lexicon", &["treaty"]),
    // A leaf: the node runs its program and never links it.
    ("comity-letters", &["treaty", "lexicon"]),
    ("comity-evidence", &["custody"]),
    ("comity-wire", &["custody", "treaty", "evidence"]),
    ("comity-store", &["custody", "treaty", "evidence", "wire"]),
    (
        "comity-node",
        &["custody", "treaty", "evidence", "wire", "store"],
    ),
    // Pages and routes reach the store only through the node's use cases.
    (
        "comity-web",
        &["custody", "treaty", "lexicon", "evidence", "wire", "node"],
    ),
    (
        "comity",
        &[
            "custody", "treaty", "evidence", "wire", "store", "node", "web",
        ],
    ),
    // It runs the others as programs; as a library it would decide what it judges.
    ("xtask", &[]),
];

/// What the pure crates may not even have at hand: I/O runtimes, databases, HTTP.
const PURE: &[&str] = &[
    "comity-custody",
    "comity-treaty",
    "comity-lexicon",
    "comity-evidence",
    "comity-wire",
];
const SHELL_ONLY: &[&str] = &[
    "tokio",
    "sqlx",
    "axum",
    "reqwest",
    "rustls",
    "tracing",
    "futures-util",
];

/// A second provider of cryptography panics at the first handshake, or links a library
/// that the system must bring.
const NEVER_LINKED: &[&str] = &["ring", "openssl-sys", "openssl", "native-tls"];

const PLATFORM: &str = "x86_64-unknown-linux-gnu";

fn cargo(arguments: &[&str]) -> String {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(program)
        .args(arguments)
        .current_dir("..")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Each member of the workspace with the names of what it uses outside its tests.
fn members() -> BTreeMap<String, Vec<String>> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let used = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap();
        let built = all.iter().filter(|one| one["kind"] != "dev");
        built.map(|one| text(&one["name"])).collect()
    };
    packages
        .iter()
        .map(|package| (text(&package["name"]), used(package)))
        .collect()
}

#[test]
fn dependencies_run_one_way() {
    for (name, used) in members() {
        let allowed = MAY_USE.iter().find(|(member, _)| *member == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name} has no place in the house"));
        for ours in used.iter().filter_map(|used| used.strip_prefix("comity-")) {
            assert!(allowed.contains(&ours), "{name} may not use comity-{ours}");
        }
    }
}

#[test]
fn pure_crates_hold_no_shell() {
    let members = members();
    for pure in PURE {
        for used in &members[*pure] {
            assert!(
                !SHELL_ONLY.contains(&used.as_str()),
                "{pure} is pure and uses {used}"
            );
        }
    }
}

/// The sources of a crate, each with its name.
fn sources(folder: &std::path::Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            all.push((path.display().to_string(), text));
        }
    }
}

/// The names in the tables of phrases of a source: `A_TEXT = "fault-text", "a text";`.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    let tables = text.split("phrases! {").skip(1);
    let lines = tables.flat_map(str::lines);
    let rows = lines.filter_map(|line| line.trim().split_once(" = \""));
    rows.map(|(name, _)| name).filter(|name| {
        let letter = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
        name.bytes().all(letter)
    })
}

#[test]
fn every_phrase_of_a_table_is_said() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut tables = 0;
    for crate_of in ["treaty", "wire", "node"] {
        let mut all = Vec::new();
        sources(&crates.join(crate_of).join("src"), &mut all);
        for (name, text) in &all {
            let module = std::path::Path::new(name).file_stem().expect("a name");
            let module = module.to_str().expect("a name in letters");
            for phrase in phrases(text) {
                tables += 1;
                let here = format!("{phrase}.");
                let said = |text: &str, what: &str| {
                    text.match_indices(what).any(|(at, _)| {
                        let rest = &text[at + what.len()..];
                        !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                    })
                };
                // Whoever uses the table may have a shorter name for it.
                let shorter = format!("use crate::{module} as ");
                let there = |text: &String| {
                    let alias = text
                        .split_once(&shorter)
                        .and_then(|(_, rest)| rest.split_once(';'));
                    let table = alias.map_or(module, |(alias, _)| alias);
                    said(text, &format!("{table}::{phrase}"))
                };
                assert!(
                    said(text, &here) || all.iter().any(|(_, text)| there(text)),
                    "{name}: nobody says {phrase}"
                );
            }
        }
    }
    assert!(tables > 90, "{tables} phrases");
}

#[test]
fn one_provider_of_cryptography_is_linked() {
    let tree = cargo(&[
        "tree",
        "--workspace",
        "--all-features",
        "--target",
        PLATFORM,
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let linked = |name: &str| {
        tree.lines()
            .any(|line| line.split(' ').next() == Some(name))
    };
    assert!(
        linked("aws-lc-rs"),
        "the tree is not what it seems:\n{tree}"
    );
    for name in NEVER_LINKED {
        assert!(
            !linked(name),
            "{name} is linked; `cargo tree -i {name}` says through whom"
        );
    }
}

#[test]
fn the_offline_verifier_links_no_node() {
    let tree = cargo(&[
        "tree",
        "-p",
        "comity",
        "--no-default-features",
        "--target",
        PLATFORM,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        let node = ["comity-store", "comity-node", "comity-web"].contains(&name);
        assert!(
            !node && !SHELL_ONLY.contains(&name),
            "the verifier alone links {name}"
        );
    }
}
