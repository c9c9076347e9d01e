//! Cases in which the sealed bytes are changed.

use super::*;

pub const CASES: &[Case] = &[
    ("good", "nothing; it opens", "opens", || {
        Hostile::sealed(|_| {})
    }),
    (
        "bit-in-version",
        "a bit flipped in the version line",
        "seal-header",
        || Hostile::sealed(|package| package[3] ^= 1),
    ),
    (
        "bit-in-share",
        "a bit flipped in the encapsulated key",
        "seal-addressee",
        || Hostile::sealed(|package| package[SHARE_AT + 100] = swap(package[SHARE_AT + 100])),
    ),
    (
        "bit-in-wrapped-key",
        "a bit flipped in the wrapped file key",
        "seal-addressee",
        || Hostile::sealed(|package| package[SHARE_AT + 1500] = swap(package[SHARE_AT + 1500])),
    ),
    (
        "bit-in-header-mac",
        "a bit flipped in the header's MAC",
        "seal-header-mac",
        || Hostile::sealed(|package| package[1600] = swap(package[1600])),
    ),
    (
        "bit-in-nonce",
        "a bit flipped in the payload's nonce",
        "seal-chunk",
        || Hostile::sealed(|package| package[1630] ^= 1),
    ),
    (
        "bit-in-chunk",
        "a bit flipped in an encrypted chunk",
        "seal-chunk",
        || Hostile::sealed(|package| package[5000] ^= 0x80),
    ),
    (
        "low-order-share",
        "an X25519 share of low order",
        "seal-header",
        || Hostile::sealed(|package| replace_share(package, |share| share[1088..].fill(0))),
    ),
    (
        "two-stanzas",
        "the recipient's stanza twice",
        "seal-header",
        || {
            Hostile::sealed(|package| {
                let stanza = package[22..1580].to_vec();
                package.splice(22..22, stanza);
            })
        },
    ),
    (
        "classical-stanza",
        "a second recipient, not post-quantum",
        "seal-header",
        || {
            Hostile::sealed(|package| {
                let stanza = format!("-> X25519 {}\n{}\n", "A".repeat(43), "A".repeat(43));
                package.splice(22..22, stanza.into_bytes());
            })
        },
    ),
    (
        "another-key",
        "sealed to another key than the addressee's",
        "seal-addressee",
        || {
            let mut parameters = parameters();
            parameters.recipient = Identity::from_seed([8; 32]).recipient().clone();
            sealed_with(parameters)
        },
    ),
    (
        "truncated",
        "the last 100 bytes are missing",
        "ciphertext-length",
        || Hostile::sealed(|package| package.truncate(package.len() - 100)),
    ),
    (
        "truncated-header",
        "only 1000 bytes of the header",
        "ciphertext-length",
        || Hostile::sealed(|package| package.truncate(1000)),
    ),
    (
        "trailing-bytes",
        "one more byte at the end",
        "ciphertext-length",
        || Hostile::sealed(|package| package.push(0)),
    ),
    (
        "another-package",
        "the same evidence sealed once more",
        "ciphertext-digest",
        || {
            let mut parameters = parameters();
            parameters.entropy = SealEntropy::from_bytes([77; 96]);
            let other = sealed_with(parameters);
            Hostile {
                package: other.package,
                ..Hostile::sealed(|_| {})
            }
        },
    ),
    (
        "with-reference",
        "nothing hostile: a package with a reference",
        "opens",
        || sealed_with(with_reference()),
    ),
];
