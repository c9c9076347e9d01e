//! Signed notes (C2SP signed-note): a text, and signature lines under it.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Signature lines read at most: the log's own and a cosignature of every State
/// Party, twice over. C2SP asks for at least 16.
const SIGNATURES_MAX: usize = 512;

/// Bytes read at most. A post-quantum signature line takes some 3.3 KB.
const NOTE_BYTES_MAX: usize = 2 << 20;

/// A text with signatures. Reading one verifies nothing: the text must be
/// ignored until a [`crate::NoteVerifier`] or a [`crate::Policy`] has accepted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    key_id: u32,
    bytes: Vec<u8>,
}

/// The bytes are not a signed note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Too long to be read.
    #[error("a note is at most {NOTE_BYTES_MAX} bytes long, this one has {found}")]
    TooLong {
        /// Bytes found.
        found: usize,
    },
    /// A control character other than newline, or no newline at the end.
    #[error("the text of a note is lines that end in newline, without control characters")]
    Text,
    /// No blank line, or nothing after it.
    #[error("a note is a text, a blank line and signature lines")]
    NoSignatures,
    /// More signature lines than are read.
    #[error("a note has at most {SIGNATURES_MAX} signatures")]
    TooManySignatures,
    /// A line under the text is not a signature.
    #[error("signature line {line} is not `— <key name> <base64>`")]
    SignatureLine {
        /// Which, from 1.
        line: usize,
    },
    /// Not a name a key may have.
    #[error("a key name is not empty and holds neither space nor plus nor control characters")]
    KeyName,
}

impl Note {
    /// A note of that text (lines, each ending in newline) and those signatures.
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, NoteError> {
        check_text(&text)?;
        if signatures.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        Ok(Self { text, signatures })
    }

    /// The signed text, its last newline included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in the order of the note.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds signature lines, such as a witness returned; a line already there is
    /// not added twice. The caller has verified them.
    pub fn add(&mut self, signatures: impl IntoIterator<Item = NoteSignature>) {
        for signature in signatures {
            if !self.signatures.contains(&signature) {
                self.signatures.push(signature);
            }
        }
    }

    /// Reads a note.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong { found: note.len() });
        }
        let split = note.rfind("\n\n").ok_or(NoteError::NoSignatures)?;
        let signatures = NoteSignature::parse_lines(&note[split + 2..])?;
        Self::new(note[..=split].to_owned(), signatures)
    }
}

impl NoteSignature {
    /// A signature by the key of that name and identifier; `bytes` as its kind
    /// defines them, without the identifier.
    pub fn new(name: &str, key_id: u32, bytes: Vec<u8>) -> Result<Self, NoteError> {
        check_key_name(name)?;
        let name = name.to_owned();
        Ok(Self {
            name,
            key_id,
            bytes,
        })
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Identifier of the key: four bytes of a digest, no proof of anything.
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The signature after the identifier.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads one or more signature lines, each ending in newline: what stands
    /// under a note, and what a witness answers (C2SP tlog-witness).
    pub fn parse_lines(lines: &str) -> Result<Vec<Self>, NoteError> {
        let body = lines.strip_suffix('\n').ok_or(NoteError::NoSignatures)?;
        if body.split('\n').count() > SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        let read =
            |(at, line)| Self::parse_line(line).ok_or(NoteError::SignatureLine { line: at + 1 });
        body.split('\n').enumerate().map(read).collect()
    }

    fn parse_line(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = STANDARD.decode(encoded).ok()?;
        let (key_id, bytes) = bytes.split_first_chunk()?;
        let signed = !bytes.is_empty();
        let key_id = u32::from_be_bytes(*key_id);
        signed
            .then(|| Self::new(name, key_id, bytes.to_vec()).ok())
            .flatten()
    }
}

/// A key name as notes allow it (C2SP signed-note, Format).
pub(crate) fn check_key_name(name: &str) -> Result<(), NoteError> {
    let foreign = |c: char| c.is_whitespace() || c == '+' || c.is_control();
    let good = !name.is_empty() && !name.contains(foreign);
    good.then_some(()).ok_or(NoteError::KeyName)
}

fn check_text(text: &str) -> Result<(), NoteError> {
    let plain = !text.bytes().any(|byte| byte < 0x20 && byte != b'\n');
    let good = plain && text.ends_with('\n');
    good.then_some(()).ok_or(NoteError::Text)
}

impl fmt::Display for NoteSignature {
    /// The signature line, without its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id.to_be_bytes(), self.bytes.as_slice()].concat();
        write!(f, "— {} {}", self.name, STANDARD.encode(bytes))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl FromStr for Note {
    type Err = NoteError;

    fn from_str(note: &str) -> Result<Self, Self::Err> {
        Self::parse(note)
    }
}
