//! The parts of uploads on the disk: a folder for each, an age file for each part, named by its first byte and its length.
//! A name that stands there is whole and synced; what was interrupted has another ending and is of no use.

use aws_lc_rs::hmac;
use comity_evidence::Identity;
use comity_evidence::age::{AgeReader, AgeWriter};
use comity_wire::problem::ProblemType;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::refusal::Refusal;
use crate::refused;

const PART: &str = "age";
const WRITING: &str = "writing";
/// The largest number a manifest can hold.
const LENGTH_MAX: u64 = comity_evidence::NUMBER_MAX;

/// The folder of all uploads.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    folder: PathBuf,
}

/// The keys of an upload's parts. Each part has its own, so that none opens in the place of another.
pub(super) struct PartKeys(hmac::Key);

impl PartKeys {
    /// Those of an upload, by its secret.
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// That of the part which begins at this byte.
    fn of(&self, start: u64) -> Identity {
        let tag = hmac::sign(&self.0, format!("comity upload part {start}").as_bytes());
        let mut seed = [0; 32];
        seed.copy_from_slice(tag.as_ref());
        Identity::from_seed(seed)
    }
}

/// A part that is being written.
pub(super) struct Writing {
    file: File,
    path: PathBuf,
    start: u64,
}

/// A part, whole.
struct Part {
    start: u64,
    length: u64,
    path: PathBuf,
}

impl Parts {
    /// Opens the folder, making it where it is missing.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let folder = folder.to_owned();
        Ok(Self { folder })
    }

    /// Whether a file of this length, and the package it goes into, fit on the disk.
    pub fn has_room(&self, length: u64) -> Result<(), Refusal> {
        let disk = rustix::fs::statvfs(&self.folder);
        let disk = disk.map_err(Refusal::fault(super::UNKEPT))?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if length <= LENGTH_MAX && length.saturating_mul(2) <= free {
            return Ok(());
        }
        let detail = refused::NO_ROOM.with("length", length).with("free", free);
        Err(Refusal::named(ProblemType::Oversized, detail))
    }

    fn of(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    /// The uploads that have parts.
    pub fn ids(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.folder)?.map(|entry| Ok(entry?.file_name()));
        let names = names.collect::<io::Result<Vec<_>>>()?;
        Ok(names
            .into_iter()
            .filter_map(|name| name.into_string().ok())
            .collect())
    }

    /// Bytes that are here without a gap.
    pub fn length(&self, id: &str) -> io::Result<u64> {
        Ok(self
            .all(id)?
            .last()
            .map_or(0, |part| part.start + part.length))
    }

    /// A file for the part that begins at this byte.
    pub fn begin(&self, id: &str, start: u64) -> io::Result<Writing> {
        let folder = self.of(id);
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{start:020}.{WRITING}"));
        let file = File::create(&path)?;
        Ok(Writing { file, path, start })
    }

    /// Removes them all.
    pub fn remove(&self, id: &str) -> io::Result<()> {
        match fs::remove_dir_all(self.of(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => File::open(&self.folder)?.sync_all(),
        }
    }

    /// All bytes in their order.
    pub fn reader(&self, id: &str, keys: PartKeys) -> io::Result<impl Read + use<>> {
        let parts = self.all(id)?.into();
        Ok(Reading {
            parts,
            keys,
            current: None,
        })
    }

    /// The parts in their order, as far as none is missing.
    fn all(&self, id: &str) -> io::Result<Vec<Part>> {
        let entries = match fs::read_dir(self.of(id)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut parts = Vec::new();
        for entry in entries {
            parts.extend(part(entry?.path()));
        }
        parts.sort_by_key(|part: &Part| part.start);
        let mut end = 0;
        parts.retain(|part| {
            let follows = part.start == end;
            end += if follows { part.length } else { 0 };
            follows
        });
        Ok(parts)
    }
}

/// What a file's name says, if it is a whole part.
fn part(path: PathBuf) -> Option<Part> {
    let stem = path.file_stem()?.to_str()?;
    let (start, length) = stem.split_once('-')?;
    let (start, length): (u64, u64) = (start.parse().ok()?, length.parse().ok()?);
    start.checked_add(length)?;
    let whole = path.extension().is_some_and(|ending| ending == PART);
    whole.then_some(Part {
        start,
        length,
        path,
    })
}

impl Writing {
    /// Where its bytes go.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// It is whole: synced, then named.
    pub fn keep(self, length: u64) -> io::Result<()> {
        self.file.sync_all()?;
        let name = format!("{:020}-{length}.{PART}", self.start);
        fs::rename(&self.path, self.path.with_file_name(name))?;
        // A crash before the folder is synced loses the part; its sender is then told to begin with it.
        let folder = self.path.parent().ok_or(io::ErrorKind::NotFound)?;
        File::open(folder)?.sync_all()
    }

    /// It is of no use.
    pub fn discard(self) {
        // What stays behind is written over by the next attempt, or goes with the upload.
        let _gone = fs::remove_file(&self.path);
    }
}

/// One part after the other, each opened when its turn comes.
struct Reading {
    parts: VecDeque<Part>,
    keys: PartKeys,
    current: Option<AgeReader<File>>,
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(part) = &mut self.current {
                let count = part.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
            }
            let Some(next) = self.parts.pop_front() else {
                return Ok(0);
            };
            let reader = AgeReader::open(File::open(&next.path)?, &self.keys.of(next.start))?;
            if reader.length() != next.length {
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.current = Some(reader);
        }
    }
}

