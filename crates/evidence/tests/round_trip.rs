//! What is sealed is what is opened.

mod support;

use comity_evidence::*;
use support::*;

#[test]
fn a_package_opens_to_what_was_sealed() {
    let large = bytes(3 * 1024 * 1024 + 17);
    let (sealed, package) = seal_files(&[
        ("a.txt", b"alpha".to_vec()),
        ("folder/large.bin", large.clone()),
        ("exact", bytes(65_536)),
        ("none", Vec::new()),
    ]);
    assert_eq!(sealed.manifest.ciphertext.length, package.len() as u64);
    assert_eq!(
        sealed.slices.root().as_bytes(),
        blake3::hash(&package).as_bytes()
    );
    let (opened, sink) = open_into(&package, &sealed.manifest, &identity());
    assert_eq!(opened.unwrap().checks.len(), CheckId::ALL.len());
    assert!(sink.finished && !sink.abandoned);
    assert_eq!(sink.files["data/a.txt"], b"alpha");
    assert_eq!(sink.files["data/folder/large.bin"], large);
    assert_eq!(sink.files["data/none"], b"");
    assert_eq!(sink.files.len(), 4 + 5);
}

#[test]
fn the_manifest_survives_its_bytes() {
    let (sealed, _) = small();
    let bytes = sealed.manifest.to_bytes();
    assert_eq!(Manifest::from_bytes(&bytes).unwrap(), sealed.manifest);
}

#[test]
fn sealing_is_deterministic() {
    let (first, second) = (small(), small());
    assert_eq!(first.1, second.1);
    assert_eq!(first.0.manifest, second.0.manifest);
}
