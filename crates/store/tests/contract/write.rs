//! What a commit promises.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use comity_custody::{Digest, Entry};
use comity_store::{Commit, CommitError, StoreError};
use uuid::Uuid;

use super::{Engine, at, change, check, envelope, new_entry, one_change, outgoing, verify};

pub async fn a_commit_is_one_entry_for_each_event(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let committed = store
        .commit(Commit {
            entries: vec![new_entry("node.started", "1")],
            ..one_change(matter, 0)
        })
        .await
        .expect("it commits");
    verify(&committed);
    assert_eq!(committed.entries.len(), 2);
    let entry = Entry::parse(&committed.entries[0].entry).expect("an entry");
    let event = change(matter, 0).event_json;
    assert_eq!(entry.digest(), Digest::of(event.as_bytes()));
    assert_eq!(entry.matter(), matter.to_string());
    assert_eq!(entry.kind(), "preservation.requested");
    assert_eq!(entry.previous(), None);

    let stored = store
        .matter(matter)
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!((stored.version, stored.stage.as_str()), (1, "drafted"));
    assert_eq!(
        store.log_head().await.expect("a head").checkpoint,
        committed.checkpoint
    );
    check(&store).await;
}

pub async fn a_version_that_moved_is_a_conflict(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let missing = store.commit(one_change(matter, 1)).await;
    assert!(matches!(
        missing,
        Err(CommitError::Conflict {
            expected: 1,
            found: 0,
            ..
        })
    ));

    store
        .commit(one_change(matter, 0))
        .await
        .expect("it commits");
    let before = engine.counts().await;
    let mut late = one_change(matter, 0);
    late.changes[0].event_json = "{}".into();
    late.outbox = vec![outgoing(Uuid::now_v7(), at(0))];
    let refused = store.commit(late).await;
    assert!(matches!(
        refused,
        Err(CommitError::Conflict {
            expected: 0,
            found: 1,
            ..
        })
    ));
    assert_eq!(engine.counts().await, before);
}

/// Whoever decided on the older state must decide again, however the commits fall together.
pub async fn of_two_deciders_one_wins(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let mut tasks = tokio::task::JoinSet::new();
    for decider in 0..40 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut commit = one_change(matter, 0);
            commit.changes[0].event_json = format!(r#"{{"decider":{decider}}}"#);
            store.commit(commit).await
        });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let conflicts = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(CommitError::Conflict { found: 1, .. })));
    assert_eq!(conflicts.count(), 39);
    check(&store).await;
}

pub async fn a_repeated_commit_is_answered_as_before(engine: &Engine) {
    let store = engine.store().await;
    let (matter, message) = (Uuid::now_v7(), Uuid::now_v7());
    let commit = || Commit {
        entries: vec![new_entry("package.sealed", "bag")],
        outbox: vec![outgoing(message, at(0))],
        ..one_change(matter, 0)
    };
    let first = store.commit(commit()).await.expect("it commits");
    store
        .commit(one_change(matter, 1))
        .await
        .expect("the matter moves on");
    let before = engine.counts().await;
    let again = store.commit(commit()).await.expect("it is answered");
    verify(&again);
    let index = |committed: &comity_store::Committed| {
        let entries = committed.entries.iter();
        entries
            .map(|entry| (entry.index, entry.entry.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(index(&first), index(&again));

    let alone = || Commit {
        entries: vec![new_entry("node.started", "2")],
        ..Commit::default()
    };
    let first = store.commit(alone()).await.expect("it commits");
    let again = store.commit(alone()).await.expect("it is answered");
    assert_eq!(index(&first), index(&again));
    let after = engine.counts().await;
    let entries =
        |counts: &[(&str, i64)]| counts.iter().find(|row| row.0 == "entry").map(|row| row.1);
    assert_eq!(entries(&after), entries(&before).map(|count| count + 1));
}

pub async fn a_repetition_with_another_event_is_a_conflict(engine: &Engine) {
    let store = engine.store().await;
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    store.commit(one_change(one, 0)).await.expect("it commits");
    let half = Commit {
        changes: vec![change(one, 0), change(other, 0)],
        ..Commit::default()
    };
    let refused = store.commit(half).await;
    assert!(matches!(refused, Err(CommitError::Conflict { matter, .. }) if matter == one));
    assert_eq!(store.matter(other).await.expect("it reads"), None);
}

pub async fn an_envelope_is_answered_once_and_for_all(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let built = Arc::new(AtomicUsize::new(0));
    let receive = |expected: i64, built: Arc<AtomicUsize>| Commit {
        envelope_in: Some(envelope("hello")),
        finish: Some(Box::new(move |committed| {
            built.fetch_add(1, Ordering::SeqCst);
            let position = &committed.entries[0];
            assert!(committed.receipt.is_none());
            format!("{} {}", position.index, committed.checkpoint).into_bytes()
        })),
        ..one_change(matter, expected)
    };
    let first = store
        .commit(receive(0, built.clone()))
        .await
        .expect("it commits");
    let receipt = first.receipt.clone().expect("a receipt");
    let text = String::from_utf8(receipt.clone()).expect("text");
    assert_eq!(text, format!("0 {}", first.checkpoint));

    // Even with another decision: the envelope was answered.
    for expected in [0, 1] {
        let again = store.commit(receive(expected, built.clone())).await;
        assert!(
            matches!(again, Err(CommitError::DuplicateEnvelope { receipt: found }) if found == receipt)
        );
    }
    assert_eq!(built.load(Ordering::SeqCst), 1);
    let stored = store
        .received(envelope("hello").digest)
        .await
        .expect("it reads");
    assert_eq!(stored.expect("it is there").receipt, receipt);
}

pub async fn two_copies_of_an_envelope_at_once_get_one_receipt(engine: &Engine) {
    let store = engine.store().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..50 {
        let store = store.clone();
        tasks.spawn(async move {
            let outcome = store
                .commit(Commit {
                    envelope_in: Some(envelope("twice")),
                    finish: Some(Box::new(move |_| vec![number])),
                    ..one_change(Uuid::now_v7(), 0)
                })
                .await;
            match outcome {
                Ok(committed) => (true, committed.receipt.expect("a receipt")),
                Err(CommitError::DuplicateEnvelope { receipt }) => (false, receipt),
                Err(other) => panic!("{other:?}"),
            }
        });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|(first, _)| *first).count(), 1);
    assert!(
        outcomes
            .iter()
            .all(|(_, receipt)| *receipt == outcomes[0].1)
    );
}

/// A row that the database refuses must not fail the commits it happens to travel with.
pub async fn one_bad_commit_fails_alone(engine: &Engine) {
    let store = engine.store().await;
    let bad = Uuid::now_v7();
    engine
        .run("CREATE UNIQUE INDEX picky ON setting (value)")
        .await;
    let setting = |key: &str| comity_store::Record::Setting {
        key: key.to_owned(),
        value: "same".to_owned(),
    };
    let first = Commit {
        records: vec![setting("a")],
        ..Commit::default()
    };
    store.commit(first).await.expect("it commits");
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..30 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut commit = one_change(Uuid::now_v7(), 0);
            if number == 7 {
                commit.changes[0].matter = bad;
                commit.records = vec![setting("b")];
            }
            (number, store.commit(commit).await)
        });
    }
    for (number, outcome) in tasks.join_all().await {
        match number {
            7 => assert!(matches!(
                outcome,
                Err(CommitError::Fault(StoreError::Database { .. }))
            )),
            _ => verify(&outcome.expect("the others commit")),
        }
    }
    assert_eq!(store.matter(bad).await.expect("it reads"), None);
    check(&store).await;
}

