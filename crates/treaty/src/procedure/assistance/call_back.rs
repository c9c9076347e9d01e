//! The call-back of an emergency (Art 2(o), 41(3)(e)): before anything is released because a life is in danger, somebody of
//! the requested State calls the contact that the directory names, by telephone, and reads a code to whoever answers there.
//! The code comes back through the requesting State's node, entered by an officer who neither prepared nor sent the request.
//! So a request that was forged, with a stolen key or from a stolen session, meets a person who knows nothing of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Side;
use crate::law::Period;
use crate::procedure::{Duty, Obligation};

/// How many codes there are, of eight digits: few enough to be read out, too many to be guessed in the one attempt there is.
const CODES: u64 = 100_000_000;

/// A call that was made, as the requested State knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallBack {
    /// Who was called, at which number of the directory. Stays in this State.
    pub contact: String,
    /// The code that was read out. Stays in this State.
    pub code: String,
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The code has not come back.
    Waiting,
    /// It came back as it was read out.
    Confirmed,
    /// Another one came back: a slip, or somebody who was not called. It takes a new call.
    Wrong,
}

/// A call-back that the requested State told of, as the requesting State knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awaited {
    /// Since when the code is awaited.
    pub at: Timestamp,
    /// Whether it was told.
    pub answered: bool,
}

impl Awaited {
    /// A call-back that was just told of.
    pub(super) fn since(at: Timestamp) -> Self {
        let answered = false;
        Self { at, answered }
    }
}

impl CallBack {
    /// A call that was just made.
    pub(super) fn made(contact: &str, code: &str, at: Timestamp) -> Self {
        Self {
            contact: contact.to_owned(),
            code: code.to_owned(),
            at,
            outcome: Outcome::Waiting,
        }
    }

    /// The code came back. One attempt for a call.
    pub(super) fn answered(&mut self, code: &str) -> bool {
        let waiting = self.outcome == Outcome::Waiting;
        let same = digits(code).is_some_and(|code| code == self.code);
        self.outcome = if same {
            Outcome::Confirmed
        } else {
            Outcome::Wrong
        };
        waiting
    }

    /// Whether the requesting State's own contact stands behind the request.
    pub(in crate::procedure) fn confirmed(&self) -> bool {
        self.outcome == Outcome::Confirmed
    }

    /// Whether the code may still come back.
    pub(super) fn waits(&self) -> bool {
        self.outcome == Outcome::Waiting
    }

    /// The answer that the requesting State owes.
    pub(super) fn answer_owed<C>(at: Timestamp) -> Obligation<C> {
        let (what, period) = (Duty::AnswerCallBack, Period::AnswerCallBack);
        Obligation::within(Side::Requesting, what, period, at)
    }
}

/// The code made of a number that was drawn.
pub(super) fn code(drawn: u64) -> String {
    format!("{:08}", drawn % CODES)
}

/// The digits of a code as people write it down: with gaps, in the digits of their script.
fn digits(code: &str) -> Option<String> {
    let written = code
        .chars()
        .filter(|one| !one.is_whitespace() && *one != '-');
    written
        .map(|one| char::from_digit(digit(one)?, 10))
        .collect()
}

/// The value of a decimal digit: European, Arabic-Indic, its eastern form, or of full width.
fn digit(one: char) -> Option<u32> {
    let zeros = ['0', '\u{0660}', '\u{06f0}', '\u{ff10}'].map(u32::from);
    let value = zeros
        .iter()
        .filter_map(|zero| u32::from(one).checked_sub(*zero));
    value.into_iter().find(|value| *value < 10)
}
