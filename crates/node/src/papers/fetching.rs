//! Papers of received messages are fetched from the State that sent them: with growing pauses, until they are here and are what
//! the signed message names.
//!
//! What is to be fetched stands in rows that the intake's commit wrote, so that a restart goes on where the process before it
//! ended. A paper that comes is on the disk, whole and synced, before its row says so.

use comity_custody::Digest;
use comity_store::{Commit, Paper, Record};
use comity_treaty::{MatterId, StateCode};
use comity_wire::problem::{Problem, ProblemType};
use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

use super::files::{Coming, Untaken, measured};
use super::space::MATTER_BYTES_MAX;
use crate::act::entry;
use crate::node::Node;

/// Papers fetched at a time.
const PARALLEL: usize = 4;
/// Papers fetched from one State at a time, so that a slow one leaves room for the others.
const PARALLEL_PEER: usize = 2;
/// How long a claimed paper is ours. A slow line may need that long; a restart does not wait for it.
const LEASE: SignedDuration = SignedDuration::from_mins(30);
/// The longest one fetch may take: it ends before another one may claim the same paper.
const FETCH_MAX: Duration = Duration::from_mins(25);
/// The time between two looks, where no message has come.
const TICK: Duration = Duration::from_secs(1);
const BACK_OFF_MIN: SignedDuration = SignedDuration::from_millis(250);
const BACK_OFF_MAX: SignedDuration = SignedDuration::from_mins(1);
/// After so many failures, other bytes than were signed count as final.
const CERTAIN_AFTER: i64 = 3;
/// How long the other State must say that it has no such paper until that is final: it may be restoring its files.
const REFUSED_FOR: SignedDuration = SignedDuration::from_mins(10);
/// The longest explanation of a no that is read.
const PROBLEM_BYTES_MAX: usize = 64 << 10;

/// Why a paper did not come. Each has a key, by which pages and answers say it.
#[derive(Debug, thiserror::Error)]
enum Unfetched {
    #[error("the State that sent it is no active member of the directory")]
    Unknown,
    #[error("the other node does not answer")]
    Away(#[source] reqwest::Error),
    #[error("the other node answers {0}")]
    Status(StatusCode),
    #[error("it did not come within {} minutes", FETCH_MAX.as_secs() / 60)]
    Slow,
    #[error("the other node says that it has no such paper for this State")]
    Refused,
    #[error("it broke off after {0} bytes")]
    Truncated(u64),
    #[error("it is longer than the message says")]
    TooLong,
    #[error("its bytes are not those that were signed")]
    OtherBytes,
    #[error("the papers of its matter take as much as they may")]
    Full,
    #[error("how much the papers of its matter take cannot be read")]
    Uncounted(#[source] comity_store::StoreError),
    #[error("it cannot be kept here")]
    Disk(#[source] std::io::Error),
    #[error("it is here, but that could not be noted")]
    Unnoted(#[source] comity_store::CommitError),
}

impl Unfetched {
    const fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown-state",
            Self::Away(_) | Self::Status(_) | Self::Slow => "away",
            Self::Refused => "refused",
            Self::Truncated(_) => "truncated",
            Self::TooLong => "too-long",
            Self::OtherBytes => "other-bytes",
            Self::Full => "matter-full",
            Self::Disk(_) | Self::Uncounted(_) | Self::Unnoted(_) => "disk",
        }
    }

    /// Whether the other State answers with what it did not sign: more than bad luck.
    const fn is_hostile(&self) -> bool {
        matches!(self, Self::TooLong | Self::OtherBytes)
    }
}

/// Fetches what is due until stopped. What a process before this one had claimed is due at once.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    let refusals = Arc::new(Refusals::default());
    if let Err(error) = node.store.wake_papers(node.world.now()).await {
        tracing::warn!(%error, "papers that are to come are not woken; they are asked for when their leases end");
    }
    let (mut tasks, mut busy) = (JoinSet::new(), HashMap::new());
    while !stop.is_cancelled() {
        take_up(&node, &refusals, &mut tasks, &mut busy).await;
        tokio::select! {
            () = stop.cancelled() => {}
            Some(ended) = tasks.join_next_with_id() => {
                let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
                busy.remove(&id);
            }
            () = node.paper_news.notified(), if tasks.len() < PARALLEL => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
    // What is on its way is dropped with its unfinished file, and asked for at the next start.
    tasks.shutdown().await;
}

/// Takes up what is due, one paper after the other: each one counts for those after it.
async fn take_up(
    node: &Arc<Node>,
    refusals: &Arc<Refusals>,
    tasks: &mut JoinSet<()>,
    busy: &mut HashMap<Id, String>,
) {
    while tasks.len() < PARALLEL {
        let now = node.world.now();
        let without = full(busy);
        let claimed = node.store.claim_papers(now, now + LEASE, 1, &without);
        let due = match claimed.await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "the papers that are to come cannot be read");
                return;
            }
        };
        let Some(paper) = due.into_iter().next() else {
            return;
        };
        let peer = paper.peer.clone();
        let (node, refusals) = (Arc::clone(node), Arc::clone(refusals));
        let task = tasks.spawn(async move { node.try_paper(&paper, &refusals).await });
        busy.insert(task.id(), peer);
    }
}

