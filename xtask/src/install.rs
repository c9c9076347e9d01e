//! What the tasks need from outside, installed where it is missing, said aloud.

mod node;
mod python;
mod system;

use anyhow::Result;

use crate::places::Places;

pub use node::{desk_folder, module_folder};
pub use python::tool as python_tool;

/// Everything `cargo xtask test` needs; a second run installs nothing and needs no network.
pub fn everything(places: &Places) -> Result<()> {
    system::install(system::FOR_TESTS)?;
    validators(places)?;
    node::install_for_desk(places)
}

/// A browser and its driver only.
pub fn for_desk(places: &Places) -> Result<()> {
    system::install(system::FOR_DESK)?;
    node::install_for_desk(places)
}

/// The judges' own tools only.
pub fn for_conformance(places: &Places) -> Result<()> {
    system::install(system::FOR_CONFORMANCE)?;
    validators(places)
}

/// The peers that measurements run beside us.
pub fn for_measurements() -> Result<()> {
    system::install(system::FOR_MEASUREMENTS)
}

fn validators(places: &Places) -> Result<()> {
    python::install(places)?;
    node::install(places)
}
