//! Sealing: evidence in, ciphertext out, one pass.
//!
//! Four stages on their own threads, joined by a ring of recycled blocks: the caller's
//! thread reads the evidence and lays it out as a tar stream; a second takes SHA-256; a
//! third encrypts in place and takes BLAKE3; the last one writes.

mod bagger;
mod hashing;
mod pipeline;
mod plain;
mod writing;

pub use writing::PageSink;

use std::io::{self, Read, Write};

use jiff::Timestamp;
use uuid::Uuid;

use self::writing::{InOrder, InPlace, Writing};
use crate::age::{self, Recipient, SealEntropy};
use crate::bag::case::SealingAct;
use crate::{
    BagPath, Conditions, ItemDescription, Manifest, PartyCode, ReferenceRecord, SliceTree,
};

/// An evidence item to be sealed.
#[derive(Debug)]
pub struct Item<R> {
    /// Its path in the bag, beginning with `data/`.
    pub path: BagPath,
    /// Its length, in bytes. The content must have exactly this length.
    pub size: u64,
    /// What is said about it.
    pub about: ItemDescription,
    /// Its bytes. Read once, in large pieces; it needs no buffering of its own.
    pub content: R,
}

/// Everything about a package but its contents.
pub struct SealParameters {
    /// The package's identifier (UUIDv7).
    pub package: Uuid,
    /// The matter it answers.
    pub matter: Uuid,
    /// The State that seals.
    pub from: PartyCode,
    /// The State it is sealed to.
    pub to: PartyCode,
    /// Now.
    pub sealed_at: Timestamp,
    /// The key it is sealed to.
    pub recipient: Recipient,
    /// Conditions of use.
    pub conditions: Conditions,
    /// What is not copied: it stays with its custodian.
    pub references: Vec<ReferenceRecord>,
    /// What is told to the court about how the evidence was obtained.
    pub act: SealingAct,
    /// Fresh randomness.
    pub entropy: SealEntropy,
}

/// A sealed package: what is signed, and what verifies its slices.
#[derive(Debug)]
pub struct Sealed {
    /// To be signed by the sending State.
    pub manifest: Manifest,
    /// To be served beside the package.
    pub slices: SliceTree,
}

/// Why nothing was sealed. What was written until then is to be thrown away.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// No item was given.
    #[error("there is nothing to seal: give at least one evidence item")]
    NoItems,
    /// More items than a package takes.
    #[error(
        "a package takes at most {} items: seal several packages, or put small files into an archive",
        crate::ITEMS_MAX
    )]
    TooManyItems,
    /// An item's path is not under `data/`.
    #[error("the path {path} is not under data/; make it with BagPath::payload")]
    NotPayload {
        /// The path.
        path: BagPath,
    },
    /// An item's path meets that of an earlier item.
    #[error("the path {path} meets that of an earlier item; give it another name")]
    PathTaken {
        /// The path.
        path: BagPath,
    },
    /// An item's length is not the one that was announced.
    #[error("{path} was announced with {announced} bytes but has {}; it changed while it was read, seal again", found_words(*.announced, *.found))]
    SizeChanged {
        /// The item's path.
        path: BagPath,
        /// Length announced, in bytes.
        announced: u64,
        /// Bytes read: fewer, or one more than announced.
        found: u64,
    },
    /// An item is the very thing a reference names, which must not be copied.
    #[error("{path} is the very thing a reference names; leave it where it is")]
    CopyOfReference {
        /// The path.
        path: BagPath,
    },
    /// A field of the parameters or of an item's description is not fit for a manifest.
    #[error("{0}")]
    Parameters(Box<crate::Finding>),
    /// An item could not be read.
    #[error("the evidence could not be read{}; check the disk it is on", at_path(.path.as_ref()))]
    Read {
        /// The item's path, if it had begun.
        path: Option<BagPath>,
        /// What the system said.
        source: io::Error,
    },
    /// The package could not be written.
    #[error("the sealed package could not be written; check the space on its disk")]
    Write {
        /// What the system said.
        source: io::Error,
    },
}

fn found_words(announced: u64, found: u64) -> String {
    if found > announced {
        "more".into()
    } else {
        found.to_string()
    }
}

fn at_path(path: Option<&BagPath>) -> String {
    path.map_or_else(String::new, |path| format!(" at {path}"))
}

/// Seals `items` to a recipient.
///
/// `items` yields each item when its turn comes, so that only one needs to be
/// open at a time; an error it yields ends the sealing. `out` receives the age
/// file in large writes and is flushed at the end. `progress` is told the number
/// of evidence bytes read so far, at least every mebibyte.
///
/// Memory is bounded: some megabytes of blocks, 32 bytes for each mebibyte, and
/// some hundred bytes for each item. The same arguments give the same bytes.
pub fn seal<R: Read>(
    items: impl IntoIterator<Item = io::Result<Item<R>>>,
    parameters: SealParameters,
    out: impl Write + Send,
    progress: impl FnMut(u64),
) -> Result<Sealed, SealError> {
    seal_through(items, parameters, InOrder(out), progress)
}

/// Seals as [`seal`] does, into a place that takes whole pages in any order. On a file
/// that bypasses the page cache this costs half the processor time of writing through it.
pub fn seal_pages<R: Read>(
    items: impl IntoIterator<Item = io::Result<Item<R>>>,
    parameters: SealParameters,
    out: &impl PageSink,
    progress: impl FnMut(u64),
) -> Result<Sealed, SealError> {
    seal_through(items, parameters, InPlace(out), progress)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "consumed, so that its randomness is not used twice"
)]
fn seal_through<R: Read>(
    items: impl IntoIterator<Item = io::Result<Item<R>>>,
    parameters: SealParameters,
    writing: impl Writing,
    mut progress: impl FnMut(u64),
) -> Result<Sealed, SealError> {
    let header = age::write(&parameters.recipient, &parameters.entropy);
    let key = age::PayloadKey::derive(
        &parameters.entropy.file_key,
        &parameters.entropy.payload_nonce,
    );
    let mut prefix = header;
    prefix.extend_from_slice(&parameters.entropy.payload_nonce);
    let (mut manifest, slices) = pipeline::run(&prefix, &key, writing, |plain| {
        bagger::fill(items, &parameters, plain, &mut progress)
    })?;
    manifest.ciphertext.length = slices.length();
    manifest.ciphertext.blake3 = slices.root();
    debug_assert_eq!(manifest.faults(), []);
    Ok(Sealed { manifest, slices })
}
