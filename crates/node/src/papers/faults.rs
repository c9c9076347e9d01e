//! What is expected of papers, as a sentence for each fault.

use comity_treaty::Sentence;
use comity_wire::papers::{
    MAX_NAME_BYTES, MAX_PAPER_BYTES, MAX_PAPERS, MAX_PAPERS_BYTES, MAX_TITLE_BYTES, PaperFault,
    PapersFault,
};

use crate::expected;
use crate::refusal::Refusal;

/// The field that papers are.
pub(super) const FIELD: &str = "papers";

/// A form with papers broke off; or it was longer than papers may be, and had so many bytes.
pub fn broken_papers(bytes: Option<u64>) -> Refusal {
    match bytes {
        Some(bytes) => Refusal::field(FIELD, of_all(&PapersFault::TooMuch(bytes))),
        None => Refusal::field(FIELD, expected::PAPER_WHOLE),
    }
}

pub(super) fn fault_of(fault: &PaperFault) -> Refusal {
    Refusal::field(FIELD, of_one(*fault))
}

/// What is expected instead of these papers.
pub(super) fn of_all(fault: &PapersFault) -> Sentence {
    match fault {
        PapersFault::TooMany(_) => expected::PAPERS_MOST.with("number", MAX_PAPERS),
        PapersFault::TooMuch(found) => expected::PAPERS_MUCH
            .with("most", MAX_PAPERS_BYTES)
            .with("found", *found),
        PapersFault::Paper { place, fault } => expected::PAPER_AT
            .with("place", *place + 1)
            .with("expected", of_one(*fault)),
    }
}

/// What is expected instead of this paper.
fn of_one(fault: PaperFault) -> Sentence {
    match fault {
        PaperFault::Name => expected::PAPER_NAME.with("number", MAX_NAME_BYTES),
        PaperFault::MediaType => expected::PAPER_TYPE.with("example", "application/pdf"),
        PaperFault::Empty => expected::PAPER_EMPTY.into(),
        PaperFault::TooLong(found) => expected::PAPER_LONG
            .with("most", MAX_PAPER_BYTES)
            .with("found", found),
        PaperFault::Title => expected::PAPER_TITLE.with("number", MAX_TITLE_BYTES),
        PaperFault::Twice => expected::PAPER_TWICE.into(),
    }
}

pub(super) fn unready(digest: &str) -> Refusal {
    let expected = expected::PAPER_UNREADY.with("digest", digest);
    Refusal::field(FIELD, expected)
}
