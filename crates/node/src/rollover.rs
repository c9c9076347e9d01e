//! Key roll-over in two steps, so that no peer ever meets a key it does not know.
//!
//! *Prepare* makes the next keys and a statement that names the present and the next ones; the
//! register enrols it. *Switch* puts the next keys in use, keeps the former public ones, so that
//! what they signed stays verifiable, and makes a statement that the next ones sign and that names
//! the end of the former ones: the register fetches it by itself.
//!
//! Each step can be run again after a crash, and ends what the first run began.

use comity_wire::keys::{PublicKey, PublicKeys, Validity};
use jiff::{SignedDuration, Timestamp};
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigError, NodeKind};
use crate::directory::Anchor;
use crate::folder;
use crate::keys::{FILE, KeyError, KeyFile, NodeKeys};
use crate::node::{Node, origin_of};
use crate::refusal::Refusal;
use crate::setup::{ANCHOR, ENROLMENT};
use crate::statements;
use crate::tls::{self, TlsError};
use crate::world::World;

/// The public keys this node used before, beside `node.toml`.
pub const FORMER_KEYS: &str = "former-keys.json";
/// The public halves of the next keys, so that whoever has no passphrase can name them.
const NEXT_KEYS: &str = "next-keys.json";
const NEXT: &str = "node.keys.next";
/// How long the former keys are still in force after the switch. What they signed before is believed for longer
/// ([`comity_wire::keys::FORMER_BELIEVED`]).
const OVERLAP: SignedDuration = SignedDuration::from_hours(24 * 7);

/// How long the register announces its next keys before it may use them. Its list lasts a week: whoever still lives on an older
/// one then has to be told by people in any case.
const ANNOUNCED: SignedDuration = SignedDuration::from_hours(24 * 14);

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
    /// States have yet to learn the register's next keys.
    #[error(
        "the next keys count from {0} on, when every State that reads the directory has pinned them; switch then"
    )]
    TooSoon(Timestamp),
    /// There are no next keys.
    #[error(
        "{0}: no next keys are prepared; run `comity keys prepare`, and have the register enrol their statement"
    )]
    NotPrepared(PathBuf),
    /// A file.
    #[error("{path}: cannot be read or written")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Makes the next keys and the statement for the register. Returns the statement's file. Where next keys are there already,
/// they stay, and the statement is made again.
pub fn prepare(
    data: &Path,
    passphrase: Option<&str>,
    world: &World,
) -> Result<PathBuf, RolloverError> {
    let config = Config::load(data)?;
    let present = KeyFile::load(&data.join(FILE), passphrase)?;
    // 1. The next keys, whole or not at all. A crash leaves them beside the present ones, where the rerun finds them.
    if !data.join(NEXT).exists() {
        make_next(data, &present.roll_over(world), passphrase)?;
    }
    // 2. Their public halves. A crash leaves next keys that nothing names yet.
    let next = KeyFile::load(&data.join(NEXT), passphrase)?;
    let next = NodeKeys::new(&next, &origin_of(&config.url))?;
    name_next(data, config.kind, next.signing.public(), world.now())?;
    // 3. The statement that names both.
    restate(data, passphrase, world.now())
}

/// Puts the next keys in use; restart the node afterwards. Returns the file of the statement that they sign.
pub fn switch(
    data: &Path,
    passphrase: Option<&str>,
    now: Timestamp,
) -> Result<PathBuf, RolloverError> {
    let config = Config::load(data)?;
    let (current, next) = (data.join(FILE), data.join(NEXT));
    if next.exists() {
        known_by_now(data, now)?;
        KeyFile::load(&next, passphrase)?;
        let former = KeyFile::load(&current, passphrase)?;
        let former = NodeKeys::new(&former, &origin_of(&config.url))?;
        // 1. The former public keys. A crash leaves keys listed that are still in use; the rerun lists them once.
        keep_former(data, former.signing.public(), now)?;
        // 2. The next keys come into use. A crash leaves them in use, and the statement before them.
        folder::rename(&next, &current).map_err(io(&current))?;
    } else if !data.join(NEXT_KEYS).exists() {
        return Err(RolloverError::NotPrepared(next));
    }
    // 3. The statement that they sign, then the end of the roll-over. A crash leaves public keys that name what is in use.
    let statement = restate(data, passphrase, now)?;
    let named = data.join(NEXT_KEYS);
    match std::fs::remove_file(&named) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(&named)(error)),
        _ => Ok(statement),
    }
}

/// Makes anew what others learn the keys by, signed with those in use and naming all that count: the node's statement, for the
/// register; of the register, the anchor that a State pins.
pub fn restate(
    data: &Path,
    passphrase: Option<&str>,
    now: Timestamp,
) -> Result<PathBuf, RolloverError> {
    let config = Config::load(data)?;
    let keys = KeyFile::load(&data.join(FILE), passphrase)?;
    let keys = NodeKeys::new(&keys, &origin_of(&config.url))?;
    let own = statements::own(data, &config, &keys, now)?;
    let (path, bytes) = match config.kind {
        NodeKind::State => (data.join(ENROLMENT), own.seal(&keys.signing)?),
        NodeKind::Register => {
            let anchor = Anchor {
                url: own.sub,
                jwks: with_former(data, &own.jwks)?,
                tls_certificate: tls::certificate(data)?,
                log: keys.log.verifier().to_string(),
                cosigner: keys.witness.verifier().to_string(),
            };
            (data.join(ANCHOR), crate::act::json(&anchor).into_bytes())
        }
    };
    replace(&path, &bytes)?;
    Ok(path)
}