pub async fn a_matter_may_change_twice_in_a_commit(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let mut commit = one_change(matter, 0);
    commit.changes.push(change(matter, 1));
    let committed = store.commit(commit).await.expect("it commits");
    verify(&committed);
    let entries: Vec<_> = committed
        .entries
        .iter()
        .map(|position| &position.entry)
        .collect();
    let second = Entry::parse(entries[1]).expect("an entry");
    assert_eq!(
        second.previous(),
        Some(comity_custody::leaf_hash(entries[0]))
    );
    let stored = store
        .matter(matter)
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!((stored.version, stored.stage.as_str()), (2, "sent"));
    check(&store).await;
}

pub async fn a_kind_that_is_no_identifier_is_refused_before_writing(engine: &Engine) {
    let store = engine.store().await;
    let before = engine.counts().await;
    let mut commit = one_change(Uuid::now_v7(), 0);
    commit.changes[0].event_kind = "sent by Ana Example".into();
    let refused = store.commit(commit).await;
    assert!(matches!(
        refused,
        Err(CommitError::Fault(StoreError::Log { .. }))
    ));
    assert_eq!(engine.counts().await, before);
}

pub async fn closing_finishes_what_was_handed_over(engine: &Engine) {
    let store = engine.store().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let store = store.clone();
        tasks.spawn(async move { store.commit(one_change(Uuid::now_v7(), 0)).await });
    }
    let other = store.clone();
    store.close().await;
    let outcomes = tasks.join_all().await;
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count() as u64;
    let closed = |outcome: &&Result<_, CommitError>| {
        matches!(outcome, Err(CommitError::Fault(StoreError::Closed)))
    };
    assert_eq!(outcomes.iter().filter(closed).count() as u64, 20 - done);
    let refused = other.commit(Commit::default()).await;
    assert!(matches!(
        refused,
        Err(CommitError::Fault(StoreError::Closed))
    ));
    let again = engine.store().await;
    assert_eq!(again.log_head().await.expect("a head").size, done);
    check(&again).await;
}

pub async fn a_panicking_receipt_fails_its_own_commit_only(engine: &Engine) {
    let store = engine.store().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..10_u8 {
        let store = store.clone();
        tasks.spawn(async move {
            let commit = Commit {
                finish: Some(Box::new(move |_| {
                    assert_ne!(number, 3, "this receipt cannot be built");
                    vec![number]
                })),
                ..one_change(Uuid::now_v7(), 0)
            };
            (number, store.commit(commit).await)
        });
    }
    for (number, outcome) in tasks.join_all().await {
        match number {
            3 => assert!(matches!(
                outcome,
                Err(CommitError::Fault(StoreError::Log { .. }))
            )),
            _ => assert_eq!(outcome.expect("it commits").receipt, Some(vec![number])),
        }
    }
    check(&store).await;
}
