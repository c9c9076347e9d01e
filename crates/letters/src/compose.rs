//! From a dispatch to a letter: pure, every word looked up, every value read from its table.

use comity_lexicon::{Language, Words};
use comity_treaty::{Act, Article, Measure, Role, Side};
use jiff::tz::Offset;
use serde_json::Value;

use crate::NoLetter;
use crate::clean::own;
use crate::dispatch::{Correspondent, Dispatch};
use crate::kind::{Kind, side_key, undertakings};
use crate::letter::{
    Address, Authenticity, Block, Clause, Foot, Letter, Own, Part, Row, Signatures,
};
use crate::qr;
use crate::spoken::{Spoken, spoken};
use crate::value::{Reader, clock, code, groups, moment, sentence};

/// The most lines of contact that are set.
const CONTACT_LINES_MAX: usize = 6;

/// The letter of a dispatch, or why there is none.
pub fn compose(dispatch: &Dispatch) -> Result<Letter, NoLetter> {
    let language = Language::of(&dispatch.language);
    let language = language.ok_or_else(|| NoLetter::Language(dispatch.language.clone()))?;
    let words = Words::for_paper(language);
    let spoken = spoken(&dispatch.message, dispatch.speaker)?;
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
            closing: self.words.text("closing"),
            signatures: self.signatures(),
            authenticity: self.authenticity(),
            foot: self.foot(),
        }
    }

    fn reader(&self) -> Reader<'_> {
        let context = match self.spoken.act {
            Act::SendRequest => self.spoken.measure.key(),
            act => act.key(),
        };
        Reader {
            words: self.words,
            context,
        }
    }

    fn title(&self) -> String {
        match self.spoken.act {
            Act::SendRequest => self
                .words
                .text(&format!("measure-{}.request", self.spoken.measure.key())),
            act => self.words.text(&format!("act-{}", act.key())),
        }
    }

    fn marks(&self) -> Vec<String> {
        let holds = |key: &str| match self.spoken.document.get(key) {
            Some(Value::Bool(yes)) => *yes,
            Some(value) => !value.is_null(),
            None => false,
        };
        let secret = holds("secrecy") || holds("confidential") || holds("confidential_until");
        let urgent = ["emergency", "expedited", "urgency", "urgent"]
            .into_iter()
            .any(holds);
        let mark = |there: bool, key: &str| there.then(|| self.words.text(key));
        [
            mark(secret, "mark-confidential"),
            mark(urgent, "mark-urgent"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn notices(&self) -> Vec<String> {
        let notice = |there: bool, key: &str| there.then(|| self.words.text(key));
        let draft = notice(self.dispatch.envelope.is_none(), "notice-draft");
        let not_in_force = notice(!self.dispatch.in_force, "notice-not-in-force");
        [draft, not_in_force].into_iter().flatten().collect()
    }

    fn address(&self, label: &str, side: Side, who: &Correspondent) -> Address {
        let contact = who.contact.iter().take(CONTACT_LINES_MAX);
        Address {
            label: self.words.text(label),
            side: self.words.text(side_key(self.spoken.measure, side)),
            state: who.state.to_string(),
            lines: who
                .authority
                .iter()
                .chain(contact)
                .map(|line| own(line))
                .collect(),
        }
    }

    fn facts(&self) -> Vec<Row> {
        let provision = sentence(&self.words.cite(self.spoken.article));
        let measure = sentence(
            &self
                .words
                .text(&format!("measure-{}", self.spoken.measure.key())),
        );
        let mut rows = vec![
            self.row("label-reference", code(&self.dispatch.matter.to_string())),
            self.row("label-measure", Block::Words { text: measure }),
            self.row("label-provision", Block::Words { text: provision }),
            self.row(
                "label-date",
                Block::Words {
                    text: moment(self.words, self.dispatch.at),
                },
            ),
        ];
        rows.extend(
            self.local_time()
                .map(|text| self.row("label-local-date", Block::Words { text })),
        );
        rows
    }

    fn local_time(&self) -> Option<String> {
        let minutes = self.dispatch.offset_minutes?;
        let offset = Offset::from_seconds(i32::from(minutes) * 60).ok()?;
        let local = clock(self.words, self.dispatch.at, offset);
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let sign = if minutes < 0 { '−' } else { '+' };
        Some(format!("{local} (UTC{sign}{hours:02}:{rest:02})"))
    }

    fn row(&self, label: &str, value: Block) -> Row {
        Row {
            label: self.words.text(label),
            value: vec![value],
        }
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

    fn signatures(&self) -> Signatures {
        let function = |role: &Role| Block::Words {
            text: self.words.text(&format!("role-{}", role.key())),
        };
        let authority = || Block::Words {
            text: self
                .words
                .text(side_key(self.spoken.measure, self.dispatch.speaker)),
        };
        let rows = match &self.dispatch.signed_by[..] {
            _ if self.dispatch.by_deadline => vec![self.row("signature-deadline", authority())],
            [] => vec![self.row("signature-other", authority())],
            [sole] => vec![self.row("signature-sole", function(sole))],
            [first, second, ..] => vec![
                self.row("signature-first", function(first)),
                self.row("signature-second", function(second)),
            ],
        };
        Signatures {
            heading: self.words.text("heading-signatures"),
            rows,
            note: self
                .dispatch
                .envelope
                .as_ref()
                .map(|_| self.words.text("signed-electronically"))
                .unwrap_or_default(),
        }
    }

    fn authenticity(&self) -> Option<Authenticity> {
        let digest = self.dispatch.envelope.as_ref()?.as_str();
        let entry = self.dispatch.entry.map(|entry| {
            let (number, state) = (entry.number.to_string(), entry.state.to_string());
            let text = self
                .words
                .with("entry", &[("number", &number), ("state", &state)]);
            self.row(
                "label-entry",
                Block::Words {
                    text: sentence(&text),
                },
            )
        });
        Some(Authenticity {
            heading: self.words.text("heading-authenticity"),
            label: self.words.text("label-digest"),
            groups: groups(digest),
            uri: qr::uri(digest),
            alt: self.words.text("qr-alt"),
            text: self.words.text("authenticity-text"),
            entry,
        })
    }

    fn foot(&self) -> Foot {
        let other = self
            .dispatch
            .written_in
            .as_ref()
            .filter(|code| **code != self.dispatch.language);
        let own_words = other.map(|code| {
            let language = self.words.language_name(&crate::clean::harmless(code));
            self.words.with("own-words", &[("language", &language)])
        });
        Foot {
            reference: self.dispatch.matter.to_string(),
            page: self
                .words
                .with("page", &[("page", "#P#"), ("pages", "#N#")]),
            own_words,
            attached: self.words.text("attached"),
        }
    }
}

impl Letter {
    /// Every text of the letter, to be looked at or changed.
    pub(crate) fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut texts = vec![&mut self.title, &mut self.intro, &mut self.closing];
        for address in [&mut self.from, &mut self.to] {
            texts.extend(address.lines.iter_mut().map(|own| &mut own.text));
        }
        let values = self.facts.iter_mut().map(|row| &mut row.value);
        let values = values.chain(self.paragraphs.iter_mut().map(|one| &mut one.value));
        values
            .flatten()
            .for_each(|block| block_texts(block, &mut texts));
        texts.extend(self.foot.own_words.as_mut());
        texts
    }
}

fn block_texts<'a>(block: &'a mut Block, texts: &mut Vec<&'a mut String>) {
    match block {
        Block::Words { text }
        | Block::Own(Own { text, .. })
        | Block::Item(Own { text, .. })
        | Block::Code { text } => {
            texts.push(text);
        }
        Block::Record { rows } => {
            rows.iter_mut()
                .flat_map(|row| &mut row.value)
                .for_each(|inner| block_texts(inner, texts));
        }
    }
}
