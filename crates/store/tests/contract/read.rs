//! What the readings promise.

use std::collections::BTreeSet;

use comity_custody::Digest;
use comity_store::{Commit, DeliveryDone, Outgoing, WorklistFilter};
use uuid::Uuid;

use super::{Engine, at, change, envelope, one_change, outgoing, owed};

pub async fn worklists_page_by_key_through_every_filter(engine: &Engine) {
    let store = engine.store().await;
    let mut all = Vec::new();
    for number in 0..60_u128 {
        let matter = Uuid::from_u128(number * 977 + 5);
        let mut new = change(matter, 0);
        new.side = ["requesting", "requested"][number as usize % 2].into();
        new.stage = ["sent", "held", "closed"][number as usize % 3].into();
        new.peer = ["XBB", "XCC"][number as usize / 2 % 2].into();
        all.push(new.clone());
        let commit = Commit {
            changes: vec![new],
            ..Commit::default()
        };
        store.commit(commit).await.expect("it commits");
    }
    for choice in 0..8 {
        let filter = WorklistFilter {
            side: (choice & 1 > 0).then(|| "requested".into()),
            stage: (choice & 2 > 0).then(|| "held".into()),
            peer: (choice & 4 > 0).then(|| "XCC".into()),
            words: None,
        };
        let fits = |wanted: &Option<String>, found: &String| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        let expected: Vec<_> = all
            .iter()
            .rev()
            .filter(|new| fits(&filter.side, &new.side))
            .filter(|new| fits(&filter.stage, &new.stage))
            .filter(|new| fits(&filter.peer, &new.peer))
            .map(|new| new.matter)
            .collect();
        let mut found = Vec::new();
        loop {
            let page = store.worklist(&filter, found.last().copied(), 7).await;
            let page = page.expect("a page");
            found.extend(page.iter().map(|row| row.matter));
            if page.len() < 7 {
                break;
            }
        }
        assert_eq!(found, expected, "{filter:?}");
    }
    let oldest = store.matters_after(None, 1).await.expect("a page");
    assert_eq!(oldest[0].matter, all[0].matter);
    let rest = store.matters_after(Some(all[57].matter), 10).await;
    assert_eq!(rest.expect("a page").len(), 2);
}

pub async fn histories_page_by_version(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    for version in 0..5 {
        store
            .commit(one_change(matter, version))
            .await
            .expect("it commits");
    }
    let page = store.history(matter, 1, 3).await.expect("a page");
    let versions: Vec<_> = page.iter().map(|event| event.version).collect();
    assert_eq!(versions, [2, 3, 4]);
    let event = &page[0];
    let json = event.json.clone().expect("its text");
    assert_eq!(json, change(matter, 1).event_json);
    assert_eq!(event.digest, Digest::of(json.as_bytes()));
    assert_eq!((event.index, event.at), (1, at(1)));
    assert_eq!(store.history(matter, 5, 3).await.expect("a page"), []);
}

/// A draft of long ago that is sent today counts today.
pub async fn sent_requests_are_counted_by_their_own_time(engine: &Engine) {
    let store = engine.store().await;
    for (peer, stage, sent_at) in [
        ("XBB", "sent", 10),
        ("XBB", "closed", 20),
        ("XBB", "returned", 20),
        ("XCC", "sent", 20),
    ] {
        let matter = Uuid::now_v7();
        let sending = |version, kind: &str, time| {
            let mut new = change(matter, version);
            (new.peer, new.stage) = (peer.into(), stage.into());
            (new.event_kind, new.at) = (kind.into(), at(time));
            new
        };
        let drafted = sending(0, "drafted", 0);
        let sent = sending(1, "send_request", sent_at);
        let commit = Commit {
            changes: vec![drafted, sent],
            ..Commit::default()
        };
        store.commit(commit).await.expect("it commits");
    }
    let count = async |peer: &str, since: i64| {
        let counted = store.requests_sent("preservation", peer, at(since)).await;
        counted.expect("a count")
    };
    assert_eq!(count("XBB", 9).await, 2);
    assert_eq!(count("XBB", 10).await, 1);
    assert_eq!(count("XCC", 0).await, 1);
    assert_eq!(count("XCC", 20).await, 0);
    let other = store.requests_sent("police_cooperation", "XBB", at(0));
    assert_eq!(other.await.expect("a count"), 0);
}

