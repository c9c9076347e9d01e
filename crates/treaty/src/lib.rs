//! The Convention as tables ([`law`]) and the procedures derived from it ([`procedure`]).
//!
//! Pure: no clock, no randomness, no input or output. A command to a [`Matter`] is answered by exactly one [`Event`] or
//! by a [`Rejection`] that names the rule and its article; the state of a matter is the fold of its events.
//!
//! ```text
//! officer's act ─┐
//! peer's message ├─> Command ─> decide(state, command, facts) ─> Event ─> apply ─> Matter
//! deadline ──────┤                                                 ├────> outgoing ─────> Message to the other State
//! linked matter ─┘                                                 └────> consequences ─> Commands to linked matters
//! ```
//!
//! Beside the procedures stands [`status`]: who is bound towards whom, since when, with which reservations.

pub mod counts;
pub mod law;
pub mod national;
pub mod particulars;
pub mod party;
pub mod permissions;
pub mod procedure;

pub mod profile;
pub mod sample;
pub mod scope;
pub mod status;

mod actor;
mod matter;
mod named;
mod rejection;
mod sentence;

pub use actor::{Actor, Facts, MatterId, OfficerId, Role};
pub use law::{Article, Measure, Rule, RuleKind};
pub use matter::{
    CUSTODY, Command, Emergency, Event, Evidence, Link, Matter, Message, Relation, Sender, Side,
    apply, consequences, decide, incoming, outgoing, owed, returned,
};
pub use party::{Mark, PartyFacts, StateCode};
pub use permissions::{Act, PERMISSIONS, Permission};
pub use procedure::{Duty, Happened, Obligation, Procedure};
pub use rejection::{CorruptHistory, Faults, Invalid, Rejection, Undelivered};
pub use sentence::{Phrase, Sentence, Value, kept as kept_sentence};
