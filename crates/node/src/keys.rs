//! The node's keys: one file that only its owner can read, encrypted where a passphrase is given.

use comity_custody::NoteSigner;
use comity_evidence::Identity;
use comity_wire::keys::{KeySeeds, SigningKeys};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::world::World;

/// The name of the key file in a node's data folder.
pub const FILE: &str = "node.keys";

/// Every secret of a node, each a seed of 32 bytes.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    version: u8,
    /// Ed25519: envelopes, statements, node-to-node reads.
    #[serde(with = "hex::serde")]
    pub ed25519: [u8; 32],
    /// ML-DSA-65: beside Ed25519 on every envelope and statement.
    #[serde(with = "hex::serde")]
    pub ml_dsa_65: [u8; 32],
    /// Ed25519: the custody log's checkpoints.
    #[serde(with = "hex::serde")]
    pub log: [u8; 32],
    /// Ed25519: cosignatures on the checkpoints of peers.
    #[serde(with = "hex::serde")]
    pub witness: [u8; 32],
    /// X25519 with ML-KEM-768 (X-Wing): seals what this node keeps secret.
    #[serde(with = "hex::serde")]
    pub sealing: [u8; 32],
}

/// Why the keys cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error(
        "{path}: cannot be read or written; is this the node's data folder, and are you its owner?"
    )]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others may read the file.
    #[error(
        "{path}: mode {mode:o} lets others read the keys; run `chmod 600` on it, and renew the keys if anyone had access"
    )]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is encrypted and no passphrase was given, or the wrong one.
    #[error("{path}: the passphrase is missing or wrong; give it in COMITY_PASSPHRASE")]
    Passphrase {
        /// The file.
        path: PathBuf,
    },
    /// The content is not a key file.
    #[error("{path}: not a key file of this version; restore it from the backup")]
    Invalid {
        /// The file.
        path: PathBuf,
    },
}

impl KeyFile {
    /// Fresh keys.
    pub fn generate(world: &World) -> Self {
        Self {
            version: 1,
            ed25519: world.random(),
            ml_dsa_65: world.random(),
            log: world.random(),
            witness: world.random(),
            sealing: world.random(),
        }
    }

    /// New signing keys; the log, the witness and the sealing keys stay.
    #[must_use]
    pub fn roll_over(&self, world: &World) -> Self {
        Self {
            version: 1,
            ed25519: world.random(),
            ml_dsa_65: world.random(),
            log: self.log,
            witness: self.witness,
            sealing: self.sealing,
        }
    }

    /// Writes the file with mode 0600; an existing one is never overwritten.
    pub fn create(&self, path: &Path, passphrase: Option<&str>) -> Result<(), KeyError> {
        let fault = |source| KeyError::Io {
            path: path.to_owned(),
            source,
        };
        let mut json = serde_json::to_vec_pretty(self).expect("keys are plain JSON");
        let bytes = match passphrase {
            Some(passphrase) => encrypt(&json, passphrase).map_err(fault)?,
            None => json.clone(),
        };
        json.zeroize();
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(fault)?;
        file.write_all(&bytes)
            .and_then(|()| file.sync_all())
            .map_err(fault)
    }

    /// Reads the file, refusing one that others can read.
    pub fn load(path: &Path, passphrase: Option<&str>) -> Result<Self, KeyError> {
        let fault = |source| KeyError::Io {
            path: path.to_owned(),
            source,
        };
        let mode = std::fs::metadata(path).map_err(fault)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::Exposed {
                path: path.to_owned(),
                mode,
            });
        }
        let mut bytes = std::fs::read(path).map_err(fault)?;
        if bytes.starts_with(b"age-encryption.org/") {
            bytes = passphrase
                .and_then(|passphrase| decrypt(&bytes, passphrase))
                .ok_or_else(|| KeyError::Passphrase {
                    path: path.to_owned(),
                })?;
        }
        let keys = serde_json::from_slice::<Self>(&bytes);
        bytes.zeroize();
        keys.ok()
            .filter(|keys| keys.version == 1)
            .ok_or_else(|| KeyError::Invalid {
                path: path.to_owned(),
            })
    }
}

fn encrypt(plain: &[u8], passphrase: &str) -> std::io::Result<Vec<u8>> {
    let recipient = age::scrypt::Recipient::new(passphrase.to_owned().into());
    age::encrypt(&recipient, plain).map_err(std::io::Error::other)
}

fn decrypt(sealed: &[u8], passphrase: &str) -> Option<Vec<u8>> {
    let identity = age::scrypt::Identity::new(passphrase.to_owned().into());
    age::decrypt(&identity, sealed).ok()
}

/// The keys of a running node, expanded from the key file.
pub struct NodeKeys {
    /// Signs envelopes, receipts, statements and reads.
    pub signing: SigningKeys,
    /// Signs the custody log's checkpoints.
    pub log: NoteSigner,
    /// Cosigns the checkpoints of peers.
    pub witness: NoteSigner,
    /// Opens what was sealed to this node.
    pub sealing: Identity,
}

impl NodeKeys {
    /// Expands the seeds. `origin` names the log and the witness (C2SP: a schema-less URL).
    pub fn new(file: &KeyFile, origin: &str) -> Result<Self, comity_custody::KeyError> {
        let seeds = KeySeeds {
            ed25519: file.ed25519,
            ml_dsa_65: file.ml_dsa_65,
        };
        Ok(Self {
            signing: SigningKeys::from_seeds(&seeds),
            log: NoteSigner::ed25519(&format!("{origin}/log"), &file.log)?,
            witness: NoteSigner::cosigner_ed25519(&format!("{origin}/witness"), &file.witness)?,
            sealing: Identity::from_seed(file.sealing),
        })
    }
}
