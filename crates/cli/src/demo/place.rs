//! The folder in which the demo takes place.

use anyhow::{Context, Result, bail};
use comity_node::World;
use std::path::{Path, PathBuf};

/// The folder of one run.
pub struct Place {
    root: PathBuf,
    kept: bool,
}

impl Place {
    /// The folder to keep, which must be empty or not be there; or a scratch folder.
    pub fn prepare(keep: Option<PathBuf>) -> Result<Self> {
        let kept = keep.is_some();
        let name = format!("comity-demo-{}", World::system().new_id());
        let root = keep.unwrap_or_else(|| std::env::temp_dir().join(name));
        std::fs::create_dir_all(&root)
            .with_context(|| format!("{}: cannot be made", root.display()))?;
        let root = root
            .canonicalize()
            .with_context(|| format!("{}: cannot be used", root.display()))?;
        let mut within = std::fs::read_dir(&root)
            .with_context(|| format!("{}: cannot be read", root.display()))?;
        if within.next().is_some() {
            bail!(
                "{}: is not empty; name a new folder to keep the demo's output in",
                root.display()
            );
        }
        Ok(Self { root, kept })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the output is for others to look at afterwards.
    pub fn kept(&self) -> bool {
        self.kept
    }

    /// Something in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Removes a scratch folder; one that was to be kept stays.
    pub fn clear(&self) -> Result<()> {
        if self.kept {
            return Ok(());
        }
        std::fs::remove_dir_all(&self.root).with_context(|| {
            format!(
                "{}: cannot be removed; remove it by hand",
                self.root.display()
            )
        })
    }
}
