//! The custody log: proofs, restarts, other processes, peers.

use comity_custody::{Digest, Entry, TileId, leaf_hash, verify_consistency, verify_inclusion};
use comity_store::{Commit, Cosignature, Finding, LogIdentity, PeerCheckpoint, Store, StoreError};
use uuid::Uuid;

use super::{Engine, at, check, identity, new_entry, one_change, verify};

async fn append(store: &Store, count: usize) {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..count {
        let store = store.clone();
        tasks.spawn(async move {
            let committed = store.commit(one_change(Uuid::now_v7(), 0)).await;
            verify(&committed.expect("it commits"));
        });
    }
    tasks.join_all().await;
}

pub async fn proofs_hold_across_tiles(engine: &Engine) {
    let store = engine.store().await;
    let single = store
        .commit(one_change(Uuid::now_v7(), 0))
        .await
        .expect("it commits");
    append(&store, 699).await;
    let head = store.log_head().await.expect("a head");
    assert_eq!(head.size, 700);
    for index in [0, 255, 256, 511, 512, 699] {
        let entry = &store.entries(index, 1).await.expect("entries")[0];
        let proof = store
            .prove_inclusion(index, 700)
            .await
            .expect("it reads")
            .expect("a proof");
        verify_inclusion(leaf_hash(entry), index, 700, &proof, head.root).expect("it holds");
    }
    let old = store
        .checkpoint_at(single.size)
        .await
        .expect("it reads")
        .expect("it was signed");
    let proof = store
        .prove_consistency(old.size, 700)
        .await
        .expect("it reads")
        .expect("a proof");
    verify_consistency(old.size, old.root, 700, head.root, &proof).expect("it holds");
    assert!(
        store
            .prove_inclusion(700, 700)
            .await
            .expect("it reads")
            .is_err()
    );

    let tile = async |index, width| {
        let id = TileId::new(0, index, width).expect("a tile");
        store
            .tile(id)
            .await
            .expect("it reads")
            .map(|bytes| bytes.len())
    };
    assert_eq!(tile(0, 256).await, Some(256 * 32));
    assert_eq!(tile(2, 100).await, Some(100 * 32));
    assert_eq!(tile(2, 200).await, None);
    assert_eq!(store.entries(690, 100).await.expect("entries").len(), 10);
    check(&store).await;
}

/// Two processes on one database: each finds the other's entries under its lock.
pub async fn another_process_may_append(engine: &Engine) {
    let (one, other) = (engine.store().await, engine.store().await);
    let matter = Uuid::now_v7();
    for version in (0..20).step_by(2) {
        verify(
            &one.commit(one_change(matter, version))
                .await
                .expect("it commits"),
        );
        verify(
            &other
                .commit(one_change(matter, version + 1))
                .await
                .expect("it commits"),
        );
    }
    let (left, right) = (one.clone(), other.clone());
    let (left, right) = (
        tokio::spawn(async move { append(&left, 150).await }),
        tokio::spawn(async move { append(&right, 150).await }),
    );
    left.await.expect("one appends");
    right.await.expect("the other appends");
    assert_eq!(one.log_head().await.expect("a head").size, 320);
    check(&other).await;
}

pub async fn a_restart_goes_on_where_it_stopped(engine: &Engine) {
    for round in 1..=4 {
        let store = engine.store().await;
        append(&store, 130).await;
        assert_eq!(store.log_head().await.expect("a head").size, 130 * round);
        check(&store).await;
        store.close().await;
    }
}

/// The node and a command beside it, started together on an empty folder.
pub async fn two_may_make_the_database_at_once(engine: &Engine) {
    let open = || {
        let url = engine.url.clone();
        tokio::spawn(async move { Store::open(&url, identity()).await })
    };
    let opening: Vec<_> = (0..4).map(|_| open()).collect();
    for opened in opening {
        let store = opened.await.expect("it ran").expect("it opens");
        append(&store, 3).await;
    }
    let store = engine.store().await;
    assert_eq!(store.log_head().await.expect("a head").size, 12);
    check(&store).await;
}

pub async fn another_log_is_refused(engine: &Engine) {
    engine.store().await.close().await;
    let foreign = LogIdentity {
        origin: "other.example/log".into(),
        ..identity()
    };
    let refused = Store::open(&engine.url, foreign).await;
    assert!(matches!(refused, Err(StoreError::ForeignLog { .. })));
    check(&engine.store().await).await;
}

pub async fn peers_checkpoints_only_move_from_where_they_were_proven(engine: &Engine) {
    let store = engine.store().await;
    let see = async |size: u64, verified_from: u64, text: &str| {
        let commit = Commit {
            checkpoints: vec![PeerCheckpoint {
                peer: "XBB".into(),
                size,
                root: Digest::of(text.as_bytes()),
                note: text.into(),
                cosigned: format!("— us {size}\n"),
                verified_from,
            }],
            ..Commit::default()
        };
        store.commit(commit).await.expect("it commits").witnessed[0]
    };
    assert!(see(10, 0, "ten").await);
    assert!(see(10, 0, "ten").await, "the same again");
    assert!(!see(10, 0, "another ten").await, "a fork");
    assert!(!see(20, 0, "twenty").await, "proven from nothing");
    assert!(see(20, 10, "twenty").await);
    assert!(!see(15, 10, "fifteen").await, "overtaken");
    assert!(!see(19, 20, "nineteen").await, "backwards");
    let kept = store
        .peer_checkpoint("XBB")
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!(
        (kept.size, kept.note.as_str(), kept.cosigned.as_str()),
        (20, "twenty", "— us 20\n")
    );
    assert_eq!(
        store.peer_checkpoints().await.expect("they are read"),
        [kept]
    );
}

