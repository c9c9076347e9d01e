//! The Secretariat's node: it vouches for each State's node, marks it, suspends it, and publishes
//! the signed list by which every State knows at once.

use comity_custody::Digest;
use comity_store::{Commit, NewEntry, Record};
use comity_treaty::{Mark as TreatyMark, PartyFacts, StateCode};
use comity_wire::directory::{Directory, Listed};
use comity_wire::envelope::Standing;
use comity_wire::problem::ProblemType;
use comity_wire::statement::{
    EntityId, HistoricalKeys, Mark, MarkKind, Party, SubordinateStatement, verify_self_signed,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::act::{READ, commit_fault, json};
use crate::config::NodeKind;
use crate::directory::Statements;
use crate::expected;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::statements::{self, second};
use crate::tls;

/// How long statements and the list last: a State lives on them while the register is away.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 7);
/// They are signed anew when less than this is left.
const RENEW_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 5);
const TICK: Duration = Duration::from_mins(1);
const MEMBERS: &str = "register/members";
const PUBLISHED: &str = "register/published";

/// A member as the register keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Enrolled {
    /// Its node.
    pub entity: EntityId,
    /// The node's own statement, as it came.
    pub configuration: String,
    /// Whether it may act.
    pub standing: Standing,
    /// What the register vouches for.
    pub facts: PartyFacts,
    /// When it was enrolled.
    pub since: Timestamp,
}

/// What is published now, byte for byte.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Published {
    serial: u64,
    expires: Timestamp,
    list: String,
    statements: BTreeMap<String, Statements>,
}

type Members = BTreeMap<StateCode, Enrolled>;

