//! Reading a document that an officer gave as JSON: what does not parse is named with its place, in plain words.

use comity_treaty::Sentence;
use comity_treaty::particulars::FAULTS;
use comity_wire::problem::FieldError;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::expected;
use crate::refusal::Refusal;

/// How often a faulty document is read again to find the place of its fault.
const TRIALS_MAX: usize = 256;
/// The tags by which the node itself says which command a document is: an officer's fault lies elsewhere.
const TAGS: [&str; 2] = ["command", "procedure"];

/// The document as a value of its type, or its first fault: where it is, and what was expected there. `paragraph` asks for
/// the document.
pub(crate) fn read<T: DeserializeOwned>(
    paragraph: impl Into<String>,
    mut document: Value,
) -> Result<T, Refusal> {
    // serde would read a list as the fields in their order; whoever wrote one meant something else.
    if !document.is_object() {
        let expected = not(expected::AN_OBJECT, kind(&document));
        return Err(Refusal::Invalid(vec![FieldError::new(
            "", paragraph, expected,
        )]));
    }
    let error = match T::deserialize(&document) {
        Ok(value) => return Ok(value),
        Err(error) => error.to_string(),
    };
    let fault = |document: &Value| {
        T::deserialize(document)
            .err()
            .map(|error| error.to_string())
    };
    let mut search = Search {
        error: &error,
        fault: &fault,
        trials: TRIALS_MAX,
    };
    let mut path = search.place(&mut document, String::new());
    let (field, expected) = plainly(&error);
    if let Some(named) = field.map(|field| format!(".{field}"))
        && !path.ends_with(&named)
    {
        path.push_str(&named);
    }
    let path = path.trim_start_matches('.');
    Err(Refusal::Invalid(vec![FieldError::new(
        path, paragraph, expected,
    )]))
}

/// A submitted document as a value of its type; what does not read is named with its place.
pub fn read_document<T: DeserializeOwned>(document: Value) -> Result<T, Refusal> {
    read(String::new(), document)
}

/// Looks for the part of a document that its first fault lies in.
///
/// serde reads a tagged enum from a buffer, in which whoever follows the path loses it; so the place is found from outside. A
/// part without which the document has another fault, or none, is the part at fault. Where two are (the tag of an enum and a
/// field that goes with it), the place is the whole they belong to.
struct Search<'a> {
    error: &'a str,
    fault: &'a dyn Fn(&Value) -> Option<String>,
    trials: usize,
}

impl Search<'_> {
    /// The path of the fault; each part has a dot before it.
    fn place(&mut self, whole: &mut Value, mut path: String) -> String {
        while let Some(part) = self.part(whole, &path) {
            path = format!("{path}.{part}");
        }
        path
    }

    fn part(&mut self, whole: &mut Value, path: &str) -> Option<String> {
        let pointer = path.replace('.', "/");
        match whole.pointer(&pointer)? {
            Value::Object(map) => {
                // Only a whole can lack a part.
                let lacks = self.error.starts_with("missing field");
                let may = |(key, value): &(&String, &Value)| {
                    !TAGS.contains(&key.as_str())
                        && (!lacks || value.is_object() || value.is_array())
                };
                let keys: Vec<String> =
                    map.iter().filter(may).map(|(key, _)| key.clone()).collect();
                self.key(whole, &pointer, keys)
            }
            Value::Array(list) => {
                let length = list.len();
                self.index(whole, &pointer, length)
            }
            _ => None,
        }
    }

    /// The one key whose value is at fault.
    fn key(&mut self, whole: &mut Value, pointer: &str, keys: Vec<String>) -> Option<String> {
        let mut found = None;
        // A name with a dot or a slash in it cannot be told as a step of a path.
        for key in keys
            .into_iter()
            .filter(|key| !key.contains(['.', '/', '~']))
        {
            let taken = whole.pointer_mut(pointer)?.as_object_mut()?.remove(&key)?;
            let changed = !self.same(whole);
            let map = whole.pointer_mut(pointer)?.as_object_mut()?;
            map.insert(key.clone(), taken);
            if changed && found.replace(key).is_some() {
                return None;
            }
        }
        found
    }

    /// The first entry with which the fault appears: those before it read.
    fn index(&mut self, whole: &mut Value, pointer: &str, length: usize) -> Option<String> {
        let all = std::mem::take(whole.pointer_mut(pointer)?.as_array_mut()?);
        // Where an empty list is at fault too, it is that there is a list.
        let (mut good, mut faulty) = if self.same(whole) {
            (length, length)
        } else {
            (0, length)
        };
        while good < faulty {
            let middle = usize::midpoint(good, faulty);
            *whole.pointer_mut(pointer)? = Value::Array(all[..=middle].to_vec());
            if self.same(whole) {
                faulty = middle;
            } else {
                good = middle + 1;
            }
        }
        *whole.pointer_mut(pointer)? = Value::Array(all);
        (good < length && self.trials > 0).then(|| good.to_string())
    }

    /// Whether the document has the same fault; once there were trials enough, nothing is found any more.
    fn same(&mut self, document: &Value) -> bool {
        self.trials = self.trials.saturating_sub(1);
        self.trials == 0 || (self.fault)(document).as_deref() == Some(self.error)
    }
}

