//! The Secretariat's node: it vouches for each State's node, marks it, suspends it, and publishes
//! the signed list by which every State knows at once.

mod enrolment;
mod health;
mod publication;
mod renewal;
#[cfg(test)]
mod tests;

use comity_treaty::{PartyFacts, StateCode};
use comity_wire::envelope::Standing;
use comity_wire::keys::PublicKeys;
use comity_wire::problem::ProblemType;
use comity_wire::statement::EntityId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::config::NodeKind;
use crate::node::Node;
use crate::refusal::Refusal;

pub use enrolment::FormerKeys;
pub(crate) use enrolment::until;
pub(crate) use health::ENROLMENT_LEFT_MIN;
pub(crate) use publication::run;
pub(crate) use renewal::run as renew;

/// A member as the register keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enrolled {
    /// Its node.
    pub entity: EntityId,
    /// The node's own statement, as it came.
    pub configuration: String,
    /// When that statement came, and by which time it is judged; where it is the first one, `since`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Timestamp>,
    /// The keys that the register vouches for, the former ones with their end. None where an earlier version enrolled it: then
    /// they are those of the statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<PublicKeys>,
    /// Whether it may act.
    pub standing: Standing,
    /// What the register vouches for.
    pub facts: PartyFacts,
    /// When it was enrolled.
    pub since: Timestamp,
}

type Members = BTreeMap<StateCode, Enrolled>;

impl Node {
    /// Enrols a State's node, or takes its new statement (a key roll-over), which its former keys must have signed. Compare the
    /// key ids over another channel first: the statement proves possession of the keys and nothing else.
    ///
    /// How a member stands is not changed by it: a suspension ends with [`Node::set_standing`] alone.
    pub async fn enrol(
        &self,
        configuration: &str,
        facts: PartyFacts,
        former: FormerKeys,
    ) -> Result<StateCode, Refusal> {
        self.must_be_register()?;
        let now = self.world.now();
        let state = facts.state;
        self.change_members(|members| {
            enrolment::take(members, configuration, &facts, former, now)?;
            Ok(true)
        })
        .await?;
        Ok(state)
    }

    /// Changes a member's standing.
    pub async fn set_standing(&self, state: StateCode, standing: Standing) -> Result<(), Refusal> {
        self.must_be_register()?;
        self.change_members(|members| {
            let member = members
                .get_mut(&state)
                .ok_or_else(|| Refusal::not_found(state.as_str()))?;
            member.standing = standing;
            member.facts.suspended = standing != Standing::Active;
            Ok(true)
        })
        .await?;
        Ok(())
    }

    /// Every member, as the register keeps it.
    pub async fn members(&self) -> Result<BTreeMap<StateCode, Enrolled>, Refusal> {
        self.kept_register().await?.members()
    }

    /// The signed list of members.
    pub async fn register_list(&self) -> Result<String, Refusal> {
        self.must_be_register()?;
        Ok(self.kept_register().await?.published()?.list)
    }

    /// The register's statement about a member, or (`own`) the member's statement about itself.
    pub async fn register_statement(&self, subject: &str, own: bool) -> Result<String, Refusal> {
        self.must_be_register()?;
        let published = self.kept_register().await?.published()?;
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
