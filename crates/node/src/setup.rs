//! `comity init`: a node comes into being in an empty folder, whole or not at all.

use comity_treaty::StateCode;
use comity_wire::statement::EntityId;
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigError, DeskConfig, NodeKind, RegisterConfig};
use crate::directory::Anchor;
use crate::folder;
use crate::keys::{KeyError, KeyFile, NodeKeys};
use crate::node::origin_of;
use crate::statements;
use crate::tls::{self, TlsError};
use crate::world::World;

/// The register's anchor, for every State to pin.
pub const ANCHOR: &str = "anchor.json";
/// The longest anchor, in bytes.
const ANCHOR_BYTES_MAX: u64 = 64 << 10;
/// A State's own statement, for the register to enrol.
pub const ENROLMENT: &str = "enrolment.jws.json";

/// What a new node is to be.
pub struct NewNode<'a> {
    /// Its folder; made if it is not there.
    pub data: &'a Path,
    /// The State; none for the register.
    pub state: Option<StateCode>,
    /// The name people read.
    pub name: String,
    /// Where it listens.
    pub listen: String,
    /// Its address for peers.
    pub url: String,
    /// `sqlite` or a PostgreSQL address.
    pub database: String,
    /// The register's anchor file; none for the register.
    pub anchor: Option<&'a Path>,
    /// The officers' pages; none for a node without them.
    pub desk: Option<DeskConfig>,
    /// Encrypts the key file.
    pub passphrase: Option<&'a str>,
}

/// Why a node was not made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// There is one already.
    #[error("{0}: a node lives here already; name an empty folder")]
    Taken(PathBuf),
    /// Keys without a node.
    #[error(
        "{0}: keys lie here, but no node.toml: an earlier `comity init` did not come to its end, or node.toml was lost. Restore it \
         from the backup; or name an empty folder, or empty this one if no register has enrolled its keys"
    )]
    Leftover(PathBuf),
    /// The address.
    #[error("{0:?}: expected an https address such as https://node.xaa.example")]
    Url(String),
    /// A file.
    #[error("{path}: cannot be read or written")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The register's anchor.
    #[error(
        "{path}: not a register's anchor; use the anchor.json that `comity init --register` wrote"
    )]
    Anchor {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The log's name.
    #[error("the address cannot name a log")]
    Origin(#[from] comity_custody::KeyError),
    /// The certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The statement.
    #[error("the node's statement cannot be signed")]
    Statement(#[from] comity_wire::canonical::CanonicalError),
    /// What the statement names.
    #[error(transparent)]
    Named(#[from] crate::rollover::RolloverError),
}

/// Makes a node and returns the file its administrator must hand on: the register's anchor, or the
/// State's enrolment.
pub fn create(new: &NewNode<'_>, world: &World) -> Result<PathBuf, SetupError> {
    if new.data.join(crate::config::FILE).exists() {
        return Err(SetupError::Taken(new.data.to_owned()));
    }
    let key_path = new.data.join(crate::keys::FILE);
    if key_path.exists() {
        return Err(SetupError::Leftover(key_path));
    }
    let entity: EntityId = new
        .url
        .parse()
        .map_err(|_| SetupError::Url(new.url.clone()))?;
    // Whatever can be refused is read before anything is written.
    let pinned = new.anchor.map(read_anchor).transpose()?;
    folder::make(new.data).map_err(|source| SetupError::Io {
        path: new.data.to_owned(),
        source,
    })?;
    let key_file = KeyFile::generate(world);
    let keys = NodeKeys::new(&key_file, &origin_of(&new.url))?;
    tls::create(new.data, &new.url)?;
    if let Some(pinned) = &pinned {
        write(new.data.join(ANCHOR), pinned.text.as_bytes())?;
    }
    let config = configuration(new, pinned.map(|pinned| pinned.anchor));
    key_file.create(&key_path, new.passphrase)?;
    let handed_on = match new.state {
        None => write_anchor(new.data, &keys, entity)?,
        Some(_) => write_enrolment(new.data, &config, &keys, world)?,
    };
    // The configuration comes last: with it the node exists, without it nothing here is a node.
    config.create(new.data)?;
    Ok(handed_on)
}

fn configuration(new: &NewNode<'_>, anchor: Option<Anchor>) -> Config {
    let register = anchor.map(|anchor| RegisterConfig {
        url: anchor.url.as_str().to_owned(),
        anchor: ANCHOR.into(),
    });
    Config {
        kind: if new.state.is_some() {
            NodeKind::State
        } else {
            NodeKind::Register
        },
        state: new.state.map(|state| state.to_string()),
        name: new.name.clone(),
        listen: new.listen.clone(),
        url: new.url.clone(),
        database: new.database.clone(),
        register,
        desk: new.desk.clone(),
        alarm: None,
    }
}

/// An anchor, and its text as it came.
struct Pinned {
    anchor: Anchor,
    text: String,
}

fn read_anchor(path: &Path) -> Result<Pinned, SetupError> {
    let text = bounded(path).map_err(|source| SetupError::Io {
        path: path.to_owned(),
        source,
    })?;
    let anchor = serde_json::from_str(&text).map_err(|source| SetupError::Anchor {
        path: path.to_owned(),
        source,
    })?;
    Ok(Pinned { anchor, text })
}

/// The text of an anchor; what is longer is none.
fn bounded(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    let file = std::fs::File::open(path)?;
    file.take(ANCHOR_BYTES_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > ANCHOR_BYTES_MAX {
        let what = format!("longer than {ANCHOR_BYTES_MAX} bytes, the most an anchor may have");
        return Err(std::io::Error::other(what));
    }
    Ok(text)
}

fn write_anchor(data: &Path, keys: &NodeKeys, url: EntityId) -> Result<PathBuf, SetupError> {
    let anchor = Anchor {
        url,
        jwks: keys.signing.public().clone(),
        tls_certificate: tls::certificate(data)?,
        log: keys.log.verifier().to_string(),
        cosigner: keys.witness.verifier().to_string(),
    };
    write(data.join(ANCHOR), crate::act::json(&anchor).as_bytes())
}

fn write_enrolment(
    data: &Path,
    config: &Config,
    keys: &NodeKeys,
    world: &World,
) -> Result<PathBuf, SetupError> {
    let own = statements::own(data, config, keys, world.now())?;
    write(data.join(ENROLMENT), &own.seal(&keys.signing)?)
}

fn write(path: PathBuf, bytes: &[u8]) -> Result<PathBuf, SetupError> {
    match std::fs::write(&path, bytes) {
        Ok(()) => Ok(path),
        Err(source) => Err(SetupError::Io { path, source }),
    }
}
