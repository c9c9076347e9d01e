//! Complete exchanges between two nodes on this machine.
//!
//! Ours is `crates/web/examples/exchange_speed/main.rs FOLDER`, which starts the nodes on SQLite
//! files in an empty folder. The folder lies on the disk of the build, never in memory: what is
//! measured is durable.

use anyhow::Result;

use super::examples;
use super::figure::Figure;
use crate::places::{Places, Scratch};

/// The time of one exchange alone, and how many a second many at a time make.
pub fn measure(places: &Places) -> Result<Vec<Figure>> {
    let scratch = Scratch::new(&places.target, "exchange")?;
    let mut command = examples::built(places, "comity-web", "exchange_speed")?;
    command.arg(scratch.path());
    examples::figures(&mut command)
}
