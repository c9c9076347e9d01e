//! Hostile input is shown and does nothing: it is data, never markup; it never reorders, never loads, never grows without end.

use comity_letters::{INPUT_BYTES_MAX, NoLetter, compose, letter};
use comity_lexicon::Language;
use comity_treaty::{Message, Side, sample};
use serde_json::json;

use crate::world::{asking, dispatch, message, pdf, text_of};

/// An answer to a question with this text.
fn saying(text: &str) -> Message {
    serde_json::from_value(
        json!({ "about": "assistance_to_requesting", "says": "question", "text": text }),
    )
    .unwrap()
}

/// Text, and what must be readable on the paper.
const HOSTILE: &[(&str, &str)] = &[
    ("#panic(\"no\") end", "#panic(\"no\")"),
    ("#read(\"/etc/passwd\")", "#read("),
    ("#image(\"http://example.org/a.png\")", "#image("),
    (
        "= Heading *bold* _it_ $x^2$ `raw`",
        "= Heading *bold* _it_ $x^2$ `raw`",
    ),
    ("#set page(width: 1cm)", "#set page(width: 1cm)"),
    ("]) #text(fill: white)[gone", "#text(fill: white)[gone"),
    (
        "<label> @ref // comment /* also */",
        "@ref // comment /* also */",
    ),
    ("\\u{202E} \\ back", "\\u{202E}"),
    ("pay \u{202E}001\u{202C} now", "[U+202E]001[U+202C]"),
    ("isolate \u{2066}a\u{2069}", "[U+2066]a[U+2069]"),
    (
        "NUL\0bell\u{7}esc\u{1b}[31m",
        "NUL[U+0000]bell[U+0007]esc[U+001B]",
    ),
    ("emoji \u{1F600} flag \u{1F1E6}\u{1F1E8}", "[U+1F600]"),
    ("private \u{E000} tag \u{E0041}", "[U+E000]"),
    ("noncharacter \u{FFFF}", "[U+FFFF]"),
    ("e\u{301}\u{302}\u{303}\u{304}\u{305} stacked", "stacked"),
    ("Thai ไทย Hindi हिन्दी", "[U+0E44]"),
];

#[test]
fn hostile_text_is_shown_as_it_is() {
    for (text, shown) in HOSTILE {
        for language in ["en", "ar"] {
            let made = pdf(&dispatch(language, Side::Requested, &saying(text)));
            let made = made.unwrap_or_else(|error| panic!("{text:?} in {language}: {error}"));
            if let Some(read) = text_of(&made).filter(|_| language == "en") {
                assert!(read.contains(shown), "{text:?} reads as {read}");
            }
        }
    }
}

#[test]
fn a_script_without_a_font_is_named_where_it_is_more_than_a_name() {
    let fonts = |text: &str| pdf(&dispatch("en", Side::Requested, &saying(text)));
    for text in [
        "ไทย".repeat(40),
        "हिन्दी ".repeat(40),
        "ქართული ენა ".repeat(20),
    ] {
        let refused = fonts(&text).unwrap_err();
        assert!(matches!(refused, NoLetter::ScriptMissing(_)), "{refused}");
        assert!(refused.to_string().contains("COMITY_FONTS"), "{refused}");
    }
    fonts(&format!("{} ไทย", "The name of the account is ".repeat(3))).unwrap();
}

/// A text in one direction with words of the other in it, and what must be readable on the paper.
const BOTH_WAYS: &[(&str, &[&str])] = &[
    (
        "The account \u{645}\u{62D}\u{645}\u{62F} (no. 12) was used on 3.2.2027.",
        &["The account", "no. 12) was used on 3.2.2027."],
    ),
    (
        "\u{627}\u{644}\u{62D}\u{633}\u{627}\u{628} harbour.light@nordmail.example (12)",
        &["harbour.light@nordmail.example"],
    ),
    (
        "Письмо на عربي и 中文, затем снова по-русски.",
        &["Письмо на", "затем снова по-русски."],
    ),
    (
        "\u{5D7}\u{5E9}\u{5D1}\u{5D5}\u{5DF} 42",
        &["[U+05D7]", "42"],
    ),
];

#[test]
fn text_of_both_directions_is_readable_in_letters_of_both() {
    for (text, shown) in BOTH_WAYS {
        for language in ["en", "ar", "zh", "ru"] {
            let made = pdf(&dispatch(language, Side::Requested, &saying(text)));
            let made = made.unwrap_or_else(|error| panic!("{text:?} in {language}: {error}"));
            let read = text_of(&made).filter(|_| language != "ar");
            for part in read.iter().flat_map(|_| *shown) {
                let read = read.as_deref().unwrap_or_default();
                assert!(read.contains(part), "{part} in {language}: {read}");
            }
        }
    }
}

