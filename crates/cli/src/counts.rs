//! `comity counts`: how much was asked and answered in a year, as the public may know it.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use crate::acts::{Officer, print_json, text};

/// `comity counts`
#[derive(clap::Args)]
pub struct CountsArgs {
    /// The year (UTC).
    #[arg(long)]
    year: i16,
    #[command(flatten)]
    officer: Officer,
}

/// Prints the figures of a year.
pub async fn counts(args: CountsArgs) -> Result<ExitCode> {
    let path = format!("/api/v1/counts/{}", args.year);
    let figures = args.officer.connect()?.get(&path).await?;
    if args.officer.json {
        return print_json(&figures);
    }
    println!("{} (UTC), by measure and direction:", args.year);
    for line in figures["matters"].as_array().into_iter().flatten() {
        print_line(line);
    }
    for (guard, figure) in figures["safeguards"].as_object().into_iter().flatten() {
        println!("{guard}: {}", figure.as_str().unwrap_or_default());
    }
    println!(
        "Figures are rounded down to fives; nothing in them is about a person, a case or another State."
    );
    Ok(ExitCode::SUCCESS)
}

fn print_line(line: &Value) {
    let outcomes = line["outcomes"].as_object().into_iter().flatten();
    let told: Vec<String> = outcomes
        .map(|(outcome, figure)| {
            format!(
                "{} {}",
                outcome.replace('_', " "),
                figure.as_str().unwrap_or_default()
            )
        })
        .collect();
    println!(
        "{:<24} {:<9} {:<14} {}",
        text(line, "measure"),
        text(line, "direction"),
        text(line, "opened"),
        told.join("; ")
    );
}
