//! One log, one history: every checkpoint in the case file is a beginning of the newest cosigned one.

use comity_custody::{CheckedCheckpoint, Checkpoint, Digest, verify_consistency};
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::logs::Context;
use super::report::{Fault, Findings, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use crate::canonical;
use crate::envelope::MAX_CLOCK_AHEAD;

/// Longest `consistency.json` in bytes.
pub(super) const CONSISTENCY_BYTES_MAX: usize = 64 << 20;

/// A log head, as `consistency.json` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Root of the tree over the log's entries.
    pub root: Digest,
    /// Entries in the log.
    pub size: u64,
}

/// One element of `consistency.json`: the log of `to` extends the log of `from`. The fields stand in the order of
/// the canonical form, so that any serialiser writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The older head: a checkpoint that stands in the case file.
    pub from: Head,
    /// The consistency proof (RFC 6962, 2.1.2).
    pub proof: Vec<Digest>,
    /// The newer head: the newest cosigned checkpoint.
    pub to: Head,
}

impl From<&Checkpoint> for Head {
    fn from(checkpoint: &Checkpoint) -> Self {
        Self {
            size: checkpoint.size(),
            root: checkpoint.root(),
        }
    }
}

/// A head that a file of the case file shows.
pub(super) struct Seen {
    file: String,
    head: Head,
    cosigned: Option<Cosigned>,
}

/// When witnesses last cosigned a head, and the entry shown under it.
#[derive(Clone, Copy)]
struct Cosigned {
    last: Timestamp,
    entry: Timestamp,
}

impl Seen {
    pub fn receipt(file: &str, checkpoint: &Checkpoint) -> Self {
        Self {
            file: file.to_owned(),
            head: checkpoint.into(),
            cosigned: None,
        }
    }

    pub fn proof(file: &str, checked: &CheckedCheckpoint, entry: Timestamp) -> Self {
        let last = checked
            .witnessed
            .iter()
            .map(|witness| witness.at)
            .max()
            .unwrap_or(0);
        let last = i64::try_from(last)
            .ok()
            .and_then(|second| Timestamp::from_second(second).ok());
        // A policy may want no witnesses, and a witness may state no time: then there is nothing to compare.
        let last = last
            .filter(|last| last.as_second() > 0)
            .unwrap_or(Timestamp::MAX);
        let cosigned = Some(Cosigned { last, entry });
        Self {
            file: file.to_owned(),
            head: (&checked.checkpoint).into(),
            cosigned,
        }
    }

    /// Which of its times cannot be: the field, what was found and what was expected.
    fn misdated(&self, now: Timestamp) -> Option<(&'static str, &'static str, &'static str)> {
        let Cosigned { last, entry } = self.cosigned?;
        let after = |one: Timestamp, other| one.duration_since(other) > MAX_CLOCK_AHEAD;
        if last < Timestamp::MAX && after(last, now) {
            let found = "a cosignature dated after this verification";
            return Some(("checkpoint", found, "cosignatures of before"));
        }
        if after(entry, last) {
            let found = "an entry dated after the cosignatures";
            return Some(("extra", found, "an entry dated before"));
        }
        let found = "an entry dated after this verification";
        after(entry, now).then_some(("extra", found, "an entry dated before"))
    }
}

/// The history of one log, as the case file shows it.
struct History<'a> {
    subject: String,
    /// The path of its consistency proofs.
    file: String,
    newest: &'a Seen,
    /// Each head once, the newest among them.
    heads: Vec<&'a Seen>,
    /// Whether all of its receipts and proofs were believed.
    whole: bool,
}

/// Verifies the history of the log of one State.
pub(super) fn verify<S: CaseSource>(
    context: &Context<'_, S>,
    log: StateCode,
    seen: &[Seen],
    whole: bool,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let subject = log.to_string();
    let Some(newest) = newest(seen) else {
        for check in [CheckId::LogFreshness, CheckId::LogConsistency] {
            findings.not_reached(check, &subject, say::NO_CHECKPOINT);
        }
        return Ok(());
    };
    let place = Place::Consistency(log);
    let history = History {
        subject,
        file: place.path(),
        newest,
        heads: distinct(seen),
        whole,
    };
    history.freshness(seen, context.now, findings);
    if let Some(extensions) = history.read(context.source, context.inventory, &place, findings)? {
        history.consistency(&extensions, findings);
    }
    Ok(())
}

/// The newest head among those that witnesses may have cosigned.
fn newest(seen: &[Seen]) -> Option<&Seen> {
    let cosigned = seen.iter().filter(|seen| seen.cosigned.is_some());
    cosigned.max_by_key(|seen| seen.head.size)
}

/// When witnesses last held the newest head, where they say so.
pub(super) fn held_at(seen: &[Seen]) -> Option<Timestamp> {
    let last = newest(seen)?.cosigned?.last;
    (last < Timestamp::MAX).then_some(last)
}

