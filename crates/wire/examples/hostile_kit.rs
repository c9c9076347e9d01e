//! Writes the kit of hostile envelopes into `crates/wire/tests/hostile/`: `cargo run -p comity-wire --example
//! hostile_kit`.
//!
//! Keys, times and mutations are fixed; only the hedged ML-DSA signatures differ from run to run, so the bytes are
//! kept and rewritten only when the format changes.

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use comity_wire::envelope::{MAX_ENVELOPE_BYTES, VERSION};
use comity_wire::jws::{self, Typ};
use comity_wire::keys::{PublicKeys, Validity};
use common::{keys, time};
use serde_json::{Value, json};

/// Name, bytes, expected verdict, what is wrong.
type Case = (&'static str, String, &'static str, &'static str);

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut rows = Vec::new();
    for (name, bytes, verdict, says) in cases() {
        let file = format!("{name}.jws.json");
        std::fs::write(folder.join(&file), bytes)?;
        rows.push(json!({"file": file, "verdict": verdict, "says": says}));
    }
    rows.push(json!({
        "file": "valid.jws.json",
        "pad_to": MAX_ENVELOPE_BYTES + 1,
        "verdict": "oversized",
        "says": "One byte more than an envelope may have: spaces are appended to this length.",
    }));
    let kit = json!({
        "about": "Envelopes as they may arrive, and what the receiver must answer: `accepted`, or the slug of a problem.",
        "version": VERSION,
        "receiver": "XBB",
        "now": common::NOW,
        "directory": directory(),
        "cases": rows,
    });
    let text = serde_json::to_string_pretty(&kit)? + "\n";
    std::fs::write(folder.join("kit.json"), text)
}

fn directory() -> Vec<Value> {
    let always = Validity::default();
    let ended = Validity {
        expires: Some(time(common::NOW)),
        ..always
    };
    let later = Validity {
        not_before: Some(time("2026-11-24T12:00:01Z")),
        ..always
    };
    let member = |state: &str, number: u8, standing: &str, validity| {
        let jwks: PublicKeys = keys(number).public().clone().valid(validity);
        json!({"state": state, "standing": standing, "jwks": jwks})
    };
    vec![
        member("XAA", 1, "active", always),
        member("XBB", 2, "active", always),
        member("XCC", 3, "suspended", always),
        member("XDD", 4, "withdrawn", always),
        member("XEE", 5, "active", ended),
        member("XFF", 6, "active", later),
    ]
}

fn cases() -> Vec<Case> {
    let mut cases = vec![(
        "valid",
        valid(),
        "accepted",
        "Nothing: all others are compared with this one.",
    )];
    cases.extend(forgeries());
    cases.extend(serialisations());
    cases.extend(suites());
    cases.extend(headers());
    cases.extend(holders());
    cases.extend(payloads());
    cases
}

/// Signatures that are not the key's over the payload.
fn forgeries() -> Vec<Case> {
    let [payload, eddsa, ml_dsa] = fields(&valid());
    let [other, ..] = fields(&signed_envelope(1, |e| e["sequence"] = json!(2)));
    let [_, foreign_eddsa, foreign_ml_dsa] = fields(&signed_envelope(2, |_| {}));
    let flip = |(header, signature): &(String, String)| (header.clone(), flipped(signature));
    let under =
        |own: &(String, String), foreign: &(String, String)| (own.0.clone(), foreign.1.clone());
    vec![
        (
            "forged-eddsa",
            join(&payload.0, &[flip(&eddsa), ml_dsa.clone()]),
            "forged",
            "One bit of the EdDSA signature is flipped.",
        ),
        (
            "forged-ml-dsa",
            join(&payload.0, &[eddsa.clone(), flip(&ml_dsa)]),
            "forged",
            "One bit of the ML-DSA-65 signature is flipped.",
        ),
        (
            "foreign-eddsa",
            join(&payload.0, &[under(&eddsa, &foreign_eddsa), ml_dsa.clone()]),
            "forged",
            "The EdDSA signature was made by another key than the header names.",
        ),
        (
            "foreign-ml-dsa",
            join(
                &payload.0,
                &[eddsa.clone(), under(&ml_dsa, &foreign_ml_dsa)],
            ),
            "forged",
            "The ML-DSA-65 signature was made by another key than the header names.",
        ),
        (
            "swapped-payload",
            join(&other.0, &[eddsa, ml_dsa]),
            "forged",
            "The payload of another envelope under the signatures of this one.",
        ),
    ]
}

