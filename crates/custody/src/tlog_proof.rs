//! Proof files (C2SP tlog-proof): an entry's place in the log, provable offline.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::digest::{Digest, leaf_hash};
use crate::note::{Note, NoteError};
use crate::number::parse_size;
use crate::policy::{CheckedCheckpoint, Policy, PolicyError};
use crate::proof::{ProofError, verify_inclusion};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Hashes in a proof at most: one for each bit of an index.
const PROOF_LINES_MAX: usize = 63;

/// An inclusion proof with the cosigned checkpoint it leads to. Conventional
/// file name ending: `.tlog-proof`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Bytes of the application's own, in no way authenticated.
    pub extra: Option<Vec<u8>>,
    /// Number of the entry, from 0.
    pub index: u64,
    /// The inclusion proof, sibling of the leaf first.
    pub proof: Vec<Digest>,
    /// The signed and cosigned checkpoint.
    pub checkpoint: Note,
}

/// The text is not a proof file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofInvalid {
    /// Another first line.
    #[error("line 1 of a proof file is `{HEADER}`")]
    Header,
    /// The extra line is not base64.
    #[error("line 2 of the proof file is not `extra <base64>`")]
    Extra,
    /// No index line, or not a number.
    #[error(
        "line {line} of the proof file is not `index <number>`, in decimal without leading zeroes"
    )]
    Index {
        /// Which, from 1.
        line: usize,
    },
    /// A line of the proof is not a hash.
    #[error("line {line} of the proof file is not a hash in base64")]
    ProofLine {
        /// Which, from 1.
        line: usize,
    },
    /// More hashes than a proof can have.
    #[error("the proof file has more than {PROOF_LINES_MAX} lines of proof")]
    TooManyProofLines,
    /// No blank line before the checkpoint.
    #[error("the proof file has no blank line between proof and checkpoint")]
    NoCheckpoint,
    /// What follows is not a note.
    #[error("the proof file does not end in a signed checkpoint")]
    Note {
        /// What is wrong with it.
        source: NoteError,
    },
}

/// The proof file does not prove that the entry is in a log we trust.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// The policy does not accept the checkpoint.
    #[error("the checkpoint of the proof is not accepted")]
    Checkpoint {
        /// Why.
        source: PolicyError,
    },
    /// The entry is not in the log the checkpoint speaks of.
    #[error("the proof does not show the entry in the log")]
    Inclusion {
        /// Why.
        source: ProofError,
    },
}

impl TlogProof {
    /// Checks the checkpoint against the policy, then that `entry`, the bytes
    /// logged, is in the log at [`TlogProof::index`].
    pub fn verify(
        &self,
        entry: &[u8],
        policy: &Policy,
    ) -> Result<CheckedCheckpoint, TlogProofError> {
        self.verify_leaf(leaf_hash(entry), policy)
    }

    /// As [`TlogProof::verify`], from the leaf hash of the entry.
    pub fn verify_leaf(
        &self,
        leaf: Digest,
        policy: &Policy,
    ) -> Result<CheckedCheckpoint, TlogProofError> {
        let checked = policy.check(&self.checkpoint);
        let checked = checked.map_err(|source| TlogProofError::Checkpoint { source })?;
        let (size, root) = (checked.checkpoint.size(), checked.checkpoint.root());
        verify_inclusion(leaf, self.index, size, &self.proof, root)
            .map_err(|source| TlogProofError::Inclusion { source })?;
        Ok(checked)
    }

    /// Reads a proof file.
    pub fn parse(text: &str) -> Result<Self, TlogProofInvalid> {
        let (head, note) = text
            .split_once("\n\n")
            .ok_or(TlogProofInvalid::NoCheckpoint)?;
        let mut lines = head.split('\n').enumerate().peekable();
        if lines.next().map(|(_, line)| line) != Some(HEADER) {
            return Err(TlogProofInvalid::Header);
        }
        let extra = lines.next_if(|(_, line)| line.starts_with("extra "));
        let extra = extra.map(|(_, line)| read_extra(line)).transpose()?;
        let (at, index) = lines.next().unwrap_or((1, ""));
        let index = index.strip_prefix("index ").and_then(parse_size);
        let index = index.ok_or(TlogProofInvalid::Index { line: at + 1 })?;
        let proof = read_proof(lines)?;
        let checkpoint = Note::parse(note).map_err(|source| TlogProofInvalid::Note { source })?;
        Ok(Self {
            extra,
            index,
            proof,
            checkpoint,
        })
    }
}

fn read_extra(line: &str) -> Result<Vec<u8>, TlogProofInvalid> {
    let encoded = line.strip_prefix("extra ");
    let bytes = encoded.and_then(|encoded| STANDARD.decode(encoded).ok());
    bytes.ok_or(TlogProofInvalid::Extra)
}

fn read_proof<'a>(
    lines: impl Iterator<Item = (usize, &'a str)>,
) -> Result<Vec<Digest>, TlogProofInvalid> {
    // One more than allowed is read, so that it is refused and no more are.
    let hashes = lines.take(PROOF_LINES_MAX + 1).map(|(at, line)| {
        Digest::from_base64(line).map_err(|_| TlogProofInvalid::ProofLine { line: at + 1 })
    });
    let proof = hashes.collect::<Result<Vec<_>, _>>()?;
    if proof.len() > PROOF_LINES_MAX {
        return Err(TlogProofInvalid::TooManyProofLines);
    }
    Ok(proof)
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.proof {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = TlogProofInvalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}
