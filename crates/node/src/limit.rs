//! How much went to a State lately, where a measure has a limit. Matters are numbered by their time, newest first.

use comity_store::WorklistFilter;
use comity_treaty::{Act, Matter, Measure, Side};
use jiff::Timestamp;

use crate::act::{Given, Loaded, READ};
use crate::node::Node;
use crate::refusal::Refusal;

/// How many of the newest matters with the State are looked at: far more than any limit.
const NEWEST_MAX: u32 = 500;

impl Node {
    /// The requests of the matter's measure that went to its other State within the period of the limit; 0 where nothing
    /// is being sent, or where there is no limit.
    pub(crate) async fn sent_lately(
        &self,
        loaded: &Loaded,
        given: &Given,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        let measure = loaded.thread.matter.as_ref().map(Matter::measure);
        let limit = measure.and_then(Measure::limit);
        let (Some(limit), Act::SendRequest) = (limit, given.command.act()) else {
            return Ok(0);
        };
        let filter = WorklistFilter {
            side: Some(Side::Requesting.key().to_owned()),
            peer: Some(given.peer.to_string()),
            ..WorklistFilter::default()
        };
        let page = self.store.worklist(&filter, None, NEWEST_MAX).await;
        let page = page.map_err(Refusal::fault(READ))?;
        let since = now - limit.within.length();
        let counts = |row: &&comity_store::ListedMatter| {
            let sent = !["drafted", "abandoned", "returned"].contains(&row.stage.as_str());
            sent && row.measure == limit.measure.key() && opened(row.matter) >= Some(since)
        };
        Ok(u32::try_from(page.iter().filter(counts).count()).unwrap_or(u32::MAX))
    }
}

/// When the number was drawn.
fn opened(matter: uuid::Uuid) -> Option<Timestamp> {
    let (seconds, nanoseconds) = matter.get_timestamp()?.to_unix();
    let nanoseconds = i32::try_from(nanoseconds).ok()?;
    Timestamp::new(i64::try_from(seconds).ok()?, nanoseconds).ok()
}
