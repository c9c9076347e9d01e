//! The bytes of the form as text, and places in it as line and column.

use std::borrow::Cow;

use crate::status::misfit::{InvalidLine, Misfit};

/// Longest form in bytes.
pub const FORM_BYTES_MAX: usize = 16 << 20;

/// The form as text. It is published in UTF-8 and in ISO 8859-1; nothing else is guessed at.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, InvalidLine> {
    if bytes.len() > FORM_BYTES_MAX {
        let found = format!("{} bytes", bytes.len());
        return Err(InvalidLine::new(1, "file", Misfit::Oversized, &found));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_lowercase();
    let declaration = start
        .split_once("?>")
        .map_or("", |(declaration, _)| declaration);
    if declaration.contains("iso-8859-1") {
        return Ok(bytes.iter().map(|&byte| char::from(byte)).collect());
    }
    std::str::from_utf8(bytes)
        .map(Cow::Borrowed)
        .map_err(|error| {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let mut place = Place::default();
            place.go_to(&before, before.len());
            let (line, column) = place.of(&before);
            InvalidLine::new(line, "file", Misfit::Encoding, "").at(column)
        })
}

/// A place in the text, moved forward only.
#[derive(Default)]
pub(super) struct Place {
    offset: usize,
    line: u32,
    line_starts: usize,
}

impl Place {
    pub fn go_to(&mut self, text: &str, offset: usize) {
        let offset = offset.min(text.len()).max(self.offset);
        for (place, byte) in text.bytes().enumerate().take(offset).skip(self.offset) {
            if byte == b'\n' {
                self.line += 1;
                self.line_starts = place + 1;
            }
        }
        self.offset = offset;
    }

    /// Line and column, from 1.
    pub fn of(&self, text: &str) -> (u32, u32) {
        let before = text.get(self.line_starts..self.offset).unwrap_or("");
        let column = u32::try_from(before.chars().count()).unwrap_or(u32::MAX - 1);
        (self.line + 1, column + 1)
    }
}
