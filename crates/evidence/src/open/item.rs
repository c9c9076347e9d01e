//! One item out of a sealed package, from any place in it, without the rest.
//!
//! Its place follows from the manifest, because the bag has one possible form. Every slice that is read is verified against
//! the digest that was signed, every chunk authenticates, and the entry before the item must be the one that belongs there.
//! What is read: the slices that hold the age header, the item's entry, and the bytes asked for.

use std::io::{self, Read, Seek, SeekFrom};

use crate::age::AgeReader;
use crate::bag::tar_entry::{self, Stand};
use crate::{CheckId, Identity, Manifest, Place, Refusal, SLICE_BYTES, SliceTree};

/// The bytes of an item as they are read. Ends where the item ends.
pub struct ItemReader<R> {
    bag: AgeReader<Verified<R>>,
    left: u64,
}

/// Opens item `index` of a package, the first is 0, at its byte `from`.
///
/// The manifest's signatures are the caller's to check, before, and that the slices lead to its digest. An error that holds
/// a [`Refusal`], an [`AgeInvalid`](crate::AgeInvalid) or a [`SliceMismatch`](crate::SliceMismatch) says that the package is
/// not what was sealed. There is no such item: `InvalidInput`.
pub fn open_item<R: Read + Seek>(
    sealed: R,
    slices: SliceTree,
    identity: &Identity,
    manifest: &Manifest,
    index: usize,
    from: u64,
) -> io::Result<ItemReader<R>> {
    let place = place(manifest, index).ok_or(io::ErrorKind::InvalidInput)?;
    let mut bag = AgeReader::open(Verified::new(sealed, slices), identity)?;
    bag.seek(SeekFrom::Start(place.entry))?;
    let mut found = vec![0; place.header.len()];
    bag.read_exact(&mut found)?;
    if found != place.header {
        let at = Place::BagByte(place.entry);
        let (expected, found) = ("the entry of the item", "another entry");
        let refusal = Refusal::new(CheckId::EntryForm, at, expected, found);
        return Err(io::Error::new(io::ErrorKind::InvalidData, refusal));
    }
    let from = from.min(place.size);
    bag.seek(SeekFrom::Current(i64::try_from(from).unwrap_or(i64::MAX)))?;
    let left = place.size - from;
    Ok(ItemReader { bag, left })
}

impl<R: Read + Seek> Read for ItemReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let count = self.bag.read(&mut buffer[..room])?;
        if count == 0 && room > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// Where an item stands in the tar stream.
struct Stands {
    entry: u64,
    header: Vec<u8>,
    size: u64,
}

fn place(manifest: &Manifest, index: usize) -> Option<Stands> {
    let size = manifest.items.get(index)?.size;
    let folder = manifest.folder();
    let before = manifest.bag.tag_files.len().min(1) + index;
    let mut entry = 0u64;
    for (ordinal, record) in manifest.entries().enumerate() {
        let stand = Stand {
            folder: &folder,
            ordinal,
            sealed_at: tar_entry::sealed_at(manifest),
        };
        let header = tar_entry::header(stand, record.path, record.size);
        if ordinal == before {
            return Some(Stands {
                entry,
                header,
                size,
            });
        }
        let after = header.len() + tar_entry::padding(record.size);
        entry = entry.checked_add(record.size)?.checked_add(after as u64)?;
    }
    None
}

/// The sealed bytes from any place, each slice verified before a byte of it is given out.
struct Verified<R> {
    input: R,
    slices: SliceTree,
    slice: Vec<u8>,
    loaded: Option<u64>,
    at: u64,
}

impl<R: Read + Seek> Verified<R> {
    fn new(input: R, slices: SliceTree) -> Self {
        Self {
            input,
            slices,
            slice: Vec::new(),
            loaded: None,
            at: 0,
        }
    }

    fn load(&mut self, index: u64) -> io::Result<()> {
        let Some(range) = self
            .slices
            .range(index)
            .filter(|_| self.loaded != Some(index))
        else {
            return Ok(());
        };
        self.loaded = None;
        let length = usize::try_from(range.end - range.start).map_err(io::Error::other)?;
        self.slice.resize(length, 0);
        self.input.seek(SeekFrom::Start(range.start))?;
        self.input.read_exact(&mut self.slice)?;
        let verified = self.slices.verify_slice(index, &self.slice);
        verified.map_err(|wrong| io::Error::new(io::ErrorKind::InvalidData, wrong))?;
        self.loaded = Some(index);
        Ok(())
    }
}

impl<R: Read + Seek> Read for Verified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.slices.length() || buffer.is_empty() {
            return Ok(0);
        }
        self.load(self.at / SLICE_BYTES)?;
        let within = usize::try_from(self.at % SLICE_BYTES).map_err(io::Error::other)?;
        let piece = self.slice.get(within..).unwrap_or_default();
        let count = piece.len().min(buffer.len());
        buffer[..count].copy_from_slice(&piece[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Verified<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.slices.length().checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
