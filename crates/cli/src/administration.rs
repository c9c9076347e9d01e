//! What administrators do: make nodes, enrol members, add officers, roll keys over. Each command
//! opens the node's data folder itself and may run beside a serving node.

mod backup;
mod keys;
mod members;
mod officers;
mod setup;

pub use backup::{BackupArgs, backup};
pub use keys::{KeysCommand, keys};
pub use members::{RegisterCommand, register};
pub use officers::{NewOfficer, OfficerCommand, add_officer, officer};
pub use setup::{InitArgs, init};

use anyhow::{Context, Result, anyhow};
use clap::Args;
use comity_node::{Node, Refusal, World};
use comity_wire::keys::PublicKeys;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The node a command is about.
#[derive(Args, Clone)]
pub struct DataFolder {
    /// The node's data folder.
    #[arg(long, value_name = "DIR", env = "COMITY_DATA")]
    pub data: PathBuf,
}

/// The passphrase of the key file. It comes by the environment: an argument would show in every
/// list of processes.
pub fn passphrase() -> Option<String> {
    std::env::var("COMITY_PASSPHRASE")
        .ok()
        .filter(|passphrase| !passphrase.is_empty())
}

/// Opens the node of a data folder.
pub async fn open(data: &Path) -> Result<Arc<Node>> {
    let node = Node::open(data, passphrase().as_deref(), World::system()).await;
    node.with_context(|| format!("the node in {} cannot be opened", data.display()))
}

/// A no of the node, with every fault of the input on a line of its own.
pub fn explained(refusal: Refusal) -> anyhow::Error {
    let Refusal::Invalid(faults) = &refusal else {
        return refusal.into();
    };
    let named = |field: &str| match field {
        "" => "the whole document".to_owned(),
        field => field.to_owned(),
    };
    let lines = faults
        .iter()
        .map(|fault| format!("\n  {}: expected {}", named(&fault.field), fault.expected));
    anyhow!("{refusal}{}", lines.collect::<String>())
}

/// The key ids, one a line, to be compared over another channel.
fn key_ids(keys: &PublicKeys) -> String {
    let line = |key: &comity_wire::keys::PublicKey| {
        format!("  {:<10} {}\n", key.algorithm().name(), key.kid())
    };
    keys.iter().map(line).collect()
}
