//! Measures pages: `page_speed URL NAME MATTERS`. Makes the database that large first, if it is not.
//!
//! Each kind of page is read from the newest matter on, as officers do, a few times over; the
//! first time is not counted, so that a database is not blamed for the disk being cold. `deep`
//! pages begin anywhere in the worklist.
//!
//! Prints one line a figure: name, value, unit.

use std::env;
use std::error::Error;
use std::time::{Duration, Instant};

use comity_custody::{Checkpoint, NoteSigner};
use comity_store::{Commit, LogIdentity, MatterChange, ObligationRow, Store, WorklistFilter};
use jiff::Timestamp;
use uuid::Uuid;

const ORIGIN: &str = "measured.example/log";
/// Commits under way while the database is filled.
const CALLERS: usize = 256;
const PAGE: u32 = 50;
/// Pages from the newest on, which is as many as there are with 1,000 matters.
const PAGES: usize = 20;
const ROUNDS: usize = 8;
/// Events of the matter whose history is read.
const EVENTS: i64 = 200;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Failure> {
    let argument = |place| env::args().nth(place).ok_or("URL NAME MATTERS");
    let (url, name, matters) = (argument(1)?, argument(2)?, argument(3)?.parse()?);
    let store = open(&url).await?;
    if store.matters_after(None, 1).await?.is_empty() {
        fill(&store, matters).await?;
    }
    store.close().await;
    let store = open(&url).await?;
    for choice in 0..8 {
        let filter = filter(choice);
        let mut times = from_the_newest(&store, &filter).await?;
        report(&format!("worklist.{name}.{choice:03b}.median"), &mut times);
    }
    let mut times = deep(&store).await?;
    report(&format!("worklist.deep.{name}.median"), &mut times);
    let mut times = history(&store).await?;
    report(&format!("history.{name}.median"), &mut times);
    store.close().await;
    Ok(())
}

async fn open(url: &str) -> Result<Store, Failure> {
    let signer = NoteSigner::ed25519(ORIGIN, &[7; 32])?;
    let log = LogIdentity {
        origin: ORIGIN.to_owned(),
        signer: Box::new(move |head: &Checkpoint| head.sign(&[&signer], 0).expect("it signs")),
    };
    Ok(Store::open(url, log).await?)
}

/// The filters of one choice: a bit each for side, stage and peer. All together leave one matter
/// in twenty.
fn filter(choice: usize) -> WorklistFilter {
    let some = |on: bool, text: &str| on.then(|| text.to_owned());
    WorklistFilter {
        side: some(choice & 1 > 0, "requested"),
        stage: some(choice & 2 > 0, "held"),
        peer: some(choice & 4 > 0, "XB"),
        words: None,
    }
}

async fn from_the_newest(store: &Store, filter: &WorklistFilter) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        let mut before = None;
        for _ in 0..PAGES {
            let begun = Instant::now();
            let page = store.worklist(filter, before, PAGE).await?;
            if round > 0 {
                times.push(begun.elapsed());
            }
            before = page.last().map(|row| row.matter);
        }
    }
    Ok(times)
}

/// Pages that begin at ids spread over all that the worklist holds.
async fn deep(store: &Store) -> Result<Vec<Duration>, Failure> {
    let ends = [
        store.matters_after(None, 1).await?[0].matter.as_u128(),
        store.worklist(&filter(0), None, 1).await?[0]
            .matter
            .as_u128(),
    ];
    let mut times = Vec::new();
    for step in 1..=200 {
        let place = ends[0] + (ends[1] - ends[0]) / 200 * (step * 77 % 200);
        let begun = Instant::now();
        let before = Some(Uuid::from_u128(place));
        store.worklist(&filter(0), before, PAGE).await?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

/// Pages of the one matter that has many events: the first that was made.
async fn history(store: &Store) -> Result<Vec<Duration>, Failure> {
    let matter = store.matters_after(None, 1).await?[0].matter;
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        for after in [0, 50, 100, 150] {
            let begun = Instant::now();
            store.history(matter, after, PAGE).await?;
            if round > 0 {
                times.push(begun.elapsed());
            }
        }
    }
    Ok(times)
}

async fn fill(store: &Store, matters: usize) -> Result<(), Failure> {
    let begun = Instant::now();
    let long = Uuid::now_v7();
    for version in 0..EVENTS {
        store.commit(event(long, 1, version)).await?;
    }
    let mut tasks = tokio::task::JoinSet::new();
    for caller in 0..CALLERS {
        let store = store.clone();
        tasks.spawn(async move {
            for number in (1 + caller..matters).step_by(CALLERS) {
                store.commit(event(Uuid::now_v7(), number, 0)).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{matters} matters made in {seconds:.0} seconds");
    Ok(())
}

/// One event. Matters differ in side, stage and peer, by their numbers.
fn event(matter: Uuid, number: usize, version: i64) -> Commit {
    let text = format!(r#"{{"matter":"{matter}","text":"{}"}}"#, "x".repeat(700));
    let change = MatterChange {
        matter,
        expected_version: version,
        measure: "preservation".into(),
        side: ["requesting", "requested"][number % 2].into(),
        peer: ["XA", "XB", "XC", "XD", "XE"][number / 8 % 5].into(),
        stage: ["held", "sent"][number / 2 % 2].into(),
        state_json: text.clone(),
        event_kind: "preservation.requested".into(),
        event_json: text,
        at: Timestamp::now(),
        obligations: vec![ObligationRow {
            key: "decide".into(),
            owner: "requested".into(),
            due: Timestamp::now(),
            command_json: None,
        }],
        ..MatterChange::default()
    };
    Commit {
        changes: vec![change],
        ..Commit::default()
    }
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let median = times[times.len() / 2];
    println!("{name} {:.3} ms", median.as_secs_f64() * 1e3);
}
