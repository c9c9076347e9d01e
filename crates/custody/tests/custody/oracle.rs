//! Two other implementations of RFC 6962, and a log kept the way `store` keeps one.

use std::collections::BTreeMap;

use comity_custody::{Digest, Edge, leaf_hash};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use tlog_tiles::{Hash, HashReader};

/// A growing log beside the same log in `tlog_tiles` and `ct_merkle`.
pub struct Logs {
    /// Ours, never asked for its changes: it holds every tile.
    pub edge: Edge,
    /// Ours, as a store would keep it: tiles written after each append.
    pub tiles: BTreeMap<(u8, u64), Vec<u8>>,
    stored: Edge,
    /// The leaf hashes.
    pub leaves: Vec<Digest>,
    /// The root at each size, from 0.
    pub roots: Vec<Digest>,
    pub sumdb: Stored,
    pub trillian: MemoryBackedTree<sha2::Sha256, Vec<u8>>,
}

/// Hashes as `tlog_tiles` numbers them.
pub struct Stored(Vec<Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |&index| self.0[usize::try_from(index).unwrap()];
        Ok(indexes.iter().map(read).collect())
    }
}

impl Logs {
    pub fn empty() -> Self {
        Self {
            edge: Edge::empty(),
            tiles: BTreeMap::new(),
            stored: Edge::empty(),
            leaves: Vec::new(),
            roots: vec![Digest::of_empty_tree()],
            sumdb: Stored(Vec::new()),
            trillian: MemoryBackedTree::new(),
        }
    }

    /// Appends the entry `<index>`, in decimal, to each.
    pub fn grow(&mut self) {
        let index = self.leaves.len();
        let entry = index.to_string().into_bytes();
        let leaf = leaf_hash(&entry);
        assert_eq!(self.edge.append(leaf), index as u64);
        self.stored.append(leaf);
        for (id, bytes) in self.stored.changed() {
            self.tiles.insert((id.level(), id.index()), bytes);
        }
        self.leaves.push(leaf);
        self.roots.push(self.edge.root());
        let hashes = tlog_tiles::stored_hashes(index as u64, &entry, &self.sumdb).unwrap();
        self.sumdb.0.extend(hashes);
        self.trillian.push(entry);
    }

    pub fn of_size(size: usize) -> Self {
        let mut logs = Self::empty();
        (0..size).for_each(|_| logs.grow());
        logs
    }
}

pub fn ours(hashes: Vec<Hash>) -> Vec<Digest> {
    let bytes = hashes.into_iter().map(|hash| hash.0);
    bytes.map(Digest::from_bytes).collect()
}

pub fn theirs(digest: Digest) -> Hash {
    Hash(*digest.as_bytes())
}
