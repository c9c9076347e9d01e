//! Where things are: the workspace, the target folder, scratch folders.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result};

use crate::process;
use crate::watch::Watcher;

/// The folders every task needs.
pub struct Places {
    /// The root of the workspace.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the developer put it.
    pub target: PathBuf,
}

impl Places {
    /// Asks cargo.
    pub fn find() -> Result<Self> {
        let mut metadata = Command::new(cargo());
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: serde_json::Value =
            serde_json::from_slice(&process::quietly(&mut metadata)?.stdout)?;
        let folder = |name: &str| {
            let path = metadata[name].as_str().map(PathBuf::from);
            path.with_context(|| format!("cargo metadata names no {name}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
        })
    }

    /// A cargo command that runs in the workspace.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// Where the independent tools are installed and their work is kept.
    pub fn conformance(&self) -> PathBuf {
        self.target.join("conformance")
    }
}

/// The cargo that runs us, so that toolchain overrides hold.
fn cargo() -> String {
    // Set by cargo itself; its absence means that xtask was started by hand.
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// A folder of our own that goes when the value is dropped or this process dies.
pub struct Scratch {
    path: PathBuf,
    _guard: Watcher,
}

impl Scratch {
    /// Makes `PARENT/comity-NAME-PID-N`, which only its owner can enter.
    pub fn new(parent: &Path, name: &str) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("comity-{name}-{}-{count}", std::process::id());
        // Whole, because the watcher removes it by name.
        let path = std::path::absolute(parent.join(name))?;
        let whole = path
            .to_str()
            .context("the scratch folder's name is not text")?;
        let guard = Watcher::start("rm -rf \"$1\"", &[whole])?;
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&path)
            .with_context(|| format!("cannot make the scratch folder {}", path.display()))?;
        Ok(Self {
            path,
            _guard: guard,
        })
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_folder_goes_with_all_that_is_in_it() {
        let scratch = Scratch::new(&std::env::temp_dir(), "scratch").unwrap();
        let path = scratch.path().to_owned();
        std::fs::write(path.join("file"), "content").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }
}
