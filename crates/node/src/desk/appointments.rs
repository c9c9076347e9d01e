//! Appointments at the desk.
//!
//! Whoever appoints officers alone could appoint two of their own making, and with them do what takes two persons. So where two
//! administrators can sign in, an appointment takes both: one proposes it, another confirms the very same. Where only one can,
//! that one appoints alone, and the doctor says so. For the same reason no administrator removes another alone.

use comity_store::Record;
use comity_treaty::Role;
use comity_wire::problem::ProblemType;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::held::{Kept, Row};
use crate::act::{READ, json};
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, checked, roles_of};
use crate::refusal::Refusal;
use crate::refused;

/// How long a proposal waits for a second administrator.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// Proposals that are shown.
const SHOWN_MAX: u32 = 200;
/// All of them stand in one list.
const OWNER: &str = "all";

/// An appointment that waits for a second administrator; a removal, where it names no role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposed {
    officer: String,
    by: String,
    name: String,
    roles: BTreeSet<Role>,
}

impl Kept for Proposed {
    const KIND: &'static str = "appointment";
}

/// An appointment that waits, as the administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The officer's identifier.
    pub officer: String,
    /// The officer's name.
    pub name: String,
    /// The roles; none where the officer is to be removed.
    pub roles: BTreeSet<Role>,
    /// Who proposed it, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was the administrator who looks.
    pub own: bool,
}

/// What came of an appointment or a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appointed {
    /// It stands.
    Now,
    /// It waits for a second administrator.
    Proposed,
}

impl Node {
    /// Appoints an officer at the desk, or gives one other roles; a token that tools use stays. An identifier whose roles
    /// were all taken away is not given again: nobody comes by the acts of somebody else's name.
    pub async fn appoint(
        &self,
        administrator: &Officer,
        id: &str,
        name: &str,
        roles: &BTreeSet<Role>,
    ) -> Result<Appointed, Refusal> {
        administrator.must_hold(&[Role::Administrator])?;
        checked(id, name, roles)?;
        let known = self.store.officer(id).await;
        let known = known.map_err(Refusal::fault(READ))?;
        if known.as_ref().is_some_and(|known| known.roles_json == "[]") {
            return Err(Refusal::field("id", expected::NEW_ID));
        }
        let proposed = Proposed {
            officer: id.to_owned(),
            by: administrator.id.0.clone(),
            name: name.to_owned(),
            roles: roles.clone(),
        };
        if self.has_second_administrator(administrator).await? && !self.seconds(&proposed).await? {
            self.propose(&proposed).await?;
            return Ok(Appointed::Proposed);
        }
        tracing::info!(target: "security", by = administrator.id.0, officer = id, roles = json(roles), "an officer was appointed");
        let officer = comity_store::Officer {
            id: id.to_owned(),
            name: name.to_owned(),
            roles_json: json(roles),
            token_hash: known.and_then(|known| known.token_hash),
        };
        self.write_records(vec![Record::Officer(officer)]).await?;
        Ok(Appointed::Now)
    }

    /// Removes an officer at the desk. One administrator does not remove another: whoever is left would appoint alone. It takes
    /// two besides the one who goes; where there are not so many, it is done on the node's machine.
    pub async fn dismiss(&self, administrator: &Officer, id: &str) -> Result<Appointed, Refusal> {
        administrator.must_hold(&[Role::Administrator])?;
        let by = &administrator.id.0;
        let all = self.administrators().await?;
        if id != by && all.iter().any(|one| one == id) {
            let proposed = Proposed {
                officer: id.to_owned(),
                by: by.clone(),
                name: self.names().await?.of(id),
                roles: BTreeSet::new(),
            };
            if !self.seconds(&proposed).await? {
                if all.iter().all(|one| one == by || one == id) {
                    let stays =
                        refused::ADMINISTRATOR_STAYS.with("command", "comity officer remove");
                    return Err(Refusal::named(ProblemType::Forbidden, stays));
                }
                self.propose(&proposed).await?;
                return Ok(Appointed::Proposed);
            }
        }
        self.remove_officer(id).await?;
        Ok(Appointed::Now)
    }

    /// The appointments and removals that wait, the latest first.
    pub async fn proposed_appointments(
        &self,
        administrator: &Officer,
    ) -> Result<Vec<Proposal>, Refusal> {
        administrator.must_hold(&[Role::Administrator])?;
        let held = self.held_of::<Proposed>(OWNER, SHOWN_MAX).await?;
        let names = self.names().await?;
        let shown = held.into_iter().map(|held| Proposal {
            own: held.value.by == administrator.id.0,
            by: names.of(&held.value.by),
            officer: held.value.officer,
            name: held.value.name,
            roles: held.value.roles,
            at: held.at,
        });
        Ok(shown.collect())
    }

    /// Whether another administrator than this one can sign in.
    pub(super) async fn has_second_administrator(
        &self,
        administrator: &Officer,
    ) -> Result<bool, Refusal> {
        Ok(self
            .administrators()
            .await?
            .iter()
            .any(|id| *id != administrator.id.0))
    }

    /// The administrators who can sign in.
    pub(crate) async fn administrators(&self) -> Result<Vec<String>, Refusal> {
        let mut found = Vec::new();
        for officer in self.officers().await? {
            // Roles that do not read are none; the doctor finds them.
            let runs = roles_of(&officer).is_ok_and(|roles| roles.contains(&Role::Administrator));
            if runs && self.can_sign_in(&officer.id).await? {
                found.push(officer.id);
            }
        }
        Ok(found)
    }

    /// Whether this is what another administrator proposed; the proposal is used up then, by one of those who confirm it.
    async fn seconds(&self, proposed: &Proposed) -> Result<bool, Refusal> {
        let all = self.held_of::<Proposed>(OWNER, SHOWN_MAX).await?;
        let same = all.into_iter().find(|held| {
            held.value.by != proposed.by
                && held.value.officer == proposed.officer
                && held.value.name == proposed.name
                && held.value.roles == proposed.roles
        });
        match same {
            Some(held) => self.take_row(&held).await,
            None => Ok(false),
        }
    }

    /// Keeps a proposal; the same again is the same.
    async fn propose(&self, proposed: &Proposed) -> Result<(), Refusal> {
        let all = self.held_of::<Proposed>(OWNER, SHOWN_MAX).await?;
        if all.iter().any(|held| held.value == *proposed) {
            return Ok(());
        }
        tracing::info!(target: "security", by = proposed.by, officer = proposed.officer, roles = json(&proposed.roles), "an appointment was proposed");
        let row = Row {
            id: &self.world.new_id().to_string(),
            owner: OWNER,
            version: 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: proposed,
        };
        self.keep_row(row).await.map(|_| ())
    }
}
