//! A demo that was played to its end: nodes with a history, for measurements that need one.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::{Places, Scratch};
use crate::process;

/// What the demo left behind, until dropped.
pub struct Played {
    /// The program that played it.
    pub comity: PathBuf,
    /// The data folder of the requesting State's node.
    pub xaa: PathBuf,
    _scratch: Scratch,
}

/// Builds the program, plays the demo and keeps its folders.
pub fn demo(places: &Places, name: &str) -> Result<Played> {
    let mut build = places.cargo(&["build", "--release", "--quiet", "-p", "comity"]);
    let status = build.status().context("cannot start cargo")?;
    process::demand(&build, status)?;
    let comity = places.target.join("release/comity");
    let scratch = Scratch::new(&std::env::temp_dir(), name)?;
    let evidence = scratch.path().join("evidence");
    std::fs::write(&evidence, "a few bytes").context("cannot write into the scratch folder")?;
    let kept = scratch.path().join("demo");
    let mut demo = Command::new(&comity);
    demo.args(["demo", "--exit", "--keep"])
        .arg(&kept)
        .arg("--evidence")
        .arg(&evidence);
    process::quietly(&mut demo)?;
    Ok(Played {
        comity,
        xaa: kept.join("xaa"),
        _scratch: scratch,
    })
}
