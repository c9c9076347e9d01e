//! Papers: documents that go with a message. A court order as a scan, a translation, the picture of a document.
//!
//! The envelope names each by its digest, so that the signatures bind it; the bytes travel beside it (`docs/formats/papers.md`).
//! A paper is never evidence: evidence is sealed.

use comity_custody::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Most papers of one message.
pub const MAX_PAPERS: usize = 20;
/// Longest paper in bytes: 25 MiB.
pub const MAX_PAPER_BYTES: u64 = 25 << 20;
/// Longest papers of one message together, in bytes: 100 MiB.
pub const MAX_PAPERS_BYTES: u64 = 100 << 20;
/// Longest name of a paper, in bytes of UTF-8.
pub const MAX_NAME_BYTES: usize = 200;
/// Longest text that says what a paper is, in bytes of UTF-8.
pub const MAX_TITLE_BYTES: usize = 500;
/// Longest media type, in bytes.
const MAX_MEDIA_TYPE_BYTES: usize = 100;
/// The media type of a paper whose type nobody told.
pub const UNKNOWN_MEDIA_TYPE: &str = "application/octet-stream";

/// A paper as an envelope names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The file's name, 1 to [`MAX_NAME_BYTES`] bytes, as its State gave it. It names no path.
    pub name: String,
    /// Media type (RFC 6838) as its State told it. Nothing is decided by it.
    pub media_type: String,
    /// Length in bytes, from 1 to [`MAX_PAPER_BYTES`].
    pub length: u64,
    /// SHA-256 of the bytes.
    pub sha256: Digest,
    /// What the paper is, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Why papers cannot go with a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PapersFault {
    /// More than [`MAX_PAPERS`].
    #[error("{0} papers; a message carries at most {MAX_PAPERS}")]
    TooMany(usize),
    /// Together longer than [`MAX_PAPERS_BYTES`].
    #[error("papers of {0} bytes together; a message carries at most {MAX_PAPERS_BYTES}")]
    TooMuch(u64),
    /// One of them, counted from 0.
    #[error("paper {place}: {fault}")]
    Paper {
        /// Its place in the message, from 0.
        place: usize,
        /// What is wrong.
        fault: PaperFault,
    },
}

/// Why a paper cannot go with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperFault {
    /// The name is empty, too long, names a path, or holds what shows another text.
    #[error(
        "a name of 1 to {MAX_NAME_BYTES} bytes, without slashes, control characters and overrides of the writing direction"
    )]
    Name,
    /// The media type is none.
    #[error("a media type such as application/pdf")]
    MediaType,
    /// No bytes.
    #[error("a file that is not empty")]
    Empty,
    /// Longer than [`MAX_PAPER_BYTES`].
    #[error("{0} bytes; a paper has at most {MAX_PAPER_BYTES}")]
    TooLong(u64),
    /// The text that says what it is: empty, too long, or with what shows another text.
    #[error(
        "a text of 1 to {MAX_TITLE_BYTES} bytes, without control characters and overrides of the writing direction"
    )]
    Title,
    /// The same bytes twice.
    #[error("the same file is there already")]
    Twice,
}

impl Paper {
    /// Whether an envelope may name it.
    pub fn check(&self) -> Result<(), PaperFault> {
        let named = (1..=MAX_NAME_BYTES).contains(&self.name.len())
            && !self.name.chars().any(misleads)
            && !self.name.contains(['/', '\\'])
            && self.name.trim() == self.name;
        if !named {
            return Err(PaperFault::Name);
        }
        if !is_media_type(&self.media_type) {
            return Err(PaperFault::MediaType);
        }
        check_length(self.length)?;
        let told = self.title.as_deref().is_none_or(|title| {
            (1..=MAX_TITLE_BYTES).contains(&title.len()) && !title.chars().any(misleads)
        });
        told.then_some(()).ok_or(PaperFault::Title)
    }
}

