//! `node.toml`: what an administrator writes down about a node.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

use crate::alarm::AlarmConfig;
use crate::desk::OpenIdConfig;
use crate::folder::DATABASE;

/// The name of the configuration in a node's data folder.
pub const FILE: &str = "node.toml";

/// What the node is in the house of the Convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// One State Party's node.
    State,
    /// The Secretariat's node: it vouches for the others and holds no case.
    Register,
}

/// The configuration of one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// State or register.
    pub kind: NodeKind,
    /// ISO 3166-1 alpha-3 code of the State; the register has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The name people read.
    pub name: String,
    /// Where the node listens, such as `127.0.0.1:7443`.
    pub listen: String,
    /// The address by which peers reach it, such as `https://node.xaa.example`.
    pub url: String,
    /// `sqlite` (the default: `node.db` in the data folder) or a `postgres://` address.
    #[serde(default = "embedded")]
    pub database: String,
    /// The register this node trusts; absent on the register itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterConfig>,
    /// The officers' pages; absent where a node serves none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskConfig>,
    /// How whoever does not look at the desk is told; absent where nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarm: Option<AlarmConfig>,
}

/// The officers' pages. They are served apart from the peers' routes, in plain HTTP on an address of this machine: the
/// State's own reverse proxy brings them to its officers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// Where it listens, such as `127.0.0.1:7480`; never an address that others reach.
    pub listen: String,
    /// The address in the officers' browsers, such as `https://desk.xaa.example`. Passkeys are made for its host.
    pub url: String,
    /// Whether a one-time link signs in by itself: for exercises only. Otherwise it only leads to the making of a passkey.
    #[serde(default)]
    pub sign_in_by_link: bool,
    /// The State's own OpenID provider, where officers may also sign in there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<OpenIdConfig>,
}

/// The pinned register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterConfig {
    /// Its address.
    pub url: String,
    /// File beside `node.toml` with its anchor: keys (JWKS) and TLS certificate.
    pub anchor: String,
}

fn embedded() -> String {
    "sqlite".into()
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read or written.
    #[error(
        "{path}: cannot be read or written; run `comity init` first, or correct its permissions"
    )]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what is expected.
    #[error("{path}: not a node configuration: {reason}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, column and expectation.
        reason: String,
    },
}

impl Config {
    /// Reads `node.toml` of a data folder.
    pub fn load(data: &Path) -> Result<Self, ConfigError> {
        let path = data.join(FILE);
        let text = std::fs::read_to_string(&path).map_err(|source| ConfigError::Io {
            path: path.clone(),
            source,
        })?;
        let invalid = |reason: String| ConfigError::Invalid {
            path: path.clone(),
            reason,
        };
        let config: Self = toml::from_str(&text).map_err(|error| invalid(error.to_string()))?;
        let faults = config.faults();
        if faults.is_empty() {
            return Ok(config);
        }
        Err(invalid(faults.join("; ")))
    }

    /// What is wrong in its sections, all at once.
    fn faults(&self) -> Vec<String> {
        let alarm = self.alarm.as_ref();
        let alarm = alarm.map(|alarm| alarm.faults(self.desk.is_some()));
        let openid = self.desk.as_ref().and_then(|desk| {
            let openid = desk.openid.as_ref()?;
            Some(openid.faults(&desk.url))
        });
        alarm.into_iter().chain(openid).flatten().collect()
    }

    /// Writes `node.toml`, never over an existing one.
    pub fn create(&self, data: &Path) -> Result<(), ConfigError> {
        let path = data.join(FILE);
        let text = toml::to_string_pretty(self).expect("a configuration is plain TOML");
        let write = || {
            use std::io::Write;
            use std::os::unix::fs::OpenOptionsExt;
            // A database's address may hold its password.
            let mut options = std::fs::OpenOptions::new();
            let mut file = options
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|source| ConfigError::Io {
            path: path.clone(),
            source,
        })
    }

    /// Whether there is a database to open; one that is reached over the network is taken to be there.
    pub fn database_exists(&self, data: &Path) -> bool {
        self.database != "sqlite" || data.join(DATABASE).exists()
    }

    /// The database address, with the embedded default spelled out.
    pub fn database_url(&self, data: &Path) -> String {
        match self.database.as_str() {
            "sqlite" => format!("sqlite://{}", data.join(DATABASE).display()),
            other => other.to_owned(),
        }
    }
}
