//! Witnessing (C2SP tlog-witness): a log asks another State to cosign its
//! checkpoint, and that State checks that the log has only grown.

use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::digest::Digest;
use crate::key::{KeyError, NoteVerifier};
use crate::note::{Note, NoteError};
use crate::number::parse_size;
use crate::proof::{ProofError, verify_consistency};

/// Hashes in a request at most.
const PROOF_LINES_MAX: usize = 63;

/// Media type of the body of a 409 answer.
pub const SIZE_MEDIA_TYPE: &str = "text/x.tlog.size";

/// Body of an `add-checkpoint` request: the size the witness cosigned last, the
/// proof that the log has only grown since, and the new checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: u64,
    proof: Vec<Digest>,
    note: Note,
    checkpoint: Checkpoint,
}

/// The body is not an `add-checkpoint` request. Answered with status 400.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddCheckpointInvalid {
    /// The first line is not the old size.
    #[error("line 1 of the request is `old <size>`, the size in decimal without leading zeroes")]
    OldSize,
    /// A line of the proof is not a hash.
    #[error("line {line} of the request is not a hash in base64")]
    ProofLine {
        /// Which, from 1.
        line: usize,
    },
    /// More hashes than a proof can have.
    #[error("the request has more than {PROOF_LINES_MAX} lines of proof")]
    TooManyProofLines,
    /// No blank line before the checkpoint.
    #[error("the request has no blank line between proof and checkpoint")]
    NoCheckpoint,
    /// What follows is not a note.
    #[error("the request does not end in a signed checkpoint")]
    Note {
        /// What is wrong with it.
        source: NoteError,
    },
    /// The note is not a checkpoint.
    #[error("the note in the request is not a checkpoint")]
    Checkpoint {
        /// What is wrong with it.
        source: CheckpointError,
    },
}

/// A witness will not cosign. [`WitnessRefusal::status`] is the answer's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WitnessRefusal {
    /// No key of that log is known here (404).
    #[error("the log {origin} is not known to this witness")]
    UnknownLog {
        /// The origin line.
        origin: String,
    },
    /// No signature of a known key of the log, or a false one (403).
    #[error("the checkpoint is not signed by {origin}")]
    NotSigned {
        /// The origin line.
        origin: String,
        /// What the last key tried had to say.
        source: KeyError,
    },
    /// The old size is larger than that of the checkpoint (400).
    #[error("the old size {old} is larger than the checkpoint's, {new}")]
    Shrunk {
        /// The old size the request names.
        old: u64,
        /// The size of the checkpoint.
        new: u64,
    },
    /// The request starts from another checkpoint than was cosigned last (409).
    #[error("this witness cosigned size {known} last; prove consistency from there")]
    Stale {
        /// The size cosigned last, 0 for none.
        known: u64,
    },
    /// Another root at the size that was cosigned last (409): the log forked.
    #[error("the log forked: at size {size} it showed root {known}, now {shown}")]
    Forked {
        /// The size.
        size: u64,
        /// The root cosigned.
        known: Digest,
        /// The root of the request.
        shown: Digest,
    },
    /// The proof does not verify (422).
    #[error("the request does not prove that the log has only grown")]
    Inconsistent {
        /// Where it fails.
        source: ProofError,
    },
}

impl AddCheckpoint {
    /// A request. `old_size` is what the witness cosigned last, 0 for nothing;
    /// `note` a signed checkpoint.
    pub fn new(
        old_size: u64,
        proof: Vec<Digest>,
        note: Note,
    ) -> Result<Self, AddCheckpointInvalid> {
        if proof.len() > PROOF_LINES_MAX {
            return Err(AddCheckpointInvalid::TooManyProofLines);
        }
        let checkpoint = Checkpoint::parse(note.text())
            .map_err(|source| AddCheckpointInvalid::Checkpoint { source })?;
        Ok(Self {
            old_size,
            proof,
            note,
            checkpoint,
        })
    }

