//! A form drawn from a table of fields (`docs/formats/choices.md`), and the document made of what was typed.
//!
//! Names of inputs are paths: `accounts.0.service`. What was typed is kept exactly as it was typed, so that nothing is lost
//! where a field does not fit; only the document made of it is trimmed and read.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

use super::say::{Say, Saying};
use super::sorry::Fault;
use super::visit::Sent;

/// The field in which a form says the zone of its days and times.
const ZONE: &str = "zone";

/// What was typed, by path. Several words of one field stand in lines.
pub type Typed = BTreeMap<String, String>;

/// One piece of a form, in order.
pub enum Piece {
    /// Inputs that belong together begin.
    Begin {
        /// What they are.
        legend: String,
        /// The provision that asks for them.
        article: String,
        /// The path that their faults name.
        path: String,
        /// What is wrong with them as a whole.
        faults: Vec<Saying>,
    },
    /// They end.
    End,
    /// One input.
    Input(Input),
}

/// One input.
pub struct Input {
    /// Its name: the path.
    pub name: String,
    /// The label.
    pub label: String,
    /// The provision that asks for it.
    pub article: String,
    /// Whether it must be there.
    pub required: bool,
    /// How it is drawn.
    pub drawn: Drawn,
    /// What was typed.
    pub value: String,
    /// What is wrong with it.
    pub faults: Vec<Saying>,
}

/// How an input is drawn.
pub enum Drawn {
    /// Several lines.
    Text,
    /// One line.
    Line,
    /// A day and a time, in the form's zone.
    Moment,
    /// A whole number.
    Number(String, String),
    /// A tick.
    Tick,
    /// One of these.
    Choice(Vec<Offered>),
    /// Any of these.
    Choices(Vec<Offered>),
}

/// One word that may be chosen.
pub struct Offered {
    /// The word.
    pub key: String,
    /// What it is called.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Draws the fields of a measure or an act, with what was typed and what is wrong.
pub fn pieces(
    say: &Say,
    of: &str,
    fields: &[Value],
    typed: &Typed,
    faults: &[Fault],
) -> Vec<Piece> {
    let mut all = Vec::new();
    let drawing = Drawing {
        say,
        of,
        typed,
        faults,
    };
    drawing.fields(fields, "", &mut all);
    all
}

/// What was typed, from the fields of a form. A field that came several times keeps all its words.
pub fn typed(sent: &[(String, String)]) -> Typed {
    let mut typed = Typed::new();
    for (name, value) in sent {
        let Some(path) = name.strip_prefix("f.") else {
            continue;
        };
        let kept = typed.entry(path.to_owned()).or_default();
        if !kept.is_empty() && !value.is_empty() {
            kept.push('\n');
        }
        kept.push_str(value);
    }
    typed
}

/// A form as it came: what was typed, and the zone that its days and times were typed in.
pub struct Filled {
    /// What was typed.
    pub typed: Typed,
    /// The zone. The form says it, so that a session which began since, elsewhere, moves no moment; a form that says none is read
    /// in the officer's own.
    pub zone: TimeZone,
}

impl Filled {
    /// What a form brought.
    pub fn of(sent: &Sent, say: &Say) -> Self {
        Self {
            typed: typed(&sent.0),
            zone: zone_named(sent.get(ZONE)).unwrap_or_else(|| say.zone().clone()),
        }
    }

    /// A form with this in it, to be filled in the officer's own zone.
    pub fn begun(typed: Typed, say: &Say) -> Self {
        Self {
            typed,
            zone: say.zone().clone(),
        }
    }

    /// The document that it makes.
    pub fn document(&self, fields: &[Value]) -> Value {
        document(fields, &self.typed, &self.zone)
    }