/// Those made and those that came, each on its side; what was refused does not count.
pub async fn test_calls_are_counted_on_both_sides(engine: &Engine) {
    let store = engine.store().await;
    for (side, peer, stage, placed_at) in [
        ("requested", "XBB", "sent", 10),
        ("requested", "XBB", "call_answered", 20),
        ("requesting", "XBB", "sent", 20),
        ("requesting", "XBB", "returned", 20),
        ("requested", "XCC", "sent", 20),
    ] {
        let mut new = change(Uuid::now_v7(), 0);
        (new.side, new.peer, new.stage) = (side.into(), peer.into(), stage.into());
        (new.event_kind, new.at) = ("place_test_call".into(), at(placed_at));
        let commit = Commit {
            changes: vec![new],
            ..Commit::default()
        };
        store.commit(commit).await.expect("it commits");
    }
    let count = async |side: &str, peer: &str, since: i64| {
        let counted = store.test_calls_since(side, peer, at(since)).await;
        counted.expect("a count")
    };
    assert_eq!(count("requested", "XBB", 9).await, 2);
    assert_eq!(count("requested", "XBB", 10).await, 1);
    assert_eq!(count("requesting", "XBB", 0).await, 1);
    assert_eq!(count("requested", "XCC", 20).await, 0);
}

pub async fn words_find_a_matter(engine: &Engine) {
    let store = engine.store().await;
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    for (matter, text) in [(one, "ÉLAN Trading, case 42/7"), (other, "case 43")] {
        let mut commit = one_change(matter, 0);
        commit.changes[0].search = Some(text.to_owned());
        store.commit(commit).await.expect("it commits");
    }
    let find = async |word: &str| {
        let filter = WorklistFilter {
            words: Some(word.to_owned()),
            ..WorklistFilter::default()
        };
        let rows = store.worklist(&filter, None, 10).await.expect("a page");
        rows.iter().map(|row| row.matter).collect::<Vec<_>>()
    };
    assert_eq!(find("élan").await, [one]);
    assert_eq!(find("CASE").await, [other, one]);
    assert_eq!(find("trading case 42").await, [one]);
    assert!(find("trading 43").await.is_empty());
    assert!(find("44").await.is_empty());
    assert_eq!(find(&one.to_string().to_uppercase()).await, [one]);
    let begun = &one.to_string()[..13];
    assert!(find(begun).await.contains(&one), "{begun}");
    assert!(find("018f0000-0000").await.is_empty());

    // Without new words the former ones stay; with new ones they go.
    store.commit(one_change(one, 1)).await.expect("it commits");
    assert_eq!(find("Élan").await, [one]);
    let mut commit = one_change(one, 2);
    commit.changes[0].search = Some(String::new());
    store.commit(commit).await.expect("it commits");
    assert!(find("élan").await.is_empty());
}

