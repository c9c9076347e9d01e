//! The demo's three nodes as processes of their own, ended with it whatever happens.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const START_SECONDS_MAX: u64 = 30;

/// A running node. Dropping it ends the process.
pub struct NodeProcess {
    child: Child,
    name: String,
}

impl NodeProcess {
    /// Starts `comity serve` on a data folder; its log goes to `serve.log` there.
    pub fn start(name: &str, data: &Path) -> Result<Self> {
        let program = std::env::current_exe().context("the program's own path is unknown")?;
        let log_path = data.join("serve.log");
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&log_path)
            .with_context(|| format!("{}: cannot be written", log_path.display()))?;
        let child = Command::new(program)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log)
            // The child ends when its standard input closes: also when the demo is killed.
            .env("COMITY_EXIT_WITH_STDIN", "1")
            .spawn()
            .with_context(|| format!("{name}: cannot be started"))?;
        Ok(Self {
            child,
            name: name.to_owned(),
        })
    }

    /// Waits until the node answers on its address.
    pub async fn ready(&mut self, listen: &str) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(START_SECONDS_MAX) {
            if let Some(status) = self.child.try_wait()? {
                bail!(
                    "{}: ended at once with {status}; its serve.log says why",
                    self.name
                );
            }
            if tokio::net::TcpStream::connect(listen).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!(
            "{}: did not answer on {listen} within {START_SECONDS_MAX} s; see its serve.log",
            self.name
        )
    }

    /// Whether the process still runs.
    pub fn running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Who this is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Asks the node to stop, without waiting.
    pub fn ask_to_stop(&mut self) {
        drop(self.child.stdin.take());
    }

    /// Asks the node to stop and waits until it has; kills it when it does not.
    pub fn stop(&mut self) {
        self.ask_to_stop();
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(10) {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.kill();
    }

    /// Ends the process at once, as a power cut would.
    pub fn kill(&mut self) {
        // Both fail only when the process is gone already, which is what we want.
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Drop for NodeProcess {
    fn drop(&mut self) {
        self.stop();
    }
}
