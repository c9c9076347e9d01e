//! What one officer on call leaves for the next. It stays in this State.

use comity_treaty::Role;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::held::{Held, Kept, Row};
use super::roster::Roster;
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::plain::plain;
use crate::refusal::Refusal;
use crate::refused;
use comity_wire::problem::ProblemType;

/// The longest note, in bytes.
const BYTES_MAX: usize = 20_000;
/// How long a note is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Notes shown.
const SHOWN_MAX: u32 = 20;
/// All stand in one list.
const OWNER: &str = "all";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Left {
    by: String,
    /// Whose shift it was.
    of: String,
    at: Timestamp,
    text: String,
    /// Who has read it, and when.
    read: Option<(String, Timestamp)>,
}

impl Kept for Left {
    const KIND: &'static str = "hand-over";
}

/// A hand-over note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Names it: the shift that it ended, and who wrote it.
    pub id: String,
    /// Who wrote it.
    pub by: String,
    /// Whose shift it was.
    pub of: String,
    /// When it was written.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
    /// Who has read it, and when.
    pub read: Option<(String, Timestamp)>,
}

impl HandOver {
    /// Whether this officer is the one who must read it: the one on call, or any duty officer while nobody is; not who
    /// wrote it.
    pub fn is_for(&self, officer: &Officer, roster: &Roster) -> bool {
        let on_call = roster.on_call().map(|shift| shift.officer.as_str());
        let id = officer.id.0.as_str();
        self.read.is_none()
            && self.by != id
            && officer.roles.contains(&Role::DutyOfficer)
            && on_call.is_none_or(|on_call| on_call == id)
    }
}

impl From<Held<Left>> for HandOver {
    fn from(held: Held<Left>) -> Self {
        let left = held.value;
        Self {
            id: held.id,
            by: left.by,
            of: left.of,
            at: left.at,
            text: left.text,
            read: left.read,
        }
    }
}

impl Node {
    /// Ends the officer's own shift, or takes over the rest of a colleague's; either way a note is left. Pressed twice it is
    /// done once.
    pub async fn hand_over(
        &self,
        officer: &Officer,
        shift: &str,
        text: &str,
    ) -> Result<(), Refusal> {
        officer.must_hold(&[Role::DutyOfficer])?;
        let text = text.trim().replace("\r\n", "\n");
        plain("text", &text)?;
        if text.is_empty() || text.len() > BYTES_MAX {
            return Err(Refusal::field(
                "text",
                expected::WRITTEN.with("number", BYTES_MAX),
            ));
        }
        let gone = || Refusal::named(ProblemType::NotFound, refused::SHIFT_OVER);
        let found = self.shift_of(shift).await?.ok_or_else(gone)?;
        let now = self.world.now();
        let left = Left {
            by: officer.id.0.clone(),
            of: found.officer,
            at: now,
            text,
            read: None,
        };
        let id = format!("{shift}.{}", left.by);
        if found.to <= now {
            let there = self.held::<Left>(&id).await?.map(|held| held.value);
            let same = there.is_some_and(|there| (there.of, there.text) == (left.of, left.text));
            return if same { Ok(()) } else { Err(gone()) };
        }
        if found.from > now {
            return Err(gone());
        }
        // The note first: a crash here leaves a note of a shift that goes on, and the next press writes it again.
        let version = self.held::<Left>(&id).await?.map_or(0, |held| held.version);
        self.keep_left(&id, version + 1, &left).await?;
        self.end_shift(shift, &officer.id.0).await
    }

    /// The latest notes, for who may read cases.
    pub async fn hand_overs(&self, officer: &Officer) -> Result<Vec<HandOver>, Refusal> {
        officer.must_hold(&READERS)?;
        let held = self.held_of::<Left>(OWNER, SHOWN_MAX).await?;
        let mut notes: Vec<HandOver> = held.into_iter().map(Into::into).collect();
        notes.sort_by_key(|note| std::cmp::Reverse(note.at));
        Ok(notes)
    }

    /// The officer has read a note.
    pub async fn read_hand_over(&self, officer: &Officer, id: &str) -> Result<(), Refusal> {
        officer.must_hold(&[Role::DutyOfficer])?;
        let held = self.held::<Left>(id).await?;
        let held = held.ok_or_else(|| Refusal::not_found(id))?;
        if held.value.read.is_some() {
            return Ok(());
        }
        let note: HandOver = held.clone().into();
        if !note.is_for(officer, &self.roster().await?) {
            return Err(Refusal::named(
                ProblemType::Forbidden,
                refused::NOTE_FOR_OTHERS,
            ));
        }
        let mut left = held.value;
        left.read = Some((officer.id.0.clone(), self.world.now()));
        // Where a colleague was first, it is read all the same.
        self.keep_left(id, held.version + 1, &left)
            .await
            .map(|_| ())
    }

    async fn keep_left(&self, id: &str, version: i64, left: &Left) -> Result<bool, Refusal> {
        self.keep_row(Row {
            id,
            owner: OWNER,
            version,
            ends_at: Some(left.at + KEPT),
            value: left,
        })
        .await
    }
}
