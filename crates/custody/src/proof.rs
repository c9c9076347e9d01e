//! Inclusion and consistency proofs: made from tiles, checked from hashes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::digest::{Digest, node_hash};
use crate::shape::{Perfect, consistency_ranges, fold, inclusion_ranges, perfect_subtrees};
use crate::tile::{MAX_TREE_SIZE, TileId, TileSource};

/// Why a proof could not be made, or does not prove what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not in a tree of that size.
    #[error("entry {index} is not in a log of {size} entries")]
    IndexBeyondSize {
        /// The leaf asked for, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The older tree is larger than the newer one.
    #[error("a log of {new} entries cannot extend one of {old}")]
    Shrunk {
        /// Leaves in the older tree.
        old: u64,
        /// Leaves in the newer tree.
        new: u64,
    },
    /// More leaves than a log may have.
    #[error("a log of {size} entries is larger than the format allows")]
    TooLarge {
        /// The size named.
        size: u64,
    },
    /// The source of tiles does not hold one that is needed.
    #[error("the log lacks {tile}; rebuild its tiles from the entries")]
    MissingTile {
        /// The tile at the least width that would do.
        tile: TileId,
    },
    /// The proof has not the number of hashes that sizes and index demand.
    #[error("the proof has {found} hashes where {expected} are needed")]
    Length {
        /// What sizes and index demand.
        expected: usize,
        /// What the proof has.
        found: usize,
    },
    /// The leaf and the proof lead to a different root.
    #[error("the entry is not in the log: the proof leads to root {computed}, not {expected}")]
    NotIncluded {
        /// The root of the checkpoint.
        expected: Digest,
        /// What leaf and proof add up to.
        computed: Digest,
    },
    /// The proof does not lead to the older root: the newer tree does not
    /// extend the older one.
    #[error("the log was rewritten: the proof leads to old root {computed}, not {expected}")]
    OldRoot {
        /// The root of the older checkpoint.
        expected: Digest,
        /// What the proof adds up to.
        computed: Digest,
    },
    /// The proof does not lead to the newer root.
    #[error("the proof leads to new root {computed}, not {expected}")]
    NewRoot {
        /// The root of the newer checkpoint.
        expected: Digest,
        /// What the proof adds up to.
        computed: Digest,
    },
}

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

/// Checks that `leaf`, a leaf hash, is number `index` (from 0) in the tree of
/// `size` leaves with that root.
pub fn verify_inclusion(
    leaf: Digest,
    index: u64,
    size: u64,
    proof: &[Digest],
    root: Digest,
) -> Result<(), ProofError> {
    check_inclusion(index, size)?;
    let ranges = inclusion_ranges(index, size);
    check_length(ranges.len(), proof.len())?;
    let computed = ranges
        .iter()
        .zip(proof)
        .fold(leaf, |hash, (range, &sibling)| {
            if range.start > index {
                node_hash(hash, sibling)
            } else {
                node_hash(sibling, hash)
            }
        });
    if computed != root {
        return Err(ProofError::NotIncluded {
            expected: root,
            computed,
        });
    }
    Ok(())
}

/// Checks that the tree of `new_size` leaves extends the tree of `old_size`
/// leaves without change to it (RFC 6962, 2.1.2).
pub fn verify_consistency(
    old_size: u64,
    old_root: Digest,
    new_size: u64,
    new_root: Digest,
    proof: &[Digest],
) -> Result<(), ProofError> {
    check_consistency(old_size, new_size)?;
    if old_size == 0 {
        check_length(0, proof.len())?;
        check_old(old_root, Digest::of_empty_tree())?;
        let grown = new_size > 0;
        return if grown {
            Ok(())
        } else {
            check_new(new_root, old_root)
        };
    }
    let ranges = consistency_ranges(old_size, new_size);
    check_length(ranges.len(), proof.len())?;
    let (old, new) = replay(old_size, old_root, &ranges, proof);
    check_old(old_root, old)?;
    check_new(new_root, new)
}

/// Both roots that a consistency proof adds up to. The walk starts from the
/// subtree both trees share at the old tree's right edge: from the old root
/// itself when the proof leaves that subtree out.
fn replay(
    old_size: u64,
    old_root: Digest,
    ranges: &[Range<u64>],
    proof: &[Digest],
) -> (Digest, Digest) {
    let mut steps = ranges.iter().zip(proof.iter().copied()).peekable();
    let shared = steps.next_if(|(range, _)| range.end == old_size);
    let start = shared.map_or(old_root, |(_, hash)| hash);
    steps.fold((start, start), |(old, new), (range, sibling)| {
        if range.start >= old_size {
            (old, node_hash(new, sibling))
        } else {
            (node_hash(sibling, old), node_hash(sibling, new))
        }
    })
}

fn check_old(expected: Digest, computed: Digest) -> Result<(), ProofError> {
    let same = expected == computed;
    same.then_some(())
        .ok_or(ProofError::OldRoot { expected, computed })
}

fn check_new(expected: Digest, computed: Digest) -> Result<(), ProofError> {
    let same = expected == computed;
    same.then_some(())
        .ok_or(ProofError::NewRoot { expected, computed })
}

fn check_length(expected: usize, found: usize) -> Result<(), ProofError> {
    let same = expected == found;
    same.then_some(())
        .ok_or(ProofError::Length { expected, found })
}

fn check_size(size: u64) -> Result<(), ProofError> {
    let fits = size <= MAX_TREE_SIZE;
    fits.then_some(()).ok_or(ProofError::TooLarge { size })
}

pub(crate) fn check_inclusion(index: u64, size: u64) -> Result<(), ProofError> {
    check_size(size)?;
    let inside = index < size;
    inside
        .then_some(())
        .ok_or(ProofError::IndexBeyondSize { index, size })
}

pub(crate) fn check_consistency(old: u64, new: u64) -> Result<(), ProofError> {
    check_size(new)?;
    let grown = old <= new;
    grown.then_some(()).ok_or(ProofError::Shrunk { old, new })
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

/// Where a perfect subtree lies: `height` levels above the hashes of a tile,
/// over those from `first` on.
pub(crate) struct Place {
    pub(crate) level: u8,
    pub(crate) tile: u64,
    pub(crate) height: u32,
    pub(crate) first: u64,
}

impl Place {
    pub(crate) fn of(subtree: Perfect) -> Self {
        let height = subtree.height % 8;
        let tile = subtree.index >> (8 - height);
        Self {
            level: u8::try_from(subtree.height / 8).unwrap_or(u8::MAX),
            tile,
            height,
            first: (subtree.index << height) - (tile << 8),
        }
    }
}

/// Reads hashes of perfect subtrees out of tiles, each tile fetched once.
struct TileReader<'a, S> {
    source: &'a S,
    size: u64,
    fetched: RefCell<BTreeMap<(u8, u64), Option<Vec<u8>>>>,
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
