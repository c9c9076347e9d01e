-- The matter of a waiting message, so that the receipt of one wakes the next. NULL in rows of the
-- version before.
ALTER TABLE outbox ADD COLUMN matter TEXT;
CREATE INDEX outbox_by_matter ON outbox (matter);
