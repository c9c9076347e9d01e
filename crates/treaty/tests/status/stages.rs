//! A State's course through the stages, day by day, and the Convention's.

use comity_treaty::status::{Notice, Stage, force_on, standing_on, status_on};

use crate::build::*;

const COURSE: &str = "
    SWE signature 2025-10-25
    SWE ratification 2027-01-10
    SWE denunciation 2027-06-01
    SWE accession 2029-01-01
    EUE signature 2025-10-25
    EUE approval 2027-01-10
    XAA accession 2027-01-10
    XAB accession 2027-01-10
    XAC accession 2028-02-29
    XAC denunciation 2028-09-01
    XAD accession 2027-01-11
    XAD instrument_withdrawal 2027-01-12
    FJI signature - as_of=2026-04-16
";

#[test]
fn the_stages_day_by_day() {
    let status = status(COURSE);
    let course: &[(&str, &str, Option<Stage>)] = &[
        ("SWE", "2025-10-24", None),
        ("SWE", "2025-10-25", Some(Stage::Signatory)),
        ("SWE", "2027-01-09", Some(Stage::Signatory)),
        ("SWE", "2027-01-10", Some(Stage::Consented)),
        ("SWE", "2027-04-09", Some(Stage::Consented)),
        ("SWE", "2027-04-10", Some(Stage::Party)),
        ("SWE", "2027-06-01", Some(Stage::Leaving)),
        ("SWE", "2028-05-31", Some(Stage::Leaving)),
        ("SWE", "2028-06-01", Some(Stage::Left)),
        ("SWE", "2029-01-01", Some(Stage::Consented)),
        ("SWE", "2029-01-31", Some(Stage::Party)),
        ("XAC", "2028-02-28", None),
        ("XAC", "2028-03-30", Some(Stage::Party)),
        ("XAC", "2029-08-31", Some(Stage::Leaving)),
        ("XAC", "2029-09-01", Some(Stage::Left)),
        ("XAD", "2027-01-11", Some(Stage::Consented)),
        ("XAD", "2027-01-12", Some(Stage::Withdrawn)),
        // No date is known: it counts from the day of the source.
        ("FJI", "2026-04-15", None),
        ("FJI", "2026-04-16", Some(Stage::Signatory)),
    ];
    for (state, on, stage) in course {
        let standing = standing_on(&status, code(state), day(on));
        assert_eq!(standing.map(|s| s.stage), *stage, "{state} on {on}");
    }
}

#[test]
fn nothing_later_is_known_on_a_day() {
    let status = status(COURSE);
    let before = standing_on(&status, code("SWE"), day("2027-05-31")).unwrap();
    assert_eq!(
        (before.until, before.party_from),
        (None, Some(day("2027-04-10")))
    );
    let force = force_on(&status, day("2027-01-09"));
    assert_eq!((force.deposited, force.from), (0, None));
}

#[test]
fn an_organisation_leaves_with_the_last_of_its_members() {
    let lines = "
        SWE accession 2027-01-10
        FIN accession 2027-01-10
        XAA accession 2027-01-10
        EUE accession 2027-01-10
        SWE denunciation 2027-06-01
    ";
    let one_stays = status(lines);
    let union = |status, on| standing_on(status, code("EUE"), day(on)).unwrap().stage;
    assert_eq!(union(&one_stays, "2031-01-01"), Stage::Party);
    let none_stays = status(&(lines.to_owned() + "FIN denunciation 2027-08-01"));
    assert_eq!(union(&none_stays, "2028-07-31"), Stage::Party);
    assert_eq!(union(&none_stays, "2028-08-01"), Stage::Left);
}

#[test]
fn the_notice_follows_the_days() {
    let status = status(COURSE);
    let notice = |on: &str| force_on(&status, day(on)).notice();
    let (on, since) = (day("2027-04-10"), day("2027-04-10"));
    let none = Notice::NotInForce {
        deposited: 0,
        needed: 3,
    };
    assert_eq!(notice("2026-11-23"), none);
    assert_eq!(notice("2027-01-10"), Notice::EntersIntoForce { on });
    assert_eq!(notice("2027-04-09"), Notice::EntersIntoForce { on });
    assert_eq!(notice("2027-04-10"), Notice::InForce { since });
    assert_eq!(force_on(&status, day("2027-04-07")).days_to_go, 3);
    assert_eq!(none.key(), "not_in_force");
}

#[test]
fn everyone_who_did_something_is_in_the_list() {
    let status = status(COURSE);
    let on = |day_text: &str| status_on(&status, day(day_text)).len();
    assert_eq!(
        (on("2025-10-24"), on("2025-10-25"), on("2030-01-01")),
        (0, 2, 7)
    );
}
