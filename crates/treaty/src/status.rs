//! The status of the Convention by date: who signed, joined, reserved, objected, left, and what follows between any two
//! States on any day (Arts 59 to 68, `docs/decisions/treaty-status.md`).
//!
//! ```text
//! table of the depositary's acts ─> Table ─┐
//! status form of the depositary ─> import ─┴─> Status ─> status_on(day), force_on(day), bound(a, b, day)
//! ```
//!
//! A [`Status`] is built from all records at once, or not at all: everything that is wrong is said together
//! ([`InvalidLines`]). No clock: every question names its day, and is answered from what had happened by its end.
//!
//! The table is a mirror. The legal record is the depositary's, and a status computed from the shipped table without an
//! update from the depositary is not to be relied on.

pub mod columns;
pub mod participants;

mod act;
mod bond;
mod difference;
mod directory;
mod entry;
mod force;
mod history;
mod import;
mod joining;
mod later;
mod line;
mod misfit;
mod organisations;
mod pair;
mod participation;
mod provision;
mod reserving;
mod sheet;
mod simulate;
mod standing;
mod table;
mod terms;
mod untc;
mod when;

pub use act::{DepositaryAct, Effect, InstrumentKind, Parts, Record};
pub use bond::{Altered, BetweenTwo, Bond, Missing, bound};
pub use difference::{Difference, Said};
pub use directory::{About, Doubt, between_facts, doubts, recorded, supplement};
pub use entry::Entry;
pub use force::{Force, Notice, force_on};
pub use history::Status;
pub use import::{Import, ImportRefusal, NotAccepted, Remark};
pub use later::{AlsoInForce, LaterInstrument, LaterKind};
pub use misfit::{InvalidLine, InvalidLines, Misfit};
pub use participants::{Participant, ParticipantKind, Participants};
pub use participation::{Declaration, Objection, Participation, Reservation};
pub use provision::{NotAProvision, Provision};
pub use sheet::TABLE_BYTES_MAX;
pub use simulate::{HYPOTHETICAL, Joining};
pub use standing::{Stage, Standing, standing_on, status_on};
pub use table::{Table, confidence_key};
pub use terms::{EntryTerms, Terms};
pub use untc::{FORM_BYTES_MAX, Form, FormRow};
pub use when::{NotADate, When};
