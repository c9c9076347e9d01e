//! What a second person says about a draft. It stands beside the draft: whoever writes the draft is not held up by it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::held::{Kept, Once, Row};
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::plain::plain;
use crate::refusal::Refusal;

/// The longest comment, in bytes.
const BYTES_MAX: usize = 20_000;
/// How many a draft may have.
const COMMENTS_MAX: u32 = 100;

/// A comment as it is kept; its owner is the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    by: String,
    text: String,
}

impl Kept for Said {
    const KIND: &'static str = "comment";
}

/// What somebody says about a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

impl Node {
    /// Adds what a second person says; a form that is sent twice says it once.
    pub async fn comment(
        &self,
        officer: &Officer,
        draft: &str,
        text: &str,
        once: Once,
    ) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        let text = text.trim().replace("\r\n", "\n");
        plain("text", &text)?;
        if text.is_empty() || text.len() > BYTES_MAX {
            let expected = expected::WRITTEN.with("number", BYTES_MAX);
            return Err(Refusal::field("text", expected));
        }
        let draft = self.draft(officer, draft).await?.id;
        let said = self.held_of::<Said>(&draft, COMMENTS_MAX).await?;
        if said.len() >= COMMENTS_MAX as usize {
            let expected = expected::COMMENTS.with("number", COMMENTS_MAX);
            return Err(Refusal::field("text", expected));
        }
        let by = officer.id.0.clone();
        let row = Row {
            id: &self.row_of(once),
            owner: &draft,
            version: 1,
            ends_at: None,
            value: &Said { by, text },
        };
        self.keep_row(row).await.map(|_| ())
    }

    /// What was said about a draft, the first first.
    pub async fn comments(&self, officer: &Officer, draft: &str) -> Result<Vec<Comment>, Refusal> {
        officer.must_hold(&READERS)?;
        let held = self.held_of::<Said>(draft, COMMENTS_MAX).await?;
        let names = self.names().await?;
        let mut all: Vec<Comment> = held
            .into_iter()
            .map(|held| Comment {
                by: names.of(&held.value.by),
                at: held.at,
                text: held.value.text,
            })
            .collect();
        all.sort_by_key(|comment| comment.at);
        Ok(all)
    }
}
