//! The status form of the UN Treaty Collection (Multilateral Treaties Deposited with the Secretary-General, chapter
//! XVIII, 16) as XML: the table of participants, read by name of heading; free text is named and left to people.
//!
//! No schema of the form is published that we found; the shape is the one independent public readers of it agree on
//! (`docs/decisions/treaty-status.md`). What the reader relies on is one table, [`cells`]' `SLOTS`.

mod cells;
mod source;
mod text;

use jiff::civil::Date;
use serde::Serialize;

use self::cells::{Cell, Slot};
use super::InstrumentKind;
use super::misfit::{InvalidLine, InvalidLines, Misfit, unless};
use super::participants::Participants;
use crate::party::StateCode;

pub use self::source::FORM_BYTES_MAX;

/// What the chapter's heading and the treaty's title must contain.
const CHAPTER: &str = "XVIII";
const TITLE: &str = "cybercrime";

/// What the form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// A row for each participant.
    pub rows: Vec<FormRow>,
    /// What a person has to look at.
    pub remarks: Vec<Remark>,
}

/// One participant of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormRow {
    /// The line of its name.
    pub line: u32,
    /// Who.
    pub state: StateCode,
    /// When it signed.
    pub signed: Option<Date>,
    /// Its instrument and the day of deposit.
    pub deposited: Option<(InstrumentKind, Date)>,
}

/// What the form says and the reader does not decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "remark", rename_all = "snake_case")]
pub enum Remark {
    /// A section of free text: reservations, declarations, objections are entered by hand.
    FreeText {
        /// The section.
        section: String,
        /// Its line.
        line: u32,
    },
    /// A row in brackets: the participant has withdrawn, and the day stands in a footnote.
    Bracketed {
        /// Who.
        state: StateCode,
        /// Its line.
        line: u32,
    },
    /// The form's own count differs from its rows.
    CountDiffers {
        /// What is counted.
        what: String,
        /// What the form says.
        says: u32,
        /// What its rows come to.
        rows: u32,
    },
}

impl Form {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(bytes: &[u8], participants: &Participants) -> Result<Self, InvalidLines> {
        let cells = cells::read(bytes)?;
        let mut reading = Reading {
            participants,
            faults: Vec::new(),
            remarks: Vec::new(),
        };
        reading.check_treaty(&cells);
        let columns = reading.columns(&cells);
        let rows = columns.map_or_else(Vec::new, |columns| reading.rows(&cells, columns));
        reading.check_twice(&rows);
        reading.remark_on(&cells, &rows);
        let form = Self {
            rows,
            remarks: reading.remarks,
        };
        unless(reading.faults, form)
    }
}

/// Places of signature and instrument among the columns.
#[derive(Clone, Copy)]
struct Columns {
    signature: usize,
    instrument: usize,
}

struct Reading<'a> {
    participants: &'a Participants,
    faults: Vec<InvalidLine>,
    remarks: Vec<Remark>,
}

