//! Yearly figures for the public, as a pure fold over events: how many matters of each measure, asked by this State and of
//! it, and what came of them. No person, no case, no other State; and no small number, from which one could be read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

use crate::rejection::CorruptHistory;
use crate::{Event, Matter, Measure, Side, apply};

/// Figures below this are published as fewer; larger ones as the multiple of it they have passed, so that two tables
/// cannot be subtracted to find one case. Policy.
const GRAIN: u64 = 5;

/// What came of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The other State's node did not take it in.
    NotTakenIn,
    /// What was asked for or offered was done, wholly or in part.
    Done,
    /// Refused or withheld, with ground and reasons.
    Refused,
    /// Declined, where taking part is voluntary.
    Declined,
    /// Postponed, for a time.
    Postponed,
    /// Withdrawn by the State that opened it, or not taken up by it.
    Withdrawn,
}

/// The stages that tell an outcome; the others are [`ON_THE_WAY`].
pub const TELLING: &[(&str, Outcome)] = &[
    ("returned", Outcome::NotTakenIn),
    ("preserved", Outcome::Done),
    ("held", Outcome::Done),
    ("transferred", Outcome::Done),
    ("disclosed", Outcome::Done),
    ("traced", Outcome::Done),
    ("frozen", Outcome::Done),
    ("confiscated", Outcome::Done),
    ("surrendered", Outcome::Done),
    ("person_transferred", Outcome::Done),
    ("file_handed_over", Outcome::Done),
    ("delivered", Outcome::Done),
    ("answered", Outcome::Done),
    ("active", Outcome::Done),
    ("heard", Outcome::Done),
    ("present", Outcome::Done),
    ("hit", Outcome::Done),
    ("no_hit", Outcome::Done),
    ("refused", Outcome::Refused),
    ("withheld", Outcome::Refused),
    ("national_refused", Outcome::Refused),
    ("declined", Outcome::Declined),
    ("postponed", Outcome::Postponed),
    ("withdrawn", Outcome::Withdrawn),
    ("discharged", Outcome::Withdrawn),
];

/// The stages that tell none: before an outcome, or after it.
pub const ON_THE_WAY: &[&str] = &[
    "abandoned",
    "accepted",
    "agreed",
    "amendment_proposed",
    "authorised",
    "awaiting_clarification",
    "call_answered",
    "call_unanswered",
    "closed",
    "collected",
    "collecting",
    "concluded",
    "concluding",
    "conditions_offered",
    "confiscation_sought",
    "consented",
    "consulting",
    "converted",
    "destroyed",
    "disposal_proposed",
    "disposed",
    "drafted",
    "erasure_proposed",
    "extension_requested",
    "followed_up",
    "formal_received",
    "free_to_leave",
    "granted",
    "in_session",
    "in_use",
    "lapsed",
    "lead_agreed",
    "lead_proposed",
    "lift_proposed",
    "lifted",
    "matched",
    "no_data",
    "ordered",
    "paused",
    "person_returned",
    "prosecution_sought",
    "prosecution_taken_up",
    "provisional_arrest",
    "received",
    "refusal_proposed",
    "requested",
    "risk_notified",
    "safe_conduct_ended",
    "scheduled",
    "sealed",
    "sent",
    "sentence_enforced",
    "texts_erased",
    "transfer_proposed",
    "under_review",
];

/// Before anything crossed the border.
const AT_HOME: [&str; 2] = ["drafted", "abandoned"];

/// Facts that are counted by themselves: what the State did to guard rights, or to set a guard aside.
pub const SAFEGUARDS: &[(&str, &str)] = &[
    ("waiver_confirmed", "safeguards of the platform set aside"),
    ("help_compelled", "persons ordered to help, Art. 28(4)"),
    ("person_notified", "persons told"),
    ("notify_person", "persons told"),
];

/// The figures of one year, exact; [`Counts::published`] is what leaves the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    year: i16,
    rows: BTreeMap<(Measure, Side), Row>,
    safeguards: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    opened: u64,
    outcomes: BTreeMap<Outcome, u64>,
}

