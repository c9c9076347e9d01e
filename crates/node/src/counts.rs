//! Yearly figures: every matter's history, one at a time, folded into counts.

use comity_store::MatterRow;
use comity_treaty::Event;
use comity_treaty::counts::Counts;
use serde_json::{Value, json};

use crate::act::READ;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;
use crate::thread::Record;

/// Matters in a page, and events in a page.
const PAGE: u32 = 256;

impl Node {
    /// The figures of one year as they may be published. A matter whose texts were erased is not counted; how many those
    /// are is said.
    pub async fn counts(&self, officer: &Officer, year: i16) -> Result<Value, Refusal> {
        officer.must_hold(&READERS)?;
        let (mut counts, mut erased, mut after) = (Counts::of(year), 0_u64, None);
        loop {
            let page = self.store.matters_after(after, PAGE).await;
            let page: Vec<MatterRow> = page.map_err(Refusal::fault(READ))?;
            for row in &page {
                match self.events_of(row.matter).await? {
                    Some(events) => counts.add(&events).map_err(Refusal::fault(DAMAGED))?,
                    None => erased += 1,
                }
            }
            after = page.last().map(|row| row.matter);
            if after.is_none() {
                break;
            }
        }
        let mut published = json!(counts.published());
        published["erased"] = json!(erased);
        Ok(published)
    }

    /// A matter's events; `None` where a text of theirs was erased.
    pub(crate) async fn events_of(
        &self,
        matter: uuid::Uuid,
    ) -> Result<Option<Vec<Event>>, Refusal> {
        let (mut events, mut after) = (Vec::new(), 0);
        loop {
            let page = self.store.history(matter, after, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            for row in &page {
                let Some(text) = &row.json else {
                    return Ok(None);
                };
                let record = serde_json::from_str(text).map_err(Refusal::fault(DAMAGED))?;
                if let Record::Event { event, .. } = record {
                    events.push(*event);
                }
            }
            match page.last() {
                Some(last) => after = last.version,
                None => return Ok(Some(events)),
            }
        }
    }
}

const DAMAGED: &str = "a stored history does not read; run `comity fsck`";
