//! Whether the node can still write. Reading may go on for hours while the one writer is stuck behind a lock, a full disk or
//! a database that went away; so what is asked here is a write, with an end to the waiting.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

use crate::doctor::{Finding, Severity, finding, good};
use crate::findings as say;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::{directory, tls};
use comity_treaty::Sentence;
use comity_wire::problem::ProblemType;

/// How long a write may take. A busy database holds one up for as long as its lock may be waited for, 10 s, and little more.
pub(crate) const WRITE_SECONDS_MAX: u64 = 15;
/// How long an answer to the question stays good: however many ask, one write in this time is made for them.
const KEPT: SignedDuration = SignedDuration::from_secs(5);
/// The row that is written.
const ROW: &str = "doctor/written";
const UNWRITTEN: &str = "this node cannot write; its operator finds why with `comity doctor`";

/// What the last probe found.
#[derive(Debug, Clone)]
pub(crate) struct Probed {
    at: Timestamp,
    found: Result<(), Sentence>,
}

impl Node {
    /// Writes one row through the writer, as an act would, and waits for it a bounded time. Callers at the same time share
    /// the write.
    /// Whoever asks is told that it cannot; why, the doctor says.
    pub async fn can_write(&self) -> Result<(), Refusal> {
        let found = self.written().await;
        found.map_err(|_| Refusal::to_machines(ProblemType::Unavailable, UNWRITTEN))
    }

    async fn written(&self) -> Result<(), Sentence> {
        let mut last = self.probed.lock().await;
        let now = self.world.now();
        let fresh = last
            .as_ref()
            .filter(|probed| now.duration_since(probed.at).abs() < KEPT);
        let found = match fresh {
            Some(probed) => probed.found.clone(),
            None => self.probe(now).await,
        };
        if fresh.is_none() {
            let at = self.world.now();
            let found = found.clone();
            *last = Some(Probed { at, found });
        }
        found
    }

    async fn probe(&self, now: Timestamp) -> Result<(), Sentence> {
        let write = self.keep_setting(ROW, now.to_string());
        match tokio::time::timeout(Duration::from_secs(WRITE_SECONDS_MAX), write).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                let why = crate::refusal::chain(&error);
                tracing::error!(why, "the node cannot write");
                Err(say::WRITER_FAILED.because(why))
            }
            Err(_) => Err(say::WRITER_STUCK.with("number", WRITE_SECONDS_MAX)),
        }
    }

    pub(crate) async fn writer_finding(&self) -> Finding {
        match self.written().await {
            Ok(()) => good(say::WRITER, say::WRITER_GOOD),
            Err(found) => finding(say::WRITER, Severity::Bad, found, say::WRITER_MEND),
        }
    }

    /// The process that serves this folder, asked whether it can write.
    pub(crate) async fn serving_finding(&self) -> Finding {
        let check = say::SERVING;
        let http = tls::certificate(&self.data)
            .map_err(|error| error.to_string())
            .and_then(|pem| directory::client(Some(&pem)).map_err(|error| error.to_string()));
        let http = match http {
            Ok(http) => http,
            Err(error) => {
                let found = say::SERVING_UNASKED.because(error);
                return finding(check, Severity::Bad, found, say::SERVING_RESTORE);
            }
        };
        let url = format!("{}/healthz", self.config.url.trim_end_matches('/'));
        let wait = Duration::from_secs(WRITE_SECONDS_MAX + 5);
        let response = match http.get(&url).timeout(wait).send().await {
            Ok(response) => response,
            Err(error) if error.is_timeout() => {
                let found = say::SERVING_HANGS.with("url", url);
                return finding(check, Severity::Bad, found, say::SERVING_RESTART);
            }
            Err(error) => {
                let found = say::SERVING_SILENT
                    .with("url", url)
                    .because(crate::refusal::chain(&error));
                return finding(check, Severity::Warning, found, say::SERVING_START);
            }
        };
        if response.status().is_success() {
            return good(check, say::SERVING_GOOD);
        }
        let problem: serde_json::Value = response.json().await.unwrap_or_default();
        let detail = problem["detail"].as_str().unwrap_or_default();
        let found = say::SERVING_READS.because(detail);
        finding(check, Severity::Bad, found, say::WRITER_MEND)
    }
}
