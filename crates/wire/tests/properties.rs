//! Whatever arrives, reading it gives an answer and no panic; whatever is signed, verifies.

mod common;

use comity_wire::envelope;
use comity_wire::jws::{self, Typ};
use comity_wire::request::{self, GetRequest, SignedHeaders};
use common::{directory, keys, now, state};
use jiff::SignedDuration;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(envelope::open(&bytes, state("XBB"), now(), directory).is_err());
    }

    #[test]
    fn any_text_of_the_right_alphabet_is_answered(text in r#"[A-Za-z0-9_\-{}\[\]":,]{0,400}"#) {
        let text = format!("{{\"payload\":\"{text}");
        prop_assert!(envelope::open(text.as_bytes(), state("XBB"), now(), directory).is_err());
    }

    #[test]
    fn any_payload_verifies_as_signed(payload in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let signed = jws::sign(Typ::Receipt, &payload, &keys(1));
        let lookup = |kid: &_| keys(1).public().get(kid).cloned();
        let verified = jws::verify(&signed, Typ::Receipt, signed.len(), now(), lookup);
        prop_assert_eq!(verified.expect("verifies").payload, payload);
        prop_assert!(jws::verify(&signed, Typ::Receipt, signed.len() - 1, now(), lookup).is_err());
    }

    #[test]
    fn an_envelope_with_bytes_cut_out_is_refused(start in 0_usize..5000, length in 1_usize..300) {
        let mut bytes = common::envelope().seal(&keys(1)).expect("seals").bytes;
        let start = start % bytes.len();
        let end = (start + length).min(bytes.len());
        bytes.drain(start..end);
        prop_assert!(envelope::open(&bytes, state("XBB"), now(), directory).is_err());
    }

    #[test]
    fn any_read_verifies_as_signed_and_any_header_is_answered(
        path in "/[a-z0-9/%._-]{0,60}",
        query in proptest::option::of("[a-z0-9=&%]{0,40}"),
        signature_input in "\\PC{0,120}",
        signature in "\\PC{0,60}",
    ) {
        let query = query.as_deref();
        let request = GetRequest { method: "GET", authority: "xbb.example", path: &path, query };
        let minute = SignedDuration::from_secs(60);
        let lookup = |kid: &_| keys(1).public().get(kid).cloned();
        let headers = request::sign(request, &keys(1), now(), minute, [7; 16]);
        prop_assert!(request::verify(request, &headers, now(), lookup).is_ok());
        let hostile = SignedHeaders { signature_input, signature };
        prop_assert!(request::verify(request, &hostile, now(), lookup).is_err());
    }
}
