//! What the custody logs prove: each message stands in the receiver's log, under a checkpoint that witnesses
//! cosigned, and each log shown anywhere in the case file is a beginning of that one.

use std::collections::{BTreeMap, BTreeSet};

use comity_custody::{
    CheckedCheckpoint, Checkpoint, Digest, Entry, Note, Policy, TlogProof, leaf_hash,
    verify_inclusion,
};
use comity_treaty::StateCode;

use super::check::CheckId;
use super::history::{self, Seen};
use super::identities::{Identities, Identity};
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::receipts::Received;
use super::report::{Findings, Warning, Where};
use super::source::{CaseSource, SourceFault};
use super::thread::{Fault, Message};

/// Longest proof file in bytes: a checkpoint with a post-quantum cosignature of every State Party fits.
const PROOF_BYTES_MAX: usize = 2 << 20;

/// What all proofs are checked against.
pub(super) struct Context<'a, S> {
    pub source: &'a S,
    pub inventory: &'a Inventory,
    pub identities: &'a Identities,
    pub policy: &'a Policy,
}

/// One proof, of one message, in one log.
struct Case<'a> {
    file: String,
    log: StateCode,
    message: &'a Message,
    received: Option<&'a Received>,
}

/// Verifies every proof, then the history of each log.
pub(super) fn verify<S: CaseSource>(
    context: &Context<'_, S>,
    messages: &[Message],
    received: &[Option<Received>],
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let mut seen: BTreeMap<StateCode, Vec<Seen>> = BTreeMap::new();
    for received in received.iter().flatten() {
        let head = Seen::receipt(&received.file, &received.checkpoint);
        seen.entry(received.receipt.from).or_default().push(head);
    }
    let mut unproven = BTreeMap::new();
    for (message, received) in messages.iter().zip(received) {
        for log in [message.envelope.to, message.envelope.from] {
            let place = Place::Proof {
                log,
                envelope: message.digest,
            };
            if !context.inventory.has(&place) {
                absent(log, &place, message, &mut unproven, findings);
                continue;
            }
            let received = received
                .as_ref()
                .filter(|received| received.receipt.from == log);
            let case = Case {
                file: place.path(),
                log,
                message,
                received,
            };
            let bytes = context.source.read(&case.file, PROOF_BYTES_MAX)?;
            let head = case.verify(context, &bytes, findings);
            seen.entry(log).or_default().extend(head);
        }
    }
    for (log, count) in unproven {
        let meaning =
            format!("{count} messages that {log} sent are proven in the receiver's log only");
        findings.absent(
            CheckId::CustodyInclusion,
            format!("the log of {log}"),
            &meaning,
        );
    }
    strays(context.inventory, messages, findings);
    for (log, seen) in &seen {
        history::verify(context, *log, seen, findings)?;
    }
    Ok(())
}

/// The receiver's log must hold the message; the sender's may be shown to.
fn absent(
    log: StateCode,
    place: &Place,
    message: &Message,
    unproven: &mut BTreeMap<StateCode, u64>,
    findings: &mut Findings,
) {
    if log == message.envelope.to {
        findings.missing(CheckId::CustodyInclusion, &message.file, place);
    } else {
        *unproven.entry(log).or_default() += 1;
    }
}

/// Proofs of messages that are not in the thread.
fn strays(inventory: &Inventory, messages: &[Message], findings: &mut Findings) {
    let known: BTreeSet<Digest> = messages.iter().map(|message| message.digest).collect();
    for place in inventory.places() {
        if let Place::Proof { envelope, .. } = place
            && !known.contains(envelope)
        {
            let expected = "only proofs of believed messages of the thread";
            let at = Where::file(place.path());
            findings.fail(
                CheckId::CustodyEntry,
                "",
                at,
                "a proof of another message",
                expected,
            );
        }
    }
}

