//! The thread as a whole: order, parties, matters.

use std::collections::{BTreeMap, BTreeSet};

use comity_treaty::{MatterId, StateCode};
use jiff::Timestamp;

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::{Place, THREAD};
use super::links;
use super::report::{Findings, Where};
use super::say;
use super::thread::{Message, Thread};

/// Where, what is there, what should be there.
type Misplaced = (Where, String, String);

/// Order and parties, which need nothing but the messages.
pub(super) fn verify(inventory: &Inventory, thread: &Thread, findings: &mut Findings) {
    order(inventory, thread, findings);
    if thread.messages.is_empty() {
        findings.not_reached(CheckId::ThreadParties, "", say::NO_MESSAGE);
    } else {
        parties(&thread.messages, findings);
    }
}

/// Numbers without gaps, receipts only beside envelopes, sequences without gaps, times that do not run back.
fn order(inventory: &Inventory, thread: &Thread, findings: &mut Findings) {
    let mut faults = numbers(inventory);
    let mut last: BTreeMap<(MatterId, StateCode), (u64, Timestamp)> = BTreeMap::new();
    for message in &thread.messages {
        let direction = (message.envelope.matter, message.envelope.from);
        let before = last.get(&direction).copied().unwrap_or((0, Timestamp::MIN));
        faults.extend(follows(message, before, thread.whole()));
        faults.extend(named(message));
        last.insert(
            direction,
            (message.envelope.sequence, message.envelope.sent_at),
        );
    }
    if faults.is_empty() && thread.whole() {
        findings.pass(
            CheckId::ThreadOrder,
            "",
            format!("{} messages", thread.messages.len()),
        );
    } else if faults.is_empty() {
        findings.not_reached(CheckId::ThreadOrder, "", say::NO_MESSAGE);
    }
    for (at, found, expected) in faults {
        findings.fail(CheckId::ThreadOrder, "", at, found, expected);
    }
}

/// The message against the one before it in its matter and direction. Where some messages are not believed, what is
/// left must still be in order.
fn follows(message: &Message, (sequence, time): (u64, Timestamp), whole: bool) -> Vec<Misplaced> {
    let (envelope, file) = (&message.envelope, &message.file);
    let mut faults = Vec::new();
    let next = sequence.saturating_add(1);
    if envelope.sequence < next || (whole && envelope.sequence != next) {
        let expected = format!("{next} for {} in matter {}", envelope.from, envelope.matter);
        faults.push((
            Where::field(file, "sequence"),
            envelope.sequence.to_string(),
            expected,
        ));
    }
    if envelope.sent_at < time {
        let expected = format!("not before {time}, when the message before it was sent");
        faults.push((
            Where::field(file, "sent_at"),
            envelope.sent_at.to_string(),
            expected,
        ));
    }
    faults
}

fn named(message: &Message) -> Option<Misplaced> {
    let kind = links::kind(&message.envelope.message);
    let found = format!("a message of kind {kind}");
    (message.name.kind != kind)
        .then(|| (Where::file(&message.file), found, message.name.kind.clone()))
}

fn numbers(inventory: &Inventory) -> Vec<Misplaced> {
    let mut faults = Vec::new();
    let mut expected = 1;
    for place in inventory.places() {
        match place {
            Place::Envelope(name) if name.number == expected => expected += 1,
            Place::Envelope(name) => {
                let found = format!("number {:04}", name.number);
                faults.push((
                    Where::file(place.path()),
                    found,
                    format!("number {expected:04}"),
                ));
                expected = name.number.saturating_add(1);
            }
            Place::Receipt(name) if !inventory.has(&Place::Envelope(name.clone())) => {
                let found = "a receipt without its envelope".to_owned();
                let envelope = Place::Envelope(name.clone()).path();
                faults.push((Where::file(place.path()), found, envelope));
            }
            _ => {}
        }
    }
    if expected == 1 {
        faults.push((
            Where::file(THREAD),
            "no message".to_owned(),
            "the messages of the matter".to_owned(),
        ));
    }
    faults
}

fn parties(messages: &[Message], findings: &mut Findings) {
    let pair = |message: &Message| BTreeSet::from([message.envelope.from, message.envelope.to]);
    let expected = messages.first().map(pair).unwrap_or_default();
    let names: Vec<&str> = expected.iter().map(StateCode::as_str).collect();
    let other = messages
        .iter()
        .find(|message| pair(message) != expected || expected.len() != 2);
    let Some(message) = other else {
        findings.pass(CheckId::ThreadParties, "", names.join(" and "));
        return;
    };
    let found = format!("{} to {}", message.envelope.from, message.envelope.to);
    let expected = format!(
        "between two States, as the first message: {}",
        names.join(" and ")
    );
    findings.fail(
        CheckId::ThreadParties,
        "",
        Where::field(&message.file, "to"),
        found,
        expected,
    );
}

/// Every matter of the thread is the one that the case file is about, or cited by a message of a matter that belongs to it.
pub(super) fn matters(thread: &Thread, about: Option<MatterId>, findings: &mut Findings) {
    let Some(about) = about.filter(|_| thread.whole()) else {
        findings.not_reached(CheckId::ThreadMatters, "", say::NO_SUBJECT);
        return;
    };
    let connected = connected(about, &thread.messages);
    let stray = thread
        .messages
        .iter()
        .find(|message| !connected.contains(&message.envelope.matter));
    let Some(message) = stray else {
        let matters: Vec<String> = connected.iter().map(MatterId::to_string).collect();
        findings.pass(CheckId::ThreadMatters, "", matters.join(", "));
        return;
    };
    let at = Where::field(&message.file, "matter");
    let expected = format!("matter {about}, or one it cites");
    findings.fail(
        CheckId::ThreadMatters,
        "",
        at,
        message.envelope.matter.to_string(),
        expected,
    );
}

/// The matter, the matters its messages cite, and so on.
fn connected(matter: MatterId, messages: &[Message]) -> BTreeSet<MatterId> {
    let mut connected = BTreeSet::from([matter]);
    loop {
        let of = messages
            .iter()
            .filter(|message| connected.contains(&message.envelope.matter));
        let cited: Vec<_> = of
            .filter_map(|message| links::cited(&message.envelope.message))
            .collect();
        let before = connected.len();
        connected.extend(cited);
        if connected.len() == before {
            return connected;
        }
    }
}
