//! The output to judge: one run of the demo, kept.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::{Places, Scratch};
use crate::process;

/// Plays the demo with evidence of awkward names and sizes, and keeps what it made.
pub fn make(places: &Places) -> Result<Scratch> {
    // All targets: exactly what the tests have built, so nothing is built again.
    let build = ["build", "--workspace", "--all-features", "--all-targets"];
    process::run(&mut places.cargo(&build))?;
    let output = Scratch::new(&places.conformance(), "output")?;
    let evidence = Scratch::new(&places.conformance(), "evidence")?;
    let mut demo = Command::new(places.target.join("debug/comity"));
    demo.args(["demo", "--exit", "--keep"]).arg(output.path());
    for item in awkward_evidence(evidence.path())? {
        demo.arg("--evidence").arg(item);
    }
    process::run(&mut demo)?;
    letters(places, output.path())?;
    Ok(output)
}

/// A letter of every dispatch in the repository, beside what it was made of.
fn letters(places: &Places, output: &Path) -> Result<()> {
    let dispatches = places.root.join("conformance/letters/dispatches");
    let folder = output.join("letters");
    std::fs::create_dir_all(&folder)?;
    for dispatch in absolute(&dispatches, ".json")? {
        let name = dispatch.file_stem().context("a dispatch has a name")?;
        let copy = folder.join(name).with_extension("json");
        std::fs::copy(&dispatch, &copy)?;
        let mut program = Command::new(places.target.join("debug/comity-letters"));
        program.stdin(File::open(&dispatch)?);
        program.stdout(File::create(folder.join(name).with_extension("pdf"))?);
        process::run(&mut program)?;
    }
    Ok(())
}

/// Empty, one byte, just around the chunk of age and the slice of BLAKE3, and names that need care.
fn awkward_evidence(folder: &Path) -> Result<Vec<PathBuf>> {
    let items: &[(&str, usize)] = &[
        ("empty.log", 0),
        ("one byte.bin", 1),
        ("mailbox/ящик, 受信箱.mbox", 65_536),
        ("mailbox/100 % of it?.eml", 65_537),
        ("image.dd", (1 << 20) + 1),
    ];
    for (name, size) in items {
        let file = folder.join(name);
        let parent = file.parent().context("an item lies in a folder")?;
        std::fs::create_dir_all(parent)?;
        let bytes: Vec<u8> = (0..*size)
            .map(|n| (n * 31 % 251).to_le_bytes()[0])
            .collect();
        std::fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let top = ["empty.log", "one byte.bin", "mailbox", "image.dd"];
    Ok(top.map(|name| folder.join(name)).to_vec())
}

/// The files below the folder whose path ends so, relative to it and in order.
pub fn find(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for file in files(folder)? {
        let relative = file.strip_prefix(folder)?;
        if relative.to_string_lossy().ends_with(end) {
            found.push(relative.to_owned());
        }
    }
    found.sort();
    Ok(found)
}

/// The same, as whole paths.
pub fn absolute(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let found = find(folder, end)?;
    Ok(found.into_iter().map(|file| folder.join(file)).collect())
}

/// Copies everything below one folder into another.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        let parent = copy.parent().context("a copy lies in a folder")?;
        std::fs::create_dir_all(parent)?;
        std::fs::copy(&file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder);
        for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            match entry.file_type()? {
                kind if kind.is_dir() => folders.push(entry.path()),
                kind if kind.is_file() => files.push(entry.path()),
                // A socket or a link is nothing to judge.
                _ => {}
            }
        }
    }
    Ok(files)
}
