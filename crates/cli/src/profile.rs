//! `comity profile`: a State's law as one document: check it, show it, compare two versions, publish it.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use comity_treaty::profile::{self, PROFILE_BYTES_MAX, Profile, Reading, Severity};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::acts::{Officer, print_json};
use crate::administration::{DataFolder, explained, open};

/// `comity profile ...`
#[derive(Subcommand)]
pub enum ProfileCommand {
    /// Find every fault of a profile, each with its line and column. Exit code 1 where there is an error.
    Check(FileArgs),
    /// Show a profile in plain words: a file, or what the node holds of a State.
    Show(ShowArgs),
    /// Say what changed between two versions.
    Diff(DiffArgs),
    /// Sign a profile as this State's node and hand it out to every peer. Versions only rise.
    Publish(PublishArgs),
}

/// One profile.
#[derive(Args)]
pub struct FileArgs {
    /// The profile, a .toml document.
    file: PathBuf,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// `comity profile show`
#[derive(Args)]
pub struct ShowArgs {
    /// The profile, a .toml document.
    #[arg(required_unless_present = "state", conflicts_with = "state")]
    file: Option<PathBuf>,
    /// The State whose published profile the node holds (three letters); needs --as.
    #[arg(long)]
    state: Option<String>,
    /// The officer's profile, as `comity officer add` wrote it.
    #[arg(long = "as", value_name = "OFFICER", env = "COMITY_OFFICER")]
    officer: Option<PathBuf>,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// `comity profile diff`
#[derive(Args)]
pub struct DiffArgs {
    /// The version before.
    old: PathBuf,
    /// The version after.
    new: PathBuf,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// `comity profile publish`
#[derive(Args)]
pub struct PublishArgs {
    /// The profile, a .toml document without errors.
    file: PathBuf,
    #[command(flatten)]
    folder: DataFolder,
}

/// Runs one command about profiles.
pub async fn run(command: ProfileCommand) -> Result<ExitCode> {
    match command {
        ProfileCommand::Check(args) => check(&args),
        ProfileCommand::Show(args) => show(args).await,
        ProfileCommand::Diff(args) => diff(&args),
        ProfileCommand::Publish(args) => publish(args).await,
    }
}

/// The text of a profile file.
fn text(path: &Path) -> Result<String> {
    crate::input::text(path, PROFILE_BYTES_MAX as u64)
}

/// The profile in a file without errors.
pub fn sound(path: &Path) -> Result<Profile> {
    let Reading { profile, findings } = profile::parse(&text(path)?);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    profile.with_context(|| {
        let path = path.display();
        format!("{path}: {errors} error(s); `comity profile check {path}` names each")
    })
}

fn check(args: &FileArgs) -> Result<ExitCode> {
    let Reading { profile, findings } = profile::parse(&text(&args.file)?);
    let sound = profile.is_some();
    let code = if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    };
    if args.json {
        print_json(&json!({ "sound": sound, "findings": findings }))?;
        return Ok(code);
    }
    for finding in &findings {
        println!("{}:{finding}", args.file.display());
    }
    match profile {
        Some(profile) => println!(
            "{} version {}: no error, {} warning(s). Next: comity profile publish {}",
            profile.state,
            profile.version,
            findings.len(),
            args.file.display()
        ),
        None => println!("Not a profile yet: correct the errors above."),
    }
    Ok(code)
}

async fn show(args: ShowArgs) -> Result<ExitCode> {
    let profile = match (&args.file, &args.state) {
        (Some(file), _) => sound(file)?,
        (None, Some(state)) => return held(state, args.officer, args.json).await,
        (None, None) => bail!("give a file, or --state"),
    };
    if args.json {
        return print_json(&json!(profile));
    }
    print!("{}", profile.in_words());
    Ok(ExitCode::SUCCESS)
}

/// What the node holds of a State, and whatever its profile warns of.
async fn held(state: &str, officer: Option<PathBuf>, json: bool) -> Result<ExitCode> {
    let officer = officer.context("--state asks the node: name your profile with --as")?;
    let client = Officer {
        profile: officer,
        json,
    }
    .connect()?;
    let answer = client
        .get(&format!("/api/v1/states/{state}/profile"))
        .await?;
    if json {
        return print_json(&answer);
    }
    let text = answer["text"].as_str().unwrap_or_default();
    let reading = profile::parse(text);
    let profile = reading
        .profile
        .context("the node holds a form of profile this program does not read")?;
    print!("{}", profile.in_words());
    for warning in &reading.findings {
        println!("{warning}");
    }
    Ok(ExitCode::SUCCESS)
}

fn diff(args: &DiffArgs) -> Result<ExitCode> {
    let (old, new) = (sound(&args.old)?, sound(&args.new)?);
    if old.state != new.state {
        bail!(
            "these are the profiles of two States, {} and {}",
            old.state,
            new.state
        );
    }
    let changes = profile::difference(&old, &new);
    if args.json {
        return print_json(&json!({ "changes": changes }));
    }
    if changes.is_empty() {
        println!("Nothing changed.");
    }
    for change in &changes {
        println!("{change}");
    }
    Ok(ExitCode::SUCCESS)
}

async fn publish(args: PublishArgs) -> Result<ExitCode> {
    let text = text(&args.file)?;
    let node = open(&args.folder.data).await?;
    let published = node.publish_profile(&text).await.map_err(explained);
    node.close().await;
    let published = published.context("the profile was not published")?;
    match published.before {
        None => println!("Published version {}, the first.", published.version),
        Some(before) => println!(
            "Published version {} in place of version {before}.",
            published.version
        ),
    }
    println!(
        "It is signed with the node's two keys and in the custody log; peers take it over within a minute."
    );
    Ok(ExitCode::SUCCESS)
}
