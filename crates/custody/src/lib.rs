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

mod checkpoint;
mod digest;
mod edge;
mod key;
mod note;
mod number;
mod path;
mod proof;
mod shape;
mod tile;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use digest::{Digest, DigestInvalid, leaf_hash, node_hash};
pub use edge::{Edge, EdgeError};
pub use key::{KeyError, NoteSigner, NoteVerifier, SignatureKind, Verified};
pub use note::{Note, NoteError, NoteSignature};
pub use path::{PathInvalid, Resource};
pub use proof::{
    ProofError, prove_consistency, prove_inclusion, tiles_for_consistency, tiles_for_inclusion,
    tree_root, verify_consistency, verify_inclusion,
};
pub use tile::{MAX_TREE_SIZE, TILE_WIDTH, TileId, TileSource, tiles_of_tree};
