//! `comity treaty`: who is bound towards whom, since when, with which reservations. Offline, from a table of the
//! depositary's acts; without a node.

mod bond;
mod data;
mod import;
mod simulate;
mod status;
mod words;

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use comity_treaty::StateCode;
use comity_treaty::status::{ImportRefusal, InvalidLines, Participants};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde_json::{Value, json};

/// `comity treaty ...`
#[derive(Subcommand)]
pub(crate) enum TreatyCommand {
    /// Where every State stands on a day, and whether the Convention is in force.
    Status(status::StatusArgs),
    /// What binds two States towards each other on a day, and why; exit code 1 if the Convention does not.
    Bond(bond::BondArgs),
    /// What would follow from deposits that nobody has made.
    Simulate(simulate::SimulateArgs),
    /// Compare the table with the UN Treaty Collection's status form (XML), and take it over with --apply.
    Import(import::ImportArgs),
}

/// What a command has to say.
struct Answer {
    text: String,
    json: Value,
    code: u8,
}

/// The three kinds of no.
enum No {
    /// Something does not parse, or contradicts itself: all of it is said.
    Invalid { of: String, faults: InvalidLines },
    /// A rule keeps an import out.
    Rejected {
        text: String,
        refusal: ImportRefusal,
    },
    /// The world failed.
    Fault(anyhow::Error),
}

impl From<anyhow::Error> for No {
    fn from(error: anyhow::Error) -> Self {
        Self::Fault(error)
    }
}

/// Runs the command and prints its answer. 0: done; 1: no bond, or an import refused by a rule; 2: the input is invalid,
/// or something failed.
pub(crate) fn run(command: TreatyCommand) -> anyhow::Result<ExitCode> {
    let (answer, as_json) = match command {
        TreatyCommand::Status(args) => (status::answer(&args), args.json),
        TreatyCommand::Bond(args) => (bond::answer(&args), args.json),
        TreatyCommand::Simulate(args) => (simulate::answer(&args), args.json),
        TreatyCommand::Import(args) => (import::answer(&args), args.json),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(no) => refused(no)?,
    };
    let text = if as_json {
        let text = serde_json::to_string_pretty(&answer.json);
        text.context("the answer cannot be written as JSON")? + "\n"
    } else {
        answer.text
    };
    let printed = io::stdout().write_all(text.as_bytes());
    printed.context("the answer cannot be printed")?;
    Ok(ExitCode::from(answer.code))
}

fn refused(no: No) -> anyhow::Result<Answer> {
    match no {
        No::Invalid { of, faults } => Ok(Answer {
            text: format!("{of} is not accepted; nothing was changed.\n{faults}\n"),
            json: json!({ "no": "invalid", "of": of, "faults": faults }),
            code: 2,
        }),
        No::Rejected { text, refusal } => {
            let rejected = refusal.0.iter().map(|(state, rejection)| {
                json!({ "state": state, "rule": rejection.rule, "article": rejection.article })
            });
            let rejected: Vec<Value> = rejected.collect();
            Ok(Answer {
                text: format!("{text}\nRefused; nothing was changed.\n{refusal}\n"),
                json: json!({ "no": "rejected", "rejections": rejected }),
                code: 1,
            })
        }
        No::Fault(error) => Err(error),
    }
}

/// The day in UTC; the day of the depositary in New York can be the one before.
fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}

/// The code, if it can stand for a participant.
fn participant(code: StateCode) -> anyhow::Result<StateCode> {
    let known = Participants::united_nations().kind(code);
    known.with_context(|| {
        format!("{code} is no participant; write an ISO 3166-1 code, EUE for the European Union")
    })?;
    Ok(code)
}
