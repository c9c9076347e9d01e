//! Papers: documents that go with a message and travel beside its envelope (`docs/formats/papers.md`).
//!
//! Their bytes lie in the data folder, named by their SHA-256: the same paper twice is one file. What speaks of a file is a row:
//! of what an officer put ready, of what waits for a second person, of what a message named. A file that nothing speaks of any
//! more is removed. None of it is evidence; evidence is sealed.

mod fetching;
mod files;
mod given_out;
mod going;
mod ready;
mod shown;

pub(crate) use fetching::run;
pub(crate) use files::{COMING, FOLDER, PaperFiles, measured};
pub(crate) use going::{Goes, PaperChange, Proposed, Step};
pub use ready::{NewPaper, ReadyPaper};
pub(crate) use ready::{PAPERS, Taken};
pub use shown::{OpenPaper, ShownPaper};
