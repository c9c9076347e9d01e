//! Hostile tables and forms, each with everything that must be said about it: `hostile/verdicts.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use comity_treaty::status::{Form, InvalidLine, InvalidLines, Misfit, Participants, Status};

use crate::build::small;

/// Line, field, key.
type Verdict = (u32, String, String);

fn folder() -> &'static Path {
    Path::new("tests/status/hostile")
}

fn expected() -> BTreeMap<String, BTreeSet<Verdict>> {
    let mut all: BTreeMap<String, BTreeSet<Verdict>> = BTreeMap::new();
    let text = std::fs::read_to_string(folder().join("verdicts.csv")).unwrap();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let verdict = (
            fields[1].parse().unwrap(),
            fields[2].into(),
            fields[3].into(),
        );
        all.entry(fields[0].into()).or_default().insert(verdict);
    }
    all
}

fn judged(file: &Path) -> InvalidLines {
    let bytes = std::fs::read(file).unwrap();
    let participants = Participants::united_nations();
    let faults = if file.extension().is_some_and(|kind| kind == "xml") {
        Form::parse(&bytes, participants).err()
    } else {
        Status::parse(&bytes, participants, &small()).err()
    };
    faults.unwrap_or_else(|| panic!("{} is accepted", file.display()))
}

#[test]
fn every_hostile_file_gets_exactly_its_verdicts() {
    let mut files = BTreeSet::new();
    let mut wrong = String::new();
    for (name, expected) in expected() {
        let faults = judged(&folder().join(&name));
        let verdict = |fault: &InvalidLine| {
            let key = fault.misfit.key().to_owned();
            (fault.line, fault.field.clone(), key)
        };
        let found: BTreeSet<Verdict> = faults.0.iter().map(verdict).collect();
        if found != expected {
            let _ = writeln!(wrong, "{name}: expected {expected:?}, found\n{faults}");
        }
        files.insert(name);
    }
    assert!(wrong.is_empty(), "{wrong}");
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            files.contains(&name) || name == "verdicts.csv",
            "{name} has no verdict"
        );
    }
}

/// A misfit that no file shows might never be found.
#[test]
fn every_misfit_is_shown_by_a_file() {
    let shown: BTreeSet<String> = expected()
        .into_values()
        .flatten()
        .map(|(_, _, key)| key)
        .collect();
    let all: BTreeSet<String> = Misfit::ALL.iter().map(|one| one.key().to_owned()).collect();
    assert_eq!(shown, all);
}

#[test]
fn faults_of_a_form_name_the_column_too() {
    let faults = judged(&folder().join("rows.xml"));
    assert!(
        faults
            .0
            .iter()
            .filter(|fault| fault.column.is_some())
            .count()
            >= 6
    );
    assert!(faults.to_string().starts_with("line 9:27, "), "{faults}");
}

#[test]
fn what_is_longer_than_the_limit_is_not_read() {
    use comity_treaty::status::{FORM_BYTES_MAX, TABLE_BYTES_MAX};
    let participants = Participants::united_nations();
    let table = Status::parse(&vec![b'#'; TABLE_BYTES_MAX + 1], participants, &small());
    assert_eq!(table.unwrap_err().0[0].misfit, Misfit::Oversized);
    let form = Form::parse(&vec![b' '; FORM_BYTES_MAX + 1], participants);
    assert_eq!(form.unwrap_err().0[0].misfit, Misfit::Oversized);
}
