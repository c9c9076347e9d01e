//! What the officers' pages keep beside the log: sessions, passkeys, one-time links, drafts, notes and
//! translations.
//!
//! None of it is history: the history is the log. It stays in this State and ends by its dates.

mod appointments;
mod comments;
mod contact;
mod drafts;
mod due;
mod handover;
mod held;
mod links;
mod notes;
mod openid;
mod passkeys;
mod roster;
mod sessions;
mod translations;
mod views;

pub use held::Once;
pub(crate) use held::{Held, Kept, Row};

/// The kinds of what an officer owns: it goes with the officer.
pub(crate) const OF_AN_OFFICER: [&str; 12] = [
    sessions::State::KIND,
    passkeys::KeptKey::KIND,
    passkeys::Begun::KIND,
    links::Link::KIND,
    links::Recovery::KIND,
    openid::Asked::KIND,
    openid::Account::KIND,
    views::Saved::KIND,
    contact::Contact::KIND,
    crate::evidence::UPLOAD,
    crate::evidence::OPENING,
    crate::papers::PAPERS,
];

/// The kinds of what is kept of a matter: it goes with the matter's texts.
pub(crate) const OF_A_MATTER: [&str; 3] = [
    notes::Written::KIND,
    translations::Written::KIND,
    crate::case_file::KeptReport::KIND,
];

pub use appointments::{Appointed, Proposal};
pub use comments::Comment;
pub use contact::Contact;
pub use drafts::{DRAFTS_LISTED, Draft, DraftPage, KeptDraft, ListedDraft};
pub use handover::HandOver;
pub use links::Invited;
pub use notes::Note;
pub(crate) use openid::Provider;
pub use openid::{FromProvider, OpenIdAccount, OpenIdConfig, Returned, ToProvider};
pub use passkeys::{Ceremony, PasskeyRow};
pub use roster::{ENTER_SHIFTS, OnShift, Roster, SHIFT_DAYS_MAX, ShiftAsked};
pub use sessions::{Session, SignedInBy};
pub use translations::Translation;
pub use views::SavedView;
