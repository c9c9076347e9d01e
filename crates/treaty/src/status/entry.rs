//! Entry into force, Art 65: from deposits to days.

use jiff::civil::Date;
use serde::Serialize;

use super::When;
use super::terms::{EntryTerms, days_after};

/// An instrument as the count sees it. A regional organisation's is left out before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Deposit {
    /// When it was deposited.
    pub on: When,
    /// When it was taken back, before it had its effect.
    pub withdrawn: Option<Date>,
}

/// The general entry into force, once enough instruments are deposited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The day on which the number was reached.
    pub reached: Date,
    /// General entry into force.
    pub in_force: Date,
    /// General entry into force if every deposit known by its month alone was made on the first of it.
    pub in_force_earliest: Date,
}

impl Entry {
    /// The entry the deposits lead to; `None` while they are too few.
    pub(super) fn of(deposits: &[Deposit], terms: EntryTerms) -> Option<Self> {
        let reached = reached(deposits, terms.instruments, When::latest)?;
        let earliest = reached_earliest(deposits, terms).unwrap_or(reached);
        Some(Self {
            reached,
            in_force: days_after(reached, terms.general_days),
            in_force_earliest: days_after(earliest, terms.general_days),
        })
    }

    /// Whether no deposit known by its month alone bears on the day.
    pub fn is_exact(&self) -> bool {
        self.in_force == self.in_force_earliest
    }

    /// From when an instrument binds its State: the general entry where it was among those that led to it or came with
    /// the last of them; else the later of its own days and the general entry. The first of the pair is the day that
    /// counts, the second the day it would be if every month meant its first.
    pub(super) fn binds_from(&self, deposit: When, terms: EntryTerms) -> (Date, Date) {
        let counts = deposit.latest().unwrap_or(Date::MAX);
        let earliest = deposit.earliest().unwrap_or(counts);
        let late = days_after(counts, terms.later_days).max(self.in_force);
        let early = days_after(earliest, terms.later_days).max(self.in_force_earliest);
        // The deposit that reaches the number, or one before: no own days. The general days could be fewer than the
        // later ones in a protocol, so the rule is asked, not the larger of two numbers.
        if counts <= self.reached {
            (self.in_force, early.min(self.in_force))
        } else {
            (late, early)
        }
    }
}

fn reached_earliest(deposits: &[Deposit], terms: EntryTerms) -> Option<Date> {
    reached(deposits, terms.instruments, When::earliest)
}

/// The first day at whose end so many instruments are deposited and not taken back.
fn reached(
    deposits: &[Deposit],
    needed: u16,
    day_of: impl Fn(When) -> Option<Date>,
) -> Option<Date> {
    let mut steps: Vec<(Date, i32)> = Vec::with_capacity(deposits.len());
    for deposit in deposits {
        steps.extend(day_of(deposit.on).map(|day| (day, 1)));
        steps.extend(deposit.withdrawn.map(|day| (day, -1)));
    }
    let running = running(steps);
    let enough = |&&(_, count): &&(Date, i32)| count >= i32::from(needed);
    running.iter().find(enough).map(|&(day, _)| day)
}

/// The sum at the end of each day on which it changes, in the order of days.
pub(super) fn running(mut steps: Vec<(Date, i32)>) -> Vec<(Date, i32)> {
    steps.sort_unstable();
    let mut sums: Vec<(Date, i32)> = Vec::with_capacity(steps.len());
    let mut sum = 0;
    for (day, step) in steps {
        sum += step;
        match sums.last_mut() {
            Some(last) if last.0 == day => last.1 = sum,
            _ => sums.push((day, sum)),
        }
    }
    sums
}
