//! Acts from the command line: requests, the worklist, a matter, and every command on it.

mod act;
mod papers;
mod request;
mod views;

pub use act::{ActArgs, act};
pub use papers::{PapersCommand, papers};
pub use request::{RequestCommand, request};
pub use views::{InboxArgs, MembersArgs, ShowArgs, inbox, members, show};

use anyhow::Result;
use clap::Args;
use serde_json::Value;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::client::{Client, Profile};

/// Who acts, and how the answer is printed.
#[derive(Args, Clone)]
pub struct Officer {
    /// The officer's profile, as `comity officer add` wrote it.
    #[arg(long = "as", value_name = "PROFILE", env = "COMITY_OFFICER")]
    pub profile: PathBuf,
    /// Print JSON instead of prose.
    #[arg(long)]
    pub json: bool,
}

impl Officer {
    /// Connects to the node.
    pub fn connect(&self) -> Result<Client> {
        Client::new(Profile::load(&self.profile)?)
    }
}

/// Prints what came of an act.
fn print_act(answer: &Value, json: bool) -> Result<ExitCode> {
    if json {
        return print_json(answer);
    }
    println!(
        "Done. Matter {} is now: {}.",
        text(answer, "matter"),
        text(answer, "stage")
    );
    match answer["repeated"].as_bool() {
        Some(true) => println!("It was there already; nothing was opened twice."),
        _ => println!("Custody entry {} of this node's log.", answer["entry"]),
    }
    println!("Next: comity show {}", text(answer, "matter"));
    Ok(ExitCode::SUCCESS)
}

/// Prints a JSON answer.
pub fn print_json(value: &Value) -> Result<ExitCode> {
    println!("{}", serde_json::to_string_pretty(value)?);
    Ok(ExitCode::SUCCESS)
}

/// A field as text; empty where absent.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
