//! Writes the kit of hostile envelopes into `crates/wire/tests/hostile/`: `cargo run -p comity-wire --example
//! hostile_kit`.
//!
//! Keys, times and mutations are fixed; only the hedged ML-DSA signatures differ from run to run, so the bytes are
//! kept and rewritten only when the format changes.

#[path = "../../tests/common/mod.rs"]
mod common;
mod forge;
mod payloads;
mod signatures;

use std::path::Path;

use comity_wire::envelope::{MAX_ENVELOPE_BYTES, VERSION};
use comity_wire::keys::{PublicKeys, Revocation, RevocationReason, Validity};
use common::{keys, time};
use serde_json::{Value, json};

/// Name, bytes, expected verdict, what is wrong.
type Case = (&'static str, String, &'static str, &'static str);

fn main() -> std::io::Result<()> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&package).join("tests/hostile");
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
    let long_ended = Validity {
        expires: Some(time("2026-08-26T12:00:00Z")),
        ..always
    };
    let revoked = Validity {
        revoked: Some(Revocation {
            revoked_at: time(common::NOW),
            reason: RevocationReason::Compromised,
        }),
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
        member("XGG", 7, "active", long_ended),
        member("XHH", 8, "active", revoked),
    ]
}

fn cases() -> Vec<Case> {
    let mut cases = vec![(
        "valid",
        forge::valid(),
        "accepted",
        "Nothing: all others are compared with this one.",
    )];
    cases.extend(signatures::forgeries());
    cases.extend(signatures::serialisations());
    cases.extend(signatures::suites());
    cases.extend(signatures::headers());
    cases.extend(payloads::holders());
    cases.extend(payloads::payloads());
    cases
}
