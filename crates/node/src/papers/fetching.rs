//! Papers of received messages are fetched from the State that sent them: with growing pauses, until they are here and are what
//! the signed message names.
//!
//! What is to be fetched stands in rows that the intake's commit wrote, so that a restart goes on where the process before it
//! ended. A paper that comes is on the disk, whole and synced, before its row says so.

use comity_custody::Digest;
use comity_store::{Commit, Paper, Record};
use comity_treaty::{MatterId, StateCode};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::files::Untaken;
use crate::act::entry;
use crate::node::Node;

/// Papers fetched at a time.
const PARALLEL: usize = 4;
/// How long a claimed paper is ours. A slow line may need that long; a restart does not wait for it.
const LEASE: SignedDuration = SignedDuration::from_mins(30);
/// The time between two looks, where no message has come.
const TICK: Duration = Duration::from_secs(1);
const BACK_OFF_MIN: SignedDuration = SignedDuration::from_millis(250);
const BACK_OFF_MAX: SignedDuration = SignedDuration::from_mins(1);
/// After so many failures, a no of the other State or other bytes than were signed count as final.
const CERTAIN_AFTER: i64 = 3;

/// Why a paper did not come. Each has a key, by which pages and answers say it.
#[derive(Debug, thiserror::Error)]
enum Unfetched {
    #[error("the State that sent it is no active member of the directory")]
    Unknown,
    #[error("the other node does not answer")]
    Away(#[source] reqwest::Error),
    #[error("the other node does not hand it out")]
    Refused,
    #[error("it broke off after {0} bytes")]
    Truncated(u64),
    #[error("it is longer than the message says")]
    TooLong,
    #[error("its bytes are not those that were signed")]
    OtherBytes,
    #[error("it cannot be kept here")]
    Disk(#[source] std::io::Error),
    #[error("it is here, but that could not be noted")]
    Unnoted(#[source] comity_store::CommitError),
}

impl Unfetched {
    const fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown-state",
            Self::Away(_) => "away",
            Self::Refused => "refused",
            Self::Truncated(_) => "truncated",
            Self::TooLong => "too-long",
            Self::OtherBytes => "other-bytes",
            Self::Disk(_) | Self::Unnoted(_) => "disk",
        }
    }

    /// Whether asking again and again brings the same.
    const fn is_certain(&self) -> bool {
        matches!(self, Self::Refused | Self::TooLong | Self::OtherBytes)
    }

    /// Whether the other State answers with what it did not sign: more than bad luck.
    const fn is_hostile(&self) -> bool {
        matches!(self, Self::TooLong | Self::OtherBytes)
    }
}

/// Fetches what is due until stopped. What a process before this one had claimed is due at once.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    if let Err(error) = node.store.wake_papers(node.world.now()).await {
        tracing::warn!(%error, "papers that are to come are not woken; they are asked for when their leases end");
    }
    let mut tasks = JoinSet::new();
    while !stop.is_cancelled() {
        take_up(&node, &mut tasks).await;
        tokio::select! {
            () = stop.cancelled() => {}
            Some(_) = tasks.join_next() => {}
            () = node.paper_news.notified(), if tasks.len() < PARALLEL => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
    // What is on its way is dropped with its unfinished file, and asked for at the next start.
    tasks.shutdown().await;
}

async fn take_up(node: &Arc<Node>, tasks: &mut JoinSet<()>) {
    let free = u32::try_from(PARALLEL.saturating_sub(tasks.len())).unwrap_or(0);
    if free == 0 {
        return;
    }
    let now = node.world.now();
    match node.store.claim_papers(now, now + LEASE, free).await {
        Ok(due) => {
            for paper in due {
                let node = Arc::clone(node);
                tasks.spawn(async move { node.try_paper(&paper).await });
            }
        }
        Err(error) => tracing::error!(%error, "the papers that are to come cannot be read"),
    }
}

impl Node {
    async fn try_paper(&self, paper: &Paper) {
        let Err(error) = self.fetch_paper(paper).await else {
            metrics::counter!("comity_papers_fetched_total").increment(1);
            return;
        };
        metrics::counter!("comity_papers_unfetched_total", "reason" => error.key()).increment(1);
        let (peer, digest) = (paper.peer.as_str(), paper.digest.to_string());
        if error.is_hostile() {
            tracing::warn!(target: "security", peer, digest, reason = error.key(), "a paper is not what was signed");
        }
        let given_up = error.is_certain() && paper.attempts + 1 >= CERTAIN_AFTER;
        let again = (!given_up).then(|| self.world.now() + back_off(paper.attempts));
        tracing::warn!(
            peer,
            digest,
            given_up,
            error = &error as &dyn std::error::Error,
            "a paper did not come"
        );
        if let Err(fault) = self.store.put_off_paper(paper, again, error.key()).await {
            // The lease ends by itself; the paper is due again then.
            tracing::error!(
                error = &fault as &dyn std::error::Error,
                "a paper could not be put off"
            );
        }
    }

    async fn fetch_paper(&self, paper: &Paper) -> Result<(), Unfetched> {
        // Another message may have brought the same bytes.
        if !self.papers.has(paper.digest) {
            self.download(paper).await?;
        }
        let (Ok(envelope), at) = (paper.named_by.parse::<Digest>(), self.world.now()) else {
            return Err(Unfetched::Refused);
        };
        let digest = paper.digest;
        let commit = Commit {
            entries: vec![entry("paper", MatterId(paper.matter), digest, at)],
            records: vec![Record::PaperCame { envelope, digest }],
            ..Commit::default()
        };
        let noted = self.store.commit(commit).await;
        noted.map(drop).map_err(Unfetched::Unnoted)
    }

    /// Reads what the peer sends, never more than the message says, and keeps it only if it is what was signed.
    async fn download(&self, paper: &Paper) -> Result<(), Unfetched> {
        let directory = self.directory();
        let state: Result<StateCode, _> = paper.peer.parse();
        let state = state.map_err(|_| Unfetched::Unknown)?;
        let peer = directory.peer(state, self.world.now());
        let peer = peer.ok_or(Unfetched::Unknown)?;
        let path = format!("/v1/papers/{}", paper.digest);
        let sent = self.world.now();
        let answer = self.signed_get(peer, &path).send().await;
        self.note_answer(state, sent, answer.is_ok());
        let mut answer = answer.map_err(Unfetched::Away)?;
        if answer.status().is_client_error() {
            return Err(Unfetched::Refused);
        }
        if let Err(error) = answer.error_for_status_ref() {
            return Err(Unfetched::Away(error));
        }
        let name = self.world.new_id().to_string();
        let coming = self.papers.begin(&name).await;
        let mut coming = coming.map_err(Unfetched::Disk)?;
        loop {
            let part = match answer.chunk().await {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(_) => return Err(Unfetched::Truncated(coming.length())),
            };
            let taken = coming.take(&part, paper.length).await;
            taken.map_err(|untaken| match untaken {
                Untaken::TooLong(_) => Unfetched::TooLong,
                Untaken::Disk(error) => Unfetched::Disk(error),
            })?;
        }
        if coming.length() < paper.length {
            return Err(Unfetched::Truncated(coming.length()));
        }
        if coming.digest() != paper.digest {
            return Err(Unfetched::OtherBytes);
        }
        let kept = self.papers.keep(coming).await;
        kept.map(drop).map_err(Unfetched::Disk)
    }
}

/// Doubling pauses, from a quarter of a second to a minute.
fn back_off(attempts: i64) -> SignedDuration {
    let attempts = attempts.clamp(0, 10);
    BACK_OFF_MIN.saturating_mul(1 << attempts).min(BACK_OFF_MAX)
}
