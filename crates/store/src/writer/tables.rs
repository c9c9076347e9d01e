//! The tables that a commit writes. What is ignored on conflict is the same
//! row again; what is updated is a reading that moved on.

use crate::rows::Table;

macro_rules! tables {
    ($($constant:ident = $name:literal ($($column:literal),+) key $key:literal $conflict:literal;)+) => {
        $(pub(crate) const $constant: Table = Table {
            name: $name,
            columns: &[$($column),+],
            key: $key,
            conflict: $conflict,
        };)+
    };
}

tables! {
    MATTER = "matter" ("id", "version", "measure", "side", "peer", "stage", "updated_at", "leaf", "state") key 1
        "ON CONFLICT (id) DO UPDATE SET version = excluded.version, measure = excluded.measure, \
         side = excluded.side, peer = excluded.peer, stage = excluded.stage, \
         updated_at = excluded.updated_at, leaf = excluded.leaf, state = excluded.state";
    MATTER_WORD = "matter_word" ("word", "matter") key 2 "ON CONFLICT (word, matter) DO NOTHING";
    EVENT = "event" ("matter", "version", "at", "kind", "digest", "idx", "json") key 2 "";
    OBLIGATION = "obligation" ("matter", "name", "owner", "due", "wake_at", "command", "ours") key 2 "";
    RECEIVED = "received" ("digest", "peer", "sequence", "received_at", "receipt", "bytes") key 1 "";
    SENT = "sent" ("id", "peer", "digest", "bytes") key 1 "ON CONFLICT (id) DO NOTHING";
    OUTBOX = "outbox" ("id", "matter", "peer", "attempts", "next_at") key 1 "ON CONFLICT (id) DO NOTHING";
    DELIVERY = "delivery" ("id", "at", "receipt") key 1 "ON CONFLICT (id) DO NOTHING";
    DOCUMENT = "document" ("digest", "matter", "media_type", "bytes") key 2
        "ON CONFLICT (digest, matter) DO NOTHING";
    PAPER = "paper" ("named_by", "digest", "matter", "peer", "way", "length", "status", "attempts", "next_at") key 2
        "ON CONFLICT (named_by, digest) DO NOTHING";
    ENTRY = "entry" ("idx", "bytes") key 1 "";
    NOTED = "noted" ("name", "idx") key 1 "ON CONFLICT (name) DO NOTHING";
    TILE = "tile" ("level", "idx", "bytes") key 2
        "ON CONFLICT (level, idx) DO UPDATE SET bytes = excluded.bytes";
    LOG_HEAD = "log_head" ("origin", "size", "root", "note") key 1
        "ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, \
         note = excluded.note";
    CHECKPOINT = "checkpoint" ("size", "root", "note") key 1 "";
    PEER_CHECKPOINT = "peer_checkpoint" ("peer", "size", "root", "note", "cosigned") key 1
        "ON CONFLICT (peer) DO UPDATE SET size = excluded.size, root = excluded.root, \
         note = excluded.note, cosigned = excluded.cosigned";
    SETTING = "setting" ("name", "value") key 1
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    DIRECTORY = "directory" ("subject", "kind", "issued_at", "expires_at", "bytes") key 2
        "ON CONFLICT (subject, kind) DO UPDATE SET issued_at = excluded.issued_at, \
         expires_at = excluded.expires_at, bytes = excluded.bytes";
    OFFICER = "officer" ("id", "name", "roles", "token_hash") key 1
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, \
         token_hash = excluded.token_hash";
    PACKAGE = "package" ("id", "matter", "blake3", "length", "status", "updated_at", "manifest") key 1
        "ON CONFLICT (id) DO UPDATE SET matter = excluded.matter, blake3 = excluded.blake3, \
         length = excluded.length, status = excluded.status, updated_at = excluded.updated_at, \
         manifest = excluded.manifest";
    WRAPPED_KEY = "wrapped_key" ("id", "wrapped") key 1
        "ON CONFLICT (id) DO NOTHING";
    DESK = "desk" ("kind", "id", "owner", "version", "at", "ends_at", "json") key 2
        "ON CONFLICT (kind, id) DO NOTHING";
    COUNTER = "counter" ("name", "value") key 1
        "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value";
}
