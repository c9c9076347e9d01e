//! How long the scope gate takes to decide and explain, between two States with complete profiles.
//!
//! `cargo run --release -p comity-treaty --example scope_speed`

use std::hint::black_box;
use std::time::Instant;

use comity_treaty::law::{Element, Measure};
use comity_treaty::particulars::{Basis, Language, Offence};
use comity_treaty::scope::{Case, explain};
use comity_treaty::{Article, PartyFacts, StateCode, profile, sample};
use jiff::Timestamp;

const ROUNDS: u32 = 20_000;

fn main() {
    let now: Timestamp = "2027-06-01T00:00:00Z".parse().expect("a time");
    let requesting = party(
        sample::requesting_state(),
        include_str!("../profiles/xaa.toml"),
        now,
    );
    let requested = party(
        sample::requested_state(),
        include_str!("../profiles/xbb.toml"),
        now,
    );
    let mut draft = sample::offence();
    draft.elements.insert(Element::SecurityMeasureInfringed);
    let offence: Offence = draft.read(Article::A40p15b).expect("the sample reads");
    let (basis, language): (_, Language) = (Basis::Convention, "en".parse().expect("a language"));
    let case = |measure| Case {
        measure,
        basis: &basis,
        offence: &offence,
        language: &language,
        requesting: &requesting,
        requested: &requested,
        now,
    };
    let mut spent = Vec::new();
    for round in 0..ROUNDS {
        let measure = Measure::ALL[round as usize % Measure::ALL.len()];
        let began = Instant::now();
        black_box(explain(black_box(&case(measure))));
        spent.push(began.elapsed());
    }
    spent.sort_unstable();
    println!("scope.decision {:.3} us", microseconds(&spent, 50));
    println!("scope.decision_p99 {:.3} us", microseconds(&spent, 99));
    let began = Instant::now();
    for _ in 0..100 {
        black_box(profile::parse(black_box(include_str!(
            "../profiles/xbb.toml"
        ))));
    }
    println!(
        "profile.parse {:.3} us",
        began.elapsed().as_secs_f64() * 1e4
    );
}

fn party(state: StateCode, text: &str, now: Timestamp) -> PartyFacts {
    let mut facts = sample::party(state, now);
    let profile = profile::parse(text).profile.expect("a sound profile");
    profile.complete(&mut facts);
    facts
}

fn microseconds(spent: &[std::time::Duration], percent: usize) -> f64 {
    spent[(spent.len() - 1) * percent / 100].as_secs_f64() * 1e6
}
