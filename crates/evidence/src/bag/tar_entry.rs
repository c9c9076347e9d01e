//! The bag as a tar stream (POSIX pax): one form for every entry, so that what
//! one program reads in it, every program reads.

use std::fmt::Write as _;

use tar::{EntryType, Header};

use super::BagPath;
use crate::Manifest;

/// Length of a tar block, in bytes.
pub(crate) const BLOCK_BYTES: usize = 512;
/// Two empty blocks end the stream.
pub(crate) const END: [u8; 2 * BLOCK_BYTES] = [0; 2 * BLOCK_BYTES];

/// Longest name the plain header holds, in bytes.
const NAME_BYTES_MAX: usize = 100;
/// Largest size the plain header holds: eleven octal digits.
const SIZE_MAX: u64 = 0o777_7777_7777;
const MODE: u32 = 0o444;

/// Where an entry stands: what its header needs besides path and size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand<'a> {
    /// The bag's folder.
    pub(crate) folder: &'a str,
    /// Number of the entry in the stream, from zero.
    pub(crate) ordinal: usize,
    /// Modification time of every file: when the package was sealed, in Unix seconds.
    pub(crate) sealed_at: u64,
}

/// The header blocks that precede a file's bytes. Path or size that the plain
/// header cannot hold stand in a pax header before it.
pub(crate) fn header(stand: Stand<'_>, path: &BagPath, size: u64) -> Vec<u8> {
    let name = format!("{}/{path}", stand.folder);
    let plain_name = name.is_ascii() && name.len() <= NAME_BYTES_MAX;
    let plain_size = size <= SIZE_MAX;
    if plain_name && plain_size {
        return block(EntryType::Regular, name.as_bytes(), size, stand.sealed_at);
    }
    let mut records = String::new();
    if !plain_name {
        push_record(&mut records, "path", &name);
    }
    if !plain_size {
        push_record(&mut records, "size", &size.to_string());
    }
    let stand_in = format!("{}/entry-{}", stand.folder, stand.ordinal);
    let extended = format!("{stand_in}.pax");
    let length = records.len() as u64;
    let mut blocks = block(
        EntryType::XHeader,
        extended.as_bytes(),
        length,
        stand.sealed_at,
    );
    blocks.extend_from_slice(records.as_bytes());
    blocks.resize(blocks.len() + padding(length), 0);
    let name = if plain_name { &name } else { &stand_in };
    let size = if plain_size { size } else { 0 };
    blocks.extend(block(
        EntryType::Regular,
        name.as_bytes(),
        size,
        stand.sealed_at,
    ));
    blocks
}

/// Zero bytes between a file's end and the next block's start.
pub(crate) fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK_BYTES as u64).unwrap_or(0);
    (BLOCK_BYTES - over) % BLOCK_BYTES
}

/// Length of the whole tar stream, in bytes. `None`: beyond 2^64.
pub(crate) fn stream_length(manifest: &Manifest) -> Option<u64> {
    let folder = manifest.folder();
    let mut total = END.len() as u64;
    for (ordinal, entry) in manifest.entries().enumerate() {
        let stand = Stand {
            folder: &folder,
            ordinal,
            sealed_at: sealed_at(manifest),
        };
        let header = header(stand, entry.path, entry.size).len() + padding(entry.size);
        total = total.checked_add(entry.size)?.checked_add(header as u64)?;
    }
    Some(total)
}

/// The modification time of the bag's files.
pub(crate) fn sealed_at(manifest: &Manifest) -> u64 {
    u64::try_from(manifest.sealed_at.as_second()).unwrap_or(0)
}

fn block(kind: EntryType, name: &[u8], size: u64, sealed_at: u64) -> Vec<u8> {
    let mut header = Header::new_ustar();
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_mode(MODE);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(sealed_at);
    header.set_size(size);
    header.set_cksum();
    header.as_bytes().to_vec()
}

/// A pax record begins with its own length, that of the length's digits included.
fn push_record(records: &mut String, key: &str, value: &str) {
    let rest = key.len() + value.len() + 3;
    let mut length = rest + 1;
    while length != rest + length.to_string().len() {
        length = rest + length.to_string().len();
    }
    writeln!(records, "{length} {key}={value}").expect("INVARIANT (string): writing succeeds");
}

#[cfg(test)]
mod tests;
