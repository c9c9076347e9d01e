//! The court: a process that is given two paths and an empty environment. It holds the case file
//! and its own policy, and nothing of either State.

use anyhow::{Context, Result, bail};
use comity_wire::case_file::PolicyFile;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use super::place::Place;
use super::scene::{Side, anchor, metadata};

/// Writes the court's policy: the register's keys, both logs, and that one State at least has
/// cosigned the other's.
pub fn write_policy(place: &Place, sides: [&Side; 2], path: &Path) -> Result<()> {
    let mut witnessing = String::new();
    let mut witnesses = String::new();
    for side in sides {
        let node = metadata(side)?;
        // `String` takes every write.
        let _ = writeln!(witnessing, "log {}", node.log);
        let _ = writeln!(witnesses, "witness {} {}", side.country.code, node.cosigner);
    }
    let names = sides.map(|side| side.country.code).join(" ");
    let witnessing = format!("{witnessing}{witnesses}group other any {names}\nquorum other\n");
    let policy = PolicyFile::new(&anchor(place)?.jwks, &witnessing);
    let text = toml::to_string_pretty(&policy).context("a policy is plain TOML")?;
    std::fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Verifies a case file; returns the report where every check passed.
pub fn verify(case: &Path, policy: &Path) -> Result<String> {
    let judged = run(case, policy)?;
    let report = String::from_utf8_lossy(&judged.stdout).into_owned();
    if !judged.status.success() {
        let said = String::from_utf8_lossy(&judged.stderr).into_owned();
        bail!(
            "the court does not accept {} ({}):\n{report}{said}",
            case.display(),
            judged.status
        );
    }
    Ok(report)
}

fn run(case: &Path, policy: &Path) -> Result<Output> {
    let program = std::env::current_exe().context("the program's own path is unknown")?;
    let mut court = Command::new(program);
    court
        .arg("verify")
        .arg(case)
        .arg("--policy")
        .arg(policy)
        .env_clear()
        .current_dir("/");
    court.output().context("the verifier cannot be started")
}
