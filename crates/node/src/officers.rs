//! The officers of this node: who they are, which roles they hold, and the token that shows it.

use comity_custody::Digest;
use comity_store::{Commit, Record};
use comity_treaty::{Actor, OfficerId, Role};
use comity_wire::problem::ProblemType;
use std::collections::BTreeSet;

use crate::act::{READ, commit_fault, json};
use crate::node::Node;
use crate::plain::plain;
use crate::refusal::Refusal;

/// An officer who has shown who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The identifier at this node.
    pub id: OfficerId,
    /// The roles held now.
    pub roles: BTreeSet<Role>,
}

impl Officer {
    /// The officer as the one who gives a command.
    pub fn actor(&self) -> Actor {
        Actor::Officer {
            id: self.id.clone(),
            roles: self.roles.clone(),
        }
    }

    /// The no of a route that none of these roles may take.
    pub(crate) fn must_hold(&self, any: &[Role]) -> Result<(), Refusal> {
        if any.iter().any(|role| self.roles.contains(role)) {
            return Ok(());
        }
        let keys: Vec<_> = any.iter().map(|role| role.key()).collect();
        let detail = format!(
            "this needs one of the roles {}; ask an administrator",
            keys.join(", ")
        );
        Err(Refusal::named(ProblemType::Forbidden, detail))
    }
}

/// The roles that may read cases: everyone but those who only run the node.
pub(crate) const READERS: [Role; 6] = [
    Role::DutyOfficer,
    Role::Drafter,
    Role::Approver,
    Role::ExecutingAuthority,
    Role::EvidenceCustodian,
    Role::Overseer,
];

/// The roles that write beside cases: readers, but for those who only oversee.
pub(crate) const WRITERS: [Role; 5] = [
    Role::DutyOfficer,
    Role::Drafter,
    Role::Approver,
    Role::ExecutingAuthority,
    Role::EvidenceCustodian,
];

impl Node {
    /// The officer who holds this token.
    pub async fn officer_of(&self, token: &str) -> Result<Officer, Refusal> {
        let hash = Digest::of(token.as_bytes());
        let row = self
            .store
            .officer_by_token(hash)
            .await
            .map_err(Refusal::fault(READ))?;
        let row = row.ok_or_else(|| {
            tracing::warn!(target: "security", "an unknown token was presented");
            Refusal::named(
                ProblemType::Unauthenticated,
                "this token is not, or no longer, an officer's",
            )
        })?;
        let roles = serde_json::from_str(&row.roles_json)
            .map_err(Refusal::fault("the stored roles of an officer do not read"))?;
        Ok(Officer {
            id: OfficerId(row.id),
            roles,
        })
    }

    /// Adds an officer, or gives an existing one new roles and a new token. Returns the token; only
    /// its digest is kept.
    pub async fn add_officer(
        &self,
        id: &str,
        name: &str,
        roles: &BTreeSet<Role>,
    ) -> Result<String, Refusal> {
        if id.is_empty()
            || id.len() > 64
            || !id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        {
            return Err(Refusal::field(
                "id",
                "1 to 64 letters, digits, dots, dashes or underscores",
            ));
        }
        plain("name", name)?;
        if roles.is_empty() {
            return Err(Refusal::field("roles", "at least one role"));
        }
        let token = hex::encode(self.world.random::<32>());
        let officer = comity_store::Officer {
            id: id.to_owned(),
            name: name.to_owned(),
            roles_json: json(roles),
            token_hash: Some(Digest::of(token.as_bytes())),
        };
        self.write_records(vec![Record::Officer(officer)]).await?;
        Ok(token)
    }

    /// Takes an officer's token, roles, passkeys, links and sessions away: whoever gets the identifier later gets none of them back.
    pub async fn remove_officer(&self, id: &str) -> Result<(), Refusal> {
        for key in self.passkeys(id).await? {
            self.drop_passkey(id, &key.id).await?;
        }
        self.drop_links_of(id).await?;
        self.end_sessions_of(id).await?;
        let officer = comity_store::Officer {
            id: id.to_owned(),
            name: String::new(),
            roles_json: "[]".into(),
            token_hash: None,
        };
        self.write_records(vec![Record::Officer(officer)]).await
    }

    /// Every officer: identifier, name and roles.
    pub async fn officers(&self) -> Result<Vec<comity_store::Officer>, Refusal> {
        self.store.officers().await.map_err(Refusal::fault(READ))
    }

    /// Keeps a setting.
    pub(crate) async fn keep_setting(&self, key: &str, value: String) -> Result<(), Refusal> {
        self.write_records(vec![Record::Setting {
            key: key.to_owned(),
            value,
        }])
        .await
    }

    /// Writes rows beside the matters.
    pub(crate) async fn write_records(&self, records: Vec<Record>) -> Result<(), Refusal> {
        let commit = Commit {
            records,
            ..Commit::default()
        };
        self.store
            .commit(commit)
            .await
            .map(|_| ())
            .map_err(commit_fault)
    }
}