/// Byte strings other than the one allowed.
fn serialisations() -> Vec<Case> {
    let good = valid();
    let [payload, eddsa, ml_dsa] = fields(&good);
    let pretty: Value = serde_json::from_str(&good).expect("JSON");
    let loose = (eddsa.0.clone(), loosened(&eddsa.1));
    let padded = (eddsa.0.clone(), format!("{}==", eddsa.1));
    let repeated = good.replacen(
        "{\"payload\"",
        &format!("{{\"payload\":\"{}\",\"payload\"", payload.0),
        1,
    );
    let three = [eddsa.clone(), ml_dsa.clone(), ml_dsa.clone()];
    let half = good.len() / 2;
    vec![
        (
            "truncated",
            good[..half].to_owned(),
            "truncated",
            "The second half is missing.",
        ),
        ("empty", String::new(), "truncated", "No byte arrived."),
        (
            "trailing-bytes",
            format!("{good}\n"),
            "malformed",
            "A line feed after the end.",
        ),
        (
            "spaces",
            serde_json::to_string_pretty(&pretty).expect("JSON"),
            "malformed",
            "The same JSON with spaces: another digest, so the same message could be made to look new.",
        ),
        (
            "repeated-member",
            repeated,
            "malformed",
            "The member `payload` stands twice.",
        ),
        (
            "loose-base64",
            join(&payload.0, &[loose, ml_dsa.clone()]),
            "malformed",
            "The unused bits at the end of the EdDSA signature are not zero.",
        ),
        (
            "padded-base64",
            join(&payload.0, &[padded, ml_dsa.clone()]),
            "malformed",
            "Padding after the EdDSA signature.",
        ),
        (
            "extra-signature",
            join(&payload.0, &three),
            "malformed",
            "A third signature.",
        ),
        (
            "one-signature",
            join(&payload.0, &[eddsa]),
            "malformed",
            "Only the EdDSA signature.",
        ),
        (
            "unprotected-header",
            good.replacen("{\"protected\"", "{\"header\":{\"x\":1},\"protected\"", 1),
            "malformed",
            "An unprotected header.",
        ),
    ]
}

/// Other algorithms than the suite's.
fn suites() -> Vec<Case> {
    let [payload, eddsa, ml_dsa] = fields(&valid());
    let renamed = |name: &str| (edited(&eddsa.0, "EdDSA", name), eddsa.1.clone());
    let none = (renamed("none").0, String::new());
    vec![
        (
            "reordered-signatures",
            join(&payload.0, &[ml_dsa.clone(), eddsa.clone()]),
            "wrong-suite",
            "Both signatures are good, in the wrong order.",
        ),
        (
            "same-signature-twice",
            join(&payload.0, &[eddsa.clone(), eddsa.clone()]),
            "wrong-suite",
            "The EdDSA signature in both places.",
        ),
        (
            "alg-none",
            join(&payload.0, &[none, ml_dsa.clone()]),
            "wrong-suite",
            "`alg` none, and no signature.",
        ),
        (
            "alg-hs256",
            join(&payload.0, &[renamed("HS256"), ml_dsa]),
            "wrong-suite",
            "`alg` HS256, in the hope that the public key serves as a secret.",
        ),
    ]
}

