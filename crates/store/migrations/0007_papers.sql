-- The papers that messages name: documents whose bytes lie as files in the data folder, by digest. One row for each message
-- and paper. `named_by` is the digest of the envelope; or, while a second person has yet to confirm, the matter's id, and
-- `way` says so. `status` is here, coming, missing (given up until somebody asks again) or erased.
CREATE TABLE paper (
    named_by TEXT NOT NULL,
    digest TEXT NOT NULL,
    matter TEXT NOT NULL,
    peer TEXT NOT NULL,
    way TEXT NOT NULL,
    length BIGINT NOT NULL,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (named_by, digest)
);
CREATE INDEX paper_by_digest ON paper (digest);
CREATE INDEX paper_by_matter ON paper (matter);
CREATE INDEX paper_to_fetch ON paper (next_at) WHERE status = 'coming';
