//! One-time links: an administrator gives one to an officer, who makes the first passkey with it.

use comity_custody::Digest;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::held::{Kept, Row};
use crate::SignedInBy;
use crate::act::READ;
use crate::node::Node;
use crate::refusal::Refusal;

/// How long a link may be used.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Link {
    /// A random text of whoever used it, so that of two who do so at once only one did.
    used: Option<String>,
}

impl Kept for Link {
    const KIND: &'static str = "link";
}

/// Whom a link invites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The officer's identifier.
    pub officer: String,
    /// The officer's name.
    pub name: String,
}

impl Node {
    /// A one-time link's token for an officer of this node.
    pub async fn invite(&self, officer: &str) -> Result<String, Refusal> {
        let known = self.store.officer(officer).await;
        if known.map_err(Refusal::fault(READ))?.is_none() {
            return Err(Refusal::not_found(officer));
        }
        let token = hex::encode(self.world.random::<32>());
        let row = Row {
            id: &Digest::of(token.as_bytes()).to_string(),
            owner: officer,
            version: 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: &Link { used: None },
        };
        self.keep_row(row).await?;
        Ok(token)
    }

    /// Whom this link invites; `None` where it was used or has ended.
    pub async fn invited(&self, token: &str) -> Result<Option<Invited>, Refusal> {
        let id = Digest::of(token.as_bytes()).to_string();
        let held = self.held::<Link>(&id).await?;
        let Some(held) = held.filter(|held| held.value.used.is_none()) else {
            return Ok(None);
        };
        let row = self.store.officer(&held.owner).await;
        let row = row.map_err(Refusal::fault(READ))?;
        Ok(row.map(|row| Invited {
            officer: row.id,
            name: row.name,
        }))
    }

    /// Uses a link: the answer is the token of a session. `None` where it was used or has ended.
    pub async fn use_link(&self, token: &str) -> Result<Option<String>, Refusal> {
        let id = Digest::of(token.as_bytes()).to_string();
        let held = self.held::<Link>(&id).await?;
        let Some(held) = held.filter(|held| held.value.used.is_none()) else {
            return Ok(None);
        };
        let desk = self.config().desk.as_ref();
        if desk.is_some_and(|desk| desk.sign_in_by_link) {
            // In an exercise nothing is behind the door: the same link opens it again.
            let session = self.begin_session(&held.owner, SignedInBy::Link);
            return session.await.map(Some);
        }
        let row = Row {
            id: &id,
            owner: &held.owner,
            version: held.version + 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: &Link {
                used: Some(hex::encode(self.world.random::<16>())),
            },
        };
        if !self.keep_row(row).await? {
            return Ok(None);
        }
        self.begin_session(&held.owner, SignedInBy::Link)
            .await
            .map(Some)
    }
}
