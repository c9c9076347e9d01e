//! What officers look at: the worklist, a matter, the directory.

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;

use super::{Officer, print_json, text};

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
            "  {}  {}  entry {}{}",
            text(event, "at"),
            text(event, "kind"),
            event["entry"],
            event["officer"]
                .as_str()
                .map_or_else(String::new, |officer| format!("  by {officer}"))
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// What may be done now, and why the rest may not.
pub(super) fn print_choices(choices: &Value) {
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

/// `comity members`
#[derive(Args)]
pub struct MembersArgs {
    #[command(flatten)]
    officer: Officer,
}

/// Prints the States of the directory.
pub async fn members(args: MembersArgs) -> Result<ExitCode> {
    let answer = args.officer.connect()?.get("/api/v1/members").await?;
    if args.officer.json {
        return print_json(&answer);
    }
    for row in answer["members"].as_array().into_iter().flatten() {
        let stands = match (
            row["self"] == true,
            row["suspended"] == true,
            row["reached"] == true,
        ) {
            (true, ..) => "this State",
            (_, true, _) => "suspended, or withdrawn",
            (_, _, true) => "active",
            _ => "not believed; see comity doctor",
        };
        let bound = if row["convention_in_force"] == true {
            "; the Convention is in force with it"
        } else {
            ""
        };
        println!("{}  {stands}{bound}", text(row, "state"));
    }
    println!("This list is good until {}.", text(&answer, "good_until"));
    Ok(ExitCode::SUCCESS)
}
