//! Signed reads between nodes (RFC 9421): asking, and knowing who asks.

use comity_treaty::StateCode;
use comity_wire::request::{self, GetRequest, SignedHeaders};
use jiff::SignedDuration;

use crate::directory::Peer;
use crate::node::Node;
use crate::refusal::Refusal;

/// How long one signed request may be under way.
const LIFETIME: SignedDuration = SignedDuration::from_secs(60);

/// What of a received request is signed, and the signature.
pub struct SignedRequest<'a> {
    /// The method.
    pub method: &'a str,
    /// Host and port, as received.
    pub authority: &'a str,
    /// The path, as received.
    pub path: &'a str,
    /// The query, as received.
    pub query: Option<&'a str>,
    /// The `Signature-Input` header.
    pub signature_input: &'a str,
    /// The `Signature` header.
    pub signature: &'a str,
}

impl Node {
    /// The active member whose node signed this request.
    pub fn signed_by(&self, received: &SignedRequest<'_>) -> Result<StateCode, Refusal> {
        let directory = self.directory();
        let now = self.world.now();
        let request = GetRequest {
            method: received.method,
            authority: received.authority,
            path: received.path,
            query: received.query,
        };
        let headers = SignedHeaders {
            signature_input: received.signature_input.to_owned(),
            signature: received.signature.to_owned(),
        };
        let signer = request::verify(request, &headers, now, |kid| {
            directory.key(kid, now).map(|known| known.key)
        })
        .map_err(|refusal| {
            tracing::warn!(target: "security", %refusal, "a read was refused");
            Refusal::from(refusal.problem())
        })?;
        let holder = directory.key(&signer.kid, now).map(|known| known.holder);
        holder
            .filter(|state| directory.peer(*state, now).is_some())
            .ok_or_else(|| Refusal::not_found("an active member with this key"))
    }

    /// A signed request to a peer, ready to be sent.
    pub(crate) fn signed_get(&self, peer: &Peer, path: &str) -> reqwest::RequestBuilder {
        let authority = crate::node::origin_of(&peer.url);
        let authority = authority.split('/').next().unwrap_or_default();
        let request = GetRequest {
            method: "GET",
            authority,
            path,
            query: None,
        };
        let nonce = self.world.random();
        let headers = request::sign(
            request,
            &self.keys.signing,
            self.world.now(),
            LIFETIME,
            nonce,
        );
        peer.http
            .get(format!("{}{path}", peer.url))
            .header(request::SIGNATURE_INPUT, headers.signature_input)
            .header(request::SIGNATURE, headers.signature)
    }
}
