//! A case file as it comes from the node: unpacked into a folder of its own, which takes its name when all of it is there.

use anyhow::{Context, Result, bail};
use futures_util::TryStreamExt;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use tokio_util::io::{StreamReader, SyncIoBridge};
use uuid::Uuid;

use super::{PIPE_BYTES, bars};

/// How many bytes come, about: the node says it before them, so that one who waits sees how far it is.
const BYTES: &str = "comity-bytes";
/// The last member of every export: its presence shows that the stream came whole.
const END: &str = ".complete";

/// The name must be free before anything is asked of a node: an export is an act.
pub(super) fn must_be_free(to: &Path) -> Result<()> {
    if to.exists() {
        bail!(
            "{}: exists already; name a folder that does not",
            to.display()
        );
    }
    Ok(())
}

/// Unpacks the node's stream into a new folder; an interrupted one leaves nothing behind.
pub async fn keep(response: reqwest::Response, to: &Path) -> Result<()> {
    must_be_free(to)?;
    let partial = unfinished(to)?;
    let kept = fetched(response, &partial).await.and_then(|()| {
        must_be_free(to)?;
        let renamed = std::fs::rename(&partial, to);
        renamed.with_context(|| format!("{}: cannot be made", to.display()))
    });
    if let Err(error) = kept {
        std::fs::remove_dir_all(&partial).context("the incomplete export cannot be removed")?;
        return Err(error.context("the export did not arrive whole; nothing was kept"));
    }
    Ok(())
}

/// A folder beside the other one that nobody else has: exports go on side by side, and what is removed after a failure was made
/// here.
fn unfinished(to: &Path) -> Result<PathBuf> {
    let mut name = to.file_name().map(OsString::from).unwrap_or_default();
    name.push(format!(".{}.partial", Uuid::now_v7()));
    let partial = to.with_file_name(name);
    let beside = partial.parent().filter(|folder| *folder != Path::new(""));
    let made = beside.map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::create_dir(&partial))
        .with_context(|| format!("{}: cannot be made", partial.display()))?;
    Ok(partial)
}

async fn fetched(response: reqwest::Response, target: &Path) -> Result<()> {
    let bytes = response.headers().get(BYTES);
    let bytes = bytes.and_then(|bytes| bytes.to_str().ok()?.parse().ok());
    let bar = bytes.map_or_else(bars::unmeasured, bars::of);
    let stream = response.bytes_stream().map_err(std::io::Error::other);
    let reader = bar.wrap_read(SyncIoBridge::new(StreamReader::new(stream)));
    let target = target.to_owned();
    let unpacked = tokio::task::spawn_blocking(move || unpack(reader, &target)).await;
    bar.finish_and_clear();
    unpacked?
}

fn unpack(reader: impl std::io::Read, target: &Path) -> Result<()> {
    let mut archive = tar::Archive::new(std::io::BufReader::with_capacity(PIPE_BYTES, reader));
    let mut complete = false;
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.into_owned();
        if name == Path::new(END) {
            complete = true;
            continue;
        }
        let plain = name
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !plain || !entry.header().entry_type().is_file() {
            bail!("{}: not a plain file below the export", name.display());
        }
        let path = target.join(&name);
        std::fs::create_dir_all(path.parent().unwrap_or(target))?;
        let mut file = std::fs::File::create_new(&path)?;
        std::io::copy(&mut entry, &mut file)?;
        file.sync_all()?;
    }
    if !complete {
        bail!("the stream ended early");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A node's stream of one file, with its end or without.
    fn stream(text: &str, whole: bool) -> reqwest::Response {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, text) in [("file", text), (END, "")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            if whole || name != END {
                archive
                    .append_data(&mut header, name, text.as_bytes())
                    .expect("memory");
            }
        }
        let bytes = archive.into_inner().expect("memory");
        axum::http::Response::new(bytes).into()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            let name = entry.expect("an entry").file_name();
            name.into_string().expect("UTF-8")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn exports_side_by_side_do_not_touch_each_other_or_what_was_there() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let place = |name: &str| scratch.path().join(name);
        let somebodys = place("case.partial");
        std::fs::create_dir(&somebodys).expect("a folder");
        std::fs::write(somebodys.join("file"), "mine").expect("a file");
        let (one, other) = (place("case.a"), place("case.b"));
        let broken = place("case.c");
        let all = tokio::join!(
            keep(stream("a", true), &one),
            keep(stream("b", true), &other),
            keep(stream("c", false), &broken),
        );
        assert!(all.0.is_ok() && all.1.is_ok() && all.2.is_err(), "{all:?}");
        assert_eq!(names(scratch.path()), ["case.a", "case.b", "case.partial"]);
        for (folder, text) in [(one, "a"), (other, "b"), (somebodys, "mine")] {
            let found = std::fs::read_to_string(folder.join("file")).expect("a file");
            assert_eq!(found, text);
        }
        let again = keep(stream("d", true), &place("case.a")).await;
        assert!(again.is_err(), "it is there already");
        let below = place("new/folder/case");
        keep(stream("e", true), &below).await.expect("it is kept");
        assert_eq!(names(&below), ["file"]);
    }
}
