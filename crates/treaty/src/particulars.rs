//! What a request must contain. A draft has every field optional and parses into particulars, or into the list of
//! everything that is missing, each with its paragraph. Particulars from another State go through the same parser.

mod authorisation;
mod collect;
mod offence;
mod preservation;
mod stored_data;
mod terms;

pub use authorisation::{Authorisation, AuthorisationDraft};
pub use offence::{Jurisdiction, Offence, OffenceDraft};
pub use preservation::{PreservationDraft, PreservationParticulars};
pub use stored_data::{Assistance, ReasonedDeadline, StoredDataDraft, StoredDataParticulars};
pub use terms::{
    Account, Basis, Conditions, DataClass, DigestText, Language, OnwardTransfer, Person, SealKey,
    Secrecy, TimeSpan, UsePurpose,
};
