//! The map and the names of States, made anew from public sources into two committed tables.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::install;
use crate::places::Places;
use crate::process;

/// Who can sign or join.
const PARTICIPANTS: &str = "crates/treaty/data/participants.csv";
/// The land of each.
const SHAPES: &str = "crates/web/data/world.csv";
/// The name of each in the six languages.
const NAMES: &str = "crates/lexicon/data/states.csv";

/// Installs the sources, makes both tables, and says what changed only through the version control.
pub fn make(places: &Places) -> Result<()> {
    install::for_world(places)?;
    let modules = install::world_folder(places).join("node_modules");
    let participants = places.root.join(PARTICIPANTS);
    let mut shapes = Command::new("node");
    shapes.arg(places.root.join("xtask/world/shapes.mjs"));
    write(
        shapes.arg(&modules).arg(&participants),
        &places.root.join(SHAPES),
    )?;
    let mut names = Command::new("python3");
    names.arg(places.root.join("xtask/world/names.py"));
    names.arg(install::world_names(places));
    write(
        names.arg(&modules).arg(&participants),
        &places.root.join(NAMES),
    )
}

/// What a command prints becomes the table.
fn write(command: &mut Command, table: &Path) -> Result<()> {
    let printed = process::quietly(command)?.stdout;
    std::fs::write(table, printed).with_context(|| format!("cannot write {}", table.display()))?;
    println!("   wrote {}", table.display());
    Ok(())
}
