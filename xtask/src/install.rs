//! What the tasks need from outside, installed where it is missing, said aloud.

mod node;
mod python;
mod system;

use std::path::PathBuf;

use anyhow::Result;

use crate::places::Places;

pub use node::{desk_folder, module_folder, world_folder};
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

/// What the map and the names of States are made from.
pub fn for_world(places: &Places) -> Result<()> {
    node::install_for_world(places)?;
    python::fetch(places, WORLD_NAMES, &world_names(places))
}

/// The package of the United Nations with the names of States.
const WORLD_NAMES: &str = "hdx-python-country==4.2.5";

/// Where that package is.
pub fn world_names(places: &Places) -> PathBuf {
    places.conformance().join("world-names")
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
