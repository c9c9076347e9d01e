//! Sentences for people, each known by its key: a page says it in the language of its reader; machines, and whoever works at
//! a terminal, get its English.
//!
//! A table of [`Phrase`]s is the only place of the English; `comity-lexicon` compares its Fluent files with it. A phrase is
//! written so that no number in it asks for a plural: the languages that need one have it in their own files.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::law::Article;

pub mod kept;

/// A table of phrases, a line a phrase: its name, its key, its English. `{$name}` is the place of a value.
#[macro_export]
macro_rules! phrases {
    ($($(#[$doc:meta])* $vis:vis $all:ident = [$($name:ident = $key:literal, $english:literal;)*];)*) => {$(
        $(
            #[doc = $english]
            pub(crate) const $name: $crate::Phrase = $crate::Phrase { key: $key, english: $english };
        )*
        $(#[$doc])*
        $vis const $all: &[$crate::Phrase] = &[$($name),*];
    )*};
}

/// A row of a table of phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// Its key, also that of its words in the Fluent files.
    pub key: &'static str,
    /// Its English, with `{$name}` in the place of each value.
    pub english: &'static str,
}

/// What stands in a place of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// As it is, in no language or in its own: a name, a code, a path.
    Text(String),
    /// How many, in the plural it takes.
    Number(u64),
    /// A moment; its English is RFC 3339.
    Moment(jiff::Timestamp),
    /// A provision, cited as the language does.
    Article(Article),
    /// Another sentence.
    Sentence(Box<Sentence>),
    /// Several, one after another as the language lists them.
    Sentences(Vec<Sentence>),
}

/// A sentence with its values. On the wire, in what is stored and at a terminal it is its English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    key: Cow<'static, str>,
    english: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
    because: String,
}

impl Phrase {
    /// The phrase with its first value.
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Sentence {
        Sentence::from(self).with(name, value)
    }

    /// The phrase, and why, as a library says it.
    pub fn because(self, why: impl Into<String>) -> Sentence {
        Sentence::from(self).because(why)
    }
}

impl Sentence {
    /// The sentence of a key that a table's row makes up.
    pub fn keyed(key: impl Into<Cow<'static, str>>, english: impl Into<Cow<'static, str>>) -> Self {
        let (key, english) = (key.into(), english.into());
        Self {
            key,
            english,
            ..Self::default()
        }
    }

    /// What a library said, in its English: there is no key to say it by.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::keyed("", text.into())
    }

    /// The sentence with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    /// The sentence, and why, as a library says it in its English. A page says the one and quotes the other.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.because = why.into();
        self
    }

    /// Why, as a library said it; empty where nothing is.
    pub fn why(&self) -> &str {
        &self.because
    }

    /// The key; none of what a library said.
    pub fn key(&self) -> Option<&str> {
        Some(self.key.as_ref()).filter(|key| !key.is_empty())
    }

    /// The values in its places.
    pub fn values(&self) -> &[(Cow<'static, str>, Value)] {
        &self.values
    }

    /// The English of its table, the places open.
    pub fn template(&self) -> &str {
        &self.english
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.english.is_empty()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Moment(at) => at.fmt(f),
            Self::Article(article) => article.fmt(f),
            Self::Sentence(sentence) => sentence.fmt(f),
            Self::Sentences(all) => {
                let all: Vec<String> = all.iter().map(Sentence::to_string).collect();
                f.write_str(&all.join(", "))
            }
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stands in a place is not looked into: it may hold a brace of its own.
        let mut rest = self.english.as_ref();
        while let Some((before, name, after)) = place(rest).filter(|_| !self.values.is_empty()) {
            f.write_str(before)?;
            match self.values.iter().find(|(one, _)| *one == name) {
                Some((_, value)) => value.fmt(f)?,
                None => write!(f, "{{${name}}}")?,
            }
            rest = after;
        }
        f.write_str(rest)?;
        match self.because.as_str() {
            "" => Ok(()),
            why => write!(f, ": {why}"),
        }
    }
}

/// What stands before the first place, its name, and what follows.
fn place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{$")?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

impl From<Phrase> for Sentence {
    fn from(phrase: Phrase) -> Self {
        Self::keyed(phrase.key, phrase.english)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<jiff::Timestamp> for Value {
    fn from(at: jiff::Timestamp) -> Self {
        Self::Moment(at)
    }
}

impl From<Article> for Value {
    fn from(article: Article) -> Self {
        Self::Article(article)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Sentence(Box::new(sentence))
    }
}

impl From<Vec<Sentence>> for Value {
    fn from(all: Vec<Sentence>) -> Self {
        Self::Sentences(all)
    }
}

impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Self {
        Sentence::from(phrase).into()
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::verbatim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Phrase = Phrase {
        key: "fault-later",
        english: "after {$at}, for {$who}",
    };

    #[test]
    fn a_sentence_is_its_english_with_the_values_in_their_places() {
        let at: jiff::Timestamp = "2027-03-01T09:00:00Z".parse().unwrap();
        let said = LATER.with("at", at).with("who", "{$at}");
        assert_eq!(said.to_string(), "after 2027-03-01T09:00:00Z, for {$at}");
        assert_eq!(said.key(), Some("fault-later"));
        let open = LATER.with("who", 7_usize);
        assert_eq!(open.to_string(), "after {$at}, for 7");
    }

    #[test]
    fn what_a_library_says_stands_behind_the_sentence() {
        let said = LATER.with("at", "then").because("end of file {$who}");
        assert_eq!(
            said.to_string(),
            "after then, for {$who}: end of file {$who}"
        );
        assert_eq!(said.why(), "end of file {$who}");
        assert!(Sentence::default().is_empty() && Sentence::default().key().is_none());
    }

    #[test]
    fn on_the_wire_it_is_its_english_and_what_comes_back_is_quoted() {
        let sent = serde_json::to_value(LATER.with("at", "then").with("who", "us")).unwrap();
        assert_eq!(sent, "after then, for us");
        let heard: Sentence = serde_json::from_value(sent).unwrap();
        assert_eq!(heard, Sentence::verbatim("after then, for us"));
        assert_eq!(heard.key(), None);
        assert_eq!(Sentence::verbatim("{$at}").to_string(), "{$at}");
    }
}
