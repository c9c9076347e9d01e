//! What a request must contain. A draft has every field optional and parses into particulars, or into the list of
//! everything that is missing, each with its paragraph. Particulars from another State go through the same parser.

mod assistance;
mod assistance_needs;
mod authorisation;
mod collect;
mod collection;
mod document;
pub(crate) mod expected;
mod field;
pub mod foreign_law;
mod offence;
mod opening;
mod parts;
mod preservation;
mod safeguards;
mod selector;
mod terms;

pub use assistance::{
    Access, AssistanceDraft, AssistanceParticulars, OralNote, ReasonedDeadline, ServedDocument,
};
pub use authorisation::{Authorisation, AuthorisationDraft, AuthorityKind};
pub use collection::{Collection, CollectionDraft};
pub use document::Document;
pub(crate) use document::{fits, needed};
pub use expected::FAULTS;
pub use field::{Field, Kind, Presence};
pub(crate) use field::{keys, tables};
pub use foreign_law::{Answered, Earlier};
pub use offence::{Jurisdiction, Offence, OffenceDraft};
pub use opening::{ASSISTANCE, PRESERVATION, opening};
pub(crate) use opening::{DATA_CLASSES, USES};
pub use parts::{OFFENCE, SECRECY};
pub use preservation::{PreservationDraft, PreservationParticulars};
pub use safeguards::{
    CompelledHelp, ConductComparison, ItemReference, PrivilegeFilter, ProtectedConduct,
    ProviderCheck,
};
pub use terms::{
    Account, Basis, Conditions, DataClass, DigestText, Language, OnwardTransfer, Person, SealKey,
    Secrecy, TimeSpan, UsePurpose,
};
