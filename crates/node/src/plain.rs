//! Which characters a text may hold. What officers and courts read on a screen or on paper must be what was written: a control
//! character changes what a terminal shows, and an override of the writing direction shows a text in another order than it has.

use serde_json::Value;

use crate::expected;
use crate::refusal::Refusal;
use comity_treaty::Sentence;
use comity_wire::problem::FieldError;

/// The first character of a text that no text may hold: a control character (C0, DEL, C1) other than tab and newline, or one
/// that embeds, overrides or isolates the writing direction (U+202A to U+202E, U+2066 to U+2069). Marks that only hint at the
/// direction (U+200E, U+200F, U+061C) are letters' ordinary company, and stay.
pub(crate) fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|character| match character {
        '\t' | '\n' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    })
}

/// Every text of a document, its keys too, that holds such a character: its path, joined by dots, and the character.
pub(crate) fn unprintable_in(document: &Value) -> Vec<(String, char)> {
    let mut found = Vec::new();
    walk(document, "", &mut found);
    found
}

fn walk(value: &Value, path: &str, found: &mut Vec<(String, char)>) {
    let below = |part: &str| {
        if path.is_empty() {
            part.to_owned()
        } else {
            format!("{path}.{part}")
        }
    };
    match value {
        Value::String(text) => found.extend(unprintable(text).map(|c| (path.to_owned(), c))),
        Value::Array(list) => {
            for (place, item) in list.iter().enumerate() {
                walk(item, &below(&place.to_string()), found);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                // The name itself is not repeated: it would do to this answer what it may not do to a text.
                found.extend(unprintable(key).map(|c| (path.to_owned(), c)));
                walk(item, &below(key), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What is said of such a character.
pub(crate) fn expected(character: char) -> Sentence {
    let number = format!("U+{:04X}", u32::from(character));
    expected::PLAIN.with("character", number)
}

/// Refuses a document in which a text holds such a character; every place is named.
pub(crate) fn all_plain(document: &Value) -> Result<(), Refusal> {
    let found = unprintable_in(document);
    if found.is_empty() {
        return Ok(());
    }
    let fault = |(path, character)| FieldError::new(path, "", expected(character));
    Err(Refusal::Invalid(found.into_iter().map(fault).collect()))
}

/// Refuses a single text that holds such a character.
pub(crate) fn plain(field: &str, text: &str) -> Result<(), Refusal> {
    match unprintable(text) {
        None => Ok(()),
        Some(character) => Err(Refusal::field(field, expected(character))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_changes_the_look_of_a_text_is_refused() {
        for good in [
            "",
            "a\tb\nc",
            "نص عربي\u{200F}",
            "中文",
            "ça",
            "👩‍👧",
            "a\u{200B}b",
        ] {
            assert_eq!(unprintable(good), None, "{good:?}");
        }
        let bad = [
            ("a\u{0}", '\u{0}'),
            ("\u{1B}[31mred", '\u{1B}'),
            ("line\r\n", '\r'),
            ("\u{7F}", '\u{7F}'),
            ("\u{9B}31m", '\u{9B}'),
            ("gpj.\u{202E}exe", '\u{202E}'),
            ("\u{2066}x", '\u{2066}'),
        ];
        for (text, found) in bad {
            assert_eq!(unprintable(text), Some(found), "{text:?}");
        }
    }

    #[test]
    fn every_place_is_named_and_no_character_repeated() {
        let document = json!({ "a": ["x", { "b\u{7}": "y\u{8}" }], "c": 1, "d": "z\u{1B}" });
        let found = unprintable_in(&document);
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths.len(), 3);
        assert_eq!((paths[0], paths[2]), ("a.1", "d"));
        assert!(!expected('\u{1B}').to_string().contains('\u{1B}'));
    }
}
