//! Collecting data as they arise between two nodes (Arts 45 and 46), a statement (Art 40(3)(a)), and a request by word of
//! mouth (Art 40(13)).

use crate::assistance::{Pair, interception, one_file, statement, stored, traffic};
use crate::desk::{act, act_refused, post, reaches, seen, until};
use crate::hosted::MovedClock;
use comity_treaty::particulars::OralNote;
use comity_treaty::{Role, sample};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::path::Path;

fn provider() -> Value {
    json!({ "check": {
        "provider": "Nordmail (XBB)", "within_capability": true, "bound_to_secrecy": true, "note": "Seen.",
    }})
}

async fn start(pair: &Pair, matter: &str) {
    let custodian = pair.asked.of_role(Role::EvidenceCustodian, 0);
    act(custodian, matter, "check_provider", &provider()).await;
    let judge = pair.asked.of_role(Role::ExecutingAuthority, 0);
    act(judge, matter, "start_collection", &Value::Null).await;
    let drafter = pair.asking.of_role(Role::Drafter, 0);
    reaches(drafter, matter, "collecting").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn traffic_is_collected_until_the_deadline_stops_it_by_itself() {
    let root = tempfile::tempdir().expect("a folder");
    let (pair, clock) = (Pair::new(root.path()), MovedClock::default());
    let nodes = pair.hosted(&clock).await;
    let matter = pair.under_review(&traffic(1)).await;
    let judge = pair.asked.of_role(Role::ExecutingAuthority, 0);
    let begin = act_refused(judge, &matter, "start_collection", &Value::Null).await;
    assert_eq!(begin, "not_at_this_stage", "not before it is authorised");
    pair.authorise(&matter, clock.now()).await;
    let unchecked = act_refused(judge, &matter, "start_collection", &Value::Null).await;
    assert_eq!(unchecked, "beyond_capability");
    start(&pair, &matter).await;
    let ends = seen(judge, &matter).await["state"]["collection"]["ends"].clone();

    clock.pass(SignedDuration::from_hours(23));
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    assert_eq!(seen(judge, &matter).await["stage"], "collecting");
    clock.pass(SignedDuration::from_hours(2));
    let drafter = pair.asking.of_role(Role::Drafter, 0);
    reaches(judge, &matter, "collected").await;
    reaches(drafter, &matter, "collected").await;
    let stopped = seen(judge, &matter).await["state"]["collection"]["stopped"].clone();
    assert_eq!(stopped, ends, "not a second longer than allowed");
    let again = act_refused(judge, &matter, "start_collection", &Value::Null).await;
    assert_eq!(again, "not_at_this_stage");
    for node in nodes {
        node.stop().await;
    }
}

async fn hand_over(pair: &Pair, matter: &str, root: &Path) {
    pair.seal(matter, &one_file(root));
    pair.release(matter).await;
    pair.pull(matter).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interception_takes_a_court_the_filter_and_the_minimisation() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let matter = pair.under_review(&interception()).await;
    let judge = pair.asked.of_role(Role::ExecutingAuthority, 0);
    let custodian = pair.asked.of_role(Role::EvidenceCustodian, 0);
    let now = Timestamp::now();
    let mut by_police = json!({ "authorisation": sample::authorisation_draft(now) });
    by_police["authorisation"]["authority_kind"] = json!("other");
    let police = act_refused(judge, &matter, "authorise", &by_police).await;
    assert_eq!(police, "judge_required");
    pair.authorise(&matter, now).await;
    start(&pair, &matter).await;
    let early = json!({ "note": "What was asked for has been seen." });
    act(judge, &matter, "stop_collection", &early).await;
    reaches(pair.asking.of_role(Role::Drafter, 0), &matter, "collected").await;
    pair.pass_gate(&matter, now).await;
    assert_eq!(
        sealing_is_refused(&pair, &matter).await,
        "privilege_filter_first"
    );
    let filter = json!({ "filter": {
        "filtered_by": "A magistrate who is not in the case", "method": "By the addresses of lawyers", "removed": 3,
    }});
    act(custodian, &matter, "record_privilege_filter", &filter).await;
    assert_eq!(
        sealing_is_refused(&pair, &matter).await,
        "minimisation_missing"
    );
    let note = json!({ "note": "Private talk was left out." });
    act(custodian, &matter, "log_minimisation", &note).await;
    hand_over(&pair, &matter, root.path()).await;
    pair.export_for_court(&matter, &root.path().join("case"), &[]);
    pair.down();
}

/// Sealing must be refused before anything is kept; returns the rule.
async fn sealing_is_refused(pair: &Pair, matter: &str) -> String {
    let custodian = pair.asked.of_role(Role::EvidenceCustodian, 0);
    let path = format!("/api/v1/matters/{matter}/evidence");
    let request = custodian.http.put(format!("{}{path}", pair.xbb.url));
    let request = request.bearer_auth(&custodian.token).body(a_tar());
    let answer = crate::support::answer(request).await.expect("an answer");
    assert_eq!(answer.status, 409, "{}", answer.body);
    answer.body["rule"].as_str().expect("a rule").to_owned()
}

fn a_tar() -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(4);
    header.set_mode(0o644);
    let added = tar.append_data(&mut header, "note.txt", &b"text"[..]);
    added.expect("it is written");
    tar.into_inner().expect("it ends")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_is_taken_and_a_spoken_request_waits_for_its_paper() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let now = Timestamp::now();
    let matter = pair.under_review(&statement()).await;
    pair.authorise(&matter, now).await;
    pair.pass_gate(&matter, now).await;
    hand_over(&pair, &matter, root.path()).await;
    pair.export_for_court(&matter, &root.path().join("statement"), &[]);
    by_word_of_mouth(&pair, root.path()).await;
    pair.down();
}

async fn by_word_of_mouth(pair: &Pair, root: &Path) {
    let now = Timestamp::now();
    let mut heard = stored();
    heard.oral = Some(OralNote {
        at: now,
        spoken_by: "The duty prosecutor of XAA".into(),
        heard_by: "The central authority of XBB".into(),
        urgency: "The account is deleted tonight.".into(),
    });
    let matter = uuid::Uuid::now_v7().to_string();
    let body =
        json!({ "measure": "stored_data", "to": "XAA", "oral": matter, "particulars": heard });
    let duty = pair.asked.of_role(Role::DutyOfficer, 0);
    post(duty, "/api/v1/requests", &body).await;
    pair.review(&matter).await;
    pair.authorise(&matter, now).await;
    pair.pass_gate(&matter, now).await;
    assert_eq!(sealing_is_refused(pair, &matter).await, "not_in_writing");
    assert_eq!(pair.send(&heard, Some(&matter)).await, matter);
    let written = |found: &Value| found["state"]["particulars"]["seal_to"].is_string();
    until(duty, &matter, "in writing", written).await;
    assert_eq!(seen(duty, &matter).await["stage"], "authorised");
    hand_over(pair, &matter, root).await;
    pair.export_for_court(&matter, &root.join("spoken"), &[]);
}
