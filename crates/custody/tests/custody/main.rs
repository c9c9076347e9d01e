//! The crate against two other implementations, published vectors, and hostile input.

mod entries;
mod hostile;
mod notes;
mod oracle;
mod policies;
mod shown;
mod tree;
mod vectors;
mod witnessing;
