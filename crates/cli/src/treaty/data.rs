//! The table on disk: read whole, replaced whole.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use comity_treaty::status::{Participants, Status, TABLE_BYTES_MAX, Terms};

use super::No;

/// Which table is read.
#[derive(clap::Args)]
pub(super) struct Data {
    /// A table of the depositary's acts (docs/formats/treaty-status.md); without it, the shipped seed data.
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
}

impl Data {
    /// The status of the table.
    pub fn status(&self) -> Result<Status, No> {
        let Some(path) = &self.data else {
            return Status::seed().map_err(|faults| No::Invalid {
                of: "the shipped table".into(),
                faults,
            });
        };
        let bytes = read(path, TABLE_BYTES_MAX)?;
        let participants = Participants::united_nations();
        let status = Status::parse(&bytes, participants, &Terms::CONVENTION);
        status.map_err(|faults| No::Invalid {
            of: path.display().to_string(),
            faults,
        })
    }

    /// How the table is called in an answer.
    pub fn name(&self) -> String {
        let name = self.data.as_ref().map(|path| path.display().to_string());
        name.unwrap_or_else(|| "the shipped seed data".into())
    }
}

/// The file, up to one byte beyond the limit, so that its reader can say that it is too long.
pub(super) fn read(path: &Path, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path);
    let file =
        file.with_context(|| format!("{} cannot be read; check the path", path.display()))?;
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.with_context(|| format!("{} cannot be read to its end", path.display()))?;
    Ok(bytes)
}

/// Puts the text in the place of the file. A crash before the renaming leaves the old table and a file beside it; after
/// it, the new table. There is no moment without a whole one.
pub(super) fn replace(path: &Path, text: &str) -> Result<()> {
    let path = fs::canonicalize(path);
    let path = path.context("the table to be replaced cannot be found")?;
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        bail!("{} is no file", path.display());
    };
    let beside = format!(".{}.{}.new", name.to_string_lossy(), std::process::id());
    let beside = folder.join(beside);
    let written = write(&beside, text).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // What could not be written whole is of no use to anyone.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("{} cannot be replaced; it is as it was", path.display()))?;
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.with_context(|| format!("{} is replaced, but perhaps not on disk", path.display()))
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
