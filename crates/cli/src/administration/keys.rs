//! `comity keys`: new signing keys in two steps, so that no peer ever meets a key it does not know.

use anyhow::{Context, Result};
use clap::Subcommand;
use comity_node::{World, prepare_rollover, switch_keys};
use std::path::Path;
use std::process::ExitCode;

use super::setup::statement_keys;
use super::{DataFolder, key_ids, passphrase};

/// `comity keys ...`
#[derive(Subcommand)]
pub enum KeysCommand {
    /// Make the next keys, and the statement that shows them to the register.
    Prepare(DataFolder),
    /// Use the next keys, once the register has enrolled them.
    Switch(DataFolder),
}

/// Runs one step of a roll-over.
pub fn keys(command: KeysCommand) -> Result<ExitCode> {
    match command {
        KeysCommand::Prepare(folder) => prepare(&folder.data),
        KeysCommand::Switch(folder) => switch(&folder.data),
    }
}

fn prepare(data: &Path) -> Result<ExitCode> {
    let statement = prepare_rollover(data, passphrase().as_deref(), &World::system());
    let statement =
        statement.context("the next keys were not made; the present ones stay in use")?;
    let bytes = std::fs::read(&statement)
        .with_context(|| format!("{}: cannot be read back", statement.display()))?;
    println!(
        "Made the next keys. The present ones stay in use; both are named in {}:",
        statement.display()
    );
    println!("{}", key_ids(&statement_keys(&bytes)?));
    println!("Give that file to the register, with the key ids over another channel.");
    println!(
        "Next, once the register has enrolled it: comity keys switch --data {}",
        data.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn switch(data: &Path) -> Result<ExitCode> {
    switch_keys(data, passphrase().as_deref(), World::system().now())
        .context("the keys were not switched; the former ones stay in use")?;
    println!("The next keys are in use. What the former ones signed stays verifiable.");
    println!(
        "Next: restart every `comity serve --data {}`",
        data.display()
    );
    Ok(ExitCode::SUCCESS)
}
