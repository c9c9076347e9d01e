//! The custody log on disk, beside the one served over HTTP: plain files in the layout of C2SP
//! tlog-tiles, which any static server can hand out and any auditor can copy. Derived from the
//! store: what is lost or damaged of it is written again when the node starts, and named by `comity fsck` before.

#[cfg(test)]
mod tests;

use comity_custody::{Checkpoint, Note, TILE_WIDTH, TileId, tiles_of_tree};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::act::READ;
use crate::node::Node;
use crate::refusal::Refusal;

/// How often new entries are written out.
const TICK: Duration = Duration::from_secs(1);
/// The folder in the node's data folder.
const FOLDER: &str = "custody";
const CHECKPOINT: &str = "checkpoint";
/// Between the path of a tile and how many hashes of it there are, while it is not full.
const PARTIAL: &str = ".p/";
/// How often the files are compared anew, where they change meanwhile.
const LOOKS_MAX: usize = 5;

/// What of the files is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is not there as it should be, old or new.
    Whole,
    /// What came since the checkpoint there was written.
    New,
}

/// Writes the log out as it grows, until stopped. At the start all of it is looked at: what became of the files while no node
/// ran, nobody knows.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    let mut extent = Extent::Whole;
    while !stop.is_cancelled() {
        match node.publish_log(extent).await {
            Ok(()) => extent = Extent::New,
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the log on disk is behind"
            ),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

impl Node {
    /// Brings the files up to the newest checkpoint; the checkpoint itself is written last.
    pub(crate) async fn publish_log(&self, extent: Extent) -> Result<(), Refusal> {
        let folder = self.data.join(FOLDER);
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        let before = published_size(&folder);
        if extent == Extent::New && before == Some(head.size) {
            return Ok(());
        }
        let is_wanted =
            |tile: &TileId| extent == Extent::Whole || is_new(*tile, before.unwrap_or(0));
        for tile in tiles_of_tree(head.size).filter(is_wanted) {
            for path in paths(tile) {
                let bytes = self.log_tile(&path).await?;
                let place = folder.join(&path);
                if extent == Extent::Whole && read(&place).await?.as_ref() == Some(&bytes) {
                    continue;
                }
                write_out(place, bytes, tile.is_full()).await?;
            }
        }
        let checkpoint = head.checkpoint.as_bytes().to_vec();
        write_out(folder.join(CHECKPOINT), checkpoint, false).await
    }

    /// What of the files is not as the store has it, and how many were looked at; nothing where there are none, as in a backup.
    pub(crate) async fn published_faults(&self) -> Result<(u64, Vec<String>), Refusal> {
        let folder = self.data.join(FOLDER);
        for _ in 0..LOOKS_MAX {
            // It is written last: without it nothing was published yet.
            if !folder.join(CHECKPOINT).exists() {
                break;
            }
            let size = published_size(&folder);
            let found = self.faults_at(&folder, size).await?;
            // A node that serves the folder may have written in between.
            if published_size(&folder) == size {
                return Ok(found);
            }
        }
        Ok((0, Vec::new()))
    }

    async fn faults_at(
        &self,
        folder: &Path,
        size: Option<u64>,
    ) -> Result<(u64, Vec<String>), Refusal> {
        let (mut looked, mut faults) = (1, Vec::new());
        let fault = |path: &str, what: &str| format!("{FOLDER}/{path}: {what}");
        let kept = read(&folder.join(CHECKPOINT)).await?;
        let signed = match size {
            // Of the empty log nothing is kept, and nothing is to be shown.
            Some(0) => kept.clone(),
            Some(size) => self.checkpoint_of(size).await?,
            None => None,
        };
        if signed.is_none() || kept != signed {
            faults.push(fault(CHECKPOINT, "is none that this log signed"));
        }
        for tile in tiles_of_tree(size.unwrap_or(0)) {
            for path in paths(tile) {
                looked += 1;
                let bytes = self.log_tile(&path).await?;
                match published(folder, &path, bytes.len()).await? {
                    Some(found) if found == bytes => {}
                    Some(_) => faults.push(fault(&path, "differs from the log")),
                    None => faults.push(fault(&path, "is missing")),
                }
            }
        }
        Ok((looked, faults))
    }

    /// The checkpoint that was signed at a size.
    async fn checkpoint_of(&self, size: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        if head.size == size {
            return Ok(Some(head.checkpoint.as_bytes().to_vec()));
        }
        let signed = self.store.checkpoint_at(size).await;
        let signed = signed.map_err(Refusal::fault(READ))?;
        Ok(signed.map(|head| head.checkpoint.as_bytes().to_vec()))
    }
}

/// The files of a tile.
fn paths(tile: TileId) -> Vec<String> {
    let entries = (tile.level() == 0).then(|| tile.entries_path());
    std::iter::once(tile.path()).chain(entries).collect()
}

/// A published file. A partial tile may have become full since its checkpoint: then its beginning is in the full one.
async fn published(folder: &Path, path: &str, length: usize) -> Result<Option<Vec<u8>>, Refusal> {
    if let Some(found) = read(&folder.join(path)).await? {
        return Ok(Some(found));
    }
    let Some((full, _)) = path.split_once(PARTIAL) else {
        return Ok(None);
    };
    let full = read(&folder.join(full)).await?;
    Ok(full.map(|bytes| bytes.into_iter().take(length).collect()))
}

/// A file, read beside the runtime's threads; none where it is not there.
async fn read(path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    const UNREAD: &str = "the log on disk cannot be read; check its permissions";
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    });
    let read = read.await.map_err(Refusal::fault(UNREAD))?;
    read.map_err(Refusal::fault(UNREAD))
}

