//! The shipped table: what it must say, and what it must never be taken for.

use comity_treaty::law::Confidence;
use comity_treaty::status::{
    DepositaryAct, Notice, ParticipantKind, Participants, Stage, Status, When, bound, force_on,
    standing_on, status_on,
};

use crate::build::*;

const TODAY: &str = "2026-11-23";

#[test]
fn the_shipped_table_is_sound_and_written_as_the_software_writes_it() {
    let status = Status::seed().unwrap_or_else(|faults| panic!("{faults}"));
    let shipped = include_str!("../../data/treaty-status.csv");
    assert!(
        status.table().write() == shipped,
        "write the table again with the software"
    );
    assert!(
        status
            .table()
            .remarks
            .iter()
            .any(|remark| remark.contains("RULE: never compute"))
    );
}

#[test]
fn it_holds_real_states_only() {
    let participants = Participants::united_nations();
    for one in Status::seed().unwrap().states() {
        assert_ne!(one.kind(), ParticipantKind::Exercise);
        assert!(participants.get(one.state()).is_some());
    }
}

#[test]
fn the_ceremony_and_those_after_it_are_counted_apart() {
    let status = Status::seed().unwrap();
    let standings = status_on(&status, day(TODAY));
    assert_eq!(standings.len(), 75, "72 in Hanoi, Mauritius, Fiji, Canada");
    let consented: Vec<_> = standings
        .iter()
        .filter(|s| s.stage != Stage::Signatory)
        .collect();
    assert_eq!(consented.len(), 1);
    assert_eq!(
        (consented[0].state, consented[0].exact),
        (code("QAT"), false)
    );
}

#[test]
fn one_instrument_known_by_its_month_is_not_an_exact_deposit() {
    let status = Status::seed().unwrap();
    let in_february = standing_on(&status, code("QAT"), day("2026-02-27")).unwrap();
    assert_eq!(
        in_february.stage,
        Stage::Signatory,
        "it counts from the last day of the month"
    );
    let force = force_on(&status, day(TODAY));
    assert!(!force.in_force && !force.exact);
    let (deposited, needed) = (1, 40);
    assert_eq!(force.notice(), Notice::NotInForce { deposited, needed });
    assert_eq!(force.if_reached_today, Some(day("2027-02-21")));
}

#[test]
fn reservations_known_are_rows() {
    let status = Status::seed().unwrap();
    let of = |state: &str| -> Vec<String> {
        let one = status.state(code(state)).unwrap();
        one.reservations()
            .iter()
            .map(|r| r.provision.to_string())
            .collect()
    };
    assert_eq!(of("AZE"), ["7(2)", "9(2)", "11(3)", "63(3)"]);
    assert_eq!(of("QAT"), ["14", "15", "16", "63(3)"]);
    let bond = bound(&status, code("AZE"), code("QAT"), day(TODAY));
    assert!(!bond.in_force() && bond.altered.len() == 8);
}

#[test]
fn nobody_is_said_to_have_deposited_what_nobody_confirmed() {
    for record in &Status::seed().unwrap().table().records {
        if matches!(record.act, DepositaryAct::Instrument { .. }) {
            assert_eq!(record.state, Some(code("QAT")));
            assert!(matches!(record.date, When::Month(_)));
            assert_ne!(record.confidence, Confidence::High);
        }
    }
}
