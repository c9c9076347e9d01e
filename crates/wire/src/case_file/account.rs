//! The report as a judge or an officer reads it: plain words, one line a check, a conclusion, and what it means.
//!
//! An account is made of sentences with keys. The command line says their English, a page says them in its reader's language,
//! and a node keeps them and says them later in another one.

mod conclusion;
mod findings;
mod head;
mod text;

use comity_treaty::{Sentence, StateCode, kept_sentence};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::check::Section;
use super::report::Report;
use super::say;
use conclusion::conclusion;
use findings::{agreed, checks, conditions, left_out, references, warnings};
use head::{as_of, head, notice};

/// Whose account it is.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// Of whoever holds the case file, and relies on a policy of their own.
    Holder {
        /// The case file's path.
        package: &'a str,
        /// The policy's path.
        policy: &'a str,
    },
    /// Of the State that exports it.
    Exporter(StateCode),
}

/// How a line is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A check that passed.
    Passed,
    /// A check that failed.
    Failed,
    /// A check that could not be made.
    NotReached,
    /// A part that need not be there, and is not.
    NotPresent,
    /// A check that can be made only later.
    NotYet,
    /// Something that is not copied.
    Reference,
    /// Something that was asked for and is not there.
    LeftOut,
    /// Something to be known.
    Warning,
}

impl Mark {
    /// In plain words.
    pub fn sentence(self) -> Sentence {
        let phrase = match self {
            Self::Passed => say::PASSED,
            Self::Failed => say::FAILED,
            Self::NotReached => say::NOT_REACHED,
            Self::NotPresent => say::NOT_PRESENT,
            Self::NotYet => say::NOT_YET,
            Self::Reference => say::REFERENCE,
            Self::LeftOut => say::NOT_INCLUDED,
            Self::Warning => say::WARNING,
        };
        phrase.into()
    }
}

/// A sentence that is kept with its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said(#[serde(with = "kept_sentence")] pub Sentence);

/// A line that has a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is about; none where it goes on with the one before, or explains it.
    pub label: Option<Said>,
    /// What it says.
    pub text: Said,
}

/// One check, or one thing to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What came of it.
    pub mark: Mark,
    /// What was asked.
    pub text: Said,
    /// What belongs to it: where, what was found, what was expected.
    pub more: Vec<Line>,
}

/// What stands under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Checks, references or warnings.
    Findings(Said, Vec<Finding>),
    /// Lines with labels.
    Lines(Said, Vec<Line>),
    /// Running text.
    Text(Said, Vec<Said>),
}

/// The whole account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whether every check that could be made passed.
    pub passed: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it and what it is worth; nothing where the reader made it.
    pub notice: Vec<Said>,
    /// What the case file is about.
    pub head: Vec<Line>,
    /// As of when each State is shown: a case file may be older than the reader thinks, and says nothing of what came later.
    pub as_of: Vec<Said>,
    /// The checks and what follows from them.
    pub parts: Vec<Part>,
}

impl Account {
    /// The account of a report.
    pub fn of(report: &Report, by: By<'_>) -> Self {
        let case = &report.case;
        let sections = Section::ALL
            .iter()
            .filter_map(|section| checks(report, *section));
        let mut parts: Vec<Part> = sections.collect();
        parts.extend(references(case));
        parts.extend(left_out(case));
        parts.extend(conditions(case));
        parts.extend(agreed(case));
        parts.extend(warnings(report));
        parts.extend(conclusion(report, by));
        Self {
            passed: report.passed(),
            made_at: report.verified_at,
            notice: notice(report, by),
            head: head(report, by),
            as_of: case.as_of.iter().map(as_of).collect(),
            parts,
        }
    }
}

fn said(sentence: impl Into<Sentence>) -> Said {
    Said(sentence.into())
}

/// What stands in no language or in its own: a path, a digest, a name.
fn as_it_is(text: impl Into<String>) -> Said {
    said(say::AS_IT_IS.with("text", text.into()))
}

fn line(label: impl Into<Sentence>, text: Said) -> Line {
    Line {
        label: Some(said(label)),
        text,
    }
}
