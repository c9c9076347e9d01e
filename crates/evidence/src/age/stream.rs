//! Age files too long to be held: written as they come, and read from any place.

use std::io::{self, Read, Seek, SeekFrom, Write};

use zeroize::Zeroizing;

use super::payload::{CHUNK_BYTES, NONCE_BYTES, PayloadKey, SEALED_CHUNK_BYTES, TAG_BYTES};
use super::{AgeInvalid, HEADER_BYTES, Identity, Recipient, SealEntropy, header};

/// Where the payload's chunks begin.
const PAYLOAD: u64 = (HEADER_BYTES + NONCE_BYTES) as u64;

/// Encrypts what is written to it. Without [`finish`](Self::finish) what it wrote is no age file: it authenticates nowhere.
pub struct AgeWriter<W> {
    out: W,
    key: PayloadKey,
    chunk: Zeroizing<Vec<u8>>,
    index: u64,
}

impl<W: Write> AgeWriter<W> {
    /// Writes the header of a file to one recipient.
    pub fn begin(mut out: W, recipient: &Recipient, entropy: &SealEntropy) -> io::Result<Self> {
        out.write_all(&header::write(recipient, entropy))?;
        out.write_all(&entropy.payload_nonce)?;
        Ok(Self {
            out,
            key: PayloadKey::derive(&entropy.file_key, &entropy.payload_nonce),
            // All at once, so that no piece of it stays behind where it grew.
            chunk: Zeroizing::new(Vec::with_capacity(SEALED_CHUNK_BYTES)),
            index: 0,
        })
    }

    /// Writes the last chunk; the file is whole then.
    pub fn finish(mut self) -> io::Result<W> {
        self.put(true)?;
        Ok(self.out)
    }

    fn put(&mut self, last: bool) -> io::Result<()> {
        self.chunk.extend_from_slice(&[0; TAG_BYTES]);
        self.key.seal(self.index, last, &mut self.chunk);
        self.out.write_all(&self.chunk)?;
        self.index += 1;
        self.chunk.clear();
        Ok(())
    }
}

impl<W: Write> Write for AgeWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is written only when a byte follows it: the last one is sealed as the last.
        if self.chunk.len() == CHUNK_BYTES && !bytes.is_empty() {
            self.put(false)?;
        }
        let count = bytes.len().min(CHUNK_BYTES - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Decrypts an age file from any place: a chunk of 64 KiB at a time, each authenticated with its place before a byte of it
/// is given out.
pub struct AgeReader<R> {
    input: R,
    key: PayloadKey,
    /// Length of all chunks, in bytes.
    sealed: u64,
    /// The plaintext of one chunk, and which one it is.
    chunk: Zeroizing<Vec<u8>>,
    loaded: Option<u64>,
    at: u64,
}

impl<R: Read + Seek> AgeReader<R> {
    /// Opens a file of the one form that this crate writes.
    pub fn open(mut input: R, identity: &Identity) -> io::Result<Self> {
        let length = input.seek(SeekFrom::End(0))?;
        let sealed = length.checked_sub(PAYLOAD);
        let sealed = sealed.filter(|sealed| plain_length(*sealed).is_some());
        let sealed = sealed.ok_or_else(|| refused(AgeInvalid::Truncated { at: length }))?;
        let mut prefix = [0; HEADER_BYTES + NONCE_BYTES];
        input.seek(SeekFrom::Start(0))?;
        input.read_exact(&mut prefix)?;
        let (header, nonce) = prefix.split_at(HEADER_BYTES);
        let (file_key, found) = header::parse(header, identity).map_err(refused)?;
        if found != HEADER_BYTES {
            let expected = "the payload";
            let at = found;
            return Err(refused(AgeInvalid::Header { at, expected }));
        }
        let nonce = nonce.try_into().map_err(io::Error::other)?;
        Ok(Self {
            input,
            key: PayloadKey::derive(&file_key, nonce),
            sealed,
            chunk: Zeroizing::new(Vec::with_capacity(SEALED_CHUNK_BYTES)),
            loaded: None,
            at: 0,
        })
    }

    /// Length of the plaintext, in bytes.
    pub fn length(&self) -> u64 {
        plain_length(self.sealed).unwrap_or(0)
    }

    fn load(&mut self, index: u64) -> io::Result<()> {
        if self.loaded == Some(index) {
            return Ok(());
        }
        let start = index * SEALED_CHUNK_BYTES as u64;
        let length = (self.sealed - start).min(SEALED_CHUNK_BYTES as u64);
        self.loaded = None;
        self.chunk.clear();
        let length = usize::try_from(length).unwrap_or(SEALED_CHUNK_BYTES);
        self.chunk.resize(length, 0);
        let at = PAYLOAD + start;
        self.input.seek(SeekFrom::Start(at))?;
        self.input.read_exact(&mut self.chunk)?;
        let last = start + length as u64 == self.sealed;
        if !self.key.open(index, last, &mut self.chunk) {
            return Err(refused(AgeInvalid::Chunk { at }));
        }
        self.chunk.truncate(length - TAG_BYTES);
        self.loaded = Some(index);
        Ok(())
    }
}

impl<R: Read + Seek> Read for AgeReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length() || buffer.is_empty() {
            return Ok(0);
        }
        self.load(self.at / CHUNK_BYTES as u64)?;
        let within = usize::try_from(self.at % CHUNK_BYTES as u64).unwrap_or(0);
        let piece = self.chunk.get(within..).unwrap_or_default();
        let count = piece.len().min(buffer.len());
        buffer[..count].copy_from_slice(&piece[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for AgeReader<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.length().checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Length of the plaintext in so many bytes of chunks. `None`: no file ends there.
fn plain_length(sealed: u64) -> Option<u64> {
    let (full, rest) = (
        sealed / SEALED_CHUNK_BYTES as u64,
        sealed % SEALED_CHUNK_BYTES as u64,
    );
    let last = match (full, rest) {
        (0, 0) => return None,
        (_, 0) => 0,
        (_, rest) => rest.checked_sub(TAG_BYTES as u64)?,
    };
    // Only an empty payload ends with an empty chunk: read past, it would never be authenticated.
    if full > 0 && rest == TAG_BYTES as u64 {
        return None;
    }
    Some(full * CHUNK_BYTES as u64 + last)
}

fn refused(invalid: AgeInvalid) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, invalid)
}

#[cfg(test)]
mod tests;
