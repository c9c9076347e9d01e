//! Pulling a sealed package: several ranges at once, every slice verified before it is kept, and
//! after any interruption only what is missing.

use comity_evidence::{Blake3, Manifest, SLICE_BYTES, SliceTree};
use comity_treaty::MatterId;
use comity_wire::problem::ProblemType;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use crate::directory::Peer;
use crate::evidence::Progress;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::refused;
use crate::reply::{LARGE_MAX, NoReply, Reply, reply};

/// Slices of one request.
const RANGE_SLICES: u64 = 8;
/// Requests at a time.
const PARALLEL: usize = 4;
/// How often one range is asked for before the pull is given up; it can be started again.
const ATTEMPTS_MAX: usize = 5;
/// How often a range comes whole and wrong before its package counts as damaged where it lies.
const WRONG_MAX: usize = 3;
/// The pause before a range is asked for again.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(300);

const UNKEPT: &str = "the package cannot be written; check the space on the disk, then pull again";
const AWAY: &str =
    "the other node does not hand out the package now; pull again later, what is here stays";

impl Node {
    /// Fetches a package into the folder of sealed packages, or completes one that was begun, until it is paused.
    pub(crate) async fn pull(
        self: &Arc<Self>,
        peer: &Peer,
        matter: MatterId,
        manifest: &Manifest,
        progress: &Arc<Progress>,
    ) -> Result<(), Refusal> {
        tokio::select! {
            pulled = self.pull_missing(peer, matter, manifest, progress) => pulled,
            () = progress.stopped() => Err(paused()),
        }
    }

    async fn pull_missing(
        self: &Arc<Self>,
        peer: &Peer,
        matter: MatterId,
        manifest: &Manifest,
        progress: &Arc<Progress>,
    ) -> Result<(), Refusal> {
        let digest = manifest.ciphertext.blake3;
        if self.exhibits.has(digest) {
            return Ok(());
        }
        let slices = self.pull_slices(peer, matter, manifest).await?;
        let slices = Arc::new(slices);
        let file = self
            .exhibits
            .pulling(digest, slices.length())
            .map_err(Refusal::fault(UNKEPT))?;
        let file = Arc::new(file);
        progress.begins(slices.length());
        let looked = missing(Arc::clone(&file), Arc::clone(&slices), Arc::clone(progress));
        let missing = looked.await?;
        progress.fetches();
        let mut ranges = missing.into_iter();
        let mut tasks = tokio::task::JoinSet::new();
        loop {
            while tasks.len() < PARALLEL {
                let Some(first) = ranges.next() else { break };
                let (node, peer) = (Arc::clone(self), peer.clone());
                let (file, slices) = (Arc::clone(&file), Arc::clone(&slices));
                let progress = Arc::clone(progress);
                tasks.spawn(async move {
                    node.pull_range(&peer, digest, first, &file, &slices)
                        .await?;
                    progress.came(bytes_of(&slices, first));
                    Ok(())
                });
            }
            match tasks.join_next().await {
                None => break,
                Some(outcome) => {
                    let outcome =
                        outcome.map_err(Refusal::fault("the pull broke off; pull again"))?;
                    outcome.map_err(|error: Unpulled| error.refusal(matter))?;
                }
            }
        }
        self.exhibits
            .keep_pulled(&file, &slices)
            .map_err(Refusal::fault(UNKEPT))
    }

    async fn pull_slices(
        &self,
        peer: &Peer,
        matter: MatterId,
        manifest: &Manifest,
    ) -> Result<SliceTree, Refusal> {
        let digest = manifest.ciphertext.blake3;
        let request = self.signed_get(peer, &format!("/v1/packages/{digest}/slices"));
        let other = || {
            let what = "the list of slices does not lead to the digest that was signed";
            damaged(matter, what)
        };
        let length = manifest.ciphertext.length;
        let most = usize::try_from(SliceTree::bytes_of(length)).unwrap_or(usize::MAX);
        let answer = reply(request, most, LARGE_MAX).await;
        let bytes = match answer.and_then(Reply::success) {
            Ok(bytes) => bytes,
            // It is longer than the list of the signed length.
            Err(NoReply::Long(_)) => return Err(other()),
            Err(error) => return Err(error.refusal(AWAY)),
        };
        SliceTree::from_bytes(length, &bytes, digest).map_err(|_| other())
    }

