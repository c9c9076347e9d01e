//! `comity backup`: a copy of the data folder that a node was opened on once, made while the node works.

use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{DataFolder, open, passphrase};

/// `comity backup`
#[derive(Args)]
pub struct BackupArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// The folder to make it in, empty or not there yet; on another disk.
    #[arg(long, value_name = "DIR", required_unless_present = "made_otherwise")]
    to: Option<PathBuf>,
    /// Note that other tools made a backup just now, as PostgreSQL's own do.
    #[arg(long, conflicts_with = "to")]
    made_otherwise: bool,
}

/// Makes a backup, or notes one.
pub async fn backup(args: BackupArgs) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let made = match &args.to {
        Some(to) => node.back_up(to, passphrase().as_deref()).await,
        None => node.backed_up_otherwise().await,
    };
    node.close().await;
    let made = made.context("there is no new backup")?;
    match (&args.to, made.entries, made.bytes) {
        (Some(to), Some(entries), Some(bytes)) => println!(
            "{}: {bytes} bytes, {entries} entries of the custody log. A node was opened on it, and everything agrees.\n\
             Keep it as secret as the node; it holds the keys. To restore it: put it in the place of the data folder, then \
             `comity fsck --data DIR`, then `comity serve`.",
            to.display()
        ),
        _ => println!("Noted: a backup was made by other tools at {}.", made.at),
    }
    Ok(ExitCode::SUCCESS)
}
