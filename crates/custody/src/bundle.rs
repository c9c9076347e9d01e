//! Entry bundles (C2SP tlog-tiles): the entries under one tile of level 0, each
//! after its length as a 16-bit number, big end first.

use crate::tile::TILE_WIDTH;

/// Bytes of the longest entry a bundle can hold.
pub const ENTRY_BYTES_MAX: usize = u16::MAX as usize;

/// The entries do not make a bundle, or the bytes are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleInvalid {
    /// Longer than its length can be written.
    #[error(
        "entry {at} of the bundle has {found} bytes; a log entry has at most {ENTRY_BYTES_MAX}"
    )]
    EntryTooLong {
        /// Which entry, from 0.
        at: usize,
        /// Its bytes.
        found: usize,
    },
    /// More entries than a tile has hashes.
    #[error("an entry bundle holds at most {TILE_WIDTH} entries")]
    TooManyEntries,
    /// The bytes end inside an entry or its length.
    #[error("the entry bundle ends in the middle of entry {at}")]
    Truncated {
        /// Which entry, from 0.
        at: usize,
    },
}

/// The bytes of a bundle: at most 256 entries, in order.
pub fn encode_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BundleInvalid> {
    let mut bundle = Vec::new();
    for (at, entry) in entries.into_iter().enumerate() {
        if at == usize::from(TILE_WIDTH) {
            return Err(BundleInvalid::TooManyEntries);
        }
        let found = entry.len();
        let length = u16::try_from(found).map_err(|_| BundleInvalid::EntryTooLong { at, found })?;
        bundle.extend(length.to_be_bytes());
        bundle.extend(entry);
    }
    Ok(bundle)
}

/// The entries of a bundle, in order.
pub fn decode_bundle(mut bundle: &[u8]) -> Result<Vec<&[u8]>, BundleInvalid> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let at = entries.len();
        if at == usize::from(TILE_WIDTH) {
            return Err(BundleInvalid::TooManyEntries);
        }
        let (entry, rest) = take_entry(bundle).ok_or(BundleInvalid::Truncated { at })?;
        entries.push(entry);
        bundle = rest;
    }
    Ok(entries)
}

fn take_entry(bundle: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bundle.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}
