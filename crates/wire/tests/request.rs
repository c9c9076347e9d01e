//! Signed reads between nodes.

mod common;

use comity_wire::keys::{Kid, PublicKey};
use comity_wire::request::{self, GetRequest, RequestRefusal, SignedHeaders};
use common::{keys, now, time};
use jiff::{SignedDuration, Timestamp};

const REQUEST: GetRequest<'_> = GetRequest {
    method: "GET",
    authority: "xbb.example:8443",
    path: "/peer/packages/0a1b",
    query: Some("slice=3"),
};

fn signed() -> SignedHeaders {
    request::sign(
        REQUEST,
        &keys(1),
        now(),
        SignedDuration::from_secs(60),
        [0xab; 16],
    )
}

fn lookup(kid: &Kid) -> Option<PublicKey> {
    keys(1).public().get(kid).cloned()
}

fn refusal(request: GetRequest<'_>, headers: &SignedHeaders, at: Timestamp) -> RequestRefusal {
    request::verify(request, headers, at, lookup).expect_err("refused")
}

#[test]
fn a_signed_read_names_its_signer() {
    let headers = signed();
    let signer = request::verify(REQUEST, &headers, now(), lookup).expect("verifies");
    assert!(lookup(&signer.kid).is_some());
    assert_eq!(signer.nonce, "ab".repeat(16));
    assert_eq!(signer.expires, time("2026-11-24T12:01:00Z"));
}

#[test]
fn host_capitals_and_the_default_port_do_not_matter() {
    let request = GetRequest {
        authority: "xbb.example",
        query: None,
        ..REQUEST
    };
    let headers = request::sign(
        request,
        &keys(1),
        now(),
        SignedDuration::from_secs(60),
        [1; 16],
    );
    let as_arrived = GetRequest {
        authority: "XBB.example:443",
        ..request
    };
    assert!(request::verify(as_arrived, &headers, now(), lookup).is_ok());
}

#[test]
fn what_is_covered_cannot_change() {
    let headers = signed();
    for changed in [
        GetRequest {
            method: "HEAD",
            ..REQUEST
        },
        GetRequest {
            authority: "xbb.example",
            ..REQUEST
        },
        GetRequest {
            path: "/peer/packages/0a1c",
            ..REQUEST
        },
        GetRequest {
            query: None,
            ..REQUEST
        },
        GetRequest {
            query: Some("slice=4"),
            ..REQUEST
        },
    ] {
        assert_eq!(refusal(changed, &headers, now()), RequestRefusal::Forged);
    }
}

#[test]
fn the_window_is_kept() {
    let headers = signed();
    let at = |text| refusal(REQUEST, &headers, time(text));
    assert_eq!(at("2026-11-24T12:01:00Z"), RequestRefusal::Expired);
    assert_eq!(at("2026-11-24T11:54:59Z"), RequestRefusal::NotYet);
    let day = request::sign(
        REQUEST,
        &keys(1),
        now(),
        SignedDuration::from_hours(24),
        [0; 16],
    );
    let signer = request::verify(REQUEST, &day, now(), lookup).expect("shortened to five minutes");
    assert_eq!(signer.expires, time("2026-11-24T12:05:00Z"));
}

#[test]
fn any_other_rendering_is_refused() {
    for (from, to) in [
        ("comity=", "sig1="),
        ("\"@query\"", "\"@query\" \"date\""),
        ("created=", "created=0"),
        ("alg=\"ed25519\"", "alg=\"hmac-sha256\""),
        ("tag=\"comity-node-get\"", "tag=\"other\""),
        (";expires=", ";x=1;expires="),
    ] {
        let mut headers = signed();
        headers.signature_input = headers.signature_input.replacen(from, to, 1);
        assert_eq!(
            refusal(REQUEST, &headers, now()),
            RequestRefusal::Malformed,
            "{to}"
        );
    }
    let mut headers = signed();
    headers.signature.push_str(", sig2=:AAAA:");
    assert_eq!(refusal(REQUEST, &headers, now()), RequestRefusal::Malformed);
}

#[test]
fn unknown_and_foreign_keys_are_refused() {
    let headers = request::sign(
        REQUEST,
        &keys(3),
        now(),
        SignedDuration::from_secs(60),
        [0; 16],
    );
    assert!(matches!(
        refusal(REQUEST, &headers, now()),
        RequestRefusal::UnknownKey(_)
    ));
}
