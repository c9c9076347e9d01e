//! `comity verify`: what a court does with a case file. Offline, alone, and without either State.

mod archive;
mod folder;
mod progress;
#[cfg(test)]
mod tests;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use comity_treaty::Sentence;
use comity_wire::case_file::{self, Account, By, CaseSource, Policy, Report, VerifyError};
use jiff::Timestamp;

use archive::{Archive, HEADERS_MAX};
use folder::Folder;
use progress::watched;

/// Longest policy file in bytes.
const POLICY_BYTES_MAX: u64 = 16 << 20;

/// What to verify, and against what.
#[derive(clap::Args)]
pub(crate) struct VerifyArgs {
    /// The case file: a folder, or a .tar of it.
    package: PathBuf,
    /// Whom to believe: register keys and witnesses, from an authority you trust.
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Judge conditions at this time (RFC 3339) instead of now.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

/// Verifies, prints the report, and says by the exit code whether every check passed (0) or one failed (1). What
/// cannot be read, or is no case file, is an error (2).
pub(crate) fn run(args: VerifyArgs) -> anyhow::Result<ExitCode> {
    let VerifyArgs {
        package,
        policy,
        json,
        at,
    } = args;
    let now = at.unwrap_or_else(Timestamp::now);
    let (text, passed) = report(&package, &policy, json, now)?;
    let printed = io::stdout().write_all(text.as_bytes());
    printed.context("the report cannot be printed")?;
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What is printed, and whether the case file passes.
fn report(
    package: &Path,
    policy: &Path,
    json: bool,
    now: Timestamp,
) -> anyhow::Result<(String, bool)> {
    let report = verify(package, &read_policy(policy)?, now)?;
    let text = if json {
        let text = serde_json::to_string_pretty(&report);
        text.context("the report cannot be written as JSON")? + "\n"
    } else {
        let (package, policy) = (package.display(), policy.display());
        let by = By::Holder {
            package: &package.to_string(),
            policy: &policy.to_string(),
        };
        Account::of(&report, by).text(&Sentence::to_string)
    };
    Ok((text, report.passed()))
}

fn verify(package: &Path, policy: &Policy, now: Timestamp) -> anyhow::Result<Report> {
    let kind = std::fs::metadata(package)
        .with_context(|| format!("{} cannot be read; check the path", package.display()))?;
    if kind.is_dir() {
        return judge(Folder::new(package), package, policy, now);
    }
    if kind.is_file()
        && package
            .extension()
            .is_some_and(|extension| extension == "tar")
    {
        let archive = Archive::index(package, HEADERS_MAX)
            .with_context(|| format!("{} is no readable tar archive", package.display()))?;
        return judge(archive, package, policy, now);
    }
    bail!(
        "{} is neither a folder nor a .tar file; unpack it and name the folder",
        package.display()
    )
}

fn judge(
    source: impl CaseSource,
    package: &Path,
    policy: &Policy,
    now: Timestamp,
) -> anyhow::Result<Report> {
    match case_file::verify(&watched(source), policy, now) {
        Ok(report) => Ok(report),
        Err(error @ VerifyError::NotACaseFile) => {
            Err(error).with_context(|| format!("nothing to verify in {}", package.display()))
        }
        Err(error) => Err(error).context("the verification could not be finished"),
    }
}

fn read_policy(path: &Path) -> anyhow::Result<Policy> {
    let text = crate::input::text(path, POLICY_BYTES_MAX).context("the policy cannot be read")?;
    toml::from_str(&text)
        .with_context(|| format!("the policy {} is not as expected", path.display()))
}
