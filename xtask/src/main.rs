//! What a developer runs: `cargo xtask test`, `conformance` and `bench`.
//!
//! It drives other programs and installs what they need. It holds no rule of
//! the Convention and no format of ours, so it depends on none of our crates.

mod account;
mod bench;
mod checks;
mod conformance;
mod desk;
mod install;
mod links;
mod places;
mod postgres;
mod process;
mod watch;
mod world;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::account::Account;
use crate::places::Places;

/// Tests, conformance and measurements of Comity.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything that must hold: format, lints, tests on both databases, conformance, documents.
    ///
    /// Installs what is missing and says what and why. Stops at the first failure.
    Test,
    /// Only the judgement of our output by independent tools.
    Conformance,
    /// Only the officers' pages, in a browser.
    Desk,
    /// Only the documents: rustdoc without warnings, every link in every page.
    Docs,
    /// Make the map and the names of States anew from their public sources.
    World,
    /// Measure, beside the peers where there are any, one figure a line.
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Test => account(checks::everything),
        Task::Conformance => account(checks::conformance_alone),
        Task::Desk => account(checks::desk_alone),
        Task::Docs => account(checks::documents),
        Task::World => report(Places::find().and_then(|places| world::make(&places))),
        Task::Bench(arguments) => report(bench::run(&arguments)),
    }
}

/// Runs steps, then prints what they came to, whether they held or not.
fn account(steps: fn(&Places, &mut Account) -> Result<()>) -> ExitCode {
    let mut account = Account::begin();
    let outcome = Places::find().and_then(|places| steps(&places, &mut account));
    account.close(&outcome);
    report(outcome)
}

fn report(outcome: Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\nxtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
