//! What a State's node publishes of its log, kept as plain files: anyone may serve or audit them.

use anyhow::{Context, Result};
use comity_custody::{Checkpoint, Note};
use comity_treaty::Role;
use std::path::Path;

use super::scene::Side;
use crate::client::Client;

const TILE: u64 = 256;

/// Fetches checkpoint, tiles and entry bundles (C2SP tlog-tiles) into `folder`.
pub async fn keep_log(side: &Side, folder: &Path) -> Result<()> {
    let client = &side.officer(Role::Overseer)?.client;
    let note = client.get_bytes("/log/checkpoint").await?;
    let parsed = Note::parse(&String::from_utf8_lossy(&note))?;
    let size = Checkpoint::parse(parsed.text())?.size();
    write(folder, "checkpoint", &note)?;
    let mut level = 0;
    let mut nodes = size;
    while nodes > 0 {
        keep_row(client, folder, &level.to_string(), nodes).await?;
        if level == 0 {
            keep_row(client, folder, "entries", nodes).await?;
        }
        level += 1;
        nodes /= TILE;
    }
    Ok(())
}

/// Every tile of one row with so many nodes, the last one partial.
async fn keep_row(client: &Client, folder: &Path, level: &str, nodes: u64) -> Result<()> {
    let full = (0..nodes / TILE).map(|index| numbered(index));
    let partial = (nodes % TILE > 0).then(|| format!("{}.p/{}", numbered(nodes / TILE), nodes % TILE));
    for name in full.chain(partial) {
        let path = format!("tile/{level}/{name}");
        let bytes = client.get_bytes(&format!("/log/{path}")).await?;
        write(folder, &path, &bytes)?;
    }
    Ok(())
}

/// The number in groups of three digits, all but the last with an `x`: 1234067 is `x001/x234/067`.
fn numbered(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    let parent = path.parent().unwrap_or(folder);
    let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, bytes));
    written.with_context(|| format!("{}: cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn tiles_are_numbered_as_the_specification_says() {
        assert_eq!(numbered(0), "000");
        assert_eq!(numbered(999), "999");
        assert_eq!(numbered(1_234_067), "x001/x234/067");
    }
}
