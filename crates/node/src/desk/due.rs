//! What this State owes, over all matters.

use comity_store::OwnObligation;
use comity_treaty::Side;

use crate::act::READ;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;

impl Node {
    /// What this State owes, the earliest first.
    pub async fn due(&self, officer: &Officer, limit: u32) -> Result<Vec<OwnObligation>, Refusal> {
        officer.must_hold(&READERS)?;
        let mut all = Vec::new();
        for side in [Side::Requesting, Side::Requested] {
            let owed = self.store.own_obligations(side.key(), limit).await;
            all.extend(owed.map_err(Refusal::fault(READ))?);
        }
        all.sort_by_key(|row| (row.due, row.matter));
        all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(all)
    }
}
