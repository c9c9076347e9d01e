//! Rows beside the matters, and erasure.

use comity_custody::Digest;
use comity_store::{
    Commit, DeskRow, Document, Officer, Package, PackageHead, Record, Statement, WrappedKey,
};
use uuid::Uuid;

use super::{Engine, at, check, envelope, one_change, outgoing};

fn records(records: Vec<Record>) -> Commit {
    Commit {
        records,
        ..Commit::default()
    }
}

pub async fn settings_counters_and_officers_are_kept(engine: &Engine) {
    let store = engine.store().await;
    let setting = |value: &str| Record::Setting {
        key: "retention.days".into(),
        value: value.into(),
    };
    let count = |by| Record::Count {
        key: "envelopes.refused".into(),
        by,
    };
    let mut officer = Officer {
        id: "o-1".into(),
        name: "Duty officer".into(),
        roles_json: r#"["duty-officer"]"#.into(),
        token_hash: Some(Digest::of(b"token")),
    };
    let first = vec![
        setting("90"),
        setting("180"),
        count(2),
        count(3),
        Record::Officer(officer.clone()),
    ];
    store.commit(records(first)).await.expect("it commits");
    store
        .commit(records(vec![count(-1)]))
        .await
        .expect("it commits");
    let value = store.setting("retention.days").await.expect("it reads");
    assert_eq!(value.as_deref(), Some("180"));
    assert_eq!(store.settings().await.expect("they are read").len(), 1);
    assert_eq!(store.setting("none").await.expect("it reads"), None);
    let counters = store.counters().await.expect("they are read");
    assert_eq!(counters, [("envelopes.refused".to_owned(), 4)]);
    let found = store.officer_by_token(Digest::of(b"token")).await;
    assert_eq!(found.expect("it reads"), Some(officer.clone()));

    officer.token_hash = None;
    store
        .commit(records(vec![Record::Officer(officer.clone())]))
        .await
        .expect("it commits");
    let gone = store.officer_by_token(Digest::of(b"token")).await;
    assert_eq!(gone.expect("it reads"), None);
    assert_eq!(
        store.officer("o-1").await.expect("it reads"),
        Some(officer.clone())
    );
    assert_eq!(store.officers().await.expect("they are read"), [officer]);
}

pub async fn packages_and_statements_are_kept(engine: &Engine) {
    let store = engine.store().await;
    let mut package = Package {
        id: Uuid::now_v7(),
        matter: Uuid::now_v7(),
        blake3: "b3".into(),
        length: 1 << 40,
        manifest: b"{}".to_vec(),
        status: "sealed".into(),
        updated_at: at(1),
    };
    let statement = Statement {
        subject: "https://xbb.example".into(),
        kind: "subordinate".into(),
        bytes: b"jws".to_vec(),
        issued_at: at(0),
        expires_at: at(9),
    };
    let both = vec![
        Record::Package(package.clone()),
        Record::Statement(statement.clone()),
    ];
    store.commit(records(both)).await.expect("it commits");
    assert_eq!(
        store.package(package.id).await.expect("it reads"),
        Some(package.clone())
    );
    assert_eq!(
        store.packages_at("sealed").await.expect("it reads").len(),
        1
    );
    package.status = "opened".into();
    store
        .commit(records(vec![Record::Package(package.clone())]))
        .await
        .expect("it commits");
    assert_eq!(store.packages_at("sealed").await.expect("it reads"), []);
    assert_eq!(
        store.packages_of(package.matter).await.expect("it reads"),
        [package.clone()]
    );
    assert_eq!(
        store.package_heads("b3").await.expect("it reads"),
        [PackageHead {
            id: package.id,
            matter: package.matter,
            length: 1 << 40,
        }]
    );
    let found = store.statement("https://xbb.example", "subordinate").await;
    assert_eq!(found.expect("it reads"), Some(statement.clone()));
    assert_eq!(
        store.statements().await.expect("they are read"),
        [statement]
    );
}

pub async fn erasing_leaves_the_digest(engine: &Engine) {
    let store = engine.store().await;
    let (matter, message) = (Uuid::now_v7(), Uuid::now_v7());
    let letter = Document {
        digest: Digest::of(b"a letter"),
        media_type: "text/plain".into(),
        bytes: b"a letter".to_vec(),
        matter,
    };
    let sent = outgoing(message, at(0));
    store
        .commit(Commit {
            documents: vec![letter.clone()],
            envelope_in: Some(envelope("named person")),
            outbox: vec![sent.clone()],
            ..one_change(matter, 0)
        })
        .await
        .expect("it commits");
    let kept = store
        .document(matter, letter.digest)
        .await
        .expect("it reads");
    assert_eq!(
        kept.expect("it is there").bytes.as_deref(),
        Some(&b"a letter"[..])
    );

    let erasures = vec![
        Record::EraseDocument {
            matter,
            digest: letter.digest,
        },
        Record::EraseEvent { matter, version: 1 },
        Record::EraseEnvelope {
            digest: envelope("named person").digest,
        },
        Record::EraseEnvelope {
            digest: sent.digest,
        },
    ];
    store.commit(records(erasures)).await.expect("it commits");
    let gone = store
        .document(matter, letter.digest)
        .await
        .expect("it reads")
        .expect("its digest");
    assert_eq!((gone.bytes, gone.media_type.as_str()), (None, "text/plain"));
    let listed = store.documents_of(matter).await.expect("they are read");
    assert_eq!(listed, [(letter.digest, "text/plain".to_owned())]);
    let history = store.history(matter, 0, 10).await.expect("a page");
    assert_eq!(history[0].json, None);
    let received = store
        .received(envelope("named person").digest)
        .await
        .expect("it reads");
    assert_eq!(received.expect("its digest").bytes, None);
    assert_eq!(
        store
            .sent(message)
            .await
            .expect("it reads")
            .expect("its digest")
            .bytes,
        None
    );
    check(&store).await;
}

