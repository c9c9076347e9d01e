//! A case file in a `.tar`: indexed once, then read in place. Nothing is unpacked.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use comity_wire::case_file::{CaseSource, Listed, ListedKind, Oddity, Place, SourceFault};

/// Things read from an archive at most.
const ENTRIES_MAX: usize = 1 << 20;

/// The empty member by which a node's export shows that the stream came whole. It is no part of the case file.
const END: &[u8] = b".complete";

/// Where a file lies in the archive.
#[derive(Clone, Copy)]
struct Extent {
    start: u64,
    length: u64,
}

/// An archive on disk and the index of what it holds.
pub(super) struct Archive {
    path: PathBuf,
    listed: Vec<Listed>,
    extents: BTreeMap<String, Extent>,
}

impl Archive {
    /// Reads the archive's headers. A folder that holds the whole case file is left out of the names.
    pub fn index(path: &Path) -> io::Result<Self> {
        let mut archive = Self {
            path: path.to_owned(),
            listed: Vec::new(),
            extents: BTreeMap::new(),
        };
        let mut reader = tar::Archive::new(File::open(path)?);
        for entry in reader.entries_with_seek()?.take(ENTRIES_MAX) {
            archive.add(&entry?);
        }
        Ok(archive.without_outer_folder())
    }

    fn add<R: Read>(&mut self, entry: &tar::Entry<'_, R>) {
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            return;
        }
        if entry.size() == 0 && entry.path_bytes().ends_with(END) {
            return;
        }
        let (path, plain) = name(&entry.path_bytes());
        let extent = Extent {
            start: entry.raw_file_position(),
            length: entry.size(),
        };
        let refused = match () {
            () if kind.is_symlink() || kind.is_hard_link() => Some(Oddity::Link),
            () if !kind.is_file() => Some(Oddity::Special),
            () if !plain => Some(Oddity::Name),
            () if self.extents.insert(path.clone(), extent).is_some() => Some(Oddity::Repeated),
            () => None,
        };
        let length = extent.length;
        let kind = refused.map_or(ListedKind::File { length }, ListedKind::Refused);
        self.listed.push(Listed { path, kind });
    }

    fn without_outer_folder(mut self) -> Self {
        let Some(outer) = outer_folder(&self.listed) else {
            return self;
        };
        for listed in &mut self.listed {
            listed.path.drain(..outer.len());
        }
        let extents = std::mem::take(&mut self.extents);
        let shorten = |(path, extent): (String, Extent)| (path[outer.len()..].to_owned(), extent);
        self.extents = extents.into_iter().map(shorten).collect();
        self
    }
}

/// The name as text, without `./` before it, and whether it is one that a case file may use.
fn name(bytes: &[u8]) -> (String, bool) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let text = text.strip_prefix("./").map_or(text.clone(), str::to_owned);
    let parts_plain = text
        .split('/')
        .all(|part| !part.is_empty() && part != "." && part != "..");
    let plain = parts_plain && std::str::from_utf8(bytes).is_ok();
    (text, plain)
}

/// `CASE/`, when everything lies in one folder and the register's statement, which every case file has, in its place there.
fn outer_folder(listed: &[Listed]) -> Option<String> {
    let register = format!("/{}", Place::Register.path());
    let folder = listed
        .iter()
        .find_map(|one| one.path.strip_suffix(&register))?;
    let outer = format!("{folder}/");
    let whole = !folder.contains('/') && listed.iter().all(|one| one.path.starts_with(&outer));
    whole.then_some(outer)
}

impl CaseSource for Archive {
    fn list(&self, limit: usize) -> Result<Vec<Listed>, SourceFault> {
        let mut listed = self.listed.clone();
        listed.truncate(limit.saturating_add(1));
        Ok(listed)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, SourceFault> {
        let fault = |source| SourceFault {
            path: path.to_owned(),
            source,
        };
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let extent = self.extents.get(path).ok_or_else(missing).map_err(fault)?;
        let mut file = File::open(&self.path).map_err(fault)?;
        file.seek(SeekFrom::Start(extent.start)).map_err(fault)?;
        Ok(Box::new(file.take(extent.length)))
    }
}
