//! Measurements that live beside the code they measure, as examples of its crate.
//!
//! The convention: an example prints one JSON object a line,
//! `{"name": .., "value": .., "unit": ..}`; other lines are for people.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::figure::Figure;
use crate::places::Places;
use crate::process;

/// Builds the example with all optimisation and reads the figures it prints.
pub fn run(places: &Places, package: &str, example: &str) -> Result<Vec<Figure>> {
    let mut command = built(places, package, example)?;
    figures(&mut command)
}

/// The command that runs an example, built first.
pub fn built(places: &Places, package: &str, example: &str) -> Result<Command> {
    let mut build = places.cargo(&["build", "--release", "--quiet"]);
    build.args(["-p", package, "--example", example]);
    let status = build.status().context("cannot start cargo")?;
    process::demand(&build, status)?;
    Ok(Command::new(
        places.target.join("release/examples").join(example),
    ))
}

/// Runs the command and reads the figures it prints.
pub fn figures(command: &mut Command) -> Result<Vec<Figure>> {
    let output = process::quietly(command)?.stdout;
    let output = String::from_utf8(output).context("figures are text")?;
    let objects = output.lines().filter(|line| line.starts_with('{'));
    let figures: Vec<Figure> = objects
        .map(|line| serde_json::from_str::<Figure>(line).map(Figure::judged))
        .collect::<Result<_, _>>()
        .context("a line is not a figure")?;
    if figures.is_empty() {
        bail!("`{}` printed no figure", process::shown(command));
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn talk_is_passed_over_and_silence_is_an_error() {
        let mut talk = Command::new("echo");
        talk.arg("warming up\n{\"name\":\"x\",\"value\":1,\"unit\":\"s\"}");
        assert_eq!(figures(&mut talk).unwrap().len(), 1);
        assert!(figures(Command::new("echo").arg("done")).is_err());
    }
}
