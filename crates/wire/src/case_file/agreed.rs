//! What the two States said about the evidence beside its conditions: what was left out of it, and what the State that gave
//! it agreed to afterwards. It stands in the messages; a manifest is signed before any of it.

use comity_evidence::Manifest;
use comity_treaty::particulars::DigestText;
use comity_treaty::procedure::assistance::{LeftOut, RequestedSays, RequestingSays};
use comity_treaty::procedure::consent::{ConsentQuestion, Wish};
use comity_treaty::procedure::onward::{OnwardAnswer, OnwardQuestion, Recipient};
use comity_treaty::{MatterId, Message, Sentence};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::say;

/// What was agreed about one package, and what was left out of it.
#[derive(Default)]
pub(super) struct Agreed {
    /// What was asked for and is not in the evidence.
    pub left_out: Vec<LeftOut>,
    /// Heading and text of each consent.
    pub consents: Vec<(Sentence, Sentence)>,
    /// The end of retention that was agreed last.
    pub until: Option<Timestamp>,
}

/// A message that was taken in: its matter, when it was sent, what it says.
pub(super) struct Told<'a> {
    pub matter: MatterId,
    pub at: Timestamp,
    pub message: &'a Message,
}

/// Reads the messages of the package's matter, in their order. An answer belongs to the question that waits for one: no
/// State asks a second question of a kind before the first is answered.
pub(super) fn agreed<'a>(manifest: &Manifest, told: impl Iterator<Item = Told<'a>>) -> Agreed {
    let mut agreed = Agreed::default();
    let (mut consent, mut onward) = (None, None);
    for told in told.filter(|told| told.matter.0 == manifest.matter) {
        match told.message {
            Message::AssistanceToRequesting(RequestedSays::Transferred {
                package,
                left_out,
                ..
            }) if package.package == manifest.package => agreed.left_out.clone_from(left_out),
            Message::AssistanceToRequested(RequestingSays::ConsentQuestion { question }) => {
                consent = Some(question);
            }
            Message::AssistanceToRequesting(RequestedSays::ConsentAnswer { answer }) => {
                let question = consent.take().filter(|_| answer.consent);
                if let Some(question) = question.filter(|q| about(&q.package, manifest)) {
                    agreed.consented(question, &answer.text, told.at);
                }
            }
            Message::AssistanceToRequested(RequestingSays::OnwardQuestion { question }) => {
                onward = Some(question);
            }
            Message::AssistanceToRequesting(RequestedSays::OnwardAnswer { answer }) => {
                let question = onward.take().filter(|_| answer.consent);
                if let Some(question) = question.filter(|q| about(&q.package, manifest)) {
                    agreed.passed_on(question, answer, told.at);
                }
            }
            _ => {}
        }
    }
    agreed
}

fn about(package: &DigestText, manifest: &Manifest) -> bool {
    package.as_str() == manifest.ciphertext.blake3.to_string()
}

impl Agreed {
    fn consented(&mut self, question: &ConsentQuestion, text: &str, at: Timestamp) {
        let reasons = question.reasons.as_str();
        let said = match question.wish {
            Wish::Use { purpose } => say::CONSENT_USE
                .with("purpose", word("choice", &purpose))
                .with("at", at)
                .with("reasons", reasons),
            Wish::Retention { until } => {
                self.until = Some(until);
                say::CONSENT_RETENTION
                    .with("until", until)
                    .with("at", at)
                    .with("reasons", reasons)
            }
        };
        self.consents.push((say::CONSENT.into(), said));
        self.remarks(text);
    }

    fn passed_on(&mut self, question: &OnwardQuestion, answer: &OnwardAnswer, at: Timestamp) {
        let recipient = match &question.recipient {
            Recipient::State { state } => state.to_string(),
            Recipient::Organisation { name } => name.clone(),
        };
        let said = say::CONSENT_ONWARD
            .with("recipient", recipient)
            .with("at", at)
            .with("reasons", question.purpose.as_str());
        self.consents.push((say::CONSENT.into(), said));
        for condition in &answer.conditions {
            let text = say::AS_IT_IS.with("text", condition.as_str());
            self.consents.push((say::CONSENT_CONDITION.into(), text));
        }
        self.remarks(&answer.text);
    }

    fn remarks(&mut self, text: &str) {
        if !text.trim().is_empty() {
            let text = say::AS_IT_IS.with("text", text);
            self.consents.push((say::REMARKS.into(), text));
        }
    }
}

/// A word of the treaty's tables, as the pages say it; its English is the word of the table.
pub(super) fn word(table: &str, word: &impl Serialize) -> Sentence {
    let word = serde_json::to_value(word).ok();
    let word = word.as_ref().and_then(Value::as_str).unwrap_or_default();
    Sentence::keyed(format!("{table}-{word}"), word.replace('_', " "))
}
