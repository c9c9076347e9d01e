//! Who is bound towards whom, by what, and why not.

use comity_treaty::Article;
use comity_treaty::status::{BetweenTwo, Bond, Effect, Missing, bound};

use crate::build::*;

const PARTIES: &str = "
    QAT signature 2025-10-25
    QAT ratification 2026-02-17
    QAT reservation 2026-02-17 provision=14 effect=excludes
    QAT reservation 2026-02-17 provision=63(3) effect=excludes
    AZE signature 2025-10-25
    AZE reservation 2025-10-25 provision=11(3) effect=modifies
    AZE ratification 2026-03-01
    SWE signature 2025-10-25
    SWE ratification 2026-03-10
    XAA accession 2026-07-01
";

fn bond(lines: &str, one: &str, other: &str, on: &str) -> Bond {
    bound(&status(lines), code(one), code(other), day(on))
}

fn missing(bond: &Bond) -> &[Missing] {
    match &bond.convention {
        BetweenTwo::No { missing, .. } => missing,
        BetweenTwo::Yes { .. } => &[],
    }
}

fn earliest(bond: &Bond) -> Option<jiff::civil::Date> {
    match &bond.convention {
        BetweenTwo::No { earliest, .. } => *earliest,
        BetweenTwo::Yes { .. } => None,
    }
}

fn since(bond: &Bond) -> Option<jiff::civil::Date> {
    match &bond.convention {
        BetweenTwo::Yes { since, .. } => Some(*since),
        BetweenTwo::No { .. } => None,
    }
}

#[test]
fn two_parties_are_bound_since_the_later_of_their_days() {
    assert_eq!(
        since(&bond(PARTIES, "QAT", "SWE", "2026-06-08")),
        Some(day("2026-06-08"))
    );
    assert_eq!(
        since(&bond(PARTIES, "XAA", "SWE", "2026-12-01")),
        Some(day("2026-07-31"))
    );
}

#[test]
fn before_that_the_reasons_are_said_with_their_articles() {
    let early = bond(PARTIES, "QAT", "SWE", "2026-03-05");
    let articles: Vec<Article> = missing(&early).iter().map(|m| m.article()).collect();
    assert_eq!(articles, [Article::A64p3, Article::A65p1]);
    assert_eq!(earliest(&early), Some(day("2026-06-03")));

    let days = bond(PARTIES, "XAA", "SWE", "2026-07-02");
    let expected = Missing::Days {
        state: code("XAA"),
        from: day("2026-07-31"),
        joined_later: true,
    };
    assert_eq!(missing(&days), [expected]);
    assert_eq!(expected.article(), Article::A65p2);
    assert_eq!(earliest(&days), Some(day("2026-07-31")));
}

#[test]
fn who_did_not_sign_in_time_can_only_accede() {
    let open = bond(PARTIES, "USA", "SWE", "2026-12-31");
    let closed = bond(PARTIES, "USA", "SWE", "2027-01-01");
    assert_eq!(missing(&open)[0].article(), Article::A64p3);
    assert_eq!(missing(&closed)[0].article(), Article::A64p4);
    assert_eq!(earliest(&closed), Some(day("2027-01-31")));
}

#[test]
fn a_state_has_no_bond_with_itself() {
    let with_itself = bond(PARTIES, "SWE", "SWE", "2027-01-01");
    assert_eq!(missing(&with_itself), [Missing::AnotherState]);
    assert_eq!(earliest(&with_itself), None);
}

#[test]
fn reservations_work_both_ways_and_only_between_the_two() {
    let with_qatar = bond(PARTIES, "SWE", "QAT", "2027-01-01");
    let provisions: Vec<String> = with_qatar
        .altered
        .iter()
        .map(|a| a.provision.to_string())
        .collect();
    assert_eq!(provisions, ["14", "63(3)"]);
    assert!(with_qatar.excludes("14(3)".parse().unwrap()));
    assert_eq!(
        with_qatar.altered,
        bond(PARTIES, "QAT", "SWE", "2027-01-01").altered
    );
    assert!(bond(PARTIES, "SWE", "XAA", "2027-01-01").altered.is_empty());
    let both = bond(PARTIES, "AZE", "QAT", "2027-01-01");
    assert_eq!(both.altered.len(), 3);
    assert_eq!(both.altered[0].effect, Effect::Modifies);
    assert!(both.altered[0].to_be_confirmed && !both.altered[1].to_be_confirmed);
}

