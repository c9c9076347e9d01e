//! The officers' pages of a node with a million matters.
//!
//! Ours is `crates/web/examples/desk_speed DATA MATTERS OFFICERS`, run on the folder that a demo left. It prints the median
//! time of each page as `desk.*`, the bytes of the first page with all that belongs to it, and what becomes of it when
//! all officers look at pages at once.

use anyhow::Result;

use super::examples;
use super::figure::Figure;
use super::played;
use crate::places::Places;

const MATTERS: u32 = 1_000_000;
const OFFICERS: u32 = 200;

/// All figures of the desk.
pub fn measure(places: &Places) -> Result<Vec<Figure>> {
    let played = played::demo(places, "desk")?;
    let mut command = examples::built(places, "comity-web", "desk_speed")?;
    command.arg(&played.xaa);
    command.args([MATTERS.to_string(), OFFICERS.to_string()]);
    examples::figures(&mut command)
}
