//! The officers' pages, as a browser shows them: the demo stays up, and stories are told at its desks.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::account::Tally;
use crate::install;
use crate::places::{Places, Scratch};
use crate::process;
use crate::watch::Watcher;

/// The line of the demo after which all links are printed.
const AFTER_LINKS: &str = "Ctrl-C ends everything";
/// How long the demo may take until then.
const DEMO_MAX: Duration = Duration::from_mins(3);
/// How long all stories may take, as `timeout` reads it.
const STORIES_MAX: &str = "45m";
/// How a check that held, and one that did not, begin their line.
const MARKS: [&str; 2] = ["held: ", "FAILED: "];

/// Tells every story; each check counts.
pub fn browse(places: &Places) -> Result<Tally> {
    let chromium = process::on_path("chromium").context("there is no chromium")?;
    let build = ["build", "--workspace", "--all-features", "--all-targets"];
    process::run(&mut places.cargo(&build))?;
    let scratch = Scratch::new(&places.conformance(), "desk")?;
    let demo = Demo::start(places, scratch.path())?;
    let links = scratch.path().join("links.txt");
    std::fs::write(&links, &demo.said).context("cannot write down the demo's links")?;
    let mut stories = Command::new("timeout");
    stories
        .args(["--foreground", "--kill-after=10s", STORIES_MAX, "node"])
        .arg(places.root.join("conformance/desk/main.mjs"))
        .env("NPM_FOLDER", install::desk_folder(places))
        .env("DESK_LINKS", &links)
        .env("CHROMIUM", chromium);
    told(&mut stories)
}

fn told(stories: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = process::overheard(stories, |line| tally.add(counted(line)))?;
    if tally.failed == 0 {
        // No check failed, so an unhappy ending is a story that could not be begun.
        process::demand(stories, status)?;
    }
    ensure!(tally.passed > 0, "the stories checked nothing");
    Ok(tally)
}

/// A demo that stays up until the value is dropped, or this process dies.
struct Demo {
    /// What it said until all links were printed.
    said: String,
    /// Dropped first: the demo is interrupted, and then awaited.
    _stop: Watcher,
    _ended: Ended,
}

impl Demo {
    fn start(places: &Places, folder: &Path) -> Result<Self> {
        let evidence = folder.join("image.dd");
        std::fs::write(&evidence, [7; 4096]).context("cannot write the evidence")?;
        let mut command = Command::new(places.target.join("debug/comity"));
        command.args(["demo", "--evidence"]).arg(&evidence);
        Self::of(&mut command)
    }

    fn of(command: &mut Command) -> Result<Self> {
        println!("   $ {}", process::shown(command));
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut ended = Ended(started.context("cannot start the demo")?);
        let pid = ended.0.id().to_string();
        let stop = Watcher::start("kill -INT \"$1\"", &[&pid]).inspect_err(|_| ended.at_once())?;
        let output = ended.0.stdout.take().context("the demo has no output")?;
        let said = until_links(&heard(output), DEMO_MAX)?;
        Ok(Self {
            said,
            _stop: stop,
            _ended: ended,
        })
    }
}

/// A child whose end is awaited: interrupted, the demo ends its nodes and removes its folder.
struct Ended(Child);

impl Ended {
    /// Without a watcher nobody interrupts it.
    fn at_once(&mut self) {
        if let Err(fault) = self.0.kill() {
            eprintln!("the demo could not be ended: {fault}");
        }
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        if let Err(fault) = self.0.wait() {
            eprintln!("the demo's end could not be awaited: {fault}");
        }
    }
}

/// Every line of an output. It is read to its end, wanted or not: a demo that cannot speak would wait for ever.
fn heard(output: impl Read + Send + 'static) -> Receiver<String> {
    let (say, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Once all links are known nobody listens any more.
            let _unheard = say.send(line);
        }
    });
    lines
}

fn until_links(lines: &Receiver<String>, within: Duration) -> Result<String> {
    let end = Instant::now() + within;
    let mut said = String::new();
    loop {
        match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                said += &line;
                said.push('\n');
                if line.contains(AFTER_LINKS) {
                    return Ok(said);
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                bail!("the demo gave no links within {within:?}; it said:\n{said}")
            }
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the demo ended before it gave its links; it said:\n{said}")
            }
        }
    }
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

    fn links(script: &str) -> Result<String> {
        let mut command = Command::new("sh");
        let output = command.args(["-c", script]).stdout(Stdio::piped());
        let mut child = output.spawn().unwrap();
        let said = until_links(&heard(child.stdout.take().unwrap()), Duration::from_secs(1));
        child.kill().unwrap();
        child.wait().unwrap();
        said
    }

    #[test]
    fn a_demo_that_ends_or_is_silent_is_no_demo() {
        let said = links("echo a link; echo 'Ctrl-C ends everything'; echo more").unwrap();
        assert_eq!(said, "a link\nCtrl-C ends everything\n");
        let ended = links("echo no room").unwrap_err().to_string();
        assert!(
            ended.contains("ended before") && ended.contains("no room"),
            "{ended}"
        );
        let silent = links("exec sleep 20").unwrap_err().to_string();
        assert!(silent.contains("no links within"), "{silent}");
    }

    #[test]
    fn stories_without_a_check_are_a_failure() {
        let of = |script| told(Command::new("sh").args(["-c", script]));
        assert_eq!(of("echo held: it").unwrap().passed, 1);
        assert!(of("echo a story").is_err());
        assert!(of("echo held: it; exit 1").is_err());
        assert_eq!(
            of("echo held: it; echo FAILED: that; exit 1")
                .unwrap()
                .failed,
            1
        );
    }
}
