//! One contract, two databases: every test here runs on both.

pub mod faults;
pub mod killed;
pub mod log;
pub mod read;
pub mod records;
pub mod write;

use comity_custody::{
    Checkpoint, Digest, Note, NoteSigner, NoteVerifier, leaf_hash, verify_inclusion,
};
use comity_store::{
    Commit, Committed, LogIdentity, MatterChange, NewEntry, ObligationRow, Outgoing,
    ReceivedEnvelope, Store,
};
use jiff::Timestamp;
use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use uuid::Uuid;

pub const ORIGIN: &str = "node.example/log";

/// A database of its own for one test, and how to break it.
pub struct Engine {
    pub url: String,
    pub faults: &'static FaultSql,
    /// Keeps what must outlive the test.
    pub keep: Box<dyn std::any::Any + Send + Sync>,
}

/// How a database is made to fail, in its own words. `TABLE` stands for a table.
pub struct FaultSql {
    /// Every row written to the table fails.
    pub on_write: &'static str,
    /// Every row deleted from the table fails.
    pub on_delete: &'static str,
    /// Rows go in, and the commit fails.
    pub on_commit: &'static str,
    /// Undoes any of them.
    pub heal: &'static str,
}

impl Engine {
    pub async fn store(&self) -> Store {
        Store::open(&self.url, identity()).await.expect("it opens")
    }

    /// A connection that knows nothing of the store.
    pub async fn raw(&self) -> AnyPool {
        sqlx::any::install_default_drivers();
        // Without limits of age: the task that looks after them may spin for ever, and then the test never ends
        // (docs/decisions/sqlx-any.md).
        let options = AnyPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None);
        options.connect(&self.url).await.expect("it connects")
    }

    /// Runs SQL behind the store's back.
    pub async fn run(&self, sql: &str) {
        let raw = self.raw().await;
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        sqlx::raw_sql(sql).execute(&raw).await.expect("it runs");
        raw.close().await;
    }

    /// The number of rows in every table: two equal ones mean that nothing was written.
    pub async fn counts(&self) -> Vec<(&'static str, i64)> {
        let raw = self.raw().await;
        let mut counts = Vec::new();
        for table in TABLES {
            let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
            let (count,): (i64,) = sqlx::query_as(sql)
                .fetch_one(&raw)
                .await
                .expect("it counts");
            counts.push((table, count));
        }
        raw.close().await;
        counts
    }
}

/// Every table a commit writes, and `log_head` last: it has one row at all times.
pub const TABLES: [&str; 21] = [
    "matter",
    "matter_word",
    "event",
    "obligation",
    "received",
    "sent",
    "outbox",
    "delivery",
    "document",
    "entry",
    "noted",
    "tile",
    "checkpoint",
    "peer_checkpoint",
    "setting",
    "counter",
    "directory",
    "officer",
    "package",
    "wrapped_key",
    "log_head",
];

pub fn signer() -> NoteSigner {
    NoteSigner::ed25519(ORIGIN, &[7; 32]).expect("a key")
}

pub fn identity() -> LogIdentity {
    let signer = signer();
    LogIdentity {
        origin: ORIGIN.to_owned(),
        signer: Box::new(move |head: &Checkpoint| head.sign(&[&signer], 0).expect("it signs")),
    }
}

/// A time, so many seconds after the start of the story.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + seconds).expect("a time")
}

