//! What was acknowledged: one receipt beside each envelope.

use comity_custody::{Checkpoint, Entry};
use jiff::Timestamp;
use serde::Deserialize;

use super::check::CheckId;
use super::identities::{Identities, Identity};
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::report::{Findings, Warning, Where};
use super::source::{CaseSource, SourceFault};
use super::thread::{self, Fault, Message};
use crate::jws::Typ;
use crate::receipt::{
    self, Expected, MAX_RECEIPT_BYTES, Outcome, Receipt, ReceiptRefusal, VerifiedReceipt,
};

/// The checks of one receipt, in the order in which they are made.
const STEPS: [CheckId; 6] = [
    CheckId::ReceiptSignatures,
    CheckId::ReceiptAnswers,
    CheckId::ReceiptEntry,
    CheckId::ReceiptCheckpoint,
    CheckId::ReceiptInclusion,
    CheckId::ReceiptOutcome,
];

/// A believed receipt.
pub(super) struct Received {
    pub file: String,
    pub receipt: Receipt,
    /// The log head the receipt stands under.
    pub checkpoint: Checkpoint,
}

#[derive(Deserialize)]
struct Answered {
    at: Timestamp,
}

/// Verifies the receipt of each message, in the order of the messages.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    identities: &Identities,
    messages: &[Message],
    findings: &mut Findings,
) -> Result<Vec<Option<Received>>, SourceFault> {
    let mut received = Vec::with_capacity(messages.len());
    for message in messages {
        let place = Place::Receipt(message.name.clone());
        if !inventory.has(&place) {
            findings.missing(CheckId::ReceiptSignatures, &message.file, &place);
            received.push(None);
            continue;
        }
        let bytes = source.read(&place.path(), MAX_RECEIPT_BYTES)?;
        received.push(one(&place.path(), &bytes, message, identities, findings));
    }
    Ok(received)
}

fn one(
    file: &str,
    bytes: &[u8],
    message: &Message,
    identities: &Identities,
    findings: &mut Findings,
) -> Option<Received> {
    let to = message.envelope.to;
    let opened = match identities.get(to) {
        Some(identity) => open(file, bytes, message, identity),
        None => Err((CheckId::ReceiptSignatures, thread::unknown(file, to))),
    };
    match opened {
        Ok(VerifiedReceipt {
            receipt,
            checkpoint,
            ..
        }) => {
            pass(file, &receipt, message, findings);
            Some(Received {
                file: file.to_owned(),
                receipt,
                checkpoint,
            })
        }
        Err((failed, (at, found))) => {
            for step in STEPS.into_iter().take_while(|step| *step != failed) {
                findings.pass(step, file, "");
            }
            findings.fail(failed, file, at, found, failed.statement());
            None
        }
    }
}

fn pass(file: &str, receipt: &Receipt, message: &Message, findings: &mut Findings) {
    for step in STEPS
        .into_iter()
        .filter(|step| *step != CheckId::ReceiptOutcome)
    {
        findings.pass(step, file, "");
    }
    let outcome = match &receipt.outcome {
        Outcome::Accepted => "accepted".to_owned(),
        Outcome::Rejected {
            rule,
            article,
            sentence,
        } => {
            let rule = format!("{rule} ({article}): {sentence}");
            findings.warn(Warning::Rejected {
                file: message.file.clone(),
                rule: rule.clone(),
            });
            format!("rejected: {rule}")
        }
    };
    findings.pass(
        CheckId::ReceiptOutcome,
        file,
        format!("{outcome}, {}", receipt.at),
    );
}

fn open(
    file: &str,
    bytes: &[u8],
    message: &Message,
    identity: &Identity,
) -> Result<VerifiedReceipt, (CheckId, Fault)> {
    let signatures = |fault| (CheckId::ReceiptSignatures, fault);
    let Answered { at } =
        thread::claimed(file, bytes, Typ::Receipt, MAX_RECEIPT_BYTES).map_err(signatures)?;
    thread::vouched(file, "at", at, identity).map_err(signatures)?;
    let expected = Expected {
        envelope: message.digest,
        from: message.envelope.to,
        to: message.envelope.from,
        keys: &identity.keys,
        log: &identity.log,
    };
    let verified = receipt::verify(bytes, expected, at).map_err(|refusal| place(file, &refusal))?;
    entry(file, &verified.receipt, message).map_err(|fault| (CheckId::ReceiptEntry, fault))?;
    Ok(verified)
}

/// The entry must be one of this program's, about this matter, and the log must not have known it late.
fn entry(file: &str, receipt: &Receipt, message: &Message) -> Result<(), Fault> {
    let entry = Entry::parse(receipt.custody.entry.as_bytes())
        .map_err(|refusal| (Where::field(file, "custody.entry"), locate::words(&refusal)))?;
    if entry.matter() != message.envelope.matter.to_string() {
        return Err((
            Where::field(file, "custody.entry.matter"),
            entry.matter().to_owned(),
        ));
    }
    Ok(())
}

/// Which check a refusal fails, and where.
fn place(file: &str, refusal: &ReceiptRefusal) -> (CheckId, Fault) {
    let (check, field) = match refusal {
        ReceiptRefusal::Signatures(refusal) => {
            let fault = (locate::signatures(file, refusal), locate::words(refusal));
            return (CheckId::ReceiptSignatures, fault);
        }
        ReceiptRefusal::Payload(_) => (CheckId::ReceiptSignatures, "payload"),
        ReceiptRefusal::WrongVersion(_) => (CheckId::ReceiptSignatures, "version"),
        ReceiptRefusal::OtherEnvelope { .. } => (CheckId::ReceiptAnswers, "envelope"),
        ReceiptRefusal::OtherStates { .. } => (CheckId::ReceiptAnswers, "from"),
        ReceiptRefusal::OtherEntry => (CheckId::ReceiptEntry, "custody.entry.digest"),
        ReceiptRefusal::Entry(_) => (CheckId::ReceiptEntry, "custody.entry"),
        ReceiptRefusal::Note(_) | ReceiptRefusal::Checkpoint(_) | ReceiptRefusal::LogKey(_) => {
            (CheckId::ReceiptCheckpoint, "custody.checkpoint")
        }
        ReceiptRefusal::OtherLog { .. } => (CheckId::ReceiptCheckpoint, "custody.checkpoint"),
        ReceiptRefusal::Inclusion(_) => (CheckId::ReceiptInclusion, "custody.proof"),
    };
    (check, (Where::field(file, field), locate::words(refusal)))
}
