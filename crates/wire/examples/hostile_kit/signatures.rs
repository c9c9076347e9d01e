//! Everything that is wrong before the payload is read.

use comity_wire::jws::Typ;
use serde_json::{Value, json};

use crate::Case;
use crate::common::keys;
use crate::forge::{edited, fields, flipped, join, loosened, signed_envelope, valid, valid_as};

/// Signatures that are not the key's over the payload.
pub fn forgeries() -> Vec<Case> {
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
pub fn serialisations() -> Vec<Case> {
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
pub fn suites() -> Vec<Case> {
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
pub fn headers() -> Vec<Case> {
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
