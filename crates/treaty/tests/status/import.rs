//! Updates from the depositary's form: what they would change, and what they may not change unasked.

use std::collections::BTreeSet;

use comity_treaty::Rule;
use comity_treaty::status::{
    DepositaryAct, Form, Import, InstrumentKind, Misfit, NotAccepted, Participants, Remark, Status,
    standing_on,
};

use crate::build::*;

const UPDATE: &[u8] = include_bytes!("forms/update.xml");
const LATIN1: &[u8] = include_bytes!("forms/latin1.xml");
const TODAY: &str = "2026-11-23";

const TABLE: &str = "
    SWE signature 2025-10-25
    QAT signature 2025-10-25
    QAT ratification 2026-02
    QAT reservation 2026-02 provision=14 effect=excludes
    CIV signature 2025-10
    GBR signature 2025-10-26
    PER signature 2025-10-25
    EUE signature 2025-10-25
";

fn import(lines: &str) -> Import {
    let participants = Participants::united_nations();
    let form = Form::parse(UPDATE, participants).unwrap();
    status(lines).import(&form, day(TODAY)).unwrap()
}

fn differences(import: &Import) -> Vec<String> {
    import.differences.iter().map(ToString::to_string).collect()
}

#[test]
fn the_form_is_read_with_footnotes_tabs_and_accents() {
    let form = Form::parse(UPDATE, Participants::united_nations()).unwrap();
    let states: Vec<String> = form.rows.iter().map(|row| row.state.to_string()).collect();
    assert_eq!(states, ["SWE", "QAT", "CIV", "EUE", "GBR", "IND"]);
    let acceptance = (InstrumentKind::Acceptance, day("2026-03-03"));
    assert_eq!(form.rows[2].deposited, Some(acceptance));
    assert_eq!(form.rows[5].signed, None);
}

#[test]
fn the_form_is_read_in_iso_8859_1() {
    let form = Form::parse(LATIN1, Participants::united_nations()).unwrap();
    let states: Vec<String> = form.rows.iter().map(|row| row.state.to_string()).collect();
    assert_eq!(states, ["CIV", "TUR"]);
}

#[test]
fn differences_are_shown_line_by_line() {
    let import = import(TABLE);
    assert_eq!(
        differences(&import),
        [
            "~ CIV signature 2025-10 -> signature 2025-10-25",
            "+ CIV acceptance 2026-03-03",
            "~ GBR signature 2025-10-26 -> signature 2025-10-25",
            "+ IND accession 2026-11-09",
            "~ QAT ratification 2026-02 -> ratification 2026-02-17",
        ]
    );
    assert_eq!(import.confirmed, 3);
}

#[test]
fn what_a_person_has_to_read_is_said() {
    let remarks = import(TABLE).remarks;
    let free: Vec<&Remark> = remarks
        .iter()
        .filter(|r| matches!(r, Remark::FreeText { .. }))
        .collect();
    assert_eq!(free.len(), 2);
    let peru = |r: &Remark| matches!(r, Remark::Bracketed { state, .. } if *state == code("PER"));
    assert!(remarks.iter().any(peru));
    let (what, says, rows) = ("signatories".to_owned(), 6, 5);
    assert!(remarks.contains(&Remark::CountDiffers { what, says, rows }));
}

#[test]
fn a_signature_moved_back_needs_its_state_by_name() {
    let import = import(TABLE);
    assert_eq!(
        import.refused(&BTreeSet::new())[0].1.rule,
        Rule::ImportMovesBack
    );
    let refusal = import
        .accept(&BTreeSet::new(), Participants::united_nations())
        .unwrap_err();
    let NotAccepted::Refused(refusal) = refusal else {
        panic!("{refusal}")
    };
    assert!(refusal.to_string().starts_with("GBR: "), "{refusal}");
    let updated = import
        .accept(&[code("GBR")].into(), Participants::united_nations())
        .unwrap();
    let india = standing_on(&updated, code("IND"), day(TODAY)).unwrap();
    assert_eq!(india.deposited.unwrap().to_string(), "2026-11-09");
    let qatar = updated.state(code("QAT")).unwrap();
    assert_eq!(qatar.reservations().len(), 1, "other lines stay");
}

#[test]
fn a_state_the_form_lacks_is_not_removed_unasked() {
    let lines = TABLE.to_owned()
        + "FRA signature 2025-10-25\nFRA ratification 2026-06-01\nFRA reservation 2026-06-01 provision=15 effect=excludes";
    let lines = lines.replace("GBR signature 2025-10-26", "GBR signature 2025-10-25");
    let import = import(&lines);
    let removed: Vec<String> = differences(&import)
        .into_iter()
        .filter(|d| d.starts_with('-'))
        .collect();
    assert_eq!(
        removed,
        [
            "- FRA signature 2025-10-25",
            "- FRA ratification 2026-06-01",
            "- FRA reservation 2026-06-01"
        ]
    );
    assert!(
        import
            .accept(&[code("GBR")].into(), Participants::united_nations())
            .is_err()
    );
    let updated = import
        .accept(&[code("FRA")].into(), Participants::united_nations())
        .unwrap();
    assert!(updated.state(code("FRA")).is_none());
}

#[test]
fn a_deposit_moved_back_is_not_taken_unasked() {
    let lines = TABLE.replace("QAT ratification 2026-02", "QAT ratification 2026-03");
    let refused = import(&lines).refused(&[code("GBR")].into());
    assert_eq!((refused.len(), refused[0].0), (1, code("QAT")));
}

#[test]
fn an_imported_line_says_where_it_is_from() {
    let updated = import(TABLE)
        .accept(&[code("GBR")].into(), Participants::united_nations())
        .unwrap();
    let of_india = updated
        .table()
        .records
        .iter()
        .find(|r| r.state == Some(code("IND")));
    let record = of_india.unwrap();
    assert_eq!(record.as_of, day(TODAY));
    assert!(record.source.contains("UN Treaty Collection"));
    assert!(matches!(record.act, DepositaryAct::Instrument { .. }));
}

#[test]
fn nothing_after_the_day_of_the_form_is_believed() {
    let participants = Participants::united_nations();
    let form = Form::parse(UPDATE, participants).unwrap();
    let faults = status(TABLE).import(&form, day("2026-11-08")).unwrap_err();
    assert_eq!(faults.0[0].misfit, Misfit::AfterItsSource);
}

#[test]
fn importing_twice_changes_nothing_the_second_time() {
    let participants = Participants::united_nations();
    let form = Form::parse(UPDATE, participants).unwrap();
    let once = import(TABLE)
        .accept(&[code("GBR")].into(), Participants::united_nations())
        .unwrap();
    let twice = once.import(&form, day(TODAY)).unwrap();
    assert!(twice.differences.is_empty());
    let again: Status = twice
        .accept(&BTreeSet::new(), Participants::united_nations())
        .unwrap();
    assert_eq!(again.table().write(), once.table().write());
}
