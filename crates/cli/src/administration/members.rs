//! `comity register`: who is a member, and how it stands.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use comity_node::{Enrolled, FormerKeys, NodeKind};
use comity_treaty::{PartyFacts, StateCode};
use comity_wire::envelope::Standing;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{DataFolder, explained, key_ids, open};
use crate::acts::print_json;
use crate::input::read_document;

/// Longest enrolment file in bytes.
const ENROLMENT_BYTES_MAX: u64 = comity_wire::statement::MAX_STATEMENT_BYTES as u64;

/// `comity register ...`
#[derive(Subcommand)]
pub enum RegisterCommand {
    /// Take a State's node in, or its new keys. Compare the key ids over another channel first.
    Enrol(EnrolArgs),
    /// No message of this member is taken or sent until it is reinstated.
    Suspend(MemberArgs),
    /// End a suspension or a withdrawal.
    Reinstate(MemberArgs),
    /// End a membership.
    Withdraw(MemberArgs),
    /// Every member.
    List(ListArgs),
}

/// `comity register enrol`
#[derive(Args)]
pub struct EnrolArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// The enrolment.jws.json that the State's `comity init` wrote.
    enrolment: PathBuf,
    /// What the register vouches for, a .toml or .json document: state, party_since, marks, telephone, time_zone
    /// (central_authority, contact_point), languages, declarations.
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// The State's former keys are lost or in other hands, and do not sign the new ones: revoke them. Make sure of it over another
    /// channel first.
    #[arg(long)]
    keys_lost: bool,
}

/// One member.
#[derive(Args)]
pub struct MemberArgs {
    /// The State (three letters).
    state: StateCode,
    #[command(flatten)]
    folder: DataFolder,
}

/// `comity register list`
#[derive(Args)]
pub struct ListArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// Runs one command of the register.
pub async fn register(command: RegisterCommand) -> Result<ExitCode> {
    match command {
        RegisterCommand::Enrol(args) => enrol(args).await,
        RegisterCommand::Suspend(args) => stand(args, Standing::Suspended, "suspended").await,
        RegisterCommand::Reinstate(args) => stand(args, Standing::Active, "active").await,
        RegisterCommand::Withdraw(args) => stand(args, Standing::Withdrawn, "withdrawn").await,
        RegisterCommand::List(args) => list(args).await,
    }
}

async fn enrol(args: EnrolArgs) -> Result<ExitCode> {
    let statement = read_enrolment(&args.enrolment)?;
    let facts = read_facts(&args.facts)?;
    let node = open(&args.folder.data).await?;
    let former = if args.keys_lost {
        FormerKeys::Lost
    } else {
        FormerKeys::Sign
    };
    let enrolled = node
        .enrol(&statement, facts, former)
        .await
        .map_err(explained);
    let members = node.members().await.map_err(explained);
    node.close().await;
    let state = enrolled.context("the State was not enrolled")?;
    let members = members?;
    let member = members
        .get(&state)
        .context("the State is not among the members")?;
    println!("Enrolled {state} with the keys:");
    print!("{}", key_ids(&member.keys_in_force(node.now())));
    println!(
        "If {state} reads out other ids than these, run: comity register withdraw {state} --data {}",
        args.folder.data.display()
    );
    println!(
        "The new directory is signed; every State that reaches the register has it within half a minute."
    );
    if member.standing != Standing::Active {
        println!(
            "{state} still may not act: it was suspended or withdrawn before. To end that: comity register reinstate {state} --data {}",
            args.folder.data.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn read_enrolment(path: &Path) -> Result<String> {
    crate::input::text(path, ENROLMENT_BYTES_MAX)
}

fn read_facts(path: &Path) -> Result<PartyFacts> {
    let document = read_document(path)?;
    comity_node::read_document(document)
        .map_err(explained)
        .with_context(|| format!("{}: not the facts of a State Party", path.display()))
}

async fn stand(args: MemberArgs, standing: Standing, now: &str) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let outcome = node
        .set_standing(args.state, standing)
        .await
        .map_err(explained);
    node.close().await;
    outcome.with_context(|| format!("the standing of {} was not changed", args.state))?;
    println!("{} is now {now}. The new directory is signed.", args.state);
    Ok(ExitCode::SUCCESS)
}

async fn list(args: ListArgs) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let kind = node.config().kind;
    let members = node.members().await.map_err(explained);
    node.close().await;
    if kind != NodeKind::Register {
        bail!(
            "{}: a State's node, which keeps no members; name the register's data folder",
            args.folder.data.display()
        );
    }
    let rows: Vec<Value> = members?
        .iter()
        .map(|(state, member)| row(*state, member))
        .collect();
    if args.json {
        return print_json(&json!({ "members": rows }));
    }
    if rows.is_empty() {
        println!(
            "No members yet. Next: comity register enrol ENROLMENT.jws.json --facts FACTS.toml"
        );
    }
    for row in rows {
        let part = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        println!(
            "{}  {:<10} since {}  {}",
            part("state"),
            part("standing"),
            part("since"),
            part("node")
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn row(state: StateCode, member: &Enrolled) -> Value {
    json!({
        "state": state, "standing": member.standing, "since": member.since,
        "node": member.entity, "facts": member.facts,
    })
}
