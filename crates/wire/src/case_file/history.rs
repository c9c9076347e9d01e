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
use super::report::{Findings, Where};
use super::source::{CaseSource, SourceFault};
use crate::canonical;
use crate::envelope::MAX_CLOCK_AHEAD;

/// Longest `consistency.json` in bytes.
const CONSISTENCY_BYTES_MAX: usize = 64 << 20;

/// A log head, as `consistency.json` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Entries in the log.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Digest,
}

/// One element of `consistency.json`: the log of `to` extends the log of `from`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The older head: a checkpoint that stands in the case file.
    pub from: Head,
    /// The newer head: the newest cosigned checkpoint.
    pub to: Head,
    /// The consistency proof (RFC 6962, 2.1.2).
    pub proof: Vec<Digest>,
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
    /// When witnesses cosigned it, and the youngest entry shown under it; `None` where nobody cosigned.
    cosigned: Option<(Timestamp, Timestamp)>,
}

impl Seen {
    pub fn receipt(file: &str, checkpoint: &Checkpoint) -> Self {
        Self {
            file: file.to_owned(),
            head: checkpoint.into(),
            cosigned: None,
        }
    }

    pub fn proof(file: &str, checked: CheckedCheckpoint, entry: Timestamp) -> Self {
        let last = checked
            .witnessed
            .iter()
            .map(|witness| witness.at)
            .max()
            .unwrap_or(0);
        let last = i64::try_from(last)
            .ok()
            .and_then(|second| Timestamp::from_second(second).ok());
        let cosigned = Some((last.unwrap_or(Timestamp::MAX), entry));
        Self {
            file: file.to_owned(),
            head: (&checked.checkpoint).into(),
            cosigned,
        }
    }
}

/// Verifies the history of the log of one State.
pub(super) fn verify<S: CaseSource>(
    context: &Context<'_, S>,
    log: StateCode,
    seen: &[Seen],
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let subject = format!("the log of {log}");
    let cosigned = seen.iter().filter(|seen| seen.cosigned.is_some());
    let Some(newest) = cosigned.max_by_key(|seen| seen.head.size) else {
        let at = Where::file(super::layout::PROOFS);
        let expected = "a checkpoint that the policy's witnesses cosigned";
        findings.fail(
            CheckId::LogFreshness,
            subject,
            at,
            "no cosigned checkpoint",
            expected,
        );
        return Ok(());
    };
    freshness(&subject, newest, seen, findings);
    let place = Place::Consistency(log);
    let extensions = read(
        context.source,
        context.inventory,
        &place,
        &subject,
        findings,
    )?;
    if let Some(extensions) = extensions {
        consistency(&subject, &place.path(), newest, seen, &extensions, findings);
    }
    Ok(())
}

/// No head newer than the cosigned one, and no entry younger than its cosignatures.
fn freshness(subject: &str, newest: &Seen, seen: &[Seen], findings: &mut Findings) {
    let size = newest.head.size;
    if let Some(newer) = seen.iter().find(|seen| seen.head.size > size) {
        let found = format!("{size} entries; {} shows {}", newer.file, newer.head.size);
        let expected = format!(
            "a cosigned checkpoint of at least {} entries",
            newer.head.size
        );
        let at = Where::field(&newest.file, "checkpoint");
        findings.fail(CheckId::LogFreshness, subject, at, found, expected);
        return;
    }
    let early = |seen: &&Seen| {
        seen.cosigned
            .is_some_and(|(at, entry)| entry.duration_since(at) > MAX_CLOCK_AHEAD)
    };
    if let Some(early) = seen.iter().find(early) {
        let (found, expected) = (
            "an entry dated after the cosignatures",
            "entries dated before",
        );
        findings.fail(
            CheckId::LogFreshness,
            subject,
            Where::field(&early.file, "extra"),
            found,
            expected,
        );
        return;
    }
    findings.pass(CheckId::LogFreshness, subject, format!("{size} entries"));
}

fn read(
    source: &impl CaseSource,
    inventory: &Inventory,
    place: &Place,
    subject: &str,
    findings: &mut Findings,
) -> Result<Option<Vec<Extension>>, SourceFault> {
    if !inventory.has(place) {
        return Ok(Some(Vec::new()));
    }
    let bytes = source.read(&place.path(), CONSISTENCY_BYTES_MAX)?;
    match canonical::from_bytes(&bytes) {
        Ok(extensions) => Ok(Some(extensions)),
        Err(refusal) => {
            let expected = "a canonical JSON array of consistency proofs";
            let found = locate::words(&refusal);
            findings.fail(
                CheckId::LogConsistency,
                subject,
                Where::file(place.path()),
                found,
                expected,
            );
            Ok(None)
        }
    }
}

fn consistency(
    subject: &str,
    file: &str,
    newest: &Seen,
    seen: &[Seen],
    extensions: &[Extension],
    findings: &mut Findings,
) {
    let mut faults = Vec::new();
    let mut heads: Vec<&Seen> = Vec::new();
    for seen in seen {
        if !heads.iter().any(|other| other.head == seen.head) {
            heads.push(seen);
        }
    }
    for older in heads
        .iter()
        .filter(|older| older.head != newest.head && older.head.size <= newest.head.size)
    {
        faults.extend(extended(file, older, newest, extensions).err());
    }
    for (position, extension) in extensions.iter().enumerate() {
        let known = heads.iter().any(|seen| seen.head == extension.from);
        if !known || extension.to != newest.head {
            let found = "a proof between checkpoints that are not in the case file".to_owned();
            faults.push((Where::field(file, position.to_string()), found));
        }
    }
    if faults.is_empty() {
        let found = format!("{} checkpoints, {} entries", heads.len(), newest.head.size);
        findings.pass(CheckId::LogConsistency, subject, found);
    }
    for (at, found) in faults {
        findings.fail(
            CheckId::LogConsistency,
            subject,
            at,
            found,
            "one history, proven to be only ever extended",
        );
    }
}

/// That `newest` extends `older`. Two heads of one size with different roots are a fork by themselves.
fn extended(
    file: &str,
    older: &Seen,
    newest: &Seen,
    extensions: &[Extension],
) -> Result<(), (Where, String)> {
    let (from, to) = (older.head, newest.head);
    if from.size == to.size {
        let found = format!(
            "a forked log: roots {} and {} ({}) of {} entries",
            from.root, to.root, newest.file, to.size
        );
        return Err((Where::field(&older.file, "checkpoint"), found));
    }
    let position = extensions
        .iter()
        .position(|extension| extension.from == from && extension.to == to);
    let Some(position) = position else {
        let found = format!(
            "no consistency proof from {} to {} entries, as {} needs",
            from.size, to.size, older.file
        );
        return Err((Where::file(file), found));
    };
    verify_consistency(
        from.size,
        from.root,
        to.size,
        to.root,
        &extensions[position].proof,
    )
    .map_err(|refusal| {
        let found = format!(
            "a forked log: {} and {} disagree ({refusal})",
            older.file, newest.file
        );
        (Where::field(file, format!("{position}.proof")), found)
    })
}
