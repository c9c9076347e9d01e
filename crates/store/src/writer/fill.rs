//! The rows of a group of commits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use comity_custody::TileId;
use sqlx::AnyConnection;

use super::batch::Fresh;
use super::tables::{
    CHECKPOINT, COUNTER, DELIVERY, DOCUMENT, ENTRY, EVENT, LOG_HEAD, MATTER, MATTER_WORD, NOTED,
    OBLIGATION, OUTBOX, PAPER, PEER_CHECKPOINT, RECEIVED, SENT, TILE,
};
use crate::column;
use crate::commit::{Commit, MatterChange};
use crate::error::StoreError;
use crate::read::log::LogHead;
use crate::rows::{Cell, Inserts, Table, each, update, words};

/// A receipt has come: what was refused for coming before it is due at once.
const WAKE_NEXT: &str = "UPDATE outbox SET next_at = 0 WHERE attempts > 0 AND matter IN";

/// Everything a transaction writes, in three steps: what goes, what comes, and
/// single rows that change.
#[derive(Default)]
pub(crate) struct Statements<'a> {
    /// Statements over the rows of many keys, in alphabetical order: deletions before updates.
    keyed: BTreeMap<&'static str, BTreeSet<String>>,
    inserts: Inserts<'a>,
    pub(super) counts: BTreeMap<&'a str, i64>,
    updates: Vec<(&'static str, Vec<Cell<'a>>)>,
    erases: bool,
}

impl<'a> Statements<'a> {
    /// The new head, its checkpoint and the tiles that changed.
    pub(crate) fn log(
        &mut self,
        origin: &'a str,
        head: &'a LogHead,
        tiles: &'a [(TileId, Vec<u8>)],
    ) {
        if tiles.is_empty() {
            return;
        }
        let size = || Cell::Int(column::number(head.size));
        let (root, note) = (|| Cell::name(&head.root), || Cell::text(&head.checkpoint));
        self.insert(&LOG_HEAD, [Cell::text(origin), size(), root(), note()]);
        self.insert(&CHECKPOINT, [size(), root(), note()]);
        for (id, bytes) in tiles {
            let level = Cell::Int(i64::from(id.level()));
            let index = Cell::Int(column::number(id.index()));
            self.insert(&TILE, [level, index, Cell::bytes(bytes)]);
        }
    }

    /// The rows of one commit.
    pub(crate) fn commit(&mut self, fresh: &'a Fresh<'_>) {
        let commit = &fresh.one.commit;
        for position in &fresh.committed.entries {
            let index = Cell::Int(column::number(position.index));
            self.insert(&ENTRY, [index, Cell::bytes(&position.entry)]);
        }
        self.changes(fresh);
        self.noted(fresh);
        self.envelope(fresh);
        self.outbox(commit);
        self.documents(commit);
        self.papers(commit);
        self.checkpoints(fresh);
        for record in &commit.records {
            self.record(record);
        }
    }

    /// Whether something was erased, and its bytes should leave the disk.
    pub(crate) fn erases(&self) -> bool {
        self.erases
    }

    pub(crate) async fn write(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        for (name, by) in std::mem::take(&mut self.counts) {
            self.insert(&COUNTER, [Cell::text(name), Cell::Int(by)]);
        }
        for (statement, keys) in &self.keyed {
            each(connection, statement, keys).await?;
        }
        self.inserts.write(connection).await?;
        for (statement, cells) in &self.updates {
            update(connection, statement, cells).await?;
        }
        Ok(())
    }

