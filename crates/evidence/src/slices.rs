//! Slices of the sealed package: the chaining values of BLAKE3's own tree at
//! every 1 MiB. With them any slice is verified as it arrives, in any order, and
//! their root is the plain BLAKE3 digest of the file.

use std::ops::Range;

use blake3::hazmat::{ChainingValue, HasherExt as _, Mode};
use blake3::hazmat::{merge_subtrees_non_root, merge_subtrees_root};
use blake3::{Hash, Hasher};

use crate::Blake3;

/// Length of every slice but the last, in bytes: 1024 chunks of BLAKE3.
pub const SLICE_BYTES: u64 = 1 << 20;
const VALUE_BYTES: usize = 32;
/// A subtree that BLAKE3 computes at its full width. Pieces that end where such a
/// subtree ends cost a third less than pieces that end anywhere.
const STRIDE_BYTES: usize = 64 << 10;

/// Why a list of chaining values is not that of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlicesInvalid {
    /// The list's length does not fit the package's.
    #[error("the slice list has {found} bytes; a package of {length} bytes has {expected}")]
    Length {
        /// Length of the package, in bytes.
        length: u64,
        /// Bytes expected in the list.
        expected: u64,
        /// Bytes found.
        found: u64,
    },
    /// The values do not lead to the digest in the manifest.
    #[error("the slice list leads to the digest {found}; the manifest names {expected}")]
    Root {
        /// The digest the manifest names.
        expected: Blake3,
        /// The digest the list leads to.
        found: Blake3,
    },
}

/// A slice that is not the one that was sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("slice {index} (bytes {} to {}) is not what was sealed; fetch it again", range.start, range.end)]
pub struct SliceMismatch {
    /// Number of the slice, from zero.
    pub index: u64,
    /// The bytes of the package it covers.
    pub range: Range<u64>,
}

/// The chaining values of a package's slices. A value exists only if its root was
/// computed or checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliceTree {
    length: u64,
    values: Vec<ChainingValue>,
    root: Blake3,
}

impl SliceTree {
    /// Bytes of the list of a package of `length` bytes.
    pub fn bytes_of(length: u64) -> u64 {
        slice_count(length) * VALUE_BYTES as u64
    }

    /// Reads the concatenated 32-byte values of a package of `length` bytes, and
    /// accepts them only if they lead to `root`, the digest in the signed manifest.
    pub fn from_bytes(length: u64, bytes: &[u8], root: Blake3) -> Result<Self, SlicesInvalid> {
        let expected = Self::bytes_of(length);
        if expected != bytes.len() as u64 || expected == 0 {
            return Err(SlicesInvalid::Length {
                length,
                expected,
                found: bytes.len() as u64,
            });
        }
        let values = bytes.as_chunks::<VALUE_BYTES>().0.to_vec();
        let found = Blake3::from_bytes(*root_of(&values).as_bytes());
        if found != root {
            return Err(SlicesInvalid::Root {
                expected: root,
                found,
            });
        }
        Ok(Self {
            length,
            values,
            root,
        })
    }

    /// The concatenated 32-byte values, first slice first. The single value of a
    /// package of one slice is the digest of the package itself.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.values.concat()
    }

    /// Length of the package, in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The BLAKE3 digest of the package, as `b3sum` prints it.
    pub fn root(&self) -> Blake3 {
        self.root
    }

    /// How many slices there are.
    pub fn count(&self) -> u64 {
        self.values.len() as u64
    }

    /// The bytes of the package that slice `index` covers. `None`: no such slice.
    pub fn range(&self, index: u64) -> Option<Range<u64>> {
        let start = index.checked_mul(SLICE_BYTES)?;
        (index < self.count()).then(|| start..self.length.min(start + SLICE_BYTES))
    }

    /// Checks the bytes of slice `index`.
    pub fn verify_slice(&self, index: u64, bytes: &[u8]) -> Result<(), SliceMismatch> {
        let range = self.range(index).unwrap_or(self.length..self.length);
        let right_length = bytes.len() as u64 == range.end - range.start && !bytes.is_empty();
        if right_length && self.value_of(range.start, bytes) == self.values[index_of(index)] {
            return Ok(());
        }
        Err(SliceMismatch { index, range })
    }

    fn value_of(&self, start: u64, bytes: &[u8]) -> ChainingValue {
        if self.values.len() == 1 {
            return *blake3::hash(bytes).as_bytes();
        }
        let mut hasher = Hasher::new();
        hasher.set_input_offset(start).update(bytes);
        hasher.finalize_non_root()
    }
}