impl Counts {
    /// No figures yet for this year (UTC).
    pub fn of(year: i16) -> Self {
        Self {
            year,
            rows: BTreeMap::new(),
            safeguards: BTreeMap::new(),
        }
    }

    /// Adds one matter by its whole history. It counts as opened in the year in which it was sent or came in, and each
    /// outcome once, in the year in which it was first reached. A test call is about no case and is not counted: how a contact
    /// point answers is for the Parties to know.
    pub fn add<'a>(
        &mut self,
        history: impl IntoIterator<Item = &'a Event>,
    ) -> Result<(), CorruptHistory> {
        let mut matter: Option<Matter> = None;
        let mut opened = false;
        let mut reached = BTreeSet::new();
        for event in history {
            let after = apply(matter.take(), event)?;
            if !after.measure().about_a_case() {
                return Ok(());
            }
            let this_year = year(event.at()) == self.year;
            let row = (after.measure(), after.side());
            if !opened && !AT_HOME.contains(&after.stage()) {
                opened = true;
                self.rows.entry(row).or_default().opened += u64::from(this_year);
            }
            let told = outcome(after.stage()).filter(|told| reached.insert(*told));
            if let Some(told) = told.filter(|_| this_year) {
                *self
                    .rows
                    .entry(row)
                    .or_default()
                    .outcomes
                    .entry(told)
                    .or_default() += 1;
            }
            if let Some(guard) = safeguard(event.name()).filter(|_| this_year) {
                *self.safeguards.entry(guard).or_default() += 1;
            }
            matter = Some(after);
        }
        Ok(())
    }

    /// What the public is told.
    pub fn published(&self) -> Published {
        let rows = self
            .rows
            .iter()
            .filter(|(_, row)| row.opened > 0 || !row.outcomes.is_empty());
        let line = |(&(measure, side), row): (&(Measure, Side), &Row)| Line {
            measure,
            direction: Direction::of(side),
            opened: Figure(row.opened),
            outcomes: row
                .outcomes
                .iter()
                .map(|(told, count)| (*told, Figure(*count)))
                .collect(),
        };
        Published {
            year: self.year,
            matters: rows.map(line).collect(),
            safeguards: self
                .safeguards
                .iter()
                .map(|(guard, count)| (*guard, Figure(*count)))
                .collect(),
        }
    }
}

/// The figures as they are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The year, in UTC.
    pub year: i16,
    /// One line for each measure and direction of which there were any.
    pub matters: Vec<Line>,
    /// What was done about safeguards.
    pub safeguards: BTreeMap<&'static str, Figure>,
}

/// The figures of one measure in one direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The measure.
    pub measure: Measure,
    /// Who opened the matters.
    pub direction: Direction,
    /// How many were opened in the year.
    pub opened: Figure,
    /// How many reached each outcome in it.
    pub outcomes: BTreeMap<Outcome, Figure>,
}

/// Who opened a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// This State.
    Outgoing,
    /// Another State.
    Incoming,
}

impl Direction {
    const fn of(side: Side) -> Self {
        match side {
            Side::Requesting => Self::Outgoing,
            Side::Requested => Self::Incoming,
        }
    }
}

/// A published figure: `fewer than 5`, or the multiple of five that was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure(u64);

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0 => f.write_str("0"),
            few if few < GRAIN => write!(f, "fewer than {GRAIN}"),
            many => write!(f, "at least {}", many / GRAIN * GRAIN),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn outcome(stage: &str) -> Option<Outcome> {
    let row = TELLING.iter().find(|(key, _)| *key == stage);
    row.map(|(_, told)| *told)
}

fn safeguard(name: &str) -> Option<&'static str> {
    let row = SAFEGUARDS.iter().find(|(key, _)| *key == name);
    row.map(|(_, counted)| *counted)
}

fn year(at: Timestamp) -> i16 {
    Offset::UTC.to_datetime(at).year()
}
