//! The JavaScript implementation of age, pinned, below the target folder.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::process;

const MANIFEST: &str = "conformance/age/package.json";
const LOCK: &str = "conformance/age/package-lock.json";

/// Installs the packages of the lock file unless exactly these are installed already.
pub fn install(places: &Places) -> Result<()> {
    let folder = module_folder(places);
    let read = |file: &str| {
        let file = places.root.join(file);
        std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    let (manifest, lock) = (read(MANIFEST)?, read(LOCK)?);
    let record = folder.join("node_modules/installed.json");
    if std::fs::read_to_string(&record).is_ok_and(|installed| installed == lock) {
        println!("   JavaScript packages: all present");
        return Ok(());
    }
    println!(
        "   installing age-encryption into {}: judges sealed packages",
        folder.display()
    );
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(folder.join("package.json"), manifest)?;
    std::fs::write(folder.join("package-lock.json"), &lock)?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    process::quietly(npm.current_dir(&folder)).context("cannot install age-encryption")?;
    std::fs::write(&record, lock).with_context(|| format!("cannot write {}", record.display()))
}

/// The folder whose `node_modules` holds the packages.
pub fn module_folder(places: &Places) -> PathBuf {
    places.conformance().join("npm")
}