fn distinct(seen: &[Seen]) -> Vec<&Seen> {
    let mut heads: Vec<&Seen> = Vec::new();
    for seen in seen {
        if !heads.iter().any(|other| other.head == seen.head) {
            heads.push(seen);
        }
    }
    heads
}

impl History<'_> {
    /// No head newer than the cosigned one, no entry younger than its cosignatures, and neither younger than the verification.
    fn freshness(&self, seen: &[Seen], now: Timestamp, findings: &mut Findings) {
        let size = self.newest.head.size;
        let misdated = seen
            .iter()
            .find_map(|seen| Some((seen, seen.misdated(now)?)));
        if let Some(newer) = seen.iter().find(|seen| seen.head.size > size) {
            let found = format!("{size} entries; {} shows {}", newer.file, newer.head.size);
            let expected = format!(
                "a cosigned checkpoint of at least {} entries",
                newer.head.size
            );
            let at = Where::field(&self.newest.file, "checkpoint");
            findings.fail(CheckId::LogFreshness, &self.subject, at, found, expected);
        } else if let Some((seen, (field, found, expected))) = misdated {
            let at = Where::field(&seen.file, field);
            findings.fail(CheckId::LogFreshness, &self.subject, at, found, expected);
        } else {
            findings.pass(
                CheckId::LogFreshness,
                &self.subject,
                format!("{size} entries"),
            );
        }
    }

    fn read(
        &self,
        source: &impl CaseSource,
        inventory: &Inventory,
        place: &Place,
        findings: &mut Findings,
    ) -> Result<Option<Vec<Extension>>, SourceFault> {
        if !inventory.has(place) {
            return Ok(Some(Vec::new()));
        }
        let bytes = source.read(&self.file, CONSISTENCY_BYTES_MAX)?;
        match canonical::from_bytes(&bytes) {
            Ok(extensions) => Ok(Some(extensions)),
            Err(refusal) => {
                let expected = "a canonical JSON array of consistency proofs";
                let (at, found) = (Where::file(&self.file), locate::words(&refusal));
                findings.fail(CheckId::LogConsistency, &self.subject, at, found, expected);
                Ok(None)
            }
        }
    }

    fn consistency(&self, extensions: &[Extension], findings: &mut Findings) {
        let older = |seen: &&&Seen| {
            seen.head != self.newest.head && seen.head.size <= self.newest.head.size
        };
        let older = self.heads.iter().filter(older);
        let mut faults: Vec<Fault> = older
            .filter_map(|older| self.extends(older, extensions).err())
            .collect();
        if self.whole {
            faults.extend(self.strays(extensions));
        }
        if faults.is_empty() {
            let found = format!(
                "{} checkpoints, {} entries",
                self.heads.len(),
                self.newest.head.size
            );
            findings.pass(CheckId::LogConsistency, &self.subject, found);
        }
        for (at, found) in faults {
            let expected = "one history, proven to be only ever extended";
            findings.fail(CheckId::LogConsistency, &self.subject, at, found, expected);
        }
    }

    /// That the newest head extends `older`. Two heads of one size with different roots are a fork by themselves.
    fn extends(&self, older: &Seen, extensions: &[Extension]) -> Result<(), Fault> {
        let (from, to, newest) = (older.head, self.newest.head, &self.newest.file);
        if from.size == to.size {
            let found = format!(
                "a forked log: roots {} and {} ({newest}) of {} entries",
                from.root, to.root, to.size
            );
            return Err((Where::field(&older.file, "checkpoint"), found));
        }
        let proof = extensions
            .iter()
            .position(|extension| extension.from == from && extension.to == to);
        let Some(position) = proof else {
            let found = format!(
                "no proof from {} to {} entries, as {} needs",
                from.size, to.size, older.file
            );
            return Err((Where::file(&self.file), found));
        };
        let proof = &extensions[position].proof;
        verify_consistency(from.size, from.root, to.size, to.root, proof).map_err(|refusal| {
            let found = format!(
                "a forked log: {} and {newest} disagree ({refusal})",
                older.file
            );
            (Where::field(&self.file, format!("{position}.proof")), found)
        })
    }

    /// Proofs between heads that nothing else shows.
    fn strays(&self, extensions: &[Extension]) -> Vec<Fault> {
        let known = |extension: &Extension| {
            extension.to == self.newest.head
                && self.heads.iter().any(|seen| seen.head == extension.from)
        };
        let numbered = extensions
            .iter()
            .enumerate()
            .filter(|(_, extension)| !known(extension));
        let found = "a proof between checkpoints that are not in the case file";
        numbered
            .map(|(at, _)| (Where::field(&self.file, at.to_string()), found.to_owned()))
            .collect()
    }
}
