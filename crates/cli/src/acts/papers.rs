//! Papers from the command line: attached to a request or an act, listed, saved.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use comity_wire::papers::{MAX_PAPERS, check_length, file_name};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Officer, print_json, text};
use crate::client::Client;

/// Files that go with a message.
#[derive(Args)]
pub struct Attached {
    /// A file that goes with the message: a court order, a translation. May be repeated, up to 20 times, 25 MiB each and 100
    /// MiB together. Evidence is sealed instead.
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// Declares that none of the files holds material of Article 14; a case of that article needs it.
    #[arg(long, requires = "attach")]
    attach_harmless: bool,
}

/// `comity papers ...`
#[derive(Subcommand)]
pub enum PapersCommand {
    /// List the papers of a matter, and where their bytes are.
    List(ListArgs),
    /// Save one, by its SHA-256.
    Save(SaveArgs),
    /// Take one away again that is attached and did not go yet.
    Remove(RemoveArgs),
    /// Ask the other State again for those that did not come.
    Fetch(ListArgs),
}

/// Whose papers.
#[derive(Args)]
pub struct ListArgs {
    /// The matter.
    matter: String,
    #[command(flatten)]
    officer: Officer,
}

/// Which paper.
#[derive(Args)]
pub struct RemoveArgs {
    /// The matter.
    matter: String,
    /// Its SHA-256, as `comity papers list` shows it.
    sha256: String,
    #[command(flatten)]
    officer: Officer,
}

/// Which paper, and where to.
#[derive(Args)]
pub struct SaveArgs {
    /// The matter.
    matter: String,
    /// Its SHA-256, as `comity papers list` shows it.
    sha256: String,
    /// The new file. A name of its own, made safe, where none is given.
    #[arg(long)]
    to: Option<PathBuf>,
    #[command(flatten)]
    officer: Officer,
}

impl Attached {
    /// Sends the files to the officer's node; the answer is their digests, in their order. Files that were attached before
    /// under this number are the same files.
    pub async fn send(&self, client: &Client, number: &str) -> Result<Vec<String>> {
        if self.attach.len() > MAX_PAPERS {
            bail!(
                "--attach: {} files; a message carries at most {MAX_PAPERS}",
                self.attach.len()
            );
        }
        let mut digests = Vec::with_capacity(self.attach.len());
        for path in &self.attach {
            let attached = self.send_one(client, number, path).await;
            let attached = attached.with_context(|| format!("--attach {}", path.display()))?;
            digests.push(text(&attached, "sha256").to_owned());
        }
        Ok(digests)
    }

    async fn send_one(&self, client: &Client, number: &str, path: &Path) -> Result<Value> {
        let length = std::fs::metadata(path).context("cannot be read")?.len();
        check_length(length)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = tokio::fs::File::open(path)
            .await
            .context("cannot be read")?;
        let body = reqwest::Body::wrap_stream(tokio_util::io::ReaderStream::new(file));
        let harmless = self.attach_harmless.to_string();
        let about = [("name", name.as_ref()), ("declared_harmless", &harmless)];
        let path = format!("/api/v1/matters/{number}/papers");
        client
            .post_stream(&path, &about, media_type(path_ending(&name)), body)
            .await
    }
}

fn path_ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// What the most usual endings say. Nothing is decided by it.
fn media_type(ending: &str) -> &'static str {
    match ending.to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "tif" | "tiff" => "image/tiff",
        "txt" => "text/plain",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt" => "application/vnd.oasis.opendocument.text",
        _ => comity_wire::papers::UNKNOWN_MEDIA_TYPE,
    }
}

/// `comity papers`
pub async fn papers(command: PapersCommand) -> Result<ExitCode> {
    match command {
        PapersCommand::List(args) => list(args).await,
        PapersCommand::Save(args) => save(args).await,
        PapersCommand::Remove(args) => remove(args).await,
        PapersCommand::Fetch(args) => fetch(args).await,
    }
}

async fn list(args: ListArgs) -> Result<ExitCode> {
    let path = format!("/api/v1/matters/{}/papers", args.matter);
    let all = args.officer.connect()?.get(&path).await?;
    if args.officer.json {
        return print_json(&all);
    }
    let lists = |key: &str| all[key].as_array().cloned().unwrap_or_default();
    for ready in lists("ready") {
        print_paper(
            "ready",
            &ready["paper"],
            "attached, goes with the next act that names it",
        );
    }
    for waiting in lists("waiting") {
        print_paper("waits", &waiting, "goes when a second person confirms");
    }
    for message in lists("messages") {
        for paper in message["papers"].as_array().into_iter().flatten() {
            let stands = match (text(paper, "stands"), text(paper, "why")) {
                (stands, "") => stands.to_owned(),
                (stands, why) => format!("{stands}: {why}"),
            };
            print_paper(text(&message, "way"), paper, &stands);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_paper(way: &str, paper: &Value, stands: &str) {
    println!(
        "{way:<9} {}  {} ({} bytes)",
        text(paper, "sha256"),
        text(paper, "name"),
        paper["length"]
    );
    println!("{:<9} {stands}", "");
}

async fn save(args: SaveArgs) -> Result<ExitCode> {
    let client = args.officer.connect()?;
    let path = format!("/api/v1/matters/{}/papers", args.matter);
    let to = match args.to {
        Some(to) => to,
        None => PathBuf::from(name_of(&client.get(&path).await?, &args.sha256)),
    };
    let bytes = client.get_bytes(&format!("{path}/{}", args.sha256)).await?;
    let found = comity_custody::Digest::of(&bytes).to_string();
    if found != args.sha256 {
        bail!("what came has the SHA-256 {found}; nothing was written");
    }
    let mut file = std::fs::File::create_new(&to)
        .with_context(|| format!("{}: give the name of a new file with --to", to.display()))?;
    std::io::Write::write_all(&mut file, &bytes).context("cannot be written")?;
    if args.officer.json {
        return print_json(&json!({ "saved": to, "sha256": found }));
    }
    println!(
        "Saved as {}, {} bytes, with the SHA-256 that was signed.",
        to.display(),
        bytes.len()
    );
    Ok(ExitCode::SUCCESS)
}

/// A safe name for the paper of this digest, wherever the list names it.
fn name_of(all: &Value, sha256: &str) -> String {
    fn found<'a>(value: &'a Value, sha256: &str) -> Option<&'a str> {
        match value {
            Value::Object(map) if map.get("sha256").is_some_and(|one| one == sha256) => {
                map.get("name")?.as_str()
            }
            Value::Object(map) => map.values().find_map(|one| found(one, sha256)),
            Value::Array(list) => list.iter().find_map(|one| found(one, sha256)),
            _ => None,
        }
    }
    file_name(found(all, sha256).unwrap_or_default())
}

async fn remove(args: RemoveArgs) -> Result<ExitCode> {
    let path = format!("/api/v1/matters/{}/papers/{}", args.matter, args.sha256);
    let answer = args.officer.connect()?.delete(&path).await?;
    if args.officer.json {
        return print_json(&answer);
    }
    println!("Taken away.");
    Ok(ExitCode::SUCCESS)
}

async fn fetch(args: ListArgs) -> Result<ExitCode> {
    let path = format!("/api/v1/matters/{}/papers/fetch", args.matter);
    let answer = args.officer.connect()?.post(&path, &json!({})).await?;
    if args.officer.json {
        return print_json(&answer);
    }
    println!("Asked again. Next: comity papers list {}", args.matter);
    Ok(ExitCode::SUCCESS)
}
