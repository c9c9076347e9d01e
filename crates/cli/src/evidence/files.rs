//! What is sealed: files and folders as one stream, and what the officer declares of them.

use anyhow::{Context, Result, bail};
use futures_util::StreamExt;
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use tokio_util::bytes as bytes_of;
use tokio_util::io::{ReaderStream, SyncIoBridge};

use super::PIPE_BYTES;
use crate::input::read_document;

/// The name of the stream's first member, where something is declared.
const SHEET: &str = ".comity-sealing.json";

/// The files to seal, and what is declared of them. Where there are references and no files, the list of references itself
/// is what is sealed: a package holds one item at least.
pub fn to_seal(
    paths: &[PathBuf],
    reference: Option<&Path>,
) -> Result<(Vec<InputFile>, Option<Value>)> {
    let Some(list) = reference else {
        return Ok((collect(paths)?, None));
    };
    let mut sheet = read_document(list)?;
    if !sheet.is_object() {
        bail!("{}: expected `references` and `items`", list.display());
    }
    if !paths.is_empty() {
        return Ok((collect(paths)?, Some(sheet)));
    }
    let files = collect(&[list.to_owned()])?;
    for file in &files {
        let declared = json!({ "path": file.name, "abuse_material": false });
        match &mut sheet["items"] {
            Value::Array(items) => items.push(declared),
            none => *none = json!([declared]),
        }
    }
    Ok((files, Some(sheet)))
}

/// One file on its way to the seal.
pub struct InputFile {
    source: PathBuf,
    name: String,
    length: u64,
}

/// The length of all files, in bytes.
pub fn total(files: &[InputFile]) -> u64 {
    files.iter().map(|file| file.length).sum()
}

/// Every file below the given paths, in order, each under a name of its own.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<InputFile>> {
    let mut files = Vec::new();
    for path in paths {
        let base = path.parent().unwrap_or(Path::new(""));
        collect_below(path, base, &mut files)?;
    }
    let mut names: Vec<_> = files.iter().map(|file| &file.name).collect();
    names.sort_unstable();
    if let Some([twice, ..]) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        bail!("{twice}: two files would have this name in the package; rename one");
    }
    Ok(files)
}

fn collect_below(path: &Path, base: &Path, files: &mut Vec<InputFile>) -> Result<()> {
    let unreadable = || format!("{}: cannot be read", path.display());
    let kind = std::fs::symlink_metadata(path).with_context(unreadable)?;
    if kind.is_dir() {
        let mut below = std::fs::read_dir(path)
            .with_context(unreadable)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()?;
        below.sort();
        return below
            .iter()
            .try_for_each(|path| collect_below(path, base, files));
    }
    if !kind.is_file() {
        bail!(
            "{}: neither a file nor a folder; evidence is sealed from regular files",
            path.display()
        );
    }
    let name = path.strip_prefix(base).unwrap_or(path).to_str();
    let name =
        name.with_context(|| format!("{}: the name is not UTF-8; rename it", path.display()))?;
    files.push(InputFile {
        source: path.to_owned(),
        name: name.to_owned(),
        length: kind.len(),
    });
    Ok(())
}

/// The files as one tar stream, made as fast as it is taken; what is declared of them goes before them.
pub fn tar_stream(
    files: Vec<InputFile>,
    sheet: Option<Value>,
    bar: ProgressBar,
) -> impl futures_util::Stream<Item = std::io::Result<bytes_of::Bytes>> {
    let (reader, writer) = tokio::io::duplex(PIPE_BYTES);
    let bridge = SyncIoBridge::new(writer);
    let task = tokio::task::spawn_blocking(move || write_tar(files, sheet, bridge, &bar));
    let failure = futures_util::stream::once(async move {
        match task.await {
            Ok(Ok(())) => Ok(bytes_of::Bytes::new()),
            Ok(Err(error)) => Err(error),
            Err(panic) => Err(std::io::Error::other(panic)),
        }
    });
    ReaderStream::with_capacity(reader, PIPE_BYTES).chain(failure)
}

fn write_tar(
    files: Vec<InputFile>,
    sheet: Option<Value>,
    out: SyncIoBridge<tokio::io::DuplexStream>,
    bar: &ProgressBar,
) -> std::io::Result<()> {
    let mut tar = tar::Builder::new(std::io::BufWriter::with_capacity(PIPE_BYTES, out));
    if let Some(sheet) = sheet {
        let text = sheet.to_string();
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o444);
        tar.append_data(&mut header, SHEET, text.as_bytes())?;
    }
    for file in files {
        let input = std::fs::File::open(&file.source)?;
        let mut header = tar::Header::new_gnu();
        header.set_metadata(&input.metadata()?);
        tar.append_data(&mut header, &file.name, bar.wrap_read(input))?;
    }
    tar.into_inner()?.flush()
}
