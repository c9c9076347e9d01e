//! Prints `docs/law/status.md` from the tables, and fails where the page says something else. After a change that is
//! meant: `COMITY_BLESS=1 cargo test -p comity-treaty documents`.

use std::fmt::Write as _;
use std::path::Path;

use comity_treaty::law::final_provisions::Amount;
use comity_treaty::law::reservations::RESERVABLE;
use comity_treaty::law::{FinalProvision, Reservable, RuleKind};
use comity_treaty::status::columns::{ACTS, ENDINGS, Use};
use comity_treaty::status::{Misfit, Participants};

const ABOUT: &str = "Printed by `cargo test -p comity-treaty documents` from the code that decides; it is not edited by \
    hand. The words are ours; the authentic text of the Convention is the depositary's certified copy. How the days are \
    counted: `docs/decisions/treaty-status.md`; the table: `docs/formats/treaty-status.md`.\n";

fn check(name: &str, printed: &str) {
    let path = Path::new("../../docs").join(name);
    if std::env::var_os("COMITY_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, printed).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == printed,
        "docs/{name} does not say what the code does; if the change is meant, run\n    \
         COMITY_BLESS=1 cargo test -p comity-treaty documents"
    );
}

const fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Treaty => "treaty",
        RuleKind::Domestic => "domestic law",
        RuleKind::Policy => "policy",
    }
}

#[test]
fn the_status_by_date() {
    let mut out = format!("# The status of the Convention, by date\n\n{ABOUT}\n");
    numbers(&mut out);
    reservations(&mut out);
    acts(&mut out);
    misfits(&mut out);
    check("law/status.md", &out);
}

fn numbers(out: &mut String) {
    out.push_str("## The numbers of the final provisions\n\n| provision | number | counts | kind | confidence |\n");
    out.push_str("| --- | --- | --- | --- | --- |\n");
    for row in FinalProvision::ALL {
        let number = match row.amount() {
            Amount::Count(n) => n.to_string(),
            Amount::Days(n) => format!("{n} days"),
            Amount::Years(1) => "1 year".into(),
            Amount::Years(n) => format!("{n} years"),
            Amount::On(day) => day.to_string(),
        };
        let (article, says) = (row.article(), row.says());
        let (kind, confidence) = (kind(row.kind()), row.confidence());
        let _ = writeln!(
            out,
            "| {article} | {number} | {says} | {kind} | {confidence:?} |"
        );
    }
}

fn reservations(out: &mut String) {
    out.push_str("\n## Provisions and reservations\n\nWhat is not in the table is left to object and purpose: a reservation \
        is recorded, and others may object.\n\n| provision | reservation | kind | confidence |\n| --- | --- | --- | --- |\n");
    for row in RESERVABLE {
        let paragraph = row.paragraph.map_or(String::new(), |p| format!("({p})"));
        let says = match row.reservable {
            Reservable::Offered => "offered by the provision",
            Reservable::ObjectAndPurpose => "left to object and purpose",
            Reservable::Never => "not taken from a table; ask a lawyer, then correct the row",
        };
        let (kind, confidence) = (kind(row.kind), row.confidence);
        let _ = writeln!(
            out,
            "| Art. {}{paragraph} | {says} | {kind} | {confidence:?} |",
            row.article
        );
    }
}

fn acts(out: &mut String) {
    out.push_str("\n## The acts of the table\n\nEvery act has `as_of`, `source` and `confidence` too. `yes`: filled; `may`: \
        perhaps; empty: stays empty. *Day*: a month alone is not enough, because the act ends something.\n\n");
    let columns = ACTS[0]
        .uses
        .map(|(column, _)| format!(" {column} |"))
        .concat();
    let _ = writeln!(
        out,
        "| act |{columns}\n| --- |{}",
        " --- |".repeat(ACTS[0].uses.len())
    );
    for row in ACTS {
        let cell = |(column, uses): (&str, Use)| match uses {
            Use::Must if column == "date" && ENDINGS.contains(&row.act) => " day |",
            Use::Must => " yes |",
            Use::May => " may |",
            Use::No => " |",
        };
        let cells = row.uses.map(cell).concat();
        let _ = writeln!(out, "| `{}` |{cells}", row.act);
    }
    let participants = Participants::united_nations().all().len();
    let _ = writeln!(
        out,
        "\nStates are named by ISO 3166-1 codes: {participants} participants are known (`crates/treaty/data/participants.csv`), \
         `EUE` among them for the European Union. Codes that begin with `X` are fictional States of exercises."
    );
}

fn misfits(out: &mut String) {
    out.push_str("\n## What can be wrong\n\nAll of it is said at once, with line and field, and nothing is changed.\n\n");
    out.push_str("| key | provision | expected |\n| --- | --- | --- |\n");
    for misfit in Misfit::ALL {
        let (key, article, expected) = (misfit.key(), misfit.article(), misfit.expected());
        let _ = writeln!(out, "| `{key}` | {article} | {expected} |");
    }
}
