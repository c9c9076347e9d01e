//! A watcher: a shell that cleans up when we end, however we end.
//!
//! INVARIANT (no leftovers): the watcher reads a pipe whose only writer is this
//! process. End of input comes when we close it, panic, are interrupted or are
//! killed, so whatever was started is stopped even when no destructor of ours runs.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Runs its script when dropped, or when this process dies.
pub struct Watcher {
    shell: Child,
}

impl Watcher {
    /// Starts a shell that waits for our end and then runs `script` with `arguments` as `$1`...
    pub fn start(script: &str, arguments: &[&str]) -> Result<Self> {
        let script = format!("trap '' INT TERM HUP; cat >/dev/null; {script}");
        let shell = Command::new("sh")
            .args(["-c", &script, "watcher"])
            .args(arguments)
            .stdin(Stdio::piped())
            // A group of its own: Ctrl-C is for us, end of input is for the watcher.
            .process_group(0)
            .spawn()
            .context("cannot start a shell to clean up after us")?;
        Ok(Self { shell })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        if let Err(fault) = self.shell.wait() {
            eprintln!("the clean-up could not be awaited: {fault}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Scratch;

    #[test]
    fn it_cleans_up_when_dropped_and_not_before() {
        let scratch = Scratch::new(&std::env::temp_dir(), "watch").unwrap();
        let mark = scratch.path().join("cleaned");
        let watcher = Watcher::start("touch \"$1\"", &[mark.to_str().unwrap()]).unwrap();
        assert!(!mark.exists());
        drop(watcher);
        assert!(mark.exists());
    }
}
