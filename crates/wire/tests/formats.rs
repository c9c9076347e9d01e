//! The vectors of `docs/formats/`: computed here, compared there.
//!
//! `COMITY_WRITE_VECTORS=1 cargo test -p comity-wire --test formats` writes them.

mod cast;
mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use comity_custody::Digest;
use comity_wire::calls::{TestCall, TestCalls};
use comity_wire::canonical;
use comity_wire::envelope::{self, Envelope, SealError};
use comity_wire::keys::Algorithm;
use comity_wire::papers::Paper;
use comity_wire::problem::ProblemType;
use comity_wire::profile::SignedProfile;
use comity_wire::request::{self, GetRequest};
use common::{keys, now, state};
use jiff::SignedDuration;
use serde::Serialize;

fn compare(page: &str, vectors: &[(&str, String)]) {
    let path = Path::new("../../docs/formats").join(page);
    let written = std::fs::read_to_string(&path).expect("the page is in the repository");
    let mut text = written.clone();
    for (name, vector) in vectors {
        let mark = format!("<!-- vector: {name} -->\n```\n");
        let start = text
            .find(&mark)
            .unwrap_or_else(|| panic!("no vector {name}"))
            + mark.len();
        let end = start + text[start..].find("```\n").expect("a closing fence");
        text.replace_range(start..end, vector);
    }
    if std::env::var_os("COMITY_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &text).expect("writes");
        return;
    }
    assert!(
        text == written,
        "{page} differs; compare with COMITY_WRITE_VECTORS=1 and git diff"
    );
    assert_eq!(text.matches("<!-- vector:").count(), vectors.len());
}

fn payload(document: &impl Serialize) -> String {
    let bytes = canonical::to_bytes(document).expect("serialises");
    String::from_utf8(bytes).expect("UTF-8") + "\n"
}

/// The stored valid envelope: its ML-DSA signature cannot be computed again.
fn stored() -> (PathBuf, Vec<u8>) {
    let path = Path::new("tests/hostile/valid.jws.json");
    let bytes = std::fs::read(path).expect("the kit is in the repository");
    (path.to_path_buf(), bytes)
}

#[test]
fn envelope_page() {
    compare(
        "envelope.md",
        &[
            ("keys", key_lines()),
            ("payload", payload(&common::envelope())),
            ("envelope", envelope_lines()),
        ],
    );
}

#[test]
fn papers_page() {
    let mut envelope = common::envelope();
    envelope.papers = vec![Paper {
        name: "order.pdf".into(),
        media_type: "application/pdf".into(),
        length: 5,
        sha256: Digest::of(b"order"),
        title: Some("Order of the court of 20 November".into()),
    }];
    let vector = payload(&envelope);
    compare("papers.md", &[("payload", vector.clone())]);
    // It reads again as it was, and an empty list is no second form of the same message.
    let read: Envelope = canonical::from_bytes(vector.trim_end().as_bytes()).expect("it reads");
    assert_eq!(read, envelope);
    let empty = payload(&common::envelope()).replace("\"sent_at\"", "\"papers\":[],\"sent_at\"");
    assert!(canonical::from_bytes::<Envelope>(empty.trim_end().as_bytes()).is_err());
    envelope.papers[0].name = "../order.pdf".into();
    assert!(matches!(envelope.seal(&keys(1)), Err(SealError::Papers(_))));
}

fn key_lines() -> String {
    let mut lines = String::new();
    for key in keys(1).public().iter() {
        let (algorithm, kid) = (key.algorithm(), key.kid());
        let digest = Digest::of(key.as_bytes());
        let name = algorithm.name();
        writeln!(
            lines,
            "{name:<9}  kid {kid}  SHA-256 of the public key {digest}"
        )
        .expect("writes");
    }
    lines
}

fn envelope_lines() -> String {
    let (_, bytes) = stored();
    let opened = envelope::open(&bytes, state("XBB"), now(), common::directory).expect("opens");
    assert_eq!(
        opened.envelope,
        common::envelope(),
        "run the example hostile_kit"
    );
    let document: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let mut lines = String::new();
    for signature in document["signatures"].as_array().expect("two") {
        let header = BASE64URL.decode(signature["protected"].as_str().expect("text"));
        let header = String::from_utf8(header.expect("base64url")).expect("ASCII");
        writeln!(lines, "protected  {header}").expect("writes");
    }
    let eddsa = document["signatures"][0]["signature"]
        .as_str()
        .expect("text");
    writeln!(lines, "EdDSA      {eddsa}").expect("writes");
    writeln!(lines, "bytes      {}", bytes.len()).expect("writes");
    writeln!(lines, "SHA-256    {}", opened.digest).expect("writes");
    lines
}

