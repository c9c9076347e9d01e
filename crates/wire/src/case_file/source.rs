//! Where a case file is read from: a folder, an archive, memory.

use std::io::{self, Read};

/// One thing found in a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Path relative to the case file, `/` between its parts. What is not UTF-8 is shown with U+FFFD.
    pub path: String,
    /// What it is.
    pub kind: ListedKind,
}

/// What a listed thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedKind {
    /// A regular file of that many bytes.
    File {
        /// Length in bytes.
        length: u64,
    },
    /// Something a case file must not hold; it is never opened.
    Refused(Oddity),
}

/// What a case file must not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// A symbolic or hard link: it could lead out of the case file.
    Link,
    /// A device, pipe or socket.
    Special,
    /// A name that is not UTF-8, or that climbs (`..`), or is absolute.
    Name,
    /// The second of two entries of one name, in an archive.
    Repeated,
    /// An entry of an archive that tools take for different things.
    Unclear,
    /// Something behind the end of an archive, which some tools read and others do not.
    AfterEnd,
    /// More things than are read. Said of the case file as a whole: what was not read may be anything.
    Many,
}

impl Oddity {
    /// In plain words, after "found".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Link => "a link, which could lead out of the case file",
            Self::Special => "a device, pipe or socket",
            Self::Name => "a name that climbs out of the case file or is not UTF-8",
            Self::Repeated => "two entries of the same name",
            Self::Unclear => "an entry that tools would unpack in different ways",
            Self::AfterEnd => "more after the end of the archive",
            Self::Many => "more entries than are read, so that something may be hidden",
        }
    }
}

/// The world failed while the case file was read. Says nothing about the case file itself.
#[derive(Debug, thiserror::Error)]
#[error("{path} could not be read; check the medium and the permissions, then verify again")]
pub struct SourceFault {
    /// The path as asked for.
    pub path: String,
    /// Why.
    #[source]
    pub source: io::Error,
}

/// Gives a case file's bytes. Implementations must not follow links and must refuse what they list as refused.
pub trait CaseSource {
    /// All regular files and everything that should not be there; at most `limit + 1` things, so that a folder
    /// with a billion entries costs no more than one with `limit`. Folders themselves are not listed; where there are more of
    /// them than are entered, [`Oddity::Many`] says so.
    fn list(&self, limit: usize) -> Result<Vec<Listed>, SourceFault>;

    /// A stream over a listed regular file, from its first byte.
    fn open(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, SourceFault>;

    /// A whole file, or its first `limit + 1` bytes when it is longer than `limit`.
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, SourceFault> {
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let taken = self.open(path)?.take(most).read_to_end(&mut bytes);
        taken.map_err(|source| SourceFault {
            path: path.to_owned(),
            source,
        })?;
        Ok(bytes)
    }
}