/// What a value is, in words.
fn kind(value: &Value) -> Sentence {
    match value {
        Value::Null => expected::NOTHING.into(),
        Value::Bool(yes) => Sentence::verbatim(format!("`{yes}`")),
        Value::Number(number) => expected::THE_NUMBER.with("value", format!("`{number}`")),
        Value::String(_) => expected::A_TEXT.into(),
        Value::Array(_) => expected::A_LIST.into(),
        Value::Object(_) => expected::AN_OBJECT.into(),
    }
}

fn not(expected: impl Into<Sentence>, found: Sentence) -> Sentence {
    let expected = expected.into();
    expected::NOT
        .with("expected", expected)
        .with("found", found)
}

/// serde's sentence in plain words: the field it names, if it names one, and what was expected.
fn plainly(error: &str) -> (Option<&str>, Sentence) {
    if let Some(rest) = error.strip_prefix("missing field ") {
        return (Some(rest.trim_matches('`')), expected::MISSING.into());
    }
    if let Some(rest) = error.strip_prefix("unknown field `") {
        let (field, rest) = rest.split_once('`').unwrap_or((rest, ""));
        let known = rest.trim_start_matches(", expected ");
        return (
            Some(field),
            expected::NO_FIELD.with("fields", listed(known)),
        );
    }
    let found = [
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown variant ",
    ];
    let rest = found.iter().find_map(|start| error.strip_prefix(start));
    match rest.and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => (None, not(thing(expected), thing(found))),
        None => (None, own_words(error)),
    }
}

/// A list of names without the words around it.
fn listed(names: &str) -> String {
    let names = names.strip_prefix("one of ").unwrap_or(names);
    names.replace("` or `", "`, `")
}

/// What a value is called outside of Rust.
fn thing(name: &str) -> Sentence {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    match (first, rest) {
        ("struct" | "map", _) | ("a", "map") => expected::AN_OBJECT.into(),
        ("tuple" | "sequence", _) | ("a", "sequence") => expected::A_LIST.into(),
        ("string", text) => expected::THE_TEXT.with("value", text),
        ("integer", number) => expected::THE_NUMBER.with("value", number),
        ("floating", number) => {
            expected::THE_NUMBER.with("value", number.trim_start_matches("point "))
        }
        ("boolean", yes) => Sentence::verbatim(yes),
        ("u8" | "u16" | "u32" | "u64" | "i32" | "i64" | "usize", _) => {
            expected::WHOLE_NUMBER.into()
        }
        ("a", "string") => expected::A_TEXT.into(),
        ("a", "boolean") => expected::YES_OR_NO.into(),
        ("one", words) => expected::ONE_OF.with("words", words.trim_start_matches("of ")),
        _ => own_words(name),
    }
}

