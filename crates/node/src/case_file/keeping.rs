//! What a case file needs of the other State is kept while it is believed, matter by matter, soon after each message of it.
//!
//! Only of matters with evidence: nothing else is exported. A crash loses the list of what is to be asked, and the next start
//! makes it again; what was kept stays until newer was believed.

use comity_treaty::{Matter, MatterId, StateCode};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::act::READ;
use crate::directory::Statements;
use crate::evidence::related;
use crate::node::Node;
use crate::refusal::Refusal;

/// The time between two looks at what is to be asked.
const TICK: Duration = Duration::from_secs(1);
/// How long a matter is left alone after a message: a log's head is taken to its witnesses every second, and what comes
/// close behind is asked for with it.
const SETTLED: SignedDuration = SignedDuration::from_secs(3);
/// When a node that did not answer is asked again.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// The matters of which something is to be asked, and from when on.
#[derive(Debug, Default)]
pub(crate) struct Keeping(Mutex<BTreeMap<MatterId, Timestamp>>);

impl Keeping {
    /// A message of this matter has come, or has arrived.
    pub(crate) fn moved(&self, matter: MatterId, now: Timestamp) {
        self.change(|all| all.insert(matter, now + SETTLED));
    }

    /// What was asked for is held, unless a new message came meanwhile.
    fn done(&self, matter: MatterId, from: Timestamp) {
        self.change(|all| all.get(&matter) == Some(&from) && all.remove(&matter).is_some());
    }

    /// It is asked again later, unless a new message brings it up sooner.
    fn later(&self, matter: MatterId, from: Timestamp, now: Timestamp) {
        self.change(|all| {
            let same = all.get_mut(&matter).filter(|at| **at == from);
            same.map(|at| *at = now + AGAIN)
        });
    }

    fn due(&self, now: Timestamp) -> Vec<(MatterId, Timestamp)> {
        let all = self.change(|all| all.clone());
        all.into_iter().filter(|(_, from)| *from <= now).collect()
    }

    fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<MatterId, Timestamp>) -> T) -> T {
        // INVARIANT (whole): no change below the lock can panic half way.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut all);
        #[allow(clippy::cast_precision_loss, reason = "a gauge")]
        metrics::gauge!("comity_case_files_unheld").set(all.len() as f64);
        changed
    }
}

/// What this process has learnt of the case files it keeps something for.
#[derive(Debug, Default)]
struct Kept {
    /// The other States: the statements held of each as this process last saw them, and when it is asked again.
    peers: BTreeMap<StateCode, (Option<Statements>, Timestamp)>,
    /// The matters with evidence, by the preservation they cite: its messages stand in their case files too.
    citing: BTreeMap<MatterId, BTreeSet<MatterId>>,
}

impl Kept {
    /// The matters with evidence in whose case file a message of this matter stands.
    fn subjects(&self, matter: MatterId) -> BTreeSet<MatterId> {
        let citing = self.citing.get(&matter).cloned();
        citing
            .unwrap_or_default()
            .into_iter()
            .chain([matter])
            .collect()
    }

    /// Whether the node of this State did not answer a moment ago: a slow one must not hold up what others give.
    fn is_away(&self, peer: StateCode, now: Timestamp) -> bool {
        let known = self.peers.get(&peer);
        known.is_some_and(|(_, again)| *again > now)
    }

    fn put_off(&mut self, peer: StateCode, now: Timestamp) {
        if let Some((_, again)) = self.peers.get_mut(&peer) {
            *again = now + AGAIN;
        }
    }

    fn learn(&mut self, peer: StateCode, matters: &[MatterId]) {
        let unseen = (None, Timestamp::UNIX_EPOCH);
        self.peers.entry(peer).or_insert(unseen);
        if let [cited, subject] = matters {
            self.citing.entry(*cited).or_default().insert(*subject);
        }
    }
}

/// Whether nobody answered; a no to one matter says nothing of the others.
fn is_unreachable(refusal: &Refusal) -> bool {
    let Refusal::Fault { source, .. } = refusal else {
        return false;
    };
    let asked = source.downcast_ref::<reqwest::Error>();
    asked.is_some_and(|error| error.is_connect() || error.is_timeout())
}

