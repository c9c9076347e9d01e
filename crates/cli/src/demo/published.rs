//! What a State's node publishes of its log, kept as plain files: anyone may serve or audit them.

use anyhow::{Context, Result};
use comity_custody::{Checkpoint, Note, tiles_of_tree};
use comity_treaty::Role;
use std::path::Path;

use super::scene::Side;

/// Fetches checkpoint, tiles and entry bundles (C2SP tlog-tiles) into `folder`.
pub async fn keep_log(side: &Side, folder: &Path) -> Result<()> {
    let client = &side.officer(Role::Overseer)?.client;
    let note = client.get_bytes("/log/checkpoint").await?;
    let parsed = Note::parse(&String::from_utf8_lossy(&note))?;
    let entries = Checkpoint::parse(parsed.text())?.size();
    write(folder, "checkpoint", &note)?;
    for tile in tiles_of_tree(entries) {
        let bundle = (tile.level() == 0).then(|| tile.entries_path());
        for path in bundle.into_iter().chain([tile.path()]) {
            let bytes = client.get_bytes(&format!("/log/{path}")).await?;
            write(folder, &path, &bytes)?;
        }
    }
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    let parent = path.parent().unwrap_or(folder);
    let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, bytes));
    written.with_context(|| format!("{}: cannot be written", path.display()))
}
