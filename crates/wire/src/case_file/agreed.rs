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
/// question up, and nothing is agreed by it. Where a message is not believed nothing can be counted.
pub(super) fn agreed(
    manifest: &Manifest,
    signed: Digest,
    thread: &Thread,
    received: &[Option<Received>],
) -> Agreed {
    let mut agreed = Agreed::default();
    if !thread.whole() {
        return agreed;
    }
    let told = |from: &str| of_state(manifest, from, &thread.messages, received);
    let (asking, giving) = (told(manifest.to.as_str()), told(manifest.from.as_str()));
    agreed.left_out = giving
        .iter()
        .find_map(|told| left_out(told.message, manifest, signed))
        .unwrap_or_default();
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

/// What one State said in the matter, in its own order.
fn of_state<'a>(
    manifest: &Manifest,
    from: &str,
    messages: &'a [thread::Message],
    received: &[Option<Received>],
) -> Vec<Told<'a>> {
    let taken_in = |receipt: &Option<Received>| {
        let receipt = receipt.as_ref();
        receipt.is_some_and(|one| matches!(one.receipt.outcome, Outcome::Accepted))
    };
    let mut own: Vec<_> = messages
        .iter()
        .zip(received)
        .map(|(message, receipt)| (&message.envelope, taken_in(receipt)))
        .filter(|(envelope, _)| envelope.matter.0 == manifest.matter)
        .filter(|(envelope, _)| envelope.from.as_str() == from)
        .collect();
    own.sort_by_key(|(envelope, _)| envelope.sequence);
    let told = own.into_iter().map(|(envelope, taken_in)| Told {
        message: &envelope.message,
        at: envelope.sent_at,
        taken_in,
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

/// What the message that first announced this manifest leaves out, whatever became of that message.
fn left_out(message: &Message, manifest: &Manifest, signed: Digest) -> Option<Vec<LeftOut>> {
    let names = links::announced(message)?.names(manifest, signed);
    match message {
        Message::AssistanceToRequesting(RequestedSays::Transferred { left_out, .. }) if names => {
            Some(left_out.clone())
        }
        _ => None,
    }
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
