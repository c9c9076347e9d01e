//! The node's folder belongs to its owner alone: what is in it opens evidence, speaks for the State, or tells of its cases.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::{config, keys, tls};

/// The name of the embedded database.
pub(crate) const DATABASE: &str = "node.db";
/// The next keys while they are written; never in use.
pub(crate) const NEXT_PARTIAL: &str = "node.keys.next.new";
/// Held by the process that serves the folder; holds its number.
const LOCK: &str = "serve.lock";
/// What others than the owner may do with the folder or a secret file: nothing.
const OTHERS: u32 = 0o077;
/// The files that others may not read. What is not here is public, or was sealed before it came to the disk.
const SECRET: [&str; 8] = [
    config::FILE,
    keys::FILE,
    "node.keys.next",
    NEXT_PARTIAL,
    tls::KEY,
    DATABASE,
    "node.db-wal",
    "node.db-shm",
];

/// Makes the folder where it is missing, and takes everything from others that they may do with it.
pub(crate) fn make(data: &Path) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)?;
    tighten(data, 0o700)?;
    secrets(data).try_for_each(|path| tighten(&path, 0o600))
}

/// The embedded database as an empty file that only its owner reads: SQLite itself would ask nobody. Its companions take
/// their permissions from it.
pub(crate) fn make_database(data: &Path) -> io::Result<()> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(data.join(DATABASE));
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Puts a file with these bytes in the place of the one of this name: after a crash the old one is there or the new one, whole.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".new");
    let partial = PathBuf::from(partial);
    let mut file = File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    rename(&partial, path)
}

/// Renames a file, and waits until the folder knows it.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    let folder = to.parent().unwrap_or(to);
    File::open(folder)?.sync_all()
}

fn secrets(data: &Path) -> impl Iterator<Item = PathBuf> {
    let paths = SECRET.into_iter().map(|name| data.join(name));
    paths.filter(|path| path.exists())
}

fn tighten(path: &Path, to: u32) -> io::Result<()> {
    match mode(path)? & OTHERS {
        0 => Ok(()),
        _ => fs::set_permissions(path, Permissions::from_mode(to)),
    }
}

fn mode(path: &Path) -> io::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o777)
}

/// The folder and the secret files that others than the owner may enter or read, each with its mode.
pub(crate) fn loosened(data: &Path) -> io::Result<Vec<(PathBuf, u32)>> {
    let mut found = Vec::new();
    for path in std::iter::once(data.to_owned()).chain(secrets(data)) {
        let mode = mode(&path)?;
        if mode & OTHERS != 0 {
            found.push((path, mode));
        }
    }
    Ok(found)
}

/// The right to serve a folder. It ends with the process, however that ends.
#[derive(Debug)]
pub struct Serving {
    _lock: File,
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
    /// Another process does.
    #[error(
        "{data}: process {process} serves this folder already; stop it first (`kill {process}`), or name another folder with --data"
    )]
    Taken {
        /// The folder.
        data: PathBuf,
        /// The other process.
        process: String,
    },
    /// The lock cannot be had.
    #[error(
        "{path}: cannot be read or written; is this the node's data folder, and are you its owner?"
    )]
    Io {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Serving {
    /// Takes the right to serve a folder for this process.
    pub fn begin(data: &Path) -> Result<Self, ServingError> {
        let path = data.join(LOCK);
        let fault = |source| ServingError::Io {
            path: path.clone(),
            source,
        };
        let mut lock = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(fault)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(ServingError::Taken {
                    data: data.to_owned(),
                    process: holder(&mut lock),
                });
            }
            Err(fs::TryLockError::Error(source)) => return Err(fault(source)),
        }
        // A crash here leaves a number that nobody holds: the lock decides, not the number.
        lock.set_len(0)
            .and_then(|()| lock.rewind())
            .and_then(|()| write!(lock, "{}", std::process::id()))
            .map_err(fault)?;
        Ok(Self { _lock: lock })
    }
}

/// The number of the process that holds the lock, as it wrote it.
fn holder(lock: &mut File) -> String {
    let mut number = String::new();
    // A number of at most 20 digits; whoever took the lock a moment ago may not have written it yet.
    let read = lock.take(20).read_to_string(&mut number);
    match read {
        Ok(length) if length > 0 => number,
        _ => "(unknown)".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loose_folder_is_tightened_and_a_loosened_one_found() {
        let scratch = tempfile::tempdir().expect("a folder");
        let data = scratch.path().join("node");
        fs::create_dir(&data).expect("made");
        fs::set_permissions(&data, Permissions::from_mode(0o755)).expect("loosened");
        fs::write(data.join(DATABASE), "").expect("written");
        fs::set_permissions(data.join(DATABASE), Permissions::from_mode(0o644)).expect("set");
        assert_eq!(loosened(&data).expect("looked").len(), 2);
        make(&data).expect("made");
        make_database(&data).expect("it is there already");
        assert_eq!(loosened(&data).expect("looked"), []);
        assert_eq!(mode(&data).expect("a mode"), 0o700);
        assert_eq!(mode(&data.join(DATABASE)).expect("a mode"), 0o600);
    }

    #[test]
    fn a_folder_is_served_by_one_process_and_the_other_one_is_named() {
        let scratch = tempfile::tempdir().expect("a folder");
        let first = Serving::begin(scratch.path()).expect("it is free");
        let second = Serving::begin(scratch.path()).expect_err("it is taken");
        let said = second.to_string();
        assert!(
            said.contains(&format!("process {}", std::process::id())),
            "{said}"
        );
        drop(first);
        Serving::begin(scratch.path()).expect("it is free again");
    }
}
