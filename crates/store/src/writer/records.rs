//! The rows of records, which stand beside the matters.

use super::fill::Statements;
use super::tables::{DESK, DIRECTORY, OFFICER, PACKAGE, SETTING, WRAPPED_KEY};
use jiff::Timestamp;

use crate::column;
use crate::record::{DeskRow, Officer, Package, Record, Statement};
use crate::rows::Cell;

impl<'a> Statements<'a> {
    pub(super) fn record(&mut self, record: &'a Record) {
        match record {
            Record::Setting { key, value } => {
                self.insert(&SETTING, [Cell::text(key), Cell::text(value)]);
            }
            Record::Count { key, by } => *self.counts.entry(key).or_default() += by,
            Record::Statement(statement) => self.statement(statement),
            Record::Officer(officer) => self.officer(officer),
            Record::Package(package) => self.package(package),
            Record::Key(key) => {
                let row = [Cell::name(&key.id), Cell::bytes(&key.wrapped)];
                self.insert(&WRAPPED_KEY, row);
            }
            Record::DestroyKey { id } => {
                let sql = "DELETE FROM wrapped_key WHERE id = $1";
                self.erase(sql, vec![Cell::name(id)]);
            }
            Record::Desk(row) => self.desk(row),
            // Their pages are vacuumed when the database finds time: people sign in and out all day.
            Record::DropDesk { kind, id } => self.update(
                "DELETE FROM desk WHERE kind = $1 AND id = $2",
                vec![Cell::text(kind), Cell::text(id)],
            ),
            Record::DropDeskOf { kind, owner } => self.update(
                "DELETE FROM desk WHERE kind = $1 AND owner = $2",
                vec![Cell::text(kind), Cell::text(owner)],
            ),
            Record::SweepDesk { before } => self.update(
                "DELETE FROM desk WHERE ends_at > 0 AND ends_at < $1",
                vec![Cell::Int(before.as_microsecond())],
            ),
            Record::EraseEvents { matter, before } => self.erase(
                "UPDATE event SET json = NULL WHERE matter = $1 AND version < $2",
                vec![Cell::name(matter), Cell::Int(*before)],
            ),
            Record::EraseDocument { matter, digest } => self.erase(
                "UPDATE document SET bytes = NULL WHERE matter = $1 AND digest = $2",
                vec![Cell::name(matter), Cell::name(digest)],
            ),
            Record::PaperCame { envelope, digest } => self.update(
                "UPDATE paper SET status = 'here', error = NULL WHERE named_by = $1 AND digest = $2 AND status <> 'erased'",
                vec![Cell::name(envelope), Cell::name(digest)],
            ),
            // Goes before what the same commit puts in its place.
            Record::DropProposedPapers { matter } => self.each(
                "DELETE FROM paper WHERE way = 'proposed' AND matter IN",
                matter,
            ),
            Record::EraseEnvelope { digest } => {
                for sql in [
                    "UPDATE paper SET status = 'erased', error = NULL WHERE named_by = $1",
                    "UPDATE received SET bytes = NULL WHERE digest = $1",
                    "UPDATE sent SET bytes = NULL WHERE digest = $1",
                ] {
                    self.erase(sql, vec![Cell::name(digest)]);
                }
            }
        }
    }

    fn statement(&mut self, statement: &'a Statement) {
        let row = [
            Cell::text(&statement.subject),
            Cell::text(&statement.kind),
            Cell::Int(statement.issued_at.as_microsecond()),
            Cell::Int(statement.expires_at.as_microsecond()),
            Cell::bytes(&statement.bytes),
        ];
        self.insert(&DIRECTORY, row);
    }

    fn officer(&mut self, officer: &'a Officer) {
        let hash = officer.token_hash.as_ref();
        let row = [
            Cell::text(&officer.id),
            Cell::text(&officer.name),
            Cell::text(&officer.roles_json),
            hash.map_or(Cell::MaybeText(None), Cell::name),
        ];
        self.insert(&OFFICER, row);
    }

    /// A first version comes where none is; a later one only takes the place of the one before, so that a row which was
    /// dropped meanwhile stays dropped.
    fn desk(&mut self, row: &'a DeskRow) {
        let at = Cell::Int(row.at.as_microsecond());
        let ends_at = Cell::Int(row.ends_at.map_or(0, Timestamp::as_microsecond));
        let (kind, id, owner) = (
            Cell::text(row.kind),
            Cell::text(&row.id),
            Cell::text(&row.owner),
        );
        let (version, json) = (Cell::Int(row.version), Cell::text(&row.json));
        if row.version == 1 {
            return self.insert(&DESK, [kind, id, owner, version, at, ends_at, json]);
        }
        self.update(
            "UPDATE desk SET owner = $3, version = $4, at = $5, ends_at = $6, json = $7 \
             WHERE kind = $1 AND id = $2 AND version = $4 - 1",
            vec![kind, id, owner, version, at, ends_at, json],
        );
    }

    fn package(&mut self, package: &'a Package) {
        let row = [
            Cell::name(&package.id),
            Cell::name(&package.matter),
            Cell::text(&package.blake3),
            Cell::Int(column::number(package.length)),
            Cell::text(&package.status),
            Cell::Int(package.updated_at.as_microsecond()),
            Cell::bytes(&package.manifest),
        ];
        self.insert(&PACKAGE, row);
    }
}
