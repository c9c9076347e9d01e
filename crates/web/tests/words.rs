//! Every word a page asks for is written, and no word is written that no page asks for.

use comity_lexicon::{Language, Words, keys_of};
use comity_node::PHRASES;
use std::collections::BTreeSet;
use std::path::Path;

/// Keys that are put together from what a row holds.
const PUT_TOGETHER: [&str; 5] = ["mark-", "happened-", "law-", "at-", "papers-why-"];
/// The files with the words of pages.
const FILES: [&str; 4] = [
    include_str!("../../lexicon/locales/en/desk.ftl"),
    include_str!("../../lexicon/locales/en/status.ftl"),
    include_str!("../../lexicon/locales/en/node.ftl"),
    include_str!("../../lexicon/locales/en/papers.ftl"),
];

/// The files with what the node and the verifier say, by tables of their own.
const SAID: [&str; 4] = [
    include_str!("../../lexicon/locales/en/input.ftl"),
    include_str!("../../lexicon/locales/en/health.ftl"),
    include_str!("../../lexicon/locales/en/refused.ftl"),
    include_str!("../../lexicon/locales/en/verify.ftl"),
];

/// The keys of a file, attributes aside.
fn keys(file: &str) -> impl Iterator<Item = &str> {
    let lines = file.lines().filter_map(|line| line.split_once(" ="));
    lines
        .map(|(key, _)| key)
        .filter(|key| !key.starts_with([' ', '#']))
}

/// The texts of a folder and of those in it.
fn texts(folder: impl AsRef<Path>) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
        let path = entry.expect("an entry").path();
        all += &if path.is_dir() {
            texts(path)
        } else {
            std::fs::read_to_string(&path).expect("a text")
        };
    }
    all
}

/// What stands in quotes after one of the calls that ask for words.
fn asked(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for call in [".t(\"", ".t1(\"", ".count(\""] {
        let rests = text.split(call).skip(1);
        found.extend(rests.filter_map(|rest| rest.split('"').next()));
    }
    found
}

#[test]
fn what_the_node_says_stands_in_its_files_and_nothing_else_does() {
    let words = Words::for_paper(Language::En);
    let mut said = BTreeSet::new();
    let of_the_node = PHRASES.iter().copied().flatten().copied();
    for phrase in of_the_node.chain(comity_wire::case_file::phrases()) {
        assert_eq!(words.text(phrase.key), phrase.english, "{}", phrase.key);
        assert!(said.insert(phrase.key), "{} is said twice", phrase.key);
    }
    let unused: Vec<_> = SAID
        .iter()
        .flat_map(|file| keys(file))
        .filter(|key| !said.contains(key))
        .collect();
    assert!(unused.is_empty(), "the node says no {unused:?}");
}

#[test]
fn pages_and_words_agree() {
    let pages = texts("templates") + &texts("src/desk");
    let written = keys_of(Language::En);
    let missing: Vec<_> = asked(&pages)
        .into_iter()
        .filter(|key| !written.contains(*key))
        .collect();
    assert!(missing.is_empty(), "no words for {missing:?}");

    let quoted: BTreeSet<&str> = pages.split('"').collect();
    let unused: Vec<_> = FILES
        .iter()
        .flat_map(|file| keys(file))
        .filter(|key| !quoted.contains(key))
        .filter(|key| !PUT_TOGETHER.iter().any(|prefix| key.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "no page says {unused:?}");
}
