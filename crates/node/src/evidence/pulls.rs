//! Pulls that go on by themselves: one for each matter, with its progress, until it is whole, paused or refused.
//!
//! What the officer wants stands in a row of the desk, so that a pull goes on after a restart; what has come stands on the
//! disk, verified slice by slice. A crash leaves both, and the next start begins with what is missing.

use comity_treaty::{MatterId, OfficerId, Role};
use comity_wire::problem::ProblemType;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use super::not_now;
use crate::act::READ;
use crate::desk::{Held, Kept, Row};
use crate::node::Node;
use crate::officers::{Officer, READERS, roles_of};
use crate::refusal::{Refusal, chain};
use crate::refused;

/// All pulls of a node stand in one list: whoever is custodian pauses them or lets them go on.
const OWNER: &str = "all";
const LISTED_MAX: u32 = 10_000;

/// What an officer wants of a pull.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wanted {
    /// In whose name the package is received.
    officer: OfficerId,
    paused: bool,
    /// Bytes that were here and verified when it stopped, and of how many.
    here: u64,
    total: u64,
    /// Why it stopped by itself.
    said: Option<String>,
}

impl Kept for Wanted {
    const KIND: &'static str = "pull";
}

/// How far a pull is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullState {
    /// What it does now.
    pub stands: PullStands,
    /// Bytes that are here and verified.
    pub here: u64,
    /// Bytes of the package.
    pub total: u64,
    /// Bytes that came in a second, on average, since something came.
    pub rate: u64,
    /// How long the rest takes at that rate.
    pub left: Option<Duration>,
    /// Why it stopped by itself.
    pub said: Option<String>,
}

/// What a pull does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PullStands {
    /// Nobody has begun it.
    Waits,
    /// It goes on.
    Runs,
    /// An officer paused it, or it stopped by itself.
    Stopped,
    /// All of the package is here.
    Whole,
}

/// The pulls of this process.
#[derive(Default)]
pub(crate) struct Pulls(Mutex<BTreeMap<MatterId, Arc<Progress>>>);

/// How far one is, and the way to stop it.
#[derive(Default)]
pub(crate) struct Progress {
    total: AtomicU64,
    here: AtomicU64,
    came: AtomicU64,
    since: Mutex<Option<Instant>>,
    stop: CancellationToken,
}

impl Progress {
    /// The package has so many bytes.
    pub fn begins(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// So many of them were here before.
    pub fn found(&self, bytes: u64) {
        self.here.fetch_add(bytes, Ordering::Relaxed);
    }

    /// From now on they come.
    pub fn fetches(&self) {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// So many came and verified.
    pub fn came(&self, bytes: u64) {
        self.here.fetch_add(bytes, Ordering::Relaxed);
        self.came.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Done when it is to stop.
    pub async fn stopped(&self) {
        self.stop.cancelled().await;
    }

    fn rate(&self) -> u64 {
        let since = *self.since.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = since.map_or(0, |since| since.elapsed().as_millis().max(1));
        let came = u128::from(self.came.load(Ordering::Relaxed)) * 1000;
        came.checked_div(passed)
            .and_then(|rate| u64::try_from(rate).ok())
            .unwrap_or(0)
    }

    fn state(&self) -> PullState {
        let here = self.here.load(Ordering::Relaxed);
        let (total, rate) = (self.total.load(Ordering::Relaxed), self.rate());
        let left = total.saturating_sub(here).checked_div(rate);
        PullState {
            stands: PullStands::Runs,
            here,
            total,
            rate,
            left: left.map(Duration::from_secs),
            said: None,
        }
    }
}

impl Pulls {
    /// The one pull of a matter begins; nothing where it runs already.
    fn begin(&self, matter: MatterId) -> Option<Running<'_>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.contains_key(&matter) {
            return None;
        }
        let progress = Arc::<Progress>::default();
        all.insert(matter, Arc::clone(&progress));
        let pulls = self;
        Some(Running {
            pulls,
            matter,
            progress,
        })
    }

    fn of(&self, matter: MatterId) -> Option<Arc<Progress>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&matter).map(Arc::clone)
    }
}

/// A pull of this process, until dropped.
pub(super) struct Running<'a> {
    pulls: &'a Pulls,
    matter: MatterId,
    pub progress: Arc<Progress>,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut all = self.pulls.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&self.matter);
    }
}

