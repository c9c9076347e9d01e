//! How much went to a State lately, or came from it, where a measure has a limit.

use comity_treaty::law::limits::Limit;
use comity_treaty::{Command, Facts, Matter, Measure, Side, StateCode};
use comity_treaty::{Message, procedure::chart};
use jiff::Timestamp;

use crate::act::READ;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;

impl Node {
    /// The requests that went to `peer` within the period of the limit, or came from it, which such a command adds to; 0 where
    /// there is no limit.
    pub(crate) async fn sent_lately(
        &self,
        matter: Option<&Matter>,
        command: Option<&Command>,
        peer: StateCode,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        let Some((side, limit)) = counted(matter, command) else {
            return Ok(0);
        };
        let (measure, since) = (limit.measure, now - limit.within.length());
        let peer = peer.to_string();
        let sent = match measure {
            Measure::TestCall => self.store.test_calls_since(side.key(), &peer, since).await,
            measure => self.store.requests_sent(measure.key(), &peer, since).await,
        };
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
        let sent_lately = self.sent_lately(Some(matter), None, peer, now).await?;
        let facts = self.facts(matter.id(), peer, officer.actor(), now)?;
        Ok(Facts {
            sent_lately,
            ..facts
        })
    }
}

/// Whether an envelope adds to what this node holds a limit of: then it is counted and committed alone, or those that come at
/// once would all find the same count.
pub(crate) fn is_limited_here(message: &Message) -> bool {
    match message {
        Message::Charted(says) => opens(says).is_some(),
        _ => false,
    }
}

/// The limit that counts, and on which side: of what we ask, or of what another State begins to ask of us.
fn counted(matter: Option<&Matter>, command: Option<&Command>) -> Option<(Side, &'static Limit)> {
    match (matter, command) {
        (Some(matter), _) if matter.side() == Side::Requesting => {
            Some((Side::Requesting, matter.measure().limit()?))
        }
        (None, Some(Command::Charted(chart::Command::Hear { message }))) => {
            Some((Side::Requested, opens(message)?))
        }
        _ => None,
    }
}

/// The limit that the State which is asked holds too, where this message begins such a matter.
fn opens(says: &chart::Says) -> Option<&'static Limit> {
    let chart = chart::Chart::of(says.measure)?;
    let limit = says.measure.limit().filter(|limit| limit.held_there)?;
    (says.says == chart.opens.send).then_some(limit)
}
