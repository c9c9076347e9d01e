//! Signed reads between nodes: HTTP Message Signatures (RFC 9421) in one fixed profile.
//!
//! A GET changes nothing and what it fetches is addressed by digest, signed or sealed, so one classical signature
//! under the node's Ed25519 key is enough to know who asks. The profile covers method, authority, path and query,
//! with creation, expiry, nonce and key id; label, order and parameters are fixed, and any other rendering is refused.

mod base;
mod verify;

use jiff::{SignedDuration, Timestamp};

pub use base::GetRequest;
pub use verify::{RequestRefusal, Signer, verify};

use crate::keys::{Algorithm, SigningKeys};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// Name of the header that says what is signed.
pub const SIGNATURE_INPUT: &str = "signature-input";
/// Name of the header with the signature.
pub const SIGNATURE: &str = "signature";
/// Longest time between creation and expiry.
pub const MAX_LIFETIME: SignedDuration = SignedDuration::from_mins(5);

/// The two header values to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHeaders {
    /// Value of `Signature-Input`.
    pub signature_input: String,
    /// Value of `Signature`.
    pub signature: String,
}

/// Signs a request created at `now`, good for `lifetime` (at most [`MAX_LIFETIME`]). `nonce` is random, 16 bytes.
pub fn sign(
    request: GetRequest<'_>,
    keys: &SigningKeys,
    now: Timestamp,
    lifetime: SignedDuration,
    nonce: [u8; 16],
) -> SignedHeaders {
    let created = now.as_second();
    let expires = created + lifetime.min(MAX_LIFETIME).as_secs();
    let nonce = hex::encode(nonce);
    let kid = keys.kid(Algorithm::EdDsa).as_str();
    let params = base::params(created, expires, &nonce, kid);
    let signature = keys.sign(Algorithm::EdDsa, request.base(&params).as_bytes());
    SignedHeaders {
        signature_input: format!("{}={params}", base::LABEL),
        signature: format!("{}=:{}:", base::LABEL, BASE64.encode(signature)),
    }
}
