//! The vectors of `docs/formats/package.md`: computed here, compared there.
//!
//! `COMITY_WRITE_VECTORS=1 cargo test -p comity-evidence --test package_page` writes them.

mod support;

use std::fmt::Write as _;
use std::path::PathBuf;

use comity_evidence::*;
use support::hostile::Tar;
use support::*;

fn page() -> PathBuf {
    PathBuf::from("../../docs/formats/package.md")
}

#[test]
fn the_page_shows_what_the_code_computes() {
    let written = std::fs::read_to_string(page()).unwrap();
    let mut text = written.clone();
    let vectors = vectors();
    for (name, vector) in &vectors {
        let mark = format!("<!-- vector: {name} -->\n```\n");
        let start = text.find(&mark).expect(name) + mark.len();
        let end = start + text[start..].find("```\n").unwrap();
        text.replace_range(start..end, vector);
    }
    if std::env::var_os("COMITY_WRITE_VECTORS").is_some() {
        std::fs::write(page(), &text).unwrap();
        return;
    }
    assert!(
        text == written,
        "vectors differ; compare with COMITY_WRITE_VECTORS=1 and git diff"
    );
    assert_eq!(text.matches("<!-- vector:").count(), vectors.len());
}

fn vectors() -> Vec<(&'static str, String)> {
    let (sealed, package) = small();
    let (opened, sink) = open_into(&package, &sealed.manifest, &identity());
    opened.unwrap();
    let file = |path: &str| String::from_utf8(sink.files[path].clone()).unwrap();
    let manifest = String::from_utf8(sealed.manifest.to_bytes()).unwrap();
    vec![
        ("bagit", file("bagit.txt")),
        ("bag-info", file("bag-info.txt")),
        ("payload-manifest", file("manifest-sha256.txt")),
        ("tagmanifest", file("tagmanifest-sha256.txt")),
        ("extended-header", extended_header()),
        ("keys", keys()),
        ("package", package_facts(&sealed, &package)),
        ("slices", slices()),
        ("manifest", manifest + "\n"),
        ("references", references()),
        ("checks", checks()),
        ("deletion", deletion(&sealed.manifest)),
    ]
}

fn extended_header() -> String {
    let (_, package) = seal_files(&[("Größe.txt", b"abc".to_vec())]);
    let tar = Tar(age::decrypt(&package, &identity()).unwrap().to_vec());
    let start = tar.find("entry-1.pax");
    let mut text = String::new();
    for (line, bytes) in tar.0[start..start + 1536].chunks(32).enumerate() {
        if bytes.iter().any(|byte| *byte != 0) {
            writeln!(text, "{:4}  {}", line * 32, hex::encode(bytes)).unwrap();
        }
    }
    text
}

fn keys() -> String {
    let identity = identity();
    let recipient = identity.recipient();
    let shown = recipient.to_string();
    format!(
        "identity              {}\nrecipient             {}...{}\nSHA-256 of its bytes  {}\n",
        *identity.to_secret_text(),
        &shown[..40],
        &shown[shown.len() - 20..],
        recipient.fingerprint(),
    )
}

fn package_facts(sealed: &Sealed, package: &[u8]) -> String {
    let stream = age::decrypt(package, &identity()).unwrap();
    format!(
        "stream   {} bytes, SHA-256 {}\nheader   1627 bytes, SHA-256 {}\npackage  {} bytes, SHA-256 {}\n         BLAKE3 {}\n",
        stream.len(),
        Digest::of(&stream),
        Digest::of(&package[..1627]),
        package.len(),
        Digest::of(package),
        sealed.manifest.ciphertext.blake3,
    )
}

/// The list is made here from the digest's own definition, by the BLAKE3 crate.
fn slices() -> String {
    let mut text = String::new();
    for length in [1, 1 << 20, (1 << 20) + 1, 3 << 20] {
        let bytes: Vec<u8> = (0..length)
            .map(|at: u32| (at * 7 % 251).to_le_bytes()[0])
            .collect();
        let root = *blake3::hash(&bytes).as_bytes();
        let values = chaining_values(&bytes);
        let root = Blake3::from_bytes(root);
        SliceTree::from_bytes(u64::from(length), &values.concat(), root).unwrap();
        let values = values.iter().map(hex::encode).collect::<Vec<_>>();
        let values = values.join("\n         ");
        writeln!(text, "{length:7}  {values}\n BLAKE3  {root}").unwrap();
    }
    text
}

fn chaining_values(bytes: &[u8]) -> Vec<[u8; 32]> {
    use blake3::hazmat::HasherExt as _;
    if bytes.len() <= 1 << 20 {
        return vec![*blake3::hash(bytes).as_bytes()];
    }
    let slices = bytes.chunks(1 << 20).enumerate();
    let value = |(index, slice)| {
        let mut hasher = blake3::Hasher::new();
        hasher.set_input_offset((index as u64) << 20).update(slice);
        hasher.finalize_non_root()
    };
    slices.map(value).collect()
}

/// The manifest's list, and the lines of the CASE file about it.
fn references() -> String {
    let mut package = Vec::new();
    let items = [item("server.log", bytes(700))];
    let sealed = seal(items, with_reference(), &mut package, |_| {}).unwrap();
    let (opened, sink) = open_into(&package, &sealed.manifest, &identity());
    opened.unwrap();
    let list = serde_jcs::to_vec(&sealed.manifest.references).unwrap();
    let mut text = String::from_utf8(list).unwrap() + "\n\n";
    let case = String::from_utf8(sink.files["metadata/case.jsonld"].clone()).unwrap();
    let about = |line: &&str| line.contains("43 seconds") || line.contains("Not copied");
    for line in case.lines().filter(about) {
        writeln!(text, "{line}").unwrap();
    }
    text
}

fn checks() -> String {
    let mut text = String::new();
    for id in CheckId::ALL {
        writeln!(text, "{:18} {id}", id.id()).unwrap();
    }
    text
}

fn deletion(manifest: &Manifest) -> String {
    let at = "2032-01-01T00:00:00Z".parse().unwrap();
    let record = DeletionRecord::new(manifest, at, DeletionReason::RetentionEnded);
    String::from_utf8(record.to_bytes()).unwrap() + "\n"
}
