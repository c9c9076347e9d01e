//! The headers of a tar archive (POSIX.1-2017 pax, with the long names of GNU), one after the other and strictly: what is taken
//! for an entry's name and length here is what every tool that unpacks the archive takes for it. Where tools differ, it is
//! refused.

use std::io::{self, Read, Seek, SeekFrom};

use comity_wire::case_file::Oddity;
use tar::{EntryType, Header};

use super::extension::{Extension, MAX_EXTENSION_BYTES};

const BLOCK: u64 = 512;
/// Where the checksum stands in a header; it counts as spaces in its own sum.
const CHECKSUM: std::ops::Range<usize> = 148..156;
/// Where a header says how long its entry is.
const LENGTH: std::ops::Range<usize> = 124..136;
/// Where a header says what kind of header it is.
const SIGNATURE: std::ops::Range<usize> = 257..265;
/// Writers fill the last record of an archive with zeros; none is longer.
const PADDING_BYTES_MAX: u64 = 1 << 20;

/// One entry of the archive.
pub(super) struct Entry {
    /// The name, as the archive spells it.
    pub name: Vec<u8>,
    pub kind: EntryType,
    /// Its first byte in the archive.
    pub start: u64,
    /// Its length in bytes.
    pub length: u64,
    /// Whether tools may take it for different things.
    pub unclear: bool,
}

/// The entries of an archive, up to a number of headers. What is in between is not read.
pub(super) struct Headers<R> {
    archive: R,
    length: u64,
    /// Where the next header stands.
    next: u64,
    left: usize,
    /// Whether there are more of them than may be read.
    cut: bool,
}

impl<R: Read + Seek> Headers<R> {
    /// `most` counts every header: folders, and those that only say something of the entry after them, too.
    pub fn new(mut archive: R, most: usize) -> io::Result<Self> {
        let length = archive.seek(SeekFrom::End(0))?;
        Ok(Self {
            archive,
            length,
            next: 0,
            left: most,
            cut: false,
        })
    }

    /// The next entry; `None` at the end of the archive, or of what may be read of it. [`Self::end`] says which.
    pub fn entry(&mut self) -> io::Result<Option<Entry>> {
        let mut extension = Extension::default();
        while let Some(header) = self.header()? {
            let (start, length) = (self.next, header.entry_size()?);
            match header.entry_type() {
                EntryType::GNULongName => {
                    let text = self.text(length)?;
                    extension.long_name(text.as_deref());
                }
                EntryType::XHeader => {
                    let text = self.text(length)?;
                    extension.records(text.as_deref());
                }
                kind => {
                    let length = extension.length.unwrap_or(length);
                    self.skip(length)?;
                    // A folder is nothing but its name: some tools skip what stands after its header, others read it.
                    let swollen = kind.is_dir() && length > 0;
                    let unclear = extension.unclear || swollen || !is_plain(header.as_bytes());
                    let name = extension.name;
                    return Ok(Some(Entry {
                        name: name.unwrap_or_else(|| header.path_bytes().into_owned()),
                        kind,
                        start,
                        length,
                        unclear,
                    }));
                }
            }
        }
        Ok(None)
    }

    /// What is wrong with how the entries ended, if anything is.
    pub fn end(mut self) -> io::Result<Option<Oddity>> {
        if self.cut {
            return Ok(Some(Oddity::Many));
        }
        self.archive.seek(SeekFrom::Start(self.next))?;
        let mut rest = Vec::new();
        let most = PADDING_BYTES_MAX + 1;
        let padding = self.archive.take(most).read_to_end(&mut rest)? as u64;
        let empty = padding < most && rest.iter().all(|byte| *byte == 0);
        Ok((!empty).then_some(Oddity::AfterEnd))
    }

    /// The next header; `None` where the archive ends, which a block of zeros says.
    fn header(&mut self) -> io::Result<Option<Header>> {
        if self.next >= self.length {
            return Ok(None);
        }
        let mut header = Header::new_old();
        self.archive.seek(SeekFrom::Start(self.next))?;
        self.archive.read_exact(header.as_mut_bytes())?;
        if header.as_bytes().iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        if self.left == 0 {
            self.cut = true;
            return Ok(None);
        }
        self.left -= 1;
        self.next += BLOCK;
        if header.cksum()? == checksum(header.as_bytes()) {
            return Ok(Some(header));
        }
        Err(io::Error::other(format!(
            "the header at byte {} is damaged: its checksum does not fit",
            self.next - BLOCK
        )))
    }

    /// What stands after a header that says something of the next entry; `None` where it is longer than anybody needs.
    fn text(&mut self, length: u64) -> io::Result<Option<Vec<u8>>> {
        let start = self.next;
        self.skip(length)?;
        if length > MAX_EXTENSION_BYTES {
            return Ok(None);
        }
        self.archive.seek(SeekFrom::Start(start))?;
        let mut text = Vec::new();
        (&mut self.archive).take(length).read_to_end(&mut text)?;
        Ok(Some(text))
    }

    /// Goes on behind an entry, which must lie in the archive as a whole.
    fn skip(&mut self, length: u64) -> io::Result<()> {
        let behind = length
            .checked_next_multiple_of(BLOCK)
            .and_then(|padded| self.next.checked_add(padded));
        let whole = self.next.checked_add(length);
        match (whole, behind) {
            (Some(whole), Some(behind)) if whole <= self.length => {
                self.next = behind;
                Ok(())
            }
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// Whether every tool reads the same name and length in a header: one of the two signatures, as a whole or not at all, and a
/// length in plain octal digits or, from 8 GiB on, in binary.
fn is_plain(header: &[u8; 512]) -> bool {
    let signature = &header[SIGNATURE];
    let signed = matches!(signature, b"ustar\x0000" | b"ustar  \0");
    let length = match &header[LENGTH] {
        [0x80, high @ ..] => high.starts_with(&[0; 3]),
        digits => digits.iter().all(|digit| b"01234567 \0".contains(digit)),
    };
    length && (signed || !signature.starts_with(b"ustar"))
}

/// The sum of a header's bytes.
fn checksum(header: &[u8; 512]) -> u32 {
    let counted = |(at, byte): (usize, &u8)| {
        let byte = if CHECKSUM.contains(&at) { b' ' } else { *byte };
        u32::from(byte)
    };
    header.iter().enumerate().map(counted).sum()
}
