//! Verifying an opened bag, exported for a court, against its signed manifest.

use std::collections::HashMap;
use std::io::{self, Read};

use aws_lc_rs::digest::{Context, SHA256};
use comity_custody::Digest;

use crate::manifest::EntryRecord;
use crate::{BagPath, Check, CheckId, Manifest, Place, Refusal};

/// Most findings of one report: a hostile folder does not fill the memory with them.
const FINDINGS_MAX: usize = 1000;

/// What kind of thing a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundKind {
    /// A regular file.
    File,
    /// A symbolic link, a device, a socket: anything else but a folder.
    Other,
}

/// Something found in the bag's folder or below it. Folders themselves are not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path relative to the bag's folder, parts separated by `/`.
    pub path: String,
    /// What it is.
    pub kind: FoundKind,
    /// Its length, in bytes.
    pub size: u64,
}

/// An opened bag, wherever it lies. Links are not followed.
pub trait BagSource {
    /// Everything in the bag's folder and below, in any order.
    fn entries(&self) -> io::Result<impl Iterator<Item = io::Result<Found>>>;
    /// Opens a file for reading.
    fn open(&self, path: &BagPath) -> io::Result<impl Read>;
}

/// The bag could not be read, so nothing can be said of it.
#[derive(Debug, thiserror::Error)]
pub enum VerifyFault {
    /// The folder could not be listed.
    #[error("the bag's folder could not be listed; check that it is readable")]
    List {
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be read.
    #[error("{path} could not be read; check the disk it is on")]
    Read {
        /// The file.
        path: BagPath,
        /// What the system said.
        source: io::Error,
    },
}

/// Checks an opened bag: every file that was signed is there, once, as a regular
/// file of the right length and digest, and nothing else is. Gives one line for
/// each check that holds and one for each finding. `progress` is told the number
/// of bytes read so far.
pub fn verify_bag(
    source: &impl BagSource,
    manifest: &Manifest,
    mut progress: impl FnMut(u64),
) -> Result<Vec<Check>, VerifyFault> {
    let mut findings = Findings(manifest.faults());
    // A manifest that contradicts itself says nothing about a bag.
    if findings.0.is_empty() {
        let present = list(source, manifest, &mut findings)?;
        let mut done = 0;
        for entry in present {
            let digest = hash(source, entry, &mut done, &mut progress)?;
            findings.compare_digest(entry, digest);
        }
    }
    Ok(findings.into_checks(manifest))
}

/// Compares the folder's list with the manifest. Gives the files that are there,
/// in the manifest's order, with the lengths that were signed.
fn list<'a>(
    source: &impl BagSource,
    manifest: &'a Manifest,
    findings: &mut Findings,
) -> Result<Vec<EntryRecord<'a>>, VerifyFault> {
    let expected = manifest.entries().enumerate();
    let expected: HashMap<&str, (usize, EntryRecord<'_>)> = expected
        .map(|(at, entry)| (entry.path.as_str(), (at, entry)))
        .collect();
    let mut met = vec![false; expected.len()];
    let mut right = vec![false; expected.len()];
    let fault = |source| VerifyFault::List { source };
    for found in source.entries().map_err(fault)? {
        let found = found.map_err(fault)?;
        match expected.get(found.path.as_str()) {
            None => findings.unexpected(&found),
            Some((at, _)) if met[*at] => findings.duplicate(&found),
            Some((at, entry)) => {
                met[*at] = true;
                right[*at] = findings.compare_entry(*entry, &found);
            }
        }
    }
    for (at, entry) in manifest.entries().enumerate() {
        if !met[at] {
            findings.missing(entry);
        }
    }
    let entries = manifest.entries().enumerate();
    Ok(entries
        .filter(|(at, _)| right[*at])
        .map(|(_, entry)| entry)
        .collect())
}

fn hash(
    source: &impl BagSource,
    entry: EntryRecord<'_>,
    done: &mut u64,
    progress: &mut impl FnMut(u64),
) -> Result<Digest, VerifyFault> {
    let fault = |source| VerifyFault::Read {
        path: entry.path.clone(),
        source,
    };
    // One byte more than signed would change the digest, so no file is read further.
    let mut content = source.open(entry.path).map_err(fault)?.take(entry.size + 1);
    let mut sha256 = Context::new(&SHA256);
    let mut buffer = vec![0; 256 << 10];
    loop {
        match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                sha256.update(&buffer[..count]);
                *done += count as u64;
                progress(*done);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(fault(error)),
        }
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(sha256.finish().as_ref());
    Ok(Digest::from_bytes(digest))
}

/// The checks that failed.
struct Findings(Vec<Refusal>);

impl Findings {
    fn add(&mut self, check: CheckId, path: &str, expected: &str, found: impl Into<String>) {
        if self.0.len() < FINDINGS_MAX {
            let place = Place::Path(path.to_owned());
            self.0.push(Refusal::new(check, place, expected, found));
        }
    }

    fn unexpected(&mut self, found: &Found) {
        let (expected, there) = ("no such file", "a file the manifest does not name");
        self.add(CheckId::EntryUnexpected, &found.path, expected, there);
    }

    fn duplicate(&mut self, found: &Found) {
        let (expected, there) = ("the file once", "the file twice");
        self.add(CheckId::EntryDuplicate, &found.path, expected, there);
    }

    fn missing(&mut self, entry: EntryRecord<'_>) {
        let (expected, there) = ("the file", "nothing");
        self.add(CheckId::EntryMissing, entry.path.as_str(), expected, there);
    }

    /// Whether the entry is a regular file of the right length, so that its digest is worth taking.
    fn compare_entry(&mut self, entry: EntryRecord<'_>, found: &Found) -> bool {
        if found.kind != FoundKind::File {
            let there = "a link or a device";
            self.add(CheckId::EntryKind, &found.path, "a regular file", there);
            return false;
        }
        if found.size != entry.size {
            let expected = format!("{} bytes", entry.size);
            let there = format!("{} bytes", found.size);
            self.add(CheckId::EntrySize, &found.path, &expected, there);
            return false;
        }
        true
    }

    fn compare_digest(&mut self, entry: EntryRecord<'_>, digest: Digest) {
        if digest != entry.sha256 {
            let payload = entry.path.is_payload();
            let check = if payload {
                CheckId::ItemDigest
            } else {
                CheckId::TagFiles
            };
            let expected = entry.sha256.to_string();
            self.add(check, entry.path.as_str(), &expected, digest.to_string());
        }
    }

    fn into_checks(self, manifest: &Manifest) -> Vec<Check> {
        let items = manifest.items.len() as u64;
        let tag_files = manifest.bag.tag_files.len() as u64 + 1;
        let made = [
            (CheckId::ManifestForm, 1),
            (CheckId::EntryKind, items + tag_files),
            (CheckId::EntryDuplicate, items + tag_files),
            (CheckId::EntryUnexpected, items + tag_files),
            (CheckId::EntryMissing, items + tag_files),
            (CheckId::EntrySize, items + tag_files),
            (CheckId::TagFiles, tag_files),
            (CheckId::ItemDigest, items),
        ];
        let sound = self.0.iter().all(|one| one.check != CheckId::ManifestForm);
        let mut checks = Vec::new();
        for (id, count) in made {
            let failed = self.0.iter().filter(|one| one.check == id).cloned();
            let before = checks.len();
            checks.extend(failed.map(Refusal::into_check));
            if checks.len() == before {
                checks.push(if sound {
                    Check::passed(id, count)
                } else {
                    Check::not_reached(id)
                });
            }
        }
        checks
    }
}
