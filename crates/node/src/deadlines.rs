//! Deadlines become commands by themselves.

use comity_store::DueObligation;
use comity_treaty::{Actor, Command, MatterId};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::node::Node;
use crate::refusal::Refusal;

/// How often the clock is looked at. The shortest period of the tables is an hour.
const TICK: Duration = Duration::from_secs(1);
const BATCH: u32 = 100;
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// When a deadline that could not be acted upon is tried again.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// Acts on deadlines until stopped. What a process before this one had claimed is due at once.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    if let Err(error) = node.store.wake_obligations(node.world.now()).await {
        tracing::warn!(%error, "claimed deadlines are not woken; they run when their leases end");
    }
    while !stop.is_cancelled() {
        pass(&node).await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Every deadline that has come, once.
pub(crate) async fn pass(node: &Arc<Node>) {
    let now = node.world.now();
    match node.store.claim_obligations(now, now + LEASE, BATCH).await {
        Ok(due) => {
            for obligation in due {
                perform(node, obligation).await;
            }
        }
        Err(error) => tracing::error!(%error, "the deadlines cannot be read"),
    }
}

async fn perform(node: &Arc<Node>, due: DueObligation) {
    let outcome = act(node, &due).await;
    match outcome {
        // The event replaced the matter's obligations, this one among them.
        Ok(()) => metrics::counter!("comity_deadlines_total").increment(1),
        Err(Refusal::Rejected(rejection)) => {
            tracing::info!(matter = %due.matter, key = due.key, %rejection, "the deadline no longer applies");
            settle(node, &due, None).await;
        }
        Err(error) => {
            tracing::error!(matter = %due.matter, key = due.key, error = &error as &dyn std::error::Error, "a deadline could not be acted upon");
            settle(node, &due, Some(node.world.now() + AGAIN)).await;
        }
    }
}

async fn act(node: &Arc<Node>, due: &DueObligation) -> Result<(), Refusal> {
    let command: Command = serde_json::from_str(&due.command_json).map_err(Refusal::fault(
        "a stored deadline does not read; run `comity fsck`",
    ))?;
    let matter = MatterId(due.matter);
    let loaded = node.load(matter).await?;
    let Some(state) = &loaded.thread.matter else {
        return Ok(());
    };
    node.act(matter, state.peer(), command, Actor::Deadline)
        .await?;
    Ok(())
}

async fn settle(node: &Node, due: &DueObligation, again: Option<Timestamp>) {
    if let Err(error) = node.store.wake_obligation(due, again).await {
        // The lease ends by itself; the deadline is due again then.
        tracing::error!(%error, "a deadline could not be settled");
    }
}
