//! A sentence as it is kept: by its key and its values, so that whoever reads it later reads it in their own language. For
//! `#[serde(with = "comity_treaty::kept_sentence")]`.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Sentence, Value};
use crate::law::Article;

/// All of a sentence.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: String,
    english: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(String, Part)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    because: String,
}

/// What stands in one of its places.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Text(String),
    Number(u64),
    Moment(Timestamp),
    Article(Article),
    Sentence(Kept),
    Sentences(Vec<Kept>),
}

/// Writes all of a sentence.
pub fn serialize<S: Serializer>(sentence: &Sentence, serializer: S) -> Result<S::Ok, S::Error> {
    Kept::from(sentence).serialize(serializer)
}

/// Reads one that was written so.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sentence, D::Error> {
    Kept::deserialize(deserializer).map(Sentence::from)
}

impl From<&Sentence> for Kept {
    fn from(sentence: &Sentence) -> Self {
        let values = sentence.values.iter();
        Self {
            key: sentence.key.clone().into_owned(),
            english: sentence.english.clone().into_owned(),
            values: values
                .map(|(name, value)| (name.clone().into_owned(), value.into()))
                .collect(),
            because: sentence.because.clone(),
        }
    }
}

impl From<Kept> for Sentence {
    fn from(kept: Kept) -> Self {
        let values = kept.values.into_iter();
        Self {
            key: kept.key.into(),
            english: kept.english.into(),
            values: values
                .map(|(name, part)| (Cow::Owned(name), part.into()))
                .collect(),
            because: kept.because,
        }
    }
}

impl From<&Value> for Part {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Number(number) => Self::Number(*number),
            Value::Moment(at) => Self::Moment(*at),
            Value::Article(article) => Self::Article(*article),
            Value::Sentence(sentence) => Self::Sentence(sentence.as_ref().into()),
            Value::Sentences(all) => Self::Sentences(all.iter().map(Kept::from).collect()),
        }
    }
}

impl From<Part> for Value {
    fn from(part: Part) -> Self {
        match part {
            Part::Text(text) => Self::Text(text),
            Part::Number(number) => Self::Number(number),
            Part::Moment(at) => Self::Moment(at),
            Part::Article(article) => Self::Article(article),
            Part::Sentence(kept) => Sentence::from(kept).into(),
            Part::Sentences(all) => {
                let all: Vec<Sentence> = all.into_iter().map(Sentence::from).collect();
                all.into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Phrase;

    const SAID: Phrase = Phrase {
        key: "kept-said",
        english: "{$who} said {$number} at {$at}: {$what}, {$all} ({$by})",
    };

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row(#[serde(with = "super")] Sentence);

    #[test]
    fn a_kept_sentence_is_the_same_sentence_with_its_key_and_every_kind_of_value() {
        let at: Timestamp = "2027-03-01T09:00:00Z".parse().unwrap();
        let what = SAID.with("who", "another");
        let said = SAID
            .with("who", "{$at}")
            .with("number", 7_u64)
            .with("at", at)
            .with("what", what.clone())
            .with("all", vec![what, Sentence::verbatim("end of file")])
            .with("by", Article::ALL[0])
            .because("the disk is full");
        let row = Row(said);
        let text = serde_json::to_string(&row).unwrap();
        let read: Row = serde_json::from_str(&text).unwrap();
        assert_eq!(read, row);
        assert_eq!(read.0.key(), Some("kept-said"));
        assert_eq!(read.0.to_string(), row.0.to_string());
    }
}