/// Encrypts into a part.
pub(super) fn sealing<'a>(
    writing: &'a Writing,
    keys: &PartKeys,
    entropy: &comity_evidence::SealEntropy,
) -> io::Result<AgeWriter<io::BufWriter<&'a File>>> {
    let out = io::BufWriter::with_capacity(1 << 18, writing.file());
    AgeWriter::begin(out, keys.of(writing.start).recipient(), entropy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_evidence::SealEntropy;
    use std::io::Write;

    fn put(parts: &Parts, start: u64, bytes: &[u8]) {
        let writing = parts.begin("one", start).unwrap();
        let entropy = SealEntropy::from_bytes([3; 96]);
        let mut out = sealing(&writing, &PartKeys::new(&[1; 32]), &entropy).unwrap();
        out.write_all(bytes).unwrap();
        out.finish().unwrap().flush().unwrap();
        writing.keep(bytes.len() as u64).unwrap();
    }

    #[test]
    fn parts_are_read_in_their_order_up_to_the_first_gap() {
        let scratch = tempfile::tempdir().unwrap();
        let parts = Parts::open(scratch.path()).unwrap();
        assert_eq!(parts.length("one").unwrap(), 0);
        put(&parts, 5, b" and more");
        assert_eq!(parts.length("one").unwrap(), 0, "what is before is missing");
        put(&parts, 0, b"first");
        put(&parts, 20, b"behind a gap");
        parts.begin("one", 14).unwrap();
        assert_eq!(parts.length("one").unwrap(), 14);
        let mut all = String::new();
        let mut reader = parts.reader("one", PartKeys::new(&[1; 32])).unwrap();
        reader.read_to_string(&mut all).unwrap();
        assert_eq!(all, "first and more");
        let mut other = parts.reader("one", PartKeys::new(&[2; 32])).unwrap();
        assert!(other.read_to_string(&mut String::new()).is_err());
    }

    /// Whoever can write on the disk changes two parts of one length for each other, or puts one in a second time.
    #[test]
    fn a_part_opens_in_its_own_place_and_in_no_other() {
        let scratch = tempfile::tempdir().unwrap();
        let parts = Parts::open(scratch.path()).unwrap();
        put(&parts, 0, b"first");
        put(&parts, 5, b"other");
        let place = |start: u64| scratch.path().join(format!("one/{start:020}-5.age"));
        let read = || {
            let mut all = String::new();
            let mut reader = parts.reader("one", PartKeys::new(&[1; 32])).unwrap();
            reader.read_to_string(&mut all).map(|_| all)
        };
        assert_eq!(read().unwrap(), "firstother");
        let (first, second) = (fs::read(place(0)).unwrap(), fs::read(place(5)).unwrap());
        fs::write(place(0), &second).unwrap();
        fs::write(place(5), &first).unwrap();
        assert!(read().is_err(), "changed for each other");
        fs::write(place(0), &first).unwrap();
        assert!(read().is_err(), "twice the same");
    }

    #[test]
    fn a_name_that_no_part_can_have_is_none() {
        let scratch = tempfile::tempdir().unwrap();
        let parts = Parts::open(scratch.path()).unwrap();
        put(&parts, 0, b"first");
        for name in ["5-18446744073709551615", "5--1", "5-x", "-"] {
            fs::write(scratch.path().join(format!("one/{name}.age")), b"").unwrap();
        }
        assert_eq!(parts.length("one").unwrap(), 5);
    }

    #[test]
    fn nothing_of_it_lies_readable_on_the_disk_and_removed_is_gone() {
        let scratch = tempfile::tempdir().unwrap();
        let parts = Parts::open(scratch.path()).unwrap();
        put(&parts, 0, b"the account of the third witness");
        let folder = scratch.path().join("one");
        for entry in fs::read_dir(&folder).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(7).any(|found| found == b"witness"));
        }
        assert_eq!(parts.ids().unwrap(), ["one"]);
        parts.remove("one").unwrap();
        parts.remove("one").unwrap();
        assert!(!folder.exists() && parts.ids().unwrap().is_empty());
    }

    #[test]
    fn a_file_larger_than_the_disk_is_refused_before_a_byte_of_it() {
        let scratch = tempfile::tempdir().unwrap();
        let parts = Parts::open(scratch.path()).unwrap();
        parts.has_room(1).unwrap();
        for length in [u64::MAX, u64::MAX / 2, LENGTH_MAX + 1, LENGTH_MAX] {
            assert_eq!(parts.has_room(length).unwrap_err().problem().status, 413);
        }
    }
}
