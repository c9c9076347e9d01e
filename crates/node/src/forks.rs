//! Every receipt shows a head of the other State's log. Each must be a beginning of the one that this node has cosigned: a State
//! that keeps one log for its witnesses and another for those it writes to is found, and not only when a court looks.
//!
//! An exchange does not wait for it: heads are noted, and compared once a minute, for many the same tiles. A restart forgets
//! those that were not compared yet; of matters with evidence they are compared again when the case file is made.

use comity_custody::{Checkpoint, Digest, verify_consistency};
use comity_store::KnownCheckpoint;
use comity_treaty::{Sentence, StateCode};
use futures_util::future::join_all;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::act::READ;
use crate::doctor::{Finding, Severity, finding};
use crate::findings as say;
use crate::node::Node;
use crate::refusal::Refusal;

/// How often heads are compared.
const TICK: Duration = Duration::from_mins(1);
/// Heads of one State that are noted until then; what comes beyond is left to the case file.
const HEADS_MAX: usize = 1024;

/// Heads of other States' logs that receipts showed and that were not compared yet: by size.
#[derive(Debug, Default)]
pub(crate) struct Heads(Mutex<BTreeMap<StateCode, BTreeMap<u64, Digest>>>);

/// Two heads of one log that cannot both be its.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fork {
    /// When it was found.
    pub at: Timestamp,
    /// Entries of the head that this node cosigned, and its root.
    pub cosigned: (u64, Digest),
    /// The same of the head that was shown besides.
    pub shown: (u64, Digest),
    /// The signed checkpoints, where they stand in no receipt that is kept: they prove it to anyone.
    pub notes: Vec<String>,
}

impl Heads {
    /// A head that a receipt shows; the one noted of the same size, where its root is another.
    fn note(&self, state: StateCode, size: u64, root: Digest) -> Option<Digest> {
        let mut all = self.lock();
        let noted = all.entry(state).or_default();
        if let Some(before) = noted.get(&size) {
            return (*before != root).then_some(*before);
        }
        if noted.len() < HEADS_MAX {
            noted.insert(size, root);
        }
        None
    }

    /// Those up to a size.
    fn up_to(&self, state: StateCode, size: u64) -> Vec<(u64, Digest)> {
        let all = self.lock();
        let noted = all.get(&state).into_iter();
        let noted = noted.flat_map(|noted| noted.range(..=size));
        noted.map(|(size, root)| (*size, *root)).collect()
    }

    fn forget(&self, state: StateCode, compared: &[(u64, Digest)]) {
        if let Some(noted) = self.lock().get_mut(&state) {
            noted.retain(|size, root| !compared.contains(&(*size, *root)));
        }
    }

    fn states(&self) -> Vec<StateCode> {
        self.lock().keys().copied().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<StateCode, BTreeMap<u64, Digest>>> {
        // INVARIANT (whole): no call below the lock can panic half way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Compares what receipts showed, until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        node.compare_heads().await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

impl Node {
    /// Notes the head that a receipt stands under.
    pub(crate) async fn note_head(&self, state: StateCode, head: &Checkpoint) {
        let (size, root) = (head.size(), head.root());
        if let Some(other) = self.heads.note(state, size, root) {
            let (one, other) = ((size, other), (size, root));
            self.note_fork(state, one, other, Vec::new()).await;
        }
    }

    /// Compares the heads of every State with the one of it that this node cosigned, where that is as large.
    pub(crate) async fn compare_heads(&self) {
        let states = self.heads.states();
        let each = states.into_iter().map(|state| async move {
            if let Err(error) = self.compare_heads_of(state).await {
                tracing::debug!(%state, error = &error as &dyn std::error::Error, "what its receipts show is compared later");
            }
        });
        join_all(each).await;
    }

    async fn compare_heads_of(&self, state: StateCode) -> Result<(), Refusal> {
        let cosigned = self.store.peer_checkpoint(state.as_str()).await;
        let Some(cosigned) = cosigned.map_err(Refusal::fault(READ))? else {
            return Ok(());
        };
        let shown = self.heads.up_to(state, cosigned.size);
        if shown.is_empty() {
            return Ok(());
        }
        let sizes: Vec<u64> = shown.iter().map(|(size, _)| *size).collect();
        let growth = self.fetch_growth(state, &sizes, cosigned.size).await?;
        let forked = shown.iter().zip(growth).find(|((size, root), proof)| {
            let KnownCheckpoint {
                size: new,
                root: grown,
                ..
            } = &cosigned;
            verify_consistency(*size, *root, *new, *grown, proof).is_err()
        });
        if let Some((head, _)) = forked {
            let known = (cosigned.size, cosigned.root);
            let note = cosigned.note.clone();
            self.note_fork(state, known, *head, vec![note]).await;
        }
        self.heads.forget(state, &shown);
        Ok(())
    }

    /// A log with two histories: a security event, a counter, and a finding until the State has another log key. The first proof
    /// of it is kept.
    pub(crate) async fn note_fork(
        &self,
        state: StateCode,
        cosigned: (u64, Digest),
        shown: (u64, Digest),
        notes: Vec<String>,
    ) {
        metrics::counter!("comity_forks_found_total").increment(1);
        let ((size, root), (other_size, other_root)) = (cosigned, shown);
        tracing::error!(target: "security", %state, size, %root, other_size, %other_root, "a log has two histories");
        let at = self.world.now();
        let fork = Fork {
            at,
            cosigned,
            shown,
            notes,
        };
        let Some(key) = self.fork_key(state) else {
            return;
        };
        if self.fork_of(state).await.is_some() {
            return;
        }
        if let Err(error) = self.keep_setting(&key, crate::act::json(&fork)).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "that a log has two histories could not be kept"
            );
        }
    }

    /// Under what a fork of a State's present log is kept.
    fn fork_key(&self, state: StateCode) -> Option<String> {
        let directory = self.directory();
        let peer = directory.peer(state, self.world.now())?;
        let (name, id) = (peer.log.name(), peer.log.key_id());
        Some(format!("fork/{state}/{name}+{id:08x}"))
    }

    /// What was found of a State's log, if it has two histories.
    async fn fork_of(&self, state: StateCode) -> Option<Fork> {
        let kept = self.store.setting(&self.fork_key(state)?).await.ok()??;
        serde_json::from_str(&kept).ok()
    }

    /// The States whose logs have two histories.
    pub(crate) async fn fork_findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let directory = self.directory();
        for (state, _) in directory.peers() {
            if let Some(fork) = self.fork_of(*state).await {
                let check = say::LOG_OF.with("state", state.to_string());
                let advice = Sentence::from(say::LOG_REPORT);
                findings.push(finding(check, Severity::Bad, fork.said(), advice));
            }
        }
        findings
    }
}