/// The States from which as many papers come as may at a time.
fn full(busy: &HashMap<Id, String>) -> Vec<String> {
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for peer in busy.values() {
        *counts.entry(peer).or_default() += 1;
    }
    let full = counts
        .into_iter()
        .filter(|(_, count)| *count >= PARALLEL_PEER);
    full.map(|(peer, _)| peer.clone()).collect()
}

/// Since when the other State says without a break that it has no such paper. A restart forgets it, and then asks longer.
#[derive(Debug, Default)]
struct Refusals(Mutex<HashMap<(String, Digest), Timestamp>>);

impl Refusals {
    /// Whether this failure is final: asking again and again brings the same.
    fn is_final(&self, paper: &Paper, error: &Unfetched, now: Timestamp) -> bool {
        let key = (paper.named_by.clone(), paper.digest);
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // An officer who asks again begins anew, and so does any other failure.
        if paper.attempts == 0 || !matches!(error, Unfetched::Refused) {
            since.remove(&key);
        }
        match error {
            Unfetched::Refused => {
                let first = *since.entry(key.clone()).or_insert(now);
                let over = now.duration_since(first) >= REFUSED_FOR;
                if over {
                    since.remove(&key);
                }
                over
            }
            Unfetched::TooLong | Unfetched::OtherBytes => paper.attempts + 1 >= CERTAIN_AFTER,
            // Only what an officer does makes room again.
            Unfetched::Full => true,
            _ => false,
        }
    }

    fn forget(&self, paper: &Paper) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.remove(&(paper.named_by.clone(), paper.digest));
    }
}

impl Node {
    async fn try_paper(&self, paper: &Paper, refusals: &Refusals) {
        let Err(error) = in_time(FETCH_MAX, self.fetch_paper(paper)).await else {
            refusals.forget(paper);
            metrics::counter!("comity_papers_fetched_total").increment(1);
            return;
        };
        metrics::counter!("comity_papers_unfetched_total", "reason" => error.key()).increment(1);
        let (peer, digest) = (paper.peer.as_str(), paper.digest.to_string());
        if error.is_hostile() {
            tracing::warn!(target: "security", peer, digest, reason = error.key(), "a paper is not what was signed");
        }
        let given_up = refusals.is_final(paper, &error, self.world.now());
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
        {
            // Held until the row says so: what is here may not be removed as what nobody knows meanwhile.
            let _known = self.papers.known.read().await;
            if self.is_here(paper).await? {
                return self.note_came(paper).await;
            }
        }
        // Asked first, so that nothing is sent in vain, and again when it is here.
        self.room_for(paper).await?;
        // Not held while the other State sends: it may take long.
        let coming = self.download(paper).await?;
        let _counted = self.papers.counted.lock().await;
        self.room_for(paper).await?;
        let _known = self.papers.known.read().await;
        let kept = self.papers.keep(coming).await;
        kept.map_err(Unfetched::Disk)?;
        self.note_came(paper).await
    }

    /// Whether the matter may have this paper besides those it has.
    async fn room_for(&self, paper: &Paper) -> Result<(), Unfetched> {
        let space = self.paper_space(MatterId(paper.matter)).await;
        let space = space.map_err(Unfetched::Uncounted)?;
        if space.with([(paper.digest, paper.length)]) <= MATTER_BYTES_MAX {
            return Ok(());
        }
        Err(Unfetched::Full)
    }

