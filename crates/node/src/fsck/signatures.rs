//! Signatures once more: of envelopes and receipts as they are kept, of our checkpoints and of what others cosigned. Each is
//! checked with the keys its signer had then; the database alone could be rewritten, the signatures cannot.

use comity_custody::{Note, NoteSignature, NoteVerifier};
use comity_store::{ReceivedRow, SentRow};
use comity_treaty::StateCode;

use super::Report;
use crate::act::READ;
use crate::config::NodeKind;
use crate::held::{Held, Signers};
use crate::node::Node;
use crate::refusal::Refusal;

const PAGE: u32 = 200;

impl Node {
    /// Checks every kept signature; what does not hold is named with its row.
    pub(super) async fn check_signatures(&self, report: &mut Report) -> Result<(), Refusal> {
        let held = self.held_keys().await?;
        self.check_checkpoints(&held, report).await?;
        if self.config.kind != NodeKind::State {
            return Ok(());
        }
        let signers = self.signers().await?;
        let own = self.state()?;
        let mut after = None;
        loop {
            let page = self.store.received_after(after, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            let Some(last) = page.last() else { break };
            after = Some(last.digest);
            for row in &page {
                received(&signers, own, row, report);
            }
        }
        let mut after = None;
        loop {
            let page = self.store.sent_after(after, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                sent(&signers, own, row, report);
            }
        }
        Ok(())
    }

    /// Our own signature on each checkpoint, the cosignatures on it, and the checkpoints of others that we cosigned.
    async fn check_checkpoints(&self, held: &Held, report: &mut Report) -> Result<(), Refusal> {
        let cosigners = held.cosigners();
        let mut after = 0;
        loop {
            let page = self.store.checkpoints_after(after, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (size, text) in &page {
                report.signatures += 1;
                let Ok(note) = Note::parse(text) else {
                    // That it does not read is found with its row.
                    continue;
                };
                if let Err(error) = self.keys.log.verifier().verify(&note) {
                    report.differs(format!(
                        "checkpoint of size {size}: our log's signature: {error}"
                    ));
                }
                let lines = self.store.cosignatures(*size).await;
                for row in lines.map_err(Refusal::fault(READ))? {
                    report.signatures += 1;
                    if let Err(why) = cosigned(&note, &row.lines, &cosigners) {
                        let witness = row.witness;
                        report.differs(format!(
                            "checkpoint of size {size}: the cosignature of {witness}: {why}"
                        ));
                    }
                }
            }
        }
        self.check_peer_checkpoints(held, report).await
    }

    async fn check_peer_checkpoints(
        &self,
        held: &Held,
        report: &mut Report,
    ) -> Result<(), Refusal> {
        let kept = self.store.peer_checkpoints().await;
        for row in kept.map_err(Refusal::fault(READ))? {
            report.signatures += 1;
            let note = Note::parse(&row.note).ok();
            let state: Option<StateCode> = row.peer.parse().ok();
            let logs = state.map(|state| held.of(state)).unwrap_or_default();
            let signed =
                note.is_some_and(|note| logs.iter().any(|(_, log)| log.verify(&note).is_ok()));
            if !signed {
                let peer = row.peer;
                report.differs(format!("checkpoint kept of {peer}: not signed by a log key that the directory held of it"));
            }
        }
        Ok(())
    }
}

/// Whether every line is a good cosignature of a known witness.
fn cosigned(note: &Note, lines: &str, cosigners: &[NoteVerifier]) -> Result<(), String> {
    let lines = NoteSignature::parse_lines(lines).map_err(|error| error.to_string())?;
    for line in &lines {
        let mut known = cosigners
            .iter()
            .filter(|key| key.name() == line.name() && key.key_id() == line.key_id());
        let key = known
            .next()
            .ok_or("no such witness was ever in the directory")?;
        key.verify_signature(note.text(), line)
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn received(signers: &Signers, own: StateCode, row: &ReceivedRow, report: &mut Report) {
    let place = format!("envelope {} received from {}", row.digest, row.from);
    if let Some(bytes) = &row.bytes {
        report.signatures += 1;
        match signers.letter(bytes, own) {
            Ok(letter) if letter.from.as_str() == row.from => {}
            Ok(letter) => report.differs(format!("{place}: {} signed it", letter.from)),
            Err(error) => report.differs(format!("{place}: {}", said(&error))),
        }
    }
    let (Ok(from), false) = (row.from.parse(), row.receipt.is_empty()) else {
        return;
    };
    report.signatures += 1;
    if let Err(error) = signers.receipt(&row.receipt, row.digest, (from, own)) {
        report.differs(format!(
            "{place}: the receipt given for it: {}",
            said(&error)
        ));
    }
}

fn sent(signers: &Signers, own: StateCode, row: &SentRow, report: &mut Report) {
    let place = format!(
        "envelope {} (message {}) sent to {}",
        row.digest, row.id, row.to
    );
    let Ok(to) = row.to.parse() else {
        return report.differs(format!("{place}: that is no State"));
    };
    if let Some(bytes) = &row.bytes {
        report.signatures += 1;
        match signers.letter(bytes, to) {
            Ok(letter) if letter.from == own => {}
            Ok(letter) => report.differs(format!("{place}: {} signed it", letter.from)),
            Err(error) => report.differs(format!("{place}: {}", said(&error))),
        }
    }
    let Some(receipt) = &row.receipt else { return };
    report.signatures += 1;
    if let Err(error) = signers.receipt(receipt, row.digest, (own, to)) {
        report.differs(format!("{place}: its receipt: {}", said(&error)));
    }
}

fn said(error: &dyn std::error::Error) -> String {
    match error.source() {
        None => error.to_string(),
        Some(source) => format!("{error}: {source}"),
    }
}
