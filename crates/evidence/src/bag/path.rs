//! Paths inside a bag, safe to unpack on any system a court may use.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Longest path, in bytes of UTF-8.
pub const PATH_BYTES_MAX: usize = 1000;
/// Longest part of a path between two slashes, in bytes of UTF-8.
pub const PART_BYTES_MAX: usize = 255;
/// Most parts of a path.
pub const PARTS_MAX: usize = 64;

const PAYLOAD: &str = "data/";

/// A path relative to the bag's folder, parts separated by `/`. Never absolute,
/// never climbing, unpacks alike on Linux, macOS and Windows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BagPath(Box<str>);

/// Why a text is not a path in a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathInvalid {
    /// Empty, too long, or too deep.
    #[error("a path has 1 to {PATH_BYTES_MAX} bytes in at most {PARTS_MAX} parts")]
    Length,
    /// Begins with a slash.
    #[error("a path is relative to the bag's folder and does not begin with a slash")]
    Absolute,
    /// A part is `.`, `..` or empty.
    #[error("a path has no part that is empty, `.` or `..`; it must not leave the bag")]
    Climbs,
    /// A part has more than 255 bytes.
    #[error("each part of a path has at most {PART_BYTES_MAX} bytes")]
    PartLength,
    /// A character that some system or bag tool forbids, or that misleads readers.
    #[error("the character U+{:04X} is not allowed in a path", u32::from(*.0))]
    Character(char),
    /// A part ends in a dot or a space, or begins with a space.
    #[error("a part of a path does not begin with a space nor end with a dot or a space")]
    Edge,
    /// A part is a device name of Windows.
    #[error("a part of a path is a device name of Windows (CON, NUL, COM1 ...)")]
    Reserved,
    /// Not in Unicode normalisation form C.
    #[error("the path is not in Unicode normalisation form C")]
    NotComposed,
    /// Evidence items live under `data/`.
    #[error("an evidence item's path begins with data/")]
    OutsidePayload,
}

impl BagPath {
    /// The path of an evidence item: `data/` and then `relative`.
    pub fn payload(relative: &str) -> Result<Self, PathInvalid> {
        if relative.starts_with('/') {
            return Err(PathInvalid::Absolute);
        }
        format!("{PAYLOAD}{relative}").parse()
    }

    /// As [`payload`](Self::payload), for any name found on a machine: composed to
    /// form C, each part that no bag may carry replaced (`_` for a character, `_`
    /// before a device name), too long parts cut. The caller keeps the original
    /// name beside it ([`crate::ItemDescription::original_name`]) and resolves
    /// two names that become one.
    pub fn portable(original: &str) -> Result<Self, PathInvalid> {
        let composed: String = original.replace('\\', "/").nfc().collect();
        let parts = composed.split('/').filter(|part| !part.is_empty());
        let parts: Vec<_> = parts.map(portable_part).collect();
        Self::payload(&parts.join("/"))
    }

    /// Whether this is the path of an evidence item, under `data/`.
    pub fn is_payload(&self) -> bool {
        self.0.starts_with(PAYLOAD)
    }

    /// The path without the `data/` of evidence items.
    pub fn relative(&self) -> &str {
        self.0.strip_prefix(PAYLOAD).unwrap_or(&self.0)
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path as systems that ignore case see it.
    pub(crate) fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    pub(crate) fn fixed(text: &'static str) -> Self {
        Self(text.into())
    }
}

impl FromStr for BagPath {
    type Err = PathInvalid;

    fn from_str(text: &str) -> Result<Self, PathInvalid> {
        let parts = text.split('/').count();
        if text.is_empty() || text.len() > PATH_BYTES_MAX || parts > PARTS_MAX {
            return Err(PathInvalid::Length);
        }
        if text.starts_with('/') {
            return Err(PathInvalid::Absolute);
        }
        if let Some(character) = text.chars().find(|one| *one != '/' && is_forbidden(*one)) {
            return Err(PathInvalid::Character(character));
        }
        text.split('/').try_for_each(check_part)?;
        if !is_nfc(text) {
            return Err(PathInvalid::NotComposed);
        }
        Ok(Self(text.into()))
    }
}

fn check_part(part: &str) -> Result<(), PathInvalid> {
    if matches!(part, "" | "." | "..") {
        return Err(PathInvalid::Climbs);
    }
    if part.len() > PART_BYTES_MAX {
        return Err(PathInvalid::PartLength);
    }
    if part.starts_with(' ') || part.ends_with(['.', ' ']) {
        return Err(PathInvalid::Edge);
    }
    if is_reserved(part) {
        return Err(PathInvalid::Reserved);
    }
    Ok(())
}

/// What Windows forbids, what bag tools spell differently (`%`), control
/// characters, line and paragraph separators, and invisible characters with which
/// a name can be made to look like another.
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\' | '%'
        )
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffd}')
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    let stem = stem.to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let number = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    number.is_some_and(|number| matches!(number, "¹" | "²" | "³") || is_digit(number))
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn portable_part(part: &str) -> Cow<'_, str> {
    let mut safe: String = part
        .chars()
        .map(|one| if is_forbidden(one) { '_' } else { one })
        .collect();
    while safe.len() > PART_BYTES_MAX - 1 {
        safe.pop();
    }
    let trimmed = safe.trim_start_matches(' ').trim_end_matches(['.', ' ']);
    if trimmed.is_empty() || is_reserved(trimmed) {
        return format!("_{trimmed}").into();
    }
    trimmed.to_owned().into()
}

impl fmt::Display for BagPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BagPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for BagPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for BagPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
