//! `comity profile` and `comity law` as a State's lawyer uses them: files in, words and exit codes out.

use std::path::{Path, PathBuf};
use std::process::Command;

const XAA: &str = "../treaty/profiles/xaa.toml";
const XBB: &str = "../treaty/profiles/xbb.toml";

/// Runs the program: its exit code, and what it printed to either stream.
fn comity(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments)
        .env_remove("COMITY_PASSPHRASE")
        .output()
        .expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8(said).expect("UTF-8"),
    )
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("writes");
    path
}

fn arg(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn a_profile_is_checked_shown_and_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(comity(&["profile", "check", XBB]).0, 0);
    let text = std::fs::read_to_string(XBB).expect("reads");
    let faulty = written(
        folder.path(),
        "faulty.toml",
        &text.replace("days_max = 90", "days_max = 91"),
    );
    let (code, said) = comity(&["profile", "check", arg(&faulty)]);
    assert_eq!(code, 1);
    assert!(
        said.contains("faulty.toml:101:12: error: preservation_orders.days_max: 91 days"),
        "{said}"
    );
    let (code, said) = comity(&["profile", "check", arg(&faulty), "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, json["findings"][0]["line"].as_u64()), (1, Some(101)));
    let (code, said) = comity(&["profile", "show", XBB]);
    assert!(
        code == 0 && said.contains("Independent review: judge"),
        "{said}"
    );
    let newer = text.replace("version = 1", "version = 2\nsupersedes = 1");
    let newer = written(
        folder.path(),
        "newer.toml",
        &newer.replace("oral_urgent = false", "oral_urgent = true"),
    );
    let (code, said) = comity(&["profile", "diff", XBB, arg(&newer)]);
    assert!(
        code == 0 && said.contains("channels.oral_urgent: false -> true"),
        "{said}"
    );
}

#[test]
fn a_request_is_explained_offline() {
    let question = |more: &[&str]| {
        let two = [
            "--from",
            "XAA",
            "--to",
            "XBB",
            "--profile",
            XAA,
            "--profile",
            XBB,
        ];
        comity(&[&["law", "explain"], &two[..], more].concat())
    };
    let fraud = [
        "--measure",
        "stored_data",
        "--article",
        "13",
        "--jurisdiction",
        "territory",
    ];
    let (code, said) = question(&fraud);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("Penal Code of Arvenia, s. 263a"),
        "the profile cites the statute: {said}"
    );
    let access = [
        "--measure",
        "extradition",
        "--article",
        "7",
        "--jurisdiction",
        "territory",
    ];
    let (code, said) = question(&access);
    assert_eq!(code, 1);
    assert!(
        said.contains("NO  Is this way of cooperating open"),
        "{said}"
    );
    assert!(
        said.contains("state the element `security_measure_infringed`"),
        "{said}"
    );
    let (code, said) = question(
        &[
            &access[..],
            &["--element", "security_measure_infringed", "--json"],
        ]
        .concat(),
    );
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, json["allowed"].as_bool()), (0, Some(true)), "{said}");
}

#[test]
fn versions_only_rise_at_the_node_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let (register, node) = (folder.path().join("register"), folder.path().join("node"));
    let made = comity(&["init", "--register", "--data", arg(&register)]);
    assert_eq!(made.0, 0, "{}", made.1);
    let anchor = register.join("anchor.json");
    let (code, said) = comity(&[
        "init",
        "--state",
        "XBB",
        "--data",
        arg(&node),
        "--anchor",
        arg(&anchor),
    ]);
    assert!(code == 0 && said.contains("profile.toml"), "{said}");
    let example = node.join("profile.toml");
    assert_eq!(comity(&["profile", "check", arg(&example)]).0, 0);
    let publish = |file: &str| comity(&["profile", "publish", file, "--data", arg(&node)]);
    let (code, said) = publish(XBB);
    assert!(code == 0 && said.contains("the first"), "{said}");
    let (code, said) = publish(arg(&example));
    assert!(code != 0 && said.contains("versions only rise"), "{said}");
    let (code, said) = publish(XAA);
    assert!(
        code != 0 && said.contains("XBB"),
        "of another State: {said}"
    );
    let text = std::fs::read_to_string(XBB).expect("reads");
    let second = written(
        folder.path(),
        "second.toml",
        &text.replace("version = 1", "version = 2\nsupersedes = 1"),
    );
    let (code, said) = publish(arg(&second));
    assert!(
        code == 0 && said.contains("in place of version 1"),
        "{said}"
    );
    let ahead = text
        .replace("version = 1", "version = 3\nsupersedes = 2")
        .replace("2026-11-01", "2999-01-01");
    let (code, said) = publish(arg(&written(folder.path(), "ahead.toml", &ahead)));
    assert!(code != 0 && said.contains("future"), "{said}");
}
