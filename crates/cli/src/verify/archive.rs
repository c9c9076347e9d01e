//! A case file in a `.tar`: indexed once, then read in place. Nothing is unpacked.

mod extension;
mod headers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use comity_wire::case_file::{CaseSource, Listed, ListedKind, Oddity, Place, SourceFault};

use headers::{Entry, Headers};

/// Headers read of an archive at most: those of the most files a case file may have, with a long name each, and of folders.
pub(super) const HEADERS_MAX: usize = 1 << 20;

/// The empty member by which a node's export shows that the stream came whole. It is no part of the case file.
const END: &str = ".complete";

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
    /// Names of folders: they are part of no case file, but none may stand where a file does.
    folders: BTreeSet<String>,
    /// The member that shows the end, as long as nothing came after it.
    end: Option<Listed>,
}

impl Archive {
    /// Reads the archive's headers, `most` of them. A folder that holds the whole case file is left out of the names.
    pub fn index(path: &Path, most: usize) -> io::Result<Self> {
        let mut archive = Self {
            path: path.to_owned(),
            listed: Vec::new(),
            extents: BTreeMap::new(),
            folders: BTreeSet::new(),
            end: None,
        };
        let mut headers = Headers::new(File::open(path)?, most)?;
        while let Some(entry) = headers.entry()? {
            archive.add(&entry);
        }
        let odd = headers.end()?;
        let mut archive = archive.without_outer_folder();
        // Said of the archive as a whole, and first: a list that is cut must still show it.
        let whole = odd.map(|oddity| Listed {
            path: ".".to_owned(),
            kind: ListedKind::Refused(oddity),
        });
        archive.listed.splice(0..0, whole);
        Ok(archive)
    }

    fn add(&mut self, entry: &Entry) {
        // What has something behind it shows no end; it is a file like any other then, and has no place in a case file.
        self.listed.extend(self.end.take());
        let (path, plain) = name(entry);
        let refused = self.oddity(entry, &path, plain);
        if entry.kind.is_dir() && refused.is_none() {
            self.folders.insert(path);
            return;
        }
        let (start, length) = (entry.start, entry.length);
        if refused.is_none() {
            let extent = Extent { start, length };
            self.extents.insert(path.clone(), extent);
        }
        let kind = refused.map_or(ListedKind::File { length }, ListedKind::Refused);
        let listed = Listed { path, kind };
        if listed.path == END && listed.kind == (ListedKind::File { length: 0 }) {
            self.end = Some(listed);
            return;
        }
        self.listed.push(listed);
    }

    /// Why an entry may not be in the archive of a case file, if it may not.
    fn oddity(&self, entry: &Entry, path: &str, plain: bool) -> Option<Oddity> {
        let kind = entry.kind;
        let taken = || self.extents.contains_key(path) || self.folders.contains(path);
        match () {
            () if kind.is_symlink() || kind.is_hard_link() => Some(Oddity::Link),
            () if kind.is_pax_global_extensions() || entry.unclear => Some(Oddity::Unclear),
            () if !kind.is_file() && !kind.is_dir() => Some(Oddity::Special),
            () if !plain => Some(Oddity::Name),
            () if taken() => Some(Oddity::Repeated),
            () => None,
        }
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

/// The name as text, without `./` before it, and whether it is one that a case file may use. The folder of the archive itself
/// is `.`.
fn name(entry: &Entry) -> (String, bool) {
    let text = String::from_utf8_lossy(&entry.name).into_owned();
    let text = text.strip_prefix("./").unwrap_or(&text);
    let text = match text.strip_suffix('/') {
        Some(folder) if entry.kind.is_dir() => folder,
        _ => text,
    };
    if entry.kind.is_dir() && matches!(text, "" | ".") {
        return (".".to_owned(), true);
    }
    let parts_plain = text
        .split('/')
        .all(|part| !part.is_empty() && part != "." && part != "..");
    let plain = parts_plain && std::str::from_utf8(&entry.name).is_ok();
    (text.to_owned(), plain)
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