    /// The zone's name.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

/// The zone of this IANA name.
pub fn zone_named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// What would have been typed for a document: the other way round.
pub fn retyped(fields: &[Value], document: &Value, zone: &TimeZone) -> Typed {
    let mut typed = Typed::new();
    retype(fields, document, "", zone, &mut typed);
    typed
}

fn retype(fields: &[Value], document: &Value, within: &str, zone: &TimeZone, typed: &mut Typed) {
    for field in fields {
        let value = &document[text(field, "field")];
        let path = join(within, text(field, "field"));
        match (field["each"].as_array(), value) {
            (Some(each), Value::Array(all)) => {
                for (row, one) in all.iter().enumerate() {
                    retype(each, one, &join(&path, &row.to_string()), zone, typed);
                }
            }
            (Some(each), one) => retype(each, one, &path, zone, typed),
            (None, one) => {
                let said = said(one, text(field, "kind"), zone);
                typed.extend(said.map(|said| (path, said)));
            }
        }
    }
}

/// A value as it would be typed.
fn said(value: &Value, kind: &str, zone: &TimeZone) -> Option<String> {
    match value {
        Value::Bool(true) => Some("yes".into()),
        // A tick that is not set.
        Value::Bool(false) if kind == "attested" => None,
        Value::Bool(false) => Some("no".into()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if kind == "instant" => {
            let at: jiff::Timestamp = text.parse().ok()?;
            let civil = at.to_zoned_datetime(zone.clone()).datetime();
            Some(civil.to_string())
        }
        Value::String(text) => Some(text.clone()),
        Value::Array(all) => {
            let words: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            Some(words.join("\n"))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// The document made of what was typed.
pub fn document(fields: &[Value], typed: &Typed, zone: &TimeZone) -> Value {
    let reading = Reading { typed, zone };
    Value::Object(reading.object(fields, ""))
}

struct Drawing<'a> {
    say: &'a Say,
    of: &'a str,
    typed: &'a Typed,
    faults: &'a [Fault],
}

impl Drawing<'_> {
    fn fields(&self, fields: &[Value], within: &str, all: &mut Vec<Piece>) {
        for field in fields {
            self.field(field, within, all);
        }
    }

    fn field(&self, field: &Value, within: &str, all: &mut Vec<Piece>) {
        let path = join(within, text(field, "field"));
        match (text(field, "kind"), field["each"].as_array()) {
            // The node makes the key.
            ("seal_key", _) => {}
            ("records", Some(each)) => {
                // One more than are filled in.
                for row in 0..=rows(self.typed, &path) {
                    let of_row = join(&path, &row.to_string());
                    let named = if row == 0 { &path } else { &of_row };
                    self.group(field, each, (&of_row, named), all);
                }
            }
            (_, Some(each)) => self.group(field, each, (&path, &path), all),
            _ => all.push(Piece::Input(self.input(field, &path))),
        }
    }

    /// `named` is the path that faults of the whole name: of the first record of a list, the list's.
    fn group(
        &self,
        field: &Value,
        each: &[Value],
        (path, named): (&str, &str),
        all: &mut Vec<Piece>,
    ) {
        all.push(Piece::Begin {
            legend: self.say.field(text(field, "field"), self.of),
            article: self.say.cite(text(field, "paragraph")),
            faults: self.faults_of(named),
            path: named.to_owned(),
        });
        self.fields(each, path, all);
        all.push(Piece::End);
    }

    fn input(&self, field: &Value, path: &str) -> Input {
        let value = self.typed.get(path).cloned().unwrap_or_default();
        Input {
            label: self.say.field(text(field, "field"), self.of),
            article: self.say.cite(text(field, "paragraph")),
            required: required(field),
            drawn: self.drawn(field, &value),
            faults: self.faults_of(path),
            name: format!("f.{path}"),
            value,
        }
    }

    fn faults_of(&self, path: &str) -> Vec<Saying> {
        let of_this = self.faults.iter().filter(|fault| fault.field == path);
        of_this.map(|fault| fault.expected.clone()).collect()
    }

    fn drawn(&self, field: &Value, value: &str) -> Drawn {
        match text(field, "kind") {
            "texts" | "text" => Drawn::Text,
            "instant" => Drawn::Moment,
            "number" => Drawn::Number(field["min"].to_string(), field["max"].to_string()),
            "attested" => Drawn::Tick,
            "yes_no" => Drawn::Choice(self.yes_no(value)),
            "choices" => Drawn::Choices(self.offered(field, value)),
            _ if field["options"].is_array() => Drawn::Choice(self.offered(field, value)),
            _ => Drawn::Line,
        }
    }

    fn yes_no(&self, value: &str) -> Vec<Offered> {
        let one = |key: &str| Offered {
            key: key.to_owned(),
            words: self.say.t(key),
            chosen: value == key,
        };
        vec![one("yes"), one("no")]
    }

    fn offered(&self, field: &Value, value: &str) -> Vec<Offered> {
        let ground = text(field, "kind") == "ground";
        let one = |key: &str| Offered {
            key: key.to_owned(),
            words: if ground {
                self.say.first(&[format!("ground-{key}")], key)
            } else {
                self.say.choice(key)
            },
            chosen: value.lines().any(|line| line == key),
        };
        let options = field["options"].as_array().into_iter().flatten();
        options.filter_map(Value::as_str).map(one).collect()
    }
}

struct Reading<'a> {
    typed: &'a Typed,
    zone: &'a TimeZone,
}

impl Reading<'_> {
    fn object(&self, fields: &[Value], within: &str) -> Map<String, Value> {
        let mut object = Map::new();
        for field in fields {
            let key = text(field, "field");
            let path = join(within, key);
            let value = match (text(field, "kind"), field["each"].as_array()) {
                ("seal_key", _) => None,
                ("records", Some(each)) => self.list(each, &path),
                // What must be there is sent empty, so that each of its parts is named.
                (_, Some(each)) if required(field) => Some(Value::Object(self.object(each, &path))),
                (_, Some(each)) => filled(self.object(each, &path)),
                (kind, None) => self.value(kind, &path),
            };
            if let Some(value) = value {
                object.insert(key.to_owned(), value);
            }
        }
        object
    }

    fn list(&self, each: &[Value], path: &str) -> Option<Value> {
        let rows = (0..rows(self.typed, path)).map(|row| join(path, &row.to_string()));
        let all: Vec<Value> = rows
            .filter_map(|row| filled(self.object(each, &row)))
            .collect();
        (!all.is_empty()).then_some(Value::Array(all))
    }

    /// The value of an input; nothing where nothing was typed. What does not read goes on as text, and is named as a fault.
    fn value(&self, kind: &str, path: &str) -> Option<Value> {
        let typed = self.typed.get(path)?.trim();
        if typed.is_empty() {
            return None;
        }
        let lines = || typed.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(match kind {
            "yes_no" => json!(typed == "yes"),
            "attested" => json!(true),
            "number" => typed
                .parse::<u64>()
                .map_or_else(|_| json!(typed), |number| json!(number)),
            "choices" | "texts" => json!(lines().collect::<Vec<_>>()),
            "instant" => json!(self.instant(typed)),
            "state" => json!(typed.to_ascii_uppercase()),
            // Browsers send line ends as CR LF.
            _ => json!(typed.replace("\r\n", "\n")),
        })
    }

    /// A moment as the browser writes it, in the form's zone, as an instant; any other text as it is.
    fn instant(&self, typed: &str) -> String {
        let civil: Result<DateTime, _> = typed.parse();
        let zoned = civil
            .ok()
            .and_then(|civil| civil.to_zoned_datetime(self.zone.clone()).ok());
        zoned.map_or_else(|| typed.to_owned(), |zoned| zoned.timestamp().to_string())
    }
}

fn required(field: &Value) -> bool {
    field["required"].as_bool().unwrap_or(false)
}

fn filled(object: Map<String, Value>) -> Option<Value> {
    (!object.is_empty()).then_some(Value::Object(object))
}

/// How many rows of a list were begun.
fn rows(typed: &Typed, path: &str) -> usize {
    let prefix = format!("{path}.");
    let numbers = typed.iter().filter(|(_, value)| !value.trim().is_empty());
    let numbers = numbers.filter_map(|(name, _)| {
        name.strip_prefix(&prefix)?
            .split('.')
            .next()?
            .parse::<usize>()
            .ok()
    });
    numbers.max().map_or(0, |last| (last + 1).min(200))
}

fn join(within: &str, key: &str) -> String {
    if within.is_empty() {
        key.to_owned()
    } else {
        format!("{within}.{key}")
    }
}

fn text<'a>(field: &'a Value, key: &str) -> &'a str {
    field[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_the_document() {
        let fields = json!([
            { "field": "facts", "kind": "text" },
            { "field": "days", "kind": "number" },
            { "field": "data_classes", "kind": "choices", "options": ["traffic", "content"] },
            { "field": "emergency", "kind": "yes_no" },
            { "field": "until", "kind": "instant" },
            { "field": "seal_to", "kind": "seal_key" },
            { "field": "secrecy", "kind": "secrecy", "each": [{ "field": "reason", "kind": "text" }] },
            { "field": "accounts", "kind": "records", "each": [
                { "field": "service", "kind": "text" }, { "field": "identifier", "kind": "text" }] },
        ]);
        let sent = [
            ("form", "token"),
            ("f.facts", " two\r\nlines "),
            ("f.days", "60"),
            ("f.data_classes", "traffic"),
            ("f.data_classes", "content"),
            ("f.emergency", "no"),
            ("f.until", "2027-03-01T12:30"),
            ("f.secrecy.reason", ""),
            ("f.accounts.0.service", "Mail"),
            ("f.accounts.0.identifier", "a@mail.example"),
            ("f.accounts.1.service", "  "),
            ("f.accounts.2.identifier", "b@mail.example"),
        ];
        let sent: Vec<(String, String)> = sent.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let zone = TimeZone::fixed(jiff::tz::offset(3));
        let made = document(fields.as_array().unwrap(), &typed(&sent), &zone);
        let expected = json!({
            "facts": "two\nlines", "days": 60, "data_classes": ["traffic", "content"], "emergency": false,
            "until": "2027-03-01T09:30:00Z",
            "accounts": [{ "service": "Mail", "identifier": "a@mail.example" }, { "identifier": "b@mail.example" }],
        });
        assert_eq!(made, expected);
    }

    #[test]
    fn a_document_is_typed_again_as_it_was_typed() {
        let fields = json!([
            { "field": "facts", "kind": "text" },
            { "field": "days", "kind": "number" },
            { "field": "oral", "kind": "yes_no" },
            { "field": "intends", "kind": "attested" },
            { "field": "until", "kind": "instant" },
            { "field": "uses", "kind": "choices", "options": ["traffic", "content"] },
            { "field": "secrecy", "kind": "secrecy", "each": [{ "field": "reason", "kind": "text" }] },
            { "field": "accounts", "kind": "records", "each": [{ "field": "service", "kind": "text" }] },
        ]);
        let fields = fields.as_array().unwrap();
        let made = json!({
            "facts": "two\nlines", "days": 60, "oral": false, "intends": true, "until": "2027-03-01T09:30:07Z",
            "uses": ["traffic", "content"], "secrecy": { "reason": "It would be deleted." },
            "accounts": [{ "service": "one" }, { "service": "two" }],
        });
        let zone = TimeZone::fixed(jiff::tz::offset(3));
        let typed = retyped(fields, &made, &zone);
        assert_eq!(typed["until"], "2027-03-01T12:30:07");
        assert_eq!(document(fields, &typed, &zone), made);
    }

    #[test]
    fn what_does_not_read_is_kept_as_it_is() {
        let fields =
            json!([{ "field": "days", "kind": "number" }, { "field": "until", "kind": "instant" }]);
        let typed = Typed::from([
            ("days".to_owned(), "sixty".to_owned()),
            ("until".to_owned(), "tomorrow".to_owned()),
        ]);
        let made = document(fields.as_array().unwrap(), &typed, &TimeZone::UTC);
        assert_eq!(made, json!({ "days": "sixty", "until": "tomorrow" }));
    }
}
