//! Every message has its letter; the same input, the same bytes.

use comity_letters::letter;
use comity_lexicon::Language;

use crate::world::{DIGEST, dispatch, message, messages, pdf};

/// One message of every kind, for all six languages.
const OF_EVERY_KIND: &[&str] = &[
    "assistance request",
    "spontaneous_information send_request",
    "extradition grant",
    "extradition refuse",
    "preservation preserved",
    "assistance transferred",
    "assistance destroyed",
    "assistance collection started",
    "assistance onward_answer",
    "preservation enquiry_answer",
];

#[test]
fn every_message_of_every_measure_has_a_letter() {
    for (name, speaker, message) in messages() {
        let made = pdf(&dispatch("en", speaker, &message));
        let made = made.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(made.starts_with(b"%PDF-1.7"), "{name}");
    }
}

#[test]
fn every_kind_has_a_letter_in_every_language() {
    for name in OF_EVERY_KIND {
        let (speaker, message) = message(name);
        for language in Language::ALL {
            let made = pdf(&dispatch(language.code(), speaker, &message));
            made.unwrap_or_else(|error| panic!("{name} in {language}: {error}"));
        }
    }
}

#[test]
fn every_dispatch_that_the_judges_read_has_a_letter() {
    let folder = std::path::Path::new("../../conformance/letters/dispatches");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let made = letter(&std::fs::read(&path).unwrap(), None);
        made.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        count += 1;
    }
    assert!(count > 7, "{count} dispatches");
}

#[test]
fn the_same_dispatch_makes_the_same_bytes() {
    let (speaker, message) = message("assistance request");
    let dispatch = dispatch("ar", speaker, &message);
    assert_eq!(pdf(&dispatch).unwrap(), pdf(&dispatch).unwrap());
}

#[test]
fn every_letter_says_which_standards_it_keeps_and_holds_its_data() {
    let (speaker, message) = message("preservation preserved");
    let made = pdf(&dispatch("fr", speaker, &message)).unwrap();
    let holds = |needle: &str| {
        made.windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    for needle in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(holds(needle), "{needle}");
    }
    assert!(holds("/AFRelationship"), "letter.json is attached");
    assert_eq!(DIGEST.len(), 64);
}
