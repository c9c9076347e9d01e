//! JavaScript packages, pinned, below the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::process;

/// The packages of one lock file.
struct Packages {
    /// The folder of the repository with `package.json` and `package-lock.json`.
    pinned_in: &'static str,
    /// Where they are installed, below the conformance folder.
    folder: &'static str,
    names: &'static str,
    purpose: &'static str,
}

const AGE: Packages = Packages {
    pinned_in: "conformance/age",
    folder: "npm",
    names: "age-encryption",
    purpose: "judges sealed packages",
};
const DESK: Packages = Packages {
    pinned_in: "conformance/desk",
    folder: "npm-desk",
    names: "playwright-core and axe-core",
    purpose: "drive a browser through the officers' pages, and judge whether everyone can use them",
};

const WORLD: Packages = Packages {
    pinned_in: "xtask/world",
    folder: "npm-world",
    names: "world-atlas, d3-geo and CLDR",
    purpose: "the map and the names of States are made from them",
};

/// Installs the packages of the lock files unless exactly these are installed already.
pub fn install(places: &Places) -> Result<()> {
    AGE.install(places)
}

/// The same for the packages that judge the officers' pages.
pub fn install_for_desk(places: &Places) -> Result<()> {
    DESK.install(places)
}

/// The same for what the map is made from.
pub fn install_for_world(places: &Places) -> Result<()> {
    WORLD.install(places)
}

/// The folder whose `node_modules` holds what the map is made from.
pub fn world_folder(places: &Places) -> PathBuf {
    WORLD.path(places)
}

/// The folder whose `node_modules` holds the JavaScript implementation of age.
pub fn module_folder(places: &Places) -> PathBuf {
    AGE.path(places)
}

/// The folder whose `node_modules` holds what judges the officers' pages.
pub fn desk_folder(places: &Places) -> PathBuf {
    DESK.path(places)
}

impl Packages {
    fn path(&self, places: &Places) -> PathBuf {
        places.conformance().join(self.folder)
    }

    fn install(&self, places: &Places) -> Result<()> {
        let folder = self.path(places);
        let read = |file: &str| {
            let file = places.root.join(self.pinned_in).join(file);
            std::fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))
        };
        let (manifest, lock) = (read("package.json")?, read("package-lock.json")?);
        let record = folder.join("node_modules/installed.json");
        if std::fs::read_to_string(&record).is_ok_and(|installed| installed == lock) {
            println!("   {}: present", self.names);
            return Ok(());
        }
        println!(
            "   installing {} into {}: {}",
            self.names,
            folder.display(),
            self.purpose
        );
        self.fetch(&folder, &manifest, &lock)?;
        std::fs::write(&record, lock).with_context(|| format!("cannot write {}", record.display()))
    }

    fn fetch(&self, folder: &Path, manifest: &str, lock: &str) -> Result<()> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        std::fs::write(folder.join("package.json"), manifest)?;
        std::fs::write(folder.join("package-lock.json"), lock)?;
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        process::quietly(npm.current_dir(folder))
            .map(drop)
            .with_context(|| format!("cannot install {}", self.names))
    }
}
