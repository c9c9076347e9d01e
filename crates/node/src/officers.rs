//! The officers of this node: who they are, which roles they hold, and the token that shows it.

use comity_custody::Digest;
use comity_store::{Commit, Record};
use comity_treaty::{Actor, OfficerId, Role};
use comity_wire::problem::ProblemType;
use std::collections::BTreeSet;

use crate::act::{READ, commit_fault, json};
use crate::expected;
use crate::node::Node;
use crate::plain::plain;
use crate::refusal::Refusal;
use crate::refused;

/// The longest identifier of an officer, in bytes.
const ID_BYTES_MAX: usize = 64;

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
        let detail = refused::ROLES.with("roles", refused::roles(any));
        Err(Refusal::named(ProblemType::Forbidden, detail))
    }
}

/// The roles that may read cases: everyone but those who only run the node.
pub const READERS: [Role; 6] = [
    Role::DutyOfficer,
    Role::Drafter,
    Role::Approver,
    Role::ExecutingAuthority,
    Role::EvidenceCustodian,
    Role::Overseer,
];

/// The roles that write beside cases: readers, but for those who only oversee.
pub const WRITERS: [Role; 5] = [
    Role::DutyOfficer,
    Role::Drafter,
    Role::Approver,
    Role::ExecutingAuthority,
    Role::EvidenceCustodian,
];

/// The roles of an officer, as they are kept; empty for one who was removed. What does not read is a fault: who may do what is
/// never guessed.
pub fn roles_of(row: &comity_store::Officer) -> Result<BTreeSet<Role>, Refusal> {
    let roles = serde_json::from_str(&row.roles_json);
    roles.map_err(Refusal::fault(
        "the stored roles of an officer do not read; see `comity doctor`",
    ))
}

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
            Refusal::to_machines(
                ProblemType::Unauthenticated,
                "this token is not, or no longer, an officer's",
            )
        })?;
        let roles = roles_of(&row)?;
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
        checked(id, name, roles)?;
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

    /// Takes an officer's token, roles, passkeys, links and sessions away, all at once.
    pub async fn remove_officer(&self, id: &str) -> Result<(), Refusal> {
        let known = self.store.officer(id).await;
        let known = known.map_err(Refusal::fault(READ))?;
        let known = known.ok_or_else(|| Refusal::not_found(id))?;
        tracing::info!(target: "security", officer = id, "an officer was removed");
        let officer = comity_store::Officer {
            roles_json: "[]".into(),
            token_hash: None,
            ..known
        };
        let kept = crate::desk::OF_AN_OFFICER.map(|kind| Record::DropDeskOf {
            kind,
            owner: id.to_owned(),
        });
        let mut records = vec![Record::Officer(officer)];
        records.extend(kept);
        self.write_records(records).await
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

/// Whether these can be an officer's.
pub(crate) fn checked(id: &str, name: &str, roles: &BTreeSet<Role>) -> Result<(), Refusal> {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    if id.is_empty() || id.len() > ID_BYTES_MAX || !id.bytes().all(letter) {
        return Err(Refusal::field(
            "id",
            expected::ID.with("number", ID_BYTES_MAX),
        ));
    }
    plain("name", name)?;
    if roles.is_empty() {
        return Err(Refusal::field("roles", expected::ROLES));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings as say;
    use crate::neighbours::made;
    use crate::world::World;

    async fn node(folder: &std::path::Path) -> std::sync::Arc<Node> {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let register = made(folder, None, None, 7443);
        Node::open(&register, None, World::system()).await.unwrap()
    }

    /// Reproduction: they were shown as an officer without roles, and nothing said why they could not sign in.
    #[tokio::test]
    async fn roles_that_do_not_read_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let node = node(folder.path()).await;
        let officer = |id: &str, roles: &str| {
            Record::Officer(comity_store::Officer {
                id: id.into(),
                name: "Somebody".into(),
                roles_json: roles.into(),
                token_hash: None,
            })
        };
        let sound = vec![officer("sound", r#"["drafter"]"#), officer("gone", "[]")];
        node.write_records(sound).await.unwrap();
        let found = |findings: Vec<crate::Finding>| {
            findings
                .into_iter()
                .find(|one| one.check == say::OFFICERS.into())
        };
        assert_eq!(found(node.doctor().await), None);
        let odd = vec![
            officer("odd", r#"["drafter","king"]"#),
            officer("torn", "["),
        ];
        node.write_records(odd).await.unwrap();
        let finding = found(node.doctor().await).expect("a finding");
        assert_eq!(finding.severity, crate::Severity::Bad);
        let said = finding.finding.to_string();
        assert!(
            said.contains("odd, torn") && !said.contains("sound"),
            "{said}"
        );
    }

    #[test]
    fn roles_that_do_not_read_are_a_fault_and_never_none() {
        let row = |roles: &str| comity_store::Officer {
            id: "ida".into(),
            name: "Ida Marek".into(),
            roles_json: roles.into(),
            token_hash: None,
        };
        let roles = roles_of(&row(r#"["drafter"]"#)).unwrap();
        assert_eq!(roles, [Role::Drafter].into());
        assert!(roles_of(&row("[]")).unwrap().is_empty());
        for torn in ["", "null", r#"["drafter""#, r#"["king"]"#] {
            let no = roles_of(&row(torn)).unwrap_err();
            assert!(matches!(no, Refusal::Fault { .. }), "{torn}: {no}");
        }
    }
}
