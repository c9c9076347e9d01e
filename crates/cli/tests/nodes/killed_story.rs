//! The demo's story from the request to the court, while both nodes are killed and started again at points that dice choose.
//! Each act is repeated until its node answers; in the end a court believes what came of it.

use crate::assistance::{Pair, one_file};
use crate::desk::{Desk, seen};
use crate::kill::{Dice, act, agree, checkpoint, insist, matters, reaches, settled};
use crate::support::{Node, Officer, arg, comity, particulars};
use comity_treaty::particulars::AssistanceDraft;
use comity_treaty::{Act, MatterId, Role, sample};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

const SEED: u64 = 0x00d0_0417;
/// How often each node is killed at least, however fast the story is told.
const KILLS_MIN: usize = 6;
const STEP_SECONDS_MAX: u64 = 75;

/// Both States' officers, and where their evidence lies.
struct Told<'a> {
    asking: &'a Desk,
    asked: &'a Desk,
    root: &'a Path,
}

impl Told<'_> {
    /// The account is preserved, by order.
    async fn preserve(&self) -> String {
        let asking = self.asking.of_role(Role::DutyOfficer, 0);
        let body = json!({
            "matter": Uuid::now_v7(), "measure": "preservation", "to": "XBB", "particulars": particulars(),
        });
        let matter = body["matter"].as_str().expect("a number").to_owned();
        insist(asking, "/api/v1/requests", &body).await;
        self.review(&matter).await;
        let judge = self.asked.of_role(Role::ExecutingAuthority, 0);
        act(judge, &matter, "order", json!({ "days": 90 })).await;
        let custodian = self.asked.of_role(Role::EvidenceCustodian, 0);
        let confirm = json!({ "effective_at": Timestamp::now() });
        act(custodian, &matter, "confirm_preserved", confirm).await;
        reaches(asking, &matter, "preserved").await;
        matter
    }

    /// What was preserved is asked for, by two persons.
    async fn ask_for(&self, preserved: &str) -> String {
        let preserved = MatterId(preserved.parse().expect("a number"));
        let key = sample::seal_key();
        let draft = AssistanceDraft {
            seal_to: None,
            ..sample::assistance_draft(Timestamp::now(), Some(preserved), &key)
        };
        let measure = draft.kinds.first().expect("a kind").measure().key();
        let body = json!({ "matter": Uuid::now_v7(), "measure": measure, "to": "XBB", "particulars": draft });
        let matter = body["matter"].as_str().expect("a number").to_owned();
        let drafter = self.asking.who(Act::DraftRequest, 0);
        insist(drafter, "/api/v1/requests", &body).await;
        let approver = self.asking.who(Act::SendRequest, 0);
        act(approver, &matter, "send_request", Value::Null).await;
        matter
    }

    /// Acknowledged and screened.
    async fn review(&self, matter: &str) {
        let duty = self.asked.who(Act::Acknowledge, 0);
        reaches(duty, matter, "received").await;
        act(duty, matter, "acknowledge", json!({})).await;
        let screen = json!({ "answer": "no", "note": "Ordinary fraud." });
        act(duty, matter, "screen_rights", screen).await;
    }

    /// Authorised by a court, sealed, and released by two persons.
    async fn give(&self, matter: &str) {
        let now = Timestamp::now();
        let with = json!({ "authorisation": sample::authorisation_draft(now) });
        let judge = self.asked.who(Act::Authorise, 0);
        act(judge, matter, "authorise", with).await;
        let with =
            json!({ "decision": { "decision": "pass", "conditions": sample::conditions(now) } });
        let approver = self.asked.of_role(Role::Approver, 0);
        act(approver, matter, "decide_personal_data", with).await;
        let evidence = one_file(self.root);
        let custodian = self.asked.of_role(Role::EvidenceCustodian, 0);
        run_until_done(
            custodian,
            &["evidence", "seal", matter, arg(&evidence)],
            || {},
        )
        .await;
        let path = format!("/api/v1/matters/{matter}/evidence/send");
        for officer in [custodian, approver] {
            insist(officer, &path, &json!({})).await;
        }
    }

    /// Fetched, and exported for a court.
    async fn take(&self, matter: &str, case: &Path) {
        let custodian = self.asking.of_role(Role::EvidenceCustodian, 0);
        reaches(custodian, matter, "transferred").await;
        let path = format!("/api/v1/matters/{matter}/evidence/pull");
        insist(custodian, &path, &json!({})).await;
        reaches(self.asked.who(Act::Acknowledge, 0), matter, "delivered").await;
        let purpose = [
            "--purpose",
            "court_proceedings",
            "--recipient",
            "District Court",
        ];
        let what = ["evidence", "export", matter, "--to", arg(case)];
        // What a broken transfer left is no case file; the next one begins in an empty place.
        let clear = || drop(std::fs::remove_dir_all(case));
        run_until_done(custodian, &[&what[..], &purpose].concat(), clear).await;
    }
}

