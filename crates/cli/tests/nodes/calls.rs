//! Test calls have a limit, at the node that makes them and at the one whose officers they rouse.

use crate::assistance::Pair;
use crate::desk::{act, act_refused, post, reaches};
use crate::support::{Officer, database};
use comity_treaty::{Act, Measure};
use serde_json::{Value, json};
use std::path::Path;

/// A call that is prepared.
async fn prepared(by: &Officer) -> String {
    let call = json!({ "calls": "contact_point", "language": "en", "no_case_data": true });
    let body = json!({ "measure": "test_call", "to": "XBB", "particulars": call });
    let opened = post(by, "/api/v1/requests", &body).await;
    opened["matter"].as_str().expect("a number").to_owned()
}

/// Makes a node forget when it made its calls, as one does that counts none.
async fn forget(data: &Path) {
    let pool = database(data).await;
    let long_ago = "UPDATE event SET at = 1 WHERE kind = 'place_test_call'";
    let changed = sqlx::query(long_ago).execute(&pool).await.expect("written");
    assert!(changed.rows_affected() > 0);
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_rings_the_officers_of_another_one_only_so_often() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let most = Measure::TestCall.limit().expect("a limit").most;
    let roused = pair.asked.who(Act::AnswerTestCall, 0);
    let caller = pair.asking.who(Act::PlaceTestCall, 0);
    for _ in 0..most {
        let call = prepared(caller).await;
        act(caller, &call, "place_test_call", &json!({})).await;
        reaches(roused, &call, "sent").await;
    }
    let one_more = prepared(caller).await;
    let refused = act_refused(caller, &one_more, "place_test_call", &json!({})).await;
    assert_eq!(refused, "enough_test_calls");

    // A node that does not count is refused by the one it calls, whose officers hear nothing of it.
    pair.xaa.stop();
    forget(&pair.xaa.data).await;
    pair.xaa.start().await;
    pair.acquainted().await;
    let caller = pair.asking.who(Act::PlaceTestCall, 0);
    act(caller, &one_more, "place_test_call", &json!({})).await;
    reaches(caller, &one_more, "returned").await;
    let path = format!("/api/v1/matters/{one_more}");
    let history = caller.get(&format!("{path}/history")).await;
    let history = history.expect("a history").to_string();
    assert!(history.contains("enough_test_calls"), "{history}");
    let roused = pair.asked.who(Act::AnswerTestCall, 0);
    let answer = roused.call(reqwest::Method::GET, &path, &Value::Null).await;
    assert_eq!(answer.expect("an answer").status, 404);
    for node in [&mut pair.xaa, &mut pair.xbb, &mut pair.register] {
        node.stop();
    }
}
