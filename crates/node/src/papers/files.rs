//! The files of papers. A name that stands there is whole and synced; whatever was interrupted has another name, and goes.

use aws_lc_rs::digest::{Context, SHA256};
use comity_custody::Digest;
use comity_wire::papers::MAX_PAPER_BYTES;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

/// Their folder in the data folder.
pub(crate) const FOLDER: &str = "papers";
/// Bytes that stay free on the disk, whatever comes from other States.
const FREE_MIN: u64 = 512 << 20;
/// The lock beside their folder: who makes a backup shares it, who removes papers has it alone.
pub(crate) const LOCK: &str = "papers.lock";
/// A paper that is coming; of no use after a crash.
pub(crate) const COMING: &str = "coming";

/// The folder of papers.
#[derive(Debug)]
pub(crate) struct PaperFiles {
    folder: PathBuf,
    /// Held for reading while a file becomes known to a row, for writing while files nothing speaks of are removed.
    pub known: tokio::sync::RwLock<()>,
    /// Held while a paper that came is counted and becomes known, so that two that come at once do not both take the last room.
    pub counted: tokio::sync::Mutex<()>,
}

/// While it lives, no process removes a paper from this folder; or, for who removes, none makes a backup.
pub(crate) struct Held {
    _lock: File,
}

/// A paper that is coming. Dropped before it is kept, it leaves nothing.
pub(crate) struct Coming {
    file: tokio::fs::File,
    path: PathBuf,
    sha256: Context,
    length: u64,
}

/// Why a part of a paper is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Untaken {
    /// It would be longer than it may be.
    #[error("longer than {0} bytes")]
    TooLong(u64),
    /// The disk.
    #[error("the paper cannot be written; check the space on the disk")]
    Disk(#[from] io::Error),
}

impl PaperFiles {
    /// Opens the folder, making it where it is missing: its owner's alone.
    pub fn open(folder: &Path) -> io::Result<Self> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            known: tokio::sync::RwLock::default(),
            counted: tokio::sync::Mutex::default(),
        })
    }

    /// Clears what a crash left of papers that were coming. Only the serving process does so.
    pub fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == COMING) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Begins a paper under a name that no other one has.
    pub async fn begin(&self, name: &str) -> io::Result<Coming> {
        let path = self.folder.join(format!("{name}.{COMING}"));
        let file = tokio::fs::File::create_new(&path).await?;
        let (sha256, length) = (Context::new(&SHA256), 0);
        Ok(Coming {
            file,
            path,
            sha256,
            length,
        })
    }

    /// A paper that came whole gets its name. The same paper again takes the place of the same bytes.
    pub async fn keep(&self, mut coming: Coming) -> io::Result<(Digest, u64)> {
        coming.file.flush().await?;
        coming.file.sync_all().await?;
        let digest = coming.digest();
        // A crash before the rename leaves an unfinished name, which the next start clears.
        tokio::fs::rename(&coming.path, self.path(digest)).await?;
        tokio::fs::File::open(&self.folder)
            .await?
            .sync_all()
            .await?;
        Ok((digest, coming.length))
    }

    /// Whether the paper is here, whole.
    pub fn has(&self, digest: Digest) -> bool {
        self.path(digest).is_file()
    }

    /// The length of the paper's file, where it is here.
    pub fn length(&self, digest: Digest) -> Option<u64> {
        let file = fs::metadata(self.path(digest)).ok()?;
        file.is_file().then_some(file.len())
    }

    /// Whether a paper of this length that another State sends leaves enough of the disk free.
    pub fn has_room(&self, length: u64) -> io::Result<()> {
        let disk = rustix::fs::statvfs(&self.folder)?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if length.saturating_add(FREE_MIN) <= free {
            return Ok(());
        }
        Err(io::ErrorKind::StorageFull.into())
    }

    /// The paper, for reading.
    pub fn read(&self, digest: Digest) -> io::Result<File> {
        File::open(self.path(digest))
    }

    /// Keeps every paper where it is, whoever takes it away, until this is dropped: a copy of the database names what was there
    /// when it was made, and its files are copied after it. The lock is the system's, so that it holds between processes and
    /// goes with the one that took it. What is taken away meanwhile the desk's sweep removes later.
    pub fn hold(&self) -> io::Result<Held> {
        let lock = self.lock()?;
        lock.lock_shared()?;
        Ok(Held { _lock: lock })
    }

    /// The right to remove papers, unless a backup is being made.
    pub fn may_remove(&self) -> io::Result<Option<Held>> {
        let lock = self.lock()?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Held { _lock: lock })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn lock(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        options.open(self.folder.with_file_name(LOCK))
    }

    /// Removes the paper.
    pub fn remove(&self, digest: Digest) -> io::Result<()> {
        match fs::remove_file(self.path(digest)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => File::open(&self.folder)?.sync_all(),
        }
    }

    /// The papers that are here, and the files that are none and nobody writes.
    pub fn names(&self) -> io::Result<(Vec<Digest>, Vec<PathBuf>)> {
        let (mut papers, mut strangers) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            match name.and_then(|name| name.parse().ok()) {
                Some(digest) => papers.push(digest),
                None if path.extension().is_some_and(|ending| ending == COMING) => {}
                None => strangers.push(path),
            }
        }
        papers.sort_unstable();
        strangers.sort();
        Ok((papers, strangers))
    }

    /// Where the paper lies.
    pub fn path(&self, digest: Digest) -> PathBuf {
        self.folder.join(digest.to_string())
    }
}

