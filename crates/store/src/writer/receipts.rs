//! Building the receipts of a group.

use tokio::task::{JoinHandle, spawn_blocking};

use super::batch::Fresh;
use super::prepared::SharedFinish;
use crate::commit::Committed;
use crate::error::StoreError;

/// What one receipt is built by and from, and its place in the group.
type Work = (usize, SharedFinish, Committed);

/// Receipts with their places.
type Built = Vec<(usize, Vec<u8>)>;

/// Builds the receipts on the blocking pool, on as many threads as there are
/// processors: signing hundreds of them here would hold up this thread's other tasks.
pub(crate) async fn finish(group: &mut [Fresh<'_>]) -> Result<(), StoreError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for task in begin(group, threads) {
        let receipts = task.await.map_err(|error| StoreError::Log {
            what: format!("a receipt could not be built: {error}"),
        })?;
        for (place, receipt) in receipts {
            group[place].committed.receipt = Some(receipt);
        }
    }
    Ok(())
}

fn begin(group: &[Fresh<'_>], threads: usize) -> Vec<JoinHandle<Built>> {
    let mut shares: Vec<Vec<Work>> = vec![Vec::new(); threads];
    for (place, fresh) in group.iter().enumerate() {
        if let Some(finish) = fresh.one.finish.clone() {
            shares[place % threads].push((place, finish, fresh.committed.clone()));
        }
    }
    let busy = shares.into_iter().filter(|share| !share.is_empty());
    busy.map(|share| spawn_blocking(move || build(&share)))
        .collect()
}

fn build(share: &[Work]) -> Built {
    let built = share.iter();
    built
        .map(|(place, finish, committed)| (*place, finish(committed)))
        .collect()
}