/// Whether a paper may have so many bytes.
pub fn check_length(length: u64) -> Result<(), PaperFault> {
    match length {
        0 => Err(PaperFault::Empty),
        1..=MAX_PAPER_BYTES => Ok(()),
        _ => Err(PaperFault::TooLong(length)),
    }
}

/// Whether these papers may go with one message, in this order.
pub fn check(papers: &[Paper]) -> Result<(), PapersFault> {
    if papers.len() > MAX_PAPERS {
        return Err(PapersFault::TooMany(papers.len()));
    }
    let mut seen = BTreeSet::new();
    for (place, paper) in papers.iter().enumerate() {
        let at = |fault| PapersFault::Paper { place, fault };
        paper.check().map_err(at)?;
        if !seen.insert(paper.sha256.to_string()) {
            return Err(at(PaperFault::Twice));
        }
    }
    // No overflow: there are few, and each is bounded.
    let all: u64 = papers.iter().map(|paper| paper.length).sum();
    if all > MAX_PAPERS_BYTES {
        return Err(PapersFault::TooMuch(all));
    }
    Ok(())
}

/// A character that makes a reader see another text than there is: control characters, and overrides of the direction.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}

/// `type/subtype` without parameters (RFC 6838, 4.2).
fn is_media_type(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphanumeric())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.len() <= MAX_MEDIA_TYPE_BYTES
        && text
            .split_once('/')
            .is_some_and(|(kind, of_kind)| part(kind) && part(of_kind))
}

/// A media type as a browser or a command told it, without its parameters; [`UNKNOWN_MEDIA_TYPE`] where it is none.
pub fn media_type(told: &str) -> String {
    let bare = told.split(';').next().unwrap_or_default().trim();
    let bare = bare.to_ascii_lowercase();
    if is_media_type(&bare) {
        bare
    } else {
        UNKNOWN_MEDIA_TYPE.to_owned()
    }
}

/// The name a paper goes by, from the name that a file came with: the last part of a path, without what misleads, and not
/// longer than a name may be; its ending stays.
pub fn plain_name(told: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|one| !misleads(*one)).collect();
    let plain = plain.trim();
    if plain.chars().all(|one| one == '.') {
        return "paper".to_owned();
    }
    shortened(plain)
}

fn shortened(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    let ending = if ending.len() > 20 { "" } else { ending };
    let mut end = MAX_NAME_BYTES - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", name[..end].trim_end())
}

/// Names that some systems keep for devices.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

/// A name under which a paper can be saved on any system: nothing of it is a path, hidden, a device or a pattern.
pub fn file_name(name: &str) -> String {
    let safe = |one: char| match one {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '%' | '\'' | '`' | '$' | ';' => '_',
        other => other,
    };
    let plain: String = plain_name(name).chars().map(safe).collect();
    let plain = plain.trim_matches(['.', ' ', '~', '-']);
    let stem = plain.split('.').next().unwrap_or_default().trim_end();
    let bare = stem.trim_end_matches(|one: char| one.is_ascii_digit());
    let device = DEVICES.iter().any(|one| bare.eq_ignore_ascii_case(one));
    match plain {
        "" => "paper".to_owned(),
        plain if device => format!("_{plain}"),
        plain => plain.to_owned(),
    }
}

