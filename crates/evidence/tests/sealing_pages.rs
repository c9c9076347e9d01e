//! A package that is written in pages, in any order, is the one written in a row.

mod support;

use std::io;
use std::sync::Mutex;

use comity_evidence::*;
use support::*;

/// A file in memory with room for so many bytes, and where it was cut.
struct Disk {
    room: usize,
    bytes: Mutex<Vec<u8>>,
    length: Mutex<Option<u64>>,
}

impl Disk {
    fn new(room: usize) -> Self {
        Self {
            room,
            bytes: Mutex::default(),
            length: Mutex::default(),
        }
    }
}

impl PageSink for Disk {
    fn write(&self, place: u64, pages: &[u8]) -> io::Result<()> {
        assert_eq!(place % PAGE_BYTES as u64, 0);
        assert_eq!(pages.len() % PAGE_BYTES, 0);
        assert_eq!(pages.as_ptr().align_offset(PAGE_BYTES), 0);
        let start = usize::try_from(place).unwrap();
        let end = start + pages.len();
        if end > self.room {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let mut bytes = self.bytes.lock().unwrap();
        let grown = bytes.len().max(end);
        bytes.resize(grown, 0xEE);
        bytes[start..end].copy_from_slice(pages);
        Ok(())
    }

    fn finish(&self, length: u64) -> io::Result<()> {
        *self.length.lock().unwrap() = Some(length);
        Ok(())
    }
}

#[test]
fn pages_make_the_same_package() {
    // Around a page, around a block of 32 chunks, and over several blocks.
    for length in [0, 2000, 65_536, 2_090_000, 2_097_152, 5 << 20, 33 << 20] {
        let (sealed, package) = seal_files(&[("a", bytes(length))]);
        let disk = Disk::new(usize::MAX);
        let items = [item("a", bytes(length))];
        let paged = seal_pages(items, parameters(), &disk, |_| {}).unwrap();
        assert_eq!(paged.manifest, sealed.manifest);
        assert_eq!(paged.slices, sealed.slices);
        assert_eq!(*disk.length.lock().unwrap(), Some(package.len() as u64));
        let mut written = disk.bytes.into_inner().unwrap();
        assert!(written[package.len()..].iter().all(|byte| *byte == 0));
        written.truncate(package.len());
        assert!(written == package, "{length}");
    }
}

#[test]
fn a_full_disk_ends_the_sealing_wherever_it_fills() {
    for room in [0, 2 << 20, 9 << 20, 30 << 20] {
        let disk = Disk::new(room);
        let items = [item("large", vec![0; 33 << 20])];
        let result = seal_pages(items, parameters(), &disk, |_| {});
        assert!(matches!(result, Err(SealError::Write { .. })), "{room}");
        assert_eq!(*disk.length.lock().unwrap(), None);
    }
}

#[test]
fn evidence_that_breaks_off_finishes_no_package() {
    let disk = Disk::new(usize::MAX);
    let mut short = item("a", vec![0; 5 << 20]).unwrap();
    short.size += 1;
    let result = seal_pages([Ok(short)], parameters(), &disk, |_| {});
    assert!(matches!(result, Err(SealError::SizeChanged { .. })));
    assert_eq!(*disk.length.lock().unwrap(), None);
}
