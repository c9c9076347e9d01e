//! Every key that a table asks for stands in every language, nothing else does, and the placeables agree.

use std::collections::{BTreeMap, BTreeSet};

use comity_lexicon::{Language, Words, keys_of, placeables_of, typed, wanted};

/// An attribute named after an act or a measure is a field's own label there; the tables do not ask for it.
fn is_own_label(key: &str) -> bool {
    key.starts_with("field-") && key.contains('.')
}

#[test]
fn nothing_is_missing_in_any_language() {
    let mut missing = Vec::new();
    for language in Language::ALL {
        let written = keys_of(language);
        let absent = wanted()
            .into_iter()
            .filter(|one| !written.contains(&one.key));
        missing.extend(absent.map(|one| format!("{language}/{}.ftl: {}", one.file, one.key)));
    }
    let list = missing.join("\n");
    assert!(
        missing.is_empty(),
        "`cargo run -p comity-lexicon --example missing` prints them with the English:\n{list}"
    );
}

#[test]
fn nothing_is_written_that_nobody_asks_for() {
    let asked: BTreeSet<String> = wanted().into_iter().map(|one| one.key).collect();
    for language in Language::ALL {
        let written = keys_of(language);
        let unused: Vec<_> = written
            .difference(&asked)
            .filter(|key| !is_own_label(key))
            .collect();
        assert!(unused.is_empty(), "{language}: nobody asks for {unused:?}");
    }
}

#[test]
fn own_labels_stand_in_every_language() {
    let own = |language| -> BTreeSet<String> {
        keys_of(language)
            .into_iter()
            .filter(|key| is_own_label(key))
            .collect()
    };
    for language in Language::ALL {
        assert_eq!(own(language), own(Language::En), "{language}");
    }
}

#[test]
fn english_says_what_the_tables_say() {
    let words = Words::for_paper(Language::En);
    for one in wanted() {
        if let Some(english) = one.english {
            assert_eq!(words.text(&one.key), english, "{}", one.key);
        }
    }
}

#[test]
fn placeables_agree_between_languages() {
    let english = placeables_of(Language::En);
    for language in Language::ALL {
        let theirs = placeables_of(language);
        for (key, names) in &english {
            assert_eq!(theirs.get(key), Some(names), "{language}: {key}");
        }
    }
}

/// What is written in Latin letters wherever the sentence stands: names of formats, codes, what somebody types.
const CODES: &[&str] = &[
    "SHA",
    "base",
    "url",
    "age",
    "pq",
    "fr",
    "UUID",
    "RFC",
    "ristretto",
    "comity",
    "verify",
    "README",
    "members",
    "GET",
    "api",
    "v",
    "references",
    "items",
    "chmod",
    "SQLite",
    "PostgreSQL",
    "node",
    "db",
    "fuser",
    "select",
    "from",
    "pg",
    "stat",
    "activity",
    "where",
    "state",
    "like",
    "idle",
    "in",
    "backup",
    "to",
    "DIR",
    "init",
    "anchor",
    "serve",
    "keys",
    "lost",
    "statement",
    "treaty",
    "import",
    "alarm",
    "toml",
    "docs",
    "operating",
    "md",
    "webhook",
    "escalate",
    "desk",
    "openid",
    "issuer",
    "ca",
    "file",
    "KiB",
    "GiB",
];
/// The keys of sentences that the tables say.
const SAID: [&str; 7] = [
    "expected-",
    "fault-",
    "scope-",
    "input-",
    "health-",
    "refused-",
    "verify-",
];

#[test]
fn sentences_in_other_scripts_hold_no_latin_words() {
    for language in [Language::Ar, Language::Zh, Language::Ru] {
        let words = Words::for_paper(language);
        for key in keys_of(language) {
            if !SAID.iter().any(|prefix| key.starts_with(prefix)) {
                continue;
            }
            let said = words.text(&key);
            // A place that stays open is named in the sentence.
            let names = placeables_of(Language::En).remove(&key).unwrap_or_default();
            let latin = said.split(|character: char| !character.is_ascii_alphabetic());
            let unknown: Vec<_> = latin
                .filter(|word| !word.is_empty())
                .filter(|word| !CODES.contains(word) && !names.contains(*word))
                .collect();
            assert!(unknown.is_empty(), "{language}: {key}: {unknown:?}");
        }
    }
}

