//! What could keep this node from its work, and what to do about each.

mod answers;
mod enrolment;

use comity_treaty::{Sentence, StateCode};
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::PathBuf;

use crate::config::NodeKind;
use crate::directory::View;
use crate::findings as say;
use crate::folder;
use crate::keys::{FILE, KeyFile};
use crate::node::Node;
use crate::officers::roles_of;

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
    pub check: Sentence,
    /// How it stands.
    pub severity: Severity,
    /// What was found.
    pub finding: Sentence,
    /// What to do; empty where nothing is.
    pub advice: Sentence,
}

pub(crate) fn finding(
    check: impl Into<Sentence>,
    severity: Severity,
    finding: impl Into<Sentence>,
    advice: impl Into<Sentence>,
) -> Finding {
    Finding {
        check: check.into(),
        severity,
        finding: finding.into(),
        advice: advice.into(),
    }
}

pub(crate) fn good(check: impl Into<Sentence>, found: impl Into<Sentence>) -> Finding {
    finding(check, Severity::Good, found, Sentence::default())
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
        findings.extend(self.officers_finding().await);
        findings.extend(self.administrators_finding().await);
        if self.config.kind == NodeKind::Register {
            findings.extend(self.member_findings().await);
        }
        findings.extend(self.answer_findings().await);
        if self.config.kind == NodeKind::State {
            findings.extend(self.directory_findings());
            findings.extend(self.enrolment_finding());
            findings.extend(self.record_findings());
            findings.extend(self.fork_findings().await);
            findings.extend(self.outbox_findings().await);
            findings.extend(self.alarm_findings().await);
            findings.extend(self.provider_finding().await);
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
            Ok(_) => good(say::KEYS, say::KEYS_GOOD),
            Err(error) => finding(
                say::KEYS,
                Severity::Bad,
                say::KEYS_SHUT.because(error.to_string()),
                say::KEYS_MEND,
            ),
        }
    }

    /// Officers whose roles do not read: they cannot sign in, and nobody would know why.
    async fn officers_finding(&self) -> Option<Finding> {
        let all = self.officers().await.ok()?;
        let unread = all.into_iter().filter(|row| roles_of(row).is_err());
        let unread: Vec<String> = unread.map(|row| row.id).collect();
        let found = say::OFFICERS_UNREAD.with("officers", unread.join(", "));
        let bad = || finding(say::OFFICERS, Severity::Bad, found, say::OFFICERS_MEND);
        (!unread.is_empty()).then(bad)
    }

    /// One who appoints alone could appoint two of their own making.
    async fn administrators_finding(&self) -> Option<Finding> {
        let all = self.administrators().await.ok()?;
        let [alone] = all.as_slice() else { return None };
        let found = say::ONE_ADMINISTRATOR.with("officer", alone.as_str());
        let advice = say::TWO_ADMINISTRATORS;
        Some(finding(say::OFFICERS, Severity::Warning, found, advice))
    }

    fn folder_finding(&self) -> Finding {
        let loosened = match folder::loosened(&self.data) {
            Ok(loosened) => loosened,
            Err(error) => {
                let found = say::FOLDER_UNSEEN.because(error.to_string());
                return finding(say::FOLDER, Severity::Bad, found, say::FOLDER_CHECK);
            }
        };
        if loosened.is_empty() {
            return good(say::FOLDER, say::FOLDER_GOOD);
        }
        let line = |(path, mode): &(PathBuf, u32)| format!("{} ({mode:o})", path.display());
        let found: Vec<String> = loosened.iter().map(line).collect();
        let found = say::FOLDER_OPEN.with("files", found.join(", "));
        let advice = say::FOLDER_CLOSE.with("folder", self.data.display().to_string());
        finding(say::FOLDER, Severity::Bad, found, advice)
    }

    fn disk_finding(&self) -> Finding {
        match rustix::fs::statvfs(&self.data) {
            Ok(disk) => {
                let free = disk.f_bavail * disk.f_frsize;
                let found = say::DISK_FREE.with("number", free >> 30);
                if free < FREE_BYTES_MIN {
                    return finding(say::DISK, Severity::Warning, found, say::DISK_CLEAR);
                }
                good(say::DISK, found)
            }
            Err(error) => finding(
                say::DISK,
                Severity::Bad,
                say::DISK_UNSEEN.because(error.to_string()),
                say::DISK_CHECK,
            ),
        }
    }

    async fn database_finding(&self) -> Finding {
        match self.store.log_head().await {
            Ok(head) => good(say::DATABASE, say::DATABASE_GOOD.with("number", head.size)),
            Err(error) => finding(
                say::DATABASE,
                Severity::Bad,
                say::NO_ANSWER.because(error.to_string()),
                say::DATABASE_CHECK,
            ),
        }
    }

    /// The list as a whole, then every member that is not believed.
    fn directory_findings(&self) -> Vec<Finding> {
        let directory = self.directory();
        let unbelieved = |(state, reason): (&StateCode, &String)| {
            let found = say::DIRECTORY_UNBELIEVED.with("state", state.to_string());
            let found = found.because(reason);
            finding(say::DIRECTORY, Severity::Warning, found, say::DIRECTORY_ASK)
        };
        let whole = std::iter::once(self.directory_finding(&directory));
        whole
            .chain(directory.refused().iter().map(unbelieved))
            .collect()
    }

    fn directory_finding(&self, directory: &View) -> Finding {
        let now = self.world.now();
        let Some(expires) = directory.expires() else {
            return finding(
                say::DIRECTORY,
                Severity::Bad,
                say::DIRECTORY_NONE,
                say::DIRECTORY_ENROL,
            );
        };
        if !directory.good_at(now) {
            return finding(
                say::DIRECTORY,
                Severity::Bad,
                say::DIRECTORY_EXPIRED.with("at", expires),
                say::DIRECTORY_REACH,
            );
        }
        let found = say::DIRECTORY_GOOD
            .with("number", directory.peers().count())
            .with("at", expires);
        if expires.duration_since(now) < DIRECTORY_LEFT_MIN {
            return finding(
                say::DIRECTORY,
                Severity::Warning,
                found,
                say::DIRECTORY_SOON,
            );
        }
        good(say::DIRECTORY, found)
    }

    async fn outbox_findings(&self) -> Vec<Finding> {
        let waiting = match self.store.outbox_waiting().await {
            Ok(waiting) => waiting,
            Err(error) => {
                return vec![finding(
                    say::OUTBOX,
                    Severity::Bad,
                    say::UNREAD.because(error.to_string()),
                    say::CHECK_DATABASE,
                )];
            }
        };
        if waiting.is_empty() {
            return vec![good(say::OUTBOX, say::OUTBOX_EMPTY)];
        }
        let line = |row: comity_store::Waiting| {
            let found = say::OUTBOX_WAITS
                .with("number", row.messages)
                .with("state", row.peer)
                .with("times", row.attempts_max.unsigned_abs())
                .because(row.error.unwrap_or_default());
            finding(
                say::OUTBOX,
                if row.attempts_max > 0 {
                    Severity::Warning
                } else {
                    Severity::Good
                },
                found,
                say::OUTBOX_LATER,
            )
        };
        waiting.into_iter().map(line).collect()
    }
}
