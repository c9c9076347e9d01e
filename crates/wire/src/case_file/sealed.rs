//! The evidence as it travelled: length, BLAKE3 root and slices of the ciphertext, in one pass.

use std::io::{self, Read};

use comity_evidence::{CiphertextRecord, SLICE_BYTES, SliceTree};

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::report::{Findings, Where};
use super::source::{CaseSource, SourceFault};

/// Longest list of slices in bytes: that of 32 TiB of ciphertext.
pub(super) const SLICES_BYTES_MAX: usize = 1 << 30;

/// What one pass over the ciphertext found.
struct Pass {
    length: u64,
    root: blake3::Hash,
    /// The first slice that is not what was sealed: its first byte and the refusal.
    damaged: Option<(u64, String)>,
}

/// Verifies the ciphertext against the signed record. Memory does not depend on its length.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    record: &CiphertextRecord,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let file = Place::Sealed.path();
    let tree = slices(source, inventory, record, findings)?;
    let stream = source.open(&file)?;
    let pass = Pass::over(stream, tree.as_ref());
    let pass = pass.map_err(|source| SourceFault {
        path: file.clone(),
        source,
    })?;
    length(&file, &pass, record, findings);
    root(&file, &pass, record, findings);
    if let Some(tree) = tree {
        match pass.damaged {
            None => findings.pass(
                CheckId::SealedSlices,
                "",
                format!("{} slices", tree.count()),
            ),
            Some((at, found)) => {
                let expected = "the bytes that were sealed";
                findings.fail(
                    CheckId::SealedSlices,
                    "",
                    Where::byte(file, at),
                    found,
                    expected,
                );
            }
        }
    }
    Ok(())
}

/// The list of slices, if it leads to the signed root.
fn slices(
    source: &impl CaseSource,
    inventory: &Inventory,
    record: &CiphertextRecord,
    findings: &mut Findings,
) -> Result<Option<SliceTree>, SourceFault> {
    let file = Place::Slices.path();
    if !inventory.has(&Place::Slices) {
        findings.missing(CheckId::SealedSlices, "", &Place::Slices);
        return Ok(None);
    }
    // What is longer than the list of the signed length is not that list, however long it is.
    let most = SliceTree::bytes_of(record.length);
    let most = usize::try_from(most).map_or(SLICES_BYTES_MAX, |most| most.min(SLICES_BYTES_MAX));
    let bytes = source.read(&file, most)?;
    match SliceTree::from_bytes(record.length, &bytes, record.blake3) {
        Ok(tree) => Ok(Some(tree)),
        Err(refusal) => {
            let expected = "the slice list that leads to ciphertext.blake3 of the manifest";
            let found = locate::words(&refusal);
            findings.fail(
                CheckId::SealedSlices,
                "",
                Where::file(file),
                found,
                expected,
            );
            Ok(None)
        }
    }
}

impl Pass {
    fn over(mut stream: impl Read, tree: Option<&SliceTree>) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        let mut slice = Vec::new();
        let (mut length, mut index, mut damaged) = (0, 0, None);
        loop {
            slice.clear();
            stream.by_ref().take(SLICE_BYTES).read_to_end(&mut slice)?;
            if slice.is_empty() {
                break;
            }
            hasher.update(&slice);
            let verified = tree.map_or(Ok(()), |tree| tree.verify_slice(index, &slice));
            if let (None, Err(refusal)) = (&damaged, verified) {
                damaged = Some((length, refusal.to_string()));
            }
            length += slice.len() as u64;
            index += 1;
        }
        Ok(Self {
            length,
            root: hasher.finalize(),
            damaged,
        })
    }
}

fn length(file: &str, pass: &Pass, record: &CiphertextRecord, findings: &mut Findings) {
    if pass.length == record.length {
        findings.pass(CheckId::SealedLength, "", format!("{} bytes", pass.length));
        return;
    }
    let at = Where::byte(file, pass.length.min(record.length));
    let (found, expected) = (
        format!("{} bytes", pass.length),
        format!("{} bytes", record.length),
    );
    findings.fail(CheckId::SealedLength, "", at, found, expected);
}

fn root(file: &str, pass: &Pass, record: &CiphertextRecord, findings: &mut Findings) {
    let (found, expected) = (pass.root.to_hex().to_string(), record.blake3.to_string());
    if found == expected {
        findings.pass(CheckId::SealedRoot, "", format!("BLAKE3 {found}"));
        return;
    }
    findings.fail(CheckId::SealedRoot, "", Where::file(file), found, expected);
}