/// Signs anew before anything expires, until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = node.renew_publication().await {
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
    /// Enrols a State's node, or takes its new statement (a key roll-over). Compare the key ids over
    /// another channel first: the statement proves possession of the keys and nothing else.
    pub async fn enrol(
        &self,
        configuration: &str,
        facts: PartyFacts,
    ) -> Result<StateCode, Refusal> {
        self.must_be_register()?;
        let own = claimed(configuration, self.world.now())?;
        let Some(about) = &own.metadata.comity_node else {
            return Err(Refusal::field("enrolment", expected::OF_A_STATE));
        };
        if about.state != facts.state {
            return Err(Refusal::field(
                "facts.state",
                expected::ENROLLED_STATE.with("state", about.state.to_string()),
            ));
        }
        let mut members = self.members().await?;
        let enrolled = Enrolled {
            entity: own.sub.clone(),
            configuration: configuration.to_owned(),
            standing: Standing::Active,
            facts,
            since: self.world.now(),
        };
        members.insert(about.state, enrolled);
        self.publish(members).await?;
        Ok(about.state)
    }

    /// Changes a member's standing.
    pub async fn set_standing(&self, state: StateCode, standing: Standing) -> Result<(), Refusal> {
        self.must_be_register()?;
        let mut members = self.members().await?;
        let member = members
            .get_mut(&state)
            .ok_or_else(|| Refusal::not_found(state.as_str()))?;
        member.standing = standing;
        member.facts.suspended = standing != Standing::Active;
        self.publish(members).await
    }

    /// Every member, as the register keeps it.
    pub async fn members(&self) -> Result<Members, Refusal> {
        let kept = self
            .store
            .setting(MEMBERS)
            .await
            .map_err(Refusal::fault(READ))?;
        kept.map_or_else(
            || Ok(Members::new()),
            |text| {
                serde_json::from_str(&text).map_err(Refusal::fault(
                    "the list of members does not read; restore the backup",
                ))
            },
        )
    }

    /// The signed list of members.
    pub async fn register_list(&self) -> Result<String, Refusal> {
        Ok(self.published().await?.list)
    }

    /// The register's statement about a member, or (`own`) the member's statement about itself.
    pub async fn register_statement(&self, subject: &str, own: bool) -> Result<String, Refusal> {
        let published = self.published().await?;
        let found = published
            .statements
            .get(subject)
            .ok_or_else(|| Refusal::not_found(subject))?;
        Ok(if own {
            found.configuration.clone()
        } else {
            found.subordinate.clone()
        })
    }

    /// What this node says of itself.
    pub fn entity_configuration(&self) -> Result<Vec<u8>, Refusal> {
        let certificate = tls::certificate(&self.data)
            .map_err(Refusal::fault("the TLS certificate cannot be read"))?;
        let own =
            statements::configuration(&self.config, &self.keys, &certificate, self.world.now());
        own.seal(&self.keys.signing)
            .map_err(Refusal::fault(UNSIGNED))
    }

    /// The keys this node used before its present ones.
    pub fn historical_keys(&self) -> Result<Vec<u8>, Refusal> {
        let keys = crate::rollover::former_keys(&self.data).map_err(Refusal::fault(
            "the former keys do not read; restore the backup",
        ))?;
        let document = HistoricalKeys {
            iss: self.entity()?,
            iat: second(self.world.now()),
            keys,
        };
        document
            .seal(&self.keys.signing)
            .map_err(Refusal::fault(UNSIGNED))
    }

    async fn renew_publication(&self) -> Result<(), Refusal> {
        let published = self.stored_publication().await?;
        if published.serial == 0
            || published.expires.duration_since(self.world.now()) < RENEW_BEFORE
        {
            self.publish(self.members().await?).await?;
        }
        Ok(())
    }

    /// Signs everything anew under the next serial, and keeps it with the members in one commit.
    async fn publish(&self, members: Members) -> Result<(), Refusal> {
        let before = self.stored_publication().await?;
        let now = second(self.world.now());
        let expires = now + LASTS;
        let mut published = Published {
            serial: before.serial + 1,
            expires,
            ..Published::default()
        };
        let mut listed = Vec::new();
        for (state, member) in &members {
            let statement = self.vouch(member, now, expires)?;
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
            published
                .statements
                .insert(member.entity.as_str().to_owned(), statements);
        }
        let list = Directory {
            iss: self.entity()?,
            serial: published.serial,
            iat: now,
            exp: expires,
            members: listed,
        };
        published.list = text(
            list.seal(&self.keys.signing)
                .map_err(Refusal::fault(UNSIGNED))?,
        );
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
                setting(MEMBERS, json(&members)),
                setting(PUBLISHED, json(&published)),
            ],
            ..Commit::default()
        };
        self.store
            .commit(commit)
            .await
            .map(|_| ())
            .map_err(commit_fault)
    }

    fn vouch(
        &self,
        member: &Enrolled,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<String, Refusal> {
        let own = claimed(&member.configuration, now)?;
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
            trust_marks.push(
                mark.seal(&self.keys.signing)
                    .map_err(Refusal::fault(UNSIGNED))?,
            );
        }
        let statement = SubordinateStatement {
            iss: register,
            sub: own.sub,
            iat: now,
            exp: expires,
            jwks: own.jwks,
            metadata: own.metadata,
            trust_marks,
            comity_party: Party {
                standing: member.standing,
                facts: member.facts.clone(),
            },
        };
        Ok(text(
            statement
                .seal(&self.keys.signing)
                .map_err(Refusal::fault(UNSIGNED))?,
        ))
    }

    async fn published(&self) -> Result<Published, Refusal> {
        self.must_be_register()?;
        self.stored_publication().await
    }

    async fn stored_publication(&self) -> Result<Published, Refusal> {
        let kept = self
            .store
            .setting(PUBLISHED)
            .await
            .map_err(Refusal::fault(READ))?;
        kept.map_or_else(
            || Ok(Published::default()),
            |text| {
                serde_json::from_str(&text).map_err(Refusal::fault(
                    "the published directory does not read; restore the backup",
                ))
            },
        )
    }

    fn must_be_register(&self) -> Result<(), Refusal> {
        match self.config.kind {
            NodeKind::Register => Ok(()),
            NodeKind::State => Err(Refusal::to_machines(
                ProblemType::NotFound,
                "this is a State's node; ask the register",
            )),
        }
    }
}

const UNSIGNED: &str = "the statement cannot be signed; report this as a fault of the program";

/// A self-signed statement, of whoever it says it is.
fn claimed(
    configuration: &str,
    now: Timestamp,
) -> Result<comity_wire::statement::EntityConfiguration, Refusal> {
    let refused =
        |reason: String| Refusal::field("enrolment", expected::STATEMENT.with("reason", reason));
    let subject = comity_wire::statement::claimed_subject(configuration.as_bytes())
        .map_err(|error| refused(error.to_string()))?;
    verify_self_signed(&subject, configuration.as_bytes(), now)
        .map_err(|error| refused(error.to_string()))
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