/// The value of `Content-Disposition` (RFC 6266) with which a paper is handed to a browser: always saved, never shown.
pub fn disposition(name: &str) -> String {
    let name = file_name(name);
    let ascii = |one: char| {
        if one.is_ascii_graphic() || one == ' ' {
            one
        } else {
            '_'
        }
    };
    let plain: String = name.chars().map(ascii).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // INVARIANT (text): writing to a text does not fail.
            let _written = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paper(name: &str) -> Paper {
        Paper {
            name: name.into(),
            media_type: "application/pdf".into(),
            length: 3,
            sha256: Digest::of(name.as_bytes()),
            title: None,
        }
    }

    #[test]
    fn names_that_lie_are_no_names() {
        for bad in [
            "",
            " order.pdf",
            "a/b",
            "..\\b",
            "order\u{202E}fdp.exe",
            "a\nb",
            "a\u{0}",
        ] {
            assert_eq!(paper(bad).check(), Err(PaperFault::Name), "{bad:?}");
        }
        let long = "x".repeat(MAX_NAME_BYTES + 1);
        assert_eq!(paper(&long).check(), Err(PaperFault::Name));
        for good in [
            "order.pdf",
            "أمر المحكمة.pdf",
            "法院命令.pdf",
            "<b>.html",
            "CON",
        ] {
            assert_eq!(paper(good).check(), Ok(()), "{good:?}");
        }
    }

    #[test]
    fn what_is_saved_harms_no_system() {
        let told = [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\order.pdf", "order.pdf"),
            ("CON", "_CON"),
            ("con.pdf", "_con.pdf"),
            ("LPT1.txt", "_LPT1.txt"),
            (".bashrc", "bashrc"),
            ("..", "paper"),
            ("", "paper"),
            ("order\u{202E}fdp.exe", "orderfdp.exe"),
            ("<img src=x>.html", "_img src=x_.html"),
            ("a\r\nSet-Cookie: x", "aSet-Cookie_ x"),
            ("contract.pdf", "contract.pdf"),
        ];
        for (name, saved) in told {
            assert_eq!(file_name(name), saved, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = plain_name(&format!("{}.pdf", "ж".repeat(300)));
        assert!(name.len() <= MAX_NAME_BYTES, "{name}");
        assert_eq!(&name[name.len() - 4..], ".pdf");
    }

    #[test]
    fn a_media_type_is_one_or_unknown() {
        assert_eq!(media_type("Text/HTML; charset=utf-8"), "text/html");
        for bad in ["", "pdf", "a/b/c", "text/<b>", "/", "text/"] {
            assert_eq!(media_type(bad), UNKNOWN_MEDIA_TYPE, "{bad}");
        }
    }

    #[test]
    fn too_many_too_long_and_twice_are_told_apart() {
        let many: Vec<Paper> = (0..=MAX_PAPERS).map(|n| paper(&n.to_string())).collect();
        assert_eq!(check(&many), Err(PapersFault::TooMany(21)));
        assert_eq!(check(&many[1..]), Ok(()));
        let twice = [paper("a"), paper("a")];
        let fault = |place, fault| Err(PapersFault::Paper { place, fault });
        assert_eq!(check(&twice), fault(1, PaperFault::Twice));
        let mut long = paper("a");
        long.length = MAX_PAPER_BYTES + 1;
        assert_eq!(
            check(&[long]),
            fault(0, PaperFault::TooLong(MAX_PAPER_BYTES + 1))
        );
        let mut empty = paper("a");
        empty.length = 0;
        assert_eq!(check(&[empty]), fault(0, PaperFault::Empty));
        let much: Vec<Paper> = (0..5)
            .map(|n| Paper {
                length: MAX_PAPER_BYTES,
                ..paper(&n.to_string())
            })
            .collect();
        assert_eq!(check(&much), Err(PapersFault::TooMuch(5 * MAX_PAPER_BYTES)));
        assert_eq!(check(&much[1..]), Ok(()));
    }

    proptest! {
        #[test]
        fn every_name_becomes_one_that_may_travel_and_one_that_may_be_saved(told in any::<String>()) {
            let named = plain_name(&told);
            prop_assert_eq!(paper(&named).check(), Ok(()));
            let saved = file_name(&told);
            prop_assert!(!saved.is_empty() && saved.len() <= MAX_NAME_BYTES + 1);
            prop_assert!(!saved.contains(['/', '\\', '"', '\0', '\r', '\n']) && !saved.starts_with('.'));
            let header = disposition(&told);
            prop_assert!(header.is_ascii() && header.starts_with("attachment; "), "{}", header);
            prop_assert!(!header.contains(['\r', '\n']));
        }
    }
}
