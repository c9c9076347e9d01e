//! One fault each, put where a judge must find it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::output;

/// One bit in the middle of a payload file.
pub fn bag(bagit: &Path) -> Result<&'static str> {
    let data = bagit.with_file_name("data");
    flip_middle(&largest(&data)?)?;
    Ok("one bit of a payload file flipped")
}

/// A time whose type is no time any more.
pub fn case_document(document: &Path) -> Result<&'static str> {
    replace(document, "xsd:dateTime", "xsd:anyURI")?;
    Ok("a time that is no time")
}

/// One bit in the middle.
pub fn middle_byte(file: &Path) -> Result<&'static str> {
    flip_middle(file)?;
    Ok("one bit in the middle flipped")
}

/// The first line of an age file.
pub fn age_header(file: &Path) -> Result<&'static str> {
    let mut bytes = std::fs::read(file)?;
    let first = bytes.first_mut().context("the file is empty")?;
    *first ^= 1;
    std::fs::write(file, bytes)?;
    Ok("a header that is not age's")
}

/// One character of the payload of an envelope in the thread.
pub fn envelope(manifest: &Path) -> Result<&'static str> {
    let thread = output::absolute(&manifest.with_file_name("thread"), "")?;
    payload(thread.first().context("the thread is empty")?)?;
    Ok("one character of an envelope's payload changed")
}

/// One character of a hash in a custody proof.
pub fn proof(manifest: &Path) -> Result<&'static str> {
    let proofs = output::absolute(&manifest.with_file_name("proofs"), ".tlog-proof")?;
    let proof = proofs.last().context("there is no proof")?;
    let text = std::fs::read_to_string(proof)?;
    let hash = text.lines().nth(3).context("the proof has no hash")?;
    std::fs::write(proof, text.replacen(hash, &differently(hash), 1))?;
    Ok("one character of a proof changed")
}

/// A level of PDF/A that promises less.
pub fn claim(letter: &Path) -> Result<&'static str> {
    let level = |letter: &str| format!("<pdfaid:conformance>{letter}</pdfaid:conformance>");
    let bytes = std::fs::read(letter)?;
    let (before, after) = (level("A"), level("B"));
    let place = bytes
        .windows(before.len())
        .position(|window| window == before.as_bytes());
    let place = place.context("the letter claims nothing")?;
    let mut spoiled = bytes;
    spoiled[place..place + before.len()].copy_from_slice(after.as_bytes());
    std::fs::write(letter, spoiled)?;
    Ok("a lower level of PDF/A claimed")
}

/// The table that says where each object lies.
pub fn cross_references(letter: &Path) -> Result<&'static str> {
    let mut bytes = std::fs::read(letter)?;
    let needle = b"startxref";
    let place = bytes
        .windows(needle.len())
        .rposition(|window| window == needle);
    let place = place.context("there is no table of objects")?;
    bytes.truncate(place);
    std::fs::write(letter, bytes)?;
    Ok("its table of objects cut off")
}

fn payload(envelope: &Path) -> Result<()> {
    let text = std::fs::read_to_string(envelope)?;
    let start = text.find("\"payload\"").context("there is no payload")?;
    let value = start
        + text[start..]
            .find(":\"")
            .context("the payload is no text")?
        + 2;
    let middle = value
        + text[value..]
            .find('"')
            .context("the payload does not end")?
            / 2;
    let spoiled = format!("{}{}", &text[..middle], differently(&text[middle..]));
    std::fs::write(envelope, spoiled)?;
    Ok(())
}

/// The same text with another first letter of base64.
fn differently(text: &str) -> String {
    let other = if text.starts_with('A') { 'B' } else { 'A' };
    text.chars()
        .skip(1)
        .fold(other.to_string(), |mut text, letter| {
            text.push(letter);
            text
        })
}

/// One bit of a hash in the log.
pub fn tile(checkpoint: &Path) -> Result<&'static str> {
    flip_middle(&largest(&checkpoint.with_file_name("tile").join("0"))?)?;
    Ok("one bit of a tile flipped")
}

/// One bit of the root that the log signed.
pub fn checkpoint(checkpoint: &Path) -> Result<&'static str> {
    let note = std::fs::read_to_string(checkpoint)?;
    let root = note.lines().nth(2).context("the checkpoint has no root")?;
    std::fs::write(checkpoint, note.replacen(root, &differently(root), 1))?;
    Ok("another root than the log signed")
}

fn flip_middle(file: &Path) -> Result<()> {
    let mut bytes = std::fs::read(file)?;
    let middle = bytes.len() / 2;
    let Some(byte) = bytes.get_mut(middle) else {
        bail!("{} is empty", file.display());
    };
    *byte ^= 1;
    std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

fn replace(file: &Path, from: &str, to: &str) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    if !text.contains(from) {
        bail!("{} does not contain {from}", file.display());
    }
    std::fs::write(file, text.replacen(from, to, 1))?;
    Ok(())
}

fn largest(folder: &Path) -> Result<PathBuf> {
    let files = output::absolute(folder, "")?;
    let size = |file: &PathBuf| std::fs::metadata(file).map_or(0, |data| data.len());
    let largest = files.into_iter().max_by_key(size);
    largest.with_context(|| format!("{} holds no file", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Scratch;

    #[test]
    fn a_spoiled_payload_differs_in_one_character() {
        let scratch = Scratch::new(&std::env::temp_dir(), "spoil").unwrap();
        let file = scratch.path().join("e.jws.json");
        let before = r#"{"payload":"AAAAAA","signatures":[]}"#;
        std::fs::write(&file, before).unwrap();
        payload(&file).unwrap();
        let after = std::fs::read_to_string(&file).unwrap();
        assert_eq!(after, r#"{"payload":"AAABAA","signatures":[]}"#);
    }

    #[test]
    fn what_is_not_there_cannot_be_spoiled() {
        let scratch = Scratch::new(&std::env::temp_dir(), "spoil").unwrap();
        let file = scratch.path().join("case.jsonld");
        std::fs::write(&file, "{}").unwrap();
        assert!(case_document(&file).is_err());
        std::fs::write(&file, "").unwrap();
        assert!(middle_byte(&file).is_err());
    }
}
