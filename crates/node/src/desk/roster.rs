//! Who is on call when.
//!
//! The whole roster is one row, so that of two officers who enter shifts at once none overlaps the other's: the second is
//! read against what the first has written.

mod plan;

use comity_treaty::{Phrase, Role, Sentence};
use comity_wire::problem::{FieldError, ProblemType};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::held::{Kept, Row};
use crate::node::Node;
use crate::officers::{Officer, roles_of};
use crate::refusal::Refusal;
use crate::refused;

pub use plan::{SHIFT_DAYS_MAX, ShiftAsked};

/// There is one.
const ID: &str = "roster";
/// How often a change is tried again because another officer changed the roster.
const ATTEMPTS_MAX: usize = 8;
/// How far gaps are looked for.
const LOOKED_AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Who enters shifts: whoever administers officers, and the duty officers themselves.
pub const ENTER_SHIFTS: [Role; 2] = [Role::DutyOfficer, Role::Administrator];

/// A shift as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shift {
    pub(super) id: String,
    pub(super) officer: String,
    pub(super) from: Timestamp,
    /// When it ends, or was ended.
    pub(super) to: Timestamp,
    /// Who entered it.
    pub(super) by: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Planned {
    shifts: Vec<Shift>,
}

impl Kept for Planned {
    const KIND: &'static str = "roster";
}

/// A shift, with who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnShift {
    /// Names it.
    pub id: String,
    /// The officer's identifier.
    pub officer: String,
    /// The officer's name.
    pub name: String,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
    /// Whether the officer still holds the role; otherwise nobody is on call in this time.
    pub holds: bool,
}

/// The roster as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// Now.
    pub now: Timestamp,
    /// The shifts that have not ended, the earliest first.
    pub shifts: Vec<OnShift>,
}

impl Roster {
    /// The shift that is on.
    pub fn on_call(&self) -> Option<&OnShift> {
        let on = |shift: &&OnShift| shift.holds && shift.from <= self.now && self.now < shift.to;
        self.shifts.iter().find(on)
    }

    /// The first shift after that, of another officer.
    pub fn next(&self) -> Option<&OnShift> {
        let now_on = self.on_call().map(|shift| shift.officer.as_str());
        let after = |shift: &&OnShift| {
            shift.holds && shift.from > self.now && Some(shift.officer.as_str()) != now_on
        };
        self.shifts.iter().find(after)
    }

    /// The times of the coming seven days in which nobody is on call.
    pub fn gaps(&self) -> Vec<(Timestamp, Timestamp)> {
        plan::gaps(&self.shifts, self.now, self.now + LOOKED_AHEAD)
    }
}

impl Node {
    /// The roster.
    pub async fn roster(&self) -> Result<Roster, Refusal> {
        let kept = self.held::<Planned>(ID).await?;
        let shifts = kept.map(|kept| kept.value.shifts).unwrap_or_default();
        let (now, officers) = (self.world.now(), self.duty_officers().await?);
        let mut shifts: Vec<OnShift> = shifts
            .into_iter()
            .filter(|shift| shift.to > now)
            .map(|shift| OnShift {
                name: officers
                    .get(&shift.officer)
                    .unwrap_or(&shift.officer)
                    .clone(),
                holds: officers.contains_key(&shift.officer),
                id: shift.id,
                officer: shift.officer,
                from: shift.from,
                to: shift.to,
            })
            .collect();
        shifts.sort_by_key(|shift| shift.from);
        Ok(Roster { now, shifts })
    }

    /// Who can be on call: identifiers and names.
    pub async fn duty_officers(&self) -> Result<BTreeMap<String, String>, Refusal> {
        let mut duty = BTreeMap::new();
        for row in self.officers().await? {
            let roles = roles_of(&row)?;
            if roles.contains(&Role::DutyOfficer) {
                duty.insert(row.id, row.name);
            }
        }
        Ok(duty)
    }

