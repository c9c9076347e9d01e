//! Lateness: a State has the message, and has said nothing since.
//!
//! Each entry of a custody log names the entry before it in the same matter. Who holds the receipt for the last message
//! can therefore follow the receiver's own record of the matter back to the first one, entry by entry: none can be left
//! out, neither by the State that was silent nor by the one that says so. What that record says was sent must be in the
//! thread; where it says nothing was, nothing was.

use std::collections::BTreeSet;

use comity_custody::{Digest, Entry};
use comity_treaty::{MatterId, StateCode};
use jiff::Timestamp;
use serde::Serialize;

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::receipts::Received;
use super::report::{Findings, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::thread::Thread;

/// Longest record of a matter, in bytes.
pub(super) const RECORD_BYTES_MAX: usize = 64 << 20;
/// The kind of a custody entry about a message that was sent, and of one about a message that was received.
const SENT: &str = "sent";

/// For how long a State said nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// The State.
    pub state: StateCode,
    /// Its last message in the matter; where there was none, its receipt for the first.
    pub since: Timestamp,
    /// The last entry of its own record: it had still said nothing.
    pub until: Timestamp,
    /// How many messages it sent before.
    pub said: u64,
}

/// A believed record of one matter.
struct Record {
    file: String,
    state: StateCode,
    matter: MatterId,
    entries: Vec<Entry>,
}

/// The matter whose record is shown, and the silence in it.
pub(super) type Shown = (MatterId, Silence);

/// Verifies the record that a case file of this form shows; `None` where it cannot be believed.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    thread: &Thread,
    received: &[Option<Received>],
    findings: &mut Findings,
) -> Result<Option<Shown>, SourceFault> {
    let Some(state) = inventory.silent() else {
        return Ok(None);
    };
    let file = Place::Silence(state).path();
    let bytes = source.read(&file, RECORD_BYTES_MAX)?;
    let record = match read(&file, state, &bytes) {
        Ok(record) => record,
        Err((at, found)) => {
            fail_record(findings, &file, at, found);
            not_reached(findings, &file);
            return Ok(None);
        }
    };
    let messages = thread.messages.iter().zip(received);
    let of_matter = messages.filter(|(message, _)| {
        message.envelope.matter == record.matter && message.envelope.to == state
    });
    let receipts: Option<Vec<&Received>> = of_matter.map(|(_, receipt)| receipt.as_ref()).collect();
    let Some(receipts) = receipts.filter(|_| thread.whole()) else {
        findings.not_reached(CheckId::SilenceRecord, &file, say::NO_EXCHANGE);
        not_reached(findings, &file);
        return Ok(None);
    };
    if !whole(&record, &receipts, findings) {
        not_reached(findings, &file);
        return Ok(None);
    }
    Ok(nothing_hidden(&record, thread, findings).map(|silence| (record.matter, silence)))
}

fn read(file: &str, state: StateCode, bytes: &[u8]) -> Result<Record, (Where, String)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let here = Where::byte(file, at as u64);
        let whole = line.strip_suffix(b"\n");
        let whole = whole.ok_or_else(|| (here.clone(), "a line without its end".to_owned()))?;
        let entry =
            Entry::parse(whole).map_err(|refusal| (here.clone(), locate::words(&refusal)))?;
        let follows = entries.last().is_none_or(|before| {
            entry.previous() == Some(before.leaf_hash()) && entry.matter() == before.matter()
        });
        if !follows {
            let found = "an entry that does not name the one before it".to_owned();
            return Err((here, found));
        }
        entries.push(entry);
        at += line.len();
    }
    let matter = entries
        .first()
        .and_then(|entry| entry.matter().parse().ok());
    let matter = matter.ok_or_else(|| (Where::file(file), "no entry of a matter".to_owned()))?;
    Ok(Record {
        file: file.to_owned(),
        state,
        matter,
        entries,
    })
}

/// The record begins with the entry of the first message of the thread, and ends with that of the last.
fn whole(record: &Record, receipts: &[&Received], findings: &mut Findings) -> bool {
    let places = || receipts.iter().map(|one| &one.receipt.custody);
    let first = places().min_by_key(|custody| custody.index);
    let last = places().max_by_key(|custody| custody.index);
    let (Some(first), Some(last)) = (first, last) else {
        let found = format!("no receipt of {} in this matter", record.state);
        fail_record(findings, &record.file, Where::file(&record.file), found);
        return false;
    };
    let ends = [
        (record.entries.first(), first),
        (record.entries.last(), last),
    ];
    for (entry, custody) in ends {
        if entry.is_none_or(|entry| entry.to_bytes() != custody.entry.as_bytes()) {
            let found = format!("it does not reach the receipt's entry {}", custody.index);
            fail_record(findings, &record.file, Where::file(&record.file), found);
            return false;
        }
    }
    let found = format!(
        "{} entries, from entry {} to {} of the log of {}",
        record.entries.len(),
        first.index,
        last.index,
        record.state
    );
    findings.pass(CheckId::SilenceRecord, &record.file, found);
    true
}

/// Every message that the record says was sent is in the thread.
fn nothing_hidden(record: &Record, thread: &Thread, findings: &mut Findings) -> Option<Silence> {
    let here: BTreeSet<Digest> = thread
        .messages
        .iter()
        .filter(|message| message.envelope.from == record.state)
        .map(|message| message.digest)
        .collect();
    let sent = || record.entries.iter().filter(|entry| entry.kind() == SENT);
    if let Some(hidden) = sent().find(|entry| !here.contains(&entry.digest())) {
        findings.fail(
            CheckId::SilenceMessages,
            &record.file,
            Where::file(&record.file),
            format!(
                "{} sent {} at {}",
                record.state,
                hidden.digest(),
                hidden.at()
            ),
            "every message that the record says was sent, in the thread",
        );
        return None;
    }
    // INVARIANT (whole): a record that begins and ends with a receipt's entry is not empty.
    let since = sent().next_back().or(record.entries.first())?.at();
    let silence = Silence {
        state: record.state,
        since,
        until: record.entries.last()?.at(),
        said: sent().count() as u64,
    };
    let found = format!(
        "nothing was sent from {} to {}",
        silence.since, silence.until
    );
    findings.pass(CheckId::SilenceMessages, &record.file, found);
    Some(silence)
}

fn fail_record(findings: &mut Findings, file: &str, at: Where, found: String) {
    let expected = "the State's custody entries of one matter, each naming the one before it, from the receipt of the \
                    first message to that of the last";
    findings.fail(CheckId::SilenceRecord, file, at, found, expected);
}

fn not_reached(findings: &mut Findings, file: &str) {
    findings.not_reached(CheckId::SilenceMessages, file, say::NO_RECORD);
}
