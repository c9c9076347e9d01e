//! `comity act`: any command on a matter.

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Officer, print_act};
use crate::input::Document;

/// `comity act`
#[derive(Args)]
pub struct ActArgs {
    /// The matter.
    matter: String,
    /// The command, such as `acknowledge`; `comity show --json` lists what is possible now.
    command: String,
    /// The command's fields, as a .json or .toml document.
    #[arg(long)]
    with: Option<PathBuf>,
    /// One field, as `name=value`; may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    officer: Officer,
}

/// Performs one act.
pub async fn act(args: ActArgs) -> Result<ExitCode> {
    let document = args.with.as_deref().map(Document::load).transpose()?;
    let mut fields = document
        .as_ref()
        .map_or_else(|| json!({}), |document| document.value.clone());
    for pair in &args.fields {
        let (name, value) = pair
            .split_once('=')
            .with_context(|| format!("--set {pair}: expected NAME=VALUE"))?;
        let map = fields.as_object_mut();
        let map = map.context("--with: expected an object, to which --set can add fields")?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
        map.insert(name.to_owned(), value);
    }
    let body = json!({ "command": args.command, "with": fields });
    let path = format!("/api/v1/matters/{}/acts", args.matter);
    let answer = args.officer.connect()?.post(&path, &body).await;
    let answer = answer.map_err(|error| match &document {
        Some(document) => document.explain(error, "with"),
        None => error,
    })?;
    print_act(&answer, args.officer.json)
}
