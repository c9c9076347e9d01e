//! A letter of assistance speaks of the measure that was asked for, in the request and ever after.

use comity_letters::{Letter, NoLetter, compose};
use comity_lexicon::{Language, Words};
use comity_treaty::law::AssistanceKind;
use comity_treaty::particulars::AssistanceDraft;
use comity_treaty::{Measure, sample};
use jiff::Timestamp;

use crate::world::{asking, dispatch, message, messages};
use comity_treaty::Side::Requesting;

fn now() -> Timestamp {
    "2027-03-09T14:05:00Z".parse().unwrap()
}

fn draft(of: fn(Timestamp, &comity_treaty::particulars::SealKey) -> AssistanceDraft) -> Letter {
    let asked = asking(of(now(), &sample::seal_key()));
    compose(&dispatch("en", Requesting, &asked)).unwrap()
}

/// Every fact of a letter's head, as "label: text".
fn facts(letter: &Letter) -> String {
    serde_json::to_string(&letter.facts).unwrap()
}

#[test]
fn a_request_is_titled_after_what_is_asked() {
    const ASKED: &str = "Request for mutual legal assistance: ";
    let of_stored = |now, key: &_| sample::assistance_draft(now, None, key);
    for (letter, title, provision) in [
        (draft(of_stored), "access to stored data", "Art. 44(1)"),
        (
            draft(sample::real_time_traffic_draft),
            "real-time collection of traffic data",
            "Art. 45(1)",
        ),
        (
            draft(sample::interception_draft),
            "interception of content data",
            "Art. 46",
        ),
        (
            draft(sample::statement_draft),
            "taking evidence or statements from persons",
            "Art. 40(3)(a)",
        ),
        (
            draft(sample::service_draft),
            "serving judicial documents",
            "Art. 40(3)(b)",
        ),
    ] {
        assert_eq!(letter.title, format!("{ASKED}{title}"));
        assert!(
            letter.intro.contains(&format!("under {provision} of")),
            "{}",
            letter.intro
        );
        assert!(
            facts(&letter).contains(&format!("\"{provision}\"")),
            "{title}"
        );
        assert_eq!(letter.parts[0].clauses.len(), 4, "{title}: undertakings");
    }
}

#[test]
fn every_kind_that_yields_evidence_is_named_in_every_language() {
    let kinds = AssistanceKind::ALL
        .iter()
        .filter(|kind| kind.measure() == Measure::Assistance);
    for kind in kinds {
        let mut draft = sample::service_draft(now(), &sample::seal_key());
        draft.kinds = [*kind].into();
        draft.facts = sample::assistance_draft(now(), None, &sample::seal_key()).facts;
        draft.items = vec!["The server room".into()];
        let asked = asking(draft);
        for language in Language::ALL {
            let words = Words::for_paper(language);
            let letter = compose(&dispatch(language.code(), Requesting, &asked)).unwrap();
            assert!(
                letter.title.ends_with(&words.choice(kind.key())),
                "{}",
                letter.title
            );
            assert!(
                letter.intro.contains(&words.cite(kind.article())),
                "{}",
                letter.intro
            );
        }
    }
}

#[test]
fn many_kinds_do_not_make_a_title() {
    let mut draft = sample::statement_draft(now(), &sample::seal_key());
    draft
        .kinds
        .extend([AssistanceKind::Service, AssistanceKind::Information]);
    draft.documents = sample::service_draft(now(), &sample::seal_key()).documents;
    let letter = compose(&dispatch("en", Requesting, &asking(draft))).unwrap();
    assert_eq!(letter.title, "Request for mutual legal assistance");
    assert!(
        letter.intro.contains("under Art. 40(3) of"),
        "{}",
        letter.intro
    );
}

#[test]
fn later_messages_speak_of_the_matters_measure() {
    let (speaker, said) = message("assistance collection started");
    for (measure, named, provision) in [
        (
            Measure::RealTimeTraffic,
            "Real-time collection of traffic data",
            "Art. 45(1)",
        ),
        (
            Measure::ContentInterception,
            "Interception of content data",
            "Art. 46",
        ),
    ] {
        let mut input = dispatch("en", speaker, &said);
        input.measure = measure;
        let letter = compose(&input).unwrap();
        assert!(facts(&letter).contains(named), "{}", facts(&letter));
        assert!(
            facts(&letter).contains(&format!("\"{provision}\"")),
            "{}",
            facts(&letter)
        );
        assert_eq!(letter.title, "Notice of the start of a collection");
    }
}

#[test]
fn interception_rests_on_its_own_article() {
    let request = serde_json::to_string(&draft(sample::interception_draft)).unwrap();
    assert!(!request.contains("Art. 45"), "{request}");
    let traffic = serde_json::to_string(&draft(sample::real_time_traffic_draft)).unwrap();
    for part in ["45(3)", "45(3)(c)", "45(3)(e)", "45(3)(f)"] {
        assert!(
            traffic.contains(&format!("\"Art. {part}\"")),
            "{part}: {traffic}"
        );
    }
}

#[test]
fn a_message_of_another_measure_has_no_letter() {
    for (name, speaker, said) in messages() {
        let mut input = dispatch("en", speaker, &said);
        input.measure = match input.measure {
            Measure::Extradition => Measure::StoredData,
            _ => Measure::Extradition,
        };
        let refused = compose(&input);
        assert!(matches!(refused, Err(NoLetter::OtherMeasure(_))), "{name}");
    }
    let (speaker, request) = message("assistance request");
    let mut input = dispatch("en", speaker, &request);
    input.measure = Measure::ContentInterception;
    assert!(matches!(compose(&input), Err(NoLetter::OtherMeasure(_))));
}
