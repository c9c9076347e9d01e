//! Paths under which a log is served and stored (C2SP tlog-tiles).

use std::fmt;
use std::str::FromStr;

use crate::tile::{TILE_WIDTH, TileId};

/// A resource of the log, by its path below the log's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resource {
    /// `checkpoint`: the newest signed checkpoint. The only one that changes.
    Checkpoint,
    /// `tile/<level>/<index>[.p/<width>]`: hashes.
    Tile(TileId),
    /// `tile/entries/<index>[.p/<width>]`: the entries under the tile of level 0
    /// with the same index and width.
    Entries(TileId),
}

/// The path names no resource of a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a log serves `checkpoint`, `tile/<level>/<index>` and `tile/entries/<index>`, each index in groups of three digits"
)]
pub struct PathInvalid;

impl TileId {
    /// The path of its hashes, such as `tile/0/x001/234.p/7`.
    pub fn path(&self) -> String {
        Resource::Tile(*self).to_string()
    }

    /// The path of the entries under it, such as `tile/entries/x001/234.p/7`.
    /// Meaningful for tiles of level 0 only.
    pub fn entries_path(&self) -> String {
        Resource::Entries(*self).to_string()
    }
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Resource::Tile(*self).fmt(f)
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Tile(tile) => {
                write!(f, "tile/{}/", tile.level())?;
                write_place(f, tile)
            }
            Self::Entries(tile) => {
                f.write_str("tile/entries/")?;
                write_place(f, tile)
            }
        }
    }
}

fn write_place(f: &mut fmt::Formatter<'_>, tile: &TileId) -> fmt::Result {
    let mut groups = vec![format!("{:03}", tile.index() % 1000)];
    let mut rest = tile.index() / 1000;
    while rest > 0 {
        groups.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groups.reverse();
    f.write_str(&groups.join("/"))?;
    if tile.is_full() {
        return Ok(());
    }
    write!(f, ".p/{}", tile.width())
}

impl FromStr for Resource {
    type Err = PathInvalid;

    /// Reads a path without a leading slash. Every resource has exactly one
    /// path: a second spelling (`tile/0/x000/001`, `tile/00/001`) is refused.
    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let resource = read_loosely(path).ok_or(PathInvalid)?;
        // One spelling only: caches and file systems key on the text.
        (resource.to_string() == path)
            .then_some(resource)
            .ok_or(PathInvalid)
    }
}

fn read_loosely(path: &str) -> Option<Resource> {
    if path == "checkpoint" {
        return Some(Resource::Checkpoint);
    }
    let (kind, place) = path.strip_prefix("tile/")?.split_once('/')?;
    let (index, width) = match place.split_once(".p/") {
        None => (place, TILE_WIDTH),
        Some((index, width)) => (index, width.parse().ok().filter(|&w| w < TILE_WIDTH)?),
    };
    let index = read_index(index)?;
    if kind == "entries" {
        return Some(Resource::Entries(TileId::new(0, index, width)?));
    }
    let level = kind.parse().ok()?;
    Some(Resource::Tile(TileId::new(level, index, width)?))
}

fn read_index(text: &str) -> Option<u64> {
    text.split('/').try_fold(0u64, |index, group| {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let number: u64 = digits.parse().ok()?;
        index.checked_mul(1000)?.checked_add(number)
    })
}
