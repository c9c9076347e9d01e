//! What stands around the particulars: marks, notices, addresses, reference and dates, signatures, authenticity, foot.

use comity_treaty::{Role, Side};
use jiff::tz::Offset;
use serde_json::Value;

use super::Desk;
use crate::clean::{harmless, own};
use crate::dispatch::Correspondent;
use crate::forms::{clock, code, groups, moment, sentence};
use crate::kind::side_key;
use crate::letter::{Address, Authenticity, Block, Foot, Row, Signatures};
use crate::qr;

/// The most lines of contact that are set.
const CONTACT_LINES_MAX: usize = 6;

impl Desk<'_> {
    pub(super) fn marks(&self) -> Vec<String> {
        let holds = |key: &str| match self.spoken.document.get(key) {
            Some(Value::Bool(yes)) => *yes,
            Some(value) => !value.is_null(),
            None => false,
        };
        let secret = self.dispatch.confidential
            || ["secrecy", "confidential", "confidential_until"]
                .into_iter()
                .any(holds);
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

    pub(super) fn notices(&self) -> Vec<String> {
        let notice = |there: bool, key: &str| there.then(|| self.words.text(key));
        let draft = notice(self.dispatch.envelope.is_none(), "notice-draft");
        let not_in_force = notice(!self.dispatch.in_force, "notice-not-in-force");
        [draft, not_in_force].into_iter().flatten().collect()
    }

    pub(super) fn address(&self, label: &str, side: Side, who: &Correspondent) -> Address {
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

    pub(super) fn facts(&self) -> Vec<Row> {
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

    pub(super) fn row(&self, label: &str, value: Block) -> Row {
        Row {
            label: self.words.text(label),
            article: None,
            value: vec![value],
        }
    }

    pub(super) fn signatures(&self) -> Signatures {
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

    pub(super) fn authenticity(&self) -> Option<Authenticity> {
        let digest = self.dispatch.envelope.as_ref()?.as_str();
        let entry = self.dispatch.entry.map(|entry| {
            let (number, state) = (entry.number.to_string(), entry.state.to_string());
            let place = [("number", number.as_str()), ("state", &state)];
            let place = sentence(&self.words.with("entry", &place));
            self.labelled(&self.words.text("label-entry"), &place)
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

    pub(super) fn foot(&self) -> Foot {
        let other = self
            .dispatch
            .written_in
            .as_ref()
            .filter(|code| **code != self.dispatch.language);
        let own_words = other.map(|code| {
            let language = self.words.language_name(&harmless(code));
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
