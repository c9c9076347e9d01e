//! What the register publishes: a statement about each member, and the list of them, under one serial and in one commit.
//!
//! Each member stands alone. One whose enrolment does not read any more is left out, which makes it no member; one whose own
//! statement has ended is published as it stands, and every State refuses it by itself. Neither stops the others.

use comity_custody::Digest;
use comity_store::{Commit, CommitError, ExpectedSetting, NewEntry, Record};
use comity_treaty::{Mark as TreatyMark, PartyFacts};
use comity_wire::directory::{Directory, Listed};
use comity_wire::problem::ProblemType;
use comity_wire::statement::{Mark, MarkKind, Party, SubordinateStatement};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::{Enrolled, Members};
use crate::act::{READ, commit_fault, json};
use crate::directory::Statements;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::statements::{UNSIGNED, second};

/// How long statements and the list last: a State lives on them while the register is away.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 7);
/// They are signed anew when less than this is left.
const RENEW_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 5);
const TICK: Duration = Duration::from_mins(1);
const MEMBERS: &str = "register/members";
const PUBLISHED: &str = "register/published";
/// How often a change is decided anew, after somebody else's came first.
const ATTEMPTS_MAX: usize = 16;

type Doubt = Box<dyn Error + Send + Sync>;

/// What is published now, byte for byte.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Published {
    pub serial: u64,
    pub expires: Timestamp,
    pub list: String,
    pub statements: BTreeMap<String, Statements>,
}

/// The register's two rows, as they were read together.
pub(super) struct Kept {
    members: Option<String>,
    published: Option<String>,
}

impl Kept {
    pub fn members(&self) -> Result<Members, Refusal> {
        let Some(text) = &self.members else {
            return Ok(Members::new());
        };
        serde_json::from_str(text).map_err(Refusal::fault(
            "the list of members does not read; restore the backup",
        ))
    }

    pub fn published(&self) -> Result<Published, Refusal> {
        let Some(text) = &self.published else {
            return Ok(Published::default());
        };
        serde_json::from_str(text).map_err(Refusal::fault(
            "the published directory does not read; restore the backup",
        ))
    }

    /// Both must still be so when the next ones are written.
    fn expected(&self) -> Vec<ExpectedSetting> {
        vec![
            ExpectedSetting::read(MEMBERS, self.members.as_deref()),
            ExpectedSetting::read(PUBLISHED, self.published.as_deref()),
        ]
    }
}

/// Signs anew before anything expires, until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = node.renew_publication().await {
            metrics::counter!("comity_register_failed_total").increment(1);
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the directory could not be signed anew"
            );
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

impl Node {
    /// Publishes again what is there, when little of its time is left.
    pub(super) async fn renew_publication(&self) -> Result<(), Refusal> {
        for _ in 0..ATTEMPTS_MAX {
            let kept = self.kept_register().await?;
            let published = kept.published()?;
            let left = published.expires.duration_since(self.world.now());
            if published.serial > 0 && left >= RENEW_BEFORE {
                return Ok(());
            }
            if self.publish(&kept, &kept.members()?).await? {
                return Ok(());
            }
        }
        Err(busy())
    }

    /// Changes the members and publishes them. Where another process came first the change is decided again on what that one
    /// left: INVARIANT (one after another): no suspension is written over, and no serial is given twice.
    ///
    /// `change` says whether there is anything to publish.
    pub(super) async fn change_members(
        &self,
        change: impl Fn(&mut Members) -> Result<bool, Refusal>,
    ) -> Result<bool, Refusal> {
        for _ in 0..ATTEMPTS_MAX {
            let kept = self.kept_register().await?;
            let mut members = kept.members()?;
            if !change(&mut members)? {
                return Ok(false);
            }
            if self.publish(&kept, &members).await? {
                return Ok(true);
            }
        }
        Err(busy())
    }

    pub(super) async fn kept_register(&self) -> Result<Kept, Refusal> {
        let read = |key| async move { self.store.setting(key).await.map_err(Refusal::fault(READ)) };
        Ok(Kept {
            members: read(MEMBERS).await?,
            published: read(PUBLISHED).await?,
        })
    }

