//! What a verification found: a list of checks, in the order a reader would ask them.

use comity_treaty::Sentence;
use jiff::Timestamp;
use serde::Serialize;

use super::check::{CheckId, Section};
use super::layout::Place;
use super::say;
use super::summary::Summary;
use super::warning::Warning;

/// The version of the report's JSON.
pub const REPORT_VERSION: &str = "comity-case-report/1";

/// What is asked of evidence that was opened.
pub(super) const OF_THE_BAG: [CheckId; 4] = [
    CheckId::BagStructure,
    CheckId::BagTagFiles,
    CheckId::BagItems,
    CheckId::BagNothingExtra,
];

/// Everything a verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Always [`REPORT_VERSION`].
    pub version: &'static str,
    /// The time the conditions were judged at.
    pub verified_at: Timestamp,
    /// What the case file is about, as far as it could be believed.
    pub case: Summary,
    /// The checks, in order.
    pub checks: Vec<Check>,
    /// What a reader should know although no check failed.
    pub warnings: Vec<Warning>,
}

impl Report {
    /// Whether every check could be made and none failed.
    pub fn passed(&self) -> bool {
        let bad = |verdict: &Verdict| {
            matches!(verdict, Verdict::Failed { .. } | Verdict::NotReached { .. })
        };
        !self.checks.iter().any(|check| bad(&check.verdict))
    }

    /// The checks that failed and say that something is damaged or missing. How many witnesses are enough, and how new what
    /// they cosigned must be, is for the policy of a court to say.
    pub fn damages(&self) -> impl Iterator<Item = &Check> {
        let for_the_court =
            |check: &&Check| matches!(check.id, CheckId::CustodyWitnesses | CheckId::LogFreshness);
        self.failures().filter(move |check| !for_the_court(check))
    }

    /// The same report as the State that exports the case file signs it: it says nothing of itself. Where the evidence is
    /// opened on its way out, the sealed evidence was checked, and nothing yet of the bag that comes out of it.
    #[must_use]
    pub fn of_exporter(mut self, opened: bool) -> Self {
        self.checks
            .retain(|check| check.id.section() != Section::Exporter);
        let later = |id| Check {
            id,
            subject: String::new(),
            verdict: Verdict::NotYet {
                because: say::OPENED_LATER.into(),
            },
        };
        self.checks
            .extend(OF_THE_BAG.map(later).into_iter().filter(|_| opened));
        self.checks.sort_by_key(|check| check.id);
        self
    }

    /// Whether the evidence is still to be opened on its way out.
    pub fn opens(&self) -> bool {
        let later = |check: &Check| matches!(check.verdict, Verdict::NotYet { .. });
        self.checks.iter().any(later)
    }

    /// The checks that failed.
    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(|check| matches!(check.verdict, Verdict::Failed { .. }))
    }
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which question.
    pub id: CheckId,
    /// About what: a file, a State, a log.
    pub subject: String,
    /// The answer.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// The answer to a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It holds.
    Passed {
        /// What was established, in plain words; may be empty.
        found: String,
    },
    /// It does not hold.
    Failed {
        /// Where.
        at: Where,
        /// What is there.
        found: String,
        /// What should be there.
        expected: String,
    },
    /// It could not be made, because another one failed. That failure stands in the report.
    NotReached {
        /// What was missing to make it.
        because: Sentence,
    },
    /// The case file does not hold the part, and need not.
    NotPresent {
        /// What that means for the reader.
        meaning: Sentence,
    },
    /// It cannot be made before the evidence is opened, which happens on its way out of the node. Only a report of the node
    /// that exports says so.
    NotYet {
        /// Why, and what is done instead.
        because: Sentence,
    },
}

/// Where a check failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Where {
    /// The file, relative to the case file.
    pub file: String,
    /// The offset of the first byte concerned, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
    /// The field concerned, its parts joined by dots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Where {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            byte: None,
            field: None,
        }
    }

    /// A byte of a file.
    pub fn byte(file: impl Into<String>, byte: u64) -> Self {
        Self {
            byte: Some(byte),
            ..Self::file(file)
        }
    }

    /// A field of a document.
    pub fn field(file: impl Into<String>, field: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            ..Self::file(file)
        }
    }
}

impl std::fmt::Display for Where {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.byte, &self.field) {
            (Some(byte), _) => write!(f, "{}, byte {byte}", self.file),
            (None, Some(field)) => write!(f, "{}, field {field}", self.file),
            (None, None) => f.write_str(&self.file),
        }
    }
}

/// Where something is wrong, and what is there.
pub(super) type Fault = (Where, String);

/// Why a check did not pass.
pub(super) enum Refused {
    /// It does not hold.
    Failed(Fault),
    /// It could not be made, because of what another check found.
    NotReached(Sentence),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

/// The checks of one verification while it runs.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub checks: Vec<Check>,
    pub warnings: Vec<Warning>,
}

impl Findings {
    pub fn pass(&mut self, id: CheckId, subject: impl Into<String>, found: impl Into<String>) {
        self.record(
            id,
            subject,
            Verdict::Passed {
                found: found.into(),
            },
        );
    }

    pub fn fail(
        &mut self,
        id: CheckId,
        subject: impl Into<String>,
        at: Where,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let (found, expected) = (found.into(), expected.into());
        self.record(
            id,
            subject,
            Verdict::Failed {
                at,
                found,
                expected,
            },
        );
    }

    /// Records why a check did not pass.
    pub fn refuse(
        &mut self,
        id: CheckId,
        subject: impl Into<String>,
        refused: Refused,
        expected: impl Into<String>,
    ) {
        match refused {
            Refused::Failed((at, found)) => self.fail(id, subject, at, found, expected),
            Refused::NotReached(because) => self.not_reached(id, subject, because),
        }
    }

    /// A file that must be there is not.
    pub fn missing(&mut self, id: CheckId, subject: impl Into<String>, place: &Place) {
        let path = place.path();
        let expected = format!("the file {path}");
        self.fail(id, subject, Where::file(path), "no such file", expected);
    }

    pub fn absent(
        &mut self,
        id: CheckId,
        subject: impl Into<String>,
        meaning: impl Into<Sentence>,
    ) {
        let meaning = meaning.into();
        self.record(id, subject, Verdict::NotPresent { meaning });
    }

    pub fn not_reached(
        &mut self,
        id: CheckId,
        subject: impl Into<String>,
        because: impl Into<Sentence>,
    ) {
        let because = because.into();
        self.record(id, subject, Verdict::NotReached { because });
    }

    pub fn warn(&mut self, warning: Warning) {
        if !self.warnings.iter().any(|other| other.same(&warning)) {
            self.warnings.push(warning);
        }
    }

    fn record(&mut self, id: CheckId, subject: impl Into<String>, verdict: Verdict) {
        self.checks.push(Check {
            id,
            subject: subject.into(),
            verdict,
        });
    }
}
