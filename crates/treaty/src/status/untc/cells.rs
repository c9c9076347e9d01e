//! The form's XML as cells: bounded in size, depth and text, without document types, each cell with line and column.

use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

use super::source::{Place, decode};
use crate::status::misfit::{InvalidLine, Misfit};

/// Deepest nesting of elements.
const DEPTH_MAX: usize = 32;
/// Most rows; the United Nations has 193 Members.
const ROWS_MAX: u32 = 1000;
/// Longest text of a cell in bytes.
const CELL_BYTES_MAX: usize = 4096;

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Chapter,
    Title,
    Signatories,
    Parties,
    Heading,
    Entry,
    /// Holds the section's name, not its text.
    FreeText,
}

/// All the reader relies on: the last elements of a path, and what they hold. Whatever else the form has is passed over.
const SLOTS: &[(&[&str], Slot)] = &[
    (&["Chapter", "Header"], Slot::Chapter),
    (&["ExternalData", "Titlesect"], Slot::Title),
    (&["Status", "Signatories"], Slot::Signatories),
    (&["Status", "Parties"], Slot::Parties),
    (
        &[
            "Treaty",
            "Participants",
            "Table",
            "TGroup",
            "Thead",
            "Row",
            "Entry",
        ],
        Slot::Heading,
    ),
    (
        &[
            "Treaty",
            "Participants",
            "Table",
            "TGroup",
            "Tbody",
            "Rows",
            "Row",
            "Entry",
        ],
        Slot::Entry,
    ),
    (&["Treaty", "Declarations"], Slot::FreeText),
    (&["Treaty", "DeclarationsUnderArticle"], Slot::FreeText),
    (&["Treaty", "Objections"], Slot::FreeText),
    (&["Treaty", "Notifications"], Slot::FreeText),
    (&["Treaty", "TerritorialApplications"], Slot::FreeText),
];

/// Elements whose text is a footnote's number.
const FOOTNOTES: &[&str] = &["superscript", "sup"];

/// The text of one element of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub slot: Slot,
    /// The number of its row in the table, for entries.
    pub row: u32,
    pub text: String,
    pub line: u32,
    pub column: u32,
}

/// The cells in the order of the form, or the first thing that makes it unreadable.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Cell>, InvalidLine> {
    let text = decode(bytes)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading::new(&text);
    loop {
        let before = reader.buffer_position();
        let event = reader.read_event();
        reading.go_to(before);
        match event {
            Ok(Event::Eof) => return reading.finish(),
            Ok(event) => reading.take(event)?,
            Err(error) => {
                reading.go_to(reader.error_position().max(before));
                return Err(reading.refuse(Misfit::Xml, &error.to_string()));
            }
        }
    }
}

struct Reading<'t> {
    text: &'t str,
    place: Place,
    path: Vec<String>,
    cells: Vec<Cell>,
    /// The cell being filled, and the depth of its element.
    open: Option<(Cell, usize)>,
    rows: u32,
    ended: bool,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            place: Place::default(),
            path: Vec::new(),
            cells: Vec::new(),
            open: None,
            rows: 0,
            ended: false,
        }
    }

    fn go_to(&mut self, offset: u64) {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        self.place.go_to(self.text, offset);
    }

    fn refuse(&self, misfit: Misfit, found: &str) -> InvalidLine {
        let (line, column) = self.place.of(self.text);
        let at = self.path.last().map_or("document", String::as_str);
        InvalidLine::new(line, at, misfit, found).at(column)
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), InvalidLine> {
        match event {
            Event::Start(start) => self.start(start.local_name().as_ref()),
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.add(&text.xml10_content()),
            Event::CData(text) => self.add(&text.xml10_content()),
            Event::GeneralRef(reference) => self.reference(&reference),
            Event::DocType(_) => Err(self.refuse(Misfit::DocumentType, "<!DOCTYPE")),
            // The declaration was read for its encoding; comments and instructions say nothing.
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => {
                Ok(())
            }
        }
    }

    fn start(&mut self, name: &str) -> Result<(), InvalidLine> {
        if self.path.len() >= DEPTH_MAX {
            return Err(self.refuse(Misfit::Depth, name));
        }
        if self.path.is_empty() && self.ended {
            return Err(self.refuse(Misfit::Xml, "a second root element"));
        }
        self.path.push(name.to_owned());
        let ends = |path: &&[&str]| {
            let here = self.path.iter().rev().map(String::as_str);
            path.len() <= self.path.len()
                && path.iter().rev().copied().zip(here).all(|(a, b)| a == b)
        };
        let slot = SLOTS.iter().find(|(path, _)| ends(path));
        if let Some(&(_, slot)) = slot.filter(|_| self.open.is_none()) {
            self.begin(slot, name)?;
        }
        Ok(())
    }

    fn begin(&mut self, slot: Slot, name: &str) -> Result<(), InvalidLine> {
        if self.rows > ROWS_MAX {
            return Err(self.refuse(Misfit::Oversized, "rows"));
        }
        let (line, column) = self.place.of(self.text);
        let free = slot == Slot::FreeText;
        let cell = Cell {
            slot,
            row: self.rows,
            text: if free { name.to_owned() } else { String::new() },
            line,
            column,
        };
        if free {
            self.cells.push(cell);
        } else {
            self.open = Some((cell, self.path.len()));
        }
        Ok(())
    }

    /// The reader has checked that the names of start and end agree.
    fn end(&mut self) {
        if self
            .open
            .as_ref()
            .is_some_and(|(_, depth)| *depth == self.path.len())
        {
            self.cells.extend(self.open.take().map(|(cell, _)| cell));
        }
        if self.path.pop().is_some_and(|name| name == "Row") {
            self.rows += 1;
        }
        self.ended = true;
    }

    fn add(&mut self, text: &str) -> Result<(), InvalidLine> {
        if self.path.is_empty() && !text.trim().is_empty() {
            return Err(self.refuse(Misfit::Xml, text.trim()));
        }
        let footnote = self
            .path
            .last()
            .is_some_and(|name| FOOTNOTES.contains(&name.as_str()));
        let Some((cell, _)) = self.open.as_mut().filter(|_| !footnote) else {
            return Ok(());
        };
        cell.text.push_str(text);
        if cell.text.len() > CELL_BYTES_MAX {
            return Err(self.refuse(Misfit::Oversized, text));
        }
        Ok(())
    }

    /// Only characters by number and the five entities of XML; nothing is ever looked up or expanded.
    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), InvalidLine> {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return self.add(character.encode_utf8(&mut [0; 4]));
        }
        let name = reference.xml10_content();
        match quick_xml::escape::resolve_predefined_entity(&name) {
            Some(text) => self.add(text),
            None => Err(self.refuse(Misfit::DocumentType, &format!("&{name};"))),
        }
    }

    fn finish(self) -> Result<Vec<Cell>, InvalidLine> {
        if !self.path.is_empty() || !self.ended {
            return Err(self.refuse(Misfit::Xml, "the end of the file"));
        }
        Ok(self.cells)
    }
}
