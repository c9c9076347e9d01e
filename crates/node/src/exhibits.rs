//! The sealed packages in the node's folder: ciphertext and slices, named by BLAKE3. A name that
//! stands there is whole and synced; whatever was interrupted has another name.

use comity_evidence::{Blake3, SliceTree};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

const SEALED: &str = "age";
const SLICES: &str = "slices";
/// A package being sealed; of no use after a crash.
const SEALING: &str = "sealing";
/// A package being pulled; goes on after a crash.
const PULLING: &str = "pulling";

/// The folder of sealed packages.
#[derive(Debug, Clone)]
pub(crate) struct Exhibits {
    folder: PathBuf,
}

impl Exhibits {
    /// Opens the folder, making it where it is missing.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Clears what a crash left of unfinished sealing. Only the serving process does so.
    pub fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == SEALING) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn path(&self, name: &str, ending: &str) -> PathBuf {
        self.folder.join(format!("{name}.{ending}"))
    }

    /// A new file to seal into.
    pub fn create(&self, package: &str) -> io::Result<File> {
        File::create_new(self.path(package, SEALING))
    }

    /// A sealed file and its slices become a package: the slices first, then the name that counts.
    pub fn keep_sealed(&self, package: &str, file: &File, slices: &SliceTree) -> io::Result<()> {
        file.sync_all()?;
        self.keep(&self.path(package, SEALING), slices)
    }

    /// Throws an unfinished sealing away.
    pub fn discard(&self, package: &str) {
        // The file may never have been made; opening the folder clears what stays behind.
        let _gone = fs::remove_file(self.path(package, SEALING));
    }

    /// The file a pull goes on in, as long as the package.
    pub fn pulling(&self, digest: Blake3, length: u64) -> io::Result<File> {
        let path = self.path(&digest.to_string(), PULLING);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        file.set_len(length)?;
        Ok(file)
    }

    /// A pulled file, every slice of it verified, becomes a package.
    pub fn keep_pulled(&self, file: &File, slices: &SliceTree) -> io::Result<()> {
        file.sync_all()?;
        self.keep(&self.path(&slices.root().to_string(), PULLING), slices)
    }

    fn keep(&self, from: &Path, slices: &SliceTree) -> io::Result<()> {
        let name = slices.root().to_string();
        let beside = self.path(&name, SLICES);
        fs::write(&beside, slices.to_bytes())?;
        File::open(&beside)?.sync_all()?;
        // A crash before the rename leaves slices without a package, which the next attempt replaces.
        fs::rename(from, self.path(&name, SEALED))?;
        File::open(&self.folder)?.sync_all()
    }

    /// Every file that is kept or being pulled, with the digest it is named by. What is just being sealed has no digest yet.
    pub fn names(&self) -> io::Result<Vec<(String, PathBuf)>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let sealing = path.extension().is_some_and(|ending| ending == SEALING);
            if let (Some(stem), false) = (stem, sealing) {
                names.push((stem.to_owned(), path));
            }
        }
        names.sort();
        Ok(names)
    }

    /// Whether the package is here, whole.
    pub fn has(&self, digest: Blake3) -> bool {
        self.path(&digest.to_string(), SEALED).is_file()
    }

    /// The ciphertext, for reading.
    pub fn sealed(&self, digest: Blake3) -> io::Result<File> {
        File::open(self.path(&digest.to_string(), SEALED))
    }

    /// The slices.
    pub fn slices(&self, digest: Blake3) -> io::Result<Vec<u8>> {
        fs::read(self.path(&digest.to_string(), SLICES))
    }

    /// Removes a package that was never on record, with its slices.
    pub fn forget(&self, digest: Blake3) -> io::Result<()> {
        match fs::remove_file(self.path(&digest.to_string(), SLICES)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.remove(digest)
    }

    /// Removes the ciphertext; the slices stay as proof of what it was.
    pub fn remove(&self, digest: Blake3) -> io::Result<()> {
        match fs::remove_file(self.path(&digest.to_string(), SEALED)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => File::open(&self.folder)?.sync_all(),
        }
    }
}
