//! One-time links: an administrator gives one to an officer, who makes the first passkey with it.

use comity_custody::Digest;
use comity_treaty::Role;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::held::{Kept, Row};
use crate::SignedInBy;
use crate::act::READ;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;

/// How long a link may be used.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Link {}

impl Kept for Link {
    const KIND: &'static str = "link";
}

/// An administrator has asked for a link that takes two of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Recovery {
    by: String,
}

impl Kept for Recovery {
    const KIND: &'static str = "recovery";
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
        tracing::info!(target: "security", officer, "a one-time link was made");
        let token = hex::encode(self.world.random::<32>());
        let row = Row {
            id: &Digest::of(token.as_bytes()).to_string(),
            owner: officer,
            version: 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: &Link {},
        };
        self.keep_row(row).await?;
        Ok(token)
    }

    /// A link's token, as an administrator asks for it. Whoever can sign in already gets a new link only by two, and so does
    /// everybody where there are two administrators: `None` until another one asks for the same within a day.
    pub async fn ask_for_link(
        &self,
        administrator: &Officer,
        officer: &str,
    ) -> Result<Option<String>, Refusal> {
        administrator.must_hold(&[Role::Administrator])?;
        let alone = !self.has_second_administrator(administrator).await?;
        if alone && !self.can_sign_in(officer).await? {
            return self.invite(officer).await.map(Some);
        }
        let by = &administrator.id.0;
        let asked = self.held_of::<Recovery>(officer, 1).await?.pop();
        if let Some(asked) = asked {
            let second = asked.value.by != *by && self.take_row(&asked).await?;
            return if second {
                self.invite(officer).await.map(Some)
            } else {
                Ok(None)
            };
        }
        let row = Row {
            id: &self.world.new_id().to_string(),
            owner: officer,
            version: 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: &Recovery { by: by.clone() },
        };
        self.keep_row(row).await?;
        Ok(None)
    }

    /// Whether an officer has a passkey, or an account at the State's provider.
    pub async fn can_sign_in(&self, officer: &str) -> Result<bool, Refusal> {
        let has_passkey = !self.passkeys(officer).await?.is_empty();
        Ok(has_passkey || self.openid_account(officer).await?.is_some())
    }

    /// Whom this link invites; `None` where it was used or has ended.
    pub async fn invited(&self, token: &str) -> Result<Option<Invited>, Refusal> {
        let id = Digest::of(token.as_bytes()).to_string();
        let held = self.held::<Link>(&id).await?;
        let Some(held) = held else {
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
        let Some(held) = held else {
            return Ok(None);
        };
        let desk = self.config().desk.as_ref();
        if desk.is_some_and(|desk| desk.sign_in_by_link) {
            // In an exercise nothing is behind the door: the same link opens it again.
            let session = self.begin_session(&held.owner, SignedInBy::Link);
            return session.await.map(Some);
        }
        if !self.take_row(&held).await? {
            return Ok(None);
        }
        self.begin_session(&held.owner, SignedInBy::Link)
            .await
            .map(Some)
    }
}