/// What is said in a sentence without what stands between isolating marks: names, codes, and what people wrote.
fn own(said: &str) -> String {
    let parts = said.split('\u{2068}').enumerate();
    let outside = |(place, part): (usize, &'_ str)| match place {
        0 => part.to_owned(),
        _ => part
            .rsplit('\u{2069}')
            .next()
            .unwrap_or_default()
            .to_owned(),
    };
    parts.map(outside).collect()
}

#[test]
fn the_scope_gate_is_told_in_the_language_of_the_officer() {
    use comity_treaty::scope::{Case, explain};
    use comity_treaty::{Measure, particulars::AssistanceParticulars, sample};
    let now = "2027-03-01T09:00:00Z".parse().unwrap();
    let draft = sample::assistance_draft(now, None, &sample::seal_key());
    let request = AssistanceParticulars::parse(draft).unwrap();
    let [one, other] = [sample::requesting_state(), sample::requested_state()];
    let scope = explain(&Case {
        measure: Measure::StoredData,
        basis: &request.basis,
        offence: &request.offence,
        language: &request.language,
        requesting: &sample::party(one, now),
        requested: &sample::party(other, now),
        now,
    });
    assert!(scope.steps.len() > 10, "{}", scope.in_words());
    for language in [Language::Ar, Language::Zh, Language::Ru] {
        let words = Words::for_pages(language);
        for step in &scope.steps {
            for sentence in [&step.question, &step.finding] {
                let said = words.sentence(sentence, &|at| at.to_string());
                let said = own(&said.unwrap_or_else(|| panic!("{language}: {sentence}")));
                let latin = said
                    .chars()
                    .any(|character| character.is_ascii_alphabetic());
                assert!(!latin, "{language}: {said}");
            }
        }
    }
}

#[test]
fn the_parts_that_sentences_name_by_key_have_words() {
    use comity_treaty::Measure;
    use comity_treaty::law::{Element, Instrument, JurisdictionHead, options::OffenceOption};
    let choices = (JurisdictionHead::ALL.iter().map(|one| one.key()))
        .chain(Element::ALL.iter().map(|one| one.key()))
        .chain(Instrument::ALL.iter().map(|one| one.key()))
        .map(|key| format!("choice-{key}"));
    let options = OffenceOption::ALL
        .iter()
        .map(|one| format!("law-word-{}", one.key()));
    let measures = Measure::ALL
        .iter()
        .map(|one| format!("measure-{}", one.key()));
    for key in choices.chain(options).chain(measures) {
        for language in Language::ALL {
            assert!(keys_of(language).contains(&key), "{language}: {key}");
        }
    }
}

#[test]
fn a_sentence_is_said_with_its_values_in_the_plural_they_take() {
    use comity_treaty::{Phrase, Sentence};
    let phrase = |key, english| Phrase { key, english };
    let answers = phrase("fault-answers", "at most {$number} answers");
    let title = Sentence::keyed("measure-extradition", "extradition");
    let first = phrase("fault-first", "what came of {$measure}").with("measure", title);
    let told = |language, sentence: &Sentence| {
        let moment = |at: jiff::Timestamp| at.to_string();
        Words::for_paper(language).sentence(sentence, &moment)
    };
    for (language, number, said) in [
        (Language::Ru, 1_u64, "не более 1 ответа"),
        (Language::Ru, 5, "не более 5 ответов"),
        (Language::Ar, 3, "3 أجوبة على الأكثر"),
        (Language::Ar, 11, "11 جوابًا على الأكثر"),
        (Language::En, 5, "at most 5 answers"),
    ] {
        let sentence = answers.with("number", number);
        assert_eq!(told(language, &sentence).as_deref(), Some(said));
    }
    let said = told(Language::Ru, &first).unwrap();
    assert!(said.contains(&Words::for_paper(Language::Ru).text("measure-extradition")));
    assert_eq!(told(Language::Ru, &Sentence::verbatim("EOF")), None);
}

