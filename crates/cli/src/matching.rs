//! The private match of a consultation on jurisdiction (Art 22(5)) from the command line.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use uuid::Uuid;

use crate::acts::{Officer, print_json, text};
use crate::input::{DOCUMENT_BYTES_MAX, read_document};

/// `comity match ...`
#[derive(Subcommand)]
pub enum MatchCommand {
    /// Ask another State whether it pursues the same; your selectors do not leave this node.
    Ask(AskArgs),
    /// Answer a match with your own selectors; they do not leave this node either.
    Answer(AnswerArgs),
    /// See whether there was a hit, and which of your selectors it was.
    Compare(CompareArgs),
}

/// A new match.
#[derive(Args)]
pub struct AskArgs {
    /// The other State (three letters).
    #[arg(long)]
    to: String,
    /// The opening document without its selectors, .json or .toml; `comity request fields jurisdiction` lists the fields.
    #[arg(long)]
    particulars: PathBuf,
    /// Selectors, one a line.
    #[arg(long)]
    selectors: PathBuf,
    #[command(flatten)]
    officer: Officer,
}

/// An answer.
#[derive(Args)]
pub struct AnswerArgs {
    /// The matter.
    matter: String,
    /// Selectors, one a line.
    #[arg(long)]
    selectors: PathBuf,
    #[command(flatten)]
    officer: Officer,
}

/// A comparison.
#[derive(Args)]
pub struct CompareArgs {
    /// The matter.
    matter: String,
    #[command(flatten)]
    officer: Officer,
}

/// Runs `comity match`.
pub async fn run(command: MatchCommand) -> Result<ExitCode> {
    let (path, body, officer) = match command {
        MatchCommand::Ask(a) => {
            let (particulars, selectors) = (read_document(&a.particulars)?, lines(&a.selectors)?);
            let number = Uuid::now_v7();
            let body = json!({ "matter": number, "to": a.to, "particulars": particulars, "selectors": selectors });
            ("/api/v1/matches".to_owned(), body, a.officer)
        }
        MatchCommand::Answer(a) => {
            let body = json!({ "selectors": lines(&a.selectors)? });
            (verb(&a.matter, "answer"), body, a.officer)
        }
        MatchCommand::Compare(a) => (verb(&a.matter, "compare"), json!({}), a.officer),
    };
    let answer = officer.connect()?.post(&path, &body).await?;
    if officer.json {
        return print_json(&answer);
    }
    print(&answer);
    Ok(ExitCode::SUCCESS)
}

fn verb(matter: &str, verb: &str) -> String {
    format!("/api/v1/matters/{matter}/match/{verb}")
}

fn lines(path: &Path) -> Result<Vec<String>> {
    let text = crate::input::text(path, DOCUMENT_BYTES_MAX)?;
    let lines: Vec<String> = text
        .lines()
        .map(str::to_owned)
        .filter(|line| !line.trim().is_empty())
        .collect();
    if lines.is_empty() {
        bail!("{}: no selectors; write one a line", path.display());
    }
    Ok(lines)
}

fn print(answer: &Value) {
    let matter = text(answer, "matter");
    match answer["hit"].as_bool() {
        None => println!("Done. Matter {matter} is now: {}.", text(answer, "stage")),
        Some(false) => {
            println!(
                "No hit. Tell the other State: comity act {matter} report_match --set hit=false"
            );
        }
        Some(true) => {
            println!("A hit. Yours that the other State pursues too:");
            for selector in answer["ours"].as_array().into_iter().flatten() {
                println!("  {}", selector.as_str().unwrap_or_default());
            }
            println!("Tell the other State: comity act {matter} report_match --set hit=true");
        }
    }
}