#[test]
fn a_withdrawn_reservation_alters_nothing_from_its_day_on() {
    let lines = PARTIES.to_owned() + "QAT reservation_withdrawal 2027-03-01 provision=14";
    assert_eq!(bond(&lines, "SWE", "QAT", "2027-02-28").altered.len(), 2);
    assert_eq!(bond(&lines, "SWE", "QAT", "2027-03-01").altered.len(), 1);
}

#[test]
fn an_objection_says_so_and_a_precluding_one_keeps_the_two_apart() {
    let objection = "\nSWE objection 2026-09-01 other_state=QAT provision=14 effect=";
    let simple = PARTIES.to_owned() + objection + "not_precluding";
    let simple = bond(&simple, "SWE", "QAT", "2027-01-01");
    assert!(simple.in_force() && simple.altered[0].objected && !simple.altered[1].objected);

    let precluding = PARTIES.to_owned() + objection + "precluding";
    let apart = bond(&precluding, "QAT", "SWE", "2027-01-01");
    let expected = Missing::WithdrawalOfObjection {
        by: code("SWE"),
        to: code("QAT"),
        provision: "14".parse().unwrap(),
    };
    assert_eq!(missing(&apart), [expected]);
    assert!(bond(&precluding, "QAT", "AZE", "2027-01-01").in_force());

    let again = precluding + "\nSWE objection_withdrawal 2027-05-01 other_state=QAT provision=14";
    assert_eq!(
        since(&bond(&again, "QAT", "SWE", "2027-06-01")),
        Some(day("2027-05-01"))
    );
}

#[test]
fn a_reservation_that_is_withdrawn_ends_the_objection_to_it() {
    let lines = PARTIES.to_owned()
        + "SWE objection 2026-09-01 other_state=QAT provision=14 effect=precluding
           QAT reservation_withdrawal 2027-03-01 provision=14";
    assert!(!bond(&lines, "SWE", "QAT", "2027-02-28").in_force());
    assert_eq!(
        since(&bond(&lines, "SWE", "QAT", "2027-03-01")),
        Some(day("2027-03-01"))
    );
}

#[test]
fn who_denounced_is_bound_for_a_year_and_then_has_to_return() {
    let lines = PARTIES.to_owned() + "AZE denunciation 2028-02-29";
    let leaving = bond(&lines, "AZE", "SWE", "2029-02-27");
    let until = match leaving.convention {
        BetweenTwo::Yes { until, .. } => until,
        BetweenTwo::No { .. } => None,
    };
    assert_eq!(until, Some(day("2029-02-28")));
    let left = bond(&lines, "AZE", "SWE", "2029-02-28");
    assert_eq!(missing(&left)[0].article(), Article::A67);
    assert_eq!(earliest(&left), Some(day("2029-03-30")));
}

#[test]
fn amendments_bind_those_that_consent_after_their_days() {
    let lines = PARTIES.to_owned()
        + "SWE amendment_proposal 2031-06-08 instrument=first
           - amendment_adoption 2032-01-01 instrument=first
           SWE amendment_consent 2032-02-01 instrument=first
           AZE amendment_consent 2032-03 instrument=first
           QAT amendment_consent 2032-02-01 instrument=first";
    let both = bond(&lines, "SWE", "AZE", "2032-07-01").also;
    assert_eq!(
        (both.len(), both[0].since, both[0].exact),
        (1, day("2032-06-29"), false)
    );
    assert!(bond(&lines, "SWE", "AZE", "2032-06-28").also.is_empty());
    assert!(bond(&lines, "SWE", "XAA", "2040-01-01").also.is_empty());
    assert!(bond(&lines, "SWE", "QAT", "2032-05-01").also[0].exact);
}

#[test]
fn protocols_bind_by_their_own_clause_and_end_with_the_convention() {
    let lines = PARTIES.to_owned()
        + "- protocol_adoption 2027-01-01 instrument=first effect=2/90/30
           SWE protocol_consent 2027-02-01 instrument=first
           AZE protocol_consent 2027-03-01 instrument=first
           AZE denunciation 2028-01-01";
    let both = bond(&lines, "SWE", "AZE", "2027-06-01").also;
    assert_eq!(both[0].since, day("2027-05-30"));
    assert!(bond(&lines, "SWE", "AZE", "2027-05-29").also.is_empty());
    assert!(bond(&lines, "SWE", "AZE", "2029-01-01").also.is_empty());
}
