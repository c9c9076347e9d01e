//! What the custody logs prove: each message stands in the receiver's log, under a checkpoint that witnesses
//! cosigned, and each log shown anywhere in the case file is a beginning of that one.

mod proof;

use std::collections::{BTreeMap, BTreeSet};

use comity_custody::{Digest, Policy};
use comity_treaty::StateCode;
use jiff::Timestamp;

use super::check::CheckId;
use super::history::{self, Seen};
use super::identities::Identities;
use super::inventory::Inventory;
use super::layout::Place;
use super::receipts::Received;
use super::report::{Findings, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::thread::{Message, Thread};
use proof::Proof;

/// Longest proof file in bytes: a checkpoint with a post-quantum cosignature of every State Party fits.
pub(super) const PROOF_BYTES_MAX: usize = 2 << 20;

/// What all proofs are checked against.
pub(super) struct Context<'a, S> {
    pub source: &'a S,
    pub inventory: &'a Inventory,
    pub identities: &'a Identities,
    pub policy: &'a Policy,
    /// When the case file is verified.
    pub now: Timestamp,
}

/// What is known of the logs while the proofs are read.
#[derive(Default)]
struct Logs {
    /// Every believed head of a log.
    seen: BTreeMap<StateCode, Vec<Seen>>,
    /// Logs of which something was not believed.
    flawed: BTreeSet<StateCode>,
    /// Messages that their sender's log is not shown to hold.
    unproven: BTreeMap<StateCode, u64>,
}

/// Verifies every proof, then the history of each log. Returns when witnesses last cosigned the newest head of each, where
/// they say so.
pub(super) fn verify<S: CaseSource>(
    context: &Context<'_, S>,
    thread: &Thread,
    received: &[Option<Received>],
    findings: &mut Findings,
) -> Result<BTreeMap<StateCode, Timestamp>, SourceFault> {
    let mut logs = Logs::default();
    for (message, received) in thread.messages.iter().zip(received) {
        logs.receipt(message.envelope.to, received.as_ref());
        for log in [message.envelope.to, message.envelope.from] {
            logs.message(context, log, message, received.as_ref(), findings)?;
        }
    }
    logs.report_unproven(findings);
    strays(context.inventory, thread, findings);
    for (log, seen) in &logs.seen {
        let whole = thread.whole() && !logs.flawed.contains(log);
        history::verify(context, *log, seen, whole, findings)?;
    }
    let held = logs.seen.iter();
    Ok(held
        .filter_map(|(log, seen)| Some((*log, history::held_at(seen)?)))
        .collect())
}

impl Logs {
    fn receipt(&mut self, log: StateCode, received: Option<&Received>) {
        let seen = self.seen.entry(log).or_default();
        match received {
            Some(received) => seen.push(Seen::receipt(&received.file, &received.checkpoint)),
            None => {
                self.flawed.insert(log);
            }
        }
    }

    /// The receiver's log must be shown to hold the message; the sender's may be.
    fn message<S: CaseSource>(
        &mut self,
        context: &Context<'_, S>,
        log: StateCode,
        message: &Message,
        received: Option<&Received>,
        findings: &mut Findings,
    ) -> Result<(), SourceFault> {
        let place = Place::Proof {
            log,
            envelope: message.digest,
        };
        if context.inventory.has(&place) {
            let received = received.filter(|received| received.receipt.from == log);
            let proof = Proof {
                file: place.path(),
                log,
                message,
                received,
            };
            let bytes = context.source.read(&proof.file, PROOF_BYTES_MAX)?;
            match proof.verify(context, &bytes, findings) {
                Some(head) => self.seen.entry(log).or_default().push(head),
                None => {
                    self.flawed.insert(log);
                }
            }
        } else if log == message.envelope.to {
            findings.missing(CheckId::CustodyInclusion, &message.file, &place);
            self.flawed.insert(log);
        } else {
            *self.unproven.entry(log).or_default() += 1;
        }
        Ok(())
    }

    fn report_unproven(&self, findings: &mut Findings) {
        for (log, count) in &self.unproven {
            let meaning = say::SENDER_ABSENT
                .with("state", log.as_str())
                .with("count", *count);
            findings.absent(CheckId::CustodyInclusion, log.to_string(), meaning);
        }
    }
}

/// Proofs of messages that are not in the thread at all, or not believed.
fn strays(inventory: &Inventory, thread: &Thread, findings: &mut Findings) {
    let known: BTreeSet<Digest> = thread
        .messages
        .iter()
        .map(|message| message.digest)
        .collect();
    for place in inventory.places() {
        let Place::Proof { envelope, .. } = place else {
            continue;
        };
        let file = place.path();
        if thread.unbelieved.contains(envelope) || (!known.contains(envelope) && !thread.whole()) {
            findings.not_reached(CheckId::CustodyEntry, file, say::ITS_MESSAGE);
        } else if !known.contains(envelope) {
            let expected = "only proofs of messages of the thread";
            let at = Where::file(&file);
            findings.fail(
                CheckId::CustodyEntry,
                file,
                at,
                "a proof of another message",
                expected,
            );
        }
    }
}
