//! Signed reads between nodes (RFC 9421): asking, and knowing who asks.

use comity_treaty::StateCode;
use comity_wire::problem::ProblemType;
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
        if !is_same(received.authority, authority_of(&self.config.url)) {
            // Signed for another node, and passed on to this one by somebody who was asked by the signer, or by a proxy.
            let authority = received.authority;
            tracing::warn!(target: "security", authority, "a read for another node was refused");
            let detail =
                format!("the request is for {authority:?}, which is not the address of this node");
            return Err(Refusal::to_machines(ProblemType::RequestSignature, detail));
        }
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
        let authority = authority_of(&peer.url);
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

/// Host and port of an address.
fn authority_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

/// Whether two authorities are one: hosts know no case, and the port of HTTPS goes without saying (RFC 9421, 2.2.3).
fn is_same(one: &str, other: &str) -> bool {
    let plain = |authority: &str| {
        let authority = authority.to_ascii_lowercase();
        authority
            .strip_suffix(":443")
            .map_or(authority.clone(), str::to_owned)
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neighbours::Neighbours;

    /// What a State signed for one node, that node cannot show to another one as its own question.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_request_is_taken_by_the_node_it_was_signed_for_alone() {
        let all = Neighbours::new(&["XBB", "XCC"]).await;
        let [asking, other] = [&all.others["XBB"].node, &all.others["XCC"].node];
        let path = "/v1/packages/00/manifest";
        for (target, believed) in [(&all.node, true), (other, false)] {
            let authority = authority_of(&target.config.url);
            let request = GetRequest {
                method: "GET",
                authority,
                path,
                query: None,
            };
            let (now, nonce) = (asking.world.now(), asking.world.random());
            let headers = request::sign(request, &asking.keys.signing, now, LIFETIME, nonce);
            let received = SignedRequest {
                method: "GET",
                authority,
                path,
                query: None,
                signature_input: &headers.signature_input,
                signature: &headers.signature,
            };
            let signer = all.node.signed_by(&received);
            assert_eq!(signer.is_ok(), believed, "{authority}");
            if let Err(refusal) = signer {
                assert_eq!(refusal.problem().status, 401);
            }
        }
    }

    #[test]
    fn an_authority_is_compared_as_the_standard_spells_it() {
        let own = authority_of("https://Node.example/");
        for (received, same) in [
            ("node.example", true),
            ("NODE.example:443", true),
            ("node.example:7443", false),
            ("node.example.evil", false),
            ("", false),
        ] {
            assert_eq!(is_same(received, own), same, "{received}");
        }
    }
}
