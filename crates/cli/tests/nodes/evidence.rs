//! Evidence between two running nodes: any number of items, a manifest that is not what was announced, and exports that
//! are acts.

use crate::assistance::{Pair, one_file};
use crate::desk::{post, reaches, refused, seen};
use crate::hosted::{Hosted, MovedClock};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use comity_treaty::Role;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const ITEMS: usize = 5000;
const ENVELOPE_BYTES_MAX: u64 = 64 << 10;

fn many_files(root: &Path) -> PathBuf {
    let folder = root.join("items");
    std::fs::create_dir_all(&folder).expect("a folder");
    for number in 0..ITEMS {
        let name = format!("message-{number:05}-as-it-was-found-in-the-mailbox-of-the-account.eml");
        std::fs::write(folder.join(name), format!("Message {number}\n")).expect("written");
    }
    folder
}

/// The only file of a folder whose name has this part.
fn named(folder: &Path, part: &str) -> PathBuf {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths = entries.map(|entry| entry.expect("an entry").path());
    let found = paths.find(|path| path.to_string_lossy().contains(part));
    found.unwrap_or_else(|| panic!("{}: no {part}", folder.display()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_items_are_sealed_released_pulled_and_verified_by_a_court() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let matter = pair.released(&many_files(root.path())).await;
    pair.pull(&matter).await;
    let case = root.path().join("case");
    let report = pair.export_for_court(&matter, &case, &[]);
    assert!(report.contains("5000 items"), "{report}");
    let manifest = std::fs::metadata(case.join("manifest.jws.json")).expect("a manifest");
    assert!(manifest.len() > 1 << 20, "{} bytes", manifest.len());
    let release = named(&case.join("thread"), "transferred.jws.json");
    let release = std::fs::metadata(release).expect("the release").len();
    assert!(release < ENVELOPE_BYTES_MAX, "{release} bytes");
    pair.down();
}

/// A body without an end.
async fn endless() -> Body {
    let piece = Bytes::from(vec![b'{'; 1 << 20]);
    let pieces = std::iter::repeat_with(move || std::io::Result::Ok(piece.clone()));
    Body::from_stream(futures_util::stream::iter(pieces))
}

/// The node's routes, with another answer where its manifests are.
fn instead<H, T>(handler: H) -> impl FnOnce(Router) -> Router
where
    H: axum::handler::Handler<T, ()>,
    T: 'static,
{
    const PATH: &str = "/v1/packages/{digest}/manifest";
    move |honest| {
        Router::new()
            .route(PATH, get(handler))
            .fallback_service(honest)
    }
}

/// What the requesting State keeps of packages.
fn kept(pair: &Pair) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(pair.xaa.data.join("packages")).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

/// Pulls once more; returns status and detail.
async fn pull(pair: &Pair, matter: &str) -> (u16, String) {
    let path = format!("/api/v1/matters/{matter}/evidence/pull");
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let answer = custodian.call(Method::POST, &path, &json!({})).await;
    let answer = answer.expect("an answer");
    (answer.status, answer.body["detail"].to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manifest_that_is_not_the_announced_one_brings_nothing_in() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = pair.released(&one_file(root.path())).await;
    let clock = MovedClock::default();
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    pair.xbb.stop();

    let wrong = || async { "{\"payload\":\"another list of evidence\"}" };
    let cut = || async { r#"{"payload":"eyJiY"# };
    let nothing = || async { "" };
    let hosted = Hosted::start(&pair.xbb.data, &clock, instead(wrong)).await;
    let (status, detail) = pull(&pair, &matter).await;
    assert!(status == 409 && detail.contains("SHA-256"), "{detail}");
    hosted.stop().await;
    let hosted = Hosted::start(&pair.xbb.data, &clock, instead(cut)).await;
    assert_eq!(pull(&pair, &matter).await.0, 409);
    hosted.stop().await;
    let hosted = Hosted::start(&pair.xbb.data, &clock, instead(nothing)).await;
    assert_eq!(pull(&pair, &matter).await.0, 409);
    hosted.stop().await;
    let hosted = Hosted::start(&pair.xbb.data, &clock, instead(endless)).await;
    let (status, detail) = pull(&pair, &matter).await;
    assert!(status == 413 && detail.contains("longer"), "{detail}");
    hosted.stop().await;

    assert_eq!(kept(&pair), Vec::<PathBuf>::new(), "nothing was kept");
    assert_eq!(seen(custodian, &matter).await["stage"], "transferred");
    let path = format!("/api/v1/matters/{matter}/export");
    let court = json!({ "purpose": "court_proceedings", "recipient": "District Court" });
    assert_eq!(refused(custodian, &path, &court).await, "not_at_this_stage");
    pair.xbb.start().await;
    pair.pull(&matter).await;
    pair.down();
}

/// The manifest came, the slices did not. Then the manifest is not asked for again, and its package comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pull_that_broke_off_behind_the_manifest_goes_on() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = pair.released(&one_file(root.path())).await;
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let slices = named(&pair.xbb.data.join("packages"), ".slices");
    let aside = root.path().join("slices");
    std::fs::rename(&slices, &aside).expect("put aside");
    assert!(pull(&pair, &matter).await.0 >= 500);
    assert_eq!(seen(custodian, &matter).await["stage"], "transferred");
    let path = format!("/api/v1/matters/{matter}/open");
    let opening = json!({ "purpose": "investigation", "reason": "Who wrote it?" });
    refused(custodian, &path, &opening).await;
    pair.xaa.kill();
    pair.xbb.stop();
    std::fs::rename(&aside, &slices).expect("put back");
    let wrong = || async { "another list of evidence" };
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xbb.data, &clock, instead(wrong)).await;
    pair.xaa.start().await;
    pair.pull(&matter).await;
    hosted.stop().await;
    pair.xbb.start().await;
    pair.down();
}

/// The conditions allow two years. When they are over the evidence is used no longer, and it is still there: a custodian
/// destroys it, key and bytes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evidence_is_destroyed_when_its_time_is_over() {
    let root = tempfile::tempdir().expect("a folder");
    let (pair, clock) = (Pair::new(root.path()), MovedClock::default());
    let nodes = pair.hosted(&clock).await;
    let matter = pair.released(&one_file(root.path())).await;
    pair.pull(&matter).await;
    let path = format!("/api/v1/matters/{matter}/export");
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    clock.pass(SignedDuration::from_hours(24 * 731));
    let court = json!({ "purpose": "court_proceedings", "recipient": "District Court" });
    assert_eq!(refused(custodian, &path, &court).await, "retention_ended");
    let destroy = format!("/api/v1/matters/{matter}/evidence/destroy");
    post(custodian, &destroy, &json!({})).await;
    reaches(custodian, &matter, "destroyed").await;
    assert_eq!(refused(custodian, &path, &court).await, "not_at_this_stage");
    let began = std::time::Instant::now();
    while kept(&pair)
        .iter()
        .any(|path| path.extension().is_some_and(|end| end == "age"))
    {
        assert!(began.elapsed().as_secs() < 20, "the bytes are still here");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    for node in nodes {
        node.stop().await;
    }
}

/// The events of a matter that have this name, in this officer's State.
async fn events(pair: &Pair, matter: &str, name: &str) -> usize {
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let history = custodian
        .get(&format!("/api/v1/matters/{matter}/history"))
        .await;
    let history = history.expect("a history");
    let events = history["events"].as_array().expect("events").iter();
    events.filter(|event| event["kind"] == name).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_is_an_act_and_what_the_procedure_refuses_does_not_leave() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let matter = pair.released(&one_file(root.path())).await;
    pair.pull(&matter).await;
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let path = format!("/api/v1/matters/{matter}/export");
    let whom = |purpose: &str| json!({ "purpose": purpose, "recipient": "District Court" });
    let unstated = custodian.call(Method::POST, &path, &json!({})).await;
    assert_eq!(unstated.expect("an answer").status, 422);
    assert_eq!(
        refused(custodian, &path, &whom("exculpatory")).await,
        "purpose_not_covered"
    );
    let nobody = json!({ "purpose": "investigation", "recipient": " " });
    assert_eq!(refused(custodian, &path, &nobody).await, "text_missing");
    let mut abroad = whom("investigation");
    abroad["onward"] = json!({ "kind": "state", "state": "XCC" });
    assert_eq!(
        refused(custodian, &path, &abroad).await,
        "onward_transfer_not_consented"
    );
    let mut opened = whom("investigation");
    opened["form"] = json!("opened");
    assert_eq!(
        refused(custodian, &path, &opened).await,
        "not_at_this_stage"
    );
    let drafter = pair.asking.of_role(Role::Drafter, 0);
    assert_eq!(
        refused(drafter, &path, &whom("investigation")).await,
        "role_missing"
    );
    assert_eq!(events(&pair, &matter, "exported").await, 0);

    pair.export_for_court(&matter, &root.path().join("sealed"), &[]);
    assert_eq!(events(&pair, &matter, "exported").await, 1);
    assert_eq!(seen(custodian, &matter).await["stage"], "received");
    open(&pair, &matter).await;
    let report = pair.export_for_court(&matter, &root.path().join("opened"), &["--opened"]);
    assert!(
        report.contains("exported: the evidence is open"),
        "{report}"
    );
    assert_eq!(events(&pair, &matter, "exported").await, 2);
    onward(&pair, &matter, root.path()).await;
    pair.down();
}

pub async fn open(pair: &Pair, matter: &str) {
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let path = format!("/api/v1/matters/{matter}/open");
    let opening = json!({ "purpose": "investigation", "reason": "Who wrote it?" });
    post(custodian, &path, &opening).await;
    reaches(custodian, matter, "in_use").await;
}

/// Asked, answered by two persons, and then exported: to this State, and to no other.
async fn onward(pair: &Pair, matter: &str, root: &Path) {
    use crate::desk::{act, act_refused, until};
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    let recipient = json!({ "kind": "state", "state": "XCC" });
    let ask = json!({ "recipient": recipient, "purpose": "The trial of a second suspect" });
    let approver = pair.asking.of_role(Role::Approver, 0);
    act(approver, matter, "ask_onward_transfer", &ask).await;
    let asked = |found: &Value| found["state"]["onward"]["asked"][0].is_object();
    let [one, two] = [0, 1].map(|place| pair.asked.of_role(Role::Approver, place));
    until(one, matter, "asked", asked).await;
    let answer = json!({ "answer": { "consent": true, "text": "Agreed." } });
    act(one, matter, "propose_onward_answer", &answer).await;
    let alone = act_refused(one, matter, "confirm_onward_answer", &Value::Null).await;
    assert_eq!(alone, "second_person_required");
    act(two, matter, "confirm_onward_answer", &Value::Null).await;
    let answered = |found: &Value| found["state"]["onward"]["asked"][0]["answer"].is_object();
    until(custodian, matter, "answered", answered).await;
    let abroad = root.join("abroad");
    pair.export_for_court(matter, &abroad, &["--onward-state", "XCC"]);
    let path = format!("/api/v1/matters/{matter}/export");
    for other in [
        json!({ "kind": "state", "state": "XDD" }),
        json!({ "kind": "organisation", "name": "XCC" }),
    ] {
        let body =
            json!({ "purpose": "investigation", "recipient": "A prosecutor", "onward": other });
        assert_eq!(
            refused(custodian, &path, &body).await,
            "onward_transfer_not_consented"
        );
    }
}
