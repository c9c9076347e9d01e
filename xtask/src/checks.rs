//! `cargo xtask test`: the steps, in the order in which they fail fastest.

use std::process::Command;

use anyhow::{Context, Result};

use crate::account::{Account, Tally};
use crate::places::Places;
use crate::postgres::Cluster;
use crate::{conformance, desk, install, links, process};

/// Where the store's contract suite finds PostgreSQL.
const TEST_POSTGRES: &str = "COMITY_TEST_POSTGRES";

/// All steps; the first that fails ends the run.
pub fn everything(places: &Places, account: &mut Account) -> Result<()> {
    account.step("install what is missing", |_| install::everything(places))?;
    account.step("format", |_| {
        process::run(&mut places.cargo(&["fmt", "--all", "--check"]))
    })?;
    account.step("lints", |_| lints(places))?;
    account.step("the offline verifier builds alone", |_| {
        verifier_alone(places)
    })?;
    {
        let cluster = account.step("a PostgreSQL cluster of our own", |_| cluster())?;
        account.step("tests, on SQLite and PostgreSQL", |account| {
            account.count(tests(places, &cluster)?)
        })?;
        account.step("examples in the documentation", |account| {
            account.count(doc_tests(places)?)
        })?;
    }
    judged(places, account)?;
    browsed(places, account)?;
    documents(places, account)
}

/// Installation and judgement only.
pub fn conformance_alone(places: &Places, account: &mut Account) -> Result<()> {
    account.step("install what is missing", |_| {
        install::for_conformance(places)
    })?;
    judged(places, account)
}

/// Installation and the officers' pages only.
pub fn desk_alone(places: &Places, account: &mut Account) -> Result<()> {
    account.step("install what is missing", |_| install::for_desk(places))?;
    browsed(places, account)
}

/// Rustdoc and links. Generated pages are compared by tests.
pub fn documents(places: &Places, account: &mut Account) -> Result<()> {
    account.step("documentation of every public item", |_| rustdoc(places))?;
    account.step("links in every page", |_| links::check(&places.root))
}

fn judged(places: &Places, account: &mut Account) -> Result<()> {
    account.step("conformance: independent tools on our output", |account| {
        account.count(conformance::judge(places)?)
    })
}

fn browsed(places: &Places, account: &mut Account) -> Result<()> {
    account.step("the officers' pages in a browser", |account| {
        account.count(desk::browse(places)?)
    })
}

fn lints(places: &Places) -> Result<()> {
    let mut clippy = places.cargo(&["clippy", "--workspace", "--all-targets", "--all-features"]);
    process::run(clippy.args(["--", "-D", "warnings"]))
}

/// Only checked, not built: it shares nearly all of its dependencies' check results.
fn verifier_alone(places: &Places) -> Result<()> {
    process::run(&mut places.cargo(&["check", "-p", "comity", "--no-default-features"]))
}

fn cluster() -> Result<Cluster> {
    let cluster = Cluster::start()?;
    println!("   {TEST_POSTGRES}={}", cluster.url());
    Ok(cluster)
}

fn tests(places: &Places, cluster: &Cluster) -> Result<Tally> {
    let nextest = process::quietly(&mut places.cargo(&["nextest", "--version"])).is_ok();
    let mut command = if nextest {
        places.cargo(&["nextest", "run", "--no-fail-fast"])
    } else {
        // A fresh machine may have cargo alone. Documentation examples are a step of their own.
        places.cargo(&["test", "--no-fail-fast", "--all-targets"])
    };
    command.args(["--workspace", "--all-features"]);
    let tally = counted(command.env(TEST_POSTGRES, cluster.url()))?;
    (tally != Tally::default())
        .then_some(tally)
        .context("no test was run")
}

fn doc_tests(places: &Places) -> Result<Tally> {
    counted(&mut places.cargo(&[
        "test",
        "--no-fail-fast",
        "--doc",
        "--workspace",
        "--all-features",
    ]))
}

fn rustdoc(places: &Places) -> Result<()> {
    let mut doc = places.cargo(&["doc", "--no-deps", "--workspace", "--all-features"]);
    process::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Runs a test command and reads its own summaries.
fn counted(command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = process::overheard(command, |line| tally.add(summary(line)))?;
    if tally.failed == 0 {
        // Nothing failed by count, so an unhappy ending is a build that broke.
        process::demand(command, status)?;
    }
    Ok(tally)
}

/// What one line of a test runner's output adds to the count.
fn summary(line: &str) -> Tally {
    // With a place before it the line is quoted: the runner repeats what a failed test printed.
    let own = line.starts_with("test result:") || !line.contains("test result:");
    let Some((_, counts)) = line
        .split_once("test result:")
        .filter(|_| own)
        .or_else(|| line.split_once("tests run:"))
        .or_else(|| line.split_once("test run:"))
    else {
        return Tally::default();
    };
    let separators = |c: char| c.is_whitespace() || ",;()".contains(c);
    let words: Vec<&str> = counts
        .split(separators)
        .filter(|word| !word.is_empty())
        .collect();
    let number = |what: &str| {
        let place = words.iter().position(|word| *word == what)?;
        words.get(place.checked_sub(1)?)?.parse::<u64>().ok()
    };
    Tally {
        passed: number("passed").unwrap_or(0),
        failed: number("failed").unwrap_or(0) + number("timed").unwrap_or(0),
        skipped: number("skipped").or(number("ignored")).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn nextest_is_understood() {
        let line = "     Summary [   0.912s] 31 tests run: 28 passed (1 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(summary(line), tally(28, 3, 4));
        let line = "     Summary [   0.005s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(summary(line), tally(1, 0, 0));
    }

    #[test]
    fn libtest_is_understood() {
        let line =
            "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 9 filtered out";
        assert_eq!(summary(line), tally(12, 1, 2));
        assert_eq!(summary("running 12 tests"), Tally::default());
        assert_eq!(summary(&format!("    {line}")), Tally::default());
    }
}
