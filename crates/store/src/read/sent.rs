//! What was sent when, where a measure has a limit.

use jiff::Timestamp;

use crate::column;
use crate::error::StoreError;
use crate::store::Store;

/// The index of sent requests leads: they are few within a period, and matters are many.
const SENT_SINCE: &str = "SELECT COUNT(*) FROM event e CROSS JOIN matter m \
    WHERE e.kind = 'send_request' AND e.at > $1 AND m.id = e.matter \
    AND m.side = 'requesting' AND m.measure = $2 AND m.peer = $3 AND m.stage <> 'returned'";

impl Store {
    /// How many requests of a measure went to a State after `since`, by the time of the sending. What its node did not take
    /// in does not count.
    pub async fn requests_sent(
        &self,
        measure: &str,
        peer: &str,
        since: Timestamp,
    ) -> Result<u64, StoreError> {
        let (sent,): (i64,) = sqlx::query_as(SENT_SINCE)
            .bind(since.as_microsecond())
            .bind(measure)
            .bind(peer)
            .fetch_one(self.readers())
            .await
            .map_err(StoreError::during("count the requests sent"))?;
        column::count(sent)
    }
}
