//! How much the papers of one matter may take here.
//!
//! A message may name a hundred mebibytes, and a State sends as many messages as it likes: without a bound for the matter, one
//! State fills the disk of another, message by message, and a full disk stops more than papers.

use comity_custody::Digest;
use comity_store::{Paper as Row, PaperStands, StoreError};
use comity_treaty::MatterId;
use comity_wire::papers::Paper;
use std::collections::BTreeMap;

use super::faults::FIELD;
use crate::act::READ;
use crate::expected;
use crate::node::Node;
use crate::refusal::Refusal;

/// The most bytes that the papers of one matter take (2 GiB): twenty messages as full as one may be. No file of a case has as
/// many orders and translations; what has is evidence, and is sealed.
pub(crate) const MATTER_BYTES_MAX: u64 = 2 << 30;

/// The papers that are here of a matter, each once however many of its messages name it, with its length.
pub(super) struct Space(BTreeMap<Digest, u64>);

impl Space {
    fn of(rows: &[Row]) -> Self {
        let here = rows.iter().filter(|row| row.stands == PaperStands::Here);
        Self(here.map(|row| (row.digest, row.length)).collect())
    }

    /// What they take with these besides.
    pub fn with(mut self, more: impl IntoIterator<Item = (Digest, u64)>) -> u64 {
        self.0.extend(more);
        self.0.values().fold(0, |all, one| all.saturating_add(*one))
    }
}

impl Node {
    /// What the papers of a matter take now; a draft is none yet.
    pub(super) async fn paper_space(&self, matter: MatterId) -> Result<Space, StoreError> {
        Ok(Space::of(&self.store.papers_of(matter.0).await?))
    }

    /// Whether a matter has room for these papers of ours beside those it has.
    pub(super) async fn paper_room(
        &self,
        matter: MatterId,
        papers: &[Paper],
    ) -> Result<(), Refusal> {
        let space = self.paper_space(matter).await;
        let more = papers.iter().map(|one| (one.sha256, one.length));
        let found = space.map_err(Refusal::fault(READ))?.with(more);
        if found <= MATTER_BYTES_MAX {
            return Ok(());
        }
        let expected = expected::PAPERS_MATTER.with("most", MATTER_BYTES_MAX);
        Err(Refusal::field(FIELD, expected.with("found", found)))
    }
}
