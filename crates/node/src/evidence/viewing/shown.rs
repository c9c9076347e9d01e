//! What of an item is shown, decided by its bytes and by nothing that its sender says of it: pictures of four formats, and
//! texts as texts. Everything else is for export.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

use super::Reading;

/// Bytes of a text on one page.
const PAGE_BYTES: u64 = 128 << 10;
/// The longest picture that is shown, in bytes: the browser holds it whole.
const PICTURE_BYTES_MAX: u64 = 64 << 20;
/// The most points of a picture: a small file can unfold to more than a browser holds.
const PICTURE_POINTS_MAX: u64 = 100_000_000;
/// How much of an item's beginning decides what it is.
const HEAD_BYTES: u64 = 64 << 10;
/// A character of UTF-8 goes on for so many bytes behind the page's end, at most.
const OVERHANG: u64 = 3;

/// What an officer sees of an item.
pub enum Looked {
    /// A picture, to be streamed.
    Picture {
        /// Its media type, by its bytes.
        media: &'static str,
        /// Its bytes.
        content: Box<dyn Read + Send>,
    },
    /// A page of a text.
    Text {
        /// What it says.
        text: String,
        /// The charset it was read in, by its label.
        charset: &'static str,
        /// How many pages the text has.
        pages: u64,
    },
    /// Something that is not shown here.
    Nothing,
}

pub(super) fn look(
    item: &Reading,
    size: u64,
    page: u64,
    charset: Option<&str>,
) -> io::Result<Looked> {
    let mut head = Vec::new();
    item.from(0)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    if let Some(media) = picture(&head) {
        if size > PICTURE_BYTES_MAX || !unfolds(&head) {
            return Ok(Looked::Nothing);
        }
        let content = Box::new(item.from(0)?);
        return Ok(Looked::Picture { media, content });
    }
    let whole = head.len() as u64 == size;
    let Some(found) = text(&head, whole) else {
        return Ok(Looked::Nothing);
    };
    let chosen = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = chosen.unwrap_or(found);
    let pages = size.div_ceil(PAGE_BYTES).max(1);
    let start = page.min(pages - 1) * PAGE_BYTES;
    let mut bytes = Vec::new();
    let content = item.from(start)?.take(PAGE_BYTES + OVERHANG);
    io::BufReader::new(content).read_to_end(&mut bytes)?;
    Ok(Looked::Text {
        text: decoded(&bytes, start == 0, encoding),
        charset: encoding.name(),
        pages,
    })
}

/// The media type of a picture that browsers show safely.
fn picture(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// Whether a browser can hold the points that the picture's own header announces.
fn unfolds(head: &[u8]) -> bool {
    imagesize::blob_size(head).is_ok_and(|size| {
        let points = (size.width as u64).saturating_mul(size.height as u64);
        (1..=PICTURE_POINTS_MAX).contains(&points)
    })
}

/// The charset of what begins like a text; nothing where it is none. Bytes that no text has decide, not names.
fn text(head: &[u8], whole: bool) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        let (says, _) = encoding.decode_with_bom_removal(head);
        return (!says.contains(unwritten)).then_some(encoding);
    }
    if head.iter().any(|byte| unwritten(char::from(*byte))) {
        return None;
    }
    if is_utf8(head, whole) {
        return Some(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    Some(if guessed == UTF_8 {
        WINDOWS_1252
    } else {
        guessed
    })
}

/// Control characters that no text holds; those of line and page, and the bell of terminals, it may.
fn unwritten(character: char) -> bool {
    character < ' '
        && !matches!(
            character,
            '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1B' | '\x07' | '\x08'
        )
}

/// UTF-8, but for a character that the end of the head cuts.
fn is_utf8(head: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => !whole && error.error_len().is_none(),
    }
}

/// A page of a text. Characters that its ends cut belong to the page in which they begin.
fn decoded(bytes: &[u8], first: bool, encoding: &'static Encoding) -> String {
    let page = usize::try_from(PAGE_BYTES).unwrap_or(usize::MAX);
    let (mut start, mut end) = (0, bytes.len().min(page));
    if encoding == UTF_8 {
        let goes_on = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
        while !first && start < 3 && goes_on(start) {
            start += 1;
        }
        while bytes.len() > page && end < page + 3 && goes_on(end) {
            end += 1;
        }
    }
    let bytes = &bytes[start..end.max(start)];
    let (text, _) = if first && (encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE)
    {
        encoding.decode_with_bom_removal(bytes)
    } else {
        encoding.decode_without_bom_handling(bytes)
    };
    text.into_owned()
}

#[cfg(test)]
mod tests;
