//! What was sent when, and what came, where a measure has a limit.

use jiff::Timestamp;

use crate::column;
use crate::error::StoreError;
use crate::store::Store;

/// The index of sent requests leads: they are few within a period, and matters are many.
const SENT_SINCE: &str = "SELECT COUNT(*) FROM event e CROSS JOIN matter m \
    WHERE e.kind = 'send_request' AND e.at > $1 AND m.id = e.matter \
    AND m.side = 'requesting' AND m.measure = $2 AND m.peer = $3 AND m.stage <> 'returned'";

/// The same of test calls, those made and those that came: a peer chooses the numbers of its matters, so that only the time of
/// the event tells when one came.
const CALLED_SINCE: &str = "SELECT COUNT(*) FROM event e CROSS JOIN matter m \
    WHERE e.kind = 'place_test_call' AND e.at > $1 AND m.id = e.matter \
    AND m.side = $2 AND m.peer = $3 AND m.stage <> 'returned'";

impl Store {
    /// How many test calls were made to a State after `since` (`side` requesting), or came from it (`side` requested). What
    /// was refused does not count.
    pub async fn test_calls_since(
        &self,
        side: &str,
        peer: &str,
        since: Timestamp,
    ) -> Result<u64, StoreError> {
        let (called,): (i64,) = sqlx::query_as(CALLED_SINCE)
            .bind(since.as_microsecond())
            .bind(side)
            .bind(peer)
            .fetch_one(self.readers())
            .await
            .map_err(StoreError::during("count the test calls"))?;
        column::count(called)
    }

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