pub async fn cosignatures_are_found_by_size(engine: &Engine) {
    let store = engine.store().await;
    let sign = async |size, witness: &str, lines: &str| {
        let cosignature = Cosignature {
            size,
            witness: witness.into(),
            lines: lines.into(),
            at: at(0),
        };
        store
            .add_cosignature(&cosignature)
            .await
            .expect("it is kept");
    };
    sign(4, "xbb.example", "— first\n").await;
    sign(4, "xbb.example", "— second\n").await;
    sign(9, "xcc.example", "— other\n").await;
    let found = store.cosignatures(4).await.expect("they are read");
    assert_eq!((found.len(), found[0].lines.as_str()), (1, "— second\n"));
    let from = async |size| store.cosigned_from(size).await.expect("it reads");
    assert_eq!(
        [from(1).await, from(5).await, from(10).await],
        [Some(4), Some(9), None]
    );
    // One that was away for the first is there for a later one: that has both, and serves older entries too.
    sign(12, "xbb.example", "— third\n").await;
    sign(12, "xcc.example", "— fourth\n").await;
    sign(15, "xbb.example", "— fifth\n").await;
    assert_eq!(
        [from(1).await, from(12).await, from(13).await],
        [Some(12), Some(12), Some(15)]
    );
}

pub async fn each_witness_is_named_with_its_newest_cosignature(engine: &Engine) {
    let store = engine.store().await;
    let witnessed = async || store.witnessed().await.expect("they are read");
    assert_eq!(witnessed().await, [], "nobody has cosigned yet");
    for (size, witness, second) in [
        (4, "xbb.example", 1),
        (9, "xbb.example", 2),
        (7, "xaa.example", 3),
        (8, "xcc.example", 4),
        (2, "xcc.example", 5),
    ] {
        let cosignature = Cosignature {
            size,
            witness: witness.into(),
            lines: "— a line\n".into(),
            at: at(second),
        };
        store
            .add_cosignature(&cosignature)
            .await
            .expect("it is kept");
    }
    let rows = witnessed().await.into_iter();
    let rows: Vec<_> = rows.map(|one| (one.witness, one.size, one.at)).collect();
    let row = |witness: &str, size, second| (witness.to_owned(), size, at(second));
    let newest = [
        row("xaa.example", 7, 3),
        row("xbb.example", 9, 2),
        row("xcc.example", 8, 4),
    ];
    assert_eq!(rows, newest);
}

pub async fn own_entries_are_tied_to_their_matter(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let first = store
        .commit(one_change(matter, 0))
        .await
        .expect("it commits");
    let mut note = new_entry("package.opened", "purpose");
    note.matter = Some(matter);
    let commit = Commit {
        entries: vec![note],
        ..Commit::default()
    };
    let second = store.commit(commit).await.expect("it commits");
    let mut again = new_entry("package.opened", "purpose");
    again.matter = Some(matter);
    let found = store.entry_of(&again).await.expect("it reads");
    let position = &second.entries[0];
    assert_eq!(found, Some((position.index, position.entry.clone())));
    let never = store
        .entry_of(&new_entry("package.opened", "purpose"))
        .await;
    assert_eq!(never.expect("it reads"), None);
    let third = store
        .commit(one_change(matter, 1))
        .await
        .expect("it commits");
    let previous = |committed: &comity_store::Committed| {
        Entry::parse(&committed.entries[0].entry)
            .expect("an entry")
            .previous()
    };
    assert_eq!(previous(&second), Some(leaf_hash(&first.entries[0].entry)));
    assert_eq!(previous(&third), Some(leaf_hash(&second.entries[0].entry)));
    check(&store).await;
}

pub async fn the_check_names_what_was_changed(engine: &Engine) {
    let store = engine.store().await;
    append(&store, 10).await;
    let damage = [
        ("UPDATE event SET json = '{}' WHERE idx = 3", "WrongEvent"),
        (
            "UPDATE matter SET version = 7 WHERE id = (SELECT matter FROM event WHERE idx = 4)",
            "WrongVersion",
        ),
        (
            "UPDATE entry SET bytes = (SELECT bytes FROM tile) WHERE idx = 5",
            "MalformedEntry",
        ),
        (
            "UPDATE tile SET bytes = (SELECT bytes FROM entry WHERE idx = 1)",
            "WrongTile",
        ),
        (
            "UPDATE checkpoint SET root = (SELECT digest FROM event WHERE idx = 1) WHERE size = \
          (SELECT max(size) FROM checkpoint)",
            "WrongRoot",
        ),
        (
            "UPDATE checkpoint SET note = 'x' WHERE size = (SELECT min(size) FROM checkpoint)",
            "WrongCheckpoint",
        ),
        (
            "DELETE FROM matter WHERE id = (SELECT matter FROM event WHERE idx = 6)",
            "MissingMatter",
        ),
        (
            "INSERT INTO received (digest, peer, sequence, received_at, receipt, bytes) \
             SELECT digest, 'XBB', 1, 0, bytes, bytes FROM event JOIN entry ON entry.idx = 1 WHERE event.idx = 1",
            "WrongEnvelope",
        ),
        (
            "INSERT INTO sent (id, peer, digest, bytes) SELECT matter, 'XBB', digest, NULL FROM event WHERE idx = 1",
            "LostMessage",
        ),
        ("DELETE FROM entry WHERE idx = 9", "MissingEntry"),
    ];
    for (sql, name) in damage {
        engine.run(sql).await;
        let findings = store.check().await.expect("it is checked");
        let found = findings
            .iter()
            .any(|finding| format!("{finding:?}").starts_with(name));
        assert!(found, "{name} in {findings:?}");
    }
    let findings = store.check().await.expect("it is checked");
    assert!(findings.contains(&Finding::MissingEntry { index: 9 }));
}
