//! The loop that brings our checkpoint to its witnesses: each by itself, at growing pauses where it does not cosign.

use comity_treaty::StateCode;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::node::Node;
use crate::refusal::Refusal;

/// How often new entries are taken to the witnesses.
const TICK: Duration = Duration::from_secs(1);
const BACK_OFF_MIN: SignedDuration = SignedDuration::from_secs(1);
const BACK_OFF_MAX: SignedDuration = SignedDuration::from_mins(1);

/// Asks each peer to cosign the newest checkpoint that it has not cosigned, until stopped. None waits for another.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    let mut asking = Asking::default();
    while !stop.is_cancelled() {
        if let Err(error) = asking.begin(&node).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the checkpoint was not brought to its witnesses"
            );
        }
        asking.pause(&node, &stop).await;
    }
    asking.tasks.shutdown().await;
}

/// Who is asked now, and who did not cosign a moment ago.
#[derive(Default)]
struct Asking {
    tasks: JoinSet<(StateCode, bool)>,
    busy: BTreeSet<StateCode>,
    /// How often a peer has failed since it last cosigned, and from when on it is asked again.
    put_off: BTreeMap<StateCode, (u32, Timestamp)>,
}

impl Asking {
    async fn begin(&mut self, node: &Arc<Node>) -> Result<(), Refusal> {
        let Some(newest) = node.not_cosigned().await? else {
            return Ok(());
        };
        let newest = Arc::new(newest);
        for (state, peer) in &newest.peers {
            let (state, now) = (*state, node.world.now());
            let early = self
                .put_off
                .get(&state)
                .is_some_and(|(_, from)| now < *from);
            if early || !self.busy.insert(state) {
                continue;
            }
            let (node, newest, peer) = (Arc::clone(node), Arc::clone(&newest), peer.clone());
            self.tasks.spawn(async move {
                let cosigned = node.bring_to(state, &peer, &newest.note, newest.size).await;
                (state, cosigned)
            });
        }
        Ok(())
    }

    /// Until the next tick, at which more may have been logged.
    async fn pause(&mut self, node: &Node, stop: &CancellationToken) {
        let tick = tokio::time::sleep(TICK);
        tokio::pin!(tick);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = &mut tick => return,
                Some(ended) = self.tasks.join_next() => match ended {
                    Ok((state, cosigned)) => self.ended(state, cosigned, node.world.now()),
                    // Who it was is lost with it: all that is not on its way may be asked again.
                    Err(_) if self.tasks.is_empty() => self.busy.clear(),
                    Err(_) => {}
                },
            }
        }
    }

    fn ended(&mut self, state: StateCode, cosigned: bool, now: Timestamp) {
        self.busy.remove(&state);
        if cosigned {
            self.put_off.remove(&state);
            return;
        }
        let (failed, _) = self.put_off.get(&state).copied().unwrap_or_default();
        let pause = BACK_OFF_MIN.saturating_mul(1 << failed.min(10));
        let from = now + pause.min(BACK_OFF_MAX);
        self.put_off.insert(state, (failed.saturating_add(1), from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_does_not_cosign_is_asked_at_growing_pauses() {
        let mut asking = Asking::default();
        let state = "XBB".parse().unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        for (now, again) in [(0, 1), (10, 12), (20, 24), (100, 108), (1000, 1016)] {
            asking.ended(state, false, at(now));
            assert_eq!(asking.put_off[&state].1, at(again));
        }
        for _ in 0..10 {
            asking.ended(state, false, at(2000));
        }
        assert_eq!(asking.put_off[&state].1, at(2060));
        asking.ended(state, true, at(2001));
        assert!(asking.put_off.is_empty());
    }
}
