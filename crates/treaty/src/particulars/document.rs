//! A document checked against its table of fields: all faults at once, each with its paragraph.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::collect::{Collect, LIST_MAX, TEXT_BYTES_MAX};
use super::expected::{self, at_most};
use super::foreign_law::Said;
use super::{
    Answered, Basis, DigestText, Field, Kind, Language, Offence, OffenceDraft, Presence, SealKey,
    Secrecy, TimeSpan,
};
use crate::actor::MatterId;
use crate::law::{Article, Ground};
use crate::party::StateCode;
use crate::procedure::dialogue::Concern;
use crate::rejection::Invalid;
use crate::sentence::Sentence;

/// The content of a step or a request. Its fields are those of a table; [`Document::faults`] says what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document(pub Map<String, Value>);

impl Document {
    /// The document, or everything that is missing or wrong.
    pub fn parse(fields: &[Field], value: Value) -> Result<Self, Vec<Invalid>> {
        let Value::Object(map) = value else {
            let paragraph = fields.first().map_or(Article::A40p15, |f| f.paragraph);
            return Err(vec![Invalid {
                field: String::new(),
                paragraph,
                expected: expected::OBJECT.into(),
            }]);
        };
        let document = Self(map);
        let faults = document.faults(fields);
        if faults.is_empty() {
            Ok(document)
        } else {
            Err(faults)
        }
    }

    /// All faults against the table; none where the document is complete.
    pub fn faults(&self, fields: &[Field]) -> Vec<Invalid> {
        let mut collect = Collect::default();
        check_object(&self.0, fields, "", &mut collect);
        collect.finish(()).err().unwrap_or_default()
    }

    /// The text of a field; empty where there is none.
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether a field says yes.
    pub fn yes(&self, key: &str) -> bool {
        self.0.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The instant of a field.
    pub fn instant(&self, key: &str) -> Option<Timestamp> {
        self.text(key).parse().ok()
    }

    /// The number of another matter.
    pub fn matter(&self, key: &str) -> Option<MatterId> {
        self.text(key).parse().ok()
    }

    /// The texts of a list; empty where there is none.
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.get(key).unwrap_or_default()
    }

    /// What it rests on; the Convention where nothing is said.
    pub fn basis(&self) -> Basis {
        self.get("basis").unwrap_or_default()
    }

    /// The offence.
    pub fn offence(&self) -> Option<Offence> {
        let draft: OffenceDraft = self.get("offence")?;
        let mut collect = Collect::default();
        let offence = draft.parse(&mut collect, Article::A40p15b);
        collect.finish(offence).ok()
    }

    /// The language it is written in.
    pub fn language(&self) -> Option<Language> {
        self.get("language")
    }

    /// The secrecy asked for.
    pub fn secrecy(&self) -> Option<Secrecy> {
        self.get("secrecy")
    }

    /// What it says to the other State's law.
    pub(crate) fn to_foreign_law(&self) -> ToForeignLaw {
        ToForeignLaw {
            answered: self.get("answered").unwrap_or_default(),
            secrecy: self.secrecy(),
        }
    }

    /// A field as a value of its type; `None` where it is missing or of another.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let value = self.0.get(key).filter(|v| !v.is_null())?;
        serde_json::from_value(value.clone()).ok()
    }
}

/// The parts of an opening document that answer to the other State's law.
pub(crate) struct ToForeignLaw {
    answered: Vec<Answered>,
    secrecy: Option<Secrecy>,
}

impl ToForeignLaw {
    /// What they say.
    pub fn said(&self) -> Said<'_> {
        Said::new(&self.answered, &[], self.secrecy.as_ref())
    }
}

fn check_object(map: &Map<String, Value>, fields: &[Field], at: &str, c: &mut Collect) {
    for field in fields {
        let value = map.get(field.key).filter(|v| !blank(v));
        let path = format!("{at}{}", field.key);
        match value {
            Some(value) => check_value(value, field, &path, c),
            None if needed(map, field) => c.note(path, field.paragraph, field.sentence()),
            None => {}
        }
    }
    for key in map.keys() {
        if fields.iter().all(|f| f.key != key) {
            let paragraph = fields.first().map_or(Article::A40p15, |f| f.paragraph);
            c.note(format!("{at}{key}"), paragraph, expected::NO_FIELD);
        }
    }
}

