//! `comity act`: any command on a matter.

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

use super::papers::Attached;
use super::views::print_choices;
use super::{Officer, print_act, print_json, text};
use crate::input::Document;

/// `comity act`
#[derive(Args)]
pub struct ActArgs {
    /// The matter.
    matter: String,
    /// The command, such as `acknowledge`. Without one, what is possible now is listed.
    command: Option<String>,
    /// The command's fields, as a .json or .toml document.
    #[arg(long)]
    with: Option<PathBuf>,
    /// One field, as `name=value`; may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    papers: Attached,
    #[command(flatten)]
    officer: Officer,
}

/// Performs one act.
pub async fn act(args: ActArgs) -> Result<ExitCode> {
    let Some(command) = &args.command else {
        return possible(&args).await;
    };
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
    let client = args.officer.connect()?;
    let papers = args.papers.send(&client, &args.matter).await?;
    let mut body = json!({ "command": command, "with": fields });
    // To name none would say of a second person that they saw none wait.
    if !papers.is_empty() {
        body["papers"] = json!(papers);
    }
    let path = format!("/api/v1/matters/{}/acts", args.matter);
    let answer = client.post(&path, &body).await;
    let answer = answer.map_err(|error| match &document {
        Some(document) => document.explain(error, "with"),
        None => error,
    })?;
    print_act(&answer, args.officer.json)
}

/// Lists what may be done in the matter now.
async fn possible(args: &ActArgs) -> Result<ExitCode> {
    let client = args.officer.connect()?;
    let matter = client
        .get(&format!("/api/v1/matters/{}", args.matter))
        .await?;
    if args.officer.json {
        return print_json(&matter["choices"]);
    }
    print_choices(&matter["choices"]);
    let measure = text(&matter, "measure");
    println!("What an act contains: comity request fields {measure} --act ACT");
    Ok(ExitCode::SUCCESS)
}
