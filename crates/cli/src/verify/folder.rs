//! A case file in a folder. Links are never followed: a link could lead out of the folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use comity_wire::case_file::{CaseSource, Listed, ListedKind, Oddity, SourceFault};

/// A folder on disk.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// Adds what lies in `folder`, and the folders in it to `waiting`, until there are more than `limit` of either.
    fn list_one(
        &self,
        folder: &str,
        limit: usize,
        found: &mut Vec<Listed>,
        waiting: &mut Vec<String>,
    ) -> io::Result<()> {
        for entry in fs::read_dir(self.root.join(folder))? {
            if found.len() > limit || waiting.len() > limit {
                break;
            }
            let entry = entry?;
            let (path, utf8) = join(folder, &entry.file_name());
            match listed(&entry, utf8)? {
                Some(kind) => found.push(Listed { path, kind }),
                None => waiting.push(path),
            }
        }
        Ok(())
    }

    /// The file's place on disk, if no part of the way to it is a link.
    fn locate(&self, path: &str) -> io::Result<PathBuf> {
        let mut place = self.root.clone();
        for part in path.split('/') {
            place.push(part);
            if part.is_empty() || part == ".." || fs::symlink_metadata(&place)?.is_symlink() {
                return Err(io::Error::other("the way to the file leads through a link"));
            }
        }
        Ok(place)
    }

    fn open_file(&self, path: &str) -> io::Result<File> {
        let file = File::open(self.locate(path)?)?;
        let regular = file.metadata()?.is_file();
        regular
            .then_some(file)
            .ok_or_else(|| io::Error::other("this is no regular file"))
    }
}

/// `None` for a folder.
fn listed(entry: &fs::DirEntry, utf8: bool) -> io::Result<Option<ListedKind>> {
    let kind = entry.file_type()?;
    Ok(match () {
        () if kind.is_symlink() => Some(ListedKind::Refused(Oddity::Link)),
        () if !utf8 => Some(ListedKind::Refused(Oddity::Name)),
        () if kind.is_dir() => None,
        () if kind.is_file() => Some(ListedKind::File {
            length: entry.metadata()?.len(),
        }),
        () => Some(ListedKind::Refused(Oddity::Special)),
    })
}

/// The path of a name in a folder, and whether the name is UTF-8.
fn join(folder: &str, name: &std::ffi::OsStr) -> (String, bool) {
    let text = name.to_string_lossy();
    let path = if folder.is_empty() {
        text.to_string()
    } else {
        format!("{folder}/{text}")
    };
    (path, name.to_str().is_some())
}

impl CaseSource for Folder {
    fn list(&self, limit: usize) -> Result<Vec<Listed>, SourceFault> {
        let (mut found, mut waiting) = (Vec::new(), vec![String::new()]);
        let mut folders = 0;
        while let Some(folder) = waiting.pop() {
            let here = self.list_one(&folder, limit, &mut found, &mut waiting);
            here.map_err(|source| fault(&folder, source))?;
            folders += 1;
            if found.len() > limit || folders + waiting.len() > limit {
                break;
            }
        }
        // Folders that were not entered may hold anything.
        if !waiting.is_empty() {
            found.push(Listed {
                path: ".".to_owned(),
                kind: ListedKind::Refused(Oddity::Many),
            });
        }
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found.truncate(limit.saturating_add(1));
        Ok(found)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, SourceFault> {
        match self.open_file(path) {
            Ok(file) => Ok(Box::new(file)),
            Err(source) => Err(fault(path, source)),
        }
    }
}

fn fault(path: &str, source: io::Error) -> SourceFault {
    let path = if path.is_empty() { "." } else { path }.to_owned();
    SourceFault { path, source }
}
