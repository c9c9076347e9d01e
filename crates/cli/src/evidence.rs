//! Evidence from the command line. Files go to the node as one stream and come back as one; what
//! the node keeps is ciphertext.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::acts::{Officer, print_json, text};

mod bars;
mod files;
mod kept;

pub use files::{collect, tar_stream, to_seal, total};
pub use kept::keep;

use kept::must_be_free;

const PIPE_BYTES: usize = 1 << 20;

/// `comity evidence ...`
#[derive(Subcommand)]
pub enum EvidenceCommand {
    /// Seal files to the requesting State, in one pass.
    Seal(SealArgs),
    /// Propose or confirm the transfer of what was sealed (two officers, one each). If something that was asked for is
    /// not in it, propose with `comity act MATTER propose_transfer --with FILE` and its `left_out` instead.
    Send(MatterArgs),
    /// Pull the package the other State announced; resumes where it stopped.
    Pull(MatterArgs),
    /// Open a pulled package for a purpose, to look at it.
    Open(OpenArgs),
    /// Export a case file to a court or another body, sealed or opened: an act with purpose and recipient.
    Export(ExportArgs),
    /// Destroy the key of a package, when its retention has ended or it is needed no longer.
    Destroy(MatterArgs),
}

/// One matter.
#[derive(Args)]
pub struct MatterArgs {
    /// The matter.
    matter: String,
    #[command(flatten)]
    officer: Officer,
}

/// `comity evidence seal`
#[derive(Args)]
pub struct SealArgs {
    /// The matter.
    matter: String,
    /// Files, or folders with all that is in them.
    #[arg(required_unless_present = "reference")]
    paths: Vec<PathBuf>,
    /// A .toml or .json document of what is not copied: `references`, each with `digest` (SHA-256), `custodian` and
    /// `description`; and `items`, which declare of each file by its `path` whether it is `abuse_material`. In a case
    /// of Art. 14 every file needs its declaration.
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
    #[command(flatten)]
    officer: Officer,
}

/// `comity evidence open`
#[derive(Args)]
pub struct OpenArgs {
    /// The matter.
    matter: String,
    /// `investigation`, `prosecution`, `court_proceedings`, `exculpatory` or `other_case`; it must lie within the
    /// conditions the package was given under.
    #[arg(long)]
    purpose: String,
    /// What is looked for.
    #[arg(long)]
    reason: String,
    /// The folder to make for the opened bag, the manifest and the proofs.
    #[arg(long)]
    to: PathBuf,
    #[command(flatten)]
    officer: Officer,
}

/// `comity evidence export`
#[derive(Args)]
pub struct ExportArgs {
    /// The matter.
    matter: String,
    /// `investigation`, `prosecution`, `court_proceedings`, `exculpatory` or `other_case`; it must lie within the
    /// conditions the package was given under.
    #[arg(long)]
    purpose: String,
    /// The court or other body it is for.
    #[arg(long)]
    recipient: String,
    /// The third State it goes to, three letters: takes the consent of the State it came from, Art. 36(3).
    #[arg(long, value_name = "STATE")]
    onward_state: Option<String>,
    /// The international organisation it goes to; takes the same consent.
    #[arg(long, value_name = "NAME", conflicts_with = "onward_state")]
    onward_organisation: Option<String>,
    /// With the bag opened; it must have been opened for a purpose before.
    #[arg(long)]
    opened: bool,
    /// The language of the verifier's report that is enclosed for people to read: `ar`, `zh`, `en`, `fr`, `ru` or `es`.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    report_language: String,
    /// The folder to make.
    #[arg(long)]
    to: PathBuf,
    #[command(flatten)]
    officer: Officer,
}

/// `comity silence`
#[derive(Args)]
pub struct SilenceArgs {
    /// The matter. The proof reaches up to the last message that was delivered; `comity act MATTER enquire` sends one.
    matter: String,
    /// The folder to make.
    #[arg(long)]
    to: PathBuf,
    #[command(flatten)]
    officer: Officer,
}

/// Fetches the proof that the other State said nothing.
pub async fn silence(args: SilenceArgs) -> Result<ExitCode> {
    must_be_free(&args.to)?;
    let path = format!("/api/v1/matters/{}/silence", args.matter);
    let response = args.officer.connect()?.get_stream(&path).await?;
    kept(response, &args.officer, &args.to).await
}