#[test]
fn every_message_says_something() {
    for language in Language::ALL {
        let words = Words::for_paper(language);
        for key in keys_of(language) {
            let said = words.text(&key);
            assert!(!said.trim().is_empty(), "{language}: {key}");
        }
    }
}

#[test]
fn pages_isolate_what_they_insert_and_paper_does_not() {
    let page = Words::for_pages(Language::Ar).with("basis-agreement", &[("reference", "XAA-XBB")]);
    let paper = Words::for_paper(Language::Ar).with("basis-agreement", &[("reference", "XAA-XBB")]);
    assert!(page.contains("\u{2068}XAA-XBB\u{2069}"), "{page}");
    assert!(!paper.contains('\u{2068}'), "{paper}");
}

#[test]
fn articles_are_cited_in_the_way_of_the_language() {
    let cite =
        |language, reference: &str| Words::for_paper(language).cite(reference.parse().unwrap());
    assert_eq!(cite(Language::En, "42(3)(a)"), "Art. 42(3)(a)");
    assert_eq!(cite(Language::Zh, "42(3)(a)"), "第42条第3款(a)项");
    assert_eq!(cite(Language::En, "2(c)"), "Art. 2(c)");
    assert_eq!(cite(Language::Ru, "46"), "ст. 46");
}

#[test]
fn the_tables_are_what_the_types_serialise() {
    use comity_treaty::law::{Category, Element, Instrument};
    use comity_treaty::procedure::typed::fields_of;
    use comity_treaty::{Act, Measure, particulars::*, sample};
    let now = "2027-03-01T09:00:00Z".parse().unwrap();
    let keys = |value: serde_json::Value| -> BTreeSet<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let table = |fields: &[Field]| -> BTreeSet<String> {
        fields.iter().map(|field| field.key.to_owned()).collect()
    };
    let json = |value| serde_json::to_value::<serde_json::Value>(value).unwrap();
    let preservation = serde_json::to_value(sample::preservation_draft(now)).unwrap();
    let answered = Answered {
        asks: "Name the bank.".into(),
        answer: "Harbour Bank.".into(),
    };
    let earlier = Earlier {
        measure: Measure::Preservation,
        outcome: "Nothing was stored.".into(),
    };
    let mut assistance = serde_json::to_value(AssistanceDraft {
        answered: vec![answered],
        earlier: vec![earlier],
        ..sample::assistance_draft(now, None, &sample::seal_key())
    })
    .unwrap();
    // Asked in a draft only, and never true in what is sent.
    assistance.as_object_mut().unwrap().remove("by_video");
    let authorisation = serde_json::to_value(sample::authorisation_draft(now)).unwrap();
    let authorise = fields_of(Measure::Assistance, Act::Authorise).unwrap();
    let Kind::Record(authorised) = authorise[0].kind else {
        panic!("{authorise:?}");
    };
    let conditions = serde_json::to_value(sample::conditions(now)).unwrap();
    let offence = serde_json::to_value(OffenceDraft {
        whose_law: Some(sample::requesting_state()),
        elements: [Element::Attempt].into(),
        category: Some(Category::Other),
        instrument: Some(Instrument::Corruption),
        requested_statute: Some("Penal Code".into()),
        ..sample::offence()
    })
    .unwrap();
    let pairs: BTreeMap<&str, _> = BTreeMap::from([
        ("preservation", (preservation, typed::PRESERVATION)),
        ("assistance", (assistance, typed::ASSISTANCE)),
        ("authorisation", (authorisation, authorised)),
        (
            "conditions",
            (conditions, comity_treaty::procedure::typed::CONDITIONS),
        ),
        ("offence", (offence, typed::OFFENCE)),
    ]);
    for (name, (value, fields)) in pairs {
        assert_eq!(keys(json(value)), table(fields), "{name}");
    }
}
