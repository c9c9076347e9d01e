//! From a dispatch to a letter: pure, every word looked up, every value read from its table.

mod enclosures;
mod frame;

use comity_lexicon::{Language, Words};
use comity_treaty::{Act, Article, Measure};
use serde_json::Value;

use crate::NoLetter;
use crate::dispatch::Dispatch;
use crate::kind::{Kind, undertakings};
use crate::letter::{Clause, Letter, Part};
use crate::spoken::{Spoken, spoken};
use crate::value::Reader;

/// A title that names more kinds of assistance is no title.
const KINDS_IN_TITLE_MAX: usize = 2;

/// The letter of a dispatch, or why there is none.
pub fn compose(dispatch: &Dispatch) -> Result<Letter, NoLetter> {
    let language = Language::of(&dispatch.language);
    let language = language.ok_or_else(|| NoLetter::Language(dispatch.language.clone()))?;
    let words = Words::for_paper(language);
    let spoken = spoken(dispatch)?;
    let (words, dispatch, spoken) = (&words, dispatch, &spoken);
    Ok(Desk {
        words,
        dispatch,
        spoken,
    }
    .letter())
}

/// All that a letter is written from.
struct Desk<'a> {
    words: &'a Words,
    dispatch: &'a Dispatch,
    spoken: &'a Spoken,
}

impl Desk<'_> {
    fn letter(&self) -> Letter {
        let kind = Kind::of(self.spoken.act, self.spoken.measure);
        let reader = self.reader();
        Letter {
            language: self.words.language().code().to_owned(),
            direction: self.words.language().direction().code(),
            title: self.title(),
            kind: self.words.text(&format!("kind-{}", kind.key())),
            convention: self.words.text("convention"),
            marks: self.marks(),
            notices: self.notices(),
            from: self.address("label-from", self.dispatch.speaker, &self.dispatch.from),
            to: self.address("label-to", self.dispatch.speaker.other(), &self.dispatch.to),
            facts: self.facts(),
            intro: self.intro(kind),
            statement: self.statement(),
            paragraphs: reader.paragraphs(&self.spoken.fields, &self.spoken.document),
            parts: self.parts(kind),
            enclosures: self.enclosures(),
            closing: self.words.text("closing"),
            signatures: self.signatures(),
            authenticity: self.authenticity(),
            foot: self.foot(),
        }
    }

    fn reader(&self) -> Reader<'_> {
        let context = match self.spoken.act {
            Act::SendRequest | Act::PlaceTestCall => self.spoken.measure.key(),
            act => act.key(),
        };
        Reader {
            words: self.words,
            measure: self.spoken.measure,
            context,
        }
    }

    fn title(&self) -> String {
        match self.spoken.act {
            Act::SendRequest | Act::PlaceTestCall => self.request(),
            act => self.words.text(&format!("act-{}", act.key())),
        }
    }

    /// "Request for mutual legal assistance: service of documents", where the measure alone says little.
    fn request(&self) -> String {
        let measure = self.spoken.measure;
        let title = self
            .words
            .text(&format!("measure-{}.request", measure.key()));
        let kinds = self.spoken.document.get("kinds").and_then(Value::as_array);
        let kinds = kinds.filter(|kinds| kinds.len() <= KINDS_IN_TITLE_MAX);
        match kinds {
            Some(kinds) if measure == Measure::Assistance => {
                let kinds = kinds.iter().filter_map(Value::as_str);
                let kinds: Vec<String> = kinds.map(|kind| self.words.choice(kind)).collect();
                let kinds = self.words.join(&kinds);
                self.labelled(&title, &kinds)
            }
            _ => title,
        }
    }

    /// "Label: value", with the language's colon.
    fn labelled(&self, label: &str, value: &str) -> String {
        let said = [("label", label), ("value", value)];
        self.words.with("labelled", &said)
    }

    fn intro(&self, kind: Kind) -> String {
        let article = self.words.cite(self.spoken.article);
        self.words
            .with(&format!("intro-{}", kind.key()), &[("article", &article)])
    }

    /// What the message says by being sent; "nothing further" where a message without content has no words of its own.
    fn statement(&self) -> Option<String> {
        let said = self
            .words
            .find(&format!("statement-{}", self.spoken.act.key()));
        let empty = self.spoken.fields.is_empty();
        said.or_else(|| empty.then(|| self.words.text("statement-none")))
    }

    fn parts(&self, kind: Kind) -> Vec<Part> {
        let mut parts = Vec::new();
        let clauses = undertakings(self.spoken.act, self.spoken.measure);
        if !clauses.is_empty() {
            let clauses = clauses
                .iter()
                .map(|(key, reference)| self.clause(key, reference));
            parts.push(Part {
                heading: self.words.text("heading-undertakings"),
                clauses: clauses.collect(),
            });
        }
        let remedy = match (kind, self.spoken.act) {
            (_, Act::Postpone) => Some(self.clause("remedy-postponement", "40(27)")),
            (_, Act::Decline | Act::WithholdTraffic) => None,
            (Kind::Refusal, _) if self.spoken.measure == Measure::Extradition => {
                Some(self.clause("remedy-refusal", "37(17)"))
            }
            (Kind::Refusal, _) => Some(self.clause("remedy-refusal", "40(28)")),
            _ => None,
        };
        parts.extend(remedy.map(|clause| Part {
            heading: self.words.text("heading-remedy"),
            clauses: vec![clause],
        }));
        parts
    }

    fn clause(&self, key: &str, reference: &str) -> Clause {
        // INVARIANT (cited): the references of this crate are rows of the table; a test reads each.
        let article: Article = reference.parse().expect("a provision of the table");
        Clause {
            article: self.words.cite(article),
            text: self.words.text(key),
        }
    }
}
