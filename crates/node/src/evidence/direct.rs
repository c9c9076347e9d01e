//! The file a package is sealed into, past the system's page cache: the copy into the
//! cache would cost as much processor time as the hashing, and push out what others need.

use comity_evidence::PageSink;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// A file that takes whole pages straight from memory, where its file system allows it.
pub(super) struct DirectFile<'a>(&'a File);

impl<'a> DirectFile<'a> {
    pub fn new(file: &'a File) -> io::Result<Self> {
        let flags = fcntl_getfl(file)?;
        // A file system that knows no such thing says so here, and is written through the cache.
        let _unknown = fcntl_setfl(file, flags | OFlags::DIRECT);
        Ok(Self(file))
    }

    fn use_cache(&self) -> io::Result<()> {
        let flags = fcntl_getfl(self.0)?;
        Ok(fcntl_setfl(self.0, flags - OFlags::DIRECT)?)
    }
}

impl PageSink for DirectFile<'_> {
    fn write(&self, place: u64, pages: &[u8]) -> io::Result<()> {
        match self.0.write_all_at(pages, place) {
            // Or it says so only now, as does a disk with larger pages.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                self.use_cache()?;
                self.0.write_all_at(pages, place)
            }
            written => written,
        }
    }

    fn finish(&self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_evidence::PAGE_BYTES;

    #[test]
    fn pages_lie_where_they_belong_and_odd_memory_is_no_obstacle() {
        let mut file = tempfile::tempfile().unwrap();
        let pages: Vec<u8> = (0..=2 * PAGE_BYTES).map(|at| at.to_le_bytes()[0]).collect();
        let direct = DirectFile::new(&file).unwrap();
        // A vector does not begin at a page: the refusal that this meets must not be the end.
        direct
            .write(PAGE_BYTES as u64, &pages[1..=PAGE_BYTES])
            .unwrap();
        direct.write(0, &pages[..PAGE_BYTES]).unwrap();
        direct.finish(5000).unwrap();
        let mut found = Vec::new();
        io::Read::read_to_end(&mut file, &mut found).unwrap();
        assert_eq!(found[..PAGE_BYTES], pages[..PAGE_BYTES]);
        assert_eq!(found[PAGE_BYTES..], pages[1..5001 - PAGE_BYTES]);
    }
}
