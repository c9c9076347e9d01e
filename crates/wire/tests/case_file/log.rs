//! A State's custody log, small enough to be rebuilt for each proof.

use std::collections::BTreeMap;

use comity_custody::{
    Checkpoint, Digest, Edge, Entry, Note, NoteSigner, leaf_hash, prove_consistency,
    prove_inclusion,
};
use comity_wire::case_file::Head;
use comity_wire::receipt::LoggedEntry;
use jiff::Timestamp;

pub struct Log {
    pub signer: NoteSigner,
    pub entries: Vec<Vec<u8>>,
}

type Tiles = BTreeMap<(u8, u64), Vec<u8>>;

impl Log {
    /// A log with a past of its own, so that proofs are not trivial.
    pub fn new(name: &str, seed: u8, past: u32) -> Self {
        let signer = NoteSigner::ed25519(name, &[seed; 32]).expect("a name");
        let mut log = Self {
            signer,
            entries: Vec::new(),
        };
        for number in 0..past {
            log.filler(number);
        }
        log
    }

    /// An entry about something else.
    pub fn filler(&mut self, number: u32) {
        let at = Timestamp::from_second(1_780_000_000 + i64::from(number)).expect("a time");
        let digest = Digest::of(&number.to_be_bytes());
        self.append(at, "01935d3c-0000-7000-8000-00000000ffff", "event", digest);
    }

    pub fn append(&mut self, at: Timestamp, matter: &str, kind: &str, digest: Digest) -> u64 {
        let parsed = |entry: &Vec<u8>| Entry::parse(entry).expect("an entry");
        let mut before = self.entries.iter().rev().map(parsed);
        let previous = before.find(|entry| entry.matter() == matter);
        let previous = previous.map(|entry| entry.leaf_hash());
        let entry = Entry::new(at, matter, kind, digest, previous).expect("identifiers");
        self.entries.push(entry.to_bytes());
        self.entries.len() as u64 - 1
    }

    /// The entries of a matter, one a line.
    pub fn record(&self, matter: &str) -> Vec<Vec<u8>> {
        let of_matter =
            |entry: &&Vec<u8>| Entry::parse(entry).expect("an entry").matter() == matter;
        self.entries.iter().filter(of_matter).cloned().collect()
    }

    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    fn tree(&self, size: u64) -> (Digest, Tiles) {
        let mut edge = Edge::empty();
        for entry in self
            .entries
            .iter()
            .take(usize::try_from(size).expect("small"))
        {
            edge.append(leaf_hash(entry));
        }
        let changed = edge.changed().into_iter();
        let tiles = changed
            .map(|(tile, bytes)| ((tile.level(), tile.index()), bytes))
            .collect();
        (edge.root(), tiles)
    }

    pub fn head(&self, size: u64) -> Head {
        Head {
            size,
            root: self.tree(size).0,
        }
    }

    pub fn checkpoint(&self, size: u64) -> Note {
        let name = self.signer.verifier().name();
        let checkpoint = Checkpoint::new(name, size, self.tree(size).0).expect("an origin");
        checkpoint.sign(&[&self.signer], 0).expect("signs")
    }

    pub fn inclusion(&self, index: u64, size: u64) -> Vec<Digest> {
        prove_inclusion(index, size, &self.tree(size).1).expect("in the tree")
    }

    pub fn consistency(&self, old: u64, new: u64) -> Vec<Digest> {
        prove_consistency(old, new, &self.tree(new).1).expect("in the tree")
    }

    pub fn logged(&self, index: u64, size: u64) -> LoggedEntry {
        let entry = self.entries[usize::try_from(index).expect("small")].clone();
        LoggedEntry {
            entry: String::from_utf8(entry).expect("JSON"),
            index,
            proof: self.inclusion(index, size),
            checkpoint: self.checkpoint(size).to_string(),
        }
    }
}
