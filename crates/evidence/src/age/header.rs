//! The textual header of an age file: version line, stanzas, MAC.

use aws_lc_rs::{hkdf, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::AgeInvalid;
use super::key::{Identity, Recipient};
use super::stanza::{
    ENCAPSULATED_BYTES, FileKey, STANZA_TYPE, SealEntropy, WRAPPED_BYTES, Wrapped, unwrap, wrap,
};

const VERSION_LINE: &str = "age-encryption.org/v1\n";
const BODY_COLUMNS: usize = 64;

/// Length of the header this crate writes, in bytes. It never varies, because
/// there is exactly one stanza and its parts have fixed lengths.
pub(crate) const HEADER_BYTES: usize = 1627;
/// The longest header that is read, in bytes.
const HEADER_BYTES_MAX: usize = 16 * 1024;

/// Writes the header that lets `recipient` derive the file key.
pub(crate) fn write(recipient: &Recipient, entropy: &SealEntropy) -> Vec<u8> {
    let wrapped = wrap(recipient, entropy);
    let mut header = String::from(VERSION_LINE);
    header.push_str("-> ");
    header.push_str(STANZA_TYPE);
    header.push(' ');
    header.push_str(&STANDARD_NO_PAD.encode(wrapped.encapsulated));
    header.push('\n');
    header.push_str(&STANDARD_NO_PAD.encode(wrapped.body));
    header.push_str("\n---");
    let mac = hmac::sign(&mac_key(&entropy.file_key), header.as_bytes());
    header.push(' ');
    header.push_str(&STANDARD_NO_PAD.encode(mac));
    header.push('\n');
    header.into_bytes()
}

/// Reads the header at the start of `bytes` with `identity`. Gives the file key
/// and the header's length.
pub(crate) fn parse(bytes: &[u8], identity: &Identity) -> Result<(FileKey, usize), AgeInvalid> {
    let mut lines = Lines { bytes, at: 0 };
    if lines.next("the version line").ok() != VERSION_LINE.strip_suffix('\n') {
        return Err(AgeInvalid::Version);
    }
    let mut ours = Vec::new();
    let (macced, mac) = loop {
        let at = lines.at;
        let line = lines.next("a stanza or the line with the MAC")?;
        if let Some(mac) = line.strip_prefix("--- ") {
            break (&bytes[..at + 3], decode(mac, 32, at)?);
        }
        let arguments = line.strip_prefix("-> ").ok_or(malformed(at, "a stanza"))?;
        let body = read_body(&mut lines)?;
        ours.extend(read_stanza(arguments, &body, at)?);
    };
    let [wrapped] = ours.as_slice() else {
        return Err(AgeInvalid::Stanzas { found: ours.len() });
    };
    let key = unwrap(identity, wrapped)?;
    hmac::verify(&mac_key(&key), macced, &mac).map_err(|_| AgeInvalid::HeaderMac)?;
    Ok((key, lines.at))
}

fn mac_key(file_key: &[u8; 16]) -> hmac::Key {
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]);
    let key = salt.extract(file_key);
    let okm = key
        .expand(&[b"header"], hmac::HMAC_SHA256)
        .expect("INVARIANT (hkdf): 32 bytes are within what one expansion gives");
    hmac::Key::from(okm)
}

/// A stanza of our type, nothing for one that may be ignored (other programs add
/// "grease" of unknown types), or a refusal.
fn read_stanza(arguments: &str, body: &str, at: usize) -> Result<Option<Wrapped>, AgeInvalid> {
    let mut words = arguments.split(' ');
    let kind = words.next().unwrap_or_default();
    if is_classical(kind) {
        return Err(AgeInvalid::MixedRecipients { kind: kind.into() });
    }
    if kind != STANZA_TYPE {
        return Ok(None);
    }
    let (Some(share), None) = (words.next(), words.next()) else {
        return Err(malformed(at, "one argument after the stanza's type"));
    };
    Ok(Some(Wrapped {
        encapsulated: decode(share, ENCAPSULATED_BYTES, at)?,
        body: decode(body, WRAPPED_BYTES, at)?,
    }))
}

/// The specified recipient types without post-quantum security.
fn is_classical(kind: &str) -> bool {
    matches!(
        kind,
        "X25519" | "scrypt" | "ssh-rsa" | "ssh-ed25519" | "piv-p256" | "p256tag"
    )
}

/// Joins a stanza's body lines; the last is the first shorter than 64 columns.
fn read_body(lines: &mut Lines<'_>) -> Result<String, AgeInvalid> {
    let mut body = String::new();
    loop {
        let at = lines.at;
        let line = lines.next("the rest of a stanza's body")?;
        body.push_str(line);
        match line.len() {
            0..BODY_COLUMNS => return Ok(body),
            BODY_COLUMNS => {}
            _ => return Err(malformed(at, "a line of at most 64 columns")),
        }
    }
}

fn decode(text: &str, length: usize, at: usize) -> Result<Vec<u8>, AgeInvalid> {
    let bytes = STANDARD_NO_PAD
        .decode(text)
        .map_err(|_| malformed(at, "canonical base64 without padding"))?;
    if bytes.len() == length {
        Ok(bytes)
    } else {
        Err(malformed(at, "base64 of the specified length"))
    }
}

const fn malformed(at: usize, expected: &'static str) -> AgeInvalid {
    AgeInvalid::Header { at, expected }
}

/// Lines of printable ASCII, each ended by a line feed.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self, expected: &'static str) -> Result<&'a str, AgeInvalid> {
        let rest = &self.bytes[self.at..self.bytes.len().min(HEADER_BYTES_MAX)];
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..end.ok_or(malformed(self.at, expected))?];
        if !line.iter().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(malformed(self.at, expected));
        }
        let text = std::str::from_utf8(line).map_err(|_| malformed(self.at, expected))?;
        self.at += line.len() + 1;
        Ok(text)
    }
}
