//! The papers that travel with the message: each with what tells the right one from another, so that who holds the letter can
//! ask for what belongs to it.

use super::Desk;
use crate::clean::own;
use crate::dispatch::Enclosed;
use crate::forms::code;
use crate::letter::{Block, Enclosures, Row};

impl Desk<'_> {
    /// The part of the letter; none where the message carries no papers.
    pub(super) fn enclosures(&self) -> Option<Enclosures> {
        let papers = self.dispatch.papers.iter();
        let papers: Vec<_> = papers.map(|paper| self.enclosed(paper)).collect();
        (!papers.is_empty()).then(|| Enclosures {
            heading: self.words.text("heading-enclosures"),
            text: self.words.text("enclosures-text"),
            papers,
        })
    }

    fn enclosed(&self, paper: &Enclosed) -> Vec<Row> {
        let length = usize::try_from(paper.length).unwrap_or(usize::MAX);
        let length = self.words.counted("bytes", length);
        let title = paper.title.as_deref();
        let title = title.map(|title| self.row("label-title", Block::Own(own(title))));
        let rows = [
            self.row("label-file", Block::Own(own(&paper.name))),
            self.row("label-length", Block::Words { text: length }),
            self.row("label-file-digest", code(paper.sha256.as_str())),
        ];
        title.into_iter().chain(rows).collect()
    }
}
