//! A document of a matter as lines to read: each field with its label, what it holds beside it.

use serde_json::Value;

use super::say::Say;

/// One line.
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The label.
    pub label: String,
    /// What it holds; empty above further lines.
    pub text: String,
    /// Whether the text is a digest, key or number to be shown as it is.
    pub exact: bool,
    /// A matter to be followed.
    pub matter: Option<String>,
}

/// What nobody reads: said elsewhere on the page, or empty.
const LEFT_OUT: [&str; 5] = ["kind", "says", "about", "seal_to", "was"];
/// Fields that hold the number of a matter.
const MATTERS: [&str; 3] = ["preservation", "access", "matter"];

/// Fields of a State's law that hold one of a list of words; the others hold texts of its own.
const WORDS_OF_LAW: [&str; 12] = [
    "kind",
    "usual",
    "category",
    "categories",
    "options",
    "instruments",
    "authorised_by",
    "dual_criminality",
    "requires_first",
    "onward_transfer",
    "independent_review",
    "nationals",
];
/// Fields of a State's law that hold articles of the Convention.
const ARTICLES_OF_LAW: [&str; 3] = ["article", "articles", "excluded_articles"];

/// The lines of a document of a measure or an event.
pub fn lines(say: &Say, of: &str, document: &Value) -> Vec<Line> {
    read(say, Vocabulary::Document(of), document)
}

/// The lines of a State's law, as its profile says it.
pub fn lines_of_law(say: &Say, profile: &Value) -> Vec<Line> {
    read(say, Vocabulary::Law, profile)
}

fn read(say: &Say, vocabulary: Vocabulary<'_>, document: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    Reading { say, vocabulary }.all(document, "", 0, &mut lines);
    lines
}

/// Whose words the labels are.
#[derive(Clone, Copy)]
enum Vocabulary<'a> {
    /// Those of documents of this measure or event.
    Document(&'a str),
    /// Those of a State's law.
    Law,
}

struct Reading<'a> {
    say: &'a Say,
    vocabulary: Vocabulary<'a>,
}

impl Reading<'_> {
    fn all(&self, document: &Value, within: &str, depth: usize, lines: &mut Vec<Line>) {
        for (key, value) in document.as_object().into_iter().flatten() {
            if !self.leaves_out(key, depth) && !is_empty(value) {
                self.field(key, value, (within, depth), lines);
            }
        }
    }

    fn leaves_out(&self, key: &str, depth: usize) -> bool {
        let document = matches!(self.vocabulary, Vocabulary::Document(_));
        document && depth == 0 && LEFT_OUT.contains(&key)
    }

    fn field(&self, key: &str, value: &Value, place: (&str, usize), lines: &mut Vec<Line>) {
        match value {
            Value::Array(all) if all.iter().any(Value::is_object) => {
                for one in all {
                    self.field(key, one, place, lines);
                }
            }
            _ => {
                lines.push(self.line(key, value, place));
                self.all(value, key, place.1 + 1, lines);
            }
        }
    }

    fn label(&self, key: &str, within: &str) -> String {
        match self.vocabulary {
            Vocabulary::Document(of) => self.say.field(key, of),
            Vocabulary::Law if within == "measures" => self.say.measure(key),
            Vocabulary::Law => self.say.first(&[format!("law-{key}")], key),
        }
    }

    fn line(&self, key: &str, value: &Value, (within, depth): (&str, usize)) -> Line {
        let (text, exact) = self.text(key, value);
        let followed = MATTERS.contains(&key) && text.len() == 36;
        Line {
            depth,
            label: self.label(key, within),
            matter: followed.then(|| text.clone()),
            text,
            exact,
        }
    }

    fn text(&self, key: &str, value: &Value) -> (String, bool) {
        match value {
            Value::Object(_) => (String::new(), false),
            Value::Array(all) => {
                let words: Vec<String> = all.iter().map(|one| self.one(key, one).0).collect();
                (self.say.words().join(&words), false)
            }
            _ => self.one(key, value),
        }
    }

    fn one(&self, key: &str, value: &Value) -> (String, bool) {
        match self.vocabulary {
            Vocabulary::Document(_) => plain(self.say, key, value),
            Vocabulary::Law => (word_of_law(self.say, key, value), false),
        }
    }
}

