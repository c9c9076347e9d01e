//! One flipped bit, anywhere.

mod support;

use comity_evidence::*;
use proptest::prelude::*;
use support::*;

/// Length of header and nonce, which decide about every later byte.
const PREFIX: usize = 1643;

fn refused(package: &[u8], manifest: &Manifest) -> bool {
    let (result, sink) = open_into(package, manifest, &identity());
    assert!(!sink.finished || result.is_ok());
    assert!(sink.abandoned || result.is_ok());
    matches!(result, Err(OpenError::Refused(_)))
}

#[test]
fn in_every_byte_without_a_key() {
    let (sealed, mut package) = small();
    for at in 0..package.len() {
        package[at] ^= 1 << (at % 8);
        let result = verify_sealed(&package[..], &sealed.manifest, |_| {});
        assert!(matches!(result, Err(OpenError::Refused(_))), "byte {at}");
        package[at] ^= 1 << (at % 8);
    }
    assert!(verify_sealed(&package[..], &sealed.manifest, |_| {}).is_ok());
}

#[test]
fn in_every_byte_of_header_and_nonce() {
    let (sealed, mut package) = small();
    for at in 0..PREFIX {
        package[at] ^= 1 << (at % 8);
        assert!(refused(&package, &sealed.manifest), "byte {at}");
        package[at] ^= 1 << (at % 8);
    }
}

#[test]
fn in_every_byte_of_the_manifest() {
    let (sealed, package) = small();
    let mut manifest = sealed.manifest.to_bytes();
    for at in 0..manifest.len() {
        manifest[at] ^= 1 << (at % 8);
        // What still parses is another manifest, and its signatures fail. Where it
        // says anything about bytes, opening fails too.
        if let Ok(other) = Manifest::from_bytes(&manifest) {
            assert_ne!(other, sealed.manifest, "byte {at}");
            if other.items != sealed.manifest.items && !about_only(&other, &sealed.manifest) {
                assert!(refused(&package, &other), "byte {at}");
            }
        }
        manifest[at] ^= 1 << (at % 8);
    }
}

fn about_only(one: &Manifest, other: &Manifest) -> bool {
    one.items.iter().zip(&other.items).all(|(one, other)| {
        (&one.path, one.size, one.sha256) == (&other.path, other.size, other.sha256)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn in_any_bit_of_the_payload(at in PREFIX..11_000_usize, bit in 0..8_u8) {
        let (sealed, mut package) = small();
        let at = at.min(package.len() - 1);
        package[at] ^= 1 << bit;
        prop_assert!(refused(&package, &sealed.manifest));
    }

    #[test]
    fn truncated_anywhere(length in 0..11_000_usize) {
        let (sealed, mut package) = small();
        let length = length.min(package.len() - 1);
        package.truncate(length);
        prop_assert!(refused(&package, &sealed.manifest));
    }

    #[test]
    fn any_sizes_come_back(sizes in prop::collection::vec(0..200_000_usize, 1..6)) {
        let names: Vec<_> = (0..sizes.len()).map(|index| format!("f{index}")).collect();
        let files: Vec<_> = names.iter().zip(&sizes).map(|(name, size)| (name.as_str(), bytes(*size))).collect();
        let (sealed, package) = seal_files(&files);
        prop_assert_eq!(sealed.manifest.ciphertext.length, package.len() as u64);
        let (result, sink) = open_into(&package, &sealed.manifest, &identity());
        prop_assert!(result.is_ok());
        for (name, content) in files {
            prop_assert_eq!(&sink.files[&format!("data/{name}")], &content);
        }
    }

    #[test]
    fn no_text_is_taken_for_a_climbing_path(text in "[a./\\\\ :~-]{0,12}") {
        if let Ok(path) = text.parse::<BagPath>() {
            prop_assert!(!path.as_str().starts_with('/'));
            prop_assert!(path.as_str().split('/').all(|part| !matches!(part, "" | "." | "..")));
        }
    }

    #[test]
    fn any_name_has_a_portable_path(name in "\\PC{1,40}") {
        if let Ok(path) = BagPath::portable(&name) {
            prop_assert_eq!(path.as_str().parse::<BagPath>(), Ok(path));
        } else {
            prop_assert!(name.replace('\\', "/").split('/').all(str::is_empty));
        }
    }

    #[test]
    fn no_bytes_crash_the_readers(noise in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Manifest::from_bytes(&noise).is_err());
        prop_assert!(age::decrypt(&noise, &identity()).is_err());
    }
}
