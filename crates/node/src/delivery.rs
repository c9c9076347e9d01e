//! What was committed is delivered: the same bytes until the other State's receipt is here, with
//! growing pauses in between. Nothing is given up.
//!
//! Whoever commits a message also delivers it, at once. The outbox is taken up by a loop only when
//! that first attempt failed, or its process died.

#[cfg(test)]
mod tests;

use comity_custody::Digest;
use comity_store::{Commit, CommitError, DeliveryDone, OutboxRow, Outgoing};
use comity_treaty::{Actor, MatterId, Rejection, Rule, StateCode};
use comity_wire::envelope::Envelope;
use comity_wire::problem::{Problem, ProblemType};
use comity_wire::receipt::{self, Expected, MAX_RECEIPT_BYTES, Outcome, VerifiedReceipt};
use jiff::SignedDuration;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::bytes::Bytes;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::act::{Given, entry};
use crate::directory::Peer;
use crate::node::Node;
use crate::papers::Taken;
use crate::refusal::Refusal;
use crate::reply::{NoReply, Reply, SMALL_MAX, reply};
use crate::thread::Record;

/// How long the process that committed a message has for its own attempt.
pub(crate) const OWN_ATTEMPT: SignedDuration = SignedDuration::from_secs(30);
/// How many messages are on their way from the outbox at a time, beside those to States that have as many as one may.
const PARALLEL: usize = 128;
/// As many to one State, so that one that does not answer leaves room for the others.
const PARALLEL_PEER: usize = 32;
/// How long a taken message is ours; after a crash it is taken again.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// The time between two looks at the outbox.
const TICK: Duration = Duration::from_millis(200);
/// How long a node that stops waits for answers.
const STOP_MAX: Duration = Duration::from_secs(8);
/// How much of why a message did not arrive is kept, in characters: the other node may say much.
const WHY_MAX: usize = 1000;
const BACK_OFF_MIN: SignedDuration = SignedDuration::from_millis(250);
const BACK_OFF_MAX: SignedDuration = SignedDuration::from_mins(1);

/// A message to deliver, and how often that was tried.
pub(crate) struct Letter {
    id: Uuid,
    /// Unknown where a version before this one put it into the outbox.
    matter: Option<Uuid>,
    to: String,
    digest: Digest,
    bytes: Bytes,
    attempts: u32,
}

impl Letter {
    /// The lane it waits in: that of its matter.
    fn lane(&self) -> Uuid {
        self.matter.unwrap_or(self.id)
    }
}

/// The same message, however often it is taken out of the outbox.
impl PartialEq for Letter {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl From<Outgoing> for Letter {
    fn from(message: Outgoing) -> Self {
        Self {
            id: message.id,
            matter: Some(message.matter),
            to: message.to,
            digest: message.digest,
            bytes: message.bytes.into(),
            attempts: 0,
        }
    }
}

impl From<OutboxRow> for Letter {
    fn from(row: OutboxRow) -> Self {
        Self {
            id: row.id,
            matter: row.matter,
            to: row.to,
            digest: row.digest,
            bytes: row.bytes.into(),
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        }
    }
}

/// Why one delivery did not succeed this time.
#[derive(Debug, thiserror::Error)]
enum DeliveryError {
    #[error("{0} is not an active member of the directory; ask the register")]
    Unknown(String),
    #[error(transparent)]
    Unanswered(#[from] NoReply),
    #[error("the other node refuses the envelope: {0}")]
    Refused(Problem),
    #[error("the receipt is not believed")]
    Receipt(#[from] receipt::ReceiptRefusal),
    #[error("the receipt could not be committed")]
    Commit(#[source] CommitError),
    #[error("the matter could not be read")]
    Matter(#[from] Refusal),
}

/// Takes up what is due until stopped, and then waits a moment for what is on its way: what is not answered by then is sent again
/// at the next start. Nothing that is due waits for a slow answer to something else.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    let mut sending = Sending::default();
    while !stop.is_cancelled() {
        let taken = sending.take_up(&node).await;
        sending.pause(&stop, taken > 0).await;
    }
    let ended = async { while sending.tasks.join_next().await.is_some() {} };
    let _all = tokio::time::timeout(STOP_MAX, ended).await;
}

/// The messages of the outbox that are on their way.
#[derive(Default)]
struct Sending {
    tasks: JoinSet<()>,
    /// To which State each goes.
    to: HashMap<Id, String>,
}

impl Sending {
    /// Takes up what is due, matter beside matter. Returns how much that was.
    async fn take_up(&mut self, node: &Arc<Node>) -> usize {
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            self.ended(ended);
        }
        let (now, (full, others)) = (node.world.now(), self.full());
        let Some(room) = PARALLEL.checked_sub(others).filter(|room| *room > 0) else {
            return 0;
        };
        let room = u32::try_from(room).unwrap_or(u32::MAX);
        let claimed = node.store.claim_outbox(now, now + LEASE, room, &full);
        let due = claimed.await.unwrap_or_else(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the outbox cannot be read"
            );
            Vec::new()
        });
        let count = due.len();
        for row in due {
            let letter = Letter::from(row);
            let to = letter.to.clone();
            if let Some(first) = node.lanes.enter(letter.lane(), letter) {
                let task = self.tasks.spawn(lane(Arc::clone(node), first));
                self.to.insert(task.id(), to);
            }
        }
        count
    }

