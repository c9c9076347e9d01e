//! The package: evidence sealed by one State so that only another can open it,
//! and any court can check it with common tools.
//!
//! From the inside out: a bag (BagIt 1.0, RFC 8493) with SHA-256 manifests and a
//! CASE/UCO account of how each item was obtained; as a tar stream; in an age v1
//! file for one hybrid post-quantum recipient; with BLAKE3 slices over it; and a
//! [`Manifest`] beside it, which the sending State signs. `docs/formats/package.md`
//! is normative and has test vectors.
//!
//! [`seal`] and [`open`] are streams: one pass, bounded memory, any size. Time and
//! randomness are arguments; files are the caller's.

pub mod age;
mod bag;
mod blake3_digest;
mod block;
mod check;
mod conditions;
mod deletion;
mod manifest;
mod open;
mod party;
mod seal;
mod slices;
mod verify;

pub use age::{AgeInvalid, Identity, KeyInvalid, Recipient, SealEntropy};
pub use bag::case::SealingAct;
pub use bag::{BagPath, PART_BYTES_MAX, PARTS_MAX, PATH_BYTES_MAX, PathInvalid};
pub use blake3_digest::{Blake3, Blake3Invalid};
pub use block::PAGE_BYTES;
pub use check::{Check, CheckId, Finding, Place, Refusal, Verdict};
pub use comity_custody::Digest;
pub use conditions::{Conditions, Confidentiality, OnwardTransfer, TEXT_BYTES_MAX};
pub use deletion::{DeletionReason, DeletionRecord};
pub use manifest::{
    BagRecord, CiphertextRecord, FORMAT_VERSION, ITEMS_MAX, ItemDescription, ItemRecord, Manifest,
    ManifestInvalid, NUMBER_MAX, REFERENCE_TEXTS_BYTES_MAX, REFERENCES_MAX, ReferenceRecord,
    TagFileRecord,
};
pub use open::{
    BagSink, ItemReader, OpenError, Opened, VerifyOnly, open, open_item, verify_sealed,
};
pub use party::{PartyCode, PartyCodeInvalid};
pub use seal::{Item, PageSink, SealError, SealParameters, Sealed, seal, seal_pages};
pub use slices::{SLICE_BYTES, SliceMismatch, SliceTree, SlicesInvalid, slice_count};
pub use verify::{BagSource, Found, FoundKind, VerifyFault, verify_bag};
