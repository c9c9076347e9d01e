//! The custody log: entries, tree, proofs, checkpoints and cosignatures.
//!
//! The log is a C2SP `tlog-tiles` log over RFC 6962 hashing, so that auditors
//! and witnesses of other logs can read ours. This crate only thinks: it holds
//! no clock, no source of randomness and does no input or output. The bytes it
//! defines are described, with test vectors, in `docs/formats/custody-log.md`.
//!
//! An act runs through it in this order: an [`Entry`] becomes canonical bytes,
//! its [`leaf_hash`] is appended to the [`Edge`], the edge's root is signed as a
//! [`Checkpoint`], other States cosign it ([`witness`]), and a [`TlogProof`]
//! carries entry position, proof and cosigned checkpoint to a court, which
//! checks it against a [`Policy`].

mod bundle;
mod checkpoint;
mod digest;
mod edge;
mod entry;
mod key;
mod note;
mod number;
mod path;
mod policy;
mod policy_text;
mod proof;
mod prove;
mod shape;
mod signer;
mod tile;
mod tlog_proof;
mod witness;

pub use bundle::{BundleInvalid, ENTRY_BYTES_MAX, decode_bundle, encode_bundle};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use digest::{Digest, DigestInvalid, leaf_hash, node_hash};
pub use edge::{Edge, EdgeError};
pub use entry::{Entry, EntryInvalid};
pub use key::{KeyError, NoteVerifier, SignatureKind, Verified};
pub use note::{Note, NoteError, NoteSignature};
pub use path::{PathInvalid, Resource};
pub use policy::{
    CheckedCheckpoint, Policy, PolicyError, PolicyInvalid, PolicyLog, PolicyProblem, PolicyWitness,
    Witnessed,
};
pub use proof::{ProofError, verify_consistency, verify_inclusion};
pub use prove::{
    prove_consistency, prove_inclusion, tiles_for_consistency, tiles_for_inclusion, tree_root,
};
pub use signer::NoteSigner;
pub use tile::{MAX_TREE_SIZE, TILE_WIDTH, TileId, TileSource, tiles_of_tree};
pub use tlog_proof::{TlogProof, TlogProofError, TlogProofInvalid};
pub use witness::{
    AddCheckpoint, AddCheckpointInvalid, SIZE_MEDIA_TYPE, WitnessRefusal, parse_known_size, witness,
};
