//! The officers' pages, as a browser shows them: the demo stays up, and stories are told at its desks.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};

use crate::account::Tally;
use crate::install;
use crate::places::{Places, Scratch};
use crate::process;
use crate::watch::Watcher;

/// The line of the demo after which all links are printed.
const AFTER_LINKS: &str = "Ctrl-C ends everything";
/// How a check that held, and one that did not, begin their line.
const MARKS: [&str; 2] = ["held: ", "FAILED: "];

/// Tells every story; each check counts.
pub fn browse(places: &Places) -> Result<Tally> {
    let build = ["build", "--workspace", "--all-features", "--all-targets"];
    process::run(&mut places.cargo(&build))?;
    let scratch = Scratch::new(&places.conformance(), "desk")?;
    let demo = Demo::start(places, scratch.path())?;
    let links = scratch.path().join("links.txt");
    std::fs::write(&links, &demo.said).context("cannot write down the demo's links")?;
    let mut stories = Command::new("node");
    stories
        .arg(places.root.join("conformance/desk/main.mjs"))
        .env("NPM_FOLDER", install::desk_folder(places))
        .env("DESK_LINKS", &links)
        .env(
            "CHROMIUM",
            process::on_path("chromium").context("there is no chromium")?,
        );
    let mut tally = Tally::default();
    let status = process::overheard(&mut stories, |line| tally.add(counted(line)))?;
    if tally.failed == 0 {
        // No check failed, so an unhappy ending is a story that could not be begun.
        process::demand(&stories, status)?;
    }
    Ok(tally)
}

/// A demo that stays up until the value is dropped, or this process dies.
struct Demo {
    /// What it said until all links were printed.
    said: String,
    child: Child,
    // It is never read again, and stays open: a demo that cannot speak would end.
    _rest: Lines<BufReader<ChildStdout>>,
    stop: Option<Watcher>,
}

impl Demo {
    fn start(places: &Places, folder: &Path) -> Result<Self> {
        let evidence = folder.join("image.dd");
        std::fs::write(&evidence, [7; 4096]).context("cannot write the evidence")?;
        let mut command = Command::new(places.target.join("debug/comity"));
        command.args(["demo", "--evidence"]).arg(&evidence);
        println!("   $ {}", process::shown(&command));
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.context("cannot start the demo")?;
        let pid = child.id().to_string();
        let stop = Some(Watcher::start("kill -INT \"$1\"", &[&pid])?);
        let output = child.stdout.take().context("the demo has no output")?;
        let mut lines = BufReader::new(output).lines();
        let said = until_links(&mut lines)?;
        Ok(Self {
            said,
            child,
            _rest: lines,
            stop,
        })
    }
}

impl Drop for Demo {
    /// Interrupted, it ends its nodes and removes its folder; that is waited for.
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Err(fault) = self.child.wait() {
            eprintln!("the demo's end could not be awaited: {fault}");
        }
    }
}

fn until_links(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<String> {
    let mut said = String::new();
    for line in lines {
        let line = line.context("the demo cannot be heard")?;
        said += &line;
        said.push('\n');
        if line.contains(AFTER_LINKS) {
            return Ok(said);
        }
    }
    anyhow::bail!("the demo ended before it gave its links; it said:\n{said}")
}

/// What one line of the stories adds to the count.
fn counted(line: &str) -> Tally {
    let [held, failed] = MARKS.map(|mark| u64::from(line.trim_start().starts_with(mark)));
    Tally {
        passed: held,
        failed,
        skipped: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_counted_and_nothing_else() {
        let of = |line| {
            let tally = counted(line);
            (tally.passed, tally.failed)
        };
        assert_eq!(of("     held: en start\n"), (1, 0));
        assert_eq!(
            of("     FAILED: en start: too wide, not held: it\n"),
            (0, 1)
        );
        assert_eq!(of("   a story\n"), (0, 0));
    }
}
