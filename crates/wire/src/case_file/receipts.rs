//! What was acknowledged: one receipt beside each envelope.

use comity_custody::{Checkpoint, Entry};
use jiff::Timestamp;
use serde::Deserialize;

use super::check::CheckId;
use super::identities::{Identities, Identity};
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::report::{Findings, Refused, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::thread::{Message, claimed};
use super::warning::Warning;
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

/// The check a receipt did not pass, and why.
type Stop = (CheckId, Refused);

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
    let identity = identities.get(message.envelope.to, file);
    let identity = identity.map_err(|refused| (CheckId::ReceiptSignatures, refused));
    match identity.and_then(|identity| open(file, bytes, message, identity)) {
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
        Err((failed, refused)) => {
            stop(file, failed, refused, findings);
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

/// What was checked before passed; what would have come after was not reached.
fn stop(file: &str, failed: CheckId, refused: Refused, findings: &mut Findings) {
    let mut later = STEPS.into_iter().skip_while(|step| *step != failed);
    for step in STEPS.into_iter().take_while(|step| *step != failed) {
        findings.pass(step, file, "");
    }
    findings.refuse(failed, file, refused, failed.statement().english);
    later.next();
    for step in later {
        findings.not_reached(step, file, say::NO_RECEIPT);
    }
}

fn open(
    file: &str,
    bytes: &[u8],
    message: &Message,
    identity: &Identity,
) -> Result<VerifiedReceipt, Stop> {
    let unsigned = |refused| (CheckId::ReceiptSignatures, refused);
    let claimed = claimed(file, bytes, Typ::Receipt, MAX_RECEIPT_BYTES);
    let Answered { at } = claimed.map_err(|fault| unsigned(fault.into()))?;
    identity.vouched(file, "at", at).map_err(unsigned)?;
    let expected = Expected {
        envelope: message.digest,
        from: message.envelope.to,
        to: message.envelope.from,
        keys: &identity.keys,
        log: &identity.log,
    };
    let verified = receipt::verify(bytes, expected, at).map_err(|refusal| place(file, &refusal))?;
    match entry(file, &verified.receipt, message) {
        Ok(()) => Ok(verified),
        Err(refused) => Err((CheckId::ReceiptEntry, refused)),
    }
}

/// The entry must be a custody entry, and about the matter of the message.
fn entry(file: &str, receipt: &Receipt, message: &Message) -> Result<(), Refused> {
    let entry = Entry::parse(receipt.custody.entry.as_bytes())
        .map_err(|refusal| (Where::field(file, "custody.entry"), locate::words(&refusal)))?;
    if entry.matter() != message.envelope.matter.to_string() {
        let at = Where::field(file, "custody.entry.matter");
        return Err((at, entry.matter().to_owned()).into());
    }
    Ok(())
}

/// Which check a refusal fails, and where.
fn place(file: &str, refusal: &ReceiptRefusal) -> Stop {
    let (check, field) = match refusal {
        ReceiptRefusal::Signatures(refusal) => {
            let fault = (locate::signatures(file, refusal), locate::words(refusal));
            return (CheckId::ReceiptSignatures, fault.into());
        }
        ReceiptRefusal::Payload(_) => (CheckId::ReceiptSignatures, "payload"),
        ReceiptRefusal::WrongVersion(_) => (CheckId::ReceiptSignatures, "version"),
        ReceiptRefusal::OtherEnvelope { .. } => (CheckId::ReceiptAnswers, "envelope"),
        ReceiptRefusal::OtherStates { .. } => (CheckId::ReceiptAnswers, "from"),
        ReceiptRefusal::OtherEntry => (CheckId::ReceiptEntry, "custody.entry.digest"),
        ReceiptRefusal::Entry(_) => (CheckId::ReceiptEntry, "custody.entry"),
        ReceiptRefusal::Note(_)
        | ReceiptRefusal::Checkpoint(_)
        | ReceiptRefusal::LogKey(_)
        | ReceiptRefusal::OtherLog { .. } => (CheckId::ReceiptCheckpoint, "custody.checkpoint"),
        ReceiptRefusal::Inclusion(_) => (CheckId::ReceiptInclusion, "custody.proof"),
    };
    (
        check,
        Refused::Failed((Where::field(file, field), locate::words(refusal))),
    )
}
