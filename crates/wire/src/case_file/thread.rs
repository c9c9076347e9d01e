//! What the States said to each other: envelopes, in order.

use std::collections::{BTreeMap, BTreeSet};

use comity_custody::Digest;
use comity_evidence::Manifest;
use comity_treaty::{MatterId, StateCode};
use jiff::Timestamp;
use serde::Deserialize;

use super::check::CheckId;
use super::identities::{Identities, Identity};
use super::inventory::Inventory;
use super::layout::{Place, ThreadName};
use super::links;
use super::locate;
use super::report::{Findings, Where};
use super::source::{CaseSource, SourceFault};
use crate::canonical;
use crate::envelope::{Envelope, MAX_ENVELOPE_BYTES, VERSION};
use crate::jws::{self, Typ};

/// A believed envelope of the thread.
pub(super) struct Message {
    pub name: ThreadName,
    pub file: String,
    /// SHA-256 of the file.
    pub digest: Digest,
    pub envelope: Envelope,
}

/// Where something is wrong, and what is there.
pub(super) type Fault = (Where, String);

#[derive(Deserialize)]
struct Sent {
    sent_at: Timestamp,
}

/// Verifies every envelope, then the thread they make.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    identities: &Identities,
    findings: &mut Findings,
) -> Result<Vec<Message>, SourceFault> {
    let mut messages = Vec::new();
    for place in inventory.places() {
        let Place::Envelope(name) = place else {
            continue;
        };
        let bytes = source.read(&place.path(), MAX_ENVELOPE_BYTES)?;
        messages.extend(envelope(name, &bytes, identities, findings));
    }
    if messages.is_empty() {
        let at = Where::file(super::layout::THREAD);
        findings.fail(
            CheckId::ThreadOrder,
            "",
            at,
            "no believed message",
            "the messages of the matter",
        );
        return Ok(messages);
    }
    order(inventory, &messages, findings);
    parties(&messages, findings);
    Ok(messages)
}

fn envelope(
    name: &ThreadName,
    bytes: &[u8],
    identities: &Identities,
    findings: &mut Findings,
) -> Option<Message> {
    let file = Place::Envelope(name.clone()).path();
    let opened = match identities.get(name.from) {
        Some(identity) => open(&file, bytes, name.from, identity),
        None => Err(unknown(&file, name.from)),
    };
    match opened {
        Ok(envelope) => {
            findings.pass(
                CheckId::EnvelopeSignatures,
                &file,
                format!("sent {}", envelope.sent_at),
            );
            Some(Message {
                name: name.clone(),
                file,
                digest: Digest::of(bytes),
                envelope,
            })
        }
        Err((at, found)) => {
            let expected = format!(
                "an envelope with both signatures of {}, by keys valid then",
                name.from
            );
            findings.fail(CheckId::EnvelopeSignatures, file, at, found, expected);
            None
        }
    }
}

pub(super) fn unknown(file: &str, state: StateCode) -> Fault {
    let found = format!("no believed statement about the keys of {state}");
    (Where::field(file, "signatures.protected.kid"), found)
}

/// The time of sending is read before it is believed, to choose the time at which the keys must be valid; the
/// signatures then cover it.
fn open(file: &str, bytes: &[u8], from: StateCode, identity: &Identity) -> Result<Envelope, Fault> {
    let Sent { sent_at } = claimed(file, bytes, Typ::Envelope, MAX_ENVELOPE_BYTES)?;
    vouched(file, "sent_at", sent_at, identity)?;
    let keys = |kid: &_| identity.keys.get(kid).cloned();
    let verified = jws::verify(bytes, Typ::Envelope, MAX_ENVELOPE_BYTES, sent_at, keys)
        .map_err(|refusal| (locate::signatures(file, &refusal), locate::words(&refusal)))?;
    let envelope: Envelope = canonical::from_bytes(&verified.payload)
        .map_err(|refusal| (Where::field(file, "payload"), locate::words(&refusal)))?;
    if envelope.version != VERSION {
        return Err((Where::field(file, "version"), envelope.version));
    }
    if envelope.from != from {
        return Err((Where::field(file, "from"), envelope.from.to_string()));
    }
    Ok(envelope)
}

/// Some members of a signed payload, before it is believed.
pub(super) fn claimed<T: serde::de::DeserializeOwned>(
    file: &str,
    bytes: &[u8],
    typ: Typ,
    limit: usize,
) -> Result<T, Fault> {
    let payload = jws::unverified_payload(bytes, typ, limit)
        .map_err(|refusal| (locate::signatures(file, &refusal), locate::words(&refusal)))?;
    serde_json::from_slice(&payload)
        .map_err(|error| (Where::field(file, "payload"), error.to_string()))
}

