//! What is wrong with an entry that is not the expected one. By then it is
//! refused; this only finds the plainest words for it.

use tar::{EntryType, Header};

use crate::bag::tar_entry::BLOCK_BYTES;
use crate::{CheckId, Manifest, Place, Refusal};

/// Names the fault of entry number `ordinal`, whose header blocks begin at `at`.
pub(super) fn diagnose(
    manifest: &Manifest,
    ordinal: usize,
    at: u64,
    expected: &[u8],
    found: &[u8],
) -> Refusal {
    let due = manifest.entries().nth(ordinal);
    if due.is_none() && found[..BLOCK_BYTES] == expected[..BLOCK_BYTES] {
        let place = Place::BagByte(at + BLOCK_BYTES as u64);
        return Refusal::new(
            CheckId::BagEnd,
            place,
            "zero bytes to the end",
            "other bytes",
        );
    }
    let due_path = due.map_or("the stream's end".to_owned(), |due| due.path.to_string());
    if found[..BLOCK_BYTES].iter().all(|byte| *byte == 0) {
        let place = Place::Path(due_path);
        return Refusal::new(CheckId::EntryMissing, place, "the file", "the bag's end");
    }
    let header = Header::from_byte_slice(&found[..BLOCK_BYTES]);
    if let Some(refusal) = kind_fault(header) {
        return refusal;
    }
    let name = name_of(manifest, header, found);
    if name != due_path {
        return path_fault(manifest, ordinal, &due_path, &name);
    }
    let size = size_of(header, found);
    if let (Some(due), Some(size)) = (due, size)
        && due.size != size
    {
        let (expected, found) = (format!("{} bytes", due.size), format!("{size} bytes"));
        return Refusal::new(CheckId::EntrySize, Place::Path(name), expected, found);
    }
    let offset = expected.iter().zip(found).take_while(|(a, b)| a == b);
    let place = Place::BagByte(at + offset.count() as u64);
    let wanted = format!("the header of {due_path} in its specified form");
    Refusal::new(CheckId::EntryForm, place, wanted, "another form")
}

fn kind_fault(header: &Header) -> Option<Refusal> {
    let kind = match header.entry_type() {
        EntryType::Regular | EntryType::XHeader => return None,
        EntryType::Symlink => "a symbolic link",
        EntryType::Link => "a hard link",
        EntryType::Directory => "a folder",
        EntryType::Char | EntryType::Block | EntryType::Fifo => "a device",
        _ => "an entry of an unknown kind",
    };
    let name = String::from_utf8_lossy(&header.path_bytes()).into_owned();
    let place = Place::Path(name);
    Some(Refusal::new(
        CheckId::EntryKind,
        place,
        "a regular file",
        kind,
    ))
}

fn path_fault(manifest: &Manifest, ordinal: usize, due: &str, name: &str) -> Refusal {
    let earlier = manifest.entries().take(ordinal);
    let place = Place::Path(name.to_owned());
    let climbs = name.starts_with('/') || name.split('/').any(|part| part == "..");
    if climbs || name.contains(['\\', '\0']) {
        let found = "a path that leads elsewhere";
        return Refusal::new(CheckId::EntryPath, place, "a path in the bag", found);
    }
    let folded = name.to_lowercase();
    if earlier
        .map(|entry| entry.path.folded())
        .any(|path| path == folded)
    {
        let check = CheckId::EntryDuplicate;
        return Refusal::new(
            check,
            place,
            format!("{due} next"),
            "a file that was there before",
        );
    }
    if manifest.entries().any(|entry| entry.path.as_str() == name) {
        let place = Place::Path(due.to_owned());
        return Refusal::new(CheckId::EntryMissing, place, "this file next", name);
    }
    let found = "a file the manifest does not name";
    Refusal::new(
        CheckId::EntryUnexpected,
        place,
        format!("{due} next"),
        found,
    )
}

/// The entry's path without the bag's folder.
fn name_of(manifest: &Manifest, header: &Header, found: &[u8]) -> String {
    let extended = extension(header, found, "path");
    let name = extended.unwrap_or_else(|| header.path_bytes().into_owned());
    let name = String::from_utf8_lossy(&name).into_owned();
    let folder = format!("{}/", manifest.folder());
    match name.strip_prefix(&folder) {
        Some(inside) => inside.to_owned(),
        // Outside the bag's folder is outside the bag.
        None if name.starts_with('/') => name,
        None => format!("../{name}"),
    }
}

fn size_of(header: &Header, found: &[u8]) -> Option<u64> {
    match extension(header, found, "size") {
        Some(text) => String::from_utf8_lossy(&text).parse().ok(),
        None if header.entry_type() == EntryType::XHeader => None,
        None => header.entry_size().ok(),
    }
}

/// A record of a pax header, if the entry begins with one.
fn extension(header: &Header, found: &[u8], key: &str) -> Option<Vec<u8>> {
    if header.entry_type() != EntryType::XHeader {
        return None;
    }
    let length = usize::try_from(header.entry_size().ok()?).ok()?;
    let records = found.get(BLOCK_BYTES..BLOCK_BYTES.checked_add(length)?)?;
    let mut records = tar::PaxExtensions::new(records).flatten();
    let record = records.find(|record| record.key_bytes() == key.as_bytes())?;
    Some(record.value_bytes().to_vec())
}