    pub(super) fn insert<const N: usize>(&mut self, table: &'static Table, row: [Cell<'a>; N]) {
        self.inserts.add(table, row.into());
    }

    pub(super) fn each(&mut self, statement: &'static str, key: &impl ToString) {
        let keys = self.keyed.entry(statement).or_default();
        keys.insert(key.to_string());
    }

    pub(super) fn update(&mut self, statement: &'static str, cells: Vec<Cell<'a>>) {
        self.updates.push((statement, cells));
    }

    /// An update after which the bytes that went must leave the disk.
    pub(super) fn erase(&mut self, statement: &'static str, cells: Vec<Cell<'a>>) {
        self.erases = true;
        self.update(statement, cells);
    }

    fn changes(&mut self, fresh: &'a Fresh<'_>) {
        let one = fresh.one;
        let mut last = HashMap::new();
        for (place, change) in one.commit.changes.iter().enumerate() {
            let index = fresh.committed.entries[place].index;
            let digest = Cell::name(&one.digests[place]);
            self.event(change, digest, column::number(index));
            last.insert(change.matter, place);
        }
        // A matter that changed twice stands where its last change left it.
        for place in last.into_values() {
            let change = &one.commit.changes[place];
            self.matter(change, Cell::name(&fresh.leaves[place]));
            self.obligations(change);
            self.search(change);
        }
    }

    fn event(&mut self, change: &'a MatterChange, digest: Cell<'a>, index: i64) {
        let row = [
            Cell::name(&change.matter),
            Cell::Int(change.expected_version + 1),
            Cell::Int(change.at.as_microsecond()),
            Cell::text(&change.event_kind),
            digest,
            Cell::Int(index),
            Cell::text(&change.event_json),
        ];
        self.insert(&EVENT, row);
    }

    fn matter(&mut self, change: &'a MatterChange, leaf: Cell<'a>) {
        let row = [
            Cell::name(&change.matter),
            Cell::Int(change.expected_version + 1),
            Cell::text(&change.measure),
            Cell::text(&change.side),
            Cell::text(&change.peer),
            Cell::text(&change.stage),
            Cell::Int(change.at.as_microsecond()),
            leaf,
            Cell::text(&change.state_json),
        ];
        self.insert(&MATTER, row);
    }

    fn obligations(&mut self, change: &'a MatterChange) {
        if change.expected_version > 0 {
            self.each("DELETE FROM obligation WHERE matter IN", &change.matter);
        }
        for owed in &change.obligations {
            let due = owed.due.as_microsecond();
            let command = owed.command_json.as_deref();
            let row = [
                Cell::name(&change.matter),
                Cell::text(&owed.key),
                Cell::text(&owed.owner),
                Cell::Int(due),
                Cell::MaybeInt(command.map(|_| due)),
                Cell::MaybeText(command),
                Cell::Int(i64::from(owed.owner == change.side)),
            ];
            self.insert(&OBLIGATION, row);
        }
    }

    fn search(&mut self, change: &'a MatterChange) {
        let Some(text) = &change.search else { return };
        if change.expected_version > 0 {
            self.each("DELETE FROM matter_word WHERE matter IN", &change.matter);
        }
        for word in words(text) {
            self.insert(
                &MATTER_WORD,
                [Cell::name(&word), Cell::name(&change.matter)],
            );
        }
    }

    /// The commit's own entries: their names, and the matters they were tied to.
    fn noted(&mut self, fresh: &'a Fresh<'_>) {
        let changes = fresh.one.commit.changes.len();
        let own = fresh.one.commit.entries.iter().zip(&fresh.one.names);
        for (place, (new, name)) in own.enumerate() {
            let index = column::number(fresh.committed.entries[changes + place].index);
            self.insert(&NOTED, [Cell::name(name), Cell::Int(index)]);
            if let Some(matter) = &new.matter {
                let leaf = Cell::name(&fresh.leaves[changes + place]);
                let cells = vec![leaf, Cell::name(matter)];
                self.updates
                    .push(("UPDATE matter SET leaf = $1 WHERE id = $2", cells));
            }
        }
    }

    fn envelope(&mut self, fresh: &'a Fresh<'_>) {
        let Some(envelope) = &fresh.one.commit.envelope_in else {
            return;
        };
        let receipt = fresh.committed.receipt.as_deref().unwrap_or_default();
        let row = [
            Cell::name(&envelope.digest),
            Cell::text(&envelope.from),
            Cell::Int(envelope.sequence),
            Cell::Int(envelope.received_at.as_microsecond()),
            Cell::bytes(receipt),
            Cell::bytes(&envelope.bytes),
        ];
        self.insert(&RECEIVED, row);
    }

    fn outbox(&mut self, commit: &'a Commit) {
        for message in &commit.outbox {
            let (id, to) = (|| Cell::name(&message.id), || Cell::text(&message.to));
            let digest = Cell::name(&message.digest);
            self.insert(&SENT, [id(), to(), digest, Cell::bytes(&message.bytes)]);
            let next = Cell::Int(message.next_attempt_at.as_microsecond());
            let matter = Cell::name(&message.matter);
            self.insert(&OUTBOX, [id(), matter, to(), Cell::Int(0), next]);
        }
        if let Some(done) = &commit.delivered {
            let at = Cell::Int(done.at.as_microsecond());
            let row = [Cell::name(&done.id), at, Cell::bytes(&done.receipt)];
            self.insert(&DELIVERY, row);
            self.each("DELETE FROM outbox WHERE id IN", &done.id);
            self.each(WAKE_NEXT, &done.matter);
        }
    }

    fn documents(&mut self, commit: &'a Commit) {
        for document in &commit.documents {
            let row = [
                Cell::name(&document.digest),
                Cell::name(&document.matter),
                Cell::text(&document.media_type),
                Cell::bytes(&document.bytes),
            ];
            self.insert(&DOCUMENT, row);
        }
    }

    fn papers(&mut self, commit: &'a Commit) {
        for paper in &commit.papers {
            let row = [
                Cell::text(&paper.named_by),
                Cell::name(&paper.digest),
                Cell::name(&paper.matter),
                Cell::text(&paper.peer),
                Cell::text(paper.way.key()),
                Cell::Int(column::number(paper.length)),
                Cell::text(paper.stands.key()),
                Cell::Int(paper.attempts),
                Cell::Int(paper.next_at.as_microsecond()),
            ];
            self.insert(&PAPER, row);
        }
    }

    fn checkpoints(&mut self, fresh: &'a Fresh<'_>) {
        let checkpoints = fresh.one.commit.checkpoints.iter();
        let witnessed = checkpoints.zip(&fresh.committed.witnessed);
        for (new, _) in witnessed.filter(|(_, kept)| **kept) {
            let row = [
                Cell::text(&new.peer),
                Cell::Int(column::number(new.size)),
                Cell::name(&new.root),
                Cell::text(&new.note),
                Cell::text(&new.cosigned),
            ];
            self.insert(&PEER_CHECKPOINT, row);
        }
    }
}
