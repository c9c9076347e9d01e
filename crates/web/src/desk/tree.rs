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
const LEFT_OUT: [&str; 4] = ["kind", "says", "about", "seal_to"];
/// Fields that hold the number of a matter.
const MATTERS: [&str; 3] = ["preservation", "access", "matter"];

/// The lines of a document of a measure or an event.
pub fn lines(say: &Say, of: &str, document: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    Reading { say, of }.all(document, 0, &mut lines);
    lines
}

struct Reading<'a> {
    say: &'a Say,
    of: &'a str,
}

impl Reading<'_> {
    fn all(&self, document: &Value, depth: usize, lines: &mut Vec<Line>) {
        for (key, value) in document.as_object().into_iter().flatten() {
            let left_out = depth == 0 && LEFT_OUT.contains(&key.as_str());
            if !left_out && !is_empty(value) {
                self.field(key, value, depth, lines);
            }
        }
    }

    fn field(&self, key: &str, value: &Value, depth: usize, lines: &mut Vec<Line>) {
        match value {
            Value::Array(all) if all.iter().any(Value::is_object) => {
                for one in all {
                    self.field(key, one, depth, lines);
                }
            }
            _ => {
                lines.push(self.line(key, value, depth));
                self.all(value, depth + 1, lines);
            }
        }
    }

    fn line(&self, key: &str, value: &Value, depth: usize) -> Line {
        let (text, exact) = self.text(key, value);
        let followed = MATTERS.contains(&key) && text.len() == 36;
        Line {
            depth,
            label: self.say.field(key, self.of),
            matter: followed.then(|| text.clone()),
            text,
            exact,
        }
    }

    fn text(&self, key: &str, value: &Value) -> (String, bool) {
        match value {
            Value::Object(_) => (String::new(), false),
            Value::Array(all) => {
                let words: Vec<String> =
                    all.iter().map(|one| plain(self.say, key, one).0).collect();
                (self.say.words().join(&words), false)
            }
            _ => plain(self.say, key, value),
        }
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
