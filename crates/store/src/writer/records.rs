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
            // Nothing of the desk is secret for ever, and people sign in and out all day: no page is vacuumed for that.
            Record::DropDesk { kind, id } => self.update(
                "DELETE FROM desk WHERE kind = $1 AND id = $2",
                vec![Cell::text(kind), Cell::text(id)],
            ),
            Record::SweepDesk { before } => self.update(
                "DELETE FROM desk WHERE ends_at > 0 AND ends_at < $1",
                vec![Cell::Int(before.as_microsecond())],
            ),
            Record::EraseEvent { matter, version } => self.erase(
                "UPDATE event SET json = NULL WHERE matter = $1 AND version = $2",
                vec![Cell::name(matter), Cell::Int(*version)],
            ),
            Record::EraseDocument { matter, digest } => self.erase(
                "UPDATE document SET bytes = NULL WHERE matter = $1 AND digest = $2",
                vec![Cell::name(matter), Cell::name(digest)],
            ),
            Record::EraseEnvelope { digest } => {
                for sql in [
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

    fn desk(&mut self, row: &'a DeskRow) {
        let cells = [
            Cell::text(row.kind),
            Cell::text(&row.id),
            Cell::text(&row.owner),
            Cell::Int(row.version),
            Cell::Int(row.at.as_microsecond()),
            Cell::Int(row.ends_at.map_or(0, Timestamp::as_microsecond)),
            Cell::text(&row.json),
        ];
        self.insert(&DESK, cells);
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
