//! Access to stored data, Art 44 through Art 40: authorised, sealed, and released by two persons under conditions that
//! travel with the evidence.

mod messages;
pub mod requested;
pub mod requesting;

pub use messages::{RequestedSays, RequestingSays, SealedPackage};
