//! The States in the directory, as officers meet them: who is there, and that nobody else is written to.

use comity_treaty::StateCode;
use comity_treaty::party::in_force_between;
use comity_wire::problem::ProblemType;
use serde_json::{Value, json};

use crate::expected;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::refused;

impl Node {
    /// The State of this code, which must stand in the directory. What the law says of it is for the procedure to decide.
    pub(crate) fn member(&self, field: &str, code: &str) -> Result<StateCode, Refusal> {
        let state: StateCode = code
            .parse()
            .map_err(|_| Refusal::field(field, expected::STATE))?;
        let directory = self.directory();
        if directory.expires().is_none() {
            return Err(Refusal::named(
                ProblemType::Unavailable,
                refused::NO_DIRECTORY,
            ));
        }
        if directory.lists(state) {
            return Ok(state);
        }
        let expected = expected::MEMBER.with("state", state.to_string());
        Err(Refusal::field(field, expected))
    }

    /// The languages that a State reads, by its word in the directory; none where it is not there.
    pub fn languages_of(&self, state: &str) -> Vec<String> {
        let directory = self.directory();
        let facts = state.parse().map(|state| directory.facts(state));
        let read = facts.map(|facts| facts.languages).unwrap_or_default();
        read.iter().map(ToString::to_string).collect()
    }

    /// The time zone of a State's contact point (an IANA name), where the directory says it.
    pub fn time_zone_of(&self, state: &str) -> Option<String> {
        let facts = self.directory().facts(state.parse().ok()?);
        facts.time_zone.map(|zone| zone.to_string())
    }

    /// Every State in the directory, with its standing, and whether the Convention is in force towards it.
    pub fn known_members(&self) -> Result<Value, Refusal> {
        let (own, now) = (self.state()?, self.world.now());
        let directory = self.directory();
        let party = directory.facts(own);
        let row = |state: StateCode| {
            let facts = directory.facts(state);
            let peer = directory.peer(state, now);
            json!({
                "name": peer.map(|peer| &peer.member.node.name), "url": peer.map(|peer| &peer.url),
                "marks": facts.marks, "telephone": facts.telephone, "time_zone": facts.time_zone, "until": peer.map(|peer| peer.member.expires.to_string()),
                "profile": directory.profile(state).is_some(), "refused": directory.refused().get(&state),
                "state": state, "self": state == own, "suspended": facts.suspended,
                "reached": peer.is_some(),
                "convention_in_force": state != own && in_force_between(&party, &facts, now),
                "languages": facts.languages,
            })
        };
        let members: Vec<Value> = directory.members().map(row).collect();
        let expires = directory.expires().map(|expires| expires.to_string());
        Ok(json!({ "members": members, "good_until": expires }))
    }
}