/// What a type of ours said of itself through serde, known again by its English; else somebody else's words.
fn own_words(said: &str) -> Sentence {
    let phrase = FAULTS
        .iter()
        .find(|phrase| said.strip_prefix("expected ") == Some(phrase.english));
    phrase.map_or_else(|| Sentence::verbatim(said), |phrase| (*phrase).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_treaty::particulars::{AssistanceDraft, PreservationDraft};
    use comity_treaty::procedure::preservation::requested;
    use serde_json::json;

    fn fault<T: DeserializeOwned>(document: Value) -> (String, String, String) {
        match read::<T>("Art. 42(3)", document) {
            Err(Refusal::Invalid(mut errors)) => {
                let error = errors.remove(0);
                (error.field, error.pointer, error.expected.to_string())
            }
            _ => panic!("it must not read"),
        }
    }

    #[test]
    fn the_place_of_a_fault_is_found_however_deep_it_lies() {
        let cases = [
            (json!(-1), "", "an object, not the number `-1`"),
            (json!(null), "", "an object, not null"),
            (json!([]), "", "an object, not a list"),
            (json!({ "facts": 5 }), "facts", "a text, not the number `5`"),
            (
                json!({ "facts": "x", "language": [] }),
                "language",
                "a text, not a list",
            ),
            (
                json!({ "accounts": [{ "service": "s", "identifier": "i" }, { "service": 1 }] }),
                "accounts.1.service",
                "a text, not the number `1`",
            ),
            (
                json!({ "accounts": [{ "service": "s" }] }),
                "accounts.0.identifier",
                "it is missing",
            ),
            (
                json!({ "acounts": [] }),
                "acounts",
                "no field of this name; there are: `basis`",
            ),
            (
                json!({ "data_classes": ["traffic", "contents"] }),
                "data_classes.1",
                "not `contents`",
            ),
            (
                json!({ "period": { "from": "yesterday", "to": "2026-10-31T23:59:59Z" } }),
                "period.from",
                "",
            ),
            (
                json!({ "offence": { "max_penalty_months": -4 } }),
                "offence.max_penalty_months",
                "not the number `-4`",
            ),
            (
                json!({ "intends_assistance": "yes" }),
                "intends_assistance",
                "true or false, not the text \"yes\"",
            ),
        ];
        for (document, place, says) in cases {
            let (field, pointer, expected) = fault::<PreservationDraft>(document.clone());
            assert_eq!(field, place, "{document}: {expected}");
            assert_eq!(
                pointer.trim_start_matches('#').replace('/', "."),
                if place.is_empty() {
                    String::new()
                } else {
                    format!(".{place}")
                }
            );
            assert!(expected.contains(says), "{document}: {expected}");
            assert!(!expected.contains("struct"), "{document}: {expected}");
        }
    }

    #[test]
    fn a_fault_within_a_tagged_value_is_found_too() {
        let with = |days: Value| json!({ "command": "order", "days": days });
        let (field, _, expected) = fault::<requested::Command>(with(json!("ninety")));
        assert_eq!(field, "days", "{expected}");
        let (field, ..) = fault::<requested::Command>(json!({ "command": "order" }));
        assert_eq!(field, "days");
        let basis = json!({ "basis": { "kind": "agreement", "reference": 5 } });
        let (field, ..) = fault::<AssistanceDraft>(basis);
        assert!(field.starts_with("basis"), "{field}");
    }

    #[test]
    fn a_huge_document_is_searched_in_bounded_time() {
        let many: Vec<Value> = (0..50_000)
            .map(|n| json!({ "service": n.to_string(), "identifier": "i" }))
            .collect();
        let mut document = json!({ "accounts": many });
        document["accounts"][49_000]["identifier"] = json!(7);
        let (field, ..) = fault::<PreservationDraft>(document);
        assert_eq!(field, "accounts.49000.identifier");
        let wide: serde_json::Map<String, Value> =
            (0..5000).map(|n| (format!("k{n}"), json!(1))).collect();
        let (field, ..) = fault::<PreservationDraft>(Value::Object(wide));
        assert_eq!(field, "k0");
    }
}