    async fn pull_range(
        &self,
        peer: &Peer,
        digest: Blake3,
        first: u64,
        file: &File,
        slices: &SliceTree,
    ) -> Result<(), Unpulled> {
        let last = (first + RANGE_SLICES).min(slices.count());
        let mut wrong = 0;
        let mut attempt = 1;
        loop {
            let error = match self
                .fetch_range(peer, digest, first, last, file, slices)
                .await
            {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            // The whole range came and verified up to this slice: what is wrong is not the way, if it stays so.
            wrong += usize::from(matches!(error, Unpulled::Wrong { .. }));
            if attempt == ATTEMPTS_MAX || wrong == WRONG_MAX {
                return Err(error.times(wrong));
            }
            attempt += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn fetch_range(
        &self,
        peer: &Peer,
        digest: Blake3,
        first: u64,
        last: u64,
        file: &File,
        slices: &SliceTree,
    ) -> Result<(), Unpulled> {
        let start = first * SLICE_BYTES;
        let end = (last * SLICE_BYTES).min(slices.length());
        let request = self.signed_get(peer, &format!("/v1/packages/{digest}"));
        let request = request.header("range", format!("bytes={start}-{}", end - 1));
        let most = usize::try_from(end - start).unwrap_or(usize::MAX);
        let another = || Refusal::named(ProblemType::Unavailable, refused::ANOTHER_RANGE);
        let answer = reply(request, most, LARGE_MAX).await;
        let bytes = match answer.and_then(Reply::success) {
            Ok(bytes) if bytes.len() == most => bytes,
            Ok(_) | Err(NoReply::Long(_)) => return Err(another().into()),
            Err(error) => return Err(error.refusal(AWAY).into()),
        };
        for index in first..last {
            let from = usize::try_from((index - first) * SLICE_BYTES).unwrap_or(usize::MAX);
            let size = usize::try_from(SLICE_BYTES).unwrap_or(usize::MAX);
            let slice = &bytes[from..bytes.len().min(from + size)];
            let of = slices.count();
            let times = 1;
            let wrong = |_| Unpulled::Wrong {
                slice: index,
                of,
                times,
            };
            slices.verify_slice(index, slice).map_err(wrong)?;
            file.write_all_at(slice, index * SLICE_BYTES)
                .map_err(Refusal::fault(UNKEPT))?;
        }
        Ok(())
    }
}

/// Why a range did not come.
enum Unpulled {
    /// It came whole, and this slice of so many is not what was sealed.
    Wrong {
        /// The slice, from 0.
        slice: u64,
        /// How many there are.
        of: u64,
        /// How often a range came whole and wrong.
        times: usize,
    },
    /// It did not come, or could not be kept.
    Away(Refusal),
}

impl From<Refusal> for Unpulled {
    fn from(refusal: Refusal) -> Self {
        Self::Away(refusal)
    }
}

impl Unpulled {
    fn times(self, times: usize) -> Self {
        match self {
            Self::Wrong { slice, of, .. } => Self::Wrong { slice, of, times },
            away @ Self::Away(_) => away,
        }
    }

    fn refusal(self, matter: MatterId) -> Refusal {
        match self {
            Self::Away(refusal) => refusal,
            Self::Wrong { slice, of, times } => {
                let what = format!(
                    "slice {slice} of {of} came as other bytes than were sealed, {times} times"
                );
                damaged(matter, &what)
            }
        }
    }
}

/// What an officer is told of a package that is damaged where it lies. What came of it stays, so that a pull after the
/// other State's mending fetches only the rest.
fn damaged(matter: MatterId, what: &str) -> Refusal {
    let detail = refused::PACKAGE_DAMAGED
        .with("what", what)
        .with("matter", matter.to_string())
        .with("act", refused::report_faulty());
    Refusal::named(ProblemType::Damaged, detail)
}

/// An officer paused it: what came stays.
fn paused() -> Refusal {
    Refusal::named(ProblemType::Unavailable, refused::PULL_PAUSED)
}

/// Bytes of the range that begins with this slice.
fn bytes_of(slices: &SliceTree, first: u64) -> u64 {
    let start = first * SLICE_BYTES;
    let end = ((first + RANGE_SLICES) * SLICE_BYTES).min(slices.length());
    end.saturating_sub(start)
}

/// The first slice of every range of which something is missing or wrong.
async fn missing(
    file: Arc<File>,
    slices: Arc<SliceTree>,
    progress: Arc<Progress>,
) -> Result<Vec<u64>, Refusal> {
    let look = move || {
        let mut missing = Vec::new();
        look(&file, &slices, |index| {
            let first = index - index % RANGE_SLICES;
            if missing.last() != Some(&first) {
                missing.push(first);
            }
        })?;
        let missing_bytes: u64 = missing.iter().map(|first| bytes_of(&slices, *first)).sum();
        progress.found(slices.length() - missing_bytes);
        io::Result::Ok(missing)
    };
    let looked = tokio::task::spawn_blocking(look)
        .await
        .map_err(Refusal::fault("the pull broke off; pull again"))?;
    looked.map_err(Refusal::fault(
        "what was pulled before cannot be read; check the disk",
    ))
}

/// Names every slice of a file that is not what was sealed.
fn look(file: &File, slices: &SliceTree, mut wrong: impl FnMut(u64)) -> io::Result<()> {
    let mut buffer = vec![0; usize::try_from(SLICE_BYTES).unwrap_or(1 << 20)];
    for index in 0..slices.count() {
        let Some(range) = slices.range(index) else {
            break;
        };
        let length = usize::try_from(range.end - range.start).unwrap_or(0);
        file.read_exact_at(&mut buffer[..length], range.start)?;
        if slices.verify_slice(index, &buffer[..length]).is_err() {
            wrong(index);
        }
    }
    Ok(())
}

/// Whether a whole package is what was sealed; names the first slice that is not.
pub(crate) fn verify(file: &File, slices: &SliceTree) -> io::Result<()> {
    let mut first = None;
    look(file, slices, |index| first = first.or(Some(index)))?;
    match first {
        None => Ok(()),
        Some(index) => Err(io::Error::other(format!(
            "slice {index} is not what was sealed"
        ))),
    }
}