    /// Enters a shift. The same one once more changes nothing.
    pub async fn enter_shift(&self, officer: &Officer, asked: &ShiftAsked) -> Result<(), Refusal> {
        officer.must_hold(&ENTER_SHIFTS)?;
        let officers = self.duty_officers().await?;
        let by = officer.id.0.clone();
        let id = self.world.new_id().to_string();
        self.change_roster(|shifts, now| {
            let (from, to) = match plan::read(asked, shifts, &officers, now)? {
                plan::Read::New(from, to) => (from, to),
                plan::Read::There => return Ok(false),
            };
            shifts.push(Shift {
                id: id.clone(),
                officer: asked.officer.clone(),
                from,
                to,
                by: by.clone(),
            });
            Ok(true)
        })
        .await?;
        tracing::info!(target: "security", by, officer = asked.officer, "a shift was entered");
        Ok(())
    }

    /// Takes a shift out that has not begun, or whose officer no longer holds the role: nobody is on call in it, and nobody
    /// else could be entered. One that is gone already stays gone.
    pub async fn drop_shift(&self, officer: &Officer, id: &str) -> Result<(), Refusal> {
        officer.must_hold(&ENTER_SHIFTS)?;
        let officers = self.duty_officers().await?;
        self.change_roster(|shifts, now| {
            let Some(place) = shifts.iter().position(|shift| shift.id == id) else {
                return Ok(false);
            };
            let shift = &shifts[place];
            let counts = shift.to <= now || officers.contains_key(&shift.officer);
            if shift.from <= now && counts {
                return Err(over(refused::SHIFT_BEGUN));
            }
            shifts.remove(place);
            Ok(true)
        })
        .await?;
        tracing::info!(target: "security", by = officer.id.0, shift = id, "a shift was taken out");
        Ok(())
    }

    /// Ends the shift that is on: the rest of it goes to `taker`, where that is not the officer whose it was. Where a
    /// colleague ended it a moment before, the taker is told.
    pub(super) async fn end_shift(&self, id: &str, taker: &str) -> Result<(), Refusal> {
        let rest = self.world.new_id().to_string();
        self.change_roster(|shifts, now| {
            let Some(shift) = shifts.iter_mut().find(|shift| shift.id == id) else {
                return Err(over(refused::NO_SHIFT));
            };
            if shift.to <= now && shift.officer == taker {
                return Ok(false);
            }
            if shift.to <= now {
                return Err(over(refused::SHIFT_ENDED));
            }
            if shift.from > now {
                return Err(over(refused::SHIFT_AHEAD));
            }
            let to = std::mem::replace(&mut shift.to, now);
            if shift.officer != taker {
                shifts.push(Shift {
                    id: rest.clone(),
                    officer: taker.to_owned(),
                    from: now,
                    to,
                    by: taker.to_owned(),
                });
            }
            Ok(true)
        })
        .await
    }

    /// Whose shift this is; `None` where there is none.
    pub(super) async fn shift_of(&self, id: &str) -> Result<Option<Shift>, Refusal> {
        let kept = self.held::<Planned>(ID).await?;
        let shifts = kept.map(|kept| kept.value.shifts).unwrap_or_default();
        Ok(shifts.into_iter().find(|shift| shift.id == id))
    }

    /// Changes the roster, however many do so at once. The change says whether there is anything to write.
    async fn change_roster(
        &self,
        change: impl Fn(&mut Vec<Shift>, Timestamp) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        for _ in 0..ATTEMPTS_MAX {
            let now = self.world.now();
            let kept = self.held::<Planned>(ID).await?;
            let version = kept.as_ref().map_or(0, |kept| kept.version);
            let mut value = kept.map(|kept| kept.value).unwrap_or_default();
            plan::keep(&mut value.shifts, now);
            if !change(&mut value.shifts, now)? {
                return Ok(());
            }
            let row = Row {
                id: ID,
                owner: ID,
                version: version + 1,
                ends_at: None,
                value: &value,
            };
            if self.keep_row(row).await? {
                return Ok(());
            }
        }
        Err(Refusal::named(
            ProblemType::Unavailable,
            refused::ROSTER_MOVES,
        ))
    }
}

fn over(detail: Phrase) -> Refusal {
    Refusal::named(ProblemType::NotFound, detail)
}

fn fault(field: &str, expected: impl Into<Sentence>) -> FieldError {
    FieldError::new(field, "", expected)
}
