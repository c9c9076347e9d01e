//! Internal notes on a matter. They never leave this State.

use comity_treaty::{MatterId, Rejection, Rule};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::held::{Kept, Once, Row};
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::plain::plain;
use crate::refusal::Refusal;

/// The longest note, in bytes.
const BYTES_MAX: usize = 20_000;
/// Notes shown with a matter.
const SHOWN_MAX: u32 = 500;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Written {
    by: String,
    text: String,
}

impl Kept for Written {
    const KIND: &'static str = "note";
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it, by name; by identifier where they were removed.
    pub by: String,
    /// What it says.
    pub text: String,
}

impl Node {
    /// Writes a note on a matter; a form that is sent twice writes it once.
    pub async fn note(
        &self,
        officer: &Officer,
        matter: MatterId,
        text: &str,
        once: Once,
    ) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        let text = &text.trim().replace("\r\n", "\n");
        plain("text", text)?;
        if text.is_empty() || text.len() > BYTES_MAX {
            return Err(Refusal::field(
                "text",
                expected::WRITTEN.with("number", BYTES_MAX),
            ));
        }
        let thread = self.thread(matter).await?;
        if thread.matter.is_some_and(|matter| matter.is_erased()) {
            return Err(Rejection::by(Rule::TextsErased).into());
        }
        let value = Written {
            by: officer.id.0.clone(),
            text: text.to_owned(),
        };
        let row = Row {
            id: &self.row_of(once),
            owner: &matter.to_string(),
            version: 1,
            ends_at: None,
            value: &value,
        };
        self.keep_row(row).await.map(|_| ())
    }

    /// The notes on a matter, the latest first.
    pub async fn notes(&self, officer: &Officer, matter: MatterId) -> Result<Vec<Note>, Refusal> {
        officer.must_hold(&READERS)?;
        let held = self
            .held_of::<Written>(&matter.to_string(), SHOWN_MAX)
            .await?;
        let names = self.names().await?;
        Ok(held
            .into_iter()
            .map(|held| Note {
                at: held.at,
                by: names.of(&held.value.by),
                text: held.value.text,
            })
            .collect())
    }
}
