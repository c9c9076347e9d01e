//! Measures commits: `throughput URL`, on an empty database.
//!
//! Prints one line a figure: name, value, unit.

use std::env;
use std::error::Error;
use std::time::{Duration, Instant};

use comity_custody::{Checkpoint, NoteSigner};
use comity_store::{
    Commit, LogIdentity, MatterChange, ObligationRow, Outgoing, ReceivedEnvelope, Store,
};
use jiff::Timestamp;
use uuid::Uuid;

const ORIGIN: &str = "measured.example/log";

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Failure> {
    let url = env::args().nth(1).ok_or("name a database URL")?;
    let signer = NoteSigner::ed25519(ORIGIN, &[7; 32])?;
    let log = LogIdentity {
        origin: ORIGIN.to_owned(),
        signer: Box::new(move |head: &Checkpoint| head.sign(&[&signer], 0).expect("it signs")),
    };
    let store = Store::open(&url, log).await?;
    alone(&store).await?;
    for callers in [8, 64, 256] {
        together(&store, callers, "events", |_| event()).await?;
    }
    together(&store, 256, "received", received).await?;
    together(&store, 256, "sent", sent).await?;
    store.close().await;
    Ok(())
}

fn change() -> MatterChange {
    let matter = Uuid::now_v7();
    let number = matter.as_bytes()[15];
    MatterChange {
        matter,
        measure: "preservation".into(),
        side: ["requesting", "requested"][usize::from(number % 2)].into(),
        peer: format!("X{}", char::from(b'A' + number % 20)),
        stage: ["sent", "held", "decided", "closed"][usize::from(number / 2 % 4)].into(),
        state_json: format!(r#"{{"matter":"{matter}","text":"{}"}}"#, "x".repeat(700)),
        event_kind: "preservation.requested".into(),
        event_json: format!(r#"{{"matter":"{matter}","text":"{}"}}"#, "x".repeat(500)),
        at: Timestamp::now(),
        obligations: vec![ObligationRow {
            key: "decide".into(),
            owner: "requested".into(),
            due: Timestamp::now(),
            command_json: None,
        }],
        ..MatterChange::default()
    }
}

fn event() -> Commit {
    Commit {
        changes: vec![change()],
        ..Commit::default()
    }
}

/// As the requested State commits: an envelope of 7 KB in, a receipt of 6 KB out.
fn received(number: u64) -> Commit {
    let mut bytes = vec![b'x'; 7_000];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Commit {
        envelope_in: Some(ReceivedEnvelope {
            digest: comity_custody::Digest::of(&bytes),
            from: "XA".into(),
            bytes,
            sequence: 1,
            received_at: Timestamp::now(),
        }),
        finish: Some(Box::new(|_| vec![b'y'; 6_000])),
        ..event()
    }
}

/// As the requesting State commits: an envelope of 7 KB to deliver.
fn sent(_: u64) -> Commit {
    let bytes = vec![b'x'; 7_000];
    Commit {
        outbox: vec![Outgoing {
            id: Uuid::now_v7(),
            matter: Uuid::now_v7(),
            to: "XA".into(),
            digest: comity_custody::Digest::of(&bytes),
            bytes,
            next_attempt_at: Timestamp::now(),
        }],
        ..event()
    }
}

async fn alone(store: &Store) -> Result<(), Failure> {
    let mut times = Vec::new();
    for _ in 0..300 {
        let begun = Instant::now();
        store.commit(event()).await?;
        times.push(begun.elapsed());
    }
    report("commit.alone.median", &mut times);
    Ok(())
}

async fn together(
    store: &Store,
    callers: usize,
    name: &str,
    build: impl Fn(u64) -> Commit + Copy + Send + 'static,
) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for caller in 0..callers as u64 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut done = 0_u64;
            while begun.elapsed() < Duration::from_secs(4) {
                store.commit(build(caller << 32 | done)).await?;
                done += 1;
            }
            Ok::<_, Failure>(done)
        });
    }
    let mut done = 0;
    while let Some(count) = tasks.join_next().await {
        done += count??;
    }
    let rate = u128::from(done) * 1000 / begun.elapsed().as_millis().max(1);
    println!("commit.{name}.{callers} {rate} /s");
    Ok(())
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let median = times[times.len() / 2];
    println!("{name} {:.3} ms", median.as_secs_f64() * 1e3);
}