impl Case<'_> {
    /// The checkpoint the proof leads to, if all of it holds.
    fn verify<S>(
        &self,
        context: &Context<'_, S>,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Option<Seen> {
        let (proof, entry) = match self.read(bytes) {
            Ok(read) => read,
            Err((at, found)) => {
                let expected =
                    "a C2SP tlog-proof whose extra line is the custody entry of this message";
                findings.fail(CheckId::CustodyEntry, &self.file, at, found, expected);
                return None;
            }
        };
        findings.pass(
            CheckId::CustodyEntry,
            &self.file,
            format!("{} of {}", entry.kind(), entry.at()),
        );
        let included = self.included(&proof, findings);
        let checked = self.witnessed(context, &proof.checkpoint, findings)?;
        self.warn_unknown(context, &proof.checkpoint, findings);
        included?;
        Some(Seen::proof(&self.file, checked, entry.at()))
    }

    /// The proof file and the entry in it, which must be about this message, and the one the receipt states.
    fn read(&self, bytes: &[u8]) -> Result<(TlogProof, Entry), Fault> {
        let whole = |found: String| (Where::file(&self.file), found);
        let text = std::str::from_utf8(bytes).map_err(|bad| {
            (
                Where::byte(&self.file, bad.valid_up_to() as u64),
                "no UTF-8".to_owned(),
            )
        })?;
        let proof = TlogProof::parse(text).map_err(|refusal| whole(locate::words(&refusal)))?;
        let canonical = proof.to_string();
        if canonical != text {
            let same = canonical
                .bytes()
                .zip(text.bytes())
                .take_while(|(one, other)| one == other)
                .count();
            return Err((
                Where::byte(&self.file, same as u64),
                "not the canonical spelling".to_owned(),
            ));
        }
        let extra = |found: String| (Where::field(&self.file, "extra"), found);
        let logged = proof
            .extra
            .as_deref()
            .ok_or_else(|| extra("no extra line".to_owned()))?;
        let entry = Entry::parse(logged).map_err(|refusal| extra(locate::words(&refusal)))?;
        self.check_entry(&proof, logged, &entry)?;
        Ok((proof, entry))
    }

    fn check_entry(&self, proof: &TlogProof, logged: &[u8], entry: &Entry) -> Result<(), Fault> {
        let extra = |found: String| Err((Where::field(&self.file, "extra"), found));
        if entry.digest() != self.message.digest {
            return extra(format!("an entry about {}", entry.digest()));
        }
        if entry.matter() != self.message.envelope.matter.to_string() {
            return extra(format!("an entry of matter {}", entry.matter()));
        }
        let Some(Received { receipt, .. }) = self.received else {
            return Ok(());
        };
        if receipt.custody.entry.as_bytes() != logged {
            return extra("another entry than the receipt states".to_owned());
        }
        if receipt.custody.index != proof.index {
            let found = format!(
                "{}; the receipt states {}",
                proof.index, receipt.custody.index
            );
            return Err((Where::field(&self.file, "index"), found));
        }
        Ok(())
    }

    fn included(&self, proof: &TlogProof, findings: &mut Findings) -> Option<()> {
        let checkpoint = Checkpoint::parse(proof.checkpoint.text());
        let leaf = leaf_hash(proof.extra.as_deref().unwrap_or_default());
        let verified = checkpoint
            .map_err(|refusal| locate::words(&refusal))
            .and_then(|checkpoint| {
                let (size, root) = (checkpoint.size(), checkpoint.root());
                verify_inclusion(leaf, proof.index, size, &proof.proof, root)
                    .map(|()| size)
                    .map_err(|refusal| locate::words(&refusal))
            });
        match verified {
            Ok(size) => {
                let found = format!("entry {} of {size} in the log of {}", proof.index, self.log);
                findings.pass(CheckId::CustodyInclusion, &self.file, found);
                Some(())
            }
            Err(found) => {
                let expected = "a proof that leads from the entry to the checkpoint";
                let at = Where::field(&self.file, "proof");
                findings.fail(CheckId::CustodyInclusion, &self.file, at, found, expected);
                None
            }
        }
    }

    /// The checkpoint must be signed by the log the State's statements name, and cosigned as the policy demands.
    fn witnessed<S>(
        &self,
        context: &Context<'_, S>,
        note: &Note,
        findings: &mut Findings,
    ) -> Option<CheckedCheckpoint> {
        let identity = context.identities.get(self.log)?;
        match self.check_note(context.policy, identity, note) {
            Ok(checked) => {
                let names: Vec<&str> = checked
                    .witnessed
                    .iter()
                    .map(|one| one.name.as_str())
                    .collect();
                let found = format!("log of {}, cosigned by {}", self.log, names.join(", "));
                findings.pass(CheckId::CustodyWitnesses, &self.file, found);
                Some(checked)
            }
            Err(found) => {
                let expected =
                    "a checkpoint signed by the State's log and cosigned by the policy's quorum";
                let at = Where::field(&self.file, "checkpoint");
                findings.fail(CheckId::CustodyWitnesses, &self.file, at, found, expected);
                None
            }
        }
    }

    fn check_note(
        &self,
        policy: &Policy,
        identity: &Identity,
        note: &Note,
    ) -> Result<CheckedCheckpoint, String> {
        identity
            .log
            .verify(note)
            .map_err(|refusal| locate::words(&refusal))?;
        let checked = policy
            .check(note)
            .map_err(|refusal| locate::words(&refusal))?;
        let (origin, name) = (checked.checkpoint.origin(), identity.log.name());
        if origin != name {
            return Err(format!(
                "a checkpoint of log {origin}; the log of {} is {name}",
                self.log
            ));
        }
        Ok(checked)
    }

    /// Lines of signers nobody here knows count for nothing; a reader should not be impressed by them.
    fn warn_unknown<S>(&self, context: &Context<'_, S>, note: &Note, findings: &mut Findings) {
        let witnesses = context
            .policy
            .witnesses()
            .iter()
            .map(|witness| &witness.key);
        let logs = context.policy.logs().iter().map(|log| &log.key);
        let keys: Vec<_> = witnesses.chain(logs).collect();
        for line in note.signatures() {
            let (name, key_id) = (line.name(), line.key_id());
            let known = keys
                .iter()
                .any(|key| key.name() == name && key.key_id() == key_id);
            if !known && !context.identities.knows_cosigner(name, key_id) {
                let (file, name) = (self.file.clone(), name.to_owned());
                findings.warn(Warning::UnknownSignature { file, name });
            }
        }
    }
}
