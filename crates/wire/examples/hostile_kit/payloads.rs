//! Good signatures that do not help: by the wrong holder, at the wrong time, or over the wrong payload.

use serde_json::json;

use crate::forge::{fields, join, sign, signed_envelope, valid};
use crate::{Case, common};

/// Good signatures by the wrong holder, or at the wrong time.
pub fn holders() -> Vec<Case> {
    let from =
        |code: &'static str, number| signed_envelope(number, move |e| e["from"] = json!(code));
    let sent = |code: &'static str, number, at: &'static str| {
        signed_envelope(number, move |e| {
            e["from"] = json!(code);
            e["sent_at"] = json!(at);
        })
    };
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
            sent("XEE", 5, common::NOW),
            "key-not-valid",
            "The keys ended at the very instant at which it was sent.",
        ),
        (
            "former-key",
            from("XEE", 5),
            "accepted",
            "Nothing: it was sent before its keys ended, and was on its way.",
        ),
        (
            "long-ended-key",
            sent("XGG", 7, "2026-08-01T00:00:00Z"),
            "key-not-valid",
            "It was sent before its keys ended, which was ninety days ago.",
        ),
        (
            "revoked-key",
            from("XHH", 8),
            "key-not-valid",
            "It was sent before its keys were revoked; whoever holds them now can write any date.",
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
pub fn payloads() -> Vec<Case> {
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
