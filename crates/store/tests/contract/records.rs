//! Rows beside the matters, and erasure.

use comity_custody::Digest;
use comity_store::{
    Commit, CommitError, DeskRow, Document, ExpectedSetting, Officer, Package, PackageHead, Paper,
    PaperStands, PaperWay, Record, Statement, Store, WrappedKey,
};
use uuid::Uuid;

use super::{Engine, at, check, envelope, new_entry, one_change, outgoing};

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

/// A list of members, written by whoever read `before`.
fn list(before: Option<&str>, value: &str) -> Commit {
    let key = "register/members";
    Commit {
        entries: vec![new_entry("directory", value)],
        expects: vec![ExpectedSetting::read(key, before)],
        ..records(vec![Record::Setting {
            key: key.into(),
            value: value.into(),
        }])
    }
}

pub async fn a_setting_that_moved_is_not_written_over(engine: &Engine) {
    let (store, other) = (engine.store().await, engine.store().await);
    store.commit(list(None, "1")).await.expect("it commits");
    let before = engine.counts().await;
    // Whoever read nothing, or something older, decides again; nothing of it is written, in no process.
    for (store, read) in [(&store, None), (&other, Some("0")), (&other, None)] {
        let refused = store.commit(list(read, "another")).await;
        let moved = |error: &CommitError| matches!(error, CommitError::Moved { key } if key == "register/members");
        assert!(refused.as_ref().is_err_and(moved), "{refused:?}");
    }
    assert_eq!(engine.counts().await, before);

    // Of two who read the same, one comes first, in one process and in two.
    for (number, second) in [(2, &store), (3, &other)] {
        let read = (number - 1).to_string();
        let (one, two) = (format!("{number}"), format!("{number}, too"));
        let both = tokio::join!(
            store.commit(list(Some(&read), &one)),
            second.commit(list(Some(&read), &two)),
        );
        let won = [both.0.is_ok(), both.1.is_ok()];
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
        let kept = store.setting("register/members").await.expect("it reads");
        let kept = kept.expect("a value");
        assert_eq!(kept, if won[0] { one } else { two });
        store
            .commit(list(Some(&kept), &number.to_string()))
            .await
            .expect("it commits");
    }

    // A repetition of what was written is answered as before, though the setting is no longer what it rests on.
    let again = other.commit(list(Some("2"), "3")).await;
    assert!(again.is_ok(), "{again:?}");
    check(&store).await;
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
        Record::EraseEvents { matter, before: 2 },
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

pub fn paper(named_by: &str, text: &str, stands: PaperStands) -> Paper {
    let way = match stands {
        PaperStands::Coming => PaperWay::Received,
        _ => PaperWay::Sent,
    };
    Paper {
        named_by: named_by.into(),
        digest: Digest::of(text.as_bytes()),
        matter: Uuid::from_u128(7),
        peer: "XBB".into(),
        way,
        length: text.len() as u64,
        stands,
        attempts: 0,
        next_at: at(0),
        error: None,
    }
}

/// Where each paper stands, this one first.
async fn standing(store: &Store, first: Digest) -> Vec<(Digest, PaperStands, i64, Option<String>)> {
    let all = store.papers_of(Uuid::from_u128(7)).await;
    let row = |one: Paper| (one.digest, one.stands, one.attempts, one.error);
    let mut all: Vec<_> = all.expect("they are read").into_iter().map(row).collect();
    all.sort_by_key(|row| row.0 != first);
    all
}

pub async fn papers_are_asked_for_until_they_are_here(engine: &Engine) {
    let store = engine.store().await;
    let letter = envelope("names two papers");
    let name = letter.digest.to_string();
    let (order, scan) = (
        paper(&name, "order", PaperStands::Coming),
        paper(&name, "scan", PaperStands::Coming),
    );
    let papers = vec![order.clone(), scan.clone()];
    for _ in 0..2 {
        let again = Commit {
            papers: papers.clone(),
            ..Commit::default()
        };
        store.commit(again).await.expect("it commits");
    }
    // States from which enough comes already are left out.
    let without = ["XZZ".to_owned(), order.peer.clone()];
    let none = store.claim_papers(at(1), at(30), 10, &without).await;
    assert!(none.expect("none").is_empty());
    let claimed = store
        .claim_papers(at(1), at(30), 10, &[])
        .await
        .expect("claimed");
    assert_eq!(claimed.len(), 2);
    assert!(
        store
            .claim_papers(at(1), at(30), 10, &[])
            .await
            .expect("none")
            .is_empty()
    );

    let came = Record::PaperCame {
        envelope: letter.digest,
        digest: order.digest,
    };
    store.commit(records(vec![came])).await.expect("it commits");
    // What is here is not put off any more; what is not, is.
    for one in [&order, &scan] {
        let put_off = store.put_off_paper(one, Some(at(60)), "no answer").await;
        put_off.expect("it is put off");
    }
    let stands = standing(&store, order.digest).await;
    let no_answer = Some("no answer".to_owned());
    assert_eq!(stands[0], (order.digest, PaperStands::Here, 0, None));
    assert_eq!(stands[1], (scan.digest, PaperStands::Coming, 1, no_answer));
    assert!(
        store
            .claim_papers(at(59), at(90), 10, &[])
            .await
            .expect("none")
            .is_empty()
    );
    store.wake_papers(at(2)).await.expect("they are woken");
    assert_eq!(
        store
            .claim_papers(at(2), at(3), 10, &[])
            .await
            .expect("one")
            .len(),
        1
    );

    store
        .put_off_paper(&scan, None, "not found")
        .await
        .expect("given up");
    store.wake_papers(at(4)).await.expect("they are woken");
    assert!(
        store
            .claim_papers(at(5), at(6), 10, &[])
            .await
            .expect("none")
            .is_empty()
    );
    store
        .ask_for_papers_again(scan.matter, at(5))
        .await
        .expect("asked");
    assert_eq!(
        store
            .claim_papers(at(5), at(6), 10, &[])
            .await
            .expect("one")
            .len(),
        1
    );

    // A paper goes with its message, and nothing brings it back.
    let erased = Record::EraseEnvelope {
        digest: letter.digest,
    };
    let came = Record::PaperCame {
        envelope: letter.digest,
        digest: scan.digest,
    };
    store
        .commit(records(vec![erased, came]))
        .await
        .expect("it commits");
    let stands = store.papers_like(scan.digest).await.expect("they are read");
    assert_eq!(stands[0].stands, PaperStands::Erased);
    check(&store).await;
}

pub async fn proposed_papers_make_room_for_those_that_follow(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::from_u128(7);
    let proposed = |text: &str| Paper {
        way: PaperWay::Proposed,
        ..paper(&matter.to_string(), text, PaperStands::Here)
    };
    for text in ["first", "second"] {
        let commit = Commit {
            papers: vec![proposed(text)],
            records: vec![Record::DropProposedPapers { matter }],
            ..Commit::default()
        };
        store.commit(commit).await.expect("it commits");
        let all = store.papers_of(matter).await.expect("they are read");
        assert_eq!(all, [proposed(text)]);
    }
    let page = store.papers_after(None, 1).await.expect("a page");
    assert_eq!(page.len(), 1);
    let next = store.papers_after(page.last(), 1).await.expect("a page");
    assert!(next.is_empty());
    store
        .commit(records(vec![Record::DropProposedPapers { matter }]))
        .await
        .expect("it commits");
    assert!(store.papers_of(matter).await.expect("none").is_empty());
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

/// A page of the desk runs down the ids, of this owner and kind alone, and brings of each row only what is asked for.
pub async fn the_desk_pages_by_key(engine: &Engine) {
    let store = engine.store().await;
    let row = |kind: &'static str, id: &str, owner: &str| {
        // What nobody asks for may hold what one of the databases does not take for a text.
        let json = format!(
            r#"{{"name":"{id} \u00e9 {{$}}","long":"\u0000 \\u0000","of":{{"place":[1]}}}}"#
        );
        Record::Desk(DeskRow {
            kind,
            id: id.into(),
            owner: owner.into(),
            version: 1,
            at: at(1),
            ends_at: None,
            json,
        })
    };
    let mut rows: Vec<Record> = ["a", "d", "b", "e", "c"]
        .iter()
        .map(|id| row("draft", id, "all"))
        .collect();
    rows.extend([row("draft", "f", "another"), row("note", "g", "all")]);
    store.commit(records(rows)).await.expect("it commits");
    let mut before: Option<String> = None;
    let mut seen = Vec::new();
    loop {
        let of = ("draft", "all");
        let page = store.desk_page(of, before.as_deref(), 2, &["name", "of"]);
        let page = page.await.expect("it reads");
        seen.push(page.iter().map(|row| row.id.clone()).collect::<Vec<_>>());
        for row in &page {
            let read: serde_json::Value = serde_json::from_str(&row.json).expect("an object");
            let name = format!("{} \u{e9} {{$}}", row.id);
            let only = serde_json::json!({ "name": name, "of": { "place": [1] } });
            assert_eq!(read, only);
        }
        match page.last() {
            Some(last) => before = Some(last.id.clone()),
            None => break,
        }
    }
    assert_eq!(seen.concat(), ["e", "d", "c", "b", "a"]);
    assert_eq!(seen.len(), 4, "two, two, one, none");
    let missing = store.desk_page(("draft", "all"), None, 1, &["nothing"]);
    let missing = missing.await.expect("it reads");
    let read: serde_json::Value = serde_json::from_str(&missing[0].json).expect("an object");
    assert_eq!(read, serde_json::json!({ "nothing": null }));
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
