//! `comity init`: a State's node, or the register's.

use anyhow::{Context, Result};
use clap::Args;
use comity_node::{ANCHOR, Anchor, DeskConfig, NewNode, World};
use comity_treaty::StateCode;
use comity_wire::keys::PublicKeys;
use comity_wire::statement::{claimed_subject, verify_self_signed};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{DataFolder, key_ids, passphrase};

/// The example profile in a State's data folder.
const PROFILE: &str = "profile.toml";

/// `comity init`
#[derive(Args)]
pub struct InitArgs {
    #[command(flatten)]
    kind: Kind,
    #[command(flatten)]
    folder: DataFolder,
    /// The name people read.
    #[arg(long)]
    name: Option<String>,
    /// The address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:7443")]
    listen: String,
    /// The https address by which others reach the node; without it, the one it listens on.
    #[arg(long)]
    url: Option<String>,
    /// `sqlite` (a file in the data folder) or a postgres:// address.
    #[arg(long, default_value = "sqlite")]
    database: String,
    /// The register's anchor.json, had over a channel you trust.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "register",
        required_unless_present = "register"
    )]
    anchor: Option<PathBuf>,
    /// Where the officers' desk listens on this machine, such as 127.0.0.1:7480; a reverse proxy brings it to them. Without
    /// it the node has no desk.
    #[arg(
        long,
        value_name = "ADDRESS",
        requires = "desk_url",
        conflicts_with = "register"
    )]
    desk_listen: Option<String>,
    /// The desk's address in the officers' browsers, such as `https://desk.xaa.example`.
    #[arg(long, value_name = "URL", requires = "desk_listen")]
    desk_url: Option<String>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Kind {
    /// The Secretariat's node, which vouches for all others.
    #[arg(long)]
    register: bool,
    /// The node of this State (three letters, ISO 3166-1 alpha-3).
    #[arg(long, value_name = "XAA")]
    state: Option<StateCode>,
}

/// Makes a node and says whom to give what.
pub fn init(args: InitArgs) -> Result<ExitCode> {
    let data = args.folder.data;
    let passphrase = passphrase();
    let state = args.kind.state;
    let called = state.map_or_else(|| "Register".to_owned(), |state| state.to_string());
    let url = args
        .url
        .unwrap_or_else(|| format!("https://{}", args.listen));
    let new = NewNode {
        data: &data,
        state,
        name: args.name.unwrap_or_else(|| called.clone()),
        listen: args.listen,
        url,
        database: args.database,
        anchor: args.anchor.as_deref(),
        desk: desk_of(args.desk_listen, args.desk_url),
        passphrase: passphrase.as_deref(),
    };
    let handed_on = comity_node::create(&new, &World::system()).context("no node was made")?;
    println!(
        "Made the node of {called}, {}, in {}.",
        new.url,
        data.display()
    );
    println!("{}", key_file_line(&data, passphrase.is_some()));
    println!(
        "Its key ids, for comparison over another channel:\n{}",
        key_ids(&handed_on_keys(&handed_on)?)
    );
    if let Some(state) = state {
        println!("{}", example_profile(&data, state, &new.name)?);
    }
    println!("{}", what_next(&data, &handed_on, state));
    Ok(ExitCode::SUCCESS)
}

fn desk_of(listen: Option<String>, url: Option<String>) -> Option<DeskConfig> {
    Some(DeskConfig {
        listen: listen?,
        url: url?,
        sign_in_by_link: false,
        openid: None,
    })
}

/// A commented profile for the State to correct; never over one that is there.
fn example_profile(data: &Path, state: StateCode, name: &str) -> Result<String> {
    let path = data.join(PROFILE);
    if !path.exists() {
        let text = comity_treaty::profile::example(state, name);
        std::fs::write(&path, text)
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    let path = path.display();
    Ok(format!(
        "An example of the State's law is in {path}: correct it, then run\n  \
         comity profile check {path}\n  comity profile publish {path} --data {}",
        data.display()
    ))
}

fn key_file_line(data: &Path, encrypted: bool) -> String {
    let file = data.join(comity_node::KEY_FILE);
    let how = if encrypted {
        "encrypted under the passphrase; without both the node is lost, so keep a copy of each, apart"
    } else {
        "not encrypted: set COMITY_PASSPHRASE before `comity init` to encrypt it. Keep a copy"
    };
    format!("Its secret keys are in {}, {how}.", file.display())
}

/// The public keys in the file that was written for others.
pub(super) fn handed_on_keys(file: &Path) -> Result<PublicKeys> {
    let unreadable = || format!("{}: cannot be read back", file.display());
    let bytes = std::fs::read(file).with_context(unreadable)?;
    if file.ends_with(ANCHOR) {
        let anchor: Anchor = serde_json::from_slice(&bytes).with_context(unreadable)?;
        return Ok(anchor.jwks);
    }
    statement_keys(&bytes).with_context(unreadable)
}

/// The keys in a self-signed statement, once its signatures hold.
fn statement_keys(statement: &[u8]) -> Result<PublicKeys> {
    let subject = claimed_subject(statement)?;
    Ok(verify_self_signed(&subject, statement, Timestamp::now())?.jwks)
}

fn what_next(data: &Path, handed_on: &Path, state: Option<StateCode>) -> String {
    let (data, handed_on) = (data.display(), handed_on.display());
    match state {
        None => format!(
            "Give {handed_on} to every State, over a channel it trusts: it pins the register.\n\
             Next: comity serve --data {data}\n\
             then, for each State: comity register enrol --data {data} ENROLMENT.jws.json --facts FACTS.toml"
        ),
        Some(_) => format!(
            "Give {handed_on} to the register, with the key ids over another channel.\n\
             Next: comity officer add --data {data} --id ID --name NAME --role duty_officer\n\
             then: comity serve --data {data}"
        ),
    }
}
