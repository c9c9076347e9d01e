//! The tag files of a bag. All but `metadata/case.jsonld` follow, byte for byte,
//! from the manifest.

use std::fmt::Write as _;

use comity_custody::Digest;
use jiff::tz::TimeZone;

use super::BagPath;
use crate::{ItemRecord, Manifest, TagFileRecord};

pub(crate) const BAGIT: &str = "bagit.txt";
pub(crate) const BAG_INFO: &str = "bag-info.txt";
pub(crate) const PAYLOAD_MANIFEST: &str = "manifest-sha256.txt";
pub(crate) const CASE: &str = "metadata/case.jsonld";
pub(crate) const TAGMANIFEST: &str = "tagmanifest-sha256.txt";

/// The tag files that `tagmanifest-sha256.txt` lists, in the order of the stream:
/// the first before the evidence, the others after it.
pub(crate) const TAG_FILES: [&str; 4] = [BAGIT, BAG_INFO, PAYLOAD_MANIFEST, CASE];

/// The declaration that makes a folder a bag (RFC 8493, 2.1.1).
pub(crate) fn bagit() -> String {
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".into()
}

/// The bag's description for people (RFC 8493, 2.2.2).
pub(crate) fn bag_info(manifest: &Manifest) -> String {
    let conditions = &manifest.conditions;
    let date = TimeZone::UTC.to_datetime(manifest.sealed_at).date();
    let oxum = (manifest.payload_bytes(), manifest.items.len());
    let mut text = String::new();
    let mut line = |label: &str, value: &dyn std::fmt::Display| {
        writeln!(text, "{label}: {value}").expect("INVARIANT (string): writing succeeds");
    };
    line("Source-Organization", &manifest.from);
    line("Bagging-Date", &date);
    line("External-Identifier", &manifest.package);
    line("Bag-Group-Identifier", &manifest.matter);
    line("Payload-Oxum", &format_args!("{}.{}", oxum.0, oxum.1));
    line("Addressee", &manifest.to);
    line("Purpose", &conditions.purpose);
    line("Onward-Transfer", &conditions.onward_transfer.word());
    line("Confidentiality", &conditions.confidentiality.word());
    if let Some(until) = &conditions.retention_until {
        line("Retention-Until", until);
    }
    if let Some(remarks) = &conditions.remarks {
        line("Remarks", remarks);
    }
    text
}

/// The list of evidence items and their digests (RFC 8493, 2.1.3).
pub(crate) fn payload_manifest(items: &[ItemRecord]) -> String {
    let mut text = String::new();
    for item in items {
        push_line(&mut text, item.sha256, &item.path);
    }
    text
}

/// The list of the other tag files and their digests (RFC 8493, 2.2.1).
pub(crate) fn tagmanifest(files: &[TagFileRecord]) -> String {
    let mut text = String::new();
    for file in files {
        push_line(&mut text, file.sha256, &file.path);
    }
    text
}

fn push_line(text: &mut String, digest: Digest, path: &BagPath) {
    writeln!(text, "{digest}  {path}").expect("INVARIANT (string): writing succeeds");
}

/// The record of a tag file with this content.
pub(crate) fn record(path: &'static str, content: &str) -> TagFileRecord {
    TagFileRecord {
        path: BagPath::fixed(path),
        size: content.len() as u64,
        sha256: Digest::of(content.as_bytes()),
    }
}

/// Largest CASE file that is read for so many items and references together, in bytes.
pub(crate) fn case_bytes_max(items: usize) -> u64 {
    (1 << 20) + items as u64 * (64 << 10)
}
