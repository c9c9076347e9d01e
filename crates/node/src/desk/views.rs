//! Views of the worklist that an officer keeps under a name.

use serde::{Deserialize, Serialize};

use super::held::{Kept, Once, Row};
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::plain::plain;
use crate::refusal::Refusal;
use crate::worklist::Wanted;

/// Views of one officer.
const VIEWS_MAX: u32 = 30;
/// The longest name, and the longest of what is looked for, in bytes.
const BYTES_MAX: usize = 200;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Saved {
    name: String,
    wanted: Wanted,
}

impl Kept for Saved {
    const KIND: &'static str = "view";
}

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// What it is dropped by.
    pub id: String,
    /// What the officer calls it.
    pub name: String,
    /// What it shows.
    pub wanted: Wanted,
}

impl Node {
    /// Keeps a view of the worklist under a name; a form that is sent twice keeps it once.
    pub async fn save_view(
        &self,
        officer: &Officer,
        name: &str,
        wanted: Wanted,
        once: Once,
    ) -> Result<(), Refusal> {
        officer.must_hold(&READERS)?;
        let name = name.trim();
        plain("name", name)?;
        let words = wanted.words.as_deref().unwrap_or_default();
        plain("find", words)?;
        if name.is_empty() || name.len().max(words.len()) > BYTES_MAX {
            return Err(Refusal::field(
                "name",
                expected::NAME.with("number", BYTES_MAX),
            ));
        }
        if self.views(officer).await?.len() >= VIEWS_MAX as usize {
            return Err(Refusal::field(
                "name",
                expected::VIEWS.with("number", VIEWS_MAX),
            ));
        }
        let name = name.to_owned();
        let row = Row {
            id: &self.row_of(once),
            owner: &officer.id.0,
            version: 1,
            ends_at: None,
            value: &Saved { name, wanted },
        };
        self.keep_row(row).await.map(|_| ())
    }

    /// The officer's views, by name.
    pub async fn views(&self, officer: &Officer) -> Result<Vec<SavedView>, Refusal> {
        officer.must_hold(&READERS)?;
        let held = self.held_of::<Saved>(&officer.id.0, VIEWS_MAX).await?;
        let mut views: Vec<SavedView> = held
            .into_iter()
            .map(|held| SavedView {
                id: held.id,
                name: held.value.name,
                wanted: held.value.wanted,
            })
            .collect();
        views.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(views)
    }

    /// Drops one of the officer's own views.
    pub async fn drop_view(&self, officer: &Officer, id: &str) -> Result<(), Refusal> {
        let own = self.views(officer).await?;
        if own.iter().any(|view| view.id == id) {
            self.let_go::<Saved>(id).await?;
        }
        Ok(())
    }
}
