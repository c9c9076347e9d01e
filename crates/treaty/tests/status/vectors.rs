//! The arithmetic of Art 65, as tables: the Convention's own vectors, and two treaties whose dates are history.

use comity_treaty::status::{EntryTerms, Status, Terms, force_on, standing_on};

use crate::build::*;

struct Vector {
    what: &'static str,
    instruments: u16,
    opens: &'static str,
    reached: &'static str,
    in_force: &'static str,
    /// Later deposits, and from when they bind.
    later: &'static [(&'static str, &'static str)],
}

const VECTORS: &[Vector] = &[
    Vector {
        what: "the Convention, had the fortieth come on 1 March 2027",
        instruments: 40,
        opens: "2025-10-25",
        reached: "2027-03-01",
        in_force: "2027-05-30",
        later: &[
            ("2027-03-01", "2027-05-30"),
            ("2027-03-11", "2027-05-30"),
            ("2027-04-30", "2027-05-30"),
            ("2027-05-01", "2027-05-31"),
            ("2027-05-20", "2027-06-19"),
            ("2027-05-30", "2027-06-29"),
            ("2027-09-01", "2027-10-01"),
        ],
    },
    Vector {
        what: "the Convention, had the fortieth come on 23 November 2026",
        instruments: 40,
        opens: "2025-10-25",
        reached: "2026-11-23",
        in_force: "2027-02-21",
        later: &[("2027-01-22", "2027-02-21"), ("2027-01-23", "2027-02-22")],
    },
    Vector {
        what: "the Convention against Corruption: thirty instruments",
        instruments: 30,
        opens: "2003-12-09",
        reached: "2005-09-15",
        in_force: "2005-12-14",
        later: &[],
    },
    Vector {
        what: "the Convention against Transnational Organized Crime: forty instruments",
        instruments: 40,
        opens: "2000-12-12",
        reached: "2003-07-01",
        in_force: "2003-09-29",
        later: &[],
    },
    Vector {
        what: "over the end of a leap February",
        instruments: 40,
        opens: "2025-10-25",
        reached: "2027-12-02",
        in_force: "2028-03-01",
        later: &[("2028-01-31", "2028-03-01"), ("2028-02-01", "2028-03-02")],
    },
];

fn terms(vector: &Vector) -> Terms {
    Terms {
        entry: EntryTerms {
            instruments: vector.instruments,
            ..Terms::CONVENTION.entry
        },
        signature_opens: day(vector.opens),
        ..Terms::CONVENTION
    }
}

fn status_of(vector: &Vector) -> Status {
    let needed = usize::from(vector.instruments);
    let before = day(vector.reached).yesterday().unwrap().to_string();
    let mut lines = accessions(0..needed - 1, &before);
    lines += &accessions(needed - 1..needed, vector.reached);
    for (place, (deposit, _)) in vector.later.iter().enumerate() {
        lines += &accessions(needed + place..needed + place + 1, deposit);
    }
    judged(&lines, &terms(vector)).unwrap()
}

#[test]
fn the_vectors_of_entry_into_force() {
    for vector in VECTORS {
        let status = status_of(vector);
        let entry = status.entry().unwrap();
        assert_eq!(entry.reached, day(vector.reached), "{}", vector.what);
        assert_eq!(entry.in_force, day(vector.in_force), "{}", vector.what);
        assert!(entry.is_exact());
        for (place, (deposit, from)) in vector.later.iter().enumerate() {
            let state = code(&exercise(usize::from(vector.instruments) + place));
            let standing = standing_on(&status, state, day("2199-01-01")).unwrap();
            assert_eq!(
                standing.party_from,
                Some(day(from)),
                "{}: {deposit}",
                vector.what
            );
        }
    }
}

#[test]
fn one_instrument_too_few_is_no_entry() {
    let status = judged(&accessions(0..39, "2027-03-01"), &Terms::CONVENTION).unwrap();
    assert_eq!(status.entry(), None);
    let force = force_on(&status, day("2027-03-01"));
    assert_eq!(
        (force.deposited, force.missing, force.in_force),
        (39, 1, false)
    );
    assert_eq!(force.if_reached_today, Some(day("2027-05-30")));
    assert_eq!(force.days_to_go, 90);
}

#[test]
fn an_organisation_is_never_counted() {
    let lines =
        accessions(0..38, "2027-03-01") + "SWE accession 2027-03-01\nEUE accession 2027-03-01\n";
    let status = judged(&lines, &Terms::CONVENTION).unwrap();
    assert_eq!(status.entry(), None);
    assert_eq!(force_on(&status, day("2027-03-02")).deposited, 39);

    let lines = lines + &accessions(38..39, "2027-04-01");
    let status = judged(&lines, &Terms::CONVENTION).unwrap();
    let union = standing_on(&status, code("EUE"), day("2027-06-30")).unwrap();
    assert_eq!(status.entry().unwrap().reached, day("2027-04-01"));
    assert_eq!(union.party_from, Some(day("2027-06-30")));
}

#[test]
fn a_month_counts_with_its_last_day_and_says_so() {
    let lines = accessions(0..2, "2027-01-10") + &accessions(2..3, "2027-02");
    let entry = status(&lines).entry().unwrap();
    assert_eq!(entry.reached, day("2027-02-28"));
    assert_eq!(entry.in_force, day("2027-05-29"));
    assert_eq!(entry.in_force_earliest, day("2027-05-02"));
    assert!(!entry.is_exact());
}

#[test]
fn a_month_that_does_not_bear_on_the_day_leaves_it_exact() {
    let lines = accessions(0..1, "2027-01") + &accessions(1..3, "2027-02-10");
    let entry = status(&lines).entry().unwrap();
    assert!(entry.is_exact() && entry.in_force == day("2027-05-11"));
}

#[test]
fn what_is_taken_back_before_the_number_is_reached_is_not_counted() {
    let lines = accessions(0..2, "2027-01-10") + "XAA instrument_withdrawal 2027-01-20\n";
    let two = lines.clone() + &accessions(2..3, "2027-02-01");
    assert_eq!(status(&two).entry(), None);
    let three = two + &accessions(3..4, "2027-03-01");
    assert_eq!(status(&three).entry().unwrap().reached, day("2027-03-01"));
}

#[test]
fn what_is_taken_back_after_the_number_is_reached_stops_its_own_state_only() {
    let lines = accessions(0..3, "2027-01-10") + "XAA instrument_withdrawal 2027-02-01\n";
    let status = status(&lines);
    assert_eq!(status.entry().unwrap().in_force, day("2027-04-10"));
    let standing = standing_on(&status, code("XAA"), day("2027-05-01")).unwrap();
    assert_eq!(standing.party_from, None);
}
