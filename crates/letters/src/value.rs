//! A field's value as blocks of a letter.

use comity_lexicon::{Words, typed};
use comity_treaty::law::Ground;
use comity_treaty::particulars::{Basis, Field, Kind, TimeSpan};
use comity_treaty::procedure::dialogue::Concern;
use comity_treaty::{Article, Measure};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::clean::{harmless, own, paragraphs};
use crate::forms::{code, moment, sentence, shortened};
use crate::letter::{Block, Paragraph, Row};

/// Reads values in one language, in the setting of one act.
pub(crate) struct Reader<'a> {
    /// The words.
    pub words: &'a Words,
    /// The measure, on which some provisions turn.
    pub measure: Measure,
    /// The key of the act or measure, for labels of its own.
    pub context: &'a str,
}

impl Reader<'_> {
    /// The numbered paragraphs of a document, in the order of its table; fields without a value are left out.
    pub fn paragraphs(&self, fields: &[Field], document: &Map<String, Value>) -> Vec<Paragraph> {
        let paragraph = |field: &Field| {
            let value = self.present(field, document)?;
            let article = self.words.cite(self.provision(field, document));
            let label = self.words.field(field.key, self.context);
            Some(Paragraph {
                article,
                label,
                value,
            })
        };
        fields.iter().filter_map(paragraph).collect()
    }

    /// The rows of a record; a row that serves a part of the record's own provision names it.
    fn rows(&self, of: &Field, fields: &[Field], document: &Map<String, Value>) -> Vec<Row> {
        let whole = self.provision(of, document).reference();
        let row = |field: &Field| {
            let value = self.present(field, document)?;
            let part = self.provision(field, document);
            let below = part.reference().strip_prefix(whole);
            let article = below
                .filter(|rest| rest.starts_with('('))
                .map(|_| self.words.cite(part));
            let label = self.words.field(field.key, self.context);
            Some(Row {
                label,
                article,
                value,
            })
        };
        fields.iter().filter_map(row).collect()
    }

    /// The provision of a paragraph: a ground stands on its own, whatever the table's row names.
    fn provision(&self, field: &Field, document: &Map<String, Value>) -> Article {
        let ground = || Ground::deserialize(document.get(field.key)?).ok();
        let stated = match field.kind {
            Kind::Ground => ground().map(|ground| ground.article(self.measure)),
            _ => None,
        };
        stated.unwrap_or_else(|| typed::provision(field.paragraph, self.measure))
    }

    fn present(&self, field: &Field, document: &Map<String, Value>) -> Option<Vec<Block>> {
        let value = document.get(field.key).filter(|value| !value.is_null())?;
        let blocks = self.blocks(field, value);
        (!blocks.is_empty()).then_some(blocks)
    }

    fn blocks(&self, field: &Field, value: &Value) -> Vec<Block> {
        match field.kind {
            Kind::Text | Kind::SealKey => self.text(field.key, value),
            Kind::Texts => texts(value)
                .filter_map(|text| item(field.key, text))
                .collect(),
            Kind::Instant => words(self.instant(value)),
            Kind::Span => words(self.span(value)),
            Kind::YesNo if only_when_true(field, value) => Vec::new(),
            Kind::YesNo => words(Some(self.yes_no(value))),
            Kind::Attested => words(Some(sentence(&self.words.text("attested")))),
            Kind::Number(..) => words(value.as_u64().map(|number| number.to_string())),
            Kind::Choice(_) => words(
                value
                    .as_str()
                    .map(|word| sentence(&harmless(&self.words.choice(word)))),
            ),
            Kind::Choices(_) => self.choices(value),
            Kind::State | Kind::Matter | Kind::Uuid | Kind::Digest => {
                value.as_str().map(code).into_iter().collect()
            }
            Kind::Language => words(
                value
                    .as_str()
                    .map(|code| sentence(&self.words.language_name(&harmless(code)))),
            ),
            Kind::Basis => words(self.basis(value)),
            Kind::Ground => words(self.ground(value)),
            Kind::Concern => words(self.concern(value)),
            Kind::Offence => self.record(field, typed::OFFENCE, value),
            Kind::Secrecy => self.record(field, typed::SECRECY, value),
            Kind::Record(fields) => self.record(field, fields, value),
            Kind::Records(fields) => self.records(field, fields, value),
            // Only officers' commands hold a whole request, and those have no letter.
            Kind::Particulars => Vec::new(),
        }
    }

    fn text(&self, key: &str, value: &Value) -> Vec<Block> {
        let text = value.as_str().unwrap_or_default();
        match key {
            "stage" => words(Some(harmless(&self.words.stage(text)))),
            "package" | "manifest" | "proof" | "public_key" => vec![code(text)],
            "seal_to" | "sealed_to" => vec![code(&shortened(text))],
            _ => paragraphs(text).into_iter().map(Block::Own).collect(),
        }
    }

    fn records(&self, of: &Field, fields: &[Field], value: &Value) -> Vec<Block> {
        match value {
            Value::Array(list) => list
                .iter()
                .flat_map(|one| self.record(of, fields, one))
                .collect(),
            one => self.record(of, fields, one),
        }
    }

    fn record(&self, of: &Field, fields: &[Field], value: &Value) -> Vec<Block> {
        let rows = value.as_object().map(|map| self.rows(of, fields, map));
        let rows = rows.filter(|rows| !rows.is_empty());
        rows.map(|rows| Block::Record { rows })
            .into_iter()
            .collect()
    }

    fn choices(&self, value: &Value) -> Vec<Block> {
        let list: Vec<String> = texts(value)
            .map(|word| harmless(&self.words.choice(word)))
            .collect();
        let said = sentence(&self.words.join(&list));
        words(Some(said).filter(|said| !said.is_empty()))
    }

    fn yes_no(&self, value: &Value) -> String {
        let key = if value.as_bool().unwrap_or(false) {
            "yes"
        } else {
            "no"
        };
        sentence(&self.words.text(key))
    }

    fn instant(&self, value: &Value) -> Option<String> {
        let at: Timestamp = value.as_str()?.parse().ok()?;
        Some(moment(self.words, at))
    }

    fn span(&self, value: &Value) -> Option<String> {
        let span: TimeSpan = serde_json::from_value(value.clone()).ok()?;
        let (from, to) = (moment(self.words, span.from), moment(self.words, span.to));
        Some(sentence(
            &self.words.with("span", &[("from", &from), ("to", &to)]),
        ))
    }

    fn basis(&self, value: &Value) -> Option<String> {
        match serde_json::from_value(value.clone()).ok()? {
            Basis::Convention => Some(self.words.text("basis-convention")),
            Basis::Agreement { reference } => {
                let reference = harmless(&reference);
                Some(
                    self.words
                        .with("basis-agreement", &[("reference", &reference)]),
                )
            }
        }
    }

    fn ground(&self, value: &Value) -> Option<String> {
        let ground: Ground = serde_json::from_value(value.clone()).ok()?;
        Some(self.grounds(ground, value.as_str()?))
    }

    fn grounds(&self, ground: Ground, key: &str) -> String {
        let said = self.words.text(&format!("ground-{key}"));
        let source = [
            self.words.cite(ground.article(self.measure)),
            ground.code().to_owned(),
        ];
        let source = self.words.join(&source);
        self.words
            .with("sourced", &[("said", &said), ("source", &source)])
    }

    fn concern(&self, value: &Value) -> Option<String> {
        match serde_json::from_value(value.clone()).ok()? {
            Concern::Postponement => Some(self.words.text("concern-postponement")),
            Concern::Disclosure => Some(self.words.text("concern-disclosure")),
            Concern::Refusal { ground } => {
                let said = self.grounds(ground, value["ground"].as_str()?);
                Some(self.words.with("concern-refusal", &[("ground", &said)]))
            }
        }
    }
}

/// Marks that nobody has to set say nothing where they are not set.
fn only_when_true(field: &Field, value: &Value) -> bool {
    let mark = ["location_unknown", "heavier_penalty"].contains(&field.key);
    mark && value == &Value::Bool(false)
}

fn words(text: Option<String>) -> Vec<Block> {
    text.map(|text| Block::Words { text }).into_iter().collect()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn item(key: &str, text: &str) -> Option<Block> {
    let machine = ["blinded", "evaluated", "tags"].contains(&key);
    let said = !text.trim().is_empty();
    said.then(|| {
        if machine {
            code(text)
        } else {
            Block::Item(own(text))
        }
    })
}
