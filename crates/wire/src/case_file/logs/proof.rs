//! One proof file: the entry, its place in the log, and the checkpoint over it.

use comity_custody::{
    CheckedCheckpoint, Checkpoint, Entry, Note, NoteSignature, Policy, TlogProof, leaf_hash,
    verify_inclusion,
};
use comity_treaty::StateCode;

use super::super::check::CheckId;
use super::super::history::Seen;
use super::super::identities::Identity;
use super::super::locate;
use super::super::receipts::Received;
use super::super::report::{Fault, Findings, Refused, Where};
use super::super::thread::Message;
use super::super::warning::Warning;
use super::Context;

/// One proof, of one message, in one log.
pub(super) struct Proof<'a> {
    pub file: String,
    pub log: StateCode,
    pub message: &'a Message,
    /// The receipt of the State whose log this is, if it is the receiver's and believed.
    pub received: Option<&'a Received>,
}

impl Proof<'_> {
    /// The checkpoint the proof leads to, if all of it holds.
    pub fn verify<S>(
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
            format!("{} at {}", entry.kind(), entry.at()),
        );
        let included = self.included(&proof, findings);
        let checked = self.witnessed(context, &proof.checkpoint, findings)?;
        self.warn_unknown(context, &proof.checkpoint, findings);
        included.then(|| Seen::proof(&self.file, &checked, entry.at()))
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
        let spelt = proof.to_string();
        if spelt != text {
            let same = spelt
                .bytes()
                .zip(text.bytes())
                .take_while(|(one, other)| one == other);
            let at = Where::byte(&self.file, same.count() as u64);
            return Err((at, "not the canonical spelling".to_owned()));
        }
        let logged = proof
            .extra
            .as_deref()
            .ok_or_else(|| self.extra("no extra line"))?;
        let entry = Entry::parse(logged).map_err(|refusal| self.extra(&locate::words(&refusal)))?;
        self.check_entry(&proof, logged, &entry)?;
        Ok((proof, entry))
    }

    fn extra(&self, found: &str) -> Fault {
        (Where::field(&self.file, "extra"), found.to_owned())
    }

    fn check_entry(&self, proof: &TlogProof, logged: &[u8], entry: &Entry) -> Result<(), Fault> {
        if entry.digest() != self.message.digest {
            return Err(self.extra(&format!("an entry about {}", entry.digest())));
        }
        if entry.matter() != self.message.envelope.matter.to_string() {
            return Err(self.extra(&format!("an entry of matter {}", entry.matter())));
        }
        let Some(Received { receipt, .. }) = self.received else {
            return Ok(());
        };
        if receipt.custody.entry.as_bytes() != logged {
            return Err(self.extra("another entry than the receipt states"));
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

    fn included(&self, proof: &TlogProof, findings: &mut Findings) -> bool {
        match size_of_tree(proof) {
            Ok(size) => {
                let found = format!("entry {} of {size} in the log of {}", proof.index, self.log);
                findings.pass(CheckId::CustodyInclusion, &self.file, found);
                true
            }
            Err(found) => {
                let expected = "a proof that leads from the entry to the checkpoint";
                let at = Where::field(&self.file, "proof");
                findings.fail(CheckId::CustodyInclusion, &self.file, at, found, expected);
                false
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
        let identity = context.identities.get(self.log, &self.file);
        match identity.and_then(|identity| self.check_note(context.policy, identity, note)) {
            Ok(checked) => {
                let names: Vec<&str> = checked
                    .witnessed
                    .iter()
                    .map(|one| one.name.as_str())
                    .collect();
                let found = format!("log of {}, cosigned by {}", self.log, names.join(", "));
                findings.pass(CheckId::CustodyWitnesses, &self.file, found);
                if checked.witnessed.is_empty() {
                    let file = self.file.clone();
                    findings.warn(Warning::NoWitness { file });
                }
                Some(checked)
            }
            Err(refused) => {
                let expected =
                    "a checkpoint signed by the State's log and cosigned by the policy's quorum";
                findings.refuse(CheckId::CustodyWitnesses, &self.file, refused, expected);
                None
            }
        }
    }

    fn check_note(
        &self,
        policy: &Policy,
        identity: &Identity,
        note: &Note,
    ) -> Result<CheckedCheckpoint, Refused> {
        let failed =
            |found: String| Refused::Failed((Where::field(&self.file, "checkpoint"), found));
        identity
            .log
            .verify(note)
            .map_err(|refusal| failed(locate::words(&refusal)))?;
        let others = by_others(note, identity);
        let checked = policy
            .check(&others)
            .map_err(|refusal| failed(locate::words(&refusal)))?;
        let (origin, name) = (checked.checkpoint.origin(), identity.log.name());
        if origin != name {
            return Err(failed(format!(
                "log {origin}; the log of {} is {name}",
                self.log
            )));
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

/// The size of the log that the proof shows the entry in.
fn size_of_tree(proof: &TlogProof) -> Result<u64, String> {
    let checkpoint =
        Checkpoint::parse(proof.checkpoint.text()).map_err(|refusal| locate::words(&refusal))?;
    let leaf = leaf_hash(proof.extra.as_deref().unwrap_or_default());
    let (size, root) = (checkpoint.size(), checkpoint.root());
    verify_inclusion(leaf, proof.index, size, &proof.proof, root)
        .map(|()| size)
        .map_err(|refusal| locate::words(&refusal))
}

/// The note without the cosignatures of the log's own State: nobody is a witness of themselves.
fn by_others(note: &Note, identity: &Identity) -> Note {
    let own = |line: &&NoteSignature| !identity.cosigns(line.name(), line.key_id());
    let lines = note.signatures().iter().filter(own).cloned().collect();
    // Without any line left it is no note; then the whole one says as much to the policy.
    Note::new(note.text().to_owned(), lines).unwrap_or_else(|_| note.clone())
}
