//! The officers' pages as they are served, with few matters and with a million.
//!
//! Ours is `crates/web/examples/desk_speed DATA NAME MATTERS OFFICERS`, run on the folder that a demo left. It prints the
//! median time of each page as `desk.NAME.*`, the bytes of the first page with all that belongs to it, and what becomes of
//! it when all officers look at pages at once.

use anyhow::{Context, Result};

use super::examples;
use super::figure::Figure;
use super::pages::{added, growth};
use super::played;
use crate::places::Places;

/// Name, matters, officers at once.
const RUNS: [(&str, u32, u32); 2] = [("few", 1_000, 0), ("many", 1_000_000, 200)];
/// The pages that list matters or tell what happened in one: they take the same time however many there are.
const STEADY: [&str; 4] = ["worklist", "filtered", "searched", "matter"];

/// All figures of the desk.
pub fn measure(places: &Places) -> Result<Vec<Figure>> {
    let played = played::demo(places, "desk")?;
    let mut figures = Vec::new();
    for (name, matters, officers) in RUNS {
        let mut command = examples::built(places, "comity-web", "desk_speed")?;
        command.arg(&played.xaa).arg(name);
        command.args([matters.to_string(), officers.to_string()]);
        figures.extend(examples::figures(&mut command)?);
    }
    let steady = |figure: &&Figure| STEADY.iter().any(|page| figure.name.ends_with(page));
    let steady: Vec<Figure> = figures.iter().filter(steady).cloned().collect();
    let worst = growth(&steady, "desk").context("the example printed no figures of pages")?;
    figures.push(Figure::new("desk.growth", worst, "x"));
    let slower = added(&steady, "desk").unwrap_or_default();
    figures.push(Figure::new("desk.added", slower, "ms"));
    Ok(figures)
}
