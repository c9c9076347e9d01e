//! Key roll-over in two steps, so that no peer ever meets a key it does not know.
//!
//! *Prepare* makes the next keys and a statement that shows the present and the next ones; the
//! register enrols it. *Switch* puts the next keys in use and keeps the former public ones, so that
//! what they signed stays verifiable.

use comity_wire::keys::{PublicKey, PublicKeys, Validity};
use jiff::{SignedDuration, Timestamp};
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigError};
use crate::keys::{FILE, KeyError, KeyFile, NodeKeys};
use crate::node::origin_of;
use crate::setup::ENROLMENT;
use crate::statements;
use crate::tls::{self, TlsError};
use crate::world::World;

/// The public keys this node used before, beside `node.toml`.
pub const FORMER_KEYS: &str = "former-keys.json";
const NEXT: &str = "node.keys.next";
/// How long the former keys are still believed after the switch: letters under way must arrive.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Why the keys were not rolled over. The present keys stay in use.
#[derive(Debug, thiserror::Error)]
pub enum RolloverError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The log's name.
    #[error("the address cannot name a log")]
    Origin(#[from] comity_custody::KeyError),
    /// The same key twice.
    #[error("the present and the next keys are not two different pairs")]
    Pairs(#[from] comity_wire::keys::KeyError),
    /// The certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The statement.
    #[error("the node's statement cannot be signed")]
    Statement(#[from] comity_wire::canonical::CanonicalError),
    /// Next keys are there already.
    #[error(
        "{0}: the next keys are prepared already; have the register enrol their statement, then run `comity keys switch`"
    )]
    Prepared(PathBuf),
    /// A file.
    #[error("{path}: cannot be read or written")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Makes the next keys and the statement for the register. Returns the statement's file.
pub fn prepare(
    data: &Path,
    passphrase: Option<&str>,
    world: &World,
) -> Result<PathBuf, RolloverError> {
    let config = Config::load(data)?;
    let origin = origin_of(&config.url);
    let present = KeyFile::load(&data.join(FILE), passphrase)?;
    if data.join(NEXT).exists() {
        return Err(RolloverError::Prepared(data.join(NEXT)));
    }
    let next = present.roll_over(world);
    next.create(&data.join(NEXT), passphrase)?;
    let present = NodeKeys::new(&present, &origin)?;
    let next = NodeKeys::new(&next, &origin)?;
    let now = statements::second(world.now());
    let mut own = statements::configuration(&config, &present, &tls::certificate(data)?, now);
    let ending = Validity {
        expires: Some(now + OVERLAP),
        ..Validity::default()
    };
    own.jwks = present
        .signing
        .public()
        .clone()
        .valid(ending)
        .with(next.signing.public())?;
    let path = data.join(ENROLMENT);
    write(path, &own.seal(&present.signing)?)
}

/// Puts the next keys in use; restart the node afterwards.
pub fn switch(data: &Path, passphrase: Option<&str>, now: Timestamp) -> Result<(), RolloverError> {
    let config = Config::load(data)?;
    let (current, next) = (data.join(FILE), data.join(NEXT));
    KeyFile::load(&next, passphrase)?;
    let former = NodeKeys::new(
        &KeyFile::load(&current, passphrase)?,
        &origin_of(&config.url),
    )?;
    let mut kept = former_keys(data)?;
    let ended = Validity {
        expires: Some(statements::second(now) + OVERLAP),
        ..Validity::default()
    };
    kept.extend(former.signing.public().clone().valid(ended).iter().cloned());
    let set = PublicKeys::new(kept)?;
    // The public former keys first: a crash between the two steps leaves them listed once too often,
    // which the next switch mends, never too seldom.
    write(data.join(FORMER_KEYS), crate::act::json(&set).as_bytes())?;
    std::fs::rename(&next, &current).map_err(|source| RolloverError::Io {
        path: current,
        source,
    })
}

/// Whether next keys are made and not in use yet.
pub(crate) fn is_prepared(data: &Path) -> bool {
    data.join(NEXT).exists()
}

/// The public keys this node used before its present ones.
pub(crate) fn former_keys(data: &Path) -> Result<Vec<PublicKey>, RolloverError> {
    let path = data.join(FORMER_KEYS);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(RolloverError::Io { path, source }),
    };
    let set: PublicKeys = serde_json::from_str(&text).map_err(|error| RolloverError::Io {
        path,
        source: std::io::Error::other(error),
    })?;
    Ok(set.iter().cloned().collect())
}

fn write(path: PathBuf, bytes: &[u8]) -> Result<PathBuf, RolloverError> {
    match std::fs::write(&path, bytes) {
        Ok(()) => Ok(path),
        Err(source) => Err(RolloverError::Io { path, source }),
    }
}