impl Node {
    /// The only pull of a matter in this process.
    pub(super) fn alone_in_pulling(&self, matter: MatterId) -> Result<Running<'_>, Refusal> {
        self.pulls
            .begin(matter)
            .ok_or_else(|| Refusal::named(ProblemType::Unavailable, refused::PULLED_ALREADY))
    }

    /// Begins a pull or lets it go on, in the name of this officer; where it runs already, it runs on.
    pub async fn begin_pull(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<(), Refusal> {
        officer.must_hold(&[Role::EvidenceCustodian])?;
        let state = self.requesting_access(matter).await?;
        state
            .evidence()
            .ok_or_else(|| not_now(refused::NOT_ANNOUNCED))?;
        if self.pulls.of(matter).is_some() {
            return Ok(());
        }
        let before = self.wanted(matter).await?;
        let (version, here, total) = before.map_or((0, 0, 0), |held| {
            (held.version, held.value.here, held.value.total)
        });
        let wanted = Wanted {
            officer: officer.id.clone(),
            paused: false,
            here,
            total,
            said: None,
        };
        self.want(matter, version, wanted).await?;
        self.pull_on(officer.clone(), matter);
        Ok(())
    }

    /// Pauses a pull. What has come stays.
    pub async fn pause_pull(&self, officer: &Officer, matter: MatterId) -> Result<(), Refusal> {
        officer.must_hold(&[Role::EvidenceCustodian])?;
        let Some(held) = self.wanted(matter).await? else {
            return Ok(());
        };
        let progress = self.pulls.of(matter);
        let (here, total) = progress.as_ref().map_or_else(
            || (held.value.here, held.value.total),
            |progress| (progress.state().here, progress.state().total),
        );
        let wanted = Wanted {
            paused: true,
            here,
            total,
            ..held.value
        };
        // The row first: a crash in between leaves a pull that does not go on by itself. Where the pull came to its end
        // meanwhile the row is gone, and stays so.
        self.want(matter, held.version, wanted).await?;
        if let Some(progress) = progress {
            progress.stop.cancel();
        }
        Ok(())
    }

    /// How far the pull of a matter's package is.
    pub async fn pull_state(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<PullState, Refusal> {
        officer.must_hold(&READERS)?;
        let state = self.requesting_access(matter).await?;
        let evidence = state.evidence();
        let package = &evidence
            .ok_or_else(|| not_now(refused::NOT_ANNOUNCED))?
            .package;
        let wanted = self.wanted(matter).await?.map(|held| held.value);
        let stopped = wanted.as_ref().is_some_and(|wanted| wanted.paused);
        if let (Some(progress), false) = (self.pulls.of(matter), stopped) {
            return Ok(progress.state());
        }
        let digest = package.digest.as_str().parse();
        let whole = digest.is_ok_and(|digest| self.exhibits.has(digest)) && wanted.is_none();
        let here = wanted.as_ref().map_or(0, |wanted| wanted.here);
        Ok(PullState {
            stands: match wanted {
                _ if whole => PullStands::Whole,
                Some(_) => PullStands::Stopped,
                None => PullStands::Waits,
            },
            here: if whole { package.bytes } else { here },
            total: package.bytes,
            rate: 0,
            left: None,
            said: wanted.and_then(|wanted| wanted.said),
        })
    }

    /// Goes on with every pull that nobody paused.
    pub(crate) async fn resume_pulls(self: &Arc<Self>) -> Result<(), Refusal> {
        for held in self.held_of::<Wanted>(OWNER, LISTED_MAX).await? {
            let Ok(matter) = held.id.parse() else {
                continue;
            };
            if held.value.paused {
                continue;
            }
            match self.officer_today(held.value.officer).await {
                Ok(officer) => self.pull_on(officer, matter),
                // The others go on: one row that does not read stops one pull.
                Err(error) => tracing::error!(
                    %matter,
                    error = &error as &dyn std::error::Error,
                    "a pull does not go on by itself; begin it again"
                ),
            }
        }
        Ok(())
    }

    /// The officer with the roles of today, which decide: who was removed pulls nothing any more.
    async fn officer_today(&self, id: OfficerId) -> Result<Officer, Refusal> {
        let row = self.store.officer(&id.0).await;
        let row = row.map_err(Refusal::fault(READ))?;
        let roles = row.as_ref().map(roles_of).transpose()?;
        let roles = roles.unwrap_or_default();
        Ok(Officer { id, roles })
    }

    fn pull_on(self: &Arc<Self>, officer: Officer, matter: MatterId) {
        let node = Arc::clone(self);
        tokio::spawn(async move {
            let Some(running) = node.pulls.begin(matter) else {
                return;
            };
            let progress = Arc::clone(&running.progress);
            let pulled = node.pull_evidence_as(&officer, matter, &progress).await;
            if let Err(error) = node.pull_ended(matter, &progress, pulled.err()).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the state of a pull cannot be kept"
                );
            }
            drop(running);
        });
    }

    /// What is kept of a pull that has ended: nothing where it came to its end, otherwise how far it came and why no further.
    async fn pull_ended(
        &self,
        matter: MatterId,
        progress: &Progress,
        no: Option<Refusal>,
    ) -> Result<(), Refusal> {
        let Some(no) = no else {
            return self.let_go::<Wanted>(&matter.to_string()).await;
        };
        let Some(held) = self.wanted(matter).await? else {
            return Ok(());
        };
        if progress.stop.is_cancelled() {
            return Ok(());
        }
        if let Refusal::Fault { what, source } = &no {
            tracing::warn!(what, error = %chain(source.as_ref()), "a pull broke off");
        }
        let problem = no.problem();
        let wanted = Wanted {
            paused: true,
            here: progress.state().here,
            total: progress.state().total,
            said: Some(problem.said().to_string()),
            ..held.value
        };
        self.want(matter, held.version, wanted).await
    }

    async fn wanted(&self, matter: MatterId) -> Result<Option<Held<Wanted>>, Refusal> {
        self.held::<Wanted>(&matter.to_string()).await
    }

    /// Keeps it in the place of the row of this version, 0 where there was none. Whoever was first meanwhile stays.
    async fn want(&self, matter: MatterId, before: i64, wanted: Wanted) -> Result<(), Refusal> {
        let row = Row {
            id: &matter.to_string(),
            owner: OWNER,
            version: before + 1,
            ends_at: None,
            value: &wanted,
        };
        self.keep_row(row).await.map(drop)
    }
}
