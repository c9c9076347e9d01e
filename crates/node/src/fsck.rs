//! Everything derived is rebuilt from the history and compared.

use comity_store::ObligationRow;
use comity_treaty::Matter;
use serde::Serialize;
use uuid::Uuid;

use crate::act::{self, READ};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::thread::{Record, Thread};

mod packages;
mod papers;
mod signatures;

const PAGE: u32 = 500;

/// What was compared, and what did not agree.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Custody entries whose tree was rebuilt.
    pub entries: u64,
    /// Matters whose state was folded anew.
    pub matters: u64,
    /// Events read on the way.
    pub events: u64,
    /// Sealed packages whose bytes were looked at.
    pub packages: u64,
    /// Papers whose bytes were looked at.
    pub papers: u64,
    /// Events that were erased: their matters cannot be folded anew.
    pub erased: u64,
    /// Signatures that were checked: of envelopes, receipts, checkpoints and cosignatures.
    pub signatures: u64,
    /// Files of the log on disk that were compared.
    pub published: u64,
    /// Those that are not as the log: the node writes them again when it starts.
    pub unlike: Vec<String>,
    /// Files beside the packages and papers that nothing speaks of.
    pub orphans: Vec<String>,
    /// What does not agree, each with its place.
    pub differences: Vec<String>,
}

impl Report {
    fn differs(&mut self, what: String) {
        self.differences.push(what);
    }
}

impl Node {
    /// Rebuilds whatever is derived and compares it with what is kept. Changes nothing.
    pub async fn fsck(&self) -> Result<Report, Refusal> {
        let mut report = Report::default();
        let findings = self.store.check().await.map_err(Refusal::fault(READ))?;
        report
            .differences
            .extend(findings.into_iter().map(|finding| finding.to_string()));
        report.entries = self
            .store
            .log_head()
            .await
            .map_err(Refusal::fault(READ))?
            .size;
        (report.published, report.unlike) = self.published_faults().await?;
        let mut after = None;
        loop {
            let page = self
                .store
                .matters_after(after, PAGE)
                .await
                .map_err(Refusal::fault(READ))?;
            let Some(last) = page.last() else { break };
            after = Some(last.matter);
            for row in &page {
                self.fold(row, &mut report).await?;
            }
        }
        self.check_packages(&mut report).await?;
        self.check_orphans(&mut report).await?;
        self.check_papers(&mut report).await?;
        self.check_signatures(&mut report).await?;
        Ok(report)
    }

    /// One matter: its state must be the fold of its records, and its row must say what the state says.
    async fn fold(
        &self,
        row: &comity_store::MatterRow,
        report: &mut Report,
    ) -> Result<(), Refusal> {
        report.matters += 1;
        let mut thread = Thread::default();
        let (mut after, mut erased) = (0, false);
        loop {
            let events = self
                .store
                .history(row.matter, after, PAGE)
                .await
                .map_err(Refusal::fault(READ))?;
            let Some(last) = events.last() else { break };
            after = last.version;
            for event in &events {
                report.events += 1;
                let Some(text) = &event.json else {
                    report.erased += 1;
                    erased = true;
                    continue;
                };
                let record: Result<Record, _> = serde_json::from_str(text);
                if let Ok(record) = &record {
                    self.check_envelopes(row.matter, record, report).await?;
                }
                let folded = record
                    .map_err(|error| error.to_string())
                    .and_then(|record| {
                        std::mem::take(&mut thread)
                            .apply(&record)
                            .map_err(|error| error.to_string())
                    });
                match folded {
                    Ok(next) => thread = next,
                    Err(reason) => {
                        report.differences.push(format!(
                            "matter {}, event {}: {reason}",
                            row.matter, event.version
                        ));
                        return Ok(());
                    }
                }
            }
        }
        if erased {
            thread = erased_thread(row, thread, report);
        }
        compare(row, &thread, report);
        self.check_obligations(row.matter, &thread, report).await
    }

    /// The envelopes an event speaks of must be here: they are what a court is shown.
    async fn check_envelopes(
        &self,
        matter: Uuid,
        record: &Record,
        report: &mut Report,
    ) -> Result<(), Refusal> {
        let (received, sent) = record.envelopes();
        if let Some(digest) = received
            && self
                .store
                .received(digest)
                .await
                .map_err(Refusal::fault(READ))?
                .is_none()
        {
            report.differences.push(format!(
                "matter {matter}: the envelope {digest} that came is not here"
            ));
        }
        if let Some(digest) = sent
            && self
                .store
                .sent_by_digest(digest)
                .await
                .map_err(Refusal::fault(READ))?
                .is_none()
        {
            report.differences.push(format!(
                "matter {matter}: the envelope {digest} that went is not here"
            ));
        }
        Ok(())
    }

    /// What is owed is a reading of the state too.
    async fn check_obligations(
        &self,
        matter: Uuid,
        thread: &Thread,
        report: &mut Report,
    ) -> Result<(), Refusal> {
        let mut kept = self
            .store
            .obligations_of(matter)
            .await
            .map_err(Refusal::fault(READ))?;
        let mut owed = thread
            .matter
            .as_ref()
            .map(act::obligations)
            .unwrap_or_default();
        kept.sort_by(|a, b| a.key.cmp(&b.key));
        owed.sort_by(|a, b| a.key.cmp(&b.key));
        let same = kept.len() == owed.len() && kept.iter().zip(&owed).all(|(a, b)| same_duty(a, b));
        if !same {
            report.differences.push(format!(
                "matter {matter}: what is owed is not what its state owes"
            ));
        }
        Ok(())
    }
}

/// The database keeps microseconds.
fn same_duty(one: &ObligationRow, other: &ObligationRow) -> bool {
    let due = |row: &ObligationRow| row.due.as_microsecond();
    (&one.key, &one.owner, due(one)) == (&other.key, &other.owner, due(other))
}

/// A matter whose texts are gone: only the act that erased them may have taken them. How many messages there were is in the
/// row alone.
fn erased_thread(row: &comity_store::MatterRow, thread: Thread, report: &mut Report) -> Thread {
    if !thread.matter.as_ref().is_some_and(Matter::is_erased) {
        report.differs(format!(
            "matter {}: texts of events are gone, and no act erased them",
            row.matter
        ));
    }
    let kept: Thread = serde_json::from_str(&row.state_json).unwrap_or_default();
    let (sent, received) = (kept.sent, kept.received);
    Thread {
        sent,
        received,
        ..thread
    }
}

fn compare(row: &comity_store::MatterRow, thread: &Thread, report: &mut Report) {
    let kept: Option<Thread> = serde_json::from_str(&row.state_json).ok();
    if kept.as_ref() != Some(thread) {
        report.differences.push(format!(
            "matter {}: the kept state is not the fold of its events",
            row.matter
        ));
    }
    let stage = thread.matter.as_ref().map_or("rejected", Matter::stage);
    if row.stage != stage {
        report.differences.push(format!(
            "matter {}: the worklist says {}, the events say {stage}",
            row.matter, row.stage
        ));
    }
}