/// The statements vouch for nothing signed after their end.
pub(super) fn vouched(
    file: &str,
    field: &str,
    at: Timestamp,
    identity: &Identity,
) -> Result<(), Fault> {
    if at < identity.expires {
        return Ok(());
    }
    let found = format!(
        "signed {at}, but the statements about the keys ended {}",
        identity.expires
    );
    Err((Where::field(file, field), found))
}

/// Numbers without gaps, receipts only beside envelopes, sequences without gaps, times that do not run back.
fn order(inventory: &Inventory, messages: &[Message], findings: &mut Findings) {
    let mut faults = numbers(inventory);
    let mut last: BTreeMap<(MatterId, StateCode), (u64, Timestamp)> = BTreeMap::new();
    for message in messages {
        let Envelope {
            matter,
            from,
            sequence,
            sent_at,
            ..
        } = &message.envelope;
        let (earlier, time) = last
            .get(&(*matter, *from))
            .copied()
            .unwrap_or((0, Timestamp::MIN));
        if *sequence != earlier + 1 {
            let expected = format!("{} for {from} in matter {matter}", earlier + 1);
            faults.push((
                Where::field(&message.file, "sequence"),
                sequence.to_string(),
                expected,
            ));
        }
        if *sent_at < time {
            let expected = format!("not before {time}, when the message before it was sent");
            faults.push((
                Where::field(&message.file, "sent_at"),
                sent_at.to_string(),
                expected,
            ));
        }
        let kind = links::kind(&message.envelope.message);
        if message.name.kind != kind {
            faults.push((
                Where::file(&message.file),
                format!("a message of kind {kind}"),
                message.name.kind.clone(),
            ));
        }
        last.insert((*matter, *from), (*sequence, *sent_at));
    }
    if faults.is_empty() {
        findings.pass(
            CheckId::ThreadOrder,
            "",
            format!("{} messages", messages.len()),
        );
    }
    for (at, found, expected) in faults {
        findings.fail(CheckId::ThreadOrder, "", at, found, expected);
    }
}

fn numbers(inventory: &Inventory) -> Vec<(Where, String, String)> {
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
                faults.push((
                    Where::file(place.path()),
                    found,
                    Place::Envelope(name.clone()).path(),
                ));
            }
            _ => {}
        }
    }
    faults
}

fn parties(messages: &[Message], findings: &mut Findings) {
    let pair = |message: &Message| BTreeSet::from([message.envelope.from, message.envelope.to]);
    let expected = messages.first().map(pair).unwrap_or_default();
    let names = expected
        .iter()
        .map(StateCode::as_str)
        .collect::<Vec<_>>()
        .join(" and ");
    let other = messages
        .iter()
        .find(|message| pair(message) != expected || expected.len() != 2);
    match other {
        None => findings.pass(CheckId::ThreadParties, "", names),
        Some(message) => {
            let found = format!("{} to {}", message.envelope.from, message.envelope.to);
            let expected = format!("between two States, as the first message: {names}");
            findings.fail(
                CheckId::ThreadParties,
                "",
                Where::field(&message.file, "to"),
                found,
                expected,
            );
        }
    }
}

/// Every matter of the thread is the manifest's, or cited by a message of a matter that belongs to it.
pub(super) fn matters(messages: &[Message], manifest: Option<&Manifest>, findings: &mut Findings) {
    let Some(manifest) = manifest else { return };
    let mut connected = BTreeSet::from([MatterId(manifest.matter)]);
    loop {
        let cited = messages
            .iter()
            .filter(|message| connected.contains(&message.envelope.matter))
            .flat_map(|message| links::cited(&message.envelope.message));
        let (before, cited) = (connected.len(), cited.collect::<Vec<_>>());
        connected.extend(cited);
        if connected.len() == before {
            break;
        }
    }
    let stray = messages
        .iter()
        .find(|message| !connected.contains(&message.envelope.matter));
    match stray {
        None => findings.pass(CheckId::ThreadMatters, "", matters_of(messages)),
        Some(message) => {
            let at = Where::field(&message.file, "matter");
            let found = message.envelope.matter.to_string();
            let expected = format!("matter {}, or one it cites", manifest.matter);
            findings.fail(CheckId::ThreadMatters, "", at, found, expected);
        }
    }
}

fn matters_of(messages: &[Message]) -> String {
    let matters: BTreeSet<MatterId> = messages
        .iter()
        .map(|message| message.envelope.matter)
        .collect();
    matters
        .iter()
        .map(MatterId::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
