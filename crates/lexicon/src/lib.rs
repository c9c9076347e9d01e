//! The words of the law in the six official languages of the United Nations, for letters and pages.
//!
//! Every key comes from a table of `comity-treaty`: [`wanted`] lists them all, with the English source. The words stand in
//! Fluent files under `locales/<language>/`; a test finds what is missing, what nobody asks for, and placeables that differ.
//!
//! They are our own plain words in the register of official correspondence, never the Convention's sentences. The authentic
//! texts are the depositary's.

pub mod typed;

mod drawn;
mod language;
mod speech;
mod states;
mod wanted;
mod words;

pub use language::{Direction, Language};
pub use states::state_name;
pub use wanted::stages;
pub use wanted::{Wanted, wanted};
pub use words::{Words, keys_of, placeables_of};
