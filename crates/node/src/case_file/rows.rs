//! The rows in which what is held of the other State lies: what its log proves by the matter with the evidence, who vouched by
//! the State.

use comity_custody::Digest;
use comity_treaty::{MatterId, StateCode};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

use super::Exchanged;
use super::theirs::{TheirLog, Theirs, Vouched};
use crate::act::{READ, json};
use crate::node::Node;
use crate::refusal::Refusal;

const DAMAGED: &str = "what is held of another State does not read; restore the newest backup";

fn log_row(matter: MatterId) -> String {
    format!("case/log/{matter}")
}

fn vouched_row(peer: StateCode) -> String {
    format!("case/vouched/{peer}")
}

impl Node {
    /// The proofs that are held already of these envelopes; none where they do not hold, so that they are asked for anew.
    pub(super) async fn known_proofs(
        &self,
        peer: StateCode,
        subject: MatterId,
        exchanged: &[Exchanged],
    ) -> Result<BTreeMap<Digest, String>, Refusal> {
        let held: Option<TheirLog> = self.held_row(&log_row(subject)).await?;
        let Some(log) = held.map(|log| of_these(log, exchanged)) else {
            return Ok(BTreeMap::new());
        };
        if let Err(error) = self.believe_log(peer, &log, exchanged).await {
            tracing::warn!(target: "security", %subject, error = &error as &dyn std::error::Error, "what is held of a matter does not hold; it is asked for anew");
            return Ok(BTreeMap::new());
        }
        Ok(log.proofs)
    }

    pub(super) async fn keep_theirs(
        &self,
        peer: StateCode,
        subject: MatterId,
        theirs: &Theirs,
    ) -> Result<(), Refusal> {
        // Who vouched first: a crash here leaves the older proofs under newer statements, which verify them as well.
        self.keep_who_vouched(peer, &theirs.vouched).await?;
        self.keep_setting(&log_row(subject), json(&theirs.log))
            .await
    }

    pub(super) async fn keep_who_vouched(
        &self,
        peer: StateCode,
        vouched: &Vouched,
    ) -> Result<(), Refusal> {
        self.keep_setting(&vouched_row(peer), json(vouched)).await
    }

    pub(super) async fn held_vouched(&self, peer: StateCode) -> Result<Option<Vouched>, Refusal> {
        self.held_row(&vouched_row(peer)).await
    }

    /// What is held of the other State for these matters, believed once more; nothing where none of it was ever kept.
    pub(super) async fn held_theirs(
        &self,
        peer: StateCode,
        matters: &[MatterId],
        exchanged: &[Exchanged],
    ) -> Result<Option<Theirs>, Refusal> {
        let Some(vouched) = self.held_vouched(peer).await? else {
            return Ok(None);
        };
        self.believe_vouched(&vouched)?;
        let subject = matters.last().copied().map(log_row).unwrap_or_default();
        let log: Option<TheirLog> = self.held_row(&subject).await?;
        let Some(log) = log.map(|log| of_these(log, exchanged)) else {
            return Ok(None);
        };
        self.believe_log(peer, &log, exchanged).await?;
        Ok(Some(Theirs { log, vouched }))
    }

    async fn held_row<T: DeserializeOwned>(&self, row: &str) -> Result<Option<T>, Refusal> {
        let kept = self.store.setting(row).await;
        let kept = kept.map_err(Refusal::fault(READ))?;
        let read = kept.map(|kept| serde_json::from_str(&kept));
        read.transpose().map_err(Refusal::fault(DAMAGED))
    }
}

/// Without what was erased since: it has no place in a case file.
fn of_these(mut log: TheirLog, exchanged: &[Exchanged]) -> TheirLog {
    let proofs = &mut log.proofs;
    proofs.retain(|digest, _| exchanged.iter().any(|one| one.digest == *digest));
    log
}
