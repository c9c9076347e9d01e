//! `comity keys`: new signing keys in two steps, so that no peer ever meets a key it does not know.

use anyhow::{Context, Result};
use clap::Subcommand;
use comity_node::{ANCHOR, World, prepare_rollover, restate, switch_keys};
use std::path::Path;
use std::process::ExitCode;

use super::setup::handed_on_keys;
use super::{DataFolder, key_ids, passphrase};

/// `comity keys ...`
#[derive(Subcommand)]
pub enum KeysCommand {
    /// Make the next keys, and the file by which they are learnt: a State's statement for the register, the register's anchor.
    Prepare(DataFolder),
    /// Use the next keys, once the register has enrolled them; the register's own, once every State has pinned them.
    Switch(DataFolder),
    /// Make that file anew: for a register that does not reach this node and so cannot fetch its statement.
    Statement(DataFolder),
}

/// Runs one step of a roll-over.
pub fn keys(command: KeysCommand) -> Result<ExitCode> {
    match command {
        KeysCommand::Prepare(folder) => prepare(&folder.data),
        KeysCommand::Switch(folder) => switch(&folder.data),
        KeysCommand::Statement(folder) => statement(&folder.data),
    }
}

fn prepare(data: &Path) -> Result<ExitCode> {
    let handed_on = prepare_rollover(data, passphrase().as_deref(), &World::system());
    let handed_on =
        handed_on.context("the next keys were not made; the present ones stay in use")?;
    println!(
        "The next keys are made. The present ones stay in use; both are named in {}:",
        handed_on.display()
    );
    println!("{}", key_ids(&handed_on_keys(&handed_on)?));
    if handed_on.ends_with(ANCHOR) {
        println!(
            "Every State's node pins them as it reads the directory. Give that file to States that join, over a channel they trust."
        );
        println!(
            "Next, after 14 days: comity keys switch --data {}",
            data.display()
        );
        return Ok(ExitCode::SUCCESS);
    }
    println!("Give that file to the register, with the key ids over another channel.");
    println!(
        "Next, once the register has enrolled it: comity keys switch --data {}",
        data.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn switch(data: &Path) -> Result<ExitCode> {
    let handed_on = switch_keys(data, passphrase().as_deref(), World::system().now())
        .context("the keys were not switched; run it again once that is mended")?;
    println!("The next keys are in use. What the former ones signed stays verifiable.");
    println!(
        "Next: restart every `comity serve --data {}`",
        data.display()
    );
    let file = handed_on.display();
    if handed_on.ends_with(ANCHOR) {
        println!(
            "Then give {file} to the States whose nodes were away, and to courts: the new keys are in it, and the former ones with their end."
        );
    } else {
        println!(
            "The register then fetches the node's new statement by itself, within two hours. If `comity doctor` says after a day that it did not, send it {file}."
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn statement(data: &Path) -> Result<ExitCode> {
    let handed_on =
        restate(data, passphrase().as_deref(), World::system().now()).context("it was not made")?;
    let to = if handed_on.ends_with(ANCHOR) {
        "every State that asks for it, over a channel it trusts"
    } else {
        "the register"
    };
    println!("Give {} to {to}. It names the keys:", handed_on.display());
    print!("{}", key_ids(&handed_on_keys(&handed_on)?));
    Ok(ExitCode::SUCCESS)
}
