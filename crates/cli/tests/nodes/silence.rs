//! Proof of lateness, from two running nodes to a court: the other State had the message and said nothing, by its own log.

use crate::assistance::{Pair, stored};
use crate::desk::{act, offers, reaches};
use crate::support::{arg, comity};
use comity_treaty::{Act, Role};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The proof as the command line fetches it.
pub fn proof(pair: &Pair, matter: &str, to: PathBuf) -> PathBuf {
    let profile = &pair.asking.of_role(Role::Drafter, 0).profile;
    comity(&["silence", matter, "--to", arg(&to), "--as", arg(profile)]);
    to
}

/// What a court makes of it: whether it passes, and the report.
pub fn judged(pair: &Pair, case: &Path) -> (bool, Value) {
    let policy = pair.policy();
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(["verify", arg(case), "--policy", arg(&policy), "--json"]);
    let output = command.output().expect("the program starts");
    let report = serde_json::from_slice(&output.stdout).expect("a report");
    (output.status.success(), report)
}

async fn enquire(pair: &Pair, matter: &str) {
    let with = json!({ "text": "How does it stand?" });
    let drafter = pair.asking.who(Act::Enquire, 0);
    act(drafter, matter, "enquire", &with).await;
    let asked = pair.asked.who(Act::AnswerEnquiry, 0);
    for _ in 0..600 {
        if offers(asked, matter, Act::AnswerEnquiry).await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the enquiry does not arrive");
}

/// Waits until the answer is known, and the next enquiry may be made.
async fn answered(pair: &Pair, matter: &str) {
    let drafter = pair.asking.who(Act::Enquire, 0);
    for _ in 0..600 {
        if offers(drafter, matter, Act::Enquire).await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the answer does not arrive");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silence_is_proved_by_the_log_of_the_silent() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let matter = pair.send(&stored(), None).await;
    let duty = pair.asked.who(Act::Acknowledge, 0);
    reaches(duty, &matter, "received").await;
    enquire(&pair, &matter).await;

    let (passed, report) = judged(&pair, &proof(&pair, &matter, root.path().join("first")));
    assert!(passed, "{report:#}");
    let silence = &report["case"]["silence"];
    assert_eq!(
        (&silence["state"], &silence["said"]),
        (&json!("XBB"), &json!(0))
    );
    assert_eq!(report["case"]["matter"], matter.as_str());

    act(duty, &matter, "acknowledge", &Value::Null).await;
    let screen = json!({ "answer": "no", "note": "An ordinary case." });
    act(duty, &matter, "screen_rights", &screen).await;
    reaches(pair.asking.who(Act::Enquire, 0), &matter, "under_review").await;
    let with = json!({ "text": "It is under review." });
    act(duty, &matter, "answer_enquiry", &with).await;
    answered(&pair, &matter).await;
    enquire(&pair, &matter).await;
    let case = proof(&pair, &matter, root.path().join("second"));
    let (passed, report) = judged(&pair, &case);
    assert!(passed, "{report:#}");
    let silence = &report["case"]["silence"];
    assert_eq!(silence["said"], json!(2), "{silence}");
    assert!(
        silence["since"].as_str() < silence["until"].as_str(),
        "{silence}"
    );

    // Who leaves out the last thing that was said is found out by the record.
    for entry in std::fs::read_dir(case.join("thread")).expect("a thread") {
        let path = entry.expect("a file").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.contains("XBB-enquiry-answer") || name.contains("XBB-answer") {
            std::fs::remove_file(path).expect("removed");
        }
    }
    let (passed, report) = judged(&pair, &case);
    assert!(!passed);
    let checks = report["checks"].as_array().expect("checks");
    let failed = |check: &&Value| check["id"] == "silence-messages" && check["verdict"] == "failed";
    assert!(checks.iter().any(|check| failed(&check)), "{report:#}");
    pair.down();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_message_there_is_no_silence() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let drafter = pair.asking.who(Act::DraftRequest, 0);
    let body = json!({ "measure": "stored_data", "to": "XBB", "particulars": stored() });
    let opened = crate::desk::post(drafter, "/api/v1/requests", &body).await;
    let matter = opened["matter"].as_str().expect("a number");
    let path = format!("/api/v1/matters/{matter}/silence");
    let answer = drafter
        .call(reqwest::Method::GET, &path, &Value::Null)
        .await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 404, "{}", answer.body);
    let detail = answer.body["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("was delivered"), "{detail}");
    pair.down();
}
