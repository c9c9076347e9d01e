//! `cargo xtask bench`: figures, side by side with peers in one run, one a line.

mod desk;
mod examples;
mod exchange;
mod figure;
mod first_build;
mod idle;
mod pages;
mod played;
mod seal;

use anyhow::{Result, bail};

use crate::install;
use crate::places::Places;
use figure::Figure;

/// A family of measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Group {
    /// Sealing 4 GiB, beside openssl followed by age.
    Seal,
    /// Opening the same, beside age followed by openssl.
    Open,
    /// Complete exchanges between two nodes.
    Exchange,
    /// A custody log of up to a million entries.
    Log,
    /// Pages of worklist and history with up to a million cases.
    Pages,
    /// The officers' pages with a million matters, one officer and two hundred.
    Desk,
    /// The treaty status of two hundred States on a day.
    Status,
    /// The scope gate: one decision with its explanation.
    Scope,
    /// Folding a history of a thousand events.
    Fold,
    /// Memory of a node that has nothing to do.
    Idle,
    /// From a fresh clone to the demo's first line.
    FirstBuild,
}

/// What to measure and how to print it.
#[derive(clap::Args)]
pub struct Arguments {
    /// The groups to measure; all of them if none is named.
    groups: Vec<Group>,
    /// One JSON object a line instead of a table.
    #[arg(long)]
    json: bool,
}

/// Measures the groups one after the other and prints each figure as it is known.
pub fn run(arguments: &Arguments) -> Result<()> {
    use clap::ValueEnum as _;
    let places = Places::find()?;
    if !arguments.json {
        install::for_measurements()?;
        println!("{}", figure::HEADING);
    }
    let groups = match arguments.groups.as_slice() {
        [] => Group::value_variants(),
        groups => groups,
    };
    let mut unmeasured = Vec::new();
    for &group in groups {
        match measure(&places, group) {
            Ok(figures) => figures
                .iter()
                .try_for_each(|figure| figure.print(arguments.json))?,
            // The others are still worth knowing.
            Err(fault) => unmeasured.push(format!("{group:?}: {fault:#}")),
        }
    }
    if !unmeasured.is_empty() {
        bail!("not measured:\n{}", unmeasured.join("\n"));
    }
    Ok(())
}

fn measure(places: &Places, group: Group) -> Result<Vec<Figure>> {
    match group {
        Group::Seal => seal::seal(places),
        Group::Open => seal::open(places),
        Group::Exchange => exchange::measure(places),
        Group::Log => examples::run(places, "comity-custody", "log_speed"),
        Group::Pages => pages::measure(places),
        Group::Desk => desk::measure(places),
        Group::Status => examples::run(places, "comity-treaty", "status_speed"),
        Group::Scope => examples::run(places, "comity-treaty", "scope_speed"),
        Group::Fold => examples::run(places, "comity-treaty", "fold_speed"),
        Group::Idle => idle::measure(places),
        Group::FirstBuild => first_build::measure(places),
    }
}
