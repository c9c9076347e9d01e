//! What could keep this node from its work, and what to do about each.

use comity_wire::envelope::MAX_CLOCK_AHEAD;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::NodeKind;
use crate::folder;
use crate::keys::{FILE, KeyFile};
use crate::node::Node;

/// Below this much free space evidence may not fit, in bytes.
const FREE_BYTES_MIN: u64 = 10 << 30;
/// A directory that ends within this time needs the register soon.
const DIRECTORY_LEFT_MIN: SignedDuration = SignedDuration::from_hours(48);

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Works, but not for long or not fully.
    Warning,
    /// Does not work.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub check: String,
    /// How it stands.
    pub severity: Severity,
    /// What was found.
    pub finding: String,
    /// What to do; empty where nothing is.
    pub advice: String,
}

pub(crate) fn finding(
    check: &str,
    severity: Severity,
    finding: impl Into<String>,
    advice: impl Into<String>,
) -> Finding {
    Finding {
        check: check.into(),
        severity,
        finding: finding.into(),
        advice: advice.into(),
    }
}

pub(crate) fn good(check: &str, found: impl Into<String>) -> Finding {
    finding(check, Severity::Good, found, "")
}

impl Node {
    /// Looks at everything, worst last of nothing: in the order a newcomer should read.
    pub async fn doctor(&self) -> Vec<Finding> {
        let mut findings = vec![
            self.keys_finding(),
            self.folder_finding(),
            self.disk_finding(),
            self.database_finding().await,
            self.writer_finding().await,
            self.backup_finding().await,
        ];
        if self.config.kind == NodeKind::State {
            findings.push(self.register_finding().await);
            findings.push(self.directory_finding());
            findings.extend(self.record_findings());
            findings.extend(self.peer_findings().await);
            findings.extend(self.outbox_findings().await);
            findings.extend(self.alarm_findings().await);
        }
        findings
    }

    /// The same, by a process beside the one that serves the folder: that one is asked too.
    pub async fn doctor_beside(&self) -> Vec<Finding> {
        let mut findings = self.doctor().await;
        findings.push(self.serving_finding().await);
        findings
    }

    /// The findings as JSON.
    pub async fn doctor_json(&self) -> Value {
        json!({ "findings": self.doctor().await })
    }

    fn keys_finding(&self) -> Finding {
        let passphrase = std::env::var("COMITY_PASSPHRASE").ok();
        match KeyFile::load(&self.data.join(FILE), passphrase.as_deref()) {
            Ok(_) => good("keys", "the key file opens and only its owner can read it"),
            Err(error) => finding(
                "keys",
                Severity::Bad,
                error.to_string(),
                "mend the key file before the next restart",
            ),
        }
    }

    fn folder_finding(&self) -> Finding {
        let loosened = match folder::loosened(&self.data) {
            Ok(loosened) => loosened,
            Err(error) => {
                let advice = "check that the data folder is there and yours";
                return finding("folder", Severity::Bad, error.to_string(), advice);
            }
        };
        if loosened.is_empty() {
            return good("folder", "only its owner can enter it");
        }
        let line = |(path, mode): &(PathBuf, u32)| format!("{} has mode {mode:o}", path.display());
        let found: Vec<String> = loosened.iter().map(line).collect();
        let advice = format!(
            "chmod 700 {data} and chmod 600 on its files: others can read what is secret",
            data = self.data.display()
        );
        finding("folder", Severity::Bad, found.join(", "), advice)
    }

    fn disk_finding(&self) -> Finding {
        match rustix::fs::statvfs(&self.data) {
            Ok(disk) => {
                let free = disk.f_bavail * disk.f_frsize;
                let found = format!("{} GiB free", free >> 30);
                if free < FREE_BYTES_MIN {
                    let advice = "free space on the disk of the data folder, or move the folder";
                    return finding("disk", Severity::Warning, found, advice);
                }
                good("disk", found)
            }
            Err(error) => finding(
                "disk",
                Severity::Bad,
                error.to_string(),
                "check that the data folder's disk is mounted",
            ),
        }
    }

    async fn database_finding(&self) -> Finding {
        match self.store.log_head().await {
            Ok(head) => good(
                "database",
                format!("answers; the custody log has {} entries", head.size),
            ),
            Err(error) => finding(
                "database",
                Severity::Bad,
                error.to_string(),
                "check that the database runs and has space",
            ),
        }
    }

