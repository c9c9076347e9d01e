//! The crash matrix: each write failed, and each failed though it persisted.
//!
//! The database is broken from outside; nothing in the store knows of it.

use comity_custody::Digest;
use comity_store::{
    Commit, CommitError, DeliveryDone, Document, Officer, Package, PaperStands, PeerCheckpoint,
    Record, Statement, Store, StoreError, WrappedKey,
};
use uuid::Uuid;

use super::{
    Engine, TABLES, at, change, check, envelope, new_entry, one_change, outgoing, owed, verify,
};

/// The ids of a commit that writes to every table.
#[derive(Clone, Copy)]
struct Everything {
    matter: Uuid,
    message: Uuid,
    /// Delivered by it; sent before.
    former: Uuid,
}

impl Everything {
    async fn prepare(store: &Store) -> Self {
        let ids = Self {
            matter: Uuid::now_v7(),
            message: Uuid::now_v7(),
            former: Uuid::now_v7(),
        };
        let mut commit = one_change(ids.matter, 0);
        commit.outbox = vec![outgoing(ids.former, at(0))];
        commit.changes[0].obligations = vec![owed("decide", 1, None)];
        commit.changes[0].search = Some("first".into());
        store.commit(commit).await.expect("it commits");
        ids
    }

    fn commit(self) -> Commit {
        let mut change = change(self.matter, 1);
        change.obligations = vec![owed("lapse", 1, Some("{}"))];
        change.search = Some("second".into());
        Commit {
            changes: vec![change],
            envelope_in: Some(envelope("everything")),
            outbox: vec![outgoing(self.message, at(0))],
            delivered: Some(DeliveryDone {
                id: self.former,
                matter: self.matter,
                receipt: b"receipt".to_vec(),
                at: at(1),
            }),
            documents: vec![Document {
                digest: Digest::of(b"text"),
                media_type: "text/plain".into(),
                bytes: b"text".to_vec(),
                matter: self.matter,
            }],
            papers: vec![super::records::paper(
                "everything",
                "paper",
                PaperStands::Coming,
            )],
            entries: vec![new_entry("node.noted", "everything")],
            checkpoints: vec![PeerCheckpoint {
                peer: "XBB".into(),
                size: 3,
                root: Digest::of(b"root"),
                note: "note".into(),
                cosigned: String::new(),
                verified_from: 0,
            }],
            records: self.records(),
            expects: Vec::new(),
            finish: Some(Box::new(|committed| {
                committed.checkpoint.as_bytes().to_vec()
            })),
        }
    }

    fn records(self) -> Vec<Record> {
        let (key, value) = ("setting".to_owned(), "value".to_owned());
        vec![
            Record::Setting {
                key: key.clone(),
                value,
            },
            Record::Count { key, by: 1 },
            Record::Statement(Statement {
                subject: "xbb".into(),
                kind: "entity".into(),
                bytes: vec![1],
                issued_at: at(0),
                expires_at: at(1),
            }),
            Record::Officer(Officer {
                id: "o".into(),
                name: "n".into(),
                roles_json: "[]".into(),
                token_hash: None,
            }),
            Record::Package(Package {
                id: self.message,
                matter: self.matter,
                blake3: "b".into(),
                length: 1,
                manifest: vec![2],
                status: "sealed".into(),
                updated_at: at(0),
            }),
            Record::Key(WrappedKey {
                id: self.message,
                wrapped: vec![3],
            }),
        ]
    }
}

/// Breaks the database, commits, finds nothing written, heals it, and commits
/// the very same again.
async fn fails_whole_then_succeeds(engine: &Engine, store: &Store, ids: Everything, fault: String) {
    let before = engine.counts().await;
    engine.run(&fault).await;
    let outcome = store.commit(ids.commit()).await;
    assert!(
        matches!(
            outcome,
            Err(CommitError::Fault(StoreError::Database { .. }))
        ),
        "{fault}: {outcome:?}"
    );
    // A fault at the commit itself must have come through to it.
    let at_commit = matches!(
        outcome,
        Err(CommitError::Fault(StoreError::Database {
            operation: "commit",
            ..
        }))
    );
    assert_eq!(at_commit, fault == engine.faults.on_commit, "{outcome:?}");
    let heal = engine.faults.heal;
    let table = TABLES
        .iter()
        .find(|table| fault.contains(&format!("ON {table} ")));
    engine
        .run(&heal.replace("TABLE", table.unwrap_or(&"entry")))
        .await;
    assert_eq!(engine.counts().await, before, "{fault}");

    let committed = store
        .commit(ids.commit())
        .await
        .expect("healed, it commits");
    verify(&committed);
    check(store).await;
    let again = store.commit(ids.commit()).await;
    let receipt = committed.receipt.expect("a receipt");
    assert!(
        matches!(again, Err(CommitError::DuplicateEnvelope { receipt: found }) if found == receipt)
    );
}

pub async fn every_failed_write_leaves_nothing(engine: &Engine) {
    for table in TABLES {
        let store = engine.store().await;
        let ids = Everything::prepare(&store).await;
        engine.run("DELETE FROM received").await;
        engine.run("DELETE FROM noted").await;
        engine.run("DELETE FROM peer_checkpoint").await;
        let fault = engine.faults.on_write.replace("TABLE", table);
        fails_whole_then_succeeds(engine, &store, ids, fault).await;
        store.close().await;
    }
}

pub async fn every_failed_delete_leaves_nothing(engine: &Engine) {
    for table in ["obligation", "matter_word", "outbox"] {
        let store = engine.store().await;
        let ids = Everything::prepare(&store).await;
        engine.run("DELETE FROM received").await;
        engine.run("DELETE FROM noted").await;
        let fault = engine.faults.on_delete.replace("TABLE", table);
        fails_whole_then_succeeds(engine, &store, ids, fault).await;
        store.close().await;
    }
}

/// Every statement succeeds and the commit itself fails: the log settles that
/// nothing of it is there, and the next commit goes on from the former edge.
pub async fn a_failed_commit_leaves_nothing(engine: &Engine) {
    let store = engine.store().await;
    let ids = Everything::prepare(&store).await;
    let fault = engine.faults.on_commit.to_owned();
    fails_whole_then_succeeds(engine, &store, ids, fault).await;
}

/// Persisted, and nobody heard: the caller's task ends while its commit is
/// under way. Repeating it gives the one answer.
pub async fn a_caller_that_went_away_finds_its_commit(engine: &Engine) {
    let store = engine.store().await;
    for _ in 0..20 {
        let matter = Uuid::now_v7();
        let (impatient, message) = (store.clone(), Uuid::now_v7());
        let commit = move || Commit {
            outbox: vec![outgoing(message, at(0))],
            ..one_change(matter, 0)
        };
        let task = tokio::spawn(async move { impatient.commit(commit()).await });
        tokio::task::yield_now().await;
        task.abort();
        let _ = task.await;
        let committed = store
            .commit(commit())
            .await
            .expect("it is committed or repeated");
        verify(&committed);
        assert_eq!(committed.entries.len(), 1);
    }
    assert_eq!(store.log_head().await.expect("a head").size, 20);
    check(&store).await;
}