/// Runs one evidence command.
pub async fn run(command: EvidenceCommand) -> Result<ExitCode> {
    match command {
        EvidenceCommand::Seal(args) => seal(args).await,
        EvidenceCommand::Send(args) => act(args, "send").await,
        EvidenceCommand::Pull(args) => act(args, "pull").await,
        EvidenceCommand::Destroy(args) => act(args, "destroy").await,
        EvidenceCommand::Open(args) => {
            let body = json!({ "purpose": args.purpose, "reason": args.reason });
            receive(
                &args.officer,
                &format!("/api/v1/matters/{}/open", args.matter),
                &body,
                &args.to,
            )
            .await
        }
        EvidenceCommand::Export(args) => {
            let path = format!("/api/v1/matters/{}/export", args.matter);
            receive(&args.officer, &path, &exporting(&args), &args.to).await
        }
    }
}

/// The export as the node's API takes it.
fn exporting(args: &ExportArgs) -> serde_json::Value {
    let mut body = json!({
        "purpose": args.purpose, "recipient": args.recipient, "form": if args.opened { "opened" } else { "sealed" },
        "language": args.report_language,
    });
    if let Some(state) = &args.onward_state {
        body["onward"] = json!({ "kind": "state", "state": state });
    }
    if let Some(name) = &args.onward_organisation {
        body["onward"] = json!({ "kind": "organisation", "name": name });
    }
    body
}

async fn act(args: MatterArgs, verb: &str) -> Result<ExitCode> {
    let path = format!("/api/v1/matters/{}/evidence/{verb}", args.matter);
    let client = args.officer.connect()?;
    let nothing = json!({});
    let answer = client.post(&path, &nothing);
    let answer = match verb {
        "pull" => bars::pulling(&client, &args.matter, answer).await?,
        _ => answer.await?,
    };
    if args.officer.json {
        return print_json(&answer);
    }
    if answer["repeated"] == true {
        println!("The package was here already, whole; nothing was fetched or told again.");
    } else {
        println!("Done.");
    }
    println!("Matter {} is now: {}.", args.matter, text(&answer, "stage"));
    Ok(ExitCode::SUCCESS)
}

async fn seal(args: SealArgs) -> Result<ExitCode> {
    let (files, sheet) = to_seal(&args.paths, args.reference.as_deref())?;
    let bar = bars::of(total(&files));
    let body = reqwest::Body::wrap_stream(tar_stream(files, sheet, bar.clone()));
    let path = format!("/api/v1/matters/{}/evidence", args.matter);
    let answer = args.officer.connect()?.put_stream(&path, body).await;
    bar.finish_and_clear();
    let answer = answer?;
    if args.officer.json {
        return print_json(&answer);
    }
    println!(
        "Sealed as package {} ({} bytes, BLAKE3 {}).",
        text(&answer, "package"),
        answer["length"],
        text(&answer, "blake3")
    );
    let referred = answer["references"].as_array().map_or(0, Vec::len);
    if referred > 0 {
        println!("Besides, {referred} referred to by digest, and not copied.");
    }
    println!(
        "Next: comity evidence send {}   (and a second officer the same)",
        args.matter
    );
    Ok(ExitCode::SUCCESS)
}

/// Fetches an export and says where it is.
async fn receive(
    officer: &Officer,
    path: &str,
    body: &serde_json::Value,
    to: &Path,
) -> Result<ExitCode> {
    must_be_free(to)?;
    let response = officer.connect()?.post_for_stream(path, body).await?;
    kept(response, officer, to).await
}

/// Keeps a case file and says where it is.
async fn kept(response: reqwest::Response, officer: &Officer, to: &Path) -> Result<ExitCode> {
    let as_of = response.headers().get(AS_OF).cloned();
    let as_of = as_of.and_then(|at| at.to_str().ok().map(str::to_owned));
    keep(response, to).await?;
    if officer.json {
        return print_json(&json!({ "exported_to": to, "as_of": as_of }));
    }
    println!("Exported to {}.", to.display());
    if let Some(at) = as_of {
        println!(
            "The other State's node gave nothing now: its log and keys are shown as this node held them at {at}."
        );
    }
    println!("Next: comity verify {} --policy POLICY", to.display());
    Ok(ExitCode::SUCCESS)
}

/// Says as of when the other State is shown, where that is not now.
const AS_OF: &str = "comity-as-of";
