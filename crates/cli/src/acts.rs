//! Acts from the command line: requests, the worklist, a matter, and every command on it.

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::client::{Client, Profile, read_document};

/// Who acts, and how the answer is printed.
#[derive(Args, Clone)]
pub struct Officer {
    /// The officer's profile, as `comity officer add` wrote it.
    #[arg(long = "as", value_name = "PROFILE", env = "COMITY_OFFICER")]
    pub profile: PathBuf,
    /// Print JSON instead of prose.
    #[arg(long)]
    pub json: bool,
}

impl Officer {
    /// Connects to the node.
    pub fn connect(&self) -> Result<Client> {
        Client::new(Profile::load(&self.profile)?)
    }
}

/// `comity request ...`
#[derive(Subcommand)]
pub enum RequestCommand {
    /// Ask for the quick preservation of stored data (Art 42).
    Preserve(RequestArgs),
    /// Ask for access to stored data (Art 44), in whole or in part preserved before.
    Access(RequestArgs),
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
    #[command(flatten)]
    officer: Officer,
}

/// `comity request`
pub async fn request(command: RequestCommand) -> Result<ExitCode> {
    let (measure, args) = match command {
        RequestCommand::Preserve(args) => ("preservation", args),
        RequestCommand::Access(args) => ("stored_data", args),
    };
    let particulars = read_document(&args.particulars)?;
    let body = json!({ "measure": measure, "to": args.to, "particulars": particulars });
    let answer = args
        .officer
        .connect()?
        .post("/api/v1/requests", &body)
        .await?;
    print_act(&answer, args.officer.json)
}

/// `comity inbox`
#[derive(Args)]
pub struct InboxArgs {
    /// Only matters in which this State is `requesting` or `requested`.
    #[arg(long)]
    side: Option<String>,
    /// Continue after this key, as the last page printed it.
    #[arg(long)]
    after: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 25)]
    limit: u32,
    #[command(flatten)]
    officer: Officer,
}

/// Prints one page of the worklist.
pub async fn inbox(args: InboxArgs) -> Result<ExitCode> {
    let mut path = format!("/api/v1/worklist?limit={}", args.limit);
    for (key, value) in [("side", &args.side), ("after", &args.after)] {
        if let Some(value) = value {
            path = format!("{path}&{key}={value}");
        }
    }
    let page = args.officer.connect()?.get(&path).await?;
    if args.officer.json {
        return print_json(&page);
    }
    let rows = page["matters"].as_array().cloned().unwrap_or_default();
    if rows.is_empty() {
        println!("Nothing here.");
    }
    for row in &rows {
        println!(
            "{}  {:<12} {:<10} {}  {:<22} {}",
            text(row, "matter"),
            text(row, "measure"),
            text(row, "side"),
            text(row, "peer"),
            text(row, "stage"),
            text(row, "updated_at"),
        );
    }
    if let Some(next) = page["next"].as_str() {
        println!("More: comity inbox --after {next}");
    }
    Ok(ExitCode::SUCCESS)
}

/// `comity show`
#[derive(Args)]
pub struct ShowArgs {
    /// The matter.
    matter: String,
    #[command(flatten)]
    officer: Officer,
}

/// Prints a matter with its history.
pub async fn show(args: ShowArgs) -> Result<ExitCode> {
    let client = args.officer.connect()?;
    let matter = client
        .get(&format!("/api/v1/matters/{}", args.matter))
        .await?;
    let history = client
        .get(&format!("/api/v1/matters/{}/history", args.matter))
        .await?;
    if args.officer.json {
        return print_json(&json!({ "matter": matter, "history": history }));
    }
    println!(
        "{}  {} ({})",
        text(&matter, "matter"),
        text(&matter, "measure"),
        text(&matter, "side")
    );
    println!(
        "with {}; stage: {}",
        text(&matter, "peer"),
        text(&matter, "stage")
    );
    for owed in matter["owed"].as_array().into_iter().flatten() {
        println!(
            "owed by {}: {} until {} ({})",
            text(owed, "owner"),
            text(owed, "what"),
            text(owed, "due"),
            text(owed, "basis")
        );
    }
    println!("History:");
    for event in history["events"].as_array().into_iter().flatten() {
        println!(
            "  {}  {}  entry {}",
            text(event, "at"),
            text(event, "kind"),
            event["entry"]
        );
    }
    Ok(ExitCode::SUCCESS)
}

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
    let mut fields = match &args.with {
        Some(path) => read_document(path)?,
        None => json!({}),
    };
    for pair in &args.fields {
        let (name, value) = pair
            .split_once('=')
            .with_context(|| format!("--set {pair}: expected NAME=VALUE"))?;
        fields[name] = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
    }
    let body = json!({ "command": args.command, "with": fields });
    let path = format!("/api/v1/matters/{}/acts", args.matter);
    let answer = args.officer.connect()?.post(&path, &body).await?;
    print_act(&answer, args.officer.json)
}

fn print_act(answer: &Value, json: bool) -> Result<ExitCode> {
    if json {
        return print_json(answer);
    }
    println!(
        "Done. Matter {} is now: {}.",
        text(answer, "matter"),
        text(answer, "stage")
    );
    println!("Custody entry {} of this node's log.", answer["entry"]);
    println!("Next: comity show {}", text(answer, "matter"));
    Ok(ExitCode::SUCCESS)
}

/// Prints a JSON answer.
pub fn print_json(value: &Value) -> Result<ExitCode> {
    println!("{}", serde_json::to_string_pretty(value)?);
    Ok(ExitCode::SUCCESS)
}

/// A field as text; empty where absent.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
