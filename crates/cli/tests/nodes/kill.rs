//! Two nodes are killed and started again while their officers work. Nothing is lost, nothing
//! arrives twice, and both sides and their logs agree in the end.

use crate::support::{Node, Officer, arg, comity, knows, particulars, three_nodes};
use comity_custody::{Checkpoint, Digest, Edge, Entry, Note, decode_bundle, leaf_hash};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const KILLS: usize = 12;
const SEED: u64 = 0x00c0_4171;
/// Officers of each State who work at the same time.
const LANES: usize = 3;
/// The pause between two matters.
const BREATH: Duration = Duration::from_millis(150);
/// How long one step may take. What waits goes out when its node starts again; what was meant for a
/// node that was away, after a pause of at most a minute.
const STEP_SECONDS_MAX: u64 = 75;

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// The officers of the story.
struct Cast {
    asking: Officer,
    duty: Officer,
    authority: Officer,
    custodian: Officer,
}

/// Repeats a call until the node answers. A rule's refusal after a lost answer means that the act
/// had been done.
pub async fn insist(officer: &Officer, path: &str, body: &Value) -> Value {
    let (began, mut lost) = (Instant::now(), false);
    loop {
        match officer.call(Method::POST, path, body).await {
            Some(answer) if answer.status == 200 => return answer.body,
            Some(answer) if !answer.is_problem() => panic!("{path}: {}", answer.body),
            Some(answer) if answer.status == 409 && lost => return answer.body,
            Some(answer) if answer.status < 500 => panic!("{path} {body}: {}", answer.body),
            _ => lost = true,
        }
        let late = began.elapsed() > Duration::from_secs(STEP_SECONDS_MAX);
        assert!(!late, "{path} {body}: not answered");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub async fn act(officer: &Officer, matter: &str, command: &str, with: Value) {
    let path = format!("/api/v1/matters/{matter}/acts");
    insist(officer, &path, &json!({ "command": command, "with": with })).await;
}

pub async fn reaches(officer: &Officer, matter: &str, stage: &str) {
    let (path, began) = (format!("/api/v1/matters/{matter}"), Instant::now());
    loop {
        let found = officer.get(&path).await.unwrap_or_default();
        if found["stage"] == stage {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(STEP_SECONDS_MAX);
        assert!(!late, "{matter} does not reach {stage}: {}", found["stage"]);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// One matter from the request to the confirmation.
async fn preserve(cast: &Cast) -> String {
    // The number is chosen here, so that repeating what was not answered opens nothing twice.
    let number = uuid::Uuid::now_v7();
    let body = json!({ "matter": number, "measure": "preservation", "to": "XBB", "particulars": particulars() });
    let answer = insist(&cast.asking, "/api/v1/requests", &body).await;
    let matter = answer["matter"].as_str().expect("a number").to_owned();
    reaches(&cast.duty, &matter, "received").await;
    act(&cast.duty, &matter, "acknowledge", json!({})).await;
    let screen = json!({ "answer": "no", "note": "Ordinary fraud." });
    act(&cast.duty, &matter, "screen_rights", screen).await;
    act(&cast.authority, &matter, "order", json!({ "days": 90 })).await;
    let now = jiff::Timestamp::now();
    let confirm = json!({ "effective_at": now });
    act(&cast.custodian, &matter, "confirm_preserved", confirm).await;
    matter
}

/// One officer after another matter until the storm is over.
async fn work(cast: &Cast, over: &AtomicBool) -> Vec<String> {
    let mut matters = Vec::new();
    while !over.load(Ordering::Relaxed) {
        matters.push(preserve(cast).await);
        tokio::time::sleep(BREATH).await;
    }
    matters
}

/// Kills and starts both nodes at points that the dice choose; returns the checkpoints seen.
async fn storm(
    nodes: &mut [Node; 2],
    reader: [&Officer; 2],
    over: &AtomicBool,
) -> [Vec<String>; 2] {
    let (mut dice, mut seen) = (Dice(SEED), [Vec::new(), Vec::new()]);
    for round in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(100 + dice.below(500))).await;
        let which = round % 2;
        seen[which].extend(checkpoint(&nodes[which], reader[which]).await);
        nodes[which].kill();
        tokio::time::sleep(Duration::from_millis(dice.below(200))).await;
        nodes[which].start().await;
    }
    over.store(true, Ordering::Relaxed);
    seen
}

pub async fn checkpoint(node: &Node, reader: &Officer) -> Option<String> {
    let request = reader.http.get(format!("{}/log/checkpoint", node.url));
    request.send().await.ok()?.text().await.ok()
}

/// Waits until `comity doctor` finds nothing left to deliver.
pub async fn settled(node: &Node) {
    let began = Instant::now();
    loop {
        let report = comity(&["doctor", "--json", "--data", arg(&node.data)]);
        let report: Value = serde_json::from_str(&report).expect("JSON");
        let mut findings = report["findings"].as_array().expect("findings").iter();
        if findings.any(|found| found["check"] == "outbox" && found["finding"] == "empty") {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(STEP_SECONDS_MAX);
        assert!(!late, "{}: {report}", node.url);
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// The matters of a node with their stages.
pub async fn matters(officer: &Officer) -> BTreeMap<String, String> {
    let page = officer.get("/api/v1/worklist?limit=500").await;
    let page = page.expect("the worklist");
    assert!(page["next"].is_null(), "more matters than one page holds");
    let rows = page["matters"].as_array().expect("rows").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    rows.map(|row| (text(&row["matter"]), text(&row["stage"])))
        .collect()
}

/// The envelopes that a side's history names as `sent` and as `received`, each once.
fn envelopes(officer: &Officer, matter: &str) -> [BTreeSet<String>; 2] {
    let shown = comity(&["show", matter, "--json", "--as", arg(&officer.profile)]);
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    let events = shown["history"]["events"].as_array().expect("events");
    ["sent", "received"].map(|way| {
        let named = events.iter().map(|event| &event["record"][way]);
        let found: Vec<_> = named.filter_map(Value::as_str).map(str::to_owned).collect();
        let once: BTreeSet<_> = found.iter().cloned().collect();
        assert_eq!(found.len(), once.len(), "{matter}: an envelope {way} twice");
        once
    })
}

/// The log's entries, whose tree must be the one of every checkpoint seen.
async fn entries(node: &Node, reader: &Officer, seen: &[String]) -> Vec<Entry> {
    let latest = checkpoint(node, reader).await.expect("a checkpoint");
    let expected: Vec<_> = seen
        .iter()
        .chain([&latest])
        .map(|note| parse(note))
        .collect();
    let size = parse(&latest).size();
    let mut roots = BTreeMap::from([(0, Edge::empty().root())]);
    let (mut edge, mut entries) = (Edge::empty(), Vec::new());
    for tile in comity_custody::tiles_of_tree(size) {
        if tile.level() != 0 {
            continue;
        }
        let url = format!("{}/log/{}", node.url, tile.entries_path());
        let response = reader.http.get(url).send().await.expect("an answer");
        let bundle = response.bytes().await.expect("a bundle");
        for bytes in decode_bundle(&bundle).expect("a bundle") {
            edge.append(leaf_hash(bytes));
            roots.insert(edge.size(), edge.root());
            entries.push(Entry::parse(bytes).expect("an entry"));
        }
    }
    for point in expected {
        assert_eq!(
            roots.get(&point.size()),
            Some(&point.root()),
            "{}",
            node.url
        );
    }
    entries
}

fn parse(note: &str) -> Checkpoint {
    let note = Note::parse(note).expect("a note");
    Checkpoint::parse(note.text()).expect("a checkpoint")
}

/// The digests that a log has under this kind, each once.
fn logged(entries: &[Entry], kind: &str) -> BTreeSet<Digest> {
    let of_kind = entries.iter().filter(|entry| entry.kind() == kind);
    let found: Vec<_> = of_kind.map(Entry::digest).collect();
    let once: BTreeSet<_> = found.iter().copied().collect();
    assert_eq!(
        found.len(),
        once.len(),
        "an envelope is logged as {kind} twice"
    );
    once
}

/// Both histories and both logs tell of the same envelopes, each once, and no log forgot what it once showed. Returns what else
/// each log has under the name of what was received: acts of that name.
pub async fn agree(
    nodes: &[&Node; 2],
    readers: [&Officer; 2],
    seen: &[Vec<String>; 2],
    matters: impl Iterator<Item = &String>,
) -> [usize; 2] {
    for matter in matters {
        let [sent, received] = envelopes(readers[0], matter);
        let [answered, arrived] = envelopes(readers[1], matter);
        assert_eq!(sent, arrived, "{matter}: from XAA to XBB");
        assert_eq!(answered, received, "{matter}: from XBB to XAA");
        assert!(!sent.is_empty());
    }
    let logs = [
        entries(nodes[0], readers[0], &seen[0]).await,
        entries(nodes[1], readers[1], &seen[1]).await,
    ];
    [(1, 0), (0, 1)].map(|(from, to)| {
        let (sent, received) = (logged(&logs[from], "sent"), logged(&logs[to], "received"));
        assert!(sent.is_subset(&received), "{sent:?} {received:?}");
        received.len() - sent.len()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_nodes_lose_nothing_and_deliver_nothing_twice() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (mut register, xaa, xbb) = three_nodes(scratch.path());
    let cast = Cast {
        asking: xaa.officer("duty_officer"),
        duty: xbb.officer("duty_officer"),
        authority: xbb.officer("executing_authority"),
        custodian: xbb.officer("evidence_custodian"),
    };
    let mut nodes = [xaa, xbb];
    register.start().await;
    for node in &mut nodes {
        node.start().await;
    }
    let readers = [&cast.asking, &cast.duty];
    knows(&cast.asking, "XBB").await;
    knows(&cast.duty, "XAA").await;

    let over = AtomicBool::new(false);
    let lanes = join_all((0..LANES).map(|_| work(&cast, &over)));
    let (played, seen) = tokio::join!(lanes, storm(&mut nodes, readers, &over));
    for node in &nodes {
        settled(node).await;
    }

    let stages = matters(&cast.asking).await;
    assert_eq!(stages, matters(&cast.duty).await);
    let played: Vec<String> = played.into_iter().flatten().collect();
    assert!(played.len() >= LANES);
    for matter in &played {
        assert_eq!(stages[matter], "preserved");
    }
    let more = agree(&nodes.each_ref(), readers, &seen, stages.keys()).await;
    assert_eq!(more, [0, 0]);
    for node in &mut nodes {
        node.stop();
        comity(&["fsck", "--data", arg(&node.data)]);
    }
    register.stop();
}