/// Writes down the next keys for all to see; those of the register from when on they count. Once that is named it stays.
fn name_next(
    data: &Path,
    kind: NodeKind,
    next: &PublicKeys,
    now: Timestamp,
) -> Result<(), RolloverError> {
    let named = read(data.join(NEXT_KEYS))?;
    if !named.is_empty() && named.iter().all(|key| next.get(key.kid()).is_some()) {
        return Ok(());
    }
    let from = Validity {
        not_before: Some(statements::second(now) + ANNOUNCED),
        ..Validity::default()
    };
    let next = match kind {
        NodeKind::State => next.clone(),
        NodeKind::Register => next.clone().valid(from),
    };
    replace(&data.join(NEXT_KEYS), crate::act::json(&next).as_bytes())
}

/// The register's next keys are used once every State may have learnt them.
fn known_by_now(data: &Path, now: Timestamp) -> Result<(), RolloverError> {
    let next = read(data.join(NEXT_KEYS))?.into_iter();
    match next.filter_map(|key| key.validity().not_before).max() {
        Some(from) if now < from => Err(RolloverError::TooSoon(from)),
        _ => Ok(()),
    }
}

fn make_next(data: &Path, next: &KeyFile, passphrase: Option<&str>) -> Result<(), RolloverError> {
    let (path, partial) = (data.join(NEXT), data.join(folder::NEXT_PARTIAL));
    // What a crash left of an earlier attempt was never in use.
    match std::fs::remove_file(&partial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(io(&partial)(error));
        }
        _ => {}
    }
    next.create(&partial, passphrase)?;
    folder::rename(&partial, &path).map_err(io(&path))
}

/// Adds keys that go out of use to the former ones, each once: a crash may have listed them before.
fn keep_former(data: &Path, going: &PublicKeys, now: Timestamp) -> Result<(), RolloverError> {
    let ended = Validity {
        expires: Some(statements::second(now) + OVERLAP),
        ..Validity::default()
    };
    let kept = former_keys(data)?.into_iter();
    let kept = kept.filter(|key| going.get(key.kid()).is_none());
    let going = going.clone().valid(ended);
    let set = PublicKeys::new(kept.chain(going.iter().cloned()).collect())?;
    replace(&data.join(FORMER_KEYS), crate::act::json(&set).as_bytes())
}

/// Every key that counts of a node: those in use, the next ones, and the former ones until their end.
pub(crate) fn named_keys(
    data: &Path,
    present: &PublicKeys,
    now: Timestamp,
) -> Result<PublicKeys, RolloverError> {
    let next = read(data.join(NEXT_KEYS))?;
    let former = former_keys(data)?.into_iter();
    let former = former.filter(|key| key.validity().holds(now));
    let others = next.into_iter().chain(former);
    // After a crash in a switch, those in use may stand in a list as well.
    let others = others.filter(|key| present.get(key.kid()).is_none());
    Ok(PublicKeys::new(
        present.iter().cloned().chain(others).collect(),
    )?)
}

/// All that, and every former key with its end: courts verify for ever what they signed.
fn with_former(data: &Path, named: &PublicKeys) -> Result<PublicKeys, RolloverError> {
    let former = former_keys(data)?.into_iter();
    let former = former.filter(|key| named.get(key.kid()).is_none());
    Ok(PublicKeys::new(
        named.iter().cloned().chain(former).collect(),
    )?)
}

/// Whether next keys are made and not in use yet.
pub(crate) fn is_prepared(data: &Path) -> bool {
    data.join(NEXT).exists()
}

/// The public keys this node used before its present ones.
pub(crate) fn former_keys(data: &Path) -> Result<Vec<PublicKey>, RolloverError> {
    read(data.join(FORMER_KEYS))
}

impl Node {
    /// The same, of this node: never one that is in use, as a crash in a switch may have listed it.
    pub(crate) fn former_keys(&self) -> Result<Vec<PublicKey>, Refusal> {
        let mut keys = former_keys(&self.data).map_err(Refusal::fault(
            "the former keys do not read; restore the backup",
        ))?;
        let present = self.keys.signing.public();
        keys.retain(|key| present.get(key.kid()).is_none());
        Ok(keys)
    }
}

/// A list of public keys; empty where there is none.
fn read(path: PathBuf) -> Result<Vec<PublicKey>, RolloverError> {
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

fn replace(path: &Path, bytes: &[u8]) -> Result<(), RolloverError> {
    folder::replace(path, bytes).map_err(io(path))
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> RolloverError {
    let path = path.to_owned();
    move |source| RolloverError::Io { path, source }
}
