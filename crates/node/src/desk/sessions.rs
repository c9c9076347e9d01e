//! Who is signed in.
//!
//! A session is known by a random token in the officer's browser; only its digest is kept. The roles are read with every
//! request, so that taking a role away takes effect at once.

use comity_custody::Digest;
use comity_treaty::OfficerId;
use comity_wire::problem::ProblemType;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::held::{Held, Kept, Row};
use crate::act::READ;
use crate::node::Node;
use crate::officers::{Officer, roles_of};
use crate::refusal::Refusal;
use crate::refused;

/// A session ends after a working day at the latest.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// A session nobody uses ends.
const IDLE: SignedDuration = SignedDuration::from_hours(1);
/// Use is written down at most this often.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// How long a confirmation by passkey stands for the next act.
const CONFIRMED_FOR: SignedDuration = SignedDuration::from_mins(2);

/// Sessions of one officer.
const SESSIONS_MAX: u32 = 1000;
/// How often a change of a session is tried again.
const CHANGES_MAX: usize = 8;

/// How an officer signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedInBy {
    /// With a passkey.
    Passkey,
    /// By a one-time link: to make a first passkey, or in an exercise.
    Link,
    /// At the State's own OpenID provider.
    Provider,
}

impl SignedInBy {
    /// Whether acts that bind take a passkey in such a session, and so do changes of passkeys. Whoever came by a link has none
    /// yet, or is in an exercise.
    pub fn confirms_by_passkey(self) -> bool {
        self != Self::Link
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    by: SignedInBy,
    began: Timestamp,
    #[serde(default)]
    confirmed: Option<Timestamp>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    zone: Option<String>,
}

impl Kept for State {
    const KIND: &'static str = "session";
}

/// A session in use.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who.
    pub officer: Officer,
    /// The name people read.
    pub name: String,
    /// How they signed in.
    pub by: SignedInBy,
    /// When.
    pub began: Timestamp,
    /// The language of their pages, where they chose one.
    pub language: Option<String>,
    /// The time zone of their pages (an IANA name), where their browser told it.
    pub zone: Option<String>,
    /// Whether they confirmed by passkey just now.
    pub confirmed: bool,
    /// What a form of this session must carry, so that no other site can send one.
    pub form_token: String,
}

impl Session {
    /// What a form of the session of this token must carry.
    pub fn form_token_of(token: &str) -> String {
        Digest::of(format!("form {token}").as_bytes()).to_string()
    }
}

fn is_fresh(confirmed: Option<Timestamp>, now: Timestamp) -> bool {
    confirmed.is_some_and(|at| now.duration_since(at) < CONFIRMED_FOR)
}

fn id_of(token: &str) -> String {
    Digest::of(token.as_bytes()).to_string()
}

impl Node {
    /// Begins a session, in the time zone that the officer was last known to be in. The answer is the token; it is not kept.
    pub async fn begin_session(&self, officer: &str, by: SignedInBy) -> Result<String, Refusal> {
        let token = hex::encode(self.world.random::<32>());
        let now = self.world.now();
        let value = State {
            by,
            began: now,
            confirmed: None,
            language: None,
            zone: self.contact(officer).await?.zone,
        };
        let row = Row {
            id: &id_of(&token),
            owner: officer,
            version: 1,
            ends_at: Some(now + IDLE),
            value: &value,
        };
        self.keep_row(row).await?;
        Ok(token)
    }

