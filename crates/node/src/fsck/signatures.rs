//! Signatures once more: of envelopes and receipts as they are kept, of our checkpoints and of what others cosigned. Each is
//! checked with the keys its signer had then; the database alone could be rewritten, the signatures cannot.

use comity_custody::{Note, NoteSignature, NoteVerifier};
use comity_store::{ReceivedRow, SentRow};
use comity_treaty::StateCode;
use comity_wire::envelope::{self, KnownKey, Standing};
use comity_wire::keys::{Kid, PublicKey, PublicKeys};
use comity_wire::receipt::{self, Expected};
use jiff::Timestamp;
use std::collections::HashMap;

use super::Report;
use crate::act::READ;
use crate::config::NodeKind;
use crate::held::Held;
use crate::node::Node;
use crate::refusal::Refusal;

const PAGE: u32 = 200;

/// With what things are checked.
struct Keys<'a> {
    own: StateCode,
    ours: Vec<PublicKey>,
    log: &'a NoteVerifier,
    held: Held,
    now: Timestamp,
}

impl Node {
    /// Checks every kept signature; what does not hold is named with its row.
    pub(super) async fn check_signatures(&self, report: &mut Report) -> Result<(), Refusal> {
        let held = self.held_keys().await?;
        self.check_checkpoints(&held, report).await?;
        if self.config.kind != NodeKind::State {
            return Ok(());
        }
        let log = self.keys.log.verifier();
        let keys = Keys {
            own: self.state()?,
            ours: self.own_keys()?,
            log,
            held,
            now: self.world.now(),
        };
        let mut after = None;
        loop {
            let page = self.store.received_after(after, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            let Some(last) = page.last() else { break };
            after = Some(last.digest);
            for row in &page {
                keys.received(row, report);
            }
        }
        let mut after = None;
        loop {
            let page = self.store.sent_after(after, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                keys.sent(row, report);
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

impl Keys<'_> {
    fn received(&self, row: &ReceivedRow, report: &mut Report) {
        let place = format!("envelope {} received from {}", row.digest, row.from);
        if let Some(bytes) = &row.bytes {
            report.signatures += 1;
            let opened = envelope::open(bytes, self.own, self.now, |kid| self.held.key(kid));
            match opened {
                Ok(opened) if opened.envelope.from.as_str() == row.from => {}
                Ok(opened) => {
                    report.differs(format!("{place}: {} signed it", opened.envelope.from));
                }
                Err(error) => report.differs(format!("{place}: {}", said(&error))),
            }
        }
        let (Ok(to), false) = (row.from.parse(), row.receipt.is_empty()) else {
            return;
        };
        report.signatures += 1;
        let keys = PublicKeys::new(once(&self.ours));
        let verified = keys.map_err(|error| error.to_string()).and_then(|keys| {
            let expected = Expected {
                envelope: row.digest,
                from: self.own,
                to,
                keys: &keys,
                log: self.log,
            };
            receipt::verify(&row.receipt, expected, self.now).map_err(|error| said(&error))
        });
        if let Err(why) = verified {
            report.differs(format!("{place}: the receipt given for it: {why}"));
        }
    }

    fn sent(&self, row: &SentRow, report: &mut Report) {
        let place = format!(
            "envelope {} (message {}) sent to {}",
            row.digest, row.id, row.to
        );
        let Ok(to) = row.to.parse() else {
            return report.differs(format!("{place}: that is no State"));
        };
        if let Some(bytes) = &row.bytes {
            report.signatures += 1;
            let opened = envelope::open(bytes, to, self.now, |kid| self.own_key(kid));
            if let Err(error) = opened {
                report.differs(format!("{place}: {}", said(&error)));
            }
        }
        let Some(receipt) = &row.receipt else { return };
        report.signatures += 1;
        let mut why = "the directory never held keys of that State".to_owned();
        for (keys, log) in self.held.of(to) {
            let expected = Expected {
                envelope: row.digest,
                from: to,
                to: self.own,
                keys: &keys,
                log: &log,
            };
            match receipt::verify(receipt, expected, self.now) {
                Ok(_) => return,
                Err(error) => why = said(&error),
            }
        }
        report.differs(format!("{place}: its receipt: {why}"));
    }

    fn own_key(&self, kid: &Kid) -> Option<KnownKey> {
        let key = self.ours.iter().find(|key| key.kid() == kid)?.clone();
        let (holder, standing) = (self.own, Standing::Active);
        Some(KnownKey {
            key,
            holder,
            standing,
        })
    }
}

/// Each key once: a former key may be listed twice, after a crash in a roll-over.
fn once(keys: &[PublicKey]) -> Vec<PublicKey> {
    let by_id: HashMap<_, _> = keys.iter().map(|key| (key.kid().clone(), key)).collect();
    by_id.into_values().cloned().collect()
}

/// An error with what it came from.
fn said(error: &dyn std::error::Error) -> String {
    match error.source() {
        None => error.to_string(),
        Some(source) => format!("{error}: {source}"),
    }
}
