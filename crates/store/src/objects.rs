//! Sealed packages on disk: written once, read in ranges, never changed.
//!
//! Only ciphertext comes here. The calls block; the node runs them where
//! blocking is allowed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

/// Ending of files whose writing has not finished.
const UNFINISHED: &str = "part";

/// Longest name of an object.
const NAME_LEN_MAX: usize = 128;

/// A folder of objects. Clones share it.
#[derive(Debug, Clone)]
pub struct Objects {
    folder: Arc<Path>,
}

/// Why the object store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// The name is not one of an object.
    #[error("{name:?} is no object name; 1 to {NAME_LEN_MAX} letters, digits, - and _ make one")]
    Name {
        /// The name.
        name: String,
    },
    /// There is an object of that name, and objects are written once.
    #[error("the object {name} exists already; objects are written once")]
    Exists {
        /// The name.
        name: String,
    },
    /// There is no object of that name.
    #[error("there is no object {name}")]
    Missing {
        /// The name.
        name: String,
    },
    /// The range is not within the object.
    #[error("{len} bytes at {start} of the object {name} were asked for, which has {length}")]
    Range {
        /// The name.
        name: String,
        /// First byte asked for.
        start: u64,
        /// Bytes asked for.
        len: u64,
        /// Bytes there are.
        length: u64,
    },
    /// The disk failed.
    #[error("the object store could not {operation} {}; check the disk's room and the folder's permissions", path.display())]
    Disk {
        /// What was being done.
        operation: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Objects {
    /// Opens a folder, making it if it is missing, and clears what a crash left
    /// half-written. One process at a time may open a folder.
    pub fn open(folder: &Path) -> Result<Self, ObjectError> {
        fs::create_dir_all(folder).map_err(disk("make", folder))?;
        for entry in fs::read_dir(folder).map_err(disk("list", folder))? {
            let path = entry.map_err(disk("list", folder))?.path();
            if path.extension().is_some_and(|ending| ending == UNFINISHED) {
                fs::remove_file(&path).map_err(disk("clear", &path))?;
            }
        }
        Ok(Self {
            folder: folder.into(),
        })
    }

    /// Begins an object whose name may not be known yet (it is often the digest
    /// of what follows). Nothing exists under any name until
    /// [`ObjectWriter::finish`]; dropping the writer removes what was written.
    pub fn create(&self) -> Result<ObjectWriter, ObjectError> {
        let path = self.folder.join(format!("{}.{UNFINISHED}", Uuid::now_v7()));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        let file = options.open(&path).map_err(disk("begin", &path))?;
        Ok(ObjectWriter {
            folder: self.folder.clone(),
            path,
            file,
        })
    }

    /// Length in bytes.
    pub fn len(&self, name: &str) -> Result<u64, ObjectError> {
        let path = self.path(name)?;
        let found = fs::metadata(&path).map_err(|error| missing(name, "examine", &path, error))?;
        Ok(found.len())
    }

    /// Whether there is an object of that name.
    pub fn contains(&self, name: &str) -> Result<bool, ObjectError> {
        match self.len(name) {
            Ok(_) => Ok(true),
            Err(ObjectError::Missing { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens an object for reading from its start. It stays readable when it is
    /// deleted meanwhile.
    pub fn read(&self, name: &str) -> Result<File, ObjectError> {
        let path = self.path(name)?;
        File::open(&path).map_err(|error| missing(name, "open", &path, error))
    }

    /// Opens `len` bytes at `start`, all of which must exist.
    pub fn read_range(
        &self,
        name: &str,
        start: u64,
        len: u64,
    ) -> Result<io::Take<File>, ObjectError> {
        let path = self.path(name)?;
        let mut file = self.read(name)?;
        let length = file.metadata().map_err(disk("examine", &path))?.len();
        if start.checked_add(len).is_none_or(|end| end > length) {
            return Err(ObjectError::Range {
                name: name.to_owned(),
                start,
                len,
                length,
            });
        }
        let found = file.seek(SeekFrom::Start(start));
        found.map_err(disk("read", &path))?;
        Ok(file.take(len))
    }

    /// Deletes an object, durably; deleting what is not there succeeds.
    pub fn delete(&self, name: &str) -> Result<(), ObjectError> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(disk("delete", &path)(error))
            }
            // Also when it was gone: a crash may have come between these two.
            _ => sync_folder(&self.folder),
        }
    }

    /// The names of all objects, in order.
    pub fn names(&self) -> Result<Vec<String>, ObjectError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(disk("list", &self.folder))? {
            let entry = entry.map_err(disk("list", &self.folder))?;
            let name = entry.file_name().into_string();
            names.extend(name.ok().filter(|name| is_name(name)));
        }
        names.sort_unstable();
        Ok(names)
    }

    fn path(&self, name: &str) -> Result<PathBuf, ObjectError> {
        let path = is_name(name).then(|| self.folder.join(name));
        path.ok_or_else(|| ObjectError::Name {
            name: name.to_owned(),
        })
    }
}

/// An object being written.
#[derive(Debug)]
pub struct ObjectWriter {
    folder: Arc<Path>,
    path: PathBuf,
    file: File,
}

impl ObjectWriter {
    /// Makes what was written the object `name`, durably, and only if there is
    /// none of that name.
    pub fn finish(self, name: &str) -> Result<(), ObjectError> {
        if !is_name(name) {
            let name = name.to_owned();
            return Err(ObjectError::Name { name });
        }
        let target = self.folder.join(name);
        // 1. The bytes. A crash leaves an unfinished file, cleared on opening.
        self.file.sync_all().map_err(disk("sync", &self.path))?;
        // 2. The name; linking, unlike renaming, never replaces. A crash leaves
        //    both names or the unfinished one, and in either case a whole object.
        fs::hard_link(&self.path, &target).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => ObjectError::Exists {
                name: name.to_owned(),
            },
            _ => disk("name", &target)(error),
        })?;
        // 3. The folder. After it the object is there for ever; the unfinished
        //    name goes when `self` is dropped.
        sync_folder(&self.folder)
    }

    /// The file, for whoever must read back or write at an offset, as a
    /// transfer in parallel slices does.
    pub fn file(&self) -> &File {
        &self.file
    }
}

impl Write for ObjectWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for ObjectWriter {
    fn drop(&mut self) {
        // What stays behind is cleared on the next opening.
        let _ = fs::remove_file(&self.path);
    }
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=NAME_LEN_MAX).contains(&name.len()) && name.bytes().all(plain)
}

fn sync_folder(folder: &Path) -> Result<(), ObjectError> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(disk("sync", folder))
}

fn missing(name: &str, operation: &'static str, path: &Path, error: io::Error) -> ObjectError {
    match error.kind() {
        io::ErrorKind::NotFound => ObjectError::Missing {
            name: name.to_owned(),
        },
        _ => disk(operation, path)(error),
    }
}

fn disk(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ObjectError {
    let path = path.to_owned();
    move |source| ObjectError::Disk {
        operation,
        path,
        source,
    }
}
