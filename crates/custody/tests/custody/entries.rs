//! Entries and bundles.

use comity_custody::{
    BundleInvalid, Digest, ENTRY_BYTES_MAX, Entry, EntryInvalid, decode_bundle, encode_bundle,
    leaf_hash,
};
use proptest::prelude::*;

const MATTER: &str = "0193b8a0-6c1e-7000-8000-000000000001";

fn entry(previous: Option<Digest>) -> Entry {
    let at = "2026-11-24T02:23:00.5Z".parse().unwrap();
    let digest = Digest::of(b"event");
    Entry::new(at, MATTER, "preservation.requested", digest, previous).unwrap()
}

#[test]
fn an_entry_has_one_spelling() {
    let first = entry(None);
    let bytes = first.to_bytes();
    let expected = format!(
        r#"{{"at":"2026-11-24T02:23:00.5Z","digest":"{}","kind":"preservation.requested","matter":"{MATTER}","v":1}}"#,
        Digest::of(b"event")
    );
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), expected);
    assert_eq!(Entry::parse(&bytes).unwrap(), first);
    let second = entry(Some(first.leaf_hash()));
    assert_eq!(second.previous(), Some(leaf_hash(&bytes)));
    assert_eq!(Entry::parse(&second.to_bytes()).unwrap(), second);
}

#[test]
fn other_spellings_and_other_things_are_refused() {
    let good = String::from_utf8(entry(None).to_bytes()).unwrap();
    let refused = |text: String| Entry::parse(text.as_bytes()).unwrap_err();
    assert_eq!(
        refused(good.replace("{\"at", "{ \"at")),
        EntryInvalid::NotCanonical
    );
    assert_eq!(
        refused(good.replace(".5Z", ".50Z")),
        EntryInvalid::NotCanonical
    );
    assert_eq!(
        refused(good.replace(":00.5Z", ":00.5+00:00")),
        EntryInvalid::NotCanonical
    );
    assert_eq!(
        refused(good.replace("pres", "\\u0070res")),
        EntryInvalid::NotCanonical
    );
    assert_eq!(
        refused(good.replace("\"v\":1", "\"v\":2")),
        EntryInvalid::Version { found: 2 }
    );
    let kind = EntryInvalid::Identifier { field: "kind" };
    assert_eq!(
        refused(good.replace("preservation.requested", "Ms Ada Moreau")),
        kind
    );
    let json = |text| matches!(refused(text), EntryInvalid::Json { .. });
    assert!(json(good.replace("\"v\":1", "\"v\":1,\"name\":\"x\"")));
    assert!(json(good.replace("\"v\":1", "\"v\":1,\"v\":1")));
    assert!(json(good[..good.len() - 1].to_owned()));
    assert!(json(format!("{good} x")));
    assert!(json(good.replace("digest\":\"", "digest\":\"A")));
}

#[test]
fn the_log_takes_identifiers_and_no_prose() {
    let new = |matter: &str| {
        Entry::new(
            "2026-11-24T02:23:00Z".parse().unwrap(),
            matter,
            "k",
            Digest::of(b""),
            None,
        )
    };
    for text in [
        "",
        "two words",
        "a@example.com",
        "Zoë",
        "tab\t",
        "\"",
        &"x".repeat(129),
    ] {
        let refused = new(text).unwrap_err();
        assert_eq!(
            refused,
            EntryInvalid::Identifier { field: "matter" },
            "{text}"
        );
    }
    assert!(new(&"x".repeat(128)).unwrap().to_bytes().len() < 1024);
}

#[test]
fn bundles_refuse_what_does_not_fit() {
    let long = vec![0; ENTRY_BYTES_MAX + 1];
    let refused = encode_bundle([&b"a"[..], &long]).unwrap_err();
    assert_eq!(
        refused,
        BundleInvalid::EntryTooLong {
            at: 1,
            found: 65_536
        }
    );
    assert_eq!(
        encode_bundle([&b""[..]; 257]).unwrap_err(),
        BundleInvalid::TooManyEntries
    );
    assert_eq!(
        decode_bundle(&[0; 514]).unwrap_err(),
        BundleInvalid::TooManyEntries
    );
    assert_eq!(decode_bundle(&[0; 512]).unwrap().len(), 256);
    assert_eq!(
        decode_bundle(&[0, 1, b'a', 0]).unwrap_err(),
        BundleInvalid::Truncated { at: 1 }
    );
    assert_eq!(
        decode_bundle(&[0, 2, b'a']).unwrap_err(),
        BundleInvalid::Truncated { at: 0 }
    );
    assert!(decode_bundle(&[]).unwrap().is_empty());
}

proptest! {
    #[test]
    fn bundles_read_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..257)) {
        let bundle = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
        prop_assert_eq!(decode_bundle(&bundle).unwrap(), entries);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(entries) = decode_bundle(&bytes) {
            prop_assert_eq!(encode_bundle(entries).unwrap(), bytes.clone());
        }
        prop_assert!(Entry::parse(&bytes).is_err());
    }
}
