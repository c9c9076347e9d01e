//! What the law says of a request that is not made yet: the scope gate, asked.

use comity_treaty::particulars::{Basis, Language, OffenceDraft};
use comity_treaty::scope::{Case, Scope, explain};
use comity_treaty::{Article, Measure, Side, StateCode};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::commands::faults;
use crate::input::read;
use crate::node::Node;
use crate::refusal::Refusal;

/// The question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The measure.
    measure: Measure,
    /// The other State.
    peer: StateCode,
    /// Which side this node's State is on; it asks where nothing is said.
    #[serde(default = "asking")]
    side: Side,
    /// The offence.
    offence: OffenceDraft,
    /// The basis.
    #[serde(default)]
    basis: Basis,
    /// The language; where none is said, the first one the requested State accepts.
    #[serde(default)]
    language: Option<Language>,
    /// The day; today where nothing is said.
    #[serde(default)]
    on: Option<Timestamp>,
}

const fn asking() -> Side {
    Side::Requesting
}

impl Node {
    /// Explains whether a request between this node's State and a peer may be made. Nothing is written.
    pub fn explain_law(&self, question: Value) -> Result<Scope, Refusal> {
        let question: Question = read(String::new(), question)?;
        self.member("peer", question.peer.as_str())?;
        let offence = question
            .offence
            .read(Article::A40p15b)
            .map_err(|found| faults(found).under("offence"))?;
        let now = question.on.unwrap_or_else(|| self.world.now());
        let (own, peer) = (
            self.party(self.state()?, now),
            self.party(question.peer, now),
        );
        let (requesting, requested) = match question.side {
            Side::Requesting => (own, peer),
            Side::Requested => (peer, own),
        };
        let first = requested.languages.first().cloned();
        let language = question.language.or(first);
        let language = language.ok_or_else(|| Refusal::field("language", Language::EXPECTED))?;
        Ok(explain(&Case {
            measure: question.measure,
            basis: &question.basis,
            offence: &offence,
            language: &language,
            requesting: &requesting,
            requested: &requested,
            now,
        }))
    }
}