pub fn change(matter: Uuid, expected_version: i64) -> MatterChange {
    MatterChange {
        matter,
        expected_version,
        measure: "preservation".into(),
        side: "requesting".into(),
        peer: "XBB".into(),
        stage: if expected_version == 0 {
            "drafted"
        } else {
            "sent"
        }
        .into(),
        state_json: format!(r#"{{"version":{}}}"#, expected_version + 1),
        event_kind: "preservation.requested".into(),
        event_json: format!(r#"{{"matter":"{matter}","after":{expected_version}}}"#),
        at: at(expected_version),
        obligations: Vec::new(),
        search: None,
    }
}

pub fn one_change(matter: Uuid, expected_version: i64) -> Commit {
    Commit {
        changes: vec![change(matter, expected_version)],
        ..Commit::default()
    }
}

pub fn envelope(text: &str) -> ReceivedEnvelope {
    ReceivedEnvelope {
        digest: Digest::of(text.as_bytes()),
        from: "XBB".into(),
        bytes: text.into(),
        sequence: 1,
        received_at: at(0),
    }
}

pub fn outgoing(id: Uuid, next_attempt_at: Timestamp) -> Outgoing {
    let bytes = format!("envelope {id}").into_bytes();
    Outgoing {
        id,
        matter: Uuid::nil(),
        to: "XBB".into(),
        digest: Digest::of(&bytes),
        bytes,
        next_attempt_at,
    }
}

pub fn owed(key: &str, seconds: i64, command: Option<&str>) -> ObligationRow {
    ObligationRow {
        key: key.into(),
        owner: "requested".into(),
        due: at(seconds),
        command_json: command.map(str::to_owned),
    }
}

pub fn new_entry(kind: &str, text: &str) -> NewEntry {
    NewEntry {
        at: at(0),
        matter: None,
        kind: kind.into(),
        digest: Digest::of(text.as_bytes()),
    }
}

/// Checks what a court would: the note's signature, and every entry under its root.
pub fn verify(committed: &Committed) {
    let note = Note::parse(&committed.checkpoint).expect("a note");
    let verifier: &NoteVerifier = &signer().verifier().clone();
    verifier.verify(&note).expect("our signature");
    let head = Checkpoint::parse(note.text()).expect("a checkpoint");
    assert_eq!(head.size(), committed.size);
    for position in &committed.entries {
        let leaf = leaf_hash(&position.entry);
        verify_inclusion(
            leaf,
            position.index,
            head.size(),
            &position.proof,
            head.root(),
        )
        .expect("the entry is in the log");
    }
}

/// That derived data agrees with what it derives from.
pub async fn check(store: &Store) {
    assert_eq!(store.check().await.expect("it is checked"), []);
}

/// Makes a test of each contract function for one engine, which `$engine` opens.
macro_rules! suite {
    ($engine:path) => {
        suite!($engine;
            write: a_commit_is_one_entry_for_each_event,
                a_version_that_moved_is_a_conflict,
                of_two_deciders_one_wins,
                a_repeated_commit_is_answered_as_before,
                a_repetition_with_another_event_is_a_conflict,
                an_envelope_is_answered_once_and_for_all,
                two_copies_of_an_envelope_at_once_get_one_receipt,
                one_bad_commit_fails_alone,
                a_matter_may_change_twice_in_a_commit,
                a_kind_that_is_no_identifier_is_refused_before_writing,
                closing_finishes_what_was_handed_over,
                a_panicking_receipt_fails_its_own_commit_only;
            read: worklists_page_by_key_through_every_filter,
                histories_page_by_version,
                words_find_a_matter,
                sent_requests_are_counted_by_their_own_time,
                test_calls_are_counted_on_both_sides,
                obligations_are_replaced_and_leased,
                obligations_page_by_date,
                messages_are_leased_put_off_and_delivered,
                a_receipt_wakes_what_came_too_early,
                leases_are_never_shared,
                envelopes_and_receipts_are_found_by_digest;
            records: settings_counters_and_officers_are_kept,
                a_setting_that_moved_is_not_written_over,
                packages_and_statements_are_kept,
                erasing_leaves_the_digest,
                papers_are_asked_for_until_they_are_here,
                proposed_papers_make_room_for_those_that_follow,
                a_destroyed_key_is_gone_from_the_disk,
                the_desk_keeps_the_first_of_two_versions,
                the_desk_pages_by_key;
            log: proofs_hold_across_tiles,
                another_process_may_append,
                a_restart_goes_on_where_it_stopped,
                two_may_make_the_database_at_once,
                another_log_is_refused,
                peers_checkpoints_only_move_from_where_they_were_proven,
                cosignatures_are_found_by_size,
                each_witness_is_named_with_its_newest_cosignature,
                own_entries_are_tied_to_their_matter,
                the_check_names_what_was_changed;
            faults: every_failed_write_leaves_nothing,
                every_failed_delete_leaves_nothing,
                a_failed_commit_leaves_nothing,
                a_caller_that_went_away_finds_its_commit;
            killed: a_killed_writer_loses_nothing_and_doubles_nothing;
        );

        /// The process that the crash test starts and kills. Run by itself it has nothing to write to
        /// and ends; what it shows is asserted by `a_killed_writer_loses_nothing_and_doubles_nothing`.
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn child_that_writes_until_killed() {
            contract::killed::child().await;
        }
    };
    ($engine:path; $($module:ident: $($test:ident),+;)+) => {
        $($(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                contract::$module::$test(&$engine().await).await;
            }
        )+)+
    };
}
pub(crate) use suite;