/// How many slices a package of `length` bytes has.
pub fn slice_count(length: u64) -> u64 {
    length.div_ceil(SLICE_BYTES)
}

/// Computes the slices of a stream in one pass.
pub(crate) struct SliceHasher {
    values: Vec<ChainingValue>,
    current: Hasher,
    filled: u64,
}

impl SliceHasher {
    pub(crate) fn new() -> Self {
        Self {
            values: Vec::new(),
            current: Hasher::new(),
            filled: 0,
        }
    }

    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.filled == SLICE_BYTES {
                self.begin_next();
            }
            let room = usize::try_from(SLICE_BYTES - self.filled).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at(bytes.len().min(room));
            self.current.update(now);
            self.filled += now.len() as u64;
            bytes = later;
        }
    }

    /// Takes bytes up to the last end of a stride in them, and says how many.
    pub(crate) fn update_back(&mut self, bytes: &[u8]) -> usize {
        let after = (self.in_stride() + bytes.len()) % STRIDE_BYTES;
        let count = bytes.len().saturating_sub(after);
        self.update(&bytes[..count]);
        count
    }

    /// Takes `least` bytes and those up to the next end of a stride, and says how many.
    pub(crate) fn update_ahead(&mut self, bytes: &[u8], least: usize) -> usize {
        let after = (self.in_stride() + least).next_multiple_of(STRIDE_BYTES);
        let count = bytes.len().min(after - self.in_stride());
        self.update(&bytes[..count]);
        count
    }

    /// Bytes taken since the last end of a stride.
    fn in_stride(&self) -> usize {
        usize::try_from(self.filled % STRIDE_BYTES as u64).unwrap_or(0)
    }

    /// A full slice is closed only when a byte follows it: the last one is not a
    /// subtree if it is the only one.
    fn begin_next(&mut self) {
        self.values.push(self.current.finalize_non_root());
        self.current = Hasher::new();
        let offset = self.values.len() as u64 * SLICE_BYTES;
        self.current.set_input_offset(offset);
        self.filled = 0;
    }

    pub(crate) fn finish(mut self) -> SliceTree {
        let length = self.values.len() as u64 * SLICE_BYTES + self.filled;
        self.values.push(if self.values.is_empty() {
            *self.current.finalize().as_bytes()
        } else {
            self.current.finalize_non_root()
        });
        let root = Blake3::from_bytes(*root_of(&self.values).as_bytes());
        SliceTree {
            length,
            values: self.values,
            root,
        }
    }
}

/// The root of the tree over all slices; there is at least one.
fn root_of(values: &[ChainingValue]) -> Hash {
    if let [only] = values {
        return Hash::from_bytes(*only);
    }
    let (left, right) = values.split_at(left_count(values.len()));
    merge_subtrees_root(&subtree(left), &subtree(right), Mode::Hash)
}

fn subtree(values: &[ChainingValue]) -> ChainingValue {
    if let [only] = values {
        return *only;
    }
    let (left, right) = values.split_at(left_count(values.len()));
    merge_subtrees_non_root(&subtree(left), &subtree(right), Mode::Hash)
}

/// The largest power of two below `count`, which is at least two (BLAKE3, 2.1).
fn left_count(count: usize) -> usize {
    count.next_power_of_two() / 2
}

fn index_of(index: u64) -> usize {
    usize::try_from(index).expect("INVARIANT (slices): the index is below a length in memory")
}

#[cfg(test)]
mod tests;