    /// The session of a token, whose use is written down. `None` where it has ended, or its officer has no role any more.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, Refusal> {
        let Some(held) = self.held::<State>(&id_of(token)).await? else {
            return Ok(None);
        };
        if self.world.now().duration_since(held.at) > NOTED_EVERY {
            // Where another request was first, use is written down already.
            self.keep_session(&held, held.value.clone()).await?;
        }
        self.session_of(token, held).await
    }

    /// The same for what a page asks by itself: that nobody uses.
    pub async fn session_unused(&self, token: &str) -> Result<Option<Session>, Refusal> {
        match self.held::<State>(&id_of(token)).await? {
            Some(held) => self.session_of(token, held).await,
            None => Ok(None),
        }
    }

    /// The same for the page of whoever is on duty, which asks by itself. Where the officer has the alarm on, watching is a use:
    /// a session that ended at night would ring no more.
    pub async fn session_watched(&self, token: &str) -> Result<Option<Session>, Refusal> {
        let Some(session) = self.session_unused(token).await? else {
            return Ok(None);
        };
        if self.contact(&session.officer.id.0).await?.rings {
            return self.session(token).await;
        }
        Ok(Some(session))
    }

    async fn session_of(&self, token: &str, held: Held<State>) -> Result<Option<Session>, Refusal> {
        let row = self.store.officer(&held.owner).await;
        let Some(row) = row.map_err(Refusal::fault(READ))? else {
            return Ok(None);
        };
        let roles = roles_of(&row)?;
        if roles.is_empty() {
            return Ok(None);
        }
        let now = self.world.now();
        let value = held.value;
        let confirmed = is_fresh(value.confirmed, now);
        Ok(Some(Session {
            officer: Officer {
                id: OfficerId(row.id),
                roles,
            },
            name: row.name,
            by: value.by,
            began: value.began,
            language: value.language,
            zone: value.zone,
            confirmed,
            form_token: Session::form_token_of(token),
        }))
    }

    /// Ends a session at once.
    pub async fn end_session(&self, token: &str) -> Result<(), Refusal> {
        self.let_go::<State>(&id_of(token)).await
    }

    /// Remembers language and time zone; the zone beyond the session, for the next one and for what is sent to the officer.
    pub async fn prefer(
        &self,
        token: &str,
        officer: &Officer,
        language: Option<String>,
        zone: Option<String>,
    ) -> Result<(), Refusal> {
        if let Some(zone) = &zone {
            self.sit_in(officer, zone).await?;
        }
        let preferred = self.change_session(token, |kept| {
            kept.language = language.clone().or(kept.language.take());
            kept.zone = zone.clone().or(kept.zone.take());
        });
        preferred.await.map(|_| ())
    }

    /// Ends an officer's sessions but the one of this token.
    pub async fn end_other_sessions(&self, token: &str, officer: &str) -> Result<(), Refusal> {
        let own = id_of(token);
        let all = self.held_of::<State>(officer, SESSIONS_MAX).await?;
        for other in all.into_iter().filter(|session| session.id != own) {
            self.let_go::<State>(&other.id).await?;
        }
        Ok(())
    }

    /// Uses a confirmation up: it stands for one act. `false` where there was none, or it was too old.
    pub async fn spend_confirmation(&self, token: &str) -> Result<bool, Refusal> {
        let now = self.world.now();
        let mut fresh = false;
        let written = self.change_session(token, |kept| {
            fresh = is_fresh(kept.confirmed.take(), now);
        });
        Ok(written.await? && fresh)
    }

    /// The officer has made a passkey in this session, and so shown it.
    pub(crate) async fn shown_passkey(&self, token: &str) -> Result<(), Refusal> {
        let shown = self.change_session(token, |kept| kept.by = SignedInBy::Passkey);
        shown.await.map(|_| ())
    }

    /// The officer has just shown the passkey again.
    pub(crate) async fn confirm_session(&self, token: &str) -> Result<(), Refusal> {
        let now = self.world.now();
        let confirmed = self.change_session(token, |kept| kept.confirmed = Some(now));
        confirmed.await.map(|_| ())
    }

    /// Changes a session, however many requests of its browser do so at once. `false` where it has ended.
    async fn change_session(
        &self,
        token: &str,
        mut change: impl FnMut(&mut State),
    ) -> Result<bool, Refusal> {
        for _ in 0..CHANGES_MAX {
            let Some(held) = self.held::<State>(&id_of(token)).await? else {
                return Ok(false);
            };
            let mut value = held.value.clone();
            change(&mut value);
            if self.keep_session(&held, value).await? {
                return Ok(true);
            }
        }
        Err(Refusal::named(
            ProblemType::Unavailable,
            refused::SESSION_MOVES,
        ))
    }

    /// Writes a session's next version. `false`: another request of the same browser was first, or it was ended.
    async fn keep_session(&self, held: &Held<State>, value: State) -> Result<bool, Refusal> {
        let end = (self.world.now() + IDLE).min(value.began + LONGEST);
        let row = Row {
            id: &held.id,
            owner: &held.owner,
            version: held.version + 1,
            ends_at: Some(end),
            value: &value,
        };
        self.keep_row(row).await
    }
}
