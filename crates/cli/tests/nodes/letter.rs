//! An officer asks for a letter of what was said; nobody gets one of what stays inside, or without a role that reads cases.

use crate::support::{Officer, arg, comity, knows, particulars, three_nodes};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// The program is a crate of its own: a build of this one alone does not bring it.
fn program_is_there() -> bool {
    Path::new(env!("CARGO_BIN_EXE_comity"))
        .with_file_name("comity-letters")
        .exists()
}

async fn refused(officer: &Officer, path: &str) -> (u16, Value) {
    let answer = officer.call(Method::GET, path, &Value::Null).await;
    let answer = answer.expect("an answer");
    assert!(answer.is_problem(), "{path}: {}", answer.body);
    (answer.status, answer.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_has_a_letter_and_what_stays_inside_has_none() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (mut register, mut xaa, mut xbb) = three_nodes(scratch.path());
    for node in [&mut register, &mut xaa, &mut xbb] {
        node.start().await;
    }
    let (duty, administrator) = (xaa.officer("duty_officer"), xaa.officer("administrator"));
    knows(&duty, "XBB").await;
    let request = json!({ "measure": "preservation", "to": "XBB", "particulars": particulars() });
    let sent = duty.call(Method::POST, "/api/v1/requests", &request).await;
    let sent = sent.expect("an answer").body;
    let matter = sent["matter"].as_str().expect("a matter").to_owned();
    let letter = |event: &str, language: &str| {
        format!("/api/v1/matters/{matter}/letters/{event}?language={language}")
    };

    assert_eq!(refused(&duty, &letter("99", "fr")).await.0, 404);
    assert_eq!(refused(&duty, &letter("1", "de")).await.0, 422);
    assert_eq!(refused(&administrator, &letter("1", "fr")).await.0, 403);
    if !program_is_there() {
        let (status, body) = refused(&duty, &letter("1", "fr")).await;
        assert_eq!(status, 503);
        assert!(
            body["detail"].to_string().contains("comity-letters"),
            "{body}"
        );
        return;
    }
    let out = scratch.path().join("letter.pdf");
    let asked = ["letter", &matter, "--language", "fr", "--offset", "+02:00"];
    comity(
        &[
            &asked[..],
            &["--out", arg(&out), "--as", arg(&duty.profile)],
        ]
        .concat(),
    );
    let pdf = std::fs::read(&out).expect("the letter was written");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    if let Ok(read) = Command::new("pdftotext").args([arg(&out), "-"]).output() {
        let text = String::from_utf8(read.stdout).expect("UTF-8");
        for said in [
            "Demande de conservation",
            "Agent de permanence",
            "trader@mail.example",
            &matter,
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
    for node in [&mut xaa, &mut xbb, &mut register] {
        node.stop();
    }
}
