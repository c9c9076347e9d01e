//! Measurements that live beside the code they measure, as examples of its crate.
//!
//! The convention: an example prints one figure a line, `NAME VALUE UNIT`, and perhaps a
//! remark in brackets. Other lines are for people.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::figure::Figure;
use crate::places::Places;
use crate::process;

/// Builds the example with all optimisation and reads the figures it prints.
pub fn run(places: &Places, package: &str, example: &str) -> Result<Vec<Figure>> {
    figures(&mut built(places, package, example)?)
}

/// The command that runs an example, built first.
pub fn built(places: &Places, package: &str, example: &str) -> Result<Command> {
    let mut build = places.cargo(&["build", "--release", "--quiet"]);
    build.args(["-p", package, "--example", example]);
    let status = build.status().context("cannot start cargo")?;
    process::demand(&build, status)?;
    let program = places.target.join("release/examples").join(example);
    Ok(Command::new(program))
}

/// Runs the command and reads the figures it prints.
pub fn figures(command: &mut Command) -> Result<Vec<Figure>> {
    let output = process::quietly(command)?.stdout;
    let output = String::from_utf8(output).context("figures are text")?;
    let figures: Vec<Figure> = output.lines().filter_map(figure).collect();
    if figures.is_empty() {
        bail!("`{}` printed no figure", process::shown(command));
    }
    Ok(figures)
}

fn figure(line: &str) -> Option<Figure> {
    let (line, _remark) = line.split_once(" (").unwrap_or((line, ""));
    let mut words = line.rsplitn(3, ' ');
    let (unit, value, name) = (words.next()?, words.next()?, words.next()?);
    let name = name.trim_end_matches(':');
    Some(Figure::new(name, value.parse().ok()?, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn talk_is_passed_over_and_silence_is_an_error() {
        let mut talk = Command::new("echo");
        talk.arg("warming up for a while\nlog.append_rate 81234.5 1/s");
        let figures_said = figures(&mut talk).unwrap();
        assert_eq!(
            figures_said,
            [Figure::new("log.append_rate", 81234.5, "1/s")]
        );
        assert!(figures(Command::new("echo").arg("done")).is_err());
    }

    #[test]
    fn a_name_may_have_spaces_a_colon_and_a_remark() {
        let figure = figure("open, verify only: 1.98 GB/s (4.1 s user)").unwrap();
        assert_eq!(
            (figure.name.as_str(), figure.unit.as_str()),
            ("open, verify only", "GB/s")
        );
    }
}
