//! From a fresh clone, with a filled registry cache, to the demo's first line.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use super::figure::Figure;
use crate::places::{Places, Scratch};
use crate::process;

/// Clones the committed state, so what is not committed is not measured.
pub fn measure(places: &Places) -> Result<Vec<Figure>> {
    let mut fetch = places.cargo(&["fetch", "--locked", "--quiet"]);
    process::quietly(&mut fetch).context("the registry cache could not be filled")?;
    let scratch = Scratch::new(&places.target, "first-build")?;
    let clone = scratch.path().join("clone");
    let mut git = Command::new("git");
    git.args(["clone", "--quiet", "--no-hardlinks"]);
    process::quietly(git.arg(&places.root).arg(&clone))?;

    let mut demo = places.cargo(&["run", "--release", "--offline", "--quiet", "--"]);
    demo.args(["demo", "--exit"]).current_dir(&clone);
    demo.env("CARGO_TARGET_DIR", scratch.path().join("target"));
    demo.stdout(Stdio::piped()).stderr(Stdio::null());
    let began = Instant::now();
    let mut child = demo.spawn().context("cannot start cargo")?;
    let mut output = BufReader::new(child.stdout.take().context("the demo has no output")?);
    let mut line = String::new();
    output.read_line(&mut line)?;
    let took = began.elapsed();
    // To the end, so that the demo closes what it opened.
    output.read_to_end(&mut Vec::new())?;
    process::demand(&demo, child.wait()?)?;
    let name = "first_build.to_first_line";
    Ok(vec![Figure::new(name, took.as_secs_f64(), "s")])
}
