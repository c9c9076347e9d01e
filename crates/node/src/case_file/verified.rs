//! The verifier that courts use, run over a case file before it leaves: over its documents, its papers and the sealed
//! evidence, as they lie here. Nothing is opened for it, and nothing written but the report.
//!
//! Whom to believe, this node knows better than any court: the register it pinned, and every log and witness that the
//! directory ever held. A court has a policy of its own, and verifies again.

use comity_custody::Policy as Witnessing;
use comity_treaty::{MatterId, Sentence, StateCode};
use comity_wire::case_file::{
    self, Account, By, CaseSource, Check, Listed, ListedKind, Place, Policy, Report, SourceFault,
};
use comity_wire::problem::ProblemType;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek};

use super::{Exhibit, ReadyCase};
use crate::desk::{Kept, Row};
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;
use crate::refused;

const UNFINISHED: &str = "the case file could not be verified here";
const UNWRITTEN: &str = "the report of a case file has no form in which it can be signed";
const NO_POLICY: &str =
    "the keys of logs and witnesses that the directory held do not read; restore the newest backup";

/// How a report's sentences are said: in the language of whoever is to read it.
pub type Wording<'a> = &'a (dyn Fn(&Sentence) -> String + Send + Sync);

/// What the verifier said of a matter's case file, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeptReport {
    by: String,
    account: Account,
}

impl Kept for KeptReport {
    const KIND: &'static str = "report";
}

/// What the verifier said of a matter's case file when it was last made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseReport {
    /// Who had it made, by name; by identifier where they were removed.
    pub by: String,
    /// What it says.
    pub account: Account,
}

impl CaseReport {
    /// When it was made.
    pub fn at(&self) -> Timestamp {
        self.account.made_at
    }
}

