//! What stands on the paper: labels in the letter's language, values from the message, notices where they belong.

use comity_letters::{Letter, compose};
use comity_lexicon::{Language, Words};

use comity_treaty::{Side, sample};

use crate::world::{DIGEST, MATTER, asking, dispatch, fields_of, message, messages, pdf, text_of};

/// All words of a letter in one line.
fn words(letter: &Letter) -> String {
    serde_json::to_string(letter).unwrap()
}

#[test]
fn every_letter_is_complete_in_every_language() {
    for (name, speaker, message) in messages() {
        for language in Language::ALL {
            let letter = compose(&dispatch(language.code(), speaker, &message)).unwrap();
            let said = words(&letter);
            for key in [
                "field-",
                "choice-",
                "act-",
                "measure-",
                "statement-",
                "label-",
                "heading-",
                "intro-",
                "kind-",
                "side-",
                "ground-",
            ] {
                assert!(
                    !said.contains(&format!("\"{key}")),
                    "{name} in {language}: {key} has no words"
                );
            }
            assert!(
                letter.statement.is_some() || !letter.paragraphs.is_empty(),
                "{name} says nothing"
            );
        }
    }
}

#[test]
fn every_field_of_every_message_stands_on_its_letter_with_its_provision() {
    for (name, speaker, message) in messages() {
        let letter = compose(&dispatch("en", speaker, &message)).unwrap();
        let numbered = letter.paragraphs.iter();
        let cited =
            numbered.filter(|one| one.article.starts_with("Art. ") && !one.value.is_empty());
        assert_eq!(cited.count(), fields_of(&message), "{name}");
    }
}

#[test]
fn what_is_absent_leaves_no_trace() {
    let now = "2027-03-09T14:05:00Z".parse().unwrap();
    let mut draft = sample::assistance_draft(now, None, &sample::seal_key());
    (draft.persons, draft.secrecy) = (Vec::new(), None);
    let letter = compose(&dispatch("en", Side::Requesting, &asking(draft))).unwrap();
    let said = words(&letter);
    for absent in [
        "Procedure to be followed",
        "Deadline",
        "Reasons for urgency",
        "Persons concerned",
        "Confidentiality",
    ] {
        assert!(!said.contains(absent), "{absent}: {said}");
    }
    for blank in ["\"text\":\"\"", "\"value\":[]", "\"rows\":[]", "heavier"] {
        assert!(!said.contains(blank), "{blank}: {said}");
    }
    assert!(letter.marks.is_empty(), "neither confidential nor urgent");
}

#[test]
fn a_paragraph_names_its_provision_and_a_ground_its_own() {
    let (speaker, message) = message("extradition refuse");
    let letter = compose(&dispatch("en", speaker, &message)).unwrap();
    assert_eq!(letter.paragraphs[0].article, "Art. 37(8)");
    assert_eq!(letter.paragraphs[1].label, "Reasons");
    assert_eq!(letter.parts[0].clauses[0].article, "Art. 37(17)");
}

#[test]
fn a_ground_stands_on_the_article_of_its_measure() {
    for (name, article) in [
        ("preservation refusal", "Art. 42(6)"),
        ("assistance refusal", "Art. 40(21)(b)"),
        ("traffic_disclosure withhold_traffic", "Art. 43(2)"),
    ] {
        let (speaker, message) = message(name);
        let letter = compose(&dispatch("en", speaker, &message)).unwrap();
        assert_eq!(letter.paragraphs[0].article, article, "{name}");
    }
}

#[test]
fn a_request_has_its_undertakings_and_its_marks() {
    let (speaker, message) = message("assistance request");
    let letter = compose(&dispatch("en", speaker, &message)).unwrap();
    assert_eq!(
        letter.title,
        "Request for mutual legal assistance: access to stored data"
    );
    assert_eq!(letter.marks, ["Confidential", "Urgent"]);
    assert_eq!(letter.parts[0].heading, "Undertakings");
    assert_eq!(letter.parts[0].clauses.len(), 4);
}

#[test]
fn secrecy_asked_for_marks_every_letter_of_the_matter() {
    let (speaker, message) = message("assistance collection started");
    let mut input = dispatch("en", speaker, &message);
    assert!(compose(&input).unwrap().marks.is_empty());
    input.confidential = true;
    assert_eq!(compose(&input).unwrap().marks, ["Confidential"]);
}

#[test]
fn paper_says_when_the_convention_is_not_in_force_and_when_it_is_a_draft() {
    let (speaker, message) = message("preservation preserved");
    let mut input = dispatch("en", speaker, &message);
    assert!(compose(&input).unwrap().notices.is_empty());
    input.in_force = false;
    assert!(compose(&input).unwrap().notices[0].contains("not in force between the two States"));
    input.envelope = None;
    let draft = compose(&input).unwrap();
    assert!(draft.notices[0].starts_with("Draft."));
    assert!(draft.authenticity.is_none());
}

