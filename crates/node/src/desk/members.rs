//! The directory, as officers read it.

use comity_treaty::party::in_force_between;
use serde_json::{Value, json};

use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;

impl Node {
    /// Every member the register vouches for, with what it may speak for and whether the Convention is in force towards
    /// this State today. `refused` lists those that are not believed.
    pub fn listed_members(&self, _officer: &Officer) -> Result<Value, Refusal> {
        let directory = self.directory();
        let now = self.world.now();
        let own = directory.facts(self.state()?);
        let members: Vec<Value> = directory
            .peers()
            .map(|(state, peer)| {
                let facts = directory.facts(*state);
                json!({
                    "state": state, "name": peer.member.node.name, "url": peer.url, "marks": facts.marks,
                    "until": peer.member.expires.to_string(), "suspended": facts.suspended,
                    "in_force": in_force_between(&own, &facts, now),
                    "profile": directory.profile(*state).is_some(),
                })
            })
            .collect();
        let refused: Vec<Value> = directory
            .refused()
            .iter()
            .map(|(state, why)| json!({ "state": state, "why": why }))
            .collect();
        let ends = directory.expires().map(|at| at.to_string());
        Ok(json!({ "members": members, "refused": refused, "ends": ends }))
    }
}
