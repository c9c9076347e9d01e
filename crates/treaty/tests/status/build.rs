//! Short tables for tests: `XAA accession 2027-01-01`, one act a line; what every line has is added.

use comity_treaty::StateCode;
use comity_treaty::status::columns::{ACTS, COLUMNS};
use comity_treaty::status::{EntryTerms, InvalidLines, Participants, Status, Terms};
use jiff::civil::Date;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn code(text: &str) -> StateCode {
    text.parse().unwrap()
}

/// The Convention with three instruments instead of forty, and three Parties instead of sixty.
pub fn small() -> Terms {
    Terms {
        entry: EntryTerms {
            instruments: 3,
            ..Terms::CONVENTION.entry
        },
        protocol_parties: 3,
        ..Terms::CONVENTION
    }
}

/// The number-th State of an exercise: XAA, XAB, ...
pub fn exercise(number: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    format!("X{}{}", letter(number / 26), letter(number))
}

/// A table from short lines: `state act date`, then `column=value` for what else the act has. `-` is an empty field.
pub fn table(short: &str) -> Vec<u8> {
    let lines = short.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut out = COLUMNS.join(",") + "\n";
    for line in lines {
        out += &full(line);
        out += "\n";
    }
    out.into_bytes()
}

fn full(short: &str) -> String {
    let mut words = short.split_whitespace();
    let mut fields = COLUMNS.map(|_| String::new());
    for column in ["state", "act", "date"] {
        let word = words.next().unwrap();
        set(&mut fields, column, if word == "-" { "" } else { word });
    }
    for (column, value) in [
        ("as_of", "2199-12-31"),
        ("source", "test"),
        ("confidence", "high"),
    ] {
        set(&mut fields, column, value);
    }
    for word in words {
        let (column, value) = word.split_once('=').unwrap();
        set(&mut fields, column, value);
    }
    let text = COLUMNS.iter().position(|column| *column == "text").unwrap();
    if fields[text].is_empty() && wants_text(&fields[1]) {
        set(&mut fields, "text", "in our words");
    }
    fields.join(",")
}

fn wants_text(act: &str) -> bool {
    let row = ACTS.iter().find(|row| row.act == act);
    row.is_some_and(|row| row.uses[6].1 != comity_treaty::status::columns::Use::No)
}

fn set(fields: &mut [String; COLUMNS.len()], column: &str, value: &str) {
    let place = COLUMNS.iter().position(|known| *known == column).unwrap();
    value.clone_into(&mut fields[place]);
}

pub fn judged(short: &str, terms: &Terms) -> Result<Status, InvalidLines> {
    Status::parse(&table(short), Participants::united_nations(), terms)
}

/// The status of a table under the small terms.
pub fn status(short: &str) -> Status {
    judged(short, &small()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// So many accessions on one day.
pub fn accessions(numbers: std::ops::Range<usize>, on: &str) -> String {
    let line = |number| format!("{} accession {on}\n", exercise(number));
    numbers.map(line).collect()
}
