//! The papers that the messages name: their bytes, as far as they are here.

use std::collections::BTreeSet;
use std::io::Read;

use aws_lc_rs::digest::{Context, SHA256};
use comity_custody::Digest;

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::Place;
use super::report::{Findings, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::thread::Thread;
use crate::papers::Paper;

/// Bytes read at once.
const PIECE_BYTES: usize = 64 << 10;

/// Compares each paper with the message that names it. One that did not come, or was erased with its text, is shown as not
/// present: what it was, the signed message says.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    thread: &Thread,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let mut named = BTreeSet::new();
    for message in &thread.messages {
        for paper in &message.envelope.papers {
            let place = Place::Paper(paper.sha256);
            if !named.insert(paper.sha256) {
                continue;
            }
            if let Some(length) = inventory.length(&place) {
                compare(source, &place, paper, length, findings)?;
            } else {
                findings.absent(CheckId::Papers, place.path(), say::PAPER_ABSENT);
            }
        }
    }
    for place in inventory.places() {
        let Place::Paper(digest) = place else {
            continue;
        };
        if named.contains(digest) {
            continue;
        }
        let path = place.path();
        if thread.whole() {
            let expected = "a paper that a message names";
            let (at, found) = (Where::file(&path), "a file that no message names");
            findings.fail(CheckId::Papers, path.clone(), at, found, expected);
        } else {
            // The message that names it may be one of those that are not believed.
            findings.not_reached(CheckId::Papers, path, say::NO_MESSAGE);
        }
    }
    Ok(())
}

fn compare(
    source: &impl CaseSource,
    place: &Place,
    paper: &Paper,
    length: u64,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let path = place.path();
    if length != paper.length {
        let expected = format!("{} bytes, as the message says", paper.length);
        let (at, found) = (Where::file(&path), format!("{length} bytes"));
        findings.fail(CheckId::Papers, path, at, found, expected);
        return Ok(());
    }
    let found = measured(source, &path)?;
    if found == paper.sha256 {
        findings.pass(CheckId::Papers, path, format!("{length} bytes"));
    } else {
        let expected = format!("the SHA-256 {}", paper.sha256);
        let at = Where::file(&path);
        findings.fail(
            CheckId::Papers,
            path,
            at,
            format!("the SHA-256 {found}"),
            expected,
        );
    }
    Ok(())
}

/// The SHA-256 of a listed file, read in pieces.
pub(super) fn measured(source: &impl CaseSource, path: &str) -> Result<Digest, SourceFault> {
    let mut file = source.open(path)?;
    let (mut sha256, mut piece) = (Context::new(&SHA256), vec![0; PIECE_BYTES]);
    loop {
        let read = file.read(&mut piece).map_err(|source| SourceFault {
            path: path.to_owned(),
            source,
        })?;
        if read == 0 {
            let mut digest = [0; 32];
            digest.copy_from_slice(sha256.finish().as_ref());
            return Ok(Digest::from_bytes(digest));
        }
        sha256.update(&piece[..read]);
    }
}
