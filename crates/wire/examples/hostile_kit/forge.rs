//! Signing and taking apart, for hostile purposes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use comity_wire::jws::{self, Typ};
use serde_json::Value;

use crate::common::{self, keys};

pub fn valid() -> String {
    signed_envelope(1, |_| {})
}

pub fn valid_as(typ: Typ) -> String {
    let payload = serde_jcs::to_vec(&common::envelope()).expect("JSON");
    String::from_utf8(jws::sign(typ, &payload, &keys(1))).expect("ASCII")
}

/// The envelope of `common`, changed, in canonical form, signed with the keys of this number.
pub fn signed_envelope(number: u8, change: impl Fn(&mut Value)) -> String {
    let mut envelope = serde_json::to_value(common::envelope()).expect("JSON");
    change(&mut envelope);
    sign(number, &serde_jcs::to_vec(&envelope).expect("JSON"))
}

pub fn sign(number: u8, payload: &[u8]) -> String {
    String::from_utf8(jws::sign(Typ::Envelope, payload, &keys(number))).expect("ASCII")
}

/// Payload and the two `(protected, signature)` pairs; the payload's second half is empty.
pub fn fields(document: &str) -> [(String, String); 3] {
    let value: Value = serde_json::from_str(document).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let pair = |index: usize| {
        let signature = &value["signatures"][index];
        (text(&signature["protected"]), text(&signature["signature"]))
    };
    [(text(&value["payload"]), String::new()), pair(0), pair(1)]
}

pub fn join(payload: &str, signatures: &[(String, String)]) -> String {
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
pub fn flipped(text: &str) -> String {
    let mut bytes = BASE64URL.decode(text).expect("base64url");
    bytes[10] ^= 1;
    BASE64URL.encode(bytes)
}

/// The same bytes, with the last character's unused bits set.
pub fn loosened(text: &str) -> String {
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
pub fn edited(protected: &str, from: &str, to: &str) -> String {
    let header = String::from_utf8(BASE64URL.decode(protected).expect("base64url")).expect("ASCII");
    BASE64URL.encode(header.replacen(from, to, 1))
}