fn blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// Whether the field must be there, as far as the others say.
pub(crate) fn needed(map: &Map<String, Value>, field: &Field) -> bool {
    match field.need {
        Presence::Must => true,
        Presence::May | Presence::MayOnly(..) => false,
        Presence::If(key, value) => says(map.get(key), value),
        Presence::IfAny(key, values) | Presence::Only(key, values) => {
            values.iter().any(|value| says(map.get(key), value))
        }
    }
}

/// Whether the field may be there, as far as the others say.
pub(crate) fn fits(map: &Map<String, Value>, field: &Field) -> bool {
    match field.need {
        Presence::Only(key, values) | Presence::MayOnly(key, values) => {
            values.iter().any(|value| says(map.get(key), value))
        }
        _ => true,
    }
}

fn says(found: Option<&Value>, value: &str) -> bool {
    match found {
        Some(Value::String(text)) => text == value,
        Some(Value::Array(list)) => list.iter().any(|item| item == value),
        Some(Value::Bool(yes)) => *yes == (value == "yes"),
        _ => false,
    }
}

fn check_value(value: &Value, field: &Field, path: &str, c: &mut Collect) {
    match field.kind {
        Kind::Records(fields) => check_records(value, fields, field, path, c),
        Kind::Record(fields) => check_record(value, fields, field, path, c),
        Kind::Offence => check_offence(value, field, path, c),
        kind if holds(value, kind) => {}
        _ => c.note(path, field.paragraph, field.sentence()),
    }
}

fn check_records(value: &Value, fields: &[Field], field: &Field, path: &str, c: &mut Collect) {
    let Some(list) = value.as_array().filter(|list| list.len() <= LIST_MAX) else {
        return c.note(path, field.paragraph, at_most(expected::RECORDS));
    };
    for (place, item) in list.iter().enumerate() {
        check_record(item, fields, field, &format!("{path}.{place}"), c);
    }
}

fn check_record(value: &Value, fields: &[Field], field: &Field, path: &str, c: &mut Collect) {
    match value.as_object() {
        Some(map) => check_object(map, fields, &format!("{path}."), c),
        None => c.note(path, field.paragraph, field.sentence()),
    }
}

fn check_offence(value: &Value, field: &Field, path: &str, c: &mut Collect) {
    match serde_json::from_value::<OffenceDraft>(value.clone()) {
        Ok(draft) => drop(draft.parse(c, field.paragraph)),
        Err(error) => c.note(path, field.paragraph, Sentence::verbatim(error.to_string())),
    }
}

fn holds(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Text => is_text(value),
        Kind::Texts => all(value, is_text),
        Kind::Instant => reads::<Timestamp>(value),
        Kind::Span => span(value),
        Kind::YesNo => value.is_boolean(),
        Kind::Attested => value == &Value::Bool(true),
        Kind::Number(min, max) => value.as_u64().is_some_and(|n| (min..=max).contains(&n)),
        Kind::Choice(words) => one_of(value, words),
        Kind::Choices(words) => all(value, |item| one_of(item, words)),
        Kind::State => reads::<StateCode>(value),
        Kind::Language => reads::<Language>(value),
        Kind::Uuid => reads::<uuid::Uuid>(value),
        Kind::Matter => reads::<MatterId>(value),
        Kind::Digest => reads::<DigestText>(value),
        Kind::Basis => reads::<Basis>(value),
        Kind::Secrecy => reads::<Secrecy>(value),
        Kind::Ground => reads::<Ground>(value),
        Kind::Concern => reads::<Concern>(value),
        Kind::SealKey => reads::<SealKey>(value),
        // Each is looked into by a reader of its own.
        Kind::Offence | Kind::Record(_) | Kind::Records(_) | Kind::Particulars => true,
    }
}

fn is_text(value: &Value) -> bool {
    let fits = |text: &str| !text.trim().is_empty() && text.len() <= TEXT_BYTES_MAX;
    value.as_str().is_some_and(fits)
}

fn all(value: &Value, holds: impl Fn(&Value) -> bool) -> bool {
    let list = value.as_array();
    list.is_some_and(|list| list.len() <= LIST_MAX && list.iter().all(holds))
}

fn one_of(value: &Value, words: &[&str]) -> bool {
    value.as_str().is_some_and(|word| words.contains(&word))
}

fn span(value: &Value) -> bool {
    let span: Option<TimeSpan> = serde_json::from_value(value.clone()).ok();
    span.is_some_and(|span| span.from <= span.to)
}

fn reads<T: DeserializeOwned>(value: &Value) -> bool {
    serde_json::from_value::<T>(value.clone()).is_ok()
}
