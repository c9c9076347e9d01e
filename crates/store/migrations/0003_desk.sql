-- What the officers' pages keep beside the log: sessions, passkeys, drafts, notes, and the like, told apart
-- by `kind`. `ends_at` is when a row stops counting; 0 is never.
CREATE TABLE desk (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX desk_by_owner ON desk (kind, owner, at, id);
CREATE INDEX desk_by_end ON desk (ends_at) WHERE ends_at > 0;
