//! What the States said to each other: the envelopes, each with its signatures.

use std::collections::BTreeSet;

use comity_custody::Digest;
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::Deserialize;

use super::check::CheckId;
use super::identities::{Identities, Identity};
use super::inventory::Inventory;
use super::layout::{Place, ThreadName};
use super::locate;
use super::report::{Fault, Findings, Refused, Where};
use super::source::{CaseSource, SourceFault};
use crate::canonical;
use crate::envelope::{Envelope, MAX_ENVELOPE_BYTES, VERSION};
use crate::jws::{self, Typ};

/// A believed envelope.
pub(super) struct Message {
    pub name: ThreadName,
    pub file: String,
    /// SHA-256 of the file.
    pub digest: Digest,
    pub envelope: Envelope,
}

/// All envelopes, in order.
#[derive(Default)]
pub(super) struct Thread {
    /// Those that are believed.
    pub messages: Vec<Message>,
    /// The digests of those that are not.
    pub unbelieved: BTreeSet<Digest>,
}

impl Thread {
    /// Whether every envelope is believed, so that what is missing is missing.
    pub fn whole(&self) -> bool {
        self.unbelieved.is_empty()
    }
}

#[derive(Deserialize)]
struct Sent {
    sent_at: Timestamp,
}

/// Verifies the signatures of every envelope.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    identities: &Identities,
    findings: &mut Findings,
) -> Result<Thread, SourceFault> {
    let mut thread = Thread::default();
    for place in inventory.places() {
        let Place::Envelope(name) = place else {
            continue;
        };
        let (file, bytes) = (
            place.path(),
            source.read(&place.path(), MAX_ENVELOPE_BYTES)?,
        );
        let digest = Digest::of(&bytes);
        let identity = identities.get(name.from, &file);
        match identity.and_then(|identity| open(&file, &bytes, name.from, identity)) {
            Ok(envelope) => {
                let found = format!("sent {}", envelope.sent_at);
                findings.pass(CheckId::EnvelopeSignatures, &file, found);
                thread.messages.push(Message {
                    name: name.clone(),
                    file,
                    digest,
                    envelope,
                });
            }
            Err(refused) => {
                let expected = format!("both signatures of {}, by keys valid then", name.from);
                findings.refuse(CheckId::EnvelopeSignatures, file, refused, expected);
                thread.unbelieved.insert(digest);
            }
        }
    }
    Ok(thread)
}

/// The time of sending is read before it is believed, to choose the time at which the keys must be valid; the
/// signatures then cover it.
fn open(
    file: &str,
    bytes: &[u8],
    from: StateCode,
    identity: &Identity,
) -> Result<Envelope, Refused> {
    let Sent { sent_at } = claimed(file, bytes, Typ::Envelope, MAX_ENVELOPE_BYTES)?;
    identity.vouched(file, "sent_at", sent_at)?;
    let keys = |kid: &_| identity.keys.get(kid).cloned();
    let verified = jws::verify(bytes, Typ::Envelope, MAX_ENVELOPE_BYTES, sent_at, keys)
        .map_err(|refusal| (locate::signatures(file, &refusal), locate::words(&refusal)))?;
    let envelope: Envelope = canonical::from_bytes(&verified.payload)
        .map_err(|refusal| (Where::field(file, "payload"), locate::words(&refusal)))?;
    if envelope.version != VERSION {
        return Err((Where::field(file, "version"), envelope.version).into());
    }
    if envelope.from != from {
        return Err((Where::field(file, "from"), envelope.from.to_string()).into());
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
