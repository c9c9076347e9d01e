//! One line that an update from the depositary changes, and the rule that may keep the change out.

use std::fmt;

use serde::Serialize;

use super::When;
use crate::law::Rule;
use crate::party::StateCode;

/// An act and its date, as one side has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The act, as the table writes it.
    pub act: &'static str,
    /// Its date.
    pub date: When,
}

/// One line that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Whose.
    pub state: StateCode,
    /// What the table says; `None` where the line is added.
    pub before: Option<Said>,
    /// What the form says; `None` where the line is removed.
    pub after: Option<Said>,
}

impl Difference {
    /// The rule that keeps the change out unless it is accepted by name.
    pub fn rule(&self) -> Option<Rule> {
        match (&self.before, &self.after) {
            (Some(_), None) => Some(Rule::ImportRemoves),
            (Some(before), Some(after)) if after.date.certainly_before(before.date) => {
                Some(Rule::ImportMovesBack)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |said: &Said| match said.date {
            When::Unknown => "(no date)".to_owned(),
            known => known.to_string(),
        };
        let state = self.state;
        match (&self.before, &self.after) {
            (Some(b), Some(a)) => {
                write!(
                    f,
                    "~ {state} {} {} -> {} {}",
                    b.act,
                    date(b),
                    a.act,
                    date(a)
                )
            }
            (None, Some(said)) => write!(f, "+ {state} {} {}", said.act, date(said)),
            (Some(said), None) => write!(f, "- {state} {} {}", said.act, date(said)),
            (None, None) => Ok(()),
        }
    }
}
