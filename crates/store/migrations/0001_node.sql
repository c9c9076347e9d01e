-- One folder for SQLite and PostgreSQL. Columns are TEXT, BIGINT or BLOB only (on
-- PostgreSQL, BLOB is a domain over bytea made before this runs). Times are
-- microseconds since 1970, UTC; ids are UUID text; digests are hexadecimal text.

-- A matter as it stands: a reading of its events. Pages run by id, which is a
-- UUIDv7 and so the order of creation; there is an index for every combination
-- of filters, so that no page ever scans what it does not show.
CREATE TABLE matter (
    id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    measure TEXT NOT NULL,
    side TEXT NOT NULL,
    peer TEXT NOT NULL,
    stage TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- leaf hash of its newest custody entry
    leaf TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX matter_by_side ON matter (side, id);
CREATE INDEX matter_by_peer ON matter (peer, id);
CREATE INDEX matter_by_stage ON matter (stage, id);
CREATE INDEX matter_by_side_peer ON matter (side, peer, id);
CREATE INDEX matter_by_side_stage ON matter (side, stage, id);
CREATE INDEX matter_by_stage_peer ON matter (stage, peer, id);
CREATE INDEX matter_by_side_stage_peer ON matter (side, stage, peer, id);

-- Words by which officers find a matter, folded by the program.
CREATE TABLE matter_word (
    word TEXT NOT NULL,
    matter TEXT NOT NULL,
    PRIMARY KEY (word, matter)
);
CREATE INDEX matter_word_by_matter ON matter_word (matter);

-- The events. `json` is NULL once erased; digest and log index stay.
CREATE TABLE event (
    matter TEXT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    idx BIGINT NOT NULL,
    json TEXT,
    PRIMARY KEY (matter, version)
);

-- What is owed. `wake_at` is when the program acts by itself, NULL where people do.
CREATE TABLE obligation (
    matter TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    due BIGINT NOT NULL,
    wake_at BIGINT,
    command TEXT,
    PRIMARY KEY (matter, name)
);
CREATE INDEX obligation_by_due ON obligation (owner, due, matter, name);
CREATE INDEX obligation_to_wake ON obligation (wake_at) WHERE wake_at IS NOT NULL;

-- Envelopes received, with the receipt given: duplicates are known for ever.
CREATE TABLE received (
    digest TEXT NOT NULL PRIMARY KEY,
    peer TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    receipt BLOB NOT NULL,
    bytes BLOB
);
CREATE INDEX received_by_sequence ON received (peer, sequence);

-- Envelopes sent; those without a row in `delivery` have one in `outbox`.
CREATE TABLE sent (
    id TEXT NOT NULL PRIMARY KEY,
    peer TEXT NOT NULL,
    digest TEXT NOT NULL,
    bytes BLOB
);
CREATE INDEX sent_by_digest ON sent (digest);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    peer TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    error TEXT
);
CREATE INDEX outbox_by_next ON outbox (next_at);

CREATE TABLE delivery (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    receipt BLOB NOT NULL
);

-- Texts beside the log. `bytes` is NULL once erased.
CREATE TABLE document (
    digest TEXT NOT NULL,
    matter TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BLOB,
    PRIMARY KEY (digest, matter)
);
CREATE INDEX document_by_matter ON document (matter);

-- The custody log. The one row of `log_head` is the lock of all writers.
CREATE TABLE log_head (
    origin TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE entry (
    idx BIGINT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
);
-- Entries that are no event, so that a repeated commit finds its own. `name` is
-- the leaf hash the entry would have as the first of its matter.
CREATE TABLE noted (
    name TEXT NOT NULL PRIMARY KEY,
    idx BIGINT NOT NULL
);
-- Each tile at its widest; narrower ones are its beginning.
CREATE TABLE tile (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (level, idx)
);
CREATE TABLE checkpoint (
    size BIGINT NOT NULL PRIMARY KEY,
    root TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE cosignature (
    size BIGINT NOT NULL,
    witness TEXT NOT NULL,
    at BIGINT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (size, witness)
);
CREATE TABLE peer_checkpoint (
    peer TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    note TEXT NOT NULL,
    cosigned TEXT NOT NULL
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
CREATE TABLE directory (
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (subject, kind)
);
CREATE TABLE officer (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    token_hash TEXT
);
CREATE INDEX officer_by_token ON officer (token_hash);
CREATE TABLE package (
    id TEXT NOT NULL PRIMARY KEY,
    matter TEXT NOT NULL,
    blake3 TEXT NOT NULL,
    length BIGINT NOT NULL,
    status TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    manifest BLOB NOT NULL
);
CREATE INDEX package_by_matter ON package (matter, id);
CREATE INDEX package_by_status ON package (status, id);
CREATE INDEX package_by_blake3 ON package (blake3);
CREATE TABLE wrapped_key (
    id TEXT NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL
);
