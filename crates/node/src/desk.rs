//! What the officers' pages keep beside the log: sessions, passkeys, one-time links, drafts and notes.
//!
//! None of it is history: the history is the log. It stays in this State and ends by its dates.

mod drafts;
mod due;
mod held;
mod links;
mod notes;
mod passkeys;
mod sessions;
mod views;

pub(crate) use held::{Held, Kept, Row};

/// The kinds of what an officer owns: it goes with the officer.
pub(crate) const OF_AN_OFFICER: [&str; 8] = [
    sessions::State::KIND,
    passkeys::KeptKey::KIND,
    passkeys::Begun::KIND,
    links::Link::KIND,
    links::Recovery::KIND,
    views::Saved::KIND,
    crate::evidence::UPLOAD,
    crate::evidence::OPENING,
];

pub use drafts::{Comment, Draft, KeptDraft};
pub use links::Invited;
pub use notes::Note;
pub use passkeys::{Ceremony, PasskeyRow};
pub use sessions::{Session, SignedInBy};
pub use views::SavedView;
