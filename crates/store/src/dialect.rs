//! All that SQLite and PostgreSQL do differently. Everything else is one SQL.

/// One database's ways.
#[derive(Debug)]
pub(crate) struct Dialect {
    /// Begins a transaction that writes.
    pub(crate) begin: &'static str,
    /// Begins a transaction that reads one unchanging moment.
    pub(crate) snapshot: &'static str,
    /// Ends a SELECT whose rows stay locked.
    pub(crate) row_lock: &'static str,
    /// Ends a SELECT that takes free rows and passes by locked ones.
    pub(crate) skip_locked: &'static str,
    /// Run once on each new writing connection.
    pub(crate) on_connect: &'static str,
    /// Run once on each new reading connection.
    pub(crate) on_connect_reader: &'static str,
    /// Run before the migrations, any number of times.
    pub(crate) before_migrations: &'static str,
    /// Asks the database about its own files: rows of text, `ok` where all is well.
    pub(crate) integrity: &'static str,
    /// Run after an erasure is committed, so that the old bytes leave the disk.
    pub(crate) after_erasure: &'static str,
    /// Whether a connection may have died while idle, and is asked before use.
    pub(crate) over_network: bool,
    /// The text of an object with these members of the object in the column `json`; their names are ours, never a caller's.
    pub(crate) members: fn(&[&'static str]) -> String,
}

/// SQLite. `synchronous=FULL` syncs the write-ahead log at every commit.
/// A write begins IMMEDIATE: a transaction that turns from reading to writing
/// fails at once when another process writes, instead of waiting. The
/// write-ahead log is copied back every 16 MiB: a larger one would slow readers.
/// A reader keeps 8 MB of pages: with the 2 MB of the default, the newest pages of a
/// large worklist drive each other out, and a page costs a read of the file for each row.
pub(crate) const SQLITE: Dialect = Dialect {
    begin: "BEGIN IMMEDIATE",
    snapshot: "BEGIN",
    row_lock: "",
    skip_locked: "",
    on_connect: "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
        PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
        PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000",
    on_connect_reader: "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON; \
        PRAGMA cache_size = -8000",
    before_migrations: "SELECT 1",
    integrity: "PRAGMA integrity_check",
    after_erasure: "PRAGMA wal_checkpoint(TRUNCATE)",
    over_network: false,
    members: |names| {
        let member = |name: &&str| format!("'{name}', json_extract(json, '$.{name}')");
        let members: Vec<String> = names.iter().map(member).collect();
        format!("json_object({})", members.join(", "))
    },
};

/// PostgreSQL, and what speaks its protocol. The domain lets the migrations say
/// BLOB on both. Two processes may make it at the same moment; one of them
/// meets a duplicate, of the object or in the catalogue. A node whose machine
/// vanished would keep its locks until the server's network stack gives it up, by
/// default after two hours: the server ends a transaction that stands still sooner.
pub(crate) const POSTGRESQL: Dialect = Dialect {
    begin: "BEGIN",
    snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    row_lock: " FOR UPDATE",
    skip_locked: " FOR UPDATE SKIP LOCKED",
    on_connect: "SET synchronous_commit = on; \
        SET idle_in_transaction_session_timeout = 60000",
    on_connect_reader: "SET idle_in_transaction_session_timeout = 60000",
    before_migrations: "DO $$ BEGIN CREATE DOMAIN blob AS bytea; \
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
    // Its pages carry checksums where the cluster was made with them; reading them is what checks them.
    integrity: "SELECT 'ok'",
    after_erasure: "VACUUM wrapped_key, event, document, received, sent, matter, matter_word, package, desk",
    over_network: true,
    // It reads no escaped zero character, also in what is not asked for: a blank stands in its place. Nothing else changes, as
    // both are as long; behind a backslash that belongs to the text itself it is plain letters, before and after.
    members: |names| {
        let readable = "CAST(replace(json, '\\u0000', '\\u0020') AS json)";
        let member = |name: &&str| format!("'{name}', {readable} -> '{name}'");
        let members: Vec<String> = names.iter().map(member).collect();
        format!("CAST(json_build_object({}) AS TEXT)", members.join(", "))
    },
};
