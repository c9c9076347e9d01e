//! Taking the one allowed serialisation apart.

use super::JwsError;

/// The five base64url fields, still encoded. The text between them is fixed.
pub(super) struct Parts<'a> {
    pub payload: &'a str,
    /// `(protected, signature)` of each signature, in the order of the suite.
    pub signatures: [(&'a str, &'a str); 2],
}

impl<'a> Parts<'a> {
    pub fn scan(bytes: &'a [u8]) -> Result<Self, JwsError> {
        let text = std::str::from_utf8(bytes).map_err(|bad| JwsError::Malformed {
            at: bad.valid_up_to(),
        })?;
        let mut scanner = Scanner { text, at: 0 };
        let payload = scanner.field(r#"{"payload":""#)?;
        let first = (
            scanner.field(r#"","signatures":[{"protected":""#)?,
            scanner.field(r#"","signature":""#)?,
        );
        let second = (
            scanner.field(r#""},{"protected":""#)?,
            scanner.field(r#"","signature":""#)?,
        );
        scanner.literal(r#""}]}"#)?;
        scanner.end()?;
        Ok(Self {
            payload,
            signatures: [first, second],
        })
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Skips `before`, then takes the base64url characters that follow it.
    fn field(&mut self, before: &str) -> Result<&'a str, JwsError> {
        self.literal(before)?;
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| !BASE64URL[usize::from(byte)]);
        let length = end.unwrap_or(rest.len());
        self.at += length;
        Ok(&rest[..length])
    }

    fn literal(&mut self, expected: &str) -> Result<(), JwsError> {
        let rest = &self.text.as_bytes()[self.at..];
        let same = rest
            .iter()
            .zip(expected.as_bytes())
            .take_while(|(found, wanted)| found == wanted)
            .count();
        self.at += same;
        match () {
            () if same == expected.len() => Ok(()),
            () if same == rest.len() => Err(JwsError::Truncated { at: self.at }),
            () => Err(JwsError::Malformed { at: self.at }),
        }
    }

    fn end(&self) -> Result<(), JwsError> {
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(JwsError::Malformed { at: self.at })
        }
    }
}

/// Which bytes are base64url characters. A table, since every byte of a document is looked at.
const BASE64URL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        byte += 1;
    }
    table
};