#[test]
fn every_letter_says_in_every_language_that_the_convention_is_not_in_force() {
    for (name, speaker, message) in messages() {
        for language in Language::ALL {
            let mut input = dispatch(language.code(), speaker, &message);
            input.in_force = false;
            let notices = compose(&input).unwrap().notices;
            let said = Words::for_paper(language).text("notice-not-in-force");
            assert_eq!(notices, [said], "{name} in {language}");
        }
    }
}

#[test]
fn officers_are_functions_and_the_other_state_is_an_authority() {
    let (speaker, message) = message("preservation preserved");
    let mut input = dispatch("en", speaker, &message);
    let said = words(&compose(&input).unwrap());
    assert!(said.contains("Drafting officer") && said.contains("as a second person"));
    input.signed_by.clear();
    assert!(words(&compose(&input).unwrap()).contains("For the competent authority"));
}

#[test]
fn what_is_printed_can_be_copied_again_in_every_language() {
    let (speaker, message) = message("extradition refuse");
    for (language, label) in [
        ("en", "Ground for refusal"),
        ("fr", "Motif de refus"),
        ("es", "Motivo de denegación"),
        ("ru", "Основание для отказа"),
        ("zh", "拒绝依据"),
    ] {
        let made = pdf(&dispatch(language, speaker, &message)).unwrap();
        let Some(text) = text_of(&made) else { return };
        assert!(text.contains(label), "{language}: {text}");
        assert!(text.contains("Text of reasons."), "{language}: {text}");
        assert!(text.contains(&DIGEST[..8]), "{language}: {text}");
        assert!(text.contains(MATTER), "{language}: {text}");
    }
}

#[test]
fn arabic_can_be_copied_again() {
    let (speaker, message) = message("assistance destroyed");
    let made = pdf(&dispatch("ar", speaker, &message)).unwrap();
    let Some(text) = text_of(&made) else { return };
    for word in ["شهادة", "إتلاف", "المسؤولون"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_digest_is_printed_as_it_is_looked_up() {
    let (speaker, message) = message("preservation preserved");
    let authenticity = compose(&dispatch("en", speaker, &message))
        .unwrap()
        .authenticity
        .unwrap();
    assert_eq!(authenticity.groups.concat(), DIGEST);
    assert_eq!(authenticity.uri, format!("comity:envelope?sha256={DIGEST}"));
}

/// The papers of a message, one with and one without a title.
fn papers() -> serde_json::Value {
    let other = DIGEST.chars().rev().collect::<String>();
    serde_json::json!([
        { "name": "order.pdf", "media_type": "application/pdf", "length": 184_320, "sha256": DIGEST, "title": "Order of the court" },
        { "name": "صورة \u{202E}fdp.exe", "media_type": "image/png", "length": 1, "sha256": other },
    ])
}

#[test]
fn the_papers_of_a_message_stand_on_its_letter_in_every_language() {
    let (speaker, said) = message("preservation enquiry");
    for language in Language::ALL {
        let mut dispatch = dispatch(language.code(), speaker, &said);
        let bare = compose(&dispatch).unwrap();
        assert!(bare.enclosures.is_none(), "no papers, no heading of them");
        dispatch.papers = serde_json::from_value(papers()).unwrap();
        let letter = compose(&dispatch).unwrap();
        let all = letter.enclosures.as_ref().expect("enclosures");
        let labels = |at: usize| all.papers[at].iter().map(|row| row.label.as_str());
        let own = Words::for_paper(language);
        let wanted = [
            "label-title",
            "label-file",
            "label-length",
            "label-file-digest",
        ];
        let wanted: Vec<String> = wanted.iter().map(|key| own.text(key)).collect();
        assert!(
            labels(0).eq(wanted.iter().map(String::as_str)),
            "{language}"
        );
        assert!(
            labels(1).eq(wanted[1..].iter().map(String::as_str)),
            "{language}"
        );
        let said = serde_json::to_string(all).unwrap();
        for shown in [
            "order.pdf",
            "Order of the court",
            "184320",
            "[U+202E]",
            &DIGEST[..8],
        ] {
            assert!(said.contains(shown), "{language}: {shown} in {said}");
        }
        assert!(
            !said.contains('\u{202E}'),
            "what reorders is shown, not done"
        );
        let made = pdf(&dispatch).unwrap_or_else(|error| panic!("{language}: {error}"));
        if let Some(read) = text_of(&made) {
            assert!(read.contains("order.pdf"), "{language}: {read}");
        }
    }
}