/// Protected headers that are not exactly `alg`, `kid`, `typ`.
fn headers() -> Vec<Case> {
    let [payload, eddsa, ml_dsa] = fields(&valid());
    let header = |from: &str, to: &str| {
        let changed = (edited(&eddsa.0, from, to), eddsa.1.clone());
        join(&payload.0, &[changed, ml_dsa.clone()])
    };
    let kid = |number: u8, position| {
        keys(number)
            .public()
            .iter()
            .nth(position)
            .expect("a key")
            .kid()
            .to_string()
    };
    vec![
        (
            "crit",
            header("{", r#"{"crit":["exp"],"exp":1,"#),
            "malformed",
            "A critical extension.",
        ),
        (
            "embedded-key",
            header("{", r#"{"jwk":{"kty":"OKP","crv":"Ed25519","x":"AA"},"#),
            "malformed",
            "The header brings its own key.",
        ),
        (
            "header-without-alg",
            header(r#"{"alg":"EdDSA","#, "{"),
            "malformed",
            "The member `alg` is missing.",
        ),
        (
            "wrong-typ",
            valid_as(Typ::Receipt),
            "malformed",
            "Signed as a receipt.",
        ),
        (
            "unknown-key",
            signed_envelope(99, |_| {}),
            "unknown-key",
            "Signed with keys nobody has published.",
        ),
        (
            "kid-of-other-algorithm",
            header(&kid(1, 0), &kid(1, 1)),
            "unknown-key",
            "The EdDSA header names the ML-DSA-65 key.",
        ),
        (
            "kid-no-thumbprint",
            header(&kid(1, 0), "1"),
            "unknown-key",
            "The key id is no thumbprint.",
        ),
    ]
}

/// Good signatures by the wrong holder, or at the wrong time.
fn holders() -> Vec<Case> {
    let from =
        |code: &'static str, number| signed_envelope(number, move |e| e["from"] = json!(code));
    let [payload, eddsa, _] = fields(&valid());
    let [.., foreign] = fields(&signed_envelope(2, |_| {}));
    vec![
        (
            "claims-another-state",
            signed_envelope(2, |e| e["to"] = json!("XBB")),
            "wrong-holder",
            "XBB signs an envelope that says it is from XAA.",
        ),
        (
            "mixed-holders",
            join(&payload.0, &[eddsa, foreign]),
            "wrong-holder",
            "EdDSA by XAA, ML-DSA-65 by XBB, both good.",
        ),
        (
            "suspended",
            from("XCC", 3),
            "suspended",
            "The sender is suspended.",
        ),
        (
            "withdrawn",
            from("XDD", 4),
            "withdrawn",
            "The sender has withdrawn.",
        ),
        (
            "expired-key",
            from("XEE", 5),
            "key-not-valid",
            "The keys expire at this very instant.",
        ),
        (
            "future-key",
            from("XFF", 6),
            "key-not-valid",
            "The keys are announced and not yet valid.",
        ),
    ]
}

/// Good signatures over a payload that is refused.
fn payloads() -> Vec<Case> {
    let text = |bytes: &str| sign(1, bytes.as_bytes());
    let good = serde_jcs::to_string(&common::envelope()).expect("JSON");
    let spaced = good.replacen(':', ": ", 1);
    let twice = good.replacen('{', r#"{"from":"XAA","#, 1);
    let deep = good.replacen(
        r#""message":{"#,
        &format!(
            r#""message":{{"a":{}1{},"#,
            "[".repeat(200),
            "]".repeat(200)
        ),
        1,
    );
    let uuid4 = json!("7d444840-9dc0-41d1-b245-5ffdce74fad2");
    vec![
        (
            "mis-addressed",
            signed_envelope(1, |e| e["to"] = json!("XCC")),
            "mis-addressed",
            "Addressed to XCC.",
        ),
        (
            "wrong-version",
            signed_envelope(1, |e| e["version"] = json!("comity/2")),
            "wrong-version",
            "A version this protocol does not speak.",
        ),
        (
            "sent-in-the-future",
            signed_envelope(1, |e| e["sent_at"] = json!("2026-11-24T12:05:01Z")),
            "clock-skew",
            "Sent five minutes and a second from now.",
        ),
        (
            "unknown-member",
            signed_envelope(1, |e| e["urgent"] = json!(true)),
            "malformed",
            "A member we do not know.",
        ),
        (
            "missing-member",
            signed_envelope(1, |e| drop(e.as_object_mut().map(|e| e.remove("matter")))),
            "malformed",
            "No matter.",
        ),
        (
            "id-not-version-7",
            signed_envelope(1, |e| e["id"] = uuid4.clone()),
            "malformed",
            "A random UUID as id.",
        ),
        (
            "unknown-message",
            signed_envelope(1, |e| e["message"] = json!({"no_such_message": {}})),
            "malformed",
            "A message the procedures do not know.",
        ),
        (
            "payload-spaces",
            text(&spaced),
            "malformed",
            "A space inside the signed payload.",
        ),
        (
            "payload-repeated-member",
            text(&twice),
            "malformed",
            "`from` stands twice in the signed payload.",
        ),
        (
            "payload-deep",
            text(&deep),
            "malformed",
            "Two hundred nested arrays in the signed payload.",
        ),
        (
            "payload-no-json",
            text("comity/1"),
            "malformed",
            "The signed payload is no JSON.",
        ),
        (
            "payload-big-number",
            text(&good.replacen(r#""sequence":1"#, r#""sequence":9007199254740993"#, 1)),
            "malformed",
            "An integer that a reader of doubles would change.",
        ),
    ]
}

fn valid() -> String {
    signed_envelope(1, |_| {})
}

fn valid_as(typ: Typ) -> String {
    let payload = serde_jcs::to_vec(&common::envelope()).expect("JSON");
    String::from_utf8(jws::sign(typ, &payload, &keys(1))).expect("ASCII")
}

/// The envelope of `common`, changed, in canonical form, signed with the keys of this number.
fn signed_envelope(number: u8, change: impl Fn(&mut Value)) -> String {
    let mut envelope = serde_json::to_value(common::envelope()).expect("JSON");
    change(&mut envelope);
    sign(number, &serde_jcs::to_vec(&envelope).expect("JSON"))
}

fn sign(number: u8, payload: &[u8]) -> String {
    String::from_utf8(jws::sign(Typ::Envelope, payload, &keys(number))).expect("ASCII")
}

/// Payload and the two `(protected, signature)` pairs; the payload's second half is empty.
fn fields(document: &str) -> [(String, String); 3] {
    let value: Value = serde_json::from_str(document).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let pair = |index: usize| {
        let signature = &value["signatures"][index];
        (text(&signature["protected"]), text(&signature["signature"]))
    };
    [(text(&value["payload"]), String::new()), pair(0), pair(1)]
}

fn join(payload: &str, signatures: &[(String, String)]) -> String {
    let signatures: Vec<_> = signatures
        .iter()
        .map(|(protected, signature)| {
            format!(r#"{{"protected":"{protected}","signature":"{signature}"}}"#)
        })
        .collect();
    format!(
        r#"{{"payload":"{payload}","signatures":[{}]}}"#,
        signatures.join(",")
    )
}

/// The base64url text with one bit of the tenth byte flipped.
fn flipped(text: &str) -> String {
    let mut bytes = BASE64URL.decode(text).expect("base64url");
    bytes[10] ^= 1;
    BASE64URL.encode(bytes)
}

/// The same bytes, with the last character's unused bits set.
fn loosened(text: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = text.bytes().last().expect("not empty");
    let value = ALPHABET
        .iter()
        .position(|&character| character == last)
        .expect("base64url");
    let loose = char::from(ALPHABET[value | 1]);
    format!("{}{loose}", &text[..text.len() - 1])
}

/// A protected header with one text replaced.
fn edited(protected: &str, from: &str, to: &str) -> String {
    let header = String::from_utf8(BASE64URL.decode(protected).expect("base64url")).expect("ASCII");
    BASE64URL.encode(header.replacen(from, to, 1))
}
