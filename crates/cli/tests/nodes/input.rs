//! What officers type wrong: every fault is told with its place, in the file or in the body, and nothing is written.

use crate::support::{Officer, answer, arg, comity, knows, particulars, three_nodes};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Runs the program, which must say no; returns what it says.
fn refused(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments)
        .output();
    let output = run.expect("the program starts");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn ask(officer: &Officer, to: &str, file: &Path) -> String {
    let profile = arg(&officer.profile);
    let what = ["request", "preserve", "--to", to, "--particulars"];
    refused(&[&what[..], &[arg(file), "--as", profile]].concat())
}

/// Good particulars but for one value.
fn with(pointer: &str, value: Value) -> String {
    let mut document = particulars();
    *document.pointer_mut(pointer).expect("a field") = value;
    serde_json::to_string_pretty(&document).expect("JSON")
}

/// File name, content, and what the refusal must say.
fn cases() -> Vec<(&'static str, String, &'static [&'static str])> {
    let deep = with("/accounts/0/identifier", json!(5));
    let escape = with("/facts", json!("He wrote \u{1b}[31mred"));
    let turned = with("/custodian", json!("Mail \u{202e}elpmaxE"));
    let month = with("/offence/max_penalty_months", json!(-4));
    let toml = "language = \"en\"\nfacts = 5\n".to_owned();
    vec![
        (
            "number.json",
            "-1".into(),
            &[
                "number.json:1:1: the whole document",
                "an object, not the number `-1`",
            ],
        ),
        (
            "null.json",
            "\n  null".into(),
            &["null.json:2:3: ", "an object, not null"],
        ),
        ("list.json", "[]".into(), &["list.json:1:1: ", "an object"]),
        (
            "cut.json",
            "{\n \"facts\": }".into(),
            &["cut.json:2:11: not JSON"],
        ),
        (
            "deep.json",
            deep,
            &[
                "deep.json:4:21: accounts.0.identifier (Art. 42",
                "a text, not the number `5`",
            ],
        ),
        (
            "month.json",
            month,
            &["offence.max_penalty_months", "not the number `-4`"],
        ),
        (
            "five.toml",
            toml,
            &["five.toml:2:9: facts", "a text, not the number `5`"],
        ),
        (
            "broken.toml",
            "facts = ".into(),
            &["broken.toml: not TOML", "line 1"],
        ),
        (
            "escape.json",
            escape,
            &[
                "escape.json:",
                "facts: expected a text without control",
                "U+001B",
            ],
        ),
        ("turned.json", turned, &["custodian: expected", "U+202E"]),
        (
            "huge.json",
            " ".repeat((1 << 20) + 1),
            &["huge.json: longer than 1048576 bytes"],
        ),
        (
            "odd.yaml",
            "a: b".into(),
            &["odd.yaml: give a .json or a .toml document"],
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_that_does_not_read_is_told_where() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut register, mut xaa, mut xbb) = three_nodes(root.path());
    let officer = xaa.officer("duty_officer");
    for node in [&mut register, &mut xaa, &mut xbb] {
        node.start().await;
    }
    knows(&officer, "XBB").await;

    for (name, content, says) in cases() {
        let file = root.path().join(name);
        std::fs::write(&file, content).expect("written");
        let said = ask(&officer, "XBB", &file);
        for part in says {
            assert!(said.contains(part), "{name}: {part}\n{said}");
        }
        assert!(
            !said.contains('\u{1b}') && !said.contains("()"),
            "{name}: {said}"
        );
    }
    let endless = ask(&officer, "XBB", Path::new("/dev/zero"));
    assert!(endless.contains("/dev/zero: longer than"), "{endless}");

    let good = root.path().join("good.json");
    std::fs::write(&good, particulars().to_string()).expect("written");
    let said = ask(&officer, "XZZ", &good);
    let names = ["to: expected a member", "there is no XZZ", "comity members"];
    assert!(names.iter().all(|part| said.contains(part)), "{said}");
    let members = comity(&["members", "--as", arg(&officer.profile)]);
    assert!(
        members.contains("XAA  this State") && members.contains("XBB  active"),
        "{members}"
    );

    for (option, value, says) in [
        ("--side", "sending", "`requesting`, `requested`"),
        ("--with", "XZZ", "no XZZ in it"),
    ] {
        let said = refused(&["inbox", option, value, "--as", arg(&officer.profile)]);
        assert!(said.contains(says), "{said}");
    }
    bodies(&officer, &xaa.url).await;
    assert_eq!(
        comity(&["inbox", "--as", arg(&officer.profile)]),
        "Nothing here.\n"
    );
    acts(&officer, &good, root.path());
    for node in [&mut register, &mut xaa, &mut xbb] {
        node.stop();
    }
}

/// The same over HTTP: a pointer for what is of another type, line and column for what is no JSON.
async fn bodies(officer: &Officer, url: &str) {
    let path = "/api/v1/requests";
    let cases = [
        (json!({ "measure": 1 }), "#/measure"),
        (json!([]), "#"),
        (
            json!({ "measure": "preservation", "to": "XBB", "particulars": null }),
            "#/particulars",
        ),
        (
            json!({ "measure": "preservation", "to": "XBB", "particulars": { "facts": 5 } }),
            "#/particulars/facts",
        ),
        (
            json!({ "measure": "preservation", "to": "XBB", "particulars": { "facts": "\u{9b}" } }),
            "#/particulars/facts",
        ),
        (
            json!({ "measure": "stored_data", "to": "XBB", "particulars": { "accounts": [{}] } }),
            "#/particulars/accounts/0/",
        ),
        (
            json!({ "measure": "extradition", "to": "XBB", "particulars": { "basis": 5 } }),
            "#/particulars/",
        ),
        (
            json!({ "measure": "preservation", "to": "", "particulars": {} }),
            "#/to",
        ),
        (
            json!({ "measure": "bogus", "to": "XBB", "particulars": {} }),
            "#/measure",
        ),
    ];
    for (body, pointer) in cases {
        let answer = officer.call(Method::POST, path, &body).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
        let found = answer.body["errors"][0]["pointer"].as_str();
        let found = found.unwrap_or_default();
        assert!(found.starts_with(pointer), "{body}: {}", answer.body);
    }
    let request = officer.http.post(format!("{url}{path}"));
    let request = request.bearer_auth(&officer.token);
    let request = request.header("content-type", "application/json");
    let answer = answer(request.body("{\n\"measure\": }"))
        .await
        .expect("an answer");
    let detail = answer.body["detail"].as_str().unwrap_or_default();
    assert!(
        answer.status == 400 && detail.contains("line 2, column 12"),
        "{detail}"
    );
}

/// An act that is none is answered with those that officers have; one that no officer gives is not among them.
fn acts(officer: &Officer, good: &Path, root: &Path) {
    let profile = arg(&officer.profile);
    let opened = comity(&[
        "request",
        "preserve",
        "--to",
        "XBB",
        "--particulars",
        arg(good),
        "--as",
        profile,
        "--json",
    ]);
    let opened: Value = serde_json::from_str(&opened).expect("JSON");
    let matter = opened["matter"].as_str().expect("a number");
    let said = refused(&["act", matter, "bogus", "--as", profile]);
    assert!(
        said.contains("enquire") && said.contains("withdraw"),
        "{said}"
    );
    for nobody in ["hear", "note_returned", "lapse", "order"] {
        let named = said.split([' ', ',']).any(|word| word == nobody);
        assert!(!named, "{nobody}: {said}");
    }
    let file = root.join("withdraw.json");
    std::fs::write(&file, "{\n  \"reasons\": [1]\n}").expect("written");
    let said = refused(&[
        "act",
        matter,
        "withdraw",
        "--with",
        arg(&file),
        "--as",
        profile,
    ]);
    assert!(
        said.contains("withdraw.json:2:14: reasons (Art. 40(26))"),
        "{said}"
    );
    std::fs::write(&file, "[]").expect("written");
    let said = refused(&[
        "act",
        matter,
        "withdraw",
        "--with",
        arg(&file),
        "--as",
        profile,
    ]);
    assert!(said.contains("an object"), "{said}");
}