impl Reading<'_> {
    fn refuse(&mut self, cell: &Cell, field: &str, misfit: Misfit) {
        let fault = InvalidLine::new(cell.line, field, misfit, cell.text.trim());
        self.faults.push(fault.at(cell.column));
    }

    fn check_treaty(&mut self, cells: &[Cell]) {
        let is_chapter = |text: &str| text.split_whitespace().any(|word| word == CHAPTER);
        let is_title = |text: &str| text.to_lowercase().contains(TITLE);
        self.check(cells, Slot::Chapter, "chapter", is_chapter);
        self.check(cells, Slot::Title, "title", is_title);
    }

    fn check(&mut self, cells: &[Cell], slot: Slot, field: &str, holds: impl Fn(&str) -> bool) {
        match of(cells, slot).next() {
            Some(cell) if holds(&cell.text) => {}
            Some(cell) => self.refuse(cell, field, Misfit::WrongTreaty),
            None => self
                .faults
                .push(InvalidLine::new(1, field, Misfit::WrongTreaty, "")),
        }
    }

    /// Columns are found by their headings, because other treaties of the collection have others.
    fn columns(&mut self, cells: &[Cell]) -> Option<Columns> {
        let headings: Vec<String> = of(cells, Slot::Heading)
            .map(|c| text::plain(&c.text))
            .collect();
        let place = |words: &[&str]| {
            let fits = |heading: &String| words.iter().any(|word| heading.contains(word));
            headings.iter().position(fits)
        };
        let participant = headings.first().is_some_and(|first| first == "Participant");
        let found = place(&["Signature"]).zip(place(&["Ratification", "Accession"]));
        let found = found.filter(|(signature, instrument)| participant && signature != instrument);
        if found.is_none() {
            let line = of(cells, Slot::Heading).next().map_or(1, |cell| cell.line);
            let found = headings.join(", ");
            let fault = InvalidLine::new(line, "headings", Misfit::NoParticipants, &found);
            self.faults.push(fault);
        }
        found.map(|(signature, instrument)| Columns {
            signature,
            instrument,
        })
    }

    fn rows(&mut self, cells: &[Cell], columns: Columns) -> Vec<FormRow> {
        let entries: Vec<&Cell> = of(cells, Slot::Entry).collect();
        let same_row = |a: &&Cell, b: &&Cell| a.row == b.row;
        let rows = entries.chunk_by(same_row);
        let read: Vec<FormRow> = rows.filter_map(|row| self.row(row, columns)).collect();
        if entries.is_empty() {
            self.faults.push(InvalidLine::new(
                1,
                "participants",
                Misfit::NoParticipants,
                "",
            ));
        }
        read
    }

    fn row(&mut self, row: &[&Cell], columns: Columns) -> Option<FormRow> {
        let name = row.first()?;
        let plain = text::plain(&name.text);
        let bare = plain.trim_matches(['[', ']']).trim();
        let Some(state) = self.participants.named(bare) else {
            self.refuse(name, "participant", Misfit::UnknownState);
            return None;
        };
        let cell = |place: usize| row.get(place).map(|cell| (*cell, text::plain(&cell.text)));
        let (signature, instrument) = (cell(columns.signature), cell(columns.instrument));
        let bracketed =
            |cell: &Option<(&Cell, String)>| cell.as_ref().is_some_and(|(_, t)| t.starts_with('['));
        if plain.starts_with('[') || bracketed(&signature) || bracketed(&instrument) {
            let line = name.line;
            self.remarks.push(Remark::Bracketed { state, line });
            return None;
        }
        Some(FormRow {
            line: name.line,
            state,
            signed: self.signed(signature),
            deposited: self.deposited(instrument),
        })
    }

    fn signed(&mut self, cell: Option<(&Cell, String)>) -> Option<Date> {
        let (cell, text) = cell.filter(|(_, text)| !text.is_empty())?;
        let signed = text::day_and_mark(&text).filter(|(_, mark)| mark.is_empty());
        if signed.is_none() {
            self.refuse(cell, "signature", Misfit::ImpossibleDate);
        }
        signed.map(|(day, _)| day)
    }

    fn deposited(&mut self, cell: Option<(&Cell, String)>) -> Option<(InstrumentKind, Date)> {
        let (cell, text) = cell.filter(|(_, text)| !text.is_empty())?;
        let Some((day, mark)) = text::day_and_mark(&text) else {
            self.refuse(cell, "instrument", Misfit::ImpossibleDate);
            return None;
        };
        let kind = text::MARKS.iter().find(|(known, _)| *known == mark);
        if kind.is_none() {
            self.refuse(cell, "instrument", Misfit::UnknownKind);
        }
        kind.map(|(_, kind)| (*kind, day))
    }

    fn check_twice(&mut self, rows: &[FormRow]) {
        let mut seen = std::collections::BTreeSet::new();
        for row in rows.iter().filter(|row| !seen.insert(row.state)) {
            let (line, state) = (row.line, row.state);
            let fault = InvalidLine::new(
                line,
                "participant",
                Misfit::ParticipantTwice,
                state.as_str(),
            );
            self.faults.push(fault);
        }
    }

    fn remark_on(&mut self, cells: &[Cell], rows: &[FormRow]) {
        let signed = rows.iter().filter(|row| row.signed.is_some()).count();
        let joined = rows.iter().filter(|row| row.deposited.is_some()).count();
        for (slot, what, rows) in [
            (Slot::Signatories, "signatories", signed),
            (Slot::Parties, "parties", joined),
        ] {
            let says = of(cells, slot)
                .next()
                .and_then(|cell| cell.text.trim().parse().ok());
            let rows = u32::try_from(rows).unwrap_or(u32::MAX);
            if let Some(says) = says.filter(|says| *says != rows) {
                let what = what.to_owned();
                self.remarks.push(Remark::CountDiffers { what, says, rows });
            }
        }
        for cell in of(cells, Slot::FreeText) {
            let (section, line) = (cell.text.clone(), cell.line);
            self.remarks.push(Remark::FreeText { section, line });
        }
    }
}

fn of(cells: &[Cell], slot: Slot) -> impl Iterator<Item = &Cell> {
    cells.iter().filter(move |cell| cell.slot == slot)
}
