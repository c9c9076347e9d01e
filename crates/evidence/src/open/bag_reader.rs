//! The second stage of opening: the tar stream, entry by entry, against the
//! manifest. The stream has one possible form, so it is compared, not interpreted.

use std::io;

use aws_lc_rs::digest::{Context, SHA256};
use comity_custody::Digest;

use super::diagnosis::diagnose;
use super::plain::Plain;
use super::{BagSink, OpenError};
use crate::bag::tar_entry::{self, END, Stand};
use crate::manifest::EntryRecord;
use crate::{CheckId, Manifest, Place, Refusal};

/// Why this stage stopped.
pub(super) enum Stop {
    /// For a reason of its own.
    Own(OpenError),
    /// No more plaintext came.
    Dry,
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Own(OpenError::Refused(refusal))
    }
}

impl From<io::Error> for Stop {
    fn from(source: io::Error) -> Self {
        Self::Own(OpenError::Sink { source })
    }
}

/// Reads the whole bag into the sink.
pub(super) fn run(
    plain: &mut Plain,
    manifest: &Manifest,
    sink: &mut impl BagSink,
    progress: &mut impl FnMut(u64),
) -> Result<(), Stop> {
    let folder = manifest.folder();
    for (ordinal, entry) in manifest.entries().enumerate() {
        let stand = Stand {
            folder: &folder,
            ordinal,
            sealed_at: tar_entry::sealed_at(manifest),
        };
        let header = tar_entry::header(stand, entry.path, entry.size);
        expect(plain, manifest, ordinal, &header)?;
        read_entry(plain, entry, sink, progress)?;
        expect_padding(plain, entry)?;
    }
    let count = manifest.entries().count();
    expect(plain, manifest, count, &END)?;
    match plain.next(1) {
        None => Ok(()),
        Some(_) => Err(end(plain.position() - 1).into()),
    }
}

/// The refusal of a stream that ends before its last entry. The lengths were
/// compared before, so only a reading stage that lost bytes could lead here.
pub(super) fn short(manifest: &Manifest) -> OpenError {
    OpenError::Refused(Refusal::new(
        CheckId::EntryMissing,
        Place::Path(manifest.bag.tagmanifest.path.to_string()),
        "the bag's last file",
        "the stream's end",
    ))
}

fn end(at: u64) -> Refusal {
    let place = Place::BagByte(at);
    Refusal::new(CheckId::BagEnd, place, "the stream's end", "more bytes")
}

fn expect(
    plain: &mut Plain,
    manifest: &Manifest,
    ordinal: usize,
    expected: &[u8],
) -> Result<(), Stop> {
    let at = plain.position();
    let found = plain.take(expected.len());
    if found.len() < expected.len() {
        return Err(Stop::Dry);
    }
    if found == expected {
        return Ok(());
    }
    Err(diagnose(manifest, ordinal, at, expected, &found).into())
}

fn read_entry(
    plain: &mut Plain,
    entry: EntryRecord<'_>,
    sink: &mut impl BagSink,
    progress: &mut impl FnMut(u64),
) -> Result<(), Stop> {
    sink.begin(entry.path, entry.size)?;
    let mut sha256 = Context::new(&SHA256);
    let mut left = entry.size;
    while left > 0 {
        let before = plain.position() >> 20;
        let piece = plain.next(left).ok_or(Stop::Dry)?;
        sha256.update(piece);
        sink.write(piece)?;
        left -= piece.len() as u64;
        if plain.position() >> 20 != before {
            progress(plain.position());
        }
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(sha256.finish().as_ref());
    check_digest(entry, Digest::from_bytes(digest))?;
    Ok(sink.end()?)
}

fn check_digest(entry: EntryRecord<'_>, found: Digest) -> Result<(), Refusal> {
    if found == entry.sha256 {
        return Ok(());
    }
    let check = if entry.path.is_payload() {
        CheckId::ItemDigest
    } else {
        CheckId::TagFiles
    };
    let place = Place::Path(entry.path.to_string());
    let (expected, found) = (entry.sha256.to_string(), found.to_string());
    Err(Refusal::new(check, place, expected, found))
}

/// Bytes between files are zero: nothing hides there.
fn expect_padding(plain: &mut Plain, entry: EntryRecord<'_>) -> Result<(), Stop> {
    let at = plain.position();
    let padding = plain.take(tar_entry::padding(entry.size));
    if padding.len() < tar_entry::padding(entry.size) {
        return Err(Stop::Dry);
    }
    match padding.iter().position(|byte| *byte != 0) {
        None => Ok(()),
        Some(offset) => {
            let place = Place::BagByte(at + offset as u64);
            let found = format!("other bytes after {}", entry.path);
            Err(Refusal::new(CheckId::EntryForm, place, "zero bytes", found).into())
        }
    }
}
