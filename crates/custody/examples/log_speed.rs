//! Measures a custody log of 10,000 and of 1,000,000 entries: appending, proving,
//! verifying. Takes no argument; prints one line a figure: name, value, unit.

use std::collections::HashMap;
use std::error::Error;
use std::time::{Duration, Instant};

use comity_custody::{
    Digest, Edge, leaf_hash, prove_consistency, prove_inclusion, verify_consistency,
    verify_inclusion,
};

const SIZES: [u32; 2] = [10_000, 1_000_000];
/// As many entries as one transaction of a busy node takes together.
const BATCH: u32 = 64;
const PROOFS: u32 = 2_000;
/// Each size is timed in rounds, of which the fastest counts: noise only ever adds.
const ROUNDS: u32 = 5;

type Tiles = HashMap<(u8, u64), Vec<u8>>;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut edge, mut tiles) = (Edge::empty(), Tiles::new());
    let mut roots = Vec::new();
    let mut measured = Vec::new();
    for size in SIZES {
        let took = grow(&mut edge, &mut tiles, size);
        println!(
            "log.append_rate_to_{size} {:.0} 1/s",
            f64::from(size) / took.as_secs_f64()
        );
        let (prove, verify) = proofs(&tiles, size, edge.root())?;
        println!("log.proof_at_{size} {prove:.2} us");
        println!("log.verify_at_{size} {verify:.2} us");
        roots.push(edge.root());
        measured.push((prove, verify));
    }
    println!("log.proof_growth {:.2} x", measured[1].0 / measured[0].0);
    println!("log.verify_growth {:.2} x", measured[1].1 / measured[0].1);
    let took = consistency(&tiles, [roots[0], roots[1]])?;
    println!("log.consistency {:.2} us", took.as_secs_f64() * 1e6);
    Ok(())
}

/// Appends up to `size` entries, keeping every tile that changes.
fn grow(edge: &mut Edge, tiles: &mut Tiles, size: u32) -> Duration {
    let begun = Instant::now();
    while edge.size() < u64::from(size) {
        for _ in 0..BATCH.min(size - u32::try_from(edge.size()).unwrap_or(size)) {
            edge.append(leaf(edge.size()));
        }
        for (tile, bytes) in edge.changed() {
            tiles.insert((tile.level(), tile.index()), bytes);
        }
    }
    begun.elapsed()
}

fn leaf(index: u64) -> Digest {
    leaf_hash(format!("entry {index} of about the length that a custody entry has").as_bytes())
}

/// Microseconds to prove one inclusion, and to verify it.
fn proofs(tiles: &Tiles, size: u32, root: Digest) -> Result<(f64, f64), Box<dyn Error>> {
    let source = |level: u8, index: u64| tiles.get(&(level, index)).cloned();
    let (mut prove, mut verify) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let (mut proving, mut verifying) = (Duration::ZERO, Duration::ZERO);
        for number in 0..PROOFS {
            let index = u64::from(number) * u64::from(size / PROOFS);
            let begun = Instant::now();
            let proof = prove_inclusion(index, size.into(), &source)?;
            proving += begun.elapsed();
            let begun = Instant::now();
            verify_inclusion(leaf(index), index, size.into(), &proof, root)?;
            verifying += begun.elapsed();
        }
        (prove, verify) = (prove.min(proving), verify.min(verifying));
    }
    let each = |total: Duration| total.as_secs_f64() * 1e6 / f64::from(PROOFS);
    Ok((each(prove), each(verify)))
}

/// Proves and verifies that the large log extends the small one.
fn consistency(tiles: &Tiles, roots: [Digest; 2]) -> Result<Duration, Box<dyn Error>> {
    let source = |level: u8, index: u64| tiles.get(&(level, index)).cloned();
    let [old, new] = SIZES.map(u64::from);
    let begun = Instant::now();
    let proof = prove_consistency(old, new, &source)?;
    verify_consistency(old, roots[0], new, roots[1], &proof)?;
    Ok(begun.elapsed())
}
