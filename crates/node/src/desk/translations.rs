//! A State's own translations of what messages say. They never leave this State, and bind nobody.

use comity_treaty::MatterId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::held::{Held, Kept, Row};
use crate::act::READ;
use crate::expected;
use crate::naming::Names;
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::plain::plain;
use crate::refusal::Refusal;

/// The longest translation, in bytes.
const BYTES_MAX: usize = 100_000;
/// Translations shown with a matter.
const SHOWN_MAX: u32 = 500;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    by: String,
    /// The number of the message in its matter.
    event: i64,
    text: String,
}

impl Kept for Written {
    const KIND: &'static str = "translation";
}

/// A translation of what one message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The number of the message's event in the matter.
    pub event: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it, by name; by identifier where they were removed.
    pub by: String,
    /// What it says.
    pub text: String,
}

impl Node {
    /// Writes a translation of what the message of an event says. An earlier one stays; what an officer sends twice is kept
    /// once.
    pub async fn translate(
        &self,
        officer: &Officer,
        matter: MatterId,
        event: i64,
        text: &str,
    ) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        let text = &text.trim().replace("\r\n", "\n");
        plain("translation", text)?;
        if text.is_empty() || text.len() > BYTES_MAX {
            return Err(Refusal::field(
                "translation",
                expected::WRITTEN.with("number", BYTES_MAX),
            ));
        }
        self.must_be_message(matter, event).await?;
        let value = Written {
            by: officer.id.0.clone(),
            event,
            text: text.to_owned(),
        };
        let owner = matter.to_string();
        let latest = self.held_of::<Written>(&owner, 1).await?;
        if latest.first().is_some_and(|latest| latest.value == value) {
            return Ok(());
        }
        let row = Row {
            id: &self.world.new_id().to_string(),
            owner: &owner,
            version: 1,
            ends_at: None,
            value: &value,
        };
        self.keep_row(row).await.map(|_| ())
    }

    /// The translations of a matter's messages, the latest first.
    pub async fn translations(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Vec<Translation>, Refusal> {
        officer.must_hold(&READERS)?;
        let owner = matter.to_string();
        let held = self.held_of::<Written>(&owner, SHOWN_MAX).await?;
        let names = self.names().await?;
        Ok(held.into_iter().map(|one| shown(one, &names)).collect())
    }

    /// An event that is no message, or whose text was erased, says nothing to translate.
    async fn must_be_message(&self, matter: MatterId, event: i64) -> Result<(), Refusal> {
        let before = event.checked_sub(1).filter(|before| *before >= 0);
        let before = before.ok_or_else(|| Refusal::not_found(&event.to_string()))?;
        let rows = self.store.history(matter.0, before, 1).await;
        let rows = rows.map_err(Refusal::fault(READ))?;
        let row = rows.iter().find(|row| row.version == event);
        let record = row
            .and_then(|row| row.json.as_deref())
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let told = |record: &Value| record["sent"].is_string() || record["received"].is_string();
        match record {
            Some(record) if told(&record) => Ok(()),
            _ => Err(Refusal::not_found(&event.to_string())),
        }
    }
}

fn shown(held: Held<Written>, names: &Names) -> Translation {
    Translation {
        event: held.value.event,
        at: held.at,
        by: names.of(&held.value.by),
        text: held.value.text,
    }
}