/// Writes a file beside the runtime's threads: a sync would hold up whoever waits for one of them.
async fn write_out(path: PathBuf, bytes: Vec<u8>, full: bool) -> Result<(), Refusal> {
    const UNWRITTEN: &str = "the log cannot be written to disk; check its space and permissions";
    let written = tokio::task::spawn_blocking(move || {
        write(&path, &bytes)?;
        // A full tile makes its partial forerunners needless.
        if full { clear_partials(&path) } else { Ok(()) }
    });
    let written = written.await.map_err(Refusal::fault(UNWRITTEN))?;
    written.map_err(Refusal::fault(UNWRITTEN))
}

/// The size of the log as it stands on disk; none where it does not read.
fn published_size(folder: &Path) -> Option<u64> {
    let note = Note::parse(&fs::read_to_string(folder.join(CHECKPOINT)).ok()?).ok()?;
    Some(Checkpoint::parse(note.text()).ok()?.size())
}

/// The history on disk is longer than the one in the database: a database was lost, or an older backup put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the log on disk has {published} entries and the database {kept}: the database was lost or is an older one. A node never \
     begins another history under the same keys; restore the newest backup, or ask the register for new keys"
)]
pub struct HistoryLost {
    /// Entries of the log in the folder `custody`.
    pub published: u64,
    /// Entries in the database.
    pub kept: u64,
}

/// INVARIANT (one history): what was published once is in the database, or the node does not start. `kept` is the size of the
/// log there; 0 where there is no database yet.
pub(crate) fn not_lost(data: &Path, kept: u64) -> Result<(), HistoryLost> {
    let published = published_size(&data.join(FOLDER)).unwrap_or(0);
    if published > kept {
        return Err(HistoryLost { published, kept });
    }
    Ok(())
}

/// Whether a tile was not full yet when the log had `size` entries.
fn is_new(tile: TileId, size: u64) -> bool {
    let below = size.checked_shr(u32::from(tile.level()) * 8).unwrap_or(0);
    tile.index() >= below / u64::from(TILE_WIDTH)
}

/// Writes a file whole: readers see the old one or the new one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)?;
    let partial = beside(path, ".new");
    let mut file = fs::File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(partial, path)
}

fn clear_partials(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(beside(path, ".p")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