/// Runs the program as an officer until it succeeds: the node may die under it at any moment.
async fn run_until_done(officer: &Officer, arguments: &[&str], before: impl Fn()) {
    let began = Instant::now();
    loop {
        before();
        let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
        command
            .args(arguments)
            .args(["--as", arg(&officer.profile)]);
        let run = tokio::task::spawn_blocking(move || command.output());
        let output = run.await.expect("it ends").expect("the program starts");
        if output.status.success() {
            return;
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let late = began.elapsed() > Duration::from_secs(STEP_SECONDS_MAX);
        assert!(!late, "{arguments:?}: {said}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Kills and starts both nodes until the story is told; returns the checkpoints seen.
async fn storm(
    nodes: [&mut Node; 2],
    readers: [&Officer; 2],
    over: &AtomicBool,
) -> [Vec<String>; 2] {
    let (mut dice, mut seen) = (Dice(SEED), [Vec::new(), Vec::new()]);
    let mut round = 0;
    while round < 2 * KILLS_MIN || !over.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(200 + dice.below(900))).await;
        let which = round % 2;
        seen[which].extend(checkpoint(nodes[which], readers[which]).await);
        nodes[which].kill();
        tokio::time::sleep(Duration::from_millis(dice.below(200))).await;
        nodes[which].start().await;
        round += 1;
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_is_told_to_its_end_whenever_its_nodes_die() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let (over, case) = (AtomicBool::new(false), root.path().join("case"));
    let Pair {
        xaa,
        xbb,
        asking,
        asked,
        ..
    } = &mut pair;
    let told = Told {
        asking,
        asked,
        root: root.path(),
    };
    let story = async {
        let preserved = told.preserve().await;
        let matter = told.ask_for(&preserved).await;
        told.review(&matter).await;
        told.give(&matter).await;
        told.take(&matter, &case).await;
        over.store(true, Ordering::Relaxed);
        matter
    };
    let readers = [
        asking.of_role(Role::DutyOfficer, 0),
        asked.of_role(Role::DutyOfficer, 0),
    ];
    let (matter, checkpoints) = tokio::join!(story, storm([xaa, xbb], readers, &over));
    for node in [&pair.xaa, &pair.xbb] {
        settled(node).await;
    }
    let readers = [&pair.asking, &pair.asked].map(|desk| desk.of_role(Role::DutyOfficer, 0));
    for (reader, stage) in readers.into_iter().zip(["received", "delivered"]) {
        assert_eq!(seen(reader, &matter).await["stage"], stage);
    }
    // The preservation and the request, at both sides, and nothing that a repeated act opened twice.
    let told = [matters(readers[0]).await, matters(readers[1]).await];
    assert!(told[0].keys().eq(told[1].keys()), "{told:?}");
    assert_eq!(told[0].len(), 2, "{told:?}");
    let nodes = [&pair.xaa, &pair.xbb];
    let more = agree(&nodes, readers, &checkpoints, told[0].keys()).await;
    // That the evidence was received is an event of that name where it came, and where that was heard.
    assert_eq!(more, [1, 1]);
    let policy = pair.policy();
    let report = comity(&["verify", arg(&case), "--policy", arg(&policy)]);
    assert!(report.contains("1 item"), "{report}");
    pair.down();
}