impl Node {
    /// What the verifier last said of the matter's case file, where it was asked.
    pub async fn case_report(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Option<CaseReport>, Refusal> {
        officer.must_hold(&READERS)?;
        let Some(kept) = self.held::<KeptReport>(&matter.to_string()).await? else {
            return Ok(None);
        };
        let names = self.names().await?;
        Ok(Some(CaseReport {
            by: names.of(&kept.value.by),
            account: kept.value.account,
        }))
    }

    /// Verifies a case file that is about to leave.
    pub(crate) async fn verified(
        &self,
        peer: StateCode,
        case: ReadyCase,
    ) -> Result<(ReadyCase, Report), Refusal> {
        let (policy, now) = (self.own_policy(peer).await?, self.world.now());
        let work = move || {
            let report = case_file::verify(&case, &policy, now);
            (case, report)
        };
        let done = tokio::task::spawn_blocking(work).await;
        let (case, report) = done.map_err(Refusal::fault(UNFINISHED))?;
        let report = report.map_err(Refusal::fault(UNFINISHED))?;
        let opened = matches!(case.exhibit, Exhibit::Opened { .. });
        Ok((case, report.of_exporter(opened)))
    }

    /// Keeps what the verifier said, in place of what it said before.
    pub(crate) async fn keep_report(
        &self,
        officer: &Officer,
        matter: MatterId,
        report: &Report,
    ) -> Result<(), Refusal> {
        let id = matter.to_string();
        let before = self.held::<KeptReport>(&id).await?;
        let value = KeptReport {
            by: officer.id.0.clone(),
            account: Account::of(report, By::Exporter(self.state()?)),
        };
        let row = Row {
            id: &id,
            owner: &id,
            version: before.map_or(1, |before| before.version + 1),
            ends_at: None,
            value: &value,
        };
        // Of two that are made at once either may stay: both are of this moment.
        self.keep_row(row).await.map(drop)
    }

    /// Puts the report into the case file, signed. It is left out where the documents vouch for keys that this node has
    /// rolled over since: nobody could verify it, and the case file would fail by it.
    pub(crate) fn enclose(
        &self,
        case: &mut ReadyCase,
        report: &Report,
        say: Wording<'_>,
    ) -> Result<(), Refusal> {
        if !case.vouches_for_us {
            tracing::warn!(
                "a case file leaves without a report: it is made of statements that are older than this node's keys"
            );
            return Ok(());
        }
        let state = self.state()?;
        let text = Account::of(report, By::Exporter(state)).text(&|sentence| say(sentence));
        let keys = &self.keys.signing;
        let files = case_file::enclosed(&case.documents, report, text, state, keys);
        case.documents
            .extend(files.map_err(Refusal::fault(UNWRITTEN))?);
        Ok(())
    }

    /// Whom this node believes of a matter with that State: any one witness will do, and no State is one of its own log.
    async fn own_policy(&self, peer: StateCode) -> Result<Policy, Refusal> {
        let anchor = self.register();
        let anchor = anchor.ok_or_else(|| Refusal::not_there(refused::A_REGISTER))?;
        let held = self.held_keys().await?;
        let own = self.state()?;
        let of_both = [own, peer].map(|state| held.of(state));
        let of_both = of_both.iter().flatten().map(|(_, log)| log.to_string());
        let logs = of_both.chain([self.keys.log.verifier().to_string()]);
        let cosigners = held.cosigners().into_iter().map(|key| key.to_string());
        let witnesses = cosigners.chain([self.keys.witness.verifier().to_string()]);
        let text = policy_of(logs.collect(), witnesses.collect());
        let witnessing = Witnessing::parse(&text).map_err(|lines| {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            Refusal::fault(NO_POLICY)(lines.join("; "))
        })?;
        Ok(Policy {
            register: anchor.jwks.clone(),
            witnessing,
        })
    }
}

/// A C2SP tlog-policy that is content with one witness.
fn policy_of(logs: BTreeSet<String>, witnesses: BTreeSet<String>) -> String {
    let (mut text, mut names) = (String::new(), String::new());
    // `String` takes every write.
    for log in logs {
        let _ = writeln!(text, "log {log}");
    }
    for (number, witness) in (1..).zip(witnesses) {
        let _ = writeln!(text, "witness w{number} {witness}");
        let _ = write!(names, " w{number}");
    }
    text + &format!("group any any{names}\nquorum any\n")
}

/// A case file of which something is damaged does not leave as the proof of anything.
pub(crate) fn must_hold(report: &Report) -> Result<(), Refusal> {
    let damages: BTreeSet<_> = report.damages().map(|check: &Check| check.id).collect();
    if damages.is_empty() {
        return Ok(());
    }
    let checks = damages.into_iter().map(|id| id.statement().into());
    let checks: Vec<Sentence> = checks.collect();
    let detail = refused::CASE_DAMAGED.with("checks", checks);
    Err(Refusal::named(ProblemType::Damaged, detail))
}

impl CaseSource for ReadyCase {
    fn list(&self, limit: usize) -> Result<Vec<Listed>, SourceFault> {
        let file = |path: &str, length: u64| Listed {
            path: path.to_owned(),
            kind: ListedKind::File { length },
        };
        let documents = self.documents.iter();
        let mut listed: Vec<Listed> = documents
            .map(|(path, bytes)| file(path, bytes.len() as u64))
            .collect();
        let papers = self.papers.iter();
        listed.extend(papers.map(|(path, _, length)| file(path, *length)));
        if let Some((sealed, slices)) = self.exhibit.sealed() {
            let path = Place::Sealed.path();
            let length = sealed.metadata().map(|about| about.len());
            let length = length.map_err(|source| fault(&path, source))?;
            listed.push(file(&path, length));
            listed.push(file(&Place::Slices.path(), slices.len() as u64));
        }
        listed.truncate(limit.saturating_add(1));
        Ok(listed)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send + '_>, SourceFault> {
        let opened = self.stream(path);
        opened.map_err(|source| fault(path, source))
    }
}

impl ReadyCase {
    fn stream(&self, path: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        if let Some((_, bytes)) = self.documents.iter().find(|(name, _)| name == path) {
            return Ok(Box::new(bytes.as_slice()));
        }
        if let Some((_, paper, _)) = self.papers.iter().find(|(name, ..)| name == path) {
            return Ok(Box::new(File::open(paper)?));
        }
        match (Place::parse(path), self.exhibit.sealed()) {
            (Some(Place::Sealed), Some((mut sealed, _))) => {
                // One place in the file for all who read it: whoever reads next begins at its beginning as well.
                sealed.rewind()?;
                Ok(Box::new(sealed))
            }
            (Some(Place::Slices), Some((_, slices))) => Ok(Box::new(slices)),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

fn fault(path: &str, source: io::Error) -> SourceFault {
    let path = path.to_owned();
    SourceFault { path, source }
}
