//! How much went to a State lately, where a measure has a limit.

use comity_treaty::{Facts, Matter, Measure, Side, StateCode};
use jiff::Timestamp;

use crate::act::READ;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;

impl Node {
    /// The requests of the matter's measure that went to `peer` within the period of the limit; 0 where there is no limit.
    pub(crate) async fn sent_lately(
        &self,
        matter: Option<&Matter>,
        peer: StateCode,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        let ours = matter.filter(|matter| matter.side() == Side::Requesting);
        let Some(limit) = ours.map(Matter::measure).and_then(Measure::limit) else {
            return Ok(0);
        };
        let (measure, since) = (limit.measure.key(), now - limit.within.length());
        let peer = peer.to_string();
        let sent = self.store.requests_sent(measure, &peer, since).await;
        let sent = sent.map_err(Refusal::fault(READ))?;
        Ok(u32::try_from(sent).unwrap_or(u32::MAX))
    }

    /// The facts on which it rests what an officer may do in a matter now: those of the decision.
    pub(crate) async fn facts_for(
        &self,
        officer: &Officer,
        matter: &Matter,
    ) -> Result<Facts, Refusal> {
        let (peer, now) = (matter.peer(), self.world.now());
        let sent_lately = self.sent_lately(Some(matter), peer, now).await?;
        let facts = self.facts(matter.id(), peer, officer.actor(), now)?;
        Ok(Facts {
            sent_lately,
            ..facts
        })
    }
}
