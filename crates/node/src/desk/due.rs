//! What this State owes, over all matters.

use comity_store::OwnObligation;

use crate::act::READ;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;

impl Node {
    /// What this State owes, the earliest first.
    pub async fn due(&self, officer: &Officer, limit: u32) -> Result<Vec<OwnObligation>, Refusal> {
        officer.must_hold(&READERS)?;
        let owed = self.store.own_obligations(limit).await;
        owed.map_err(Refusal::fault(READ))
    }

    /// How much of it fell due before now.
    pub async fn overdue(&self, officer: &Officer) -> Result<u64, Refusal> {
        officer.must_hold(&READERS)?;
        let overdue = self.store.own_overdue(self.world.now()).await;
        overdue.map_err(Refusal::fault(READ))
    }
}