#[test]
fn receipt_page() {
    let (_, bytes) = stored();
    let receipt = common::receipt(Digest::of(&bytes));
    compare("receipt.md", &[("receipt", payload(&receipt))]);
}

#[test]
fn directory_page() {
    let statement = cast::statement();
    let mark = statement.trust_marks[0].trust_mark.clone() + "\n";
    let vector = [
        payload(keys(cast::REGISTER).public()),
        payload(&statement),
        payload(&cast::configuration()),
        payload(&cast::directory(5)),
        mark,
    ];
    compare("directory.md", &[("directory", vector.join("\n"))]);
}

#[test]
fn node_get_page() {
    let request = GetRequest {
        method: "GET",
        authority: "xbb.example:8443",
        path: "/peer/packages/0a1b",
        query: Some("slice=3"),
    };
    let minute = SignedDuration::from_secs(60);
    let headers = request::sign(request, &keys(1), now(), minute, [0xab; 16]);
    let params = headers
        .signature_input
        .strip_prefix("comity=")
        .expect("the label");
    let base = request.base(params);
    let key = keys(1);
    let key = key
        .public()
        .get(key.kid(Algorithm::EdDsa))
        .expect("own key")
        .clone();
    assert!(request::verify(request, &headers, now(), |_| Some(key.clone())).is_ok());
    let (input, signature) = (headers.signature_input, headers.signature);
    compare(
        "node-get.md",
        &[("node-get", format!("{base}\n\n{input}\n{signature}\n"))],
    );
}

#[test]
fn profile_page() {
    let text = include_str!("../../treaty/profiles/xaa.toml");
    let signed = SignedProfile {
        iss: cast::id("xaa"),
        state: state("XAA"),
        version: 1,
        iat: now(),
        profile: text.to_owned(),
    };
    let payload = canonical::to_bytes(&signed).expect("serialises");
    let bytes = signed.seal(&keys(1)).expect("seals");
    let document: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let eddsa = document["signatures"][0]["signature"]
        .as_str()
        .expect("text");
    let head = String::from_utf8(payload[..90].to_vec()).expect("ASCII");
    let lines = [
        format!("text       {}", Digest::of(text.as_bytes())),
        format!("payload    {head}..."),
        format!("SHA-256    {}", Digest::of(&payload)),
        format!("EdDSA      {eddsa}\n"),
    ];
    compare("profile.md", &[("profile", lines.join("\n"))]);
}

#[test]
fn test_calls_page() {
    let call = |called: &str, answered: Option<&str>| TestCall {
        called: state(called),
        placed: common::time("2026-11-24T01:00:00Z"),
        answered: answered.map(common::time),
    };
    let told = TestCalls {
        iss: cast::id("xaa"),
        state: state("XAA"),
        iat: now(),
        calls: vec![call("XBB", Some("2026-11-24T01:04:00Z")), call("XCC", None)],
    };
    let payload = canonical::to_bytes(&told).expect("serialises");
    let bytes = told.seal(&keys(1)).expect("seals");
    let document: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let eddsa = document["signatures"][0]["signature"]
        .as_str()
        .expect("text");
    let lines = [
        format!(
            "payload    {}",
            String::from_utf8(payload.clone()).expect("ASCII")
        ),
        format!("SHA-256    {}", Digest::of(&payload)),
        format!("EdDSA      {eddsa}\n"),
    ];
    compare("test-calls.md", &[("test-calls", lines.join("\n"))]);
}

#[test]
fn problem_page() {
    let rows = ProblemType::ALL.iter().map(|kind| {
        assert_eq!(ProblemType::from_uri(&kind.uri()), Some(*kind));
        format!("{}  {:<22}  {}\n", kind.status(), kind.slug(), kind.title())
    });
    compare("problem.md", &[("registry", rows.collect())]);
}