impl Fork {
    fn said(&self) -> Sentence {
        let ((size, _), (shown, _)) = (self.cosigned, self.shown);
        say::LOG_FORKED
            .with("at", self.at.to_string())
            .with("number", size)
            .with("shown", shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neighbours::Neighbours;

    #[test]
    fn heads_are_noted_once_and_two_of_one_size_are_told_apart() {
        let heads = Heads::default();
        let state: StateCode = "XBB".parse().unwrap();
        let [one, other] = [Digest::of(b"one"), Digest::of(b"other")];
        assert_eq!(heads.note(state, 5, one), None);
        assert_eq!(heads.note(state, 5, one), None);
        assert_eq!(heads.note(state, 5, other), Some(one));
        assert_eq!(heads.note(state, 9, other), None);
        assert_eq!(heads.up_to(state, 8), [(5, one)]);
        heads.forget(state, &[(5, one)]);
        assert_eq!(heads.up_to(state, 9), [(9, other)]);
        for size in 10..3000 {
            heads.note(state, size, one);
        }
        assert_eq!(heads.up_to(state, u64::MAX).len(), HEADS_MAX);
    }

    /// The receipts of an honest State are beginnings of what it has cosigned; a head of another history is found, and stays found.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_receipt_of_another_history_is_found_and_reported() {
        let all = Neighbours::new(&["XBB"]).await;
        let (node, other) = (&all.node, &all.others["XBB"].node);
        let state: StateCode = "XBB".parse().unwrap();
        for _ in 0..3 {
            all.request("XBB").await;
            all.until("it is delivered", async |all| all.waiting("XBB").await == 0)
                .await;
        }
        assert!(!node.heads.up_to(state, u64::MAX).is_empty());
        node.compare_heads().await;
        let noted = node.heads.up_to(state, u64::MAX);
        assert!(!noted.is_empty(), "nothing is cosigned yet to compare with");
        cosign(&all).await;
        node.compare_heads().await;
        assert_eq!(node.heads.up_to(state, u64::MAX), []);
        assert!(node.fork_findings().await.is_empty());

        // It shows a receipt's reader another tree of two entries than its witnesses.
        node.heads.note(state, 2, Digest::of(b"another history"));
        node.compare_heads().await;
        let found = node.fork_findings().await;
        let said = found.iter().map(|found| found.finding.to_string());
        let said: Vec<String> = said.collect();
        let size = other.store.log_head().await.unwrap().size;
        assert!(
            said.len() == 1 && said[0].contains(&size.to_string()),
            "{said:?}"
        );
    }

    /// The other State brings its head, as its own loop does.
    async fn cosign(all: &Neighbours) {
        let other = &all.others["XBB"].node;
        let head = other.store.log_head().await.unwrap();
        let note = comity_custody::Note::parse(&head.checkpoint).unwrap();
        let request = comity_custody::AddCheckpoint::new(0, Vec::new(), note).unwrap();
        let asked = all
            .node
            .add_checkpoint(request.to_string().as_bytes())
            .await;
        assert_eq!(asked.unwrap().0, 200);
    }
}
