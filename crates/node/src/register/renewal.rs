//! The register asks each member's node, now and then, what it says of itself: the statement that was enrolled never comes near
//! its end, and after a roll-over one that the new keys signed takes the place of the one that the former keys signed.
//!
//! By itself the register learns no key and no address: those are enrolled, after their ids were compared. A node that does not
//! answer is asked again; what is vouched for goes on meanwhile, and the doctor names it in time.

use comity_treaty::StateCode;
use comity_wire::envelope::Standing;
use comity_wire::statement::MAX_STATEMENT_BYTES;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Enrolled;
use crate::directory;
use crate::node::Node;
use crate::refusal::{Refusal, chain};
use crate::reply::answered;

/// How often each member's node is asked.
const TICK: Duration = Duration::from_hours(1);
const AWAY: &str = "the member's node does not answer";

/// Asks, until stopped. What waits for nodes that are away holds up nothing else.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => {}
            () = round(&node) => {}
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

async fn round(node: &Arc<Node>) {
    let members = match node.members().await {
        Ok(members) => members,
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the members cannot be read"
            );
            return;
        }
    };
    let mut asked = JoinSet::new();
    for (state, member) in members {
        if member.standing != Standing::Withdrawn {
            let node = Arc::clone(node);
            asked.spawn(async move { ask(&node, state, &member).await });
        }
    }
    while asked.join_next().await.is_some() {}
    node.count_stale().await;
}

async fn ask(node: &Node, state: StateCode, member: &Enrolled) {
    let outcome = match fetch(member).await {
        Ok(offered) => node.take_renewal(state, &offered).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(true) => tracing::info!(%state, "the newer statement of a member's node was taken"),
        Ok(false) => {}
        Err(error) => {
            tracing::warn!(%state, error = chain(&error), "no newer statement of a member's node was taken");
        }
    }
}

async fn fetch(member: &Enrolled) -> Result<String, Refusal> {
    let own = member.own().map_err(Refusal::fault(AWAY))?;
    let certificate = own
        .metadata
        .comity_node
        .and_then(|node| node.tls_certificate);
    let http = directory::client(certificate.as_deref()).map_err(Refusal::fault(AWAY))?;
    let url = format!("{}/.well-known/openid-federation", member.entity.as_str());
    let bytes = answered(http.get(url), MAX_STATEMENT_BYTES, AWAY).await?;
    String::from_utf8(bytes).map_err(Refusal::fault(AWAY))
}

impl Node {
    /// Takes what a member's node says of itself in the place of what it said before; whether that changed anything.
    pub(super) async fn take_renewal(
        &self,
        state: StateCode,
        offered: &str,
    ) -> Result<bool, Refusal> {
        const REFUSED: &str = "what the member's node says of itself is not taken; enrol it";
        let now = self.world.now();
        self.change_members(|members| {
            let Some(member) = members.get_mut(&state) else {
                return Ok(false);
            };
            let renewed = member
                .renewed(offered, now)
                .map_err(Refusal::fault(REFUSED))?;
            let changes = renewed.is_some();
            if let Some(renewed) = renewed {
                *member = renewed;
            }
            Ok(changes)
        })
        .await
    }
}
