//! Witnesses that hang, are away, or are shown what is no growth.

use super::*;
use crate::neighbours::{Manner, Neighbours};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

async fn cosigned(all: &Neighbours) -> Vec<String> {
    let size = all.node.store.log_head().await.unwrap().size;
    let kept = all.node.store.cosignatures(size).await.unwrap();
    kept.into_iter().map(|kept| kept.witness).collect()
}

/// A witness that hangs holds up no other, and one that was away cosigns when it is back, though another has cosigned.
#[tokio::test(flavor = "multi_thread")]
async fn each_witness_is_asked_until_it_has_cosigned_the_newest_head() {
    let all = Neighbours::new(&["XBB", "XCC"]).await;
    let [late, other] = [&all.others["XBB"], &all.others["XCC"]];
    late.becomes(Manner::Hangs);
    all.request("XCC").await;
    all.until("it is delivered", async |all| all.waiting("XCC").await == 0)
        .await;
    let stop = CancellationToken::new();
    let asking = tokio::spawn(run(Arc::clone(&all.node), stop.clone()));
    all.until("the other one has cosigned", async |all| {
        late.asked() > 0 && cosigned(all).await.len() == 1
    })
    .await;
    assert_eq!(
        cosigned(&all).await,
        [other.node.keys.witness.verifier().name()]
    );
    asking.abort();
    late.becomes(Manner::Honest);
    let asking = tokio::spawn(run(Arc::clone(&all.node), stop.clone()));
    all.until("both have cosigned", async |all| {
        cosigned(all).await.len() == 2
    })
    .await;
    asking.abort();
    // Its proofs show both, those of older entries too.
    let head = all.node.store.log_head().await.unwrap();
    let entries = all.node.store.entries(0, 1).await.unwrap();
    let proof = all.node.proof_of(0, &entries[0]).await.unwrap();
    assert!(
        head.size > 0 && proof.matches("\n\u{2014} ").count() == 3,
        "{proof}"
    );
}

/// What XBB's log would show XAA as its head, of so many entries, after the head of `old` entries.
async fn shown(all: &Neighbours, old: u64, size: u64) -> AddCheckpoint {
    let store = &all.others["XBB"].node.store;
    let head = store.checkpoint_at(size).await.unwrap().unwrap();
    let proof = match old {
        0 => Vec::new(),
        old => store.prove_consistency(old, size).await.unwrap().unwrap(),
    };
    AddCheckpoint::new(old, proof, Note::parse(&head.checkpoint).unwrap()).unwrap()
}

/// A head of another tree, signed by XBB's own log.
fn forged(all: &Neighbours, old: u64, size: u64) -> AddCheckpoint {
    let log = &all.others["XBB"].node.keys.log;
    let root = comity_custody::Digest::of(b"another history");
    let head = Checkpoint::new(log.verifier().name(), size, root).unwrap();
    let note = head.sign(&[log], 0).unwrap();
    AddCheckpoint::new(old, Vec::new(), note).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_is_cosigned_only_when_it_has_merely_grown() {
    let all = Neighbours::new(&["XBB"]).await;
    let mut sizes = Vec::new();
    for _ in 0..3 {
        all.request("XBB").await;
        all.until("it is delivered", async |all| all.waiting("XBB").await == 0)
            .await;
        sizes.push(all.others["XBB"].node.store.log_head().await.unwrap().size);
    }
    let [first, second, third] = sizes[..] else {
        panic!("{sizes:?}");
    };
    let unknown = forged(&all, 0, 1)
        .to_string()
        .replace("127.0.0.1", "elsewhere");
    let asked = async |request: &str| {
        let answer = all.node.add_checkpoint(request.as_bytes()).await.unwrap();
        (answer.0, answer.2)
    };
    assert_eq!(asked("old one\n\n").await.0, 400);
    assert_eq!(asked(&unknown).await.0, 404);
    assert_eq!(asked(&shown(&all, 0, first).await.to_string()).await.0, 200);
    // Two at once from the same size: one is cosigned, and the other is told from where to go on.
    let [one, other] = [
        shown(&all, first, second).await,
        shown(&all, first, third).await,
    ];
    let (one, other) = (one.to_string(), other.to_string());
    let (one, other) = tokio::join!(asked(&one), asked(&other));
    let (cosigned, refused) = if one.0 == 200 {
        (second, other)
    } else {
        (third, one)
    };
    assert_eq!(refused, (409, format!("{cosigned}\n")));
    // Stale: it starts from what was cosigned before.
    let stale = shown(&all, first, third).await.to_string();
    assert_eq!(asked(&stale).await, (409, format!("{cosigned}\n")));
    assert!(all.node.fork_findings().await.is_empty());
    // Another tree of the size that is cosigned is a fork, one that is larger and proves nothing is not cosigned either.
    let forked = forged(&all, cosigned, cosigned).to_string();
    assert_eq!(asked(&forked).await, (409, format!("{cosigned}\n")));
    let grown = forged(&all, cosigned, third + 1).to_string();
    assert_eq!(asked(&grown).await.0, 422);
    assert_eq!(all.node.fork_findings().await.len(), 1);
}