    /// The States to which as much is on its way as may be, and how much is on its way to all others.
    fn full(&self) -> (Vec<String>, usize) {
        let mut counts: HashMap<&String, usize> = HashMap::new();
        for to in self.to.values() {
            *counts.entry(to).or_default() += 1;
        }
        let (full, others): (Vec<_>, Vec<_>) = counts
            .into_iter()
            .partition(|(_, count)| *count >= PARALLEL_PEER);
        let full = full.into_iter().map(|(to, _)| to.clone()).collect();
        (full, others.into_iter().map(|(_, count)| count).sum())
    }

    /// Until the outbox is looked at again: at the next tick, or at once where `more` may be due and half has arrived.
    async fn pause(&mut self, stop: &CancellationToken, more: bool) {
        let tick = tokio::time::sleep(TICK);
        tokio::pin!(tick);
        while !(more && self.tasks.len() <= PARALLEL / 2) {
            tokio::select! {
                () = stop.cancelled() => return,
                () = &mut tick => return,
                Some(ended) = self.tasks.join_next_with_id() => self.ended(ended),
            }
        }
    }

    fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
        self.to.remove(&id);
    }
}

impl Node {
    /// The first attempt, by the process that committed the message.
    pub(crate) fn deliver_soon(&self, message: Outgoing) {
        let Some(node) = self.me.upgrade() else {
            return;
        };
        let letter = Letter::from(message);
        if let Some(first) = self.lanes.enter(letter.lane(), letter) {
            tokio::spawn(lane(node, first));
        }
    }
}

/// Tries a letter, then what came to wait behind it. One that fails is put off alone: those behind
/// it are refused out of sequence, and its receipt will wake them (see [`DeliveryDone`]).
async fn lane(node: Arc<Node>, first: Letter) {
    let lane = first.lane();
    let mut next = Some(first);
    while let Some(letter) = next {
        attempt(&node, letter).await;
        next = node.lanes.next(lane);
    }
}

async fn attempt(node: &Node, letter: Letter) {
    let Err(error) = deliver(node, &letter).await else {
        metrics::counter!("comity_deliveries_total").increment(1);
        return;
    };
    metrics::counter!("comity_deliveries_failed_total").increment(1);
    tracing::warn!(
        to = letter.to,
        attempts = letter.attempts,
        error = &error as &dyn std::error::Error,
        "not delivered; will be repeated"
    );
    let due = node.world.now() + back_off(letter.attempts);
    let why: String = error.to_string().chars().take(WHY_MAX).collect();
    if let Err(fault) = node.store.back_off(letter.id, due, &why).await {
        // The lease ends by itself; the message is due again then.
        tracing::error!(
            error = &fault as &dyn std::error::Error,
            "the next delivery could not be noted"
        );
    }
}

/// Doubling pauses, from a quarter of a second to a minute.
fn back_off(attempts: u32) -> SignedDuration {
    BACK_OFF_MIN
        .saturating_mul(1 << attempts.min(10))
        .min(BACK_OFF_MAX)
}