/// On SQLite the files are searched; on PostgreSQL the row is gone and its
/// page vacuumed, and the files belong to the server.
pub async fn a_destroyed_key_is_gone_from_the_disk(engine: &Engine) {
    let store = engine.store().await;
    let secret = b"SECRET-4f1d-WRAPPED".repeat(40);
    let key = WrappedKey {
        id: Uuid::now_v7(),
        wrapped: secret.clone(),
    };
    store
        .commit(records(vec![Record::Key(key.clone())]))
        .await
        .expect("it commits");
    assert_eq!(
        store.key(key.id).await.expect("it reads"),
        Some(key.clone())
    );
    let another = WrappedKey {
        id: key.id,
        wrapped: b"another".to_vec(),
    };
    store
        .commit(records(vec![Record::Key(another)]))
        .await
        .expect("it commits");
    let kept = store.key(key.id).await.expect("it reads");
    assert_eq!(kept.as_ref(), Some(&key), "a kept key was replaced");
    assert!(!format!("{key:?}").contains("SECRET"));
    store
        .commit(records(vec![Record::DestroyKey { id: key.id }]))
        .await
        .expect("it commits");
    assert_eq!(store.key(key.id).await.expect("it reads"), None);
    if let Some(folder) = engine.keep.downcast_ref::<tempfile::TempDir>() {
        for file in std::fs::read_dir(folder.path()).expect("a folder") {
            let path = file.expect("a file").path();
            let bytes = std::fs::read(&path).expect("it reads");
            let found = bytes.windows(19).any(|window| window == &secret[..19]);
            assert!(!found, "the key is still in {}", path.display());
        }
    }
}

/// What the officers' pages keep goes from version to version; of two who write the next one, the first stays.
pub async fn the_desk_keeps_the_first_of_two_versions(engine: &Engine) {
    let store = engine.store().await;
    let row = |version: i64, json: &str| DeskRow {
        kind: "draft",
        id: "one".into(),
        owner: "officer".into(),
        version,
        at: at(version),
        ends_at: Some(at(100)),
        json: json.into(),
    };
    for (version, json, kept) in [
        (1, "first", "first"),
        (2, "second", "second"),
        (2, "too late", "second"),
        (1, "begun again", "second"),
        (4, "skipping", "second"),
        (3, "third", "third"),
    ] {
        let write = records(vec![Record::Desk(row(version, json))]);
        store.commit(write).await.expect("it commits");
        let read = store.desk("draft", "one").await.expect("it reads");
        assert_eq!(read.expect("kept").json, kept, "after {version} {json}");
    }
    let of = store
        .desk_of("draft", "officer", 10)
        .await
        .expect("it reads");
    assert_eq!((of.len(), of[0].version), (1, 3));
    let sweep = |before| records(vec![Record::SweepDesk { before }]);
    store.commit(sweep(at(100))).await.expect("it commits");
    assert_eq!(
        store
            .desk_of("draft", "officer", 10)
            .await
            .expect("it reads")
            .len(),
        1
    );
    store.commit(sweep(at(101))).await.expect("it commits");
    assert!(
        store
            .desk_of("draft", "officer", 10)
            .await
            .expect("it reads")
            .is_empty()
    );
    store
        .commit(records(vec![Record::Desk(row(4, "after the sweep"))]))
        .await
        .expect("it commits");
    let late = store.desk("draft", "one").await.expect("it reads");
    assert_eq!(late, None, "what was dropped came back");
    store
        .commit(records(vec![Record::Desk(row(1, "anew"))]))
        .await
        .expect("it commits");
    let of = |owner: &str| {
        let (kind, owner) = ("draft", owner.to_owned());
        records(vec![Record::DropDeskOf { kind, owner }])
    };
    store.commit(of("another")).await.expect("it commits");
    assert!(
        store
            .desk("draft", "one")
            .await
            .expect("it reads")
            .is_some()
    );
    store.commit(of("officer")).await.expect("it commits");
    assert_eq!(store.desk("draft", "one").await.expect("it reads"), None);
    let id = "one".to_owned();
    let drop = Record::DropDesk { kind: "draft", id };
    store
        .commit(records(vec![drop]))
        .await
        .expect("nothing to drop is no fault");
}
