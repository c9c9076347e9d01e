//! The bag: BagIt 1.0 (RFC 8493), its tag files and its form as a tar stream.

pub(crate) mod case;
pub(crate) mod ledger;
mod path;
pub(crate) mod tags;
pub(crate) mod tar_entry;

pub use path::{BagPath, PART_BYTES_MAX, PARTS_MAX, PATH_BYTES_MAX, PathInvalid};
