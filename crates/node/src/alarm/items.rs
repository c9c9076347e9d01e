//! What rouses people, as the desk keeps it: since when, how many steps were taken, and who has answered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::urgent::{Level, Urgent};
use crate::desk::{Held, Kept, Row};
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::refusal::Refusal;
use crate::refused;
use comity_store::Record;
use comity_wire::problem::ProblemType;

/// What may rouse at once. Whoever has that many is roused all the same.
pub(crate) const ITEMS_MAX: u32 = 1000;
/// All stand in one list.
const OWNER: &str = "all";
/// How often an answer is written again because a step was taken at the same moment.
const ATTEMPTS_MAX: usize = 8;

/// Something that rouses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// Since when it waits.
    pub since: Timestamp,
    /// Steps taken.
    pub step: u32,
    /// When the last one was.
    pub called: Option<Timestamp>,
    /// Who has answered, and when.
    pub answered: Option<(String, Timestamp)>,
}

impl Kept for Item {
    const KIND: &'static str = "alarm";
}

impl Item {
    /// Something that waits since now.
    pub fn since(now: Timestamp) -> Self {
        Self {
            since: now,
            step: 0,
            called: None,
            answered: None,
        }
    }
}

/// Something that rouses, as the desk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmRow {
    /// Names it; sent back with the answer.
    pub id: String,
    /// Its matter.
    pub matter: Uuid,
    /// What is owed.
    pub duty: String,
    /// How urgent it is.
    pub level: Level,
    /// Since when it waits.
    pub since: Timestamp,
    /// How many steps were taken: 0, nobody was told but the open pages.
    pub step: u32,
    /// Who has answered.
    pub answered_by: Option<String>,
}

impl Node {
    /// What rouses now, the longest waiting first.
    pub async fn alarms(&self, officer: &Officer) -> Result<Vec<AlarmRow>, Refusal> {
        officer.must_hold(&READERS)?;
        let rows = self.items().await?.into_iter().filter_map(|held| {
            let urgent = Urgent::of(&held.id)?;
            Some(AlarmRow {
                id: held.id,
                matter: urgent.matter,
                duty: urgent.duty,
                level: urgent.level,
                since: held.value.since,
                step: held.value.step,
                answered_by: held.value.answered.map(|(by, _)| by),
            })
        });
        let mut rows: Vec<AlarmRow> = rows.collect();
        rows.sort_by(|one, other| (one.since, &one.id).cmp(&(other.since, &other.id)));
        Ok(rows)
    }

    /// The officer has seen these and answers for them: nobody else is told. What does not rouse any more, or was answered
    /// already, stays as it is.
    pub async fn answer_alarms(&self, officer: &Officer, ids: &[String]) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        for _ in 0..ATTEMPTS_MAX {
            let mut open = self.items().await?;
            open.retain(|held| held.value.answered.is_none() && ids.contains(&held.id));
            if open.is_empty() {
                return Ok(());
            }
            let by = (officer.id.0.clone(), self.world.now());
            let answered = open.into_iter().map(|mut held| {
                held.value.answered = Some(by.clone());
                self.item_after(&held)
            });
            self.write_records(answered.collect()).await?;
        }
        Err(Refusal::named(
            ProblemType::Unavailable,
            refused::ALARMS_MOVE,
        ))
    }

    /// All that rouses.
    pub(crate) async fn items(&self) -> Result<Vec<Held<Item>>, Refusal> {
        self.held_of::<Item>(OWNER, ITEMS_MAX).await
    }

    /// A new item.
    pub(crate) fn item_new(&self, id: &str, item: &Item) -> Record {
        self.desk_record(&Row {
            id,
            owner: OWNER,
            version: 1,
            ends_at: None,
            value: item,
        })
    }

    /// An item's next version.
    pub(crate) fn item_after(&self, held: &Held<Item>) -> Record {
        self.desk_record(&Row {
            id: &held.id,
            owner: OWNER,
            version: held.version + 1,
            ends_at: None,
            value: &held.value,
        })
    }
}
