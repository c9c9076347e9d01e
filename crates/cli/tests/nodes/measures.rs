//! Every measure that is written as a chart runs from end to end between two running nodes, by the API; one of them by the
//! command line.

use crate::desk::{Desk, act, post};
use crate::policy;
use crate::support::{Node, Officer, arg, comity, knows, three_nodes};
use comity_treaty::procedure::chart::{Chart, Step};
use comity_treaty::sample::documents::{contents, particulars};
use comity_treaty::{Act, Measure};
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const STEP_SECONDS_MAX: u64 = 60;

#[derive(Clone, Copy, PartialEq)]
enum By {
    Xaa,
    Xbb,
}
use By::{Xaa, Xbb};

/// A measure, who safeguards, and the steps to its end, each with the stage both States see after it.
struct Story {
    measure: Measure,
    safeguards: By,
    steps: &'static [(By, Act, &'static str)],
}

const fn story(
    measure: Measure,
    safeguards: By,
    steps: &'static [(By, Act, &'static str)],
) -> Story {
    Story {
        measure,
        safeguards,
        steps,
    }
}

const STORIES: &[Story] = &[
    story(
        Measure::TrafficDisclosure,
        Xaa,
        &[
            (Xaa, Act::DiscloseTraffic, "disclosed"),
            (Xbb, Act::FollowUp, "followed_up"),
            (Xbb, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::AssetRecovery,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::ReportTraced, "traced"),
            (Xbb, Act::OrderFreeze, "frozen"),
            (Xbb, Act::ProposeLift, "lift_proposed"),
            (Xaa, Act::ObjectToLift, "lift_proposed"),
            (Xbb, Act::ContinueFreeze, "frozen"),
            (Xaa, Act::SeekConfiscation, "confiscation_sought"),
            (Xbb, Act::OrderConfiscation, "confiscated"),
            (Xbb, Act::ProposeDisposal, "disposal_proposed"),
            (Xaa, Act::AnswerDisposal, "disposal_proposed"),
            (Xbb, Act::Dispose, "disposed"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::Extradition,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::ArrestProvisionally, "provisional_arrest"),
            (Xaa, Act::SendFormal, "formal_received"),
            (Xbb, Act::Grant, "granted"),
            (Xbb, Act::Surrender, "surrendered"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::SentencedPerson,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::Agree, "agreed"),
            (Xaa, Act::RecordPersonTransfer, "person_transferred"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::ProceedingsTransfer,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::Agree, "agreed"),
            (Xaa, Act::HandOverFile, "file_handed_over"),
            (Xbb, Act::ReportOutcome, "concluded"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::SpontaneousInformation,
        Xaa,
        &[
            (Xbb, Act::AcceptOffer, "accepted"),
            (Xaa, Act::Deliver, "delivered"),
            (Xbb, Act::NotifyExculpatory, "delivered"),
            (Xbb, Act::ConvertToRequest, "converted"),
            (Xbb, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::TestCall,
        Xbb,
        &[(Xbb, Act::AnswerTestCall, "call_answered")],
    ),
    story(
        Measure::PoliceCooperation,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::AnswerPolice, "answered"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::JointInvestigation,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::Agree, "active"),
            (Xaa, Act::ShareItem, "active"),
            (Xbb, Act::RecordHostAct, "active"),
            (Xaa, Act::Leave, "concluding"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::VideoHearing,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::Schedule, "scheduled"),
            (Xaa, Act::ConfirmSchedule, "scheduled"),
            (Xbb, Act::OpenHearing, "in_session"),
            (Xbb, Act::EndHearing, "heard"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
    story(
        Measure::PersonalAppearance,
        Xbb,
        &[
            (Xbb, Act::Acknowledge, "under_review"),
            (Xbb, Act::RecordConsent, "consented"),
            (Xbb, Act::Agree, "agreed"),
            (Xaa, Act::RecordArrival, "present"),
            (Xaa, Act::ReleaseFromNeed, "free_to_leave"),
            (Xaa, Act::RecordReturn, "person_returned"),
            (Xaa, Act::Close, "closed"),
        ],
    ),
];

/// Waits until a State sees the stage, and the step that led to it or left it as it was.
async fn reaches(officer: &Officer, matter: &str, stage: &str, step: Option<Act>) {
    let (path, began) = (format!("/api/v1/matters/{matter}"), Instant::now());
    loop {
        let found = officer.get(&path).await.unwrap_or_default();
        let taken = |act: Act| found["state"]["taken"][act.key()].is_object();
        if found["stage"] == stage && step.is_none_or(taken) {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(STEP_SECONDS_MAX);
        assert!(!late, "{matter} is at {}, not {stage}", found["stage"]);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn safeguard(desk: &Desk, matter: &str) {
    let now = Timestamp::now();
    let authorisation = json!({
        "authority": "Regional Court of Port Belmora", "legal_basis": "Code of Criminal Procedure, s. 110",
        "scope": "What the request names", "data_classes": ["traffic"],
        "from": now - SignedDuration::from_hours(1), "until": now + SignedDuration::from_hours(24 * 60),
        "proportionality": "No milder means", "remedy": "Appeal within 14 days",
    });
    let screen = json!({ "answer": "no", "note": "An ordinary case." });
    let gate = json!({ "decision": { "gate": "passed", "conditions": ["only for this case"] } });
    act(
        desk.who(Act::ScreenRights, 0),
        matter,
        "screen_rights",
        &screen,
    )
    .await;
    let with = json!({ "authorisation": authorisation });
    act(desk.who(Act::Authorise, 0), matter, "authorise", &with).await;
    act(
        desk.who(Act::DecidePersonalData, 0),
        matter,
        "decide_personal_data",
        &gate,
    )
    .await;
}

async fn step(desk: &Desk, matter: &str, step: &Step) {
    let with = contents(step, Timestamp::now()).remove(0);
    let (key, with) = (step.act.key(), json!(with));
    act(desk.who(step.act, 0), matter, key, &with).await;
    if step.two_persons() {
        let role = step.act.permission().roles[0];
        act(desk.of_role(role, 1), matter, "confirm", &Value::Null).await;
    }
}

async fn play(story: &Story, xaa: &Desk, xbb: &Desk) {
    let chart = Chart::of(story.measure).expect("a chart");
    let drafter = xaa.who(chart.opens.draft, 0);
    let document = json!(particulars(chart, Timestamp::now()));
    let body = json!({ "measure": story.measure.key(), "to": "XBB", "particulars": document });
    let opened = drafter.call(Method::POST, "/api/v1/requests", &body).await;
    let opened = opened.expect("an answer");
    assert_eq!(opened.status, 200, "{}: {}", story.measure, opened.body);
    let matter = opened.body["matter"].as_str().expect("a number").to_owned();
    let guarded = |by| story.measure.about_a_case() && story.safeguards == by;
    if guarded(Xaa) {
        safeguard(xaa, &matter).await;
    }
    let sends = chart.opens.send;
    act(xaa.who(sends, 0), &matter, sends.key(), &Value::Null).await;
    let reader = xbb.who(Act::Acknowledge, 0);
    reaches(reader, &matter, "sent", None).await;
    for (number, (by, act, stage)) in story.steps.iter().enumerate() {
        let desk = if *by == Xaa { xaa } else { xbb };
        let row = chart.all_steps().find(|step| step.act == *act);
        step(desk, &matter, row.expect("a step")).await;
        reaches(reader, &matter, stage, Some(*act)).await;
        reaches(drafter, &matter, stage, Some(*act)).await;
        if number == 0 && guarded(Xbb) {
            safeguard(xbb, &matter).await;
        }
    }
}

/// What the story of the test call left behind: one call, answered.
async fn the_call_is_told(xaa: &Desk) {
    let reader = xaa.who(Act::PlaceTestCall, 0);
    let told = reader.get("/api/v1/test-calls").await.expect("an answer");
    assert_eq!(told["answers"][0]["state"], "XBB", "{told}");
    assert_eq!(told["answers"][0]["in_time"], 1, "{told}");
    let call = &told["calls"][0];
    assert_eq!(
        (&call["by"], &call["called"]),
        (&json!("XAA"), &json!("XBB"))
    );
    assert!(
        call["answered"].as_i64() >= call["placed"].as_i64(),
        "{told}"
    );
}

/// Every fault at once, each with its paragraph, and nothing written.
async fn faults_are_named(desk: &Desk) {
    let body = json!({ "measure": "extradition", "to": "XBB", "particulars": { "purpose": "revenge", "colour": 1 } });
    let drafter = desk.who(Act::DraftRequest, 0);
    let answer = drafter.call(Method::POST, "/api/v1/requests", &body).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 422, "{}", answer.body);
    let faults = answer.body["errors"].as_array().expect("faults");
    let named: Vec<_> = faults.iter().filter_map(|f| f["field"].as_str()).collect();
    for field in [
        "language",
        "authority",
        "offence",
        "person",
        "purpose",
        "colour",
    ] {
        assert!(named.contains(&field), "{field}: {}", answer.body);
    }
    let worklist = drafter.get("/api/v1/worklist").await.expect("a page");
    assert_eq!(worklist["matters"], json!([]));
}

/// The same request under the same number opens one matter; under another measure it is refused.
async fn a_repeated_request_opens_one_matter(desk: &Desk) {
    let chart = Chart::of(Measure::PoliceCooperation).expect("a chart");
    let document = particulars(chart, Timestamp::now());
    let number = uuid::Uuid::now_v7();
    let mut body = json!({ "matter": number, "measure": "police_cooperation", "to": "XBB", "particulars": document });
    let drafter = desk.who(Act::DraftRequest, 0);
    for _ in 0..2 {
        let answer = drafter.call(Method::POST, "/api/v1/requests", &body).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.body["matter"], json!(number));
    }
    let worklist = drafter
        .get("/api/v1/worklist?limit=500")
        .await
        .expect("a page");
    let rows = worklist["matters"].as_array().expect("rows");
    assert_eq!(
        rows.iter()
            .filter(|row| row["matter"] == json!(number))
            .count(),
        1
    );
    let enquiry = body["particulars"]["enquiry"].take();
    body["particulars"]["enquiry"] = json!("Something else is asked");
    let other = drafter.call(Method::POST, "/api/v1/requests", &body).await;
    assert_eq!(other.expect("an answer").status, 409);
    body["particulars"]["enquiry"] = enquiry;
    body["measure"] = json!("extradition");
    let answer = drafter.call(Method::POST, "/api/v1/requests", &body).await;
    assert_eq!(answer.expect("an answer").status, 409);
}

/// The same from the command line: the fields, the draft, what may be done now.
fn by_the_command_line(xaa: &Node, desk: &Desk) {
    let drafter = arg(&desk.who(Act::DraftRequest, 0).profile).to_owned();
    let fields = comity(&["request", "fields", "extradition", "--as", &drafter]);
    assert!(fields.contains("person.n.identity") && fields.contains("Art. 37(1)"));
    let fields = comity(&["request", "fields", "preservation", "--as", &drafter]);
    assert!(fields.contains("accounts.n.identifier") && fields.contains("Art. 42(3)(a)"));
    let act = ["preservation", "--act", "notify-risk", "--as", &drafter];
    let fields = comity(&[&["request", "fields"], &act[..]].concat());
    assert!(fields.contains("notice.risk.kind"), "{fields}");
    let chart = Chart::of(Measure::SentencedPerson).expect("a chart");
    let file = xaa.data.join("particulars.json");
    let document = json!(particulars(chart, Timestamp::now()));
    std::fs::write(&file, document.to_string()).expect("written");
    let place = [
        "--to",
        "XBB",
        "--particulars",
        arg(&file),
        "--as",
        &drafter,
        "--json",
    ];
    let opened = comity(&[&["request", "open", "sentenced-person"], &place[..]].concat());
    let opened: Value = serde_json::from_str(&opened).expect("JSON");
    let matter = opened["matter"].as_str().expect("a number");
    let approver = arg(&desk.who(Act::SendRequest, 0).profile).to_owned();
    let shown = comity(&["show", matter, "--as", &approver]);
    assert!(shown.contains("can: send_request"), "{shown}");
    let possible = comity(&["act", matter, "--as", &approver]);
    assert!(possible.contains("can: send_request"), "{possible}");
    comity(&["act", matter, "send_request", "--as", &approver]);
}

/// Two States find a hit without showing their selectors, and the opener alone sees which.
async fn a_private_match(xaa: &Desk, xbb: &Desk) {
    let chart = Chart::of(Measure::Jurisdiction).expect("a chart");
    let mut document = json!(particulars(chart, Timestamp::now()));
    document
        .as_object_mut()
        .expect("an object")
        .remove("blinded");
    let selectors = ["boat@mail.example", "+000 1234", "bc1-harbour"];
    let body = json!({ "to": "XBB", "particulars": document, "selectors": selectors });
    let opened = post(xaa.who(Act::DraftRequest, 0), "/api/v1/matches", &body).await;
    let matter = opened["matter"].as_str().expect("a number").to_owned();
    act(
        xaa.who(Act::SendRequest, 0),
        &matter,
        "send_request",
        &Value::Null,
    )
    .await;
    let authority = xbb.who(Act::Agree, 0);
    reaches(authority, &matter, "sent", None).await;
    act(authority, &matter, "acknowledge", &Value::Null).await;
    let early = json!({ "selectors": [" Boat@Mail.example", "another@mail.example"] });
    let path = |verb: &str| format!("/api/v1/matters/{matter}/match/{verb}");
    let unscreened = authority.call(Method::POST, &path("answer"), &early).await;
    assert_eq!(unscreened.expect("an answer").status, 409);
    safeguard(xbb, &matter).await;
    post(authority, &path("answer"), &early).await;
    let drafter = xaa.who(Act::DraftRequest, 0);
    reaches(drafter, &matter, "matched", None).await;
    let compared = post(drafter, &path("compare"), &json!({})).await;
    assert_eq!(compared["ours"], json!(["boat@mail.example"]));
    assert_eq!(compared["theirs_in_all"], 2);
    act(drafter, &matter, "report_match", &json!({ "hit": true })).await;
    reaches(authority, &matter, "hit", None).await;
    let seen = authority
        .get(&format!("/api/v1/matters/{matter}"))
        .await
        .expect("a matter");
    for selector in selectors {
        assert!(!seen.to_string().contains(selector), "{selector} was shown");
    }
}

/// Matters are found by whom they concern; and who asks about the same person again and again is seen by the asked State.
async fn repeated_targets_are_seen(asked: &Desk) {
    let reader = asked.who(Act::Acknowledge, 0);
    let path = "/api/v1/worklist?find=identity%20case&side=requested&peer=XAA&limit=500";
    let page = reader.get(path).await.expect("a page");
    let rows = page["matters"].as_array().expect("rows");
    assert!(rows.len() >= 3, "{page}");
    let path = "/api/v1/worklist?find=nobody%20case";
    let none = reader.get(path).await.expect("a page");
    assert_eq!(none["matters"], json!([]));
    let matter = rows[0]["matter"].as_str().expect("a number");
    let seen = reader.get(&format!("/api/v1/matters/{matter}")).await;
    let targets = seen.expect("a matter")["repeated_targets"].clone();
    assert_eq!(targets[0]["subject"], "identity of the case");
    assert_eq!(targets[0]["matters"], rows.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_chart_runs_between_two_nodes() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut register, mut xaa, mut xbb) = three_nodes(root.path());
    let (asking, asked) = (Desk::of(&xaa), Desk::of(&xbb));
    for node in [&mut register, &mut xaa, &mut xbb] {
        node.start().await;
    }
    knows(asking.who(Act::DraftRequest, 0), "XBB").await;
    knows(asked.who(Act::Acknowledge, 0), "XAA").await;
    faults_are_named(&asking).await;
    for story in STORIES {
        play(story, &asking, &asked).await;
    }
    the_call_is_told(&asking).await;
    repeated_targets_are_seen(&asked).await;
    a_private_match(&asking, &asked).await;
    a_repeated_request_opens_one_matter(&asking).await;
    by_the_command_line(&xaa, &asking);
    let lane = Chart::of(Measure::PoliceCooperation).expect("a chart");
    policy::the_police_lane_fills(&asking, &particulars(lane, Timestamp::now())).await;
    policy::the_years_figures_are_told(&asking);
    for node in [&mut xaa, &mut xbb, &mut register] {
        node.stop();
    }
}
