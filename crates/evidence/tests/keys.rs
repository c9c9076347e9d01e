//! Keys, against the vectors of the specification (c2sp.org/age) and each other.

use comity_evidence::*;

/// The example identity of the specification and the ends of its recipient, whose
/// last six characters are the checksum over all of it.
const IDENTITY: &str =
    "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";
const RECIPIENT_START: &str = "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zr";
const RECIPIENT_END: &str = "7saeq0d3fzv49zc0k";

#[test]
fn the_specification_s_identity_has_the_specification_s_recipient() {
    let identity: Identity = IDENTITY.parse().unwrap();
    let recipient = identity.recipient().to_string();
    assert!(recipient.starts_with(RECIPIENT_START), "{recipient}");
    assert!(recipient.ends_with(RECIPIENT_END), "{recipient}");
    assert_eq!(*identity.to_secret_text(), IDENTITY);
}

#[test]
fn a_recipient_survives_text_json_and_bytes() {
    let recipient = Identity::from_seed([5; 32]).recipient().clone();
    assert_eq!(recipient.to_string().parse().as_ref(), Ok(&recipient));
    assert_eq!(
        Recipient::from_bytes(&recipient.to_bytes()).as_ref(),
        Ok(&recipient)
    );
    let json = serde_json::to_string(&recipient).unwrap();
    assert_eq!(serde_json::from_str::<Recipient>(&json).unwrap(), recipient);
}

#[test]
fn only_the_one_spelling_is_a_key() {
    let recipient = Identity::from_seed([5; 32]).recipient().to_string();
    assert!(recipient.to_uppercase().parse::<Recipient>().is_err());
    assert!(IDENTITY.to_lowercase().parse::<Identity>().is_err());
    assert!(format!("{recipient}q").parse::<Recipient>().is_err());
    assert!(recipient.parse::<Identity>().is_err());
    assert!(
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
            .parse::<Recipient>()
            .is_err()
    );
    assert!("".parse::<Recipient>().is_err());
}

/// The points of low order on Curve25519 and its twist, little endian (RFC 7748, 6.1).
const LOW_ORDER: &[&str] = &[
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

#[test]
fn a_recipient_of_low_order_is_refused() {
    let mut bytes = Identity::from_seed([5; 32]).recipient().to_bytes();
    for point in LOW_ORDER {
        bytes[1184..].copy_from_slice(&hex::decode(point).unwrap());
        assert_eq!(
            Recipient::from_bytes(&bytes),
            Err(KeyInvalid::LowOrder),
            "{point}"
        );
        // The highest bit is ignored by X25519, so it changes nothing here either.
        bytes[1215] ^= 0x80;
        assert_eq!(
            Recipient::from_bytes(&bytes),
            Err(KeyInvalid::LowOrder),
            "{point}"
        );
    }
}

#[test]
fn a_key_does_not_show_its_secret() {
    let identity = Identity::from_seed([5; 32]);
    let shown = format!("{identity:?}");
    assert!(
        !shown.contains(&"05".repeat(4)) && !shown.contains("SECRET"),
        "{shown}"
    );
}
