//! Papers between two running nodes: they travel with their message, whatever happens on the way, and go to nobody else.

use crate::assistance::{Pair, stored};
use crate::desk::{act, post, reaches, seen};
use crate::silence::{judged, proof};
use crate::support::{Answer, Node, Officer, answer, arg, comity, particulars};
use comity_custody::Digest;
use comity_node::{KEY_FILE, KeyFile};
use comity_treaty::{Act, Role};
use comity_wire::keys::{KeySeeds, SigningKeys};
use comity_wire::request::{self, GetRequest};
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use uuid::Uuid;

const SECONDS_MAX: u64 = 90;

/// Bytes that no compression shortens and no test repeats by chance.
fn bytes_of(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(length + 32);
    let mut block = Digest::of(&[seed]);
    while bytes.len() < length {
        bytes.extend_from_slice(block.as_bytes());
        block = Digest::of(block.as_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// Attaches a file under a name; the answer as it came.
async fn attach(node: &Node, by: &Officer, number: &str, name: &str, bytes: &[u8]) -> Answer {
    let url = format!("{}/api/v1/matters/{number}/papers", node.url);
    let said = [("name", name), ("title", "What the court said")];
    let url = reqwest::Url::parse_with_params(&url, said).expect("an address");
    let request = by.http.post(url).bearer_auth(&by.token);
    let request = request.header("content-type", "application/pdf");
    answer(request.body(bytes.to_vec()))
        .await
        .expect("an answer")
}

/// A preservation request with these files, which is sent at once; returns its number.
pub async fn asked(pair: &Pair, files: &[(&str, Vec<u8>)]) -> String {
    let (number, duty) = (
        Uuid::now_v7().to_string(),
        pair.asking.of_role(Role::DutyOfficer, 0),
    );
    for (name, bytes) in files {
        let attached = attach(&pair.xaa, duty, &number, name, bytes).await;
        assert_eq!(attached.status, 200, "{}", attached.body);
    }
    let digests: Vec<String> = files.iter().map(|(_, bytes)| sha256(bytes)).collect();
    let body = json!({ "matter": number, "measure": "preservation", "to": "XBB", "particulars": particulars(), "papers": digests });
    post(duty, "/api/v1/requests", &body).await;
    number
}

fn sha256(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()
}

/// The file a node keeps of a paper.
pub fn kept(node: &Node, bytes: &[u8]) -> PathBuf {
    node.data.join("papers").join(sha256(bytes))
}

/// Waits until the papers of a matter's only message with papers stand so.
pub async fn stand(by: &Officer, number: &str, wanted: &[&str]) -> Vec<Value> {
    let (path, began) = (format!("/api/v1/matters/{number}/papers"), Instant::now());
    loop {
        let all = by.get(&path).await.unwrap_or_default();
        let papers = all["messages"][0]["papers"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let stands: Vec<&str> = papers
            .iter()
            .filter_map(|paper| paper["stands"].as_str())
            .collect();
        if stands == wanted {
            return papers;
        }
        let late = began.elapsed() > Duration::from_secs(SECONDS_MAX);
        assert!(!late, "{number}: not {wanted:?}: {all}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn downloaded(node: &Node, by: &Officer, number: &str, digest: &str) -> reqwest::Response {
    let url = format!("{}/api/v1/matters/{number}/papers/{digest}", node.url);
    let request = by.http.get(url).bearer_auth(&by.token);
    request.send().await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_arrive_with_their_message_whole_and_are_saved_under_a_harmless_name() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let (order, scan) = (bytes_of(1, 5 << 20), b"<script>alert(1)</script>".to_vec());
    let files = [
        ("../../court/أمر \u{202e}المحكمة.pdf", order.clone()),
        ("CON.html", scan.clone()),
    ];
    let number = asked(&pair, &files).await;
    let duty = pair.asked.of_role(Role::DutyOfficer, 0);
    let papers = stand(duty, &number, &["here", "here"]).await;
    assert_eq!(papers[0]["name"], "أمر المحكمة.pdf");
    assert_eq!(papers[0]["title"], "What the court said");
    assert_eq!(papers[1]["name"], "CON.html");
    for (bytes, saved) in [
        (&order, "filename*=UTF-8''%D8%A3"),
        (&scan, "filename=\"_CON.html\""),
    ] {
        let got = downloaded(&pair.xbb, duty, &number, &sha256(bytes)).await;
        let header = |name: &str| got.headers()[name].to_str().expect("ASCII").to_owned();
        assert!(header("content-disposition").starts_with("attachment; "));
        assert!(
            header("content-disposition").contains(saved),
            "{}",
            header("content-disposition")
        );
        assert_eq!(header("content-type"), "application/octet-stream");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(got.bytes().await.expect("a body") == bytes.as_slice());
    }
    // The history of both sides names them beside the message.
    for by in [duty, pair.asking.of_role(Role::DutyOfficer, 0)] {
        let history = by.get(&format!("/api/v1/matters/{number}/history")).await;
        let history = history.expect("a history");
        assert_eq!(
            history["events"][0]["papers"][1]["sha256"],
            sha256(&scan).as_str()
        );
    }
    // The same papers with another message are the same files.
    let again = asked(&pair, &files).await;
    stand(duty, &again, &["here", "here"]).await;
    let entries = std::fs::read_dir(pair.xbb.data.join("papers")).expect("a folder");
    assert_eq!(entries.count(), 2);

    let backup = root.path().join("backup");
    comity(&[
        "backup",
        "--to",
        arg(&backup),
        "--data",
        arg(&pair.xbb.data),
    ]);
    let copied = backup.join("papers").join(sha256(&order));
    assert!(std::fs::read(copied).expect("a copy") == order);
    pair.down();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_come_or_is_not_what_was_signed_is_said_and_asked_for_again() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let (order, scan) = (bytes_of(2, 200_000), bytes_of(3, 100_000));
    // The receiving node is away while the request is made; then the sender's disk fails, and cuts one paper off.
    pair.xbb.stop();
    let files = [("order.pdf", order.clone()), ("scan.png", scan.clone())];
    let number = asked(&pair, &files).await;
    let aside = root.path().join("aside");
    std::fs::rename(kept(&pair.xaa, &order), &aside).expect("moved");
    std::fs::write(kept(&pair.xaa, &scan), &scan[..60_000]).expect("cut off");
    pair.xbb.start().await;
    let duty = pair.asked.of_role(Role::DutyOfficer, 0);
    failed(duty, &number, &["away", "truncated"]).await;
    assert_eq!(
        left_over(&pair.xbb),
        Vec::<PathBuf>::new(),
        "half a paper is kept"
    );

    // A restart forgets nothing; what lies is given up and said, and nothing of it is kept.
    pair.xbb.kill();
    let mut lie = scan.clone();
    lie[17] ^= 1;
    std::fs::write(kept(&pair.xaa, &scan), &lie).expect("changed");
    std::fs::rename(&aside, kept(&pair.xaa, &order)).expect("moved back");
    pair.xbb.start().await;
    let papers = stand(duty, &number, &["here", "missing"]).await;
    assert_eq!(papers[1]["why"], "other-bytes");
    assert!(pair.xbb.log().contains("a paper is not what was signed"));
    let no = downloaded(&pair.xbb, duty, &number, &sha256(&scan)).await;
    assert_eq!(no.status(), 503);

    std::fs::write(kept(&pair.xaa, &scan), &scan).expect("mended");
    post(
        duty,
        &format!("/api/v1/matters/{number}/papers/fetch"),
        &json!({}),
    )
    .await;
    stand(duty, &number, &["here", "here"]).await;
    let got = downloaded(&pair.xbb, duty, &number, &sha256(&scan)).await;
    assert!(got.bytes().await.expect("a body") == scan.as_slice());
    pair.down();
}

/// Waits until each paper failed at least once, for this reason.
async fn failed(by: &Officer, number: &str, why: &[&str]) {
    let (path, began) = (format!("/api/v1/matters/{number}/papers"), Instant::now());
    loop {
        let all = by.get(&path).await.unwrap_or_default();
        let papers = all["messages"][0]["papers"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let found: Vec<&str> = papers
            .iter()
            .filter_map(|paper| paper["why"].as_str())
            .collect();
        if found == why {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(SECONDS_MAX);
        assert!(!late, "{number}: not {why:?}: {all}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Files of papers whose name is no digest of what they hold.
fn left_over(node: &Node) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(node.data.join("papers")).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let whole = |path: &Path| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        std::fs::read(path).is_ok_and(|bytes| sha256(&bytes) == name)
    };
    // What is just being asked for again is on its way, not left.
    paths
        .filter(|path| path.extension().is_none() && !whole(path))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_goes_to_the_state_that_was_told_of_it_and_to_no_other() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let order = bytes_of(4, 1000);
    let number = asked(&pair, &[("order.pdf", order.clone())]).await;
    let duty = pair.asked.of_role(Role::DutyOfficer, 0);
    stand(duty, &number, &["here"]).await;
    let own = pair.asking.of_role(Role::DutyOfficer, 0);
    let strangers = [
        // The paper was sent to XBB: XAA itself is another State here.
        ((&pair.xaa, own), &pair.xaa, sha256(&order)),
        // XBB has it from XAA, and gives it to nobody.
        ((&pair.xbb, duty), &pair.xaa, sha256(&order)),
        ((&pair.xaa, own), &pair.xbb, sha256(b"never sent")),
        (
            (&pair.xaa, own),
            &pair.xbb,
            "..%2f..%2fnode.keys".to_owned(),
        ),
    ];
    for ((at, by), asks, digest) in &strangers {
        let no = fetched(at, Some(asks), digest, by).await;
        assert_eq!(no.status(), 404, "{digest}");
    }
    let good = fetched(&pair.xaa, Some(&pair.xbb), &sha256(&order), own).await;
    assert_eq!(good.status(), 200);
    let unsigned = fetched(&pair.xaa, None, &sha256(&order), own).await;
    assert_eq!(unsigned.status(), 401);
    let told = "a paper was asked for that no message to this State names";
    assert!(pair.xaa.log().contains(told) && pair.xbb.log().contains(told));
    pair.down();
}

/// A read of a paper from one node, signed with the keys of another, or not at all.
async fn fetched(at: &Node, asks: Option<&Node>, digest: &str, by: &Officer) -> reqwest::Response {
    let path = format!("/v1/papers/{digest}");
    let mut request = by.http.get(format!("{}{path}", at.url));
    if let Some(asks) = asks {
        let file = KeyFile::load(&asks.data.join(KEY_FILE), None).expect("the keys");
        let keys = SigningKeys::from_seeds(&KeySeeds {
            ed25519: file.ed25519,
            ml_dsa_65: file.ml_dsa_65,
        });
        let signed = GetRequest {
            method: "GET",
            authority: at.url.trim_start_matches("https://"),
            path: &path,
            query: None,
        };
        let minute = SignedDuration::from_secs(60);
        let headers = request::sign(signed, &keys, Timestamp::now(), minute, [7; 16]);
        request = request
            .header(request::SIGNATURE_INPUT, headers.signature_input)
            .header(request::SIGNATURE, headers.signature);
    }
    request.send().await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_person_sends_the_papers_that_were_put_up_and_none_else() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let drafter = pair.asking.who(Act::DraftRequest, 0);
    let approver = pair.asking.who(Act::SendRequest, 0);
    let order = bytes_of(5, 3000);
    let number = Uuid::now_v7().to_string();
    attach(&pair.xaa, drafter, &number, "order.pdf", &order).await;
    let draft = stored();
    let body = json!({ "matter": number, "measure": "stored_data", "to": "XBB", "particulars": draft, "papers": [sha256(&order)] });
    post(drafter, "/api/v1/requests", &body).await;

    // Nothing left yet; the second person sees and reads what would go, and can add nothing.
    assert_eq!(
        seen(approver, &number).await["papers_waiting"][0]["name"],
        "order.pdf"
    );
    let read = downloaded(&pair.xaa, approver, &number, &sha256(&order)).await;
    assert!(read.bytes().await.expect("a body") == order.as_slice());
    let more = bytes_of(6, 10);
    attach(&pair.xaa, approver, &number, "more.pdf", &more).await;
    let path = format!("/api/v1/matters/{number}/acts");
    let added = json!({ "command": "send_request", "papers": [sha256(&more)] });
    let no = approver
        .call(Method::POST, &path, &added)
        .await
        .expect("an answer");
    assert_eq!(
        (no.status, &no.body["errors"][0]["field"]),
        (422, &json!("papers"))
    );
    // What was drawn up for another case does not go into one of Art 14 undeclared.
    let mut strict = json!(draft);
    let stands = seen(drafter, &number).await;
    strict["seal_to"] = stands["state"]["particulars"]["seal_to"].clone();
    strict["offence"]["convention"] = json!("child_sexual_abuse_material");
    let redraft = json!({ "command": "redraft", "with": { "particulars": strict } });
    let no = drafter
        .call(Method::POST, &path, &redraft)
        .await
        .expect("an answer");
    assert_eq!(
        (no.status, &no.body["rule"]),
        (409, &json!("only_as_reference")),
        "{}",
        no.body
    );
    // Who says what they saw sends exactly that.
    for (seen, status) in [(vec![], 422), (vec![sha256(&order)], 200)] {
        let confirmed = json!({ "command": "send_request", "papers": seen });
        let answer = approver.call(Method::POST, &path, &confirmed).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, status, "{}", answer.body);
    }

    let duty = pair.asked.who(Act::Acknowledge, 0);
    let papers = stand(duty, &number, &["here"]).await;
    assert_eq!(papers[0]["sha256"], sha256(&order).as_str());
    assert_eq!(seen(approver, &number).await["papers_waiting"], json!([]));
    // The answer of one person takes its paper along; an act that tells nobody takes none.
    reaches(duty, &number, "received").await;
    act(duty, &number, "acknowledge", &Value::Null).await;
    let translation = bytes_of(7, 500);
    attach(&pair.xbb, duty, &number, "translation.pdf", &translation).await;
    let screen = json!({ "command": "screen_rights", "with": { "answer": "no", "note": "An ordinary case." }, "papers": [sha256(&translation)] });
    let no = duty
        .call(Method::POST, &path, &screen)
        .await
        .expect("an answer");
    assert_eq!(no.status, 422, "{}", no.body);
    let question = json!({ "command": "ask", "with": { "question": "Which account?" }, "papers": [sha256(&translation)] });
    post(duty, &path, &question).await;
    let all = format!("/api/v1/matters/{number}/papers");
    let began = Instant::now();
    loop {
        let papers = drafter.get(&all).await.unwrap_or_default();
        let came = &papers["messages"][1]["papers"][0];
        if came["stands"] == "here" {
            assert_eq!(came["name"], "translation.pdf");
            break;
        }
        assert!(
            began.elapsed() < Duration::from_secs(SECONDS_MAX),
            "{papers}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // A court gets the papers of both directions, and finds the one that was changed.
    let case = proof(&pair, &number, root.path().join("case"));
    let (passed, report) = judged(&pair, &case);
    assert!(passed, "{report:#}");
    assert_eq!(papers_checked(&report, "passed"), 2, "{report:#}");
    let paper = case.join("papers").join(sha256(&order));
    let mut changed = std::fs::read(&paper).expect("it is in the case file");
    changed[7] ^= 1;
    std::fs::write(&paper, changed).expect("written");
    let (passed, report) = judged(&pair, &case);
    assert!(!passed);
    assert_eq!(papers_checked(&report, "failed"), 1, "{report:#}");
    pair.down();
}

fn papers_checked(report: &Value, verdict: &str) -> usize {
    let checks = report["checks"].as_array().into_iter().flatten();
    let of_papers = |check: &&Value| check["id"] == "papers" && check["verdict"] == verdict;
    checks.filter(of_papers).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_attaches_lists_and_saves() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let order = bytes_of(8, 40_000);
    let (file, wanted) = (
        root.path().join("order.pdf"),
        root.path().join("wanted.json"),
    );
    std::fs::write(&file, &order).expect("written");
    std::fs::write(&wanted, particulars().to_string()).expect("written");
    let duty = pair.asking.of_role(Role::DutyOfficer, 0);
    let number = Uuid::now_v7().to_string();
    let request = [
        "request",
        "preserve",
        "--to",
        "XBB",
        "--particulars",
        arg(&wanted),
    ];
    let more = [
        "--attach",
        arg(&file),
        "--number",
        &number,
        "--as",
        arg(&duty.profile),
    ];
    let said = comity(&[&request[..], &more[..]].concat());
    assert!(said.contains(&number), "{said}");

    let other = pair.asked.of_role(Role::DutyOfficer, 0);
    stand(other, &number, &["here"]).await;
    let profile = arg(&other.profile);
    let listed = comity(&["papers", "list", &number, "--as", profile]);
    assert!(
        listed.contains("order.pdf") && listed.contains(&sha256(&order)),
        "{listed}"
    );
    let to = root.path().join("saved.pdf");
    comity(&[
        "papers",
        "save",
        &number,
        &sha256(&order),
        "--to",
        arg(&to),
        "--as",
        profile,
    ]);
    assert!(std::fs::read(&to).expect("saved") == order);
    pair.down();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_that_may_not_be_is_refused_by_name_and_leaves_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let duty = pair.asking.of_role(Role::DutyOfficer, 0);
    let number = Uuid::now_v7().to_string();
    let empty = attach(&pair.xaa, duty, &number, "empty.pdf", b"").await;
    assert_eq!(empty.status, 422, "{}", empty.body);
    let long = attach(
        &pair.xaa,
        duty,
        &number,
        "long.pdf",
        &vec![1; (25 << 20) + 1],
    )
    .await;
    assert_eq!(
        (long.status, long.is_problem()),
        (422, true),
        "{}",
        long.body
    );
    for place in 0..21_u8 {
        let one = attach(&pair.xaa, duty, &number, &format!("{place}.pdf"), &[place]).await;
        assert_eq!(
            one.status,
            if place < 20 { 200 } else { 422 },
            "{place}: {}",
            one.body
        );
    }
    // The same again is no more than there was; what is away is away, and so is its file.
    let path = format!("/api/v1/matters/{number}/papers");
    for (place, method) in [(3_u8, Method::DELETE), (3, Method::DELETE)] {
        let one = format!("{path}/{}", sha256(&[place]));
        let gone = duty
            .call(method, &one, &Value::Null)
            .await
            .expect("an answer");
        assert_eq!(gone.status, 200, "{}", gone.body);
    }
    assert!(!kept(&pair.xaa, &[3]).exists());
    attach(&pair.xaa, duty, &number, "again.pdf", &[4]).await;
    pair.xaa.kill();
    pair.xaa.start().await;
    let ready = duty.get(&path).await.expect("papers");
    assert_eq!(ready["ready"].as_array().map_or(0, Vec::len), 19);

    // A list that is not all that is ready goes nowhere.
    let body = json!({ "matter": number, "measure": "preservation", "to": "XBB", "particulars": particulars(), "papers": [sha256(&[4])] });
    let no = duty
        .call(Method::POST, "/api/v1/requests", &body)
        .await
        .expect("an answer");
    assert_eq!(
        (no.status, &no.body["errors"][0]["field"]),
        (422, &json!("papers"))
    );
    // A case of Art 14 takes none whose harmlessness nobody declared.
    let all: Vec<String> = (0..20_u8)
        .filter(|n| *n != 3)
        .map(|n| sha256(&[n]))
        .collect();
    let mut strict = particulars();
    strict["offence"]["convention"] = json!("child_sexual_abuse_material");
    let body = json!({ "matter": number, "measure": "preservation", "to": "XBB", "particulars": strict, "papers": all });
    let no = duty
        .call(Method::POST, "/api/v1/requests", &body)
        .await
        .expect("an answer");
    assert_eq!(
        (no.status, &no.body["rule"]),
        (409, &json!("only_as_reference")),
        "{}",
        no.body
    );
    pair.down();
}
