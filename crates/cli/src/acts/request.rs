//! `comity request`: a matter begins.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use uuid::Uuid;

use super::papers::Attached;
use super::{Officer, print_act, print_json, text};
use crate::input::Document;

/// `comity request ...`
#[derive(Subcommand)]
pub enum RequestCommand {
    /// Ask for the quick preservation of stored data (Art 42).
    Preserve(RequestArgs),
    /// Ask for access to stored data (Art 44), in whole or in part preserved before.
    Access(RequestArgs),
    /// Ask for other assistance whose product is evidence: a statement, service of documents, records (Art 40(3)).
    Assistance(RequestArgs),
    /// Ask to collect one account's traffic data as they arise (Art 45).
    RealTimeTraffic(RequestArgs),
    /// Ask to intercept the content of one account's communications (Art 46).
    Interception(RequestArgs),
    /// Write down an urgent request another State made by word of mouth (Art 40(13)).
    Oral(OralArgs),
    /// Open a matter of any other measure: traffic-disclosure, asset-recovery, extradition, sentenced-person,
    /// proceedings-transfer, spontaneous-information, police-cooperation, joint-investigation, video-hearing,
    /// personal-appearance, jurisdiction. It is drafted; a second officer sends it.
    Open(OpenArgs),
    /// List what a measure's opening document must contain, or one of its acts, each field with its paragraph.
    Fields(FieldsArgs),
}

/// A new matter of a named measure.
#[derive(Args)]
pub struct OpenArgs {
    /// The measure.
    measure: String,
    #[command(flatten)]
    request: RequestArgs,
}

/// Whose fields.
#[derive(Args)]
pub struct FieldsArgs {
    /// The measure.
    measure: String,
    /// One of its acts, such as `grant`; the opening document where none is named.
    #[arg(long)]
    act: Option<String>,
    #[command(flatten)]
    officer: Officer,
}

/// A new request.
#[derive(Args)]
pub struct RequestArgs {
    /// The requested State (three letters).
    #[arg(long)]
    to: String,
    /// The particulars, a .json or .toml document; everything missing is named with its paragraph.
    #[arg(long)]
    particulars: PathBuf,
    /// The matter's number (a UUID of version 7). Chosen by itself where it is not given; give the same one again when an
    /// answer was lost, and nothing is opened twice.
    #[arg(long)]
    number: Option<Uuid>,
    #[command(flatten)]
    papers: Attached,
    #[command(flatten)]
    officer: Officer,
}

/// An oral request, written down.
#[derive(Args)]
pub struct OralArgs {
    /// The requesting State (three letters).
    #[arg(long)]
    from: String,
    /// The number the requesting State gave the matter.
    #[arg(long)]
    matter: String,
    /// The measure, such as `stored_data`.
    #[arg(long)]
    measure: String,
    /// The request as it was heard, a .json or .toml document, with the note of the talk under `oral`.
    #[arg(long)]
    particulars: PathBuf,
    #[command(flatten)]
    officer: Officer,
}

/// `comity request`
pub async fn request(command: RequestCommand) -> Result<ExitCode> {
    match command {
        RequestCommand::Preserve(args) => open("preservation", args).await,
        RequestCommand::Access(args) => open("stored_data", args).await,
        RequestCommand::Assistance(args) => open("assistance", args).await,
        RequestCommand::RealTimeTraffic(args) => open("real_time_traffic", args).await,
        RequestCommand::Interception(args) => open("content_interception", args).await,
        RequestCommand::Oral(args) => oral(args).await,
        RequestCommand::Open(args) => open(&key(&args.measure), args.request).await,
        RequestCommand::Fields(args) => fields(args).await,
    }
}

/// The key of a measure or act, however it was typed.
fn key(typed: &str) -> String {
    typed.replace('-', "_")
}

async fn open(measure: &str, args: RequestArgs) -> Result<ExitCode> {
    let document = Document::load(&args.particulars)?;
    let number = args.number.unwrap_or_else(Uuid::now_v7);
    let client = args.officer.connect()?;
    let papers = args.papers.send(&client, &number.to_string()).await;
    let papers = papers.map_err(|error| number_if_unanswered(error, number))?;
    let body = json!({
        "matter": number, "measure": measure, "to": args.to, "particulars": document.value, "papers": papers,
    });
    let answer = client
        .post("/api/v1/requests", &body)
        .await
        .map_err(|error| document.explain(error, "particulars"))
        .map_err(|error| number_if_unanswered(error, number))?;
    print_act(&answer, args.officer.json)
}

/// Whoever got no answer cannot know whether the request was taken in; whoever was refused can.
fn number_if_unanswered(error: anyhow::Error, number: Uuid) -> anyhow::Error {
    let mut causes = error.chain();
    let unanswered = causes.any(<dyn std::error::Error>::is::<reqwest::Error>);
    if !unanswered {
        return error;
    }
    error.context(format!(
        "no whole answer came; repeat the request with --number {number}, and nothing is opened twice"
    ))
}

async fn fields(args: FieldsArgs) -> Result<ExitCode> {
    let mut path = format!("/api/v1/measures/{}", key(&args.measure));
    if let Some(act) = &args.act {
        path = format!("{path}/acts/{}", key(act));
    }
    let answer = args.officer.connect()?.get(&path).await?;
    if args.officer.json {
        return print_json(&answer);
    }
    print_fields(&answer["fields"], "");
    Ok(ExitCode::SUCCESS)
}

fn print_fields(fields: &Value, within: &str) {
    for field in fields.as_array().into_iter().flatten() {
        let name = format!("{within}{}", text(field, "field"));
        let (paragraph, needed) = (text(field, "paragraph"), text(field, "needed"));
        println!(
            "{name:<28} {paragraph:<14} {needed:<28} {}",
            text(field, "expected")
        );
        let list = if field["kind"] == "records" {
            ".n."
        } else {
            "."
        };
        print_fields(&field["each"], &format!("{name}{list}"));
    }
}

/// `comity request oral`
async fn oral(args: OralArgs) -> Result<ExitCode> {
    let document = Document::load(&args.particulars)?;
    let body = json!({
        "measure": args.measure, "to": args.from, "oral": args.matter, "particulars": document.value,
    });
    let client = args.officer.connect()?;
    let answer = client.post("/api/v1/requests", &body).await;
    let answer = answer.map_err(|error| document.explain(error, "particulars"))?;
    print_act(&answer, args.officer.json)
}
