//! Opening: ciphertext in, evidence out, every check made on the way.
//!
//! Three stages: one reads; a second takes BLAKE3 and decrypts; the caller's thread
//! reads the bag, takes SHA-256 and hands the files to a sink. The sink is told at the
//! end whether all of it may stay.

mod bag_reader;
mod decrypting;
mod diagnosis;
mod item;
mod plain;
mod reading;

pub use self::item::{ItemReader, open_item};

use std::io::{self, Read};
use std::sync::mpsc::sync_channel;
use std::thread;

use self::bag_reader::Stop;
use self::reading::Package;
use crate::age::Identity;
use crate::block::Block;
use crate::slices::SliceTree;
use crate::{BagPath, Check, CheckId, Manifest, Refusal};

/// Blocks in the ring between the stages.
const RING_BLOCKS: usize = 8;

/// Where opened files go. Calls come in this order: for each file `begin`, any
/// number of `write`, `end`; at last either `finish` or `abandon`.
///
/// Until `finish`, nothing may become visible as opened evidence: a check may
/// still fail. `abandon` removes whatever was taken.
pub trait BagSink {
    /// A file begins. Its path is safe to join to a folder.
    fn begin(&mut self, path: &BagPath, size: u64) -> io::Result<()>;
    /// The file's next bytes; they authenticate, but the file's digest is not yet known.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// The file is complete and has the digest that was signed.
    fn end(&mut self) -> io::Result<()>;
    /// Every check holds; what was taken may stay.
    fn finish(&mut self) -> io::Result<()>;
    /// A check failed, or the world did; nothing of what was taken may stay.
    fn abandon(&mut self);
}

/// A sink that keeps nothing: opening into it only verifies.
#[derive(Debug, Clone, Copy, Default)]
pub struct VerifyOnly;

impl BagSink for VerifyOnly {
    fn begin(&mut self, _: &BagPath, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn abandon(&mut self) {}
}

/// A package that was opened: every check held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The checks, in the order in which they are reported.
    pub checks: Vec<Check>,
}

/// Why a package was not opened. The sink was told to abandon.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A check failed. It names the check and where.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The sealed package could not be read.
    #[error("the sealed package could not be read; check the disk it is on and try again")]
    Read {
        /// What the system said.
        source: io::Error,
    },
    /// The sink could not take what was opened.
    #[error("the opened evidence could not be written; check the space on its disk and try again")]
    Sink {
        /// What the system said.
        source: io::Error,
    },
}

/// Opens a package into `sink`.
///
/// The manifest's signatures are the caller's to check, before. Everything else
/// is checked here: the manifest against itself, length and BLAKE3 of the
/// ciphertext, the seal's header and every chunk, each entry of the bag, SHA-256
/// of every file. `progress` is told the number of bag bytes read so far.
pub fn open(
    input: impl Read + Send,
    identity: &Identity,
    manifest: &Manifest,
    sink: &mut impl BagSink,
    mut progress: impl FnMut(u64),
) -> Result<Opened, OpenError> {
    let opened = check_manifest(manifest)
        .and_then(|()| run(input, identity, manifest, sink, &mut progress))
        .and_then(|()| sink.finish().map_err(|source| OpenError::Sink { source }));
    match opened {
        Ok(()) => Ok(Opened {
            checks: passed(manifest),
        }),
        Err(error) => {
            sink.abandon();
            Err(error)
        }
    }
}

/// Checks length and digest of a sealed package against its manifest, without a
/// key. `progress` is told the number of bytes read so far.
pub fn verify_sealed(
    input: impl Read,
    manifest: &Manifest,
    progress: impl FnMut(u64),
) -> Result<Vec<Check>, OpenError> {
    check_manifest(manifest)?;
    reading::verify(input, manifest, progress)?;
    Ok(vec![
        Check::passed(CheckId::ManifestForm, 1),
        Check::passed(CheckId::CiphertextLength, 1),
        Check::passed(CheckId::CiphertextDigest, 1),
    ])
}

fn check_manifest(manifest: &Manifest) -> Result<(), OpenError> {
    match manifest.faults().into_iter().next() {
        None => Ok(()),
        Some(fault) => Err(OpenError::Refused(fault)),
    }
}

fn run(
    input: impl Read + Send,
    identity: &Identity,
    manifest: &Manifest,
    sink: &mut impl BagSink,
    progress: &mut impl FnMut(u64),
) -> Result<(), OpenError> {
    let mut package = Package::new(input, manifest);
    let mut prefix = [0; decrypting::PREFIX_BYTES];
    package.fill(&mut prefix)?;
    let key = decrypting::payload_key(&prefix, identity)?;
    let (free, recycled) = sync_channel(RING_BLOCKS);
    let (filled, to_open) = sync_channel(RING_BLOCKS);
    let (opened, to_read) = sync_channel(RING_BLOCKS);
    for _ in 0..RING_BLOCKS {
        let room = free.try_send(Block::new());
        room.expect("INVARIANT (ring): the channel has room for every block");
    }
    thread::scope(|scope| {
        let (prefix, key) = (&prefix, &key);
        let reading = scope.spawn(move || package.read_blocks(&recycled, &filled));
        let opening = scope.spawn(move || decrypting::run(prefix, key, to_open, &opened));
        let mut plain = plain::Plain::new(to_read, free);
        let bag = bag_reader::run(&mut plain, manifest, sink, progress);
        drop(plain);
        verdict(manifest, bag, join(opening), join(reading))
    })
}

/// What came of the three stages. A stage that ended for want of blocks has nothing to
/// say; of the others the first to meet its error stands furthest down the stream.
fn verdict(
    manifest: &Manifest,
    bag: Result<(), Stop>,
    opened: Result<SliceTree, Refusal>,
    read: Result<(), OpenError>,
) -> Result<(), OpenError> {
    if let Err(Stop::Own(error)) = bag {
        return Err(error);
    }
    let slices = opened?;
    read?;
    match bag {
        Ok(()) => Ok(reading::check_digest(&slices, manifest)?),
        Err(_) => Err(bag_reader::short(manifest)),
    }
}

fn join<T>(stage: thread::ScopedJoinHandle<'_, T>) -> T {
    stage
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The checks of [`open`], all of which held.
fn passed(manifest: &Manifest) -> Vec<Check> {
    let items = manifest.items.len() as u64;
    let tag_files = manifest.bag.tag_files.len() as u64 + 1;
    let chunks = manifest.ciphertext.length / crate::age::SEALED_CHUNK_BYTES as u64 + 1;
    let count = |id| match id {
        CheckId::SealChunk => chunks,
        CheckId::TagFiles => tag_files,
        CheckId::ItemDigest => items,
        CheckId::EntryKind
        | CheckId::EntryPath
        | CheckId::EntryDuplicate
        | CheckId::EntryUnexpected
        | CheckId::EntryMissing
        | CheckId::EntrySize
        | CheckId::EntryForm => items + tag_files,
        _ => 1,
    };
    let all = CheckId::ALL.iter();
    all.map(|id| Check::passed(*id, count(*id))).collect()
}