/// A value of a State's law: a word, an article by its offence, a language; its own texts as they are.
fn word_of_law(say: &Say, key: &str, value: &Value) -> String {
    match value {
        Value::Bool(_) => plain(say, key, value).0,
        Value::String(text) if WORDS_OF_LAW.contains(&key) => {
            let keys = ["law-word", "choice", "measure"].map(|kind| format!("{kind}-{text}"));
            say.first(&keys, text)
        }
        Value::String(text) if key == "measures" => say.measure(text),
        Value::String(text) if matches!(key, "language" | "languages") => {
            say.words().language_name(text)
        }
        Value::String(text) => text.clone(),
        Value::Number(number) if ARTICLES_OF_LAW.contains(&key) => {
            let name = say.first(&[format!("article-{number}")], "");
            format!("{number} {name}").trim_end().to_owned()
        }
        other => other.to_string(),
    }
}

fn plain(say: &Say, key: &str, value: &Value) -> (String, bool) {
    match value {
        Value::Bool(true) => (say.t("yes"), false),
        Value::Bool(false) => (say.t("no"), false),
        Value::Number(number) if key == "bytes" => (say.bytes(number.as_u64().unwrap_or(0)), false),
        Value::Number(number) => (number.to_string(), false),
        Value::String(text) if text.parse::<jiff::Timestamp>().is_ok() => {
            let when = say.moment(text);
            let both = if when.same {
                format!("{} UTC", when.utc)
            } else {
                format!("{} ({} UTC)", when.local, when.utc)
            };
            (both, false)
        }
        Value::String(text) if key == "language" => (say.words().language_name(text), false),
        Value::String(text) if key == "stage" => (say.stage(text), false),
        Value::String(text) if key == "ground" => {
            let keys = [format!("ground-{text}")];
            (say.first(&keys, text), false)
        }
        Value::String(text) => {
            let exact =
                text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
            (say.choice(text), exact)
        }
        other => (other.to_string(), true),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Object(all) => all.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::say::words;
    use comity_lexicon::Language;

    const PROFILES: [&str; 2] = [
        include_str!("../../../treaty/profiles/xaa.toml"),
        include_str!("../../../treaty/profiles/xbb.toml"),
    ];

    fn keys(value: &Value, within: &str, all: &mut Vec<(String, Value)>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            if within != "measures" {
                all.push((key.clone(), value.clone()));
            }
            keys(value, key, all);
            for one in value.as_array().into_iter().flatten() {
                keys(one, key, all);
            }
        }
    }

    #[test]
    fn every_key_of_a_states_law_has_words() {
        for text in PROFILES {
            let profile = comity_treaty::profile::parse(text).profile;
            let profile = serde_json::to_value(profile).expect("a sound profile");
            let mut all = Vec::new();
            keys(&profile, "", &mut all);
            assert!(all.len() > 60, "the whole profile is looked at");
            for (key, value) in all {
                for language in Language::ALL {
                    let label = words(language).find(&format!("law-{key}"));
                    assert!(label.is_some(), "{language}: law-{key}");
                    for word in some_words(&key, &value) {
                        let kinds = ["law-word", "choice", "measure"];
                        let found =
                            kinds.map(|kind| words(language).find(&format!("{kind}-{word}")));
                        assert!(
                            found.iter().any(Option::is_some),
                            "{language}: {key} {word}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_option_has_words() {
        for option in comity_treaty::law::OffenceOption::ALL {
            for language in Language::ALL {
                let found = words(language).find(&format!("law-word-{}", option.key()));
                let named = words(language).find(&format!("choice-{}", option.key()));
                assert!(found.or(named).is_some(), "{language}: {}", option.key());
            }
        }
    }

    fn some_words(key: &str, value: &Value) -> Vec<String> {
        if !WORDS_OF_LAW.contains(&key) {
            return Vec::new();
        }
        let all = value
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()]);
        let texts = all.iter().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    }
}
