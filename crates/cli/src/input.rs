//! Files that people hand to a command. Each is read to a limit, so that a wrong path never fills the memory; and where a
//! document does not hold what it should, the fault is told with its line and column.

use anyhow::{Context, Result, bail};
use std::io::Read;
use std::path::Path;

#[cfg(feature = "serve")]
mod document;
#[cfg(feature = "serve")]
mod place;

#[cfg(feature = "serve")]
pub use document::{Document, read_document};

/// The longest document of particulars, of an act, of facts or of declarations: what the node's API takes, 1 MiB.
#[cfg(feature = "serve")]
pub const DOCUMENT_BYTES_MAX: u64 = 1 << 20;
/// The longest officer's profile, with its certificate: 64 KiB.
#[cfg(feature = "serve")]
pub const OFFICER_BYTES_MAX: u64 = 64 << 10;

/// The text of a file of at most `max` bytes.
pub fn text(path: &Path, max: u64) -> Result<String> {
    let bytes = bytes(path, max)?;
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        anyhow::anyhow!("{}: not UTF-8 text, at byte {place}", path.display())
    })
}

/// The bytes of a file of at most `max`.
pub fn bytes(path: &Path, max: u64) -> Result<Vec<u8>> {
    let unreadable = || format!("{}: cannot be read; check the path", path.display());
    let file = std::fs::File::open(path).with_context(unreadable)?;
    let mut bytes = Vec::new();
    // A device or a pipe tells no length: what counts is what comes.
    file.take(max + 1)
        .read_to_end(&mut bytes)
        .with_context(unreadable)?;
    if bytes.len() as u64 > max {
        bail!(
            "{}: longer than {max} bytes, the most such a file may have; is it the right one?",
            path.display()
        );
    }
    Ok(bytes)
}
