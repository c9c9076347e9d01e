//! Signing.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;

use super::{SUITE, Typ, header};
use crate::keys::SigningKeys;

/// Signs `payload` (canonical JSON) as a document of kind `typ`. The result is ASCII.
pub fn sign(typ: Typ, payload: &[u8], keys: &SigningKeys) -> Vec<u8> {
    let payload = BASE64URL.encode(payload);
    let [first, second] = SUITE.map(|algorithm| {
        let protected = BASE64URL.encode(header(algorithm, keys.kid(algorithm).as_str(), typ));
        let signature = keys.sign(algorithm, format!("{protected}.{payload}").as_bytes());
        format!(
            r#"{{"protected":"{protected}","signature":"{}"}}"#,
            BASE64URL.encode(signature)
        )
    });
    format!(r#"{{"payload":"{payload}","signatures":[{first},{second}]}}"#).into_bytes()
}
