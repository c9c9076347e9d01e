//! The depositary's record beside the register's signed statement.

use comity_treaty::law::ConventionOffence;
use comity_treaty::party::in_force_between;
use comity_treaty::status::{
    About, BetweenTwo, Missing, Status, between_facts, bound, doubts, recorded, supplement,
};
use comity_treaty::{PartyFacts, sample};
use jiff::Timestamp;

use crate::build::*;

const PARTIES: &str = "
    QAT signature 2025-10-25
    QAT ratification 2026-02-17
    QAT reservation 2026-02-17 provision=14 effect=excludes
    QAT reservation 2026-02-17 provision=42(5) effect=modifies
    AZE signature 2025-10-25
    AZE ratification 2026-03-01
    SWE signature 2025-10-25
    SWE ratification 2026-03-10
    SWE objection 2026-09-01 other_state=QAT provision=14 effect=precluding
    AZE denunciation 2027-01-15
";

fn at(day: &str) -> Timestamp {
    format!("{day}T12:00:00Z").parse().unwrap()
}

/// What the register's statement says of a State: Party since this day.
fn vouched(state: &str, since: &str) -> PartyFacts {
    let since = format!("{since}T00:00:00Z").parse().unwrap();
    sample::party(code(state), since)
}

fn supplemented(status: &Status, state: &str, now: Timestamp) -> PartyFacts {
    let mut facts = vouched(state, "2026-06-08");
    supplement(status, &mut facts, now);
    facts
}

#[test]
fn the_record_adds_reservations_and_objections_to_the_statement() {
    let (status, now) = (status(PARTIES), at("2026-12-01"));
    let [qat, aze, swe] = ["QAT", "AZE", "SWE"].map(|state| supplemented(&status, state, now));
    let excluded = ConventionOffence::ALL
        .iter()
        .filter(|o| qat.excluded_offences.contains(o));
    let numbers: Vec<u8> = excluded.map(|offence| offence.article_number()).collect();
    assert_eq!(numbers, [14]);
    assert!(qat.preservation_reservation && !aze.preservation_reservation);
    assert!(!in_force_between(&qat, &swe, now) && !in_force_between(&swe, &qat, now));
    assert!(in_force_between(&qat, &aze, now) && in_force_between(&swe, &aze, now));
}

/// Who is bound towards whom has one answer: that of `bound`, which `comity treaty bond` shows.
#[test]
fn facts_and_bonds_give_the_same_answer() {
    let status = status(PARTIES);
    for day_of in [
        "2026-06-01",
        "2026-06-08",
        "2026-12-01",
        "2028-01-14",
        "2028-01-15",
    ] {
        let now = at(day_of);
        for (one, other) in [
            ("QAT", "AZE"),
            ("AZE", "SWE"),
            ("QAT", "SWE"),
            ("QAT", "FRA"),
        ] {
            let facts = [one, other].map(|state| recorded(&status, code(state), now));
            let bond = bound(&status, code(one), code(other), day(day_of));
            let said = in_force_between(&facts[0], &facts[1], now);
            assert_eq!(said, bond.in_force(), "{one} {other} {day_of}");
        }
    }
}

/// The signed statement counts, and the difference is named.
#[test]
fn where_the_two_differ_the_statement_counts() {
    let (status, now) = (status(PARTIES), at("2026-12-01"));
    assert_eq!(doubts(&status, &vouched("QAT", "2026-06-08"), now), []);
    let late = vouched("QAT", "2026-06-09");
    let found = doubts(&status, &late, now);
    assert_eq!((found.len(), found[0].about), (1, About::Bound));
    assert_eq!(found[0].recorded, Some(day("2026-06-08")));
    assert!(
        found[0]
            .to_string()
            .contains("2026-06-09 as the register vouches")
    );
    let mut facts = late.clone();
    supplement(&status, &mut facts, now);
    assert_eq!(facts.party_since, late.party_since);
    let unknown = doubts(&status, &vouched("FRA", "2026-06-08"), now);
    assert_eq!(unknown[0].recorded, None);
    let leaving = doubts(&status, &vouched("AZE", "2026-06-08"), at("2027-02-01"));
    assert_eq!(leaving[0].about, About::Left);
}

/// The fictional States of an exercise have no depositary.
#[test]
fn a_state_of_an_exercise_is_not_doubted() {
    let (seed, now) = (Status::seed().unwrap(), at("2027-01-01"));
    assert_eq!(doubts(&seed, &vouched("XAA", "2026-06-08"), now), []);
}

#[test]
fn the_facts_of_two_states_answer_with_their_reasons() {
    let on = at("2026-12-01");
    let day = "2026-12-01".parse().unwrap();
    let [one, other] = ["XAA", "XBB"].map(|state| vouched(state, "2026-06-08"));
    let yes = between_facts(&one, &other, day);
    assert!(matches!(yes, BetweenTwo::Yes { since, .. } if since.to_string() == "2026-06-08"));
    let reasons = |one: &PartyFacts, other: &PartyFacts| match between_facts(one, other, day) {
        BetweenTwo::Yes { .. } => Vec::new(),
        BetweenTwo::No { missing, .. } => missing,
    };
    assert_eq!(reasons(&one, &one), [Missing::AnotherState]);
    let mut later = vouched("XBB", "2026-12-02");
    assert!(matches!(reasons(&one, &later)[..], [Missing::Days { .. }]));
    later.party_since = None;
    assert!(matches!(
        reasons(&one, &later)[..],
        [Missing::Instrument { .. }]
    ));
    let mut left = other.clone();
    left.denounced_from = Some(at("2026-12-01"));
    assert!(matches!(reasons(&left, &one)[..], [Missing::Return { .. }]));
    let mut objects = other.clone();
    objects.not_towards.insert(one.state);
    assert_eq!(reasons(&one, &objects), [Missing::EndOfPreclusion]);
    for party in [&other, &later, &objects] {
        let yes = reasons(&one, party).is_empty();
        assert_eq!(in_force_between(&one, party, on), yes, "{party:?}");
    }
}
