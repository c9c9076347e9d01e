//! `comity officer`: who may act at this node, in which roles.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use comity_node::Node;
use comity_treaty::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{DataFolder, explained, open};
use crate::acts::print_json;
use crate::client::Profile;

/// `comity officer ...`
#[derive(Subcommand)]
pub enum OfficerCommand {
    /// Add an officer, or give one other roles and a new token.
    Add(AddArgs),
    /// Take an officer's token and roles away.
    Remove(RemoveArgs),
    /// A one-time link to the desk, for an officer to make a passkey with.
    Link(LinkArgs),
    /// Every officer.
    List(ListArgs),
}

/// `comity officer add`
#[derive(Args)]
pub struct AddArgs {
    #[command(flatten)]
    folder: DataFolder,
    #[command(flatten)]
    officer: NewOfficer,
    /// Where to write the officer's profile; without it, ID.profile.toml here.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
}

/// An officer to be.
#[derive(Args)]
pub struct NewOfficer {
    /// A short name, such as the one of the officer's account.
    #[arg(long)]
    pub id: String,
    /// The name people read.
    #[arg(long)]
    pub name: String,
    /// A role; may be repeated.
    #[arg(long = "role", required = true, value_parser = role, value_name = "ROLE")]
    pub roles: Vec<Role>,
}

/// `comity officer remove`
#[derive(Args)]
pub struct RemoveArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// The officer.
    #[arg(long)]
    id: String,
}

/// `comity officer link`
#[derive(Args)]
pub struct LinkArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// The officer.
    #[arg(long)]
    id: String,
}

/// `comity officer list`
#[derive(Args)]
pub struct ListArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

fn role(text: &str) -> Result<Role, String> {
    let wanted = text.replace('-', "_");
    let found = Role::ALL.into_iter().find(|role| role.key() == wanted);
    found.ok_or_else(|| format!("expected one of {}", Role::ALL.map(Role::key).join(", ")))
}

/// Runs one command about officers.
pub async fn officer(command: OfficerCommand) -> Result<ExitCode> {
    match command {
        OfficerCommand::Add(args) => add(args).await,
        OfficerCommand::Remove(args) => remove(args).await,
        OfficerCommand::Link(args) => link(args).await,
        OfficerCommand::List(args) => list(args).await,
    }
}

async fn add(args: AddArgs) -> Result<ExitCode> {
    let named = || PathBuf::from(format!("{}.profile.toml", args.officer.id));
    let path = args.profile.unwrap_or_else(named);
    let node = open(&args.folder.data).await?;
    let added = add_officer(&node, &args.folder.data, &args.officer, &path).await;
    node.close().await;
    added?;
    println!("Added {} ({}).", args.officer.name, args.officer.id);
    println!(
        "Hand {} to the officer alone: whoever holds it acts in the officer's name.",
        path.display()
    );
    println!(
        "Next, with `comity serve` running: comity inbox --as {}",
        path.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Adds an officer and writes the profile; without a profile nobody could use what was added, so
/// that its file is free is seen first.
pub async fn add_officer(
    node: &Node,
    data: &Path,
    officer: &NewOfficer,
    profile: &Path,
) -> Result<()> {
    if profile.exists() {
        bail!(
            "{}: exists already; name another file with --profile",
            profile.display()
        );
    }
    let certificate = data.join(comity_node::CERTIFICATE);
    let certificate = std::fs::read_to_string(&certificate)
        .with_context(|| format!("{}: cannot be read", certificate.display()))?;
    let roles: BTreeSet<Role> = officer.roles.iter().copied().collect();
    let token = node.add_officer(&officer.id, &officer.name, &roles).await;
    let token = token
        .map_err(explained)
        .context("the officer was not added")?;
    let (url, id) = (node.config().url.clone(), officer.id.clone());
    Profile {
        url,
        officer: id,
        token,
        certificate,
    }
    .create(profile)
}

async fn remove(args: RemoveArgs) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let outcome = remove_known(&node, &args.id).await;
    node.close().await;
    outcome?;
    println!(
        "{} holds no role and no token any more. What was done in that name stays.",
        args.id
    );
    Ok(ExitCode::SUCCESS)
}

async fn remove_known(node: &Node, id: &str) -> Result<()> {
    let officers = node.officers().await.map_err(explained)?;
    if !officers.iter().any(|officer| officer.id == id) {
        bail!("{id}: no such officer; see `comity officer list`");
    }
    node.remove_officer(id).await.map_err(explained)
}

async fn list(args: ListArgs) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let officers = node.officers().await.map_err(explained);
    node.close().await;
    let rows: Vec<Value> = officers?.iter().map(row).collect::<Result<_>>()?;
    if args.json {
        return print_json(&json!({ "officers": rows }));
    }
    if rows.is_empty() {
        println!("No officers yet. Next: comity officer add --id ID --name NAME --role ROLE");
    }
    for row in rows {
        let roles: Vec<_> = row["roles"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let roles = if roles.is_empty() {
            "removed".to_owned()
        } else {
            roles.join(", ")
        };
        println!(
            "{:<20} {:<28} {roles}",
            row["id"].as_str().unwrap_or_default(),
            row["name"].as_str().unwrap_or_default()
        );
    }
    Ok(ExitCode::SUCCESS)
}

async fn link(args: LinkArgs) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let Some(desk) = node.config().desk.clone() else {
        node.close().await;
        bail!(
            "this node serves no desk; write a [desk] with `listen` and `url` into node.toml first"
        );
    };
    let token = node.invite(&args.id).await.map_err(explained);
    node.close().await;
    println!("{}/welcome/{}", desk.url.trim_end_matches('/'), token?);
    println!("It works once, within a day. Give it to the officer over a channel you trust.");
    Ok(ExitCode::SUCCESS)
}

fn row(officer: &comity_store::Officer) -> Result<Value> {
    let roles = comity_node::roles_of(officer).map_err(explained)?;
    Ok(
        json!({ "id": officer.id, "name": officer.name, "roles": roles, "active": officer.token_hash.is_some() }),
    )
}