    /// Whether the bytes are here already, because another message brought them. Their length must be what this one signed.
    async fn is_here(&self, paper: &Paper) -> Result<bool, Unfetched> {
        let Some(length) = self.papers.length(paper.digest) else {
            return Ok(false);
        };
        if length == paper.length {
            return Ok(true);
        }
        let file = self.papers.read(paper.digest).map_err(Unfetched::Disk)?;
        let found = tokio::task::spawn_blocking(move || measured(file)).await;
        let found = found.map_err(|error| Unfetched::Disk(error.into()))?;
        let (digest, _) = found.map_err(Unfetched::Disk)?;
        if digest == paper.digest {
            // The bytes are right, so the length that was signed is not.
            return Err(Unfetched::OtherBytes);
        }
        // Our own file is damaged: what comes takes its place.
        Ok(false)
    }

    async fn note_came(&self, paper: &Paper) -> Result<(), Unfetched> {
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

    /// Reads what the peer sends, never more than the message says, and hands it on only if it is what was signed.
    async fn download(&self, paper: &Paper) -> Result<Coming, Unfetched> {
        let directory = self.directory();
        let state: Result<StateCode, _> = paper.peer.parse();
        let state = state.map_err(|_| Unfetched::Unknown)?;
        let peer = directory.peer(state, self.world.now());
        let peer = peer.ok_or(Unfetched::Unknown)?;
        // Asked for once there is room: a full disk stops more than papers.
        let room = self.papers.has_room(paper.length);
        room.map_err(Unfetched::Disk)?;
        let path = format!("/v1/papers/{}", paper.digest);
        let sent = self.world.now();
        let answer = self.signed_get(peer, &path).send().await;
        self.note_answer(state, sent, answer.is_ok());
        let mut answer = answer.map_err(Unfetched::Away)?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Err(why_not_found(answer).await),
            other => return Err(Unfetched::Status(other)),
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
        Ok(coming)
    }
}

/// A fetch that ends in time, or does not count: the next one begins anew.
async fn in_time<T>(
    most: Duration,
    fetch: impl Future<Output = Result<T, Unfetched>>,
) -> Result<T, Unfetched> {
    let ended = tokio::time::timeout(most, fetch).await;
    ended.unwrap_or(Err(Unfetched::Slow))
}

/// Only the node itself says that it has no such paper; a 404 of something in front of it says that the node is away.
async fn why_not_found(mut answer: reqwest::Response) -> Unfetched {
    let mut said = Vec::new();
    while let Ok(Some(part)) = answer.chunk().await {
        said.extend_from_slice(&part);
        if said.len() > PROBLEM_BYTES_MAX {
            break;
        }
    }
    let problem: Option<Problem> = serde_json::from_slice(&said).ok();
    let own = Problem::new(ProblemType::NotFound, "").type_uri;
    match problem {
        Some(problem) if problem.type_uri == own => Unfetched::Refused,
        _ => Unfetched::Status(StatusCode::NOT_FOUND),
    }
}

/// Doubling pauses, from a quarter of a second to a minute.
fn back_off(attempts: i64) -> SignedDuration {
    let attempts = attempts.clamp(0, 10);
    BACK_OFF_MIN.saturating_mul(1 << attempts).min(BACK_OFF_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_store::{PaperStands, PaperWay};

    fn paper(attempts: i64) -> Paper {
        Paper {
            named_by: "envelope".into(),
            digest: Digest::of(b"paper"),
            matter: uuid::Uuid::nil(),
            peer: "XBB".into(),
            way: PaperWay::Received,
            length: 5,
            stands: PaperStands::Coming,
            attempts,
            next_at: Timestamp::UNIX_EPOCH,
            error: None,
        }
    }

    #[test]
    fn no_such_paper_is_final_only_when_it_is_said_for_ten_minutes() {
        let refusals = Refusals::default();
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let refused = |attempts, minutes| {
            refusals.is_final(&paper(attempts), &Unfetched::Refused, at(minutes))
        };
        assert!(!refused(0, 0) && !refused(7, 9));
        // In between it was away: that is no ten minutes of the same answer.
        assert!(!refusals.is_final(&paper(8), &Unfetched::Slow, at(9)));
        assert!(!refused(9, 11) && !refused(10, 20));
        assert!(refused(11, 21));
        // Asked again by an officer, it begins anew.
        assert!(!refused(0, 40) && !refused(1, 41));
    }

    #[test]
    fn an_answer_that_is_none_of_the_nodes_own_is_never_final() {
        let refusals = Refusals::default();
        let later = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(900);
        for status in [
            StatusCode::NOT_FOUND,
            StatusCode::FORBIDDEN,
            StatusCode::GONE,
        ] {
            let error = Unfetched::Status(status);
            assert_eq!(error.key(), "away");
            assert!(!refusals.is_final(&paper(1000), &error, later));
        }
        assert!(refusals.is_final(&paper(2), &Unfetched::OtherBytes, later));
    }

    #[tokio::test]
    async fn bytes_that_are_here_do_not_make_a_lying_length_true() {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let root = tempfile::tempdir().unwrap();
        let data = crate::neighbours::made(root.path(), None, None, 7443);
        let world = crate::world::World::system();
        let node = Node::open(&data, None, world).await.unwrap();
        let mut coming = node.papers.begin("one").await.unwrap();
        coming.take(b"paper", 5).await.unwrap();
        node.papers.keep(coming).await.unwrap();
        let row = |named_by: &[u8], length, stands| Paper {
            named_by: Digest::of(named_by).to_string(),
            length,
            stands,
            ..paper(0)
        };
        let lying = row(b"lying", 99, PaperStands::Coming);
        let no = node.fetch_paper(&lying).await;
        assert!(matches!(no, Err(Unfetched::OtherBytes)), "{no:?}");
        let honest = row(b"honest", 5, PaperStands::Coming);
        node.fetch_paper(&honest).await.unwrap();
        // Nor does what a version before this one took for true spoil what is looked at.
        let papers = vec![
            row(b"lying", 99, PaperStands::Here),
            row(b"honest", 5, PaperStands::Here),
        ];
        let commit = Commit {
            papers,
            ..Commit::default()
        };
        node.store.commit(commit).await.unwrap();
        let report = node.fsck().await.unwrap();
        assert_eq!(report.differences, [""; 0]);
        assert_eq!(report.papers, 1);
        // A matter that has as much as it may have is sent nothing more.
        let full = row(b"large", MATTER_BYTES_MAX - 5, PaperStands::Here);
        let digest = Digest::of(b"large");
        let commit = Commit {
            papers: vec![Paper { digest, ..full }],
            ..Commit::default()
        };
        node.store.commit(commit).await.unwrap();
        let digest = Digest::of(b"another");
        let one_more = row(b"one more", 1, PaperStands::Coming);
        let no = node.fetch_paper(&Paper { digest, ..one_more }).await;
        assert!(matches!(no, Err(Unfetched::Full)), "{no:?}");
        // A file of ours that is damaged is fetched anew, and blames nobody.
        std::fs::write(node.papers.path(honest.digest), b"pap").unwrap();
        let no = node.fetch_paper(&honest).await;
        assert!(matches!(no, Err(Unfetched::Unknown)), "{no:?}");
    }

    #[tokio::test]
    async fn a_fetch_that_takes_too_long_is_dropped_with_what_came_and_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let papers = crate::papers::PaperFiles::open(&folder.path().join("papers")).unwrap();
        let files = || {
            std::fs::read_dir(folder.path().join("papers"))
                .unwrap()
                .count()
        };
        let slow = async {
            let mut coming = papers.begin("slow").await.unwrap();
            coming.take(b"pap", 5).await.unwrap();
            assert_eq!(files(), 1);
            std::future::pending::<Result<(), Unfetched>>().await
        };
        let no = in_time(Duration::from_millis(50), slow).await.unwrap_err();
        assert!(matches!(no, Unfetched::Slow));
        assert_eq!((no.key(), files()), ("away", 0));
        // However often that happens, it is asked for again.
        let later = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(900);
        assert!(!Refusals::default().is_final(&paper(1000), &no, later));
        // What ended by then counts, and nobody else may claim the paper before a fetch has to end.
        in_time(Duration::ZERO, async { Ok(()) }).await.unwrap();
        assert!(SignedDuration::try_from(FETCH_MAX).unwrap() < LEASE);
    }

    #[test]
    fn what_a_matter_has_no_room_for_is_final_until_an_officer_asks_again() {
        assert_eq!(Unfetched::Full.key(), "matter-full");
        let now = Timestamp::UNIX_EPOCH;
        assert!(Refusals::default().is_final(&paper(0), &Unfetched::Full, now));
    }
}