pub async fn obligations_are_replaced_and_leased(engine: &Engine) {
    let store = engine.store().await;
    let matter = Uuid::now_v7();
    let mut commit = one_change(matter, 0);
    let decide = owed("decide", 50, None);
    let lapse = owed("lapse", 60, Some(r#"{"lapse":1}"#));
    commit.changes[0].obligations = vec![lapse.clone(), decide.clone()];
    store.commit(commit).await.expect("it commits");
    let found = store.obligations_of(matter).await.expect("they are read");
    assert_eq!(found, [decide, lapse]);

    let claim = async |now, until| store.claim_obligations(at(now), at(until), 10).await;
    assert_eq!(claim(59, 100).await.expect("none is due"), []);
    let due = claim(60, 100).await.expect("one is due");
    assert_eq!(
        (due.len(), due[0].key.as_str(), due[0].due),
        (1, "lapse", at(60))
    );
    assert_eq!(due[0].command_json, r#"{"lapse":1}"#);
    assert_eq!(claim(99, 200).await.expect("it is leased"), []);
    assert_eq!(claim(100, 200).await.expect("the lease ended").len(), 1);
    store.wake_obligations(at(59)).await.expect("none is due");
    assert_eq!(claim(199, 300).await.expect("it is leased"), []);
    store.wake_obligations(at(60)).await.expect("it is woken");
    assert_eq!(claim(60, 200).await.expect("its lease is void").len(), 1);
    store
        .wake_obligation(&due[0], None)
        .await
        .expect("it is put off");
    assert_eq!(claim(999, 1000).await.expect("people act"), []);

    let mut commit = one_change(matter, 1);
    commit.changes[0].obligations = vec![owed("extend", 70, Some("{}"))];
    store.commit(commit).await.expect("it commits");
    let keys = claim(70, 100).await.expect("one is due");
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0].key, "extend");
}

pub async fn obligations_page_by_date(engine: &Engine) {
    let store = engine.store().await;
    for number in 0..6 {
        let mut commit = one_change(Uuid::now_v7(), 0);
        commit.changes[0].obligations = vec![owed("a", 100 - number, None), owed("b", 50, None)];
        store.commit(commit).await.expect("it commits");
    }
    let mut rows = Vec::new();
    loop {
        let page = store
            .obligations_owed("requested", rows.last(), 5)
            .await
            .expect("a page");
        let last = page.len() < 5;
        rows.extend(page);
        if last {
            break;
        }
    }
    assert_eq!(rows.len(), 12);
    let distinct: BTreeSet<_> = rows
        .iter()
        .map(|row| (row.matter, &row.obligation.key))
        .collect();
    assert_eq!(distinct.len(), 12);
    assert!(rows.is_sorted_by_key(|row| row.obligation.due));
    let none = store.obligations_owed("requesting", None, 5).await;
    assert_eq!(none.expect("a page"), []);
}

pub async fn messages_are_leased_put_off_and_delivered(engine: &Engine) {
    let store = engine.store().await;
    let id = Uuid::now_v7();
    let message = outgoing(id, at(10));
    let mut commit = one_change(Uuid::now_v7(), 0);
    commit.outbox = vec![message.clone()];
    store.commit(commit).await.expect("it commits");

    let claim = async |now, until| {
        store
            .claim_outbox(at(now), at(until), 10, &[])
            .await
            .expect("a claim")
    };
    assert_eq!(claim(9, 20).await, []);
    let without = ["XBB".to_owned(), "XCC".to_owned()];
    let none = store.claim_outbox(at(10), at(20), 10, &without).await;
    assert_eq!(
        none.expect("a claim"),
        [],
        "as much is on its way to XBB as may be"
    );
    let claimed = claim(10, 20).await;
    assert_eq!(claimed[0].bytes, message.bytes);
    assert_eq!((claimed[0].id, claimed[0].attempts), (id, 0));
    assert_eq!(claim(19, 30).await, []);
    store
        .back_off(id, at(40), "connection refused")
        .await
        .expect("it is put off");
    let waiting = store.outbox_waiting().await.expect("they are counted");
    assert_eq!((waiting[0].peer.as_str(), waiting[0].messages), ("XBB", 1));
    assert_eq!(waiting[0].error.as_deref(), Some("connection refused"));
    assert_eq!(claim(40, 50).await[0].attempts, 1);

    let sent = store
        .sent(id)
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!((sent.delivered_at, sent.receipt), (None, None));
    let done = || Commit {
        delivered: Some(DeliveryDone {
            id,
            matter: Uuid::nil(),
            receipt: b"receipt".to_vec(),
            at: at(41),
        }),
        ..Commit::default()
    };
    store.commit(done()).await.expect("it commits");
    store.commit(done()).await.expect("repeating is harmless");
    assert_eq!(claim(999, 1000).await, []);
    assert_eq!(store.outbox_waiting().await.expect("they are counted"), []);
    let sent = store
        .sent_by_digest(message.digest)
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!(sent.delivered_at, Some(at(41)));
    assert_eq!(sent.receipt.as_deref(), Some(&b"receipt"[..]));
}

pub async fn a_receipt_wakes_what_came_too_early(engine: &Engine) {
    let store = engine.store().await;
    let ids = [0; 4].map(|_| Uuid::now_v7());
    let [matter, other] = [Uuid::now_v7(), Uuid::now_v7()];
    let of = |id, matter| Outgoing {
        matter,
        ..outgoing(id, at(60))
    };
    let mut commit = one_change(Uuid::now_v7(), 0);
    commit.outbox = vec![
        of(ids[0], matter),
        of(ids[1], matter),
        of(ids[2], matter),
        of(ids[3], other),
    ];
    store.commit(commit).await.expect("it commits");
    for id in [ids[1], ids[3]] {
        let put_off = store.back_off(id, at(90), "out of sequence").await;
        put_off.expect("it is put off");
    }
    let done = Commit {
        delivered: Some(DeliveryDone {
            id: ids[0],
            matter,
            receipt: b"receipt".to_vec(),
            at: at(1),
        }),
        ..Commit::default()
    };
    store.commit(done).await.expect("it commits");
    // The third was not tried yet: whoever committed it is about to. The fourth waits for another.
    let due = store
        .claim_outbox(at(2), at(99), 10, &[])
        .await
        .expect("a claim");
    let due: Vec<_> = due.iter().map(|row| (row.id, row.matter)).collect();
    assert_eq!(due, [(ids[1], Some(matter))]);
}

pub async fn leases_are_never_shared(engine: &Engine) {
    let store = engine.store().await;
    let mut commit = one_change(Uuid::now_v7(), 0);
    commit.outbox = (0..200).map(|_| outgoing(Uuid::now_v7(), at(0))).collect();
    store.commit(commit).await.expect("it commits");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut ids = Vec::new();
            loop {
                let page = store
                    .claim_outbox(at(0), at(99), 7, &[])
                    .await
                    .expect("a claim");
                if page.is_empty() {
                    return ids;
                }
                ids.extend(page.iter().map(|row| row.id));
            }
        });
    }
    let claimed = tasks.join_all().await.concat();
    let distinct: BTreeSet<_> = claimed.iter().collect();
    assert_eq!((claimed.len(), distinct.len()), (200, 200));
}

pub async fn envelopes_and_receipts_are_found_by_digest(engine: &Engine) {
    let store = engine.store().await;
    assert_eq!(store.highest_sequence("XBB").await.expect("none yet"), None);
    for sequence in [3, 9, 5] {
        let mut received = envelope(&format!("number {sequence}"));
        received.sequence = sequence;
        let commit = Commit {
            envelope_in: Some(received),
            ..Commit::default()
        };
        store.commit(commit).await.expect("it commits");
    }
    assert_eq!(
        store.highest_sequence("XBB").await.expect("it reads"),
        Some(9)
    );
    let digest = envelope("number 5").digest;
    let found = store
        .received(digest)
        .await
        .expect("it reads")
        .expect("it is there");
    assert_eq!(found.bytes.as_deref(), Some(&b"number 5"[..]));
    assert_eq!((found.sequence, found.receipt), (5, Vec::new()));
    let none = store.received(Digest::of(b"never came")).await;
    assert_eq!(none.expect("it reads"), None);
}