#[test]
fn a_list_of_two_hundred_lines_is_set_to_its_end_in_every_language() {
    let mut draft =
        sample::service_draft("2027-03-09T14:05:00Z".parse().unwrap(), &sample::seal_key());
    draft.items = (1..=200)
        .map(|n| format!("Object {n} — دفتر {n} — 第{n}件"))
        .collect();
    let asked = asking(draft);
    for language in Language::ALL {
        let input = dispatch(language.code(), Side::Requesting, &asked);
        let made = pdf(&input).unwrap_or_else(|error| panic!("{language}: {error}"));
        if let Some(read) = text_of(&made) {
            assert!(read.contains("Object 200"), "{language}: {read}");
        }
    }
}

#[test]
fn hostile_names_and_contacts_are_data_too() {
    let (speaker, message) = message("preservation preserved");
    let mut input = dispatch("en", speaker, &message);
    input.from.authority = Some("#panic(1) \u{202E}evil \u{1F480}".into());
    input.from.contact = vec!["#panic(2)".into(); 100];
    input.written_in = Some("#panic(3)".into());
    assert_eq!(compose(&input).unwrap().from.lines.len(), 7);
    pdf(&input).unwrap();
}

#[test]
fn a_mark_on_a_letter_of_another_script_does_not_stop_the_letter() {
    let text = "a\u{64B} \u{643}\u{301} \u{4E2D}\u{64B} \u{44F}\u{20DD} \u{200D}\u{200C}";
    pdf(&dispatch("en", Side::Requested, &saying(text))).unwrap();
    pdf(&dispatch("zh", Side::Requested, &saying(text))).unwrap();
}

#[test]
fn a_long_text_runs_over_pages_and_a_line_without_end_breaks() {
    let paragraphs = "A sentence that says little, again and again. ".repeat(700);
    let endless = "x".repeat(30_000);
    for text in [paragraphs, endless, "ا".repeat(15_000), "字".repeat(10_000)] {
        let made = pdf(&dispatch("ar", Side::Requested, &saying(&text)));
        let made = made.unwrap_or_else(|error| panic!("{text:.20}: {error}"));
        assert!(made.len() < 4 << 20, "{} bytes", made.len());
    }
}

#[test]
fn twenty_thousand_characters_are_set_to_the_last_one_against_the_letters_direction_too() {
    let latin = format!("{}END", "A sentence of an authority. ".repeat(720));
    let arabic = format!("{}END", "جملة من سلطة مختصة. ".repeat(1000));
    for text in [latin, arabic] {
        for language in ["ar", "en", "zh"] {
            let made = pdf(&dispatch(language, Side::Requested, &saying(&text))).unwrap();
            let pages = text_of(&made).map(|read| (read.matches('\u{c}').count(), read));
            if let Some((pages, read)) = pages {
                assert!(read.contains("END"), "{language}: cut before its end");
                assert!(pages >= 5, "{language}: {pages} pages");
            }
        }
    }
}

#[test]
fn a_huge_table_is_set() {
    let person = json!({ "identity": "Unknown user", "location": "Northport", "nationality": null, "child": false });
    let document = json!({
        "language": "en", "authority": "A", "offence": comity_treaty::sample::offence(), "kinds": ["methods"],
        "enquiry": "Who?", "persons": vec![person; 256], "no_content_data": true,
    });
    let message = json!({ "about": "charted", "measure": "police_cooperation", "says": "send_request", "document": document });
    let message = serde_json::from_value(message).unwrap();
    pdf(&dispatch("en", Side::Requesting, &message)).unwrap();
}

#[test]
fn fields_no_table_knows_do_not_reach_the_paper() {
    let document = json!({ "reasons": "Because.", "#panic()": "x", "text": { "deep": [1, 2] } });
    let message = json!({ "about": "charted", "measure": "extradition", "says": "withdraw", "document": document });
    let message = serde_json::from_value(message).unwrap();
    let letter = compose(&dispatch("en", Side::Requesting, &message)).unwrap();
    assert_eq!(letter.paragraphs.len(), 1);
}

#[test]
fn what_is_no_dispatch_is_refused_with_a_reason() {
    let refused = |input: &[u8]| letter(input, None).unwrap_err();
    assert!(matches!(refused(b"{}"), NoLetter::Unreadable(_)));
    assert!(matches!(refused(b"\xff\xfe"), NoLetter::Unreadable(_)));
    assert!(matches!(
        refused(&vec![b' '; INPUT_BYTES_MAX + 1]),
        NoLetter::TooLong
    ));
    let (speaker, message) = message("preservation preserved");
    let other = dispatch("de", speaker, &message);
    assert!(matches!(compose(&other), Err(NoLetter::Language(_))));
}

#[test]
fn a_folder_without_fonts_is_named() {
    let (speaker, message) = message("preservation preserved");
    let input = serde_json::to_vec(&dispatch("en", speaker, &message)).unwrap();
    let error = letter(&input, Some(std::path::Path::new("/nowhere"))).unwrap_err();
    assert!(error.to_string().contains("/nowhere"), "{error}");
}
