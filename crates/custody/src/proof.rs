//! Checking inclusion and consistency proofs.

use std::ops::Range;

use crate::digest::{Digest, node_hash};
use crate::shape::{consistency_ranges, inclusion_ranges};
use crate::tile::{MAX_TREE_SIZE, TileId};

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

pub(crate) fn check_size(size: u64) -> Result<(), ProofError> {
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
