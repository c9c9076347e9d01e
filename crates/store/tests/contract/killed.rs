//! A process that is killed at any moment.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use comity_store::{Commit, Store};
use uuid::Uuid;

use super::{Engine, at, check, identity, one_change, outgoing, verify};

/// Names the database to the child.
const URL: &str = "COMITY_TEST_CHILD_URL";
/// Events each matter gets, if its writer lives.
const EVENTS: i64 = 1_000_000;
const MATTERS: u128 = 6;

fn matter(round: u128, number: u128) -> Uuid {
    Uuid::from_u128((round << 64) | (number + 1))
}

/// The same commit however often it is built.
fn commit(matter: Uuid, version: i64) -> Commit {
    let message = Uuid::from_u128(matter.as_u128() ^ (u128::from(version.unsigned_abs()) << 96));
    Commit {
        outbox: vec![outgoing(message, at(0))],
        ..one_change(matter, version)
    }
}

/// Writes until it is killed, saying what was acknowledged.
pub async fn child() {
    // Only the crash test names a database.
    let Ok(url) = env::var(URL) else { return };
    let (round, url) = url.split_once(' ').expect("a round and a URL");
    let round: u128 = round.parse().expect("a round");
    let store = Store::open(url, identity()).await.expect("it opens");
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..MATTERS {
        let store = store.clone();
        tasks.spawn(async move {
            for version in 0..EVENTS {
                let matter = matter(round, number);
                let committed = store
                    .commit(commit(matter, version))
                    .await
                    .expect("it commits");
                let index = committed.entries[0].index;
                let line = format!("ACK {number} {version} {index}\n");
                let mut out = std::io::stdout().lock();
                out.write_all(line.as_bytes()).expect("the parent listens");
                out.flush().expect("the parent listens");
            }
        });
    }
    tasks.join_all().await;
}

/// Starts the child, kills it after a while, and gives what it acknowledged:
/// for each matter the index of each event.
fn run_and_kill(round: u128, url: &str, acknowledged_min: usize) -> Vec<Vec<u64>> {
    let mut child = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "child_that_writes_until_killed", "--nocapture"])
        .env(URL, format!("{round} {url}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut acknowledged = vec![Vec::new(); MATTERS as usize];
    let mut count = 0;
    let mut read = |line: &str| {
        // The test harness prints around the first line.
        let Some((_, line)) = line.split_once("ACK ") else {
            return;
        };
        let numbers: Vec<usize> = line
            .split(' ')
            .map(|n| n.parse().expect("a number"))
            .collect();
        let of_matter: &mut Vec<u64> = acknowledged.get_mut(numbers[0]).expect("a matter");
        assert_eq!(of_matter.len(), numbers[1]);
        of_matter.push(numbers[2] as u64);
        count += 1;
        if count == acknowledged_min {
            child.kill().expect("it is killed");
        }
    };
    while let Some(Ok(line)) = lines.next() {
        read(&line);
    }
    child.wait().expect("it ended");
    assert!(
        count >= acknowledged_min,
        "the child wrote {count} events and stopped"
    );
    acknowledged
}

pub async fn a_killed_writer_loses_nothing_and_doubles_nothing(engine: &Engine) {
    let mut size = 0;
    for round in 0..6_u128 {
        let url = engine.url.clone();
        let acknowledged_min = 1 + 37 * round as usize;
        let killed =
            tokio::task::spawn_blocking(move || run_and_kill(round, &url, acknowledged_min));
        let acknowledged = killed.await.expect("it ran");
        let store = engine.store().await;
        // A database server may still be finishing what the dead process asked.
        tokio::time::sleep(Duration::from_millis(50)).await;
        for (number, indexes) in acknowledged.iter().enumerate() {
            size += find(&store, matter(round, number as u128), indexes).await;
        }
        assert_eq!(store.log_head().await.expect("a head").size, size);
        check(&store).await;
        store.close().await;
    }
}

/// Every acknowledged event stands where it was said to; the one after it,
/// repeated by its caller, is there once whether or not it had persisted.
async fn find(store: &Store, matter: Uuid, indexes: &[u64]) -> u64 {
    let history = store
        .history(matter, 0, 1_000_000)
        .await
        .expect("a history");
    let stored: Vec<_> = history.iter().map(|event| event.index).collect();
    assert!(
        stored.starts_with(indexes),
        "{stored:?} lacks what was acknowledged: {indexes:?}"
    );
    assert!(
        stored.len() <= indexes.len() + 1,
        "at most one was under way"
    );
    let next = i64::try_from(indexes.len()).expect("few events");
    let repeated = store
        .commit(commit(matter, next))
        .await
        .expect("it is committed or repeated");
    verify(&repeated);
    let history = store.history(matter, next, 10).await.expect("a history");
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].index, repeated.entries[0].index);
    indexes.len() as u64 + 1
}
