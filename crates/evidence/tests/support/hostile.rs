//! Makes packages as a hostile sender would: it holds every key, so whatever it
//! does is well encrypted and well described.

use comity_evidence::*;

use super::{identity, parameters, small};

const BLOCK: usize = 512;

/// A package, and the manifest that comes with it, as bytes.
pub struct Hostile {
    pub package: Vec<u8>,
    pub manifest: Vec<u8>,
}

impl Hostile {
    /// Changes the sealed bytes; the manifest is the honest one.
    pub fn sealed(change: impl FnOnce(&mut Vec<u8>)) -> Self {
        let (sealed, mut package) = small();
        change(&mut package);
        Self {
            package,
            manifest: sealed.manifest.to_bytes(),
        }
    }

    /// Changes the tar stream, seals it again, and names it in the manifest.
    pub fn bag(change: impl FnOnce(&mut Tar)) -> Self {
        let (sealed, package) = small();
        let plaintext = age::decrypt(&package, &identity()).unwrap();
        let mut tar = Tar(plaintext.to_vec());
        change(&mut tar);
        let entropy = &parameters().entropy;
        let package = age::encrypt(&tar.0, identity().recipient(), entropy);
        let mut manifest = sealed.manifest;
        manifest.ciphertext.blake3 = Blake3::from_bytes(*blake3::hash(&package).as_bytes());
        Self {
            package,
            manifest: manifest.to_bytes(),
        }
    }

    /// Changes the manifest; the package is the honest one.
    pub fn manifest(change: impl FnOnce(&mut serde_json::Value)) -> Self {
        let (sealed, package) = small();
        let mut manifest = serde_json::to_value(&sealed.manifest).unwrap();
        change(&mut manifest);
        Self {
            package,
            manifest: serde_jcs::to_vec(&manifest).unwrap(),
        }
    }
}

/// A tar stream of plain headers.
pub struct Tar(pub Vec<u8>);

impl Tar {
    /// Start of the header of the entry whose path in the bag is `path`.
    pub fn find(&self, path: &str) -> usize {
        let mut at = 0;
        loop {
            let header = self.header(at);
            let name = header.path_bytes().into_owned();
            if name.ends_with(path.as_bytes()) {
                return at;
            }
            at += BLOCK + blocks(header.entry_size().unwrap());
        }
    }

    /// Start of the bytes of an entry.
    pub fn content(&self, path: &str) -> usize {
        self.find(path) + BLOCK
    }

    pub fn header(&self, at: usize) -> tar::Header {
        tar::Header::from_byte_slice(&self.0[at..at + BLOCK]).clone()
    }

    /// Changes an entry's header and sets its checksum right.
    pub fn change_header(&mut self, path: &str, change: impl FnOnce(&mut tar::Header)) {
        let at = self.find(path);
        let mut header = self.header(at);
        change(&mut header);
        header.set_cksum();
        self.0[at..at + BLOCK].copy_from_slice(header.as_bytes());
    }

    /// Gives an entry another name, whatever it is.
    pub fn rename(&mut self, path: &str, name: &str) {
        self.change_header(path, |header| {
            let field = &mut header.as_old_mut().name;
            field.fill(0);
            field[..name.len()].copy_from_slice(name.as_bytes());
        });
    }

    /// Takes an entry out; zeros at the end keep the length.
    pub fn remove(&mut self, path: &str) {
        let at = self.find(path);
        let length = BLOCK + blocks(self.header(at).entry_size().unwrap());
        self.0.drain(at..at + length);
        self.0.resize(self.0.len() + length, 0);
    }
}

fn blocks(size: u64) -> usize {
    usize::try_from(size).unwrap().next_multiple_of(BLOCK)
}

impl Tar {
    /// Names the header at `at`, which announces nothing.
    pub fn change_last_name(&mut self, at: usize, name: &str) {
        let mut header = self.header(at);
        let field = &mut header.as_old_mut().name;
        field.fill(0);
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(0);
        header.set_cksum();
        self.0[at..at + BLOCK].copy_from_slice(header.as_bytes());
    }
}
