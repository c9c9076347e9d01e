//! Making inclusion and consistency proofs from tiles.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::digest::{Digest, node_hash};
use crate::proof::{ProofError, check_consistency, check_inclusion, check_size};
use crate::shape::{Perfect, Place, consistency_ranges, fold, inclusion_ranges, perfect_subtrees};
use crate::tile::{TileId, TileSource};

/// The tiles that [`prove_inclusion`] reads, at their width in a tree of `size`.
/// Empty where there is nothing to prove.
pub fn tiles_for_inclusion(index: u64, size: u64) -> Vec<TileId> {
    match check_inclusion(index, size) {
        Ok(()) => tiles_of_ranges(&inclusion_ranges(index, size), size),
        Err(_) => Vec::new(),
    }
}

/// Proves that leaf `index` (from 0) is in the tree of `size` leaves: one hash
/// a level, the leaf's sibling first (RFC 6962, 2.1.1).
pub fn prove_inclusion(
    index: u64,
    size: u64,
    tiles: &impl TileSource,
) -> Result<Vec<Digest>, ProofError> {
    check_inclusion(index, size)?;
    let reader = TileReader::new(tiles, size);
    hashes(&inclusion_ranges(index, size), |subtree| {
        reader.hash(subtree)
    })
}

/// The tiles that [`prove_consistency`] reads, at their width in the newer tree.
/// Empty where there is nothing to prove.
pub fn tiles_for_consistency(old: u64, new: u64) -> Vec<TileId> {
    match check_consistency(old, new) {
        Ok(()) if old > 0 => tiles_of_ranges(&consistency_ranges(old, new), new),
        _ => Vec::new(),
    }
}

/// Proves that the tree of `new` leaves extends the tree of `old` leaves
/// (RFC 6962, 2.1.2). Empty when `old` is 0 or equal to `new`.
pub fn prove_consistency(
    old: u64,
    new: u64,
    tiles: &impl TileSource,
) -> Result<Vec<Digest>, ProofError> {
    check_consistency(old, new)?;
    if old == 0 {
        return Ok(Vec::new());
    }
    let reader = TileReader::new(tiles, new);
    hashes(&consistency_ranges(old, new), |subtree| {
        reader.hash(subtree)
    })
}

/// The root of the tree of `size` leaves, from its tiles. An auditor compares
/// it with the checkpoint; [`crate::Edge::root`] is the cheap way for the log itself.
pub fn tree_root(size: u64, tiles: &impl TileSource) -> Result<Digest, ProofError> {
    check_size(size)?;
    if size == 0 {
        return Ok(Digest::of_empty_tree());
    }
    let reader = TileReader::new(tiles, size);
    hash_of_range(&(0..size), &|subtree| reader.hash(subtree))
}

fn tiles_of_ranges(ranges: &[Range<u64>], size: u64) -> Vec<TileId> {
    let subtrees = ranges.iter().flat_map(perfect_subtrees);
    let mut tiles: Vec<_> = subtrees
        .filter_map(|subtree| {
            let place = Place::of(subtree);
            TileId::in_tree(place.level, place.tile, size)
        })
        .collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles
}

pub(crate) fn hashes(
    ranges: &[Range<u64>],
    hash: impl Fn(Perfect) -> Result<Digest, ProofError>,
) -> Result<Vec<Digest>, ProofError> {
    ranges
        .iter()
        .map(|range| hash_of_range(range, &hash))
        .collect()
}

fn hash_of_range(
    range: &Range<u64>,
    hash: &impl Fn(Perfect) -> Result<Digest, ProofError>,
) -> Result<Digest, ProofError> {
    let parts: Vec<Digest> = perfect_subtrees(range)
        .map(hash)
        .collect::<Result<_, _>>()?;
    // INVARIANT (no empty range): proofs and non-empty trees consist of
    // non-empty ranges, so there is always a part.
    Ok(fold(parts.into_iter()).unwrap_or_else(Digest::of_empty_tree))
}

/// Bytes of tiles by level and index; `None` for those the source lacks.
type Fetched = BTreeMap<(u8, u64), Option<Vec<u8>>>;

/// Reads hashes of perfect subtrees out of tiles, each tile fetched once.
struct TileReader<'a, S> {
    source: &'a S,
    size: u64,
    fetched: RefCell<Fetched>,
}

impl<'a, S: TileSource> TileReader<'a, S> {
    fn new(source: &'a S, size: u64) -> Self {
        let fetched = RefCell::default();
        Self {
            source,
            size,
            fetched,
        }
    }

    fn hash(&self, subtree: Perfect) -> Result<Digest, ProofError> {
        let place = Place::of(subtree);
        let mut fetched = self.fetched.borrow_mut();
        let bytes = fetched
            .entry((place.level, place.tile))
            .or_insert_with(|| self.source.tile(place.level, place.tile));
        bytes
            .as_deref()
            .and_then(|bytes| hash_in_tile(bytes, &place))
            .ok_or_else(|| self.missing(&place))
    }

    fn missing(&self, place: &Place) -> ProofError {
        // INVARIANT (ranges lie in the tree): so the tree has the tile.
        TileId::in_tree(place.level, place.tile, self.size)
            .map_or(ProofError::TooLarge { size: self.size }, |tile| {
                ProofError::MissingTile { tile }
            })
    }
}

/// The hash of a subtree from its tile's bytes; `None` where the tile is too narrow.
fn hash_in_tile(bytes: &[u8], place: &Place) -> Option<Digest> {
    let first = usize::try_from(place.first).ok()?;
    let count = 1usize << place.height;
    let bytes = bytes.get(first * 32..(first + count) * 32)?;
    let mut row: Vec<Digest> = bytes
        .as_chunks()
        .0
        .iter()
        .copied()
        .map(Digest::from_bytes)
        .collect();
    while row.len() > 1 {
        row = row
            .chunks_exact(2)
            .map(|pair| node_hash(pair[0], pair[1]))
            .collect();
    }
    row.pop()
}
