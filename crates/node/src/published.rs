//! The custody log on disk, beside the one served over HTTP: plain files in the layout of C2SP
//! tlog-tiles, which any static server can hand out and any auditor can copy. Derived from the
//! store and rebuilt from it when lost.

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

/// Writes the log out as it grows, until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = node.publish_log().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the log on disk is behind"
            );
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

impl Node {
    /// Brings the files up to the newest checkpoint; the checkpoint itself is written last.
    async fn publish_log(&self) -> Result<(), Refusal> {
        let folder = self.data.join(FOLDER);
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        let before = published_size(&folder);
        if before == Some(head.size) {
            return Ok(());
        }
        for tile in tiles_of_tree(head.size).filter(|tile| is_new(*tile, before.unwrap_or(0))) {
            let mut paths = vec![tile.path()];
            if tile.level() == 0 {
                paths.push(tile.entries_path());
            }
            for path in paths {
                let bytes = self.log_tile(&path).await?;
                write_out(folder.join(&path), bytes, tile.is_full()).await?;
            }
        }
        let checkpoint = head.checkpoint.as_bytes().to_vec();
        write_out(folder.join(CHECKPOINT), checkpoint, false).await
    }
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
