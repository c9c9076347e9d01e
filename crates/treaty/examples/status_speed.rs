//! Measures the status of two hundred States on a day, and one bond between two of them. Takes no argument; prints one
//! line a figure: name, value, unit.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use comity_treaty::status::columns::COLUMNS;
use comity_treaty::status::{Participants, Status, Terms, bound, force_on, status_on};
use jiff::civil::{Date, date};

const CALLS: u32 = 1_000;
/// Noise only ever adds: the fastest round counts.
const ROUNDS: u32 = 9;
const TODAY: Date = date(2030, 6, 1);

fn main() -> Result<(), Box<dyn Error>> {
    let table = table();
    let begun = Instant::now();
    let status = Status::parse(
        table.as_bytes(),
        Participants::united_nations(),
        &Terms::CONVENTION,
    )?;
    let built = begun.elapsed();
    println!("status.states {} count", status.states().len());
    println!("status.records {} count", status.table().records.len());
    println!("status.build {:.0} us", micros(built));
    let all = fastest(|| drop(black_box(status_on(&status, black_box(TODAY)))));
    println!("status.all_states {all:.2} us");
    let (a, b) = (status.states()[0].state(), status.states()[199].state());
    let bond = fastest(|| drop(black_box(bound(&status, a, b, black_box(TODAY)))));
    println!("status.bond {bond:.2} us");
    let force = fastest(|| {
        black_box(force_on(&status, black_box(TODAY)));
    });
    println!("status.force {force:.2} us");
    Ok(())
}

/// Every participant signs, most join in the course of years, some reserve, object and leave; four exercise States
/// make two hundred and two.
fn table() -> String {
    let mut out = COLUMNS.join(",") + "\n";
    let codes = Participants::united_nations().all().iter();
    let codes = codes.map(|one| one.code.to_string());
    let exercise = ["XAA", "XAB", "XAC", "XAD"].map(str::to_owned);
    for (place, code) in codes.chain(exercise).enumerate() {
        let tail = "2099-12-31,measurement,high";
        let _ = writeln!(out, "{code},signature,2025-10-25,,,,,,{tail}");
        if place % 7 == 6 && code != "EUE" {
            continue;
        }
        let (year, month) = (2026 + place / 60, 1 + place % 12);
        let day = format!("{year}-{month:02}-15");
        let day = if code == "EUE" { "2029-12-15" } else { &day };
        let _ = writeln!(out, "{code},ratification,{day},,,,,,{tail}");
        for article in [7, 9, 14].iter().take(place % 4) {
            let _ = writeln!(
                out,
                "{code},reservation,{day},,,{article}(2),excludes,of ours,{tail}"
            );
        }
        if place % 20 == 0 {
            let _ = writeln!(out, "{code},denunciation,2030-05-15,,,,,,{tail}");
        }
    }
    out
}

/// Microseconds of one call in the fastest round.
fn fastest(mut call: impl FnMut()) -> f64 {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for _ in 0..CALLS {
            call();
        }
        best = best.min(begun.elapsed());
    }
    micros(best) / f64::from(CALLS)
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
