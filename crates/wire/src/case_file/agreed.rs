//! What the two States said about the evidence beside its conditions: what was left out of it, and what the State that gave
//! it agreed to afterwards. It stands in the messages; a manifest is signed before any of it.
//!
//! Whoever exports a case file chooses how the messages of the two States lie between each other. So nothing here is read
//! from that: a question and its answer are found by their places among those of their own State, which are signed.

use comity_custody::Digest;
use comity_evidence::Manifest;
use comity_treaty::particulars::DigestText;
use comity_treaty::procedure::assistance::{LeftOut, RequestedSays, RequestingSays};
use comity_treaty::procedure::consent::{ConsentAnswer, ConsentQuestion, Wish};
use comity_treaty::procedure::onward::{OnwardAnswer, OnwardQuestion, Recipient};
use comity_treaty::{Message, Sentence};
use jiff::Timestamp;

use super::links;
use super::receipts::Received;
use super::say;
use super::thread::{self, Thread};
use crate::receipt::Outcome;

/// What was agreed about one package, and what was left out of it.
#[derive(Default)]
pub(super) struct Agreed {
    /// What was asked for and is not in the evidence.
    pub left_out: Vec<LeftOut>,
    /// Heading and text of each line about what was agreed.
    pub lines: Vec<(Sentence, Sentence)>,
    /// The end of retention that was agreed last.
    pub until: Option<Timestamp>,
}

/// A message of the package's matter, when it was sent, and whether the other State took it in.
struct Told<'a> {
    message: &'a Message,
    at: Timestamp,
    taken_in: bool,
}

/// Reads the messages of the package's matter. `signed` is the digest of the manifest as it was signed.
///
/// The State that gave the evidence takes in one question of a kind at a time, and answers it before the next: its n-th
/// answer belongs to the n-th question that it took in. An answer that the other State did not take in has used its
/// question up, and nothing is agreed by it. Where a message or a receipt of the matter is missing or not believed, nothing
/// can be counted.
pub(super) fn agreed(
    manifest: &Manifest,
    signed: Digest,
    thread: &Thread,
    received: &[Option<Received>],
) -> Agreed {
    let mut agreed = Agreed {
        left_out: left_out(manifest, signed, thread),
        ..Agreed::default()
    };
    let told = |from: &str, to: &str| of_state(manifest, (from, to), &thread.messages, received);
    let (asking, giving) = (manifest.to.as_str(), manifest.from.as_str());
    let both = told(asking, giving).zip(told(giving, asking));
    let Some((asking, giving)) = both.filter(|_| thread.whole()) else {
        return agreed;
    };
    let consents = pairs(&asking, &giving, consent_question, consent_answer);
    for (question, answer, at) in consents {
        if answer.consent && about(&question.package, manifest) {
            agreed.consented(question, &answer.text, at);
        }
    }
    let onward = pairs(&asking, &giving, onward_question, onward_answer);
    for (question, answer, at) in onward {
        if answer.consent && about(&question.package, manifest) {
            agreed.passed_on(question, answer, at);
        }
    }
    agreed
}

/// What one State said to the other in the matter, in its own order; nothing where one message or receipt is missing.
fn of_state<'a>(
    manifest: &Manifest,
    (from, to): (&str, &str),
    messages: &'a [thread::Message],
    received: &[Option<Received>],
) -> Option<Vec<Told<'a>>> {
    let mut own: Vec<_> = messages
        .iter()
        .map(|message| &message.envelope)
        .zip(received)
        .filter(|(envelope, _)| envelope.matter.0 == manifest.matter)
        .filter(|(envelope, _)| envelope.from.as_str() == from)
        .collect();
    own.sort_by_key(|(envelope, _)| envelope.sequence);
    let told = (1..).zip(own).map(|(place, (envelope, receipt))| {
        let in_place = envelope.sequence == place && envelope.to.as_str() == to;
        let outcome = &receipt.as_ref().filter(|_| in_place)?.receipt.outcome;
        Some(Told {
            message: &envelope.message,
            at: envelope.sent_at,
            taken_in: matches!(outcome, Outcome::Accepted),
        })
    });
    told.collect()
}

