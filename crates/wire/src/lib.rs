//! What travels between nodes, and how it is believed.
//!
//! Everything two States say to each other is one canonical JSON document under two signatures, EdDSA and
//! ML-DSA-65, in the JWS General JSON Serialization (RFC 7515 section 7.2.1). One suite per protocol version,
//! nothing to negotiate. Received bytes are verified before they are parsed and are kept as they came.
//!
//! | module | what | format |
//! | --- | --- | --- |
//! | [`keys`] | signing keys, public keys, key ids | JWK (RFC 7517, 8037, 9964), thumbprints (RFC 7638) |
//! | [`jws`] | the two signatures | RFC 7515 7.2.1 |
//! | [`canonical`] | the one byte string of a document | RFC 8785 |
//! | [`envelope`] | one message from one State to another | `docs/formats/envelope.md` |
//! | [`papers`] | documents that go with a message | `docs/formats/papers.md` |
//! | [`receipt`] | the receiver's signed answer, with its custody proof | `docs/formats/receipt.md` |
//! | [`statement`] | who is who: chains of statements from the pinned register | `docs/formats/directory.md` |
//! | [`directory`] | the register's list of members | `docs/formats/directory.md` |
//! | [`profile`] | a State's law, signed by its node | `docs/formats/profile.md` |
//! | [`manifest`] | the signed manifest of an evidence package | `docs/formats/envelope.md` |
//! | [`case_file`] | what a court gets, and its verification | `docs/formats/case-file.md` |
//! | [`request`] | signed GET requests between nodes | `docs/formats/node-get.md` |
//! | [`problem`] | answers that say no | `docs/formats/problem.md` |
//!
//! The crate is pure: time is an argument, keys are looked up through a closure, and the only randomness is the
//! hedging inside ML-DSA signing, which never decides anything.

pub mod calls;
pub mod canonical;
pub mod case_file;
pub mod directory;
pub mod document;
pub mod envelope;
pub mod jws;
pub mod keys;
pub mod manifest;
pub mod papers;
pub mod problem;
pub mod profile;
pub mod receipt;
pub mod request;
pub mod statement;