    /// Signs everything anew under the next serial, and keeps it with the members in one commit; whether nobody came first.
    pub(super) async fn publish(&self, kept: &Kept, members: &Members) -> Result<bool, Refusal> {
        let published = self.signed(members, kept.published()?.serial + 1)?;
        let logged = NewEntry {
            at: self.world.now(),
            matter: None,
            kind: "directory".into(),
            digest: Digest::of(published.list.as_bytes()),
        };
        let setting = |key: &str, value| Record::Setting {
            key: key.to_owned(),
            value,
        };
        let commit = Commit {
            entries: vec![logged],
            records: vec![
                setting(MEMBERS, json(members)),
                setting(PUBLISHED, json(&published)),
            ],
            expects: kept.expected(),
            ..Commit::default()
        };
        match self.store.commit(commit).await {
            Ok(_) => Ok(true),
            Err(CommitError::Moved { .. }) => Ok(false),
            Err(error) => Err(commit_fault(error)),
        }
    }

    fn signed(&self, members: &Members, serial: u64) -> Result<Published, Refusal> {
        let now = second(self.world.now());
        let expires = now + LASTS;
        let mut published = Published {
            serial,
            expires,
            ..Published::default()
        };
        let mut listed = Vec::new();
        for (state, member) in members {
            // One that cannot be vouched for is left out, and the others go on. The doctor names it.
            let statement = match self.vouch(member, now, expires) {
                Ok(statement) => statement,
                Err(error) => {
                    tracing::error!(%state, %error, "a member is left out of the list: its enrolment does not read");
                    continue;
                }
            };
            listed.push(Listed {
                state: *state,
                entity: member.entity.clone(),
                standing: member.standing,
                statement: Digest::of(statement.as_bytes()),
            });
            let statements = Statements {
                subordinate: statement,
                configuration: member.configuration.clone(),
            };
            let subject = member.entity.as_str().to_owned();
            published.statements.insert(subject, statements);
        }
        let list = Directory {
            iss: self.entity()?,
            serial,
            iat: now,
            exp: expires,
            members: listed,
        };
        let list = list.seal(&self.keys.signing);
        published.list = text(list.map_err(Refusal::fault(UNSIGNED))?);
        Ok(published)
    }

    /// The register's statement about a member: what was enrolled, whatever became of the node's own statement since.
    fn vouch(
        &self,
        member: &Enrolled,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<String, Doubt> {
        let own = member.own()?;
        let register = self.entity()?;
        let mut trust_marks = Vec::new();
        for (kind, since) in marks(&member.facts, member.since) {
            let mark = Mark {
                iss: register.clone(),
                sub: own.sub.clone(),
                trust_mark_type: kind,
                iat: now,
                exp: expires,
                since: jiff::tz::Offset::UTC.to_datetime(since).date(),
                designee: None,
            };
            trust_marks.push(mark.seal(&self.keys.signing)?);
        }
        let statement = SubordinateStatement {
            iss: register,
            sub: own.sub.clone(),
            iat: now,
            exp: expires,
            jwks: member.vouched(&own, now),
            metadata: own.metadata,
            trust_marks,
            comity_party: Party {
                standing: member.standing,
                facts: member.facts.clone(),
            },
        };
        Ok(text(statement.seal(&self.keys.signing)?))
    }
}

fn busy() -> Refusal {
    Refusal::to_machines(
        ProblemType::Unavailable,
        "the list of members is being changed by others; try again",
    )
}

fn marks(facts: &PartyFacts, enrolled: Timestamp) -> Vec<(MarkKind, Timestamp)> {
    let party = facts.party_since.map(|since| (MarkKind::Party, since));
    let speaks = facts.marks.iter().map(|mark| match mark {
        TreatyMark::CentralAuthority => (MarkKind::CentralAuthority, enrolled),
        TreatyMark::ContactPoint => (MarkKind::ContactPoint, enrolled),
    });
    party.into_iter().chain(speaks).collect()
}

fn text(jws: Vec<u8>) -> String {
    // INVARIANT (JSON): our signed documents are JSON, hence UTF-8.
    String::from_utf8(jws).expect("a JWS in JSON is UTF-8")
}