    /// Reads a request body.
    pub fn parse(body: &str) -> Result<Self, AddCheckpointInvalid> {
        let (head, note) = body
            .split_once("\n\n")
            .ok_or(AddCheckpointInvalid::NoCheckpoint)?;
        let mut lines = head.split('\n');
        let old_size = lines.next().and_then(|line| line.strip_prefix("old "));
        let old_size = old_size
            .and_then(parse_size)
            .ok_or(AddCheckpointInvalid::OldSize)?;
        // One more than allowed is read, so that it is refused and no more are.
        let proof = lines
            .take(PROOF_LINES_MAX + 1)
            .enumerate()
            .map(|(at, line)| {
                Digest::from_base64(line)
                    .map_err(|_| AddCheckpointInvalid::ProofLine { line: at + 2 })
            });
        let proof = proof.collect::<Result<_, _>>()?;
        let note = Note::parse(note).map_err(|source| AddCheckpointInvalid::Note { source })?;
        Self::new(old_size, proof, note)
    }

    /// The size the request starts from.
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The consistency proof.
    pub fn proof(&self) -> &[Digest] {
        &self.proof
    }

    /// The signed checkpoint.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The checkpoint it claims. Its origin says whose keys and which cosigned
    /// size to look up; nothing in it is verified yet.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

/// Decides whether to cosign (C2SP tlog-witness, add-checkpoint).
///
/// `known` is size and root of the checkpoint of this log that the witness
/// cosigned last; `keys` are the log's keys, none where the log is unknown.
/// Gives the checkpoint to record and cosign.
///
/// INVARIANT (no roll-back): the caller records it, in the same transaction in
/// which `known` was read, before it lets the cosignature out.
pub fn witness<'a>(
    known: Option<(u64, Digest)>,
    request: &'a AddCheckpoint,
    keys: &[NoteVerifier],
) -> Result<&'a Checkpoint, WitnessRefusal> {
    let checkpoint = &request.checkpoint;
    check_signed(request, keys)?;
    let (old, new) = (request.old_size, checkpoint.size());
    if old > new {
        return Err(WitnessRefusal::Shrunk { old, new });
    }
    let (known_size, known_root) = known.unwrap_or((0, Digest::of_empty_tree()));
    if old != known_size {
        return Err(WitnessRefusal::Stale { known: known_size });
    }
    if new == known_size && checkpoint.root() != known_root {
        return Err(WitnessRefusal::Forked {
            size: new,
            known: known_root,
            shown: checkpoint.root(),
        });
    }
    verify_consistency(old, known_root, new, checkpoint.root(), &request.proof)
        .map_err(|source| WitnessRefusal::Inconsistent { source })?;
    Ok(checkpoint)
}

/// At least one key of the log signed it, and no known key falsely.
fn check_signed(request: &AddCheckpoint, keys: &[NoteVerifier]) -> Result<(), WitnessRefusal> {
    let origin = request.checkpoint.origin();
    let mut verdict = Err(WitnessRefusal::UnknownLog {
        origin: origin.to_owned(),
    });
    for key in keys {
        match key.verify(&request.note) {
            Ok(_) => verdict = Ok(()),
            Err(KeyError::NotSigned { .. }) if verdict.is_ok() => {}
            Err(source @ KeyError::NotSigned { .. }) => verdict = Err(not_signed(origin, source)),
            Err(source) => return Err(not_signed(origin, source)),
        }
    }
    verdict
}

fn not_signed(origin: &str, source: KeyError) -> WitnessRefusal {
    let origin = origin.to_owned();
    WitnessRefusal::NotSigned { origin, source }
}

impl WitnessRefusal {
    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::Shrunk { .. } => 400,
            Self::NotSigned { .. } => 403,
            Self::UnknownLog { .. } => 404,
            Self::Stale { .. } | Self::Forked { .. } => 409,
            Self::Inconsistent { .. } => 422,
        }
    }

    /// The size a 409 answer carries as its whole body, in decimal and with a
    /// newline, under [`SIZE_MEDIA_TYPE`].
    pub fn known_size(&self) -> Option<u64> {
        match self {
            Self::Stale { known } => Some(*known),
            Self::Forked { size, .. } => Some(*size),
            _ => None,
        }
    }
}

/// Reads the body of a 409 answer: the size the witness cosigned last.
pub fn parse_known_size(body: &str) -> Option<u64> {
    parse_size(body.strip_suffix('\n')?)
}

impl fmt::Display for AddCheckpoint {
    /// The request body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        for hash in &self.proof {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.note)
    }
}
