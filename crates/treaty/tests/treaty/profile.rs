//! The national profile: hostile documents as data, and what holds for any text.

use std::fmt::Write as _;

use comity_treaty::profile::{self, Severity};
use proptest::prelude::*;
use serde::Deserialize;

const SOUND: &str = include_str!("../../profiles/xbb.toml");

#[derive(Deserialize)]
struct Table {
    case: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    replace: Vec<(String, String)>,
    text: Option<String>,
    finds: Vec<String>,
}

impl Row {
    fn text(&self) -> String {
        let mut text = self.text.clone().unwrap_or_else(|| SOUND.to_owned());
        for (from, to) in &self.replace {
            assert!(
                text.contains(from.as_str()),
                "{}: {from:?} is not in the profile",
                self.name
            );
            text = text.replacen(from.as_str(), to, 1);
        }
        text
    }
}

/// To write the table's expectations anew: `COMITY_BLESS=1 cargo nextest run -p comity-treaty hostile`, then read them.
#[test]
fn every_hostile_profile_is_found_out_whole() {
    let path = std::path::Path::new("tests/treaty/data/profiles.toml");
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Table = toml::from_str(&table).unwrap();
    let found = |row: &Row| {
        profile::parse(&row.text())
            .findings
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    if std::env::var_os("COMITY_BLESS").is_some() {
        return std::fs::write(path, written(&table, &rows.case, found)).unwrap();
    }
    for row in rows.case {
        assert_eq!(found(&row), row.finds, "{}", row.name);
        assert!(
            !row.finds.is_empty(),
            "{}: a hostile profile finds something",
            row.name
        );
        let errors = row
            .finds
            .iter()
            .any(|finding| finding.contains(": error: "));
        assert_eq!(
            profile::parse(&row.text()).profile.is_none(),
            errors,
            "{}",
            row.name
        );
    }
}

/// The table with each `finds` replaced by what is found now.
fn written(table: &str, rows: &[Row], found: impl Fn(&Row) -> Vec<String>) -> String {
    let mut parts = table.split("\nfinds = [");
    let mut out = parts.next().unwrap().to_owned();
    for (part, row) in parts.zip(rows) {
        out.push_str("\nfinds = [");
        for line in found(row) {
            let _ = write!(out, "\n    {},", toml::Value::String(line));
        }
        let rest = part.find("\n\n").map_or("\n", |end| &part[end..]);
        out.push_str(if found(row).is_empty() { "]" } else { "\n]" });
        out.push_str(rest);
    }
    out
}

#[test]
fn a_profile_and_its_law_agree() {
    let profile = profile::parse(SOUND).profile.unwrap();
    let law = profile.law();
    assert_eq!(law.version, profile.version);
    assert_eq!(law.statutes.len(), profile.offences.len());
    let mut facts =
        comity_treaty::sample::party(profile.state, "2027-01-01T00:00:00Z".parse().unwrap());
    profile.complete(&mut facts);
    let once = facts.clone();
    profile.complete(&mut facts);
    assert_eq!(once, facts, "completing twice changes nothing");
    let json = serde_json::to_string(&facts).unwrap();
    assert_eq!(
        serde_json::from_str::<comity_treaty::PartyFacts>(&json).unwrap(),
        facts
    );
}

#[test]
fn a_moved_line_is_no_change_and_a_change_is_named() {
    let before = profile::parse(SOUND).profile.unwrap();
    let moved = SOUND.replace(
        "languages = [\"en\", \"es\"]",
        "languages = [\"es\", \"en\"]",
    );
    let moved = profile::parse(&moved).profile.unwrap();
    assert_eq!(profile::difference(&before, &moved), []);
    let text = SOUND
        .replace("version = 1", "version = 2\nsupersedes = 1")
        .replace("max_penalty_months = 240", "max_penalty_months = 300")
        .replace("usual = \"electronic\"", "usual = \"diplomatic\"");
    let after = profile::parse(&text).profile.unwrap();
    let said: Vec<String> = profile::difference(&before, &after)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "channels.usual: electronic -> diplomatic",
            "offences.[terrorism / Criminal Code of Belmora, s. 90].max_penalty_months: 240 -> 300",
            "supersedes: new: 1",
            "version: 1 -> 2",
        ]
    );
}

#[test]
fn a_profile_in_words_shows_what_matters() {
    let text = SOUND.replace(
        "independent_review = \"judge\"",
        "independent_review = \"none\"",
    );
    let words = profile::parse(&text).profile.unwrap().in_words();
    for part in [
        "Independent review: NONE",
        "Art. 7(2)",
        "XDD",
        "dual criminality required",
        "not bound",
    ] {
        assert_eq!(words.contains(part), part != "not bound", "{part}\n{words}");
    }
}

proptest! {
    /// Whatever the text: an answer, in order, within the text, the same every time.
    #[test]
    fn any_text_gets_an_answer(at in 0..SOUND.len(), cut in 0..40usize, put in "[\\[\\]\"={}a-zé0-9\n#.]{0,12}") {
        let at = (0..=at).rev().find(|at| SOUND.is_char_boundary(*at)).unwrap_or(0);
        let mut end = (at + cut).min(SOUND.len());
        while !SOUND.is_char_boundary(end) { end += 1; }
        let text = format!("{}{put}{}", &SOUND[..at], &SOUND[end..]);
        let reading = profile::parse(&text);
        prop_assert_eq!(&reading, &profile::parse(&text));
        let lines = text.matches('\n').count() + 1;
        let places: Vec<_> = reading.findings.iter().map(|f| (f.line, f.column)).collect();
        prop_assert!(places.is_sorted());
        prop_assert!(places.iter().all(|(line, column)| *line >= 1 && *line <= lines && *column >= 1));
        let errors = reading.findings.iter().any(|f| f.severity == Severity::Error);
        prop_assert_eq!(errors, reading.profile.is_none());
    }
}