/// Keeps what is believed, until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    if let Err(error) = node.all_to_be_kept().await {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "which matters have evidence cannot be read; case files of quiet matters need the other node"
        );
    }
    let mut kept = Kept::default();
    while !stop.is_cancelled() {
        node.keep_due(&mut kept).await;
        node.keep_vouched(&mut kept).await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

const PUT_OFF: &str = "the other node did not answer a moment ago; it is asked again later";

impl Node {
    async fn all_to_be_kept(&self) -> Result<(), Refusal> {
        let matters = self.store.matters_with_packages().await;
        let long_ago = self.world.now() - SETTLED;
        for matter in matters.map_err(Refusal::fault(READ))? {
            self.keeping.moved(MatterId(matter), long_ago);
        }
        Ok(())
    }

    async fn keep_due(&self, kept: &mut Kept) {
        for (matter, from) in self.keeping.due(self.world.now()) {
            let Err(error) = self.keep_all_with(matter, kept).await else {
                self.keeping.done(matter, from);
                continue;
            };
            tracing::debug!(%matter, error = &error as &dyn std::error::Error, "what a case file needs of the other State is not held yet");
            self.keeping.later(matter, from, self.world.now());
        }
    }

    async fn keep_all_with(&self, matter: MatterId, kept: &mut Kept) -> Result<(), Refusal> {
        for subject in kept.subjects(matter) {
            self.keep_of(subject, kept).await?;
        }
        Ok(())
    }

    /// Asks for what the case file of this matter needs, and keeps it.
    async fn keep_of(&self, matter: MatterId, kept: &mut Kept) -> Result<(), Refusal> {
        let Some(Matter::AssistanceRequesting(state)) = self.load(matter).await?.thread.matter
        else {
            return Ok(());
        };
        if state.evidence().is_none() {
            return Ok(());
        }
        let matters = related(&state, matter);
        kept.learn(state.peer, &matters);
        let exchanged = self.exchanged_in(&matters).await?;
        let known = self.known_proofs(state.peer, matter, &exchanged).await?;
        let all = exchanged.iter().all(|one| known.contains_key(&one.digest));
        if all && self.held_vouched(state.peer).await?.is_some() {
            // A restart asks for nothing twice; what was said anew of the State is kept by itself.
            return Ok(());
        }
        if kept.is_away(state.peer, self.world.now()) {
            let silent = std::io::Error::from(std::io::ErrorKind::NotConnected);
            return Err(Refusal::fault(PUT_OFF)(silent));
        }
        let theirs = self.ask_theirs(state.peer, &exchanged, known).await;
        let theirs = theirs.inspect_err(|error| {
            if is_unreachable(error) {
                kept.put_off(state.peer, self.world.now());
            }
        })?;
        self.keep_theirs(state.peer, matter, &theirs).await
    }

    /// What the register says anew of a State is kept with that State's former keys of the same time.
    async fn keep_vouched(&self, kept: &mut Kept) {
        let (directory, now) = (self.directory(), self.world.now());
        for (peer, (seen, again)) in &mut kept.peers {
            let said = directory.copy().statements.get(peer.as_str());
            if *again > now || said.is_none() || seen.as_ref() == said {
                continue;
            }
            match self.keep_newer(*peer).await {
                Ok(()) => *seen = said.cloned(),
                Err(error) => {
                    tracing::debug!(%peer, error = &error as &dyn std::error::Error, "what was said anew of a State is not held yet");
                    *again = now + AGAIN;
                }
            }
        }
    }

    /// Nothing is asked of a State that the register no longer vouches for: what was said of it before stays.
    async fn keep_newer(&self, peer: StateCode) -> Result<(), Refusal> {
        let directory = self.directory();
        let held = self.held_vouched(peer).await?;
        let held = held.as_ref().and_then(|held| held.states.get(&peer));
        let said = directory.copy().statements.get(peer.as_str());
        let same = held.map(|held| &held.statements) == said;
        if same || directory.peer(peer, self.world.now()).is_none() {
            return Ok(());
        }
        let vouched = self.ask_vouched(peer).await?;
        self.keep_who_vouched(peer, &vouched).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matter_is_asked_for_once_it_is_quiet_and_again_after_a_failure() {
        let keeping = Keeping::default();
        let matter = MatterId(uuid::Uuid::from_u128(1));
        let at = |second| Timestamp::from_second(second).unwrap();
        keeping.moved(matter, at(0));
        keeping.moved(matter, at(2));
        assert_eq!(keeping.due(at(4)), [], "it moved two seconds ago");
        assert_eq!(keeping.due(at(5)), [(matter, at(5))]);
        keeping.later(matter, at(5), at(6));
        assert_eq!(keeping.due(at(65)), [], "it failed a minute ago");
        assert_eq!(keeping.due(at(66)), [(matter, at(66))]);
        keeping.moved(matter, at(67));
        keeping.later(matter, at(66), at(68));
        keeping.done(matter, at(66));
        assert_eq!(
            keeping.due(at(70)),
            [(matter, at(70))],
            "a new message came"
        );
        keeping.done(matter, at(70));
        assert_eq!(keeping.due(at(1000)), []);
    }
}