async fn deliver(node: &Node, letter: &Letter) -> Result<(), DeliveryError> {
    let now = node.world.now();
    let directory = node.directory();
    let unknown = || DeliveryError::Unknown(letter.to.clone());
    let to: StateCode = letter.to.parse().map_err(|_| unknown())?;
    let peer = directory.peer(to, now).ok_or_else(unknown)?;
    let sent = node.world.now();
    let answer = post(peer, letter.bytes.clone()).await;
    let answered = !matches!(&answer, Err(DeliveryError::Unanswered(no)) if no.is_silence());
    node.note_answer(to, sent, answered);
    let bytes = answer?;
    let from = node.state()?;
    let keys = &peer.member.keys;
    let expected = Expected {
        envelope: letter.digest,
        from: to,
        to: from,
        keys,
        log: &peer.log,
    };
    // The first answer may have been lost: the keys of one that comes again may have ended since.
    let receipt = receipt::verify_arrived(&bytes, expected, now)?;
    accept(node, letter, to, receipt, bytes).await
}

async fn post(peer: &Peer, envelope: Bytes) -> Result<Vec<u8>, DeliveryError> {
    let url = format!("{}/v1/envelopes", peer.url);
    let request = peer.http.post(url).body(envelope);
    let Reply { status, body } = reply(request, MAX_RECEIPT_BYTES, SMALL_MAX).await?;
    if status.is_success() {
        return Ok(body);
    }
    Err(DeliveryError::Refused(
        serde_json::from_slice(&body).unwrap_or_else(|_| {
            let mut problem = Problem::new(ProblemType::Unavailable, "no explanation was given");
            problem.status = status.as_u16();
            problem
        }),
    ))
}

/// The receipt ends the delivery: it is logged, and a rejection goes on the matter's record.
async fn accept(
    node: &Node,
    letter: &Letter,
    to: StateCode,
    verified: VerifiedReceipt,
    bytes: Vec<u8>,
) -> Result<(), DeliveryError> {
    let matter = match letter.matter {
        Some(matter) => MatterId(matter),
        None => node.read_kept(&letter.bytes, to).await?.matter,
    };
    let digest = Digest::of(&bytes);
    loop {
        let at = node.world.now();
        let mut commit = match &verified.receipt.outcome {
            Outcome::Accepted => Commit::default(),
            // Only what comes back is read again: it says what our matter is to be told.
            Outcome::Rejected { rule, article, .. } => {
                let ours = node.read_kept(&letter.bytes, to).await?;
                node.returned(&ours, letter.digest, rule, article).await?
            }
        };
        commit.delivered = Some(DeliveryDone {
            id: letter.id,
            matter: matter.0,
            receipt: bytes.clone(),
            at,
        });
        commit.entries.push(entry("receipt", matter, digest, at));
        match node.store.commit(commit).await {
            Ok(_) => {
                node.keeping.moved(matter, node.world.now());
                node.note_head(to, &verified.checkpoint).await;
                return Ok(());
            }
            Err(CommitError::Conflict { .. }) => {}
            Err(error) => return Err(DeliveryError::Commit(error)),
        }
    }
}

impl Node {
    /// What our own matter makes of a message that the other State's rules refused.
    async fn returned(
        &self,
        envelope: &Envelope,
        sent: Digest,
        rule: &str,
        article: &str,
    ) -> Result<Commit, Refusal> {
        let (matter, peer) = (envelope.matter, envelope.to);
        if let (Some(rule), Ok(article)) = (
            serde_json::from_value::<Rule>(rule.into()).ok(),
            article.parse(),
        ) {
            let command = comity_treaty::returned(&envelope.message, Rejection { rule, article });
            let given = Given {
                matter,
                peer,
                command,
                actor: Actor::Consequence,
                received: None,
                papers: Taken::default(),
            };
            match self.decide(given).await {
                Ok(decided) => return Ok(decided.commit),
                Err(Refusal::Rejected(_)) => {}
                Err(other) => return Err(other),
            }
        }
        // A rule this version does not know, or a matter that has moved on: it stays on record.
        let at = self.world.now();
        let record = Record::RejectedByPeer {
            at,
            sent,
            rule: rule.to_owned(),
            article: article.to_owned(),
        };
        let loaded = self.load(matter).await?;
        let change = Self::change(loaded, peer, &record, at)?;
        Ok(Commit {
            changes: vec![change],
            ..Commit::default()
        })
    }
}
