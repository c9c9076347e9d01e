//! Whether the Convention is in force at all on a day, and what is missing: the platform begins before it is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Status;
use super::terms::days_after;

/// A short notice for pages and letters; the text is translated by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// Too few instruments, Art 65(1).
    NotInForce {
        /// Instruments that count.
        deposited: u16,
        /// Instruments needed.
        needed: u16,
    },
    /// Enough instruments; the days are running, Art 65(1).
    EntersIntoForce {
        /// The day of general entry into force.
        on: Date,
    },
    /// In force.
    InForce {
        /// The day of general entry into force.
        since: Date,
    },
}

impl Notice {
    /// The key for translation.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotInForce { .. } => "not_in_force",
            Self::EntersIntoForce { .. } => "enters_into_force",
            Self::InForce { .. } => "in_force",
        }
    }
}

/// The Convention as a whole on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Force {
    /// The day.
    pub on: Date,
    /// Whether it is in force.
    pub in_force: bool,
    /// Instruments that count, deposited and not taken back by the end of the day.
    pub deposited: u16,
    /// Instruments needed.
    pub needed: u16,
    /// Instruments still missing.
    pub missing: u16,
    /// The day on which the number was reached, if it was by then.
    pub reached: Option<Date>,
    /// General entry into force, if the number was reached by then.
    pub from: Option<Date>,
    /// Days from this day to general entry into force: to the known one, or to the one there would be if all that is
    /// missing were deposited on this day.
    pub days_to_go: i32,
    /// General entry into force if all that is missing were deposited on this day; `None` once it is known.
    pub if_reached_today: Option<Date>,
    /// Whether no deposit known by its month alone bears on these days.
    pub exact: bool,
}

/// Whether the Convention is in force on the day, from what had happened by its end.
pub fn force_on(status: &Status, day: Date) -> Force {
    let terms = status.terms.entry;
    let entry = status.entry.filter(|entry| entry.reached <= day);
    let deposited = deposited_by(status, day);
    let hypothetical = days_after(day, terms.general_days);
    let from = entry.map(|entry| entry.in_force);
    let known = |one: &&super::Record| one.counts_from() <= day;
    let by_month = |one: &super::Record| {
        matches!(one.act, super::DepositaryAct::Instrument { .. }) && !one.date.is_exact()
    };
    let mut records = status.table.records.iter().filter(known);
    Force {
        on: day,
        in_force: from.is_some_and(|from| from <= day),
        deposited,
        needed: terms.instruments,
        missing: match entry {
            Some(_) => 0,
            None => terms.instruments.saturating_sub(deposited),
        },
        reached: entry.map(|entry| entry.reached),
        from,
        days_to_go: days_between(day, from.unwrap_or(hypothetical)),
        if_reached_today: entry.is_none().then_some(hypothetical),
        exact: match entry {
            Some(entry) => entry.is_exact(),
            None => !records.any(by_month),
        },
    }
}

fn deposited_by(status: &Status, day: Date) -> u16 {
    let after = status.counted.partition_point(|&(on, _)| on <= day);
    let last = after.checked_sub(1).map(|place| status.counted[place].1);
    last.and_then(|count| u16::try_from(count).ok())
        .unwrap_or(0)
}

/// Zero where the second day is not later.
fn days_between(day: Date, other: Date) -> i32 {
    day.until(other).map_or(0, |span| span.get_days()).max(0)
}

impl Force {
    /// What to say of it in one line.
    pub const fn notice(&self) -> Notice {
        match self.from {
            Some(since) if self.in_force => Notice::InForce { since },
            Some(on) => Notice::EntersIntoForce { on },
            None => Notice::NotInForce {
                deposited: self.deposited,
                needed: self.needed,
            },
        }
    }
}
