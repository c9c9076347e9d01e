//! The account of a run: each step as it starts, its time, and the sum at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How many tests or judgements a step made, and how they went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Held.
    pub passed: u64,
    /// Did not hold.
    pub failed: u64,
    /// Were not run; a step that skips anything fails.
    pub skipped: u64,
}

impl Tally {
    /// Adds what another step counted.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// An error unless everything ran and held.
    pub fn demand(self) -> Result<()> {
        if self.failed > 0 {
            bail!("{} failed; each is named above", self.failed);
        }
        if self.skipped > 0 {
            bail!(
                "{} marked ignored: nothing may be skipped, mend or delete them",
                self.skipped
            );
        }
        Ok(())
    }
}

/// The steps of one run.
pub struct Account {
    began: Instant,
    steps: Vec<(String, Duration)>,
    tally: Tally,
}

impl Account {
    /// Starts the clock.
    pub fn begin() -> Self {
        Self {
            began: Instant::now(),
            steps: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Runs one step under a heading and remembers its time.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        println!("\n== {}. {name}", self.steps.len() + 1);
        let began = Instant::now();
        let outcome = work(self).with_context(|| format!("step '{name}' failed"));
        let took = began.elapsed();
        println!(
            "   {} in {:.1} s",
            verdict(outcome.is_ok()),
            took.as_secs_f64()
        );
        self.steps.push((name.to_owned(), took));
        outcome
    }

    /// Counts tests or judgements, and fails if any did not hold.
    pub fn count(&mut self, tally: Tally) -> Result<()> {
        self.tally.add(tally);
        tally.demand()
    }

    /// Prints the steps with their times and the sum of everything counted.
    pub fn close(&self, outcome: &Result<()>) {
        println!();
        for (name, took) in &self.steps {
            println!("{:>8.1} s  {name}", took.as_secs_f64());
        }
        println!("{:>8.1} s  in all", self.began.elapsed().as_secs_f64());
        // A step that counts nothing (a lint, a link) may be the one that failed.
        let failed = self.tally.failed.max(u64::from(outcome.is_err()));
        println!("\n{} passed, {failed} failed", self.tally.passed);
    }
}

fn verdict(held: bool) -> &'static str {
    if held { "done" } else { "FAILED" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_test_is_a_failure() {
        let tally = Tally {
            passed: 7,
            failed: 0,
            skipped: 1,
        };
        assert!(tally.demand().unwrap_err().to_string().contains("ignored"));
    }

    #[test]
    fn a_step_counts_even_when_it_fails() {
        let mut account = Account::begin();
        let tally = Tally {
            passed: 3,
            failed: 2,
            skipped: 0,
        };
        let outcome: Result<()> = account.step("tests", |account| account.count(tally));
        assert!(format!("{:#}", outcome.unwrap_err()).contains("2 failed"));
        assert_eq!((account.tally, account.steps.len()), (tally, 1));
    }
}
