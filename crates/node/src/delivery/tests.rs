//! Deliveries to nodes that do not answer as they should.

use super::*;
use crate::neighbours::{Manner, Neighbours};

/// What the outbox holds for a State goes out, however long another one keeps its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_state_that_does_not_answer_holds_up_no_other() {
    let all = Neighbours::new(&["XBB", "XCC"]).await;
    let [slow, other] = [&all.others["XBB"], &all.others["XCC"]];
    for neighbour in [slow, other] {
        neighbour.becomes(Manner::Away);
    }
    for state in ["XBB", "XCC"] {
        all.request(state).await;
    }
    all.until("both were tried", async |_| {
        slow.asked() > 0 && other.asked() > 0
    })
    .await;
    let stop = CancellationToken::new();
    let sending = tokio::spawn(run(Arc::clone(&all.node), stop.clone()));
    slow.becomes(Manner::Hangs);
    let before = slow.asked();
    all.later(60);
    all.until("the slow one has it", async |_| slow.asked() > before)
        .await;
    // Only now is there something for the other one: it is taken up while the slow one still says nothing.
    other.becomes(Manner::Honest);
    all.until("the other one has it", async |all| {
        all.later(1);
        all.waiting("XCC").await == 0
    })
    .await;
    assert_eq!(all.waiting("XBB").await, 1);
    stop.cancel();
    sending.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_without_end_is_given_up_and_the_message_waits() {
    let all = Neighbours::new(&["XBB"]).await;
    all.others["XBB"].becomes(Manner::Endless);
    all.request("XBB").await;
    let noted = async |all: &Neighbours| {
        let waiting = all.node.store.outbox_waiting().await.unwrap();
        waiting.iter().any(|waiting| {
            let error = waiting.error.as_deref().unwrap_or_default();
            error.contains("more than 262144 bytes")
        })
    };
    all.until("the answer was too long", noted).await;
    let known = all.node.answering("XBB".parse().unwrap());
    assert!(
        known.answered.is_some() && known.silent.is_none(),
        "{known:?}"
    );
}