/// Questions with their answers, and when these were sent.
fn pairs<'a, Q, A>(
    asking: &[Told<'a>],
    giving: &[Told<'a>],
    question: fn(&'a Message) -> Option<&'a Q>,
    answer: fn(&'a Message) -> Option<&'a A>,
) -> Vec<(&'a Q, &'a A, Timestamp)> {
    let questions = asking.iter().filter(|told| told.taken_in);
    let questions = questions.filter_map(|told| question(told.message));
    let answers = giving
        .iter()
        .filter_map(|told| Some((answer(told.message)?, told)));
    questions
        .zip(answers)
        .filter(|(_, (_, told))| told.taken_in)
        .map(|(question, (answer, told))| (question, answer, told.at))
        .collect()
}

fn consent_question(message: &Message) -> Option<&ConsentQuestion> {
    match message {
        Message::AssistanceToRequested(RequestingSays::ConsentQuestion { question }) => {
            Some(question)
        }
        _ => None,
    }
}

fn consent_answer(message: &Message) -> Option<&ConsentAnswer> {
    match message {
        Message::AssistanceToRequesting(RequestedSays::ConsentAnswer { answer }) => Some(answer),
        _ => None,
    }
}

fn onward_question(message: &Message) -> Option<&OnwardQuestion> {
    match message {
        Message::AssistanceToRequested(RequestingSays::OnwardQuestion { question }) => {
            Some(question)
        }
        _ => None,
    }
}

fn onward_answer(message: &Message) -> Option<&OnwardAnswer> {
    match message {
        Message::AssistanceToRequesting(RequestedSays::OnwardAnswer { answer }) => Some(answer),
        _ => None,
    }
}

/// What the messages that announce this manifest leave out, whatever became of them: nothing that was said once is taken
/// back by saying less.
fn left_out(manifest: &Manifest, signed: Digest, thread: &Thread) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    let of_matter = thread.messages.iter().map(|message| &message.envelope);
    let of_giver = of_matter
        .filter(|envelope| envelope.matter.0 == manifest.matter)
        .filter(|envelope| envelope.from.as_str() == manifest.from.as_str());
    for message in of_giver.map(|envelope| &envelope.message) {
        let names = links::announced(message).is_some_and(|said| said.names(manifest, signed));
        if let Message::AssistanceToRequesting(RequestedSays::Transferred { left_out, .. }) =
            message
            && names
        {
            for part in left_out {
                if !all.contains(part) {
                    all.push(part.clone());
                }
            }
        }
    }
    all
}

fn about(package: &DigestText, manifest: &Manifest) -> bool {
    package.as_str() == manifest.ciphertext.blake3.to_string()
}

impl Agreed {
    fn consented(&mut self, question: &ConsentQuestion, text: &str, at: Timestamp) {
        let said = match question.wish {
            Wish::Use { purpose } => {
                say::CONSENT_USE.with("purpose", say::word("choice", &purpose))
            }
            Wish::Retention { until } => {
                self.until = Some(until);
                say::CONSENT_RETENTION.with("until", until)
            }
        };
        self.line(say::CONSENT, said.with("at", at));
        self.as_it_is(say::CONSENT_REASONS, &question.reasons);
        self.as_it_is(say::CONSENT_SAID, text);
    }

    fn passed_on(&mut self, question: &OnwardQuestion, answer: &OnwardAnswer, at: Timestamp) {
        let recipient = match &question.recipient {
            Recipient::State { state } => state.to_string(),
            Recipient::Organisation { name } => name.clone(),
        };
        let said = say::CONSENT_ONWARD.with("recipient", recipient);
        self.line(say::CONSENT, said.with("at", at));
        self.as_it_is(say::CONSENT_PURPOSE, &question.purpose);
        for condition in &answer.conditions {
            self.as_it_is(say::CONSENT_CONDITION, condition);
        }
        self.as_it_is(say::CONSENT_SAID, &answer.text);
    }

    fn line(&mut self, label: impl Into<Sentence>, text: Sentence) {
        self.lines.push((label.into(), text));
    }

    /// What a State wrote, on a line of its own; none where it wrote nothing.
    fn as_it_is(&mut self, label: impl Into<Sentence>, text: &str) {
        if !text.trim().is_empty() {
            self.line(label, say::AS_IT_IS.with("text", text));
        }
    }
}
