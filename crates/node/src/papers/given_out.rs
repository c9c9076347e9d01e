//! Papers handed out to the State to which a message naming them was sent, and to no other.

use comity_custody::Digest;
use comity_store::{PaperStands, PaperWay};
use comity_treaty::StateCode;
use std::fs::File;

use super::ready::UNREAD;
use crate::act::READ;
use crate::node::Node;
use crate::refusal::Refusal;

impl Node {
    /// A paper that a message to this peer names: its length, and its bytes.
    pub async fn paper_for(&self, peer: StateCode, digest: &str) -> Result<(u64, File), Refusal> {
        // Whether it is here for somebody else is nobody's business.
        let unknown = || Refusal::not_found(digest);
        let sha256: Digest = digest.parse().map_err(|_| unknown())?;
        let rows = self.store.papers_like(sha256).await;
        let rows = rows.map_err(Refusal::fault(READ))?;
        let sent = rows.iter().find(|row| {
            row.way == PaperWay::Sent
                && row.peer == peer.as_str()
                && row.stands == PaperStands::Here
        });
        let Some(sent) = sent else {
            metrics::counter!("comity_papers_refused_total").increment(1);
            tracing::warn!(target: "security", peer = peer.as_str(), digest, "a paper was asked for that no message to this State names");
            return Err(unknown());
        };
        let file = self.papers.read(sha256).map_err(Refusal::fault(UNREAD))?;
        Ok((sent.length, file))
    }
}
