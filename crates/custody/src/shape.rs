//! The shape of the tree: which subtrees a proof consists of.
//!
//! Everything here is arithmetic on leaf numbers. A proof is a list of ranges
//! of leaves, and each range is a list of perfect subtrees, which is what tiles
//! hold. Provers and the list of tiles to fetch are readings of the same lists,
//! so they cannot disagree.

use std::ops::Range;

use crate::digest::{Digest, node_hash};

/// A perfect subtree: the leaves `index << height .. (index + 1) << height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Perfect {
    pub(crate) height: u32,
    pub(crate) index: u64,
}

/// Ranges of the inclusion proof of leaf `index` in a tree of `size`, sibling
/// of the leaf first (RFC 6962, 2.1.1). Requires `index < size`.
pub(crate) fn inclusion_ranges(index: u64, size: u64) -> Vec<Range<u64>> {
    let (mut low, mut high) = (0, size);
    let mut ranges = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            ranges.push(middle..high);
            high = middle;
        } else {
            ranges.push(low..middle);
            low = middle;
        }
    }
    ranges.reverse();
    ranges
}

/// Ranges of the consistency proof from `old` to `new` (RFC 6962, 2.1.2).
/// Requires `0 < old <= new`.
pub(crate) fn consistency_ranges(old: u64, new: u64) -> Vec<Range<u64>> {
    let (mut low, mut high) = (0, new);
    let mut ranges = Vec::new();
    while old != high {
        let middle = low + split(high - low);
        if old <= middle {
            ranges.push(middle..high);
            high = middle;
        } else {
            ranges.push(low..middle);
            low = middle;
        }
    }
    // The verifier holds the old root, so an untouched left edge is left out.
    if low > 0 {
        ranges.push(low..high);
    }
    ranges.reverse();
    ranges
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

/// The perfect subtrees of a range of the tree, left to right.
pub(crate) fn perfect_subtrees(range: &Range<u64>) -> impl Iterator<Item = Perfect> + use<> {
    let Range { mut start, end } = *range;
    std::iter::from_fn(move || {
        let height = (end - start).checked_ilog2()?;
        let index = start >> height;
        start += 1 << height;
        Some(Perfect { height, index })
    })
}

/// The hash of a range from those of its perfect subtrees, left to right.
/// `None` for an empty range.
pub(crate) fn fold(subtrees: impl DoubleEndedIterator<Item = Digest>) -> Option<Digest> {
    subtrees.rev().reduce(|right, left| node_hash(left, right))
}

/// The largest power of two smaller than `count`, which must be at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}