    /// The register's answer also tells the time: its HTTP date against our clock.
    async fn register_finding(&self) -> Finding {
        let (Some(anchor), Some(http)) = (&self.anchor, &self.register_http) else {
            return finding(
                "register",
                Severity::Bad,
                "no register is pinned",
                "run `comity init` with --anchor",
            );
        };
        let url = format!(
            "{}/federation/list",
            anchor.url.as_str().trim_end_matches('/')
        );
        match http.get(url).send().await {
            Ok(response) => self.clock_finding(
                response
                    .headers()
                    .get("date")
                    .and_then(|date| date.to_str().ok()),
            ),
            Err(error) => finding(
                "register",
                Severity::Warning,
                format!("does not answer: {error}"),
                "the node goes on with its verified copy until that expires; check the network and ask the Secretariat",
            ),
        }
    }

    fn clock_finding(&self, date: Option<&str>) -> Finding {
        let theirs = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
        let Some(theirs) = theirs else {
            return good("register", "answers");
        };
        let ahead = self.world.now().duration_since(theirs.timestamp()).abs();
        if ahead > MAX_CLOCK_AHEAD {
            let found = format!(
                "our clock and the register's differ by {} s",
                ahead.as_secs()
            );
            return finding(
                "clock",
                Severity::Bad,
                found,
                "set the clock; peers refuse messages from the future",
            );
        }
        good(
            "register",
            format!("answers; the clocks agree within {} s", ahead.as_secs() + 1),
        )
    }

    fn directory_finding(&self) -> Finding {
        let directory = self.directory();
        let now = self.world.now();
        let Some(expires) = directory.expires() else {
            let advice = "start `comity serve` once with the register reachable, and ask it to enrol this node";
            return finding("directory", Severity::Bad, "no verified copy", advice);
        };
        if !directory.good_at(now) {
            let found = format!("the verified copy expired at {expires}");
            return finding(
                "directory",
                Severity::Bad,
                found,
                "reach the register; until then no peer is believed",
            );
        }
        if let Some((state, reason)) = directory.refused().first_key_value() {
            return finding(
                "directory",
                Severity::Warning,
                format!("{state} is not believed: {reason}"),
                "ask the register",
            );
        }
        let found = format!(
            "{} active members, good until {expires}",
            directory.peers().count()
        );
        if expires.duration_since(now) < DIRECTORY_LEFT_MIN {
            return finding(
                "directory",
                Severity::Warning,
                found,
                "reach the register before then",
            );
        }
        good("directory", found)
    }

    async fn peer_findings(&self) -> Vec<Finding> {
        let directory: Arc<_> = self.directory();
        let mut findings = Vec::new();
        for (state, peer) in directory.peers() {
            if Some(state.as_str()) == self.config.state.as_deref() {
                continue;
            }
            let check = format!("peer {state}");
            let answer = peer.http.get(format!("{}/healthz", peer.url)).send().await;
            findings.push(match answer.and_then(reqwest::Response::error_for_status) {
                Ok(_) => good(&check, "answers"),
                Err(error) => finding(
                    &check,
                    Severity::Warning,
                    format!("does not answer: {error}"),
                    "messages wait and are delivered when it is back; for urgent matters use the contact point's telephone",
                ),
            });
        }
        findings
    }

    async fn outbox_findings(&self) -> Vec<Finding> {
        let waiting = match self.store.outbox_waiting().await {
            Ok(waiting) => waiting,
            Err(error) => {
                return vec![finding(
                    "outbox",
                    Severity::Bad,
                    error.to_string(),
                    "check the database",
                )];
            }
        };
        if waiting.is_empty() {
            return vec![good("outbox", "empty")];
        }
        let line = |row: comity_store::Waiting| {
            let found = format!(
                "{} message(s) wait for {}, tried {} time(s)",
                row.messages, row.peer, row.attempts_max
            );
            let advice = row
                .error
                .unwrap_or_else(|| "they are delivered as soon as the peer answers".into());
            finding(
                "outbox",
                if row.attempts_max > 0 {
                    Severity::Warning
                } else {
                    Severity::Good
                },
                found,
                advice,
            )
        };
        waiting.into_iter().map(line).collect()
    }
}