impl Coming {
    /// Takes a part; the whole never grows beyond `most` bytes on the disk.
    pub async fn take(&mut self, part: &[u8], most: u64) -> Result<(), Untaken> {
        let most = most.min(MAX_PAPER_BYTES);
        let length = self.length.saturating_add(part.len() as u64);
        if length > most {
            return Err(Untaken::TooLong(most));
        }
        self.file.write_all(part).await?;
        self.sha256.update(part);
        self.length = length;
        Ok(())
    }

    /// How many bytes came.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// SHA-256 of what came.
    pub fn digest(&self) -> Digest {
        finished(self.sha256.clone())
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        // Once kept it has another name; what stays behind all the same, the next start clears.
        let _gone = fs::remove_file(&self.path);
    }
}

fn finished(context: Context) -> Digest {
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    Digest::from_bytes(digest)
}

/// SHA-256 and length of a file, read in pieces.
pub(crate) fn measured(mut file: File) -> io::Result<(Digest, u64)> {
    use io::Read as _;
    let (mut sha256, mut length) = (Context::new(&SHA256), 0);
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((finished(sha256), length));
        }
        sha256.update(&piece[..read]);
        length += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<String> = entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn a_paper_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let files = PaperFiles::open(folder.path()).unwrap();
        let mut coming = files.begin("one").await.unwrap();
        coming.take(b"a court ", 100).await.unwrap();
        assert_eq!(names(folder.path()), ["one.coming"]);
        coming.take(b"order", 100).await.unwrap();
        let digest = Digest::of(b"a court order");
        assert_eq!(files.keep(coming).await.unwrap(), (digest, 13));
        assert_eq!(names(folder.path()), [digest.to_string()]);
        assert_eq!(measured(files.read(digest).unwrap()).unwrap(), (digest, 13));
        assert_eq!(files.length(digest), Some(13));
        files.remove(digest).unwrap();
        files.remove(digest).unwrap();
        assert!(!files.has(digest));
        files.has_room(1).unwrap();
        assert!(files.has_room(1 << 60).is_err());
    }

    #[tokio::test]
    async fn what_is_cut_off_or_too_long_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = PaperFiles::open(folder.path()).unwrap();
        let mut coming = files.begin("one").await.unwrap();
        coming.take(b"half", 5).await.unwrap();
        let no = coming.take(b"too much", 5).await;
        assert!(matches!(no, Err(Untaken::TooLong(5))));
        assert_eq!(coming.length(), 4);
        drop(coming);
        assert_eq!(names(folder.path()), [""; 0]);
        // What a crash leaves, the next start clears; strangers are named, and left.
        fs::write(folder.path().join("two.coming"), b"x").unwrap();
        fs::write(folder.path().join("notes.txt"), b"x").unwrap();
        files.clear().unwrap();
        assert_eq!(names(folder.path()), ["notes.txt"]);
        assert_eq!(files.names().unwrap().1.len(), 1);
    }
}
