//! Papers: documents that go with a message and travel beside its envelope (`docs/formats/papers.md`).
//!
//! Their bytes lie in the data folder, named by their SHA-256: the same paper twice is one file. What speaks of a file is a row:
//! of what an officer put ready, of what waits for a second person, of what a message named. A file that nothing speaks of any
//! more is removed. None of it is evidence; evidence is sealed.

mod faults;
mod fetching;
mod files;
mod given_out;
mod going;
mod ready;
mod shown;
mod space;
#[cfg(test)]
mod tests;

pub use faults::broken_papers;
pub(crate) use fetching::run;
pub(crate) use files::{COMING, FOLDER, LOCK, PaperFiles, measured};
pub(crate) use going::{Brought, Goes, PaperChange, Proposed, Step, confirms};
pub use ready::{NewPaper, ReadyPaper};
pub(crate) use ready::{PAPERS, Taken, matter_of_article_14, named_article_14, tray_of};
pub use shown::{OpenPaper, ShownPaper};
