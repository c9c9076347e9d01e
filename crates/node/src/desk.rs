//! What the officers' pages keep beside the log: sessions, passkeys, one-time links, drafts, notes and
//! translations.
//!
//! None of it is history: the history is the log. It stays in this State and ends by its dates.

mod drafts;
mod due;
mod held;
mod links;
mod notes;
mod passkeys;
mod sessions;
mod translations;
mod views;

use held::Kept;

/// The kinds of what an officer owns: it goes with the officer.
pub(crate) const OF_AN_OFFICER: [&str; 6] = [
    sessions::State::KIND,
    passkeys::KeptKey::KIND,
    passkeys::Begun::KIND,
    links::Link::KIND,
    links::Recovery::KIND,
    views::Saved::KIND,
];

pub use drafts::{Comment, Draft, KeptDraft};
pub use links::Invited;
pub use notes::Note;
pub use passkeys::{Ceremony, PasskeyRow};
pub use sessions::{Session, SignedInBy};
pub use translations::Translation;
pub use views::SavedView;
