//! Acts from the command line: requests, the worklist, a matter, and every command on it.

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use uuid::Uuid;

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
    let particulars = read_document(&args.particulars)?;
    let number = args.number.unwrap_or_else(Uuid::now_v7);
    let body =
        json!({ "matter": number, "measure": measure, "to": args.to, "particulars": particulars });
    let answer = args
        .officer
        .connect()?
        .post("/api/v1/requests", &body)
        .await
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
    let particulars = read_document(&args.particulars)?;
    let body = json!({
        "measure": args.measure, "to": args.from, "oral": args.matter, "particulars": particulars,
    });
    let client = args.officer.connect()?;
    let answer = client.post("/api/v1/requests", &body).await?;
    print_act(&answer, args.officer.json)
}

/// `comity inbox`
#[derive(Args)]
pub struct InboxArgs {
    /// Only matters in which this State is `requesting` or `requested`.
    #[arg(long)]
    side: Option<String>,
    /// Only matters at this stage.
    #[arg(long)]
    stage: Option<String>,
    /// Only matters with this State (three letters).
    #[arg(long)]
    with: Option<String>,
    /// Only matters about an account or a person with all these words.
    #[arg(long)]
    find: Option<String>,
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
    let filters = [
        ("side", &args.side),
        ("stage", &args.stage),
        ("peer", &args.with),
        ("find", &args.find),
        ("after", &args.after),
    ];
    for (key, value) in filters {
        if let Some(value) = value {
            path = format!("{path}&{key}={}", escaped(value));
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

/// A text as part of a query: everything but letters and digits as its bytes.
fn escaped(text: &str) -> String {
    let byte = |b: u8| match b {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
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
    if matter["convention_in_force"] == false {
        println!(
            "The Convention is not in force between the two States: this rests on another basis, or is an exercise."
        );
    }
    for owed in matter["owed"].as_array().into_iter().flatten() {
        println!(
            "owed by {}: {} until {} ({})",
            text(owed, "owner"),
            text(owed, "what"),
            text(owed, "due"),
            text(owed, "basis")
        );
    }
    for target in matter["repeated_targets"].as_array().into_iter().flatten() {
        println!(
            "Look twice: the other State has asked about {} in {} matters (Art. 40(22)).",
            text(target, "subject"),
            target["matters"]
        );
    }
    print_choices(&matter["choices"]);
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

/// What may be done now, and why the rest may not.
fn print_choices(choices: &Value) {
    for choice in choices.as_array().into_iter().flatten() {
        let (act, does) = (text(choice, "act"), text(choice, "does"));
        if choice["why_not"].is_null() {
            println!("can: {act:<24} {does}");
            continue;
        }
        let no = &choice["why_not"];
        let (says, article) = (text(no, "says"), text(no, "article"));
        println!("not now: {act:<20} {says} ({article})");
    }
}

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
    officer: Officer,
}

/// Performs one act.
pub async fn act(args: ActArgs) -> Result<ExitCode> {
    let Some(command) = &args.command else {
        return possible(&args).await;
    };
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
    let body = json!({ "command": command, "with": fields });
    let path = format!("/api/v1/matters/{}/acts", args.matter);
    let answer = args.officer.connect()?.post(&path, &body).await?;
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

fn print_act(answer: &Value, json: bool) -> Result<ExitCode> {
    if json {
        return print_json(answer);
    }
    println!(
        "Done. Matter {} is now: {}.",
        text(answer, "matter"),
        text(answer, "stage")
    );
    match answer["repeated"].as_bool() {
        Some(true) => println!("It was there already; nothing was opened twice."),
        _ => println!("Custody entry {} of this node's log.", answer["entry"]),
    }
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
