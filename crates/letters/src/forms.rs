//! How instants, sentences and codes are written.

use comity_lexicon::Words;
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::clean::{broken, harmless};
use crate::letter::Block;

/// An instant in UTC: day and time to the minute, seconds where there are any.
pub(crate) fn moment(words: &Words, at: Timestamp) -> String {
    format!("{} UTC", clock(words, at, Offset::UTC))
}

/// An instant in a zone.
pub(crate) fn clock(words: &Words, at: Timestamp, zone: Offset) -> String {
    let there = zone.to_datetime(at);
    let date = words.date(there.year(), there.month(), there.day());
    let time = match there.second() {
        0 => format!("{:02}:{:02}", there.hour(), there.minute()),
        second => format!("{:02}:{:02}:{second:02}", there.hour(), there.minute()),
    };
    words.with("date-time", &[("date", &date), ("time", &time)])
}

/// A text of ours that stands alone begins with a capital.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A number is copied and compared, and so holds nothing but itself.
const CODE_WHOLE_MAX: usize = 36;
/// A longer code has no words to break between, and may stand in a narrow column.
const CODE_RUN_MAX: usize = 12;

/// A number, a digest or a code.
pub(crate) fn code(text: &str) -> Block {
    let text = harmless(text);
    let digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let text = match text.len() {
        _ if digest => groups(&text).join(" "),
        0..=CODE_WHOLE_MAX => text,
        _ => broken(&text, CODE_RUN_MAX),
    };
    Block::Code { text }
}

/// A digest in groups of eight digits, to be read aloud and compared.
pub(crate) fn groups(digest: &str) -> Vec<String> {
    let eights = digest.as_bytes().chunks(8);
    eights
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect()
}

/// A key is a few thousand letters: its beginning and its end name it.
pub(crate) fn shortened(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= 96 {
        return text.to_owned();
    }
    let (head, tail): (String, String) = (
        letters[..48].iter().collect(),
        letters[letters.len() - 24..].iter().collect(),
    );
    format!("{head} … {tail}")
}
