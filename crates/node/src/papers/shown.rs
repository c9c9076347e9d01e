//! Papers as officers see them: with a message of the history, and for reading.

use comity_custody::Digest;
use comity_store::{Paper as Row, PaperStands};
use comity_treaty::MatterId;
use comity_wire::papers::Paper;
use comity_wire::problem::ProblemType;
use serde::Serialize;
use serde_json::{Value, json};
use std::fs::File;

use super::ready::UNREAD;
use crate::act::READ;
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::refusal::Refusal;
use crate::refused;
use crate::thread::Record;

/// A paper of a message, and where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownPaper {
    /// As the message names it.
    #[serde(flatten)]
    pub paper: Paper,
    /// `here`, `coming`, `missing` or `erased`.
    pub stands: &'static str,
    /// Why it did not come yet, by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A paper, for reading.
#[derive(Debug)]
pub struct OpenPaper {
    /// As the message names it.
    pub paper: Paper,
    /// Its bytes.
    pub file: File,
}

/// The papers of a record's message.
fn told(record: &Record, rows: &[Row]) -> Option<Value> {
    let Record::Event {
        received,
        sent,
        papers,
        ..
    } = record
    else {
        return None;
    };
    let way = if received.is_some() {
        "received"
    } else {
        "sent"
    };
    let envelope = (*received).or(*sent).filter(|_| !papers.is_empty())?;
    let name = envelope.to_string();
    let papers = papers.iter().cloned();
    let papers: Vec<ShownPaper> = papers.map(|one| ShownPaper::of(one, &name, rows)).collect();
    Some(json!({ "envelope": name, "way": way, "papers": papers }))
}

impl ShownPaper {
    /// A paper as a matter's history gives it.
    pub fn read(shown: &Value) -> Option<Self> {
        let all = [
            PaperStands::Here,
            PaperStands::Coming,
            PaperStands::Missing,
            PaperStands::Erased,
        ];
        let stands = all.into_iter().find(|one| shown["stands"] == one.key())?;
        let mut paper = shown.clone();
        let members = paper.as_object_mut()?;
        members.remove("stands");
        let why = members.remove("why");
        Some(Self {
            paper: serde_json::from_value(paper).ok()?,
            stands: stands.key(),
            why: why.and_then(|why| why.as_str().map(str::to_owned)),
        })
    }

    /// A paper with the row of the message that names it; one without a row was erased.
    pub(crate) fn of(paper: Paper, named_by: &str, rows: &[Row]) -> Self {
        let mut rows = rows.iter();
        let row = rows.find(|row| row.named_by == named_by && row.digest == paper.sha256);
        Self {
            paper,
            stands: row.map_or(PaperStands::Erased, |row| row.stands).key(),
            why: row.and_then(|row| row.error.clone()),
        }
    }
}

impl Node {
    /// A paper of a draft or of a matter by its digest, for reading: one that is ready, one that waits for a second person, or
    /// one that went or came.
    pub async fn open_paper(
        &self,
        officer: &Officer,
        number: MatterId,
        digest: &str,
    ) -> Result<OpenPaper, Refusal> {
        officer.must_hold(&READERS)?;
        let unknown = || Refusal::not_found(digest);
        let sha256: Digest = digest.parse().map_err(|_| unknown())?;
        if let Some((paper, file)) = self.ready_file(officer, number, sha256).await? {
            return Ok(OpenPaper { paper, file });
        }
        let paper = self.named_paper(number, sha256).await?;
        let paper = paper.ok_or_else(unknown)?;
        let rows = self.store.papers_of(number.0).await;
        let mut rows = rows.map_err(Refusal::fault(READ))?;
        rows.retain(|row| row.digest == sha256);
        let stands = |at: PaperStands| rows.iter().any(|row| row.stands == at);
        if stands(PaperStands::Here) {
            let file = self.papers.read(sha256).map_err(Refusal::fault(UNREAD))?;
            return Ok(OpenPaper { paper, file });
        }
        if stands(PaperStands::Coming) || stands(PaperStands::Missing) {
            return Err(Refusal::named(
                ProblemType::Unavailable,
                refused::PAPER_AWAY,
            ));
        }
        Err(unknown())
    }

    /// All papers of a draft or of a matter: those that are `ready`, those that are `waiting` for a second person, and those of
    /// `messages`, each with the digest of its envelope and the way it went.
    pub async fn papers(&self, officer: &Officer, number: MatterId) -> Result<Value, Refusal> {
        let ready = self.ready_papers(officer, number).await?;
        let rows = self.store.papers_of(number.0).await;
        let rows = rows.map_err(Refusal::fault(READ))?;
        let loaded = self.load(number).await?;
        let records = match loaded.version {
            0 => Vec::new(),
            _ => self.records(number).await?,
        };
        let told = records.iter().filter_map(|record| told(record, &rows));
        let waiting = loaded.thread.papers.map(|waiting| waiting.papers);
        Ok(json!({
            "ready": ready, "waiting": waiting.unwrap_or_default(),
            "messages": told.collect::<Vec<Value>>(),
        }))
    }

    /// The paper of this digest as a record of the matter names it.
    async fn named_paper(
        &self,
        matter: MatterId,
        digest: Digest,
    ) -> Result<Option<Paper>, Refusal> {
        if self.load(matter).await?.version == 0 {
            return Ok(None);
        }
        let records = self.records(matter).await?;
        let mut named = records.iter().flat_map(Record::papers);
        Ok(named.find(|paper| paper.sha256 == digest).cloned())
    }

    /// Asks anew for the papers of a matter that did not come.
    pub async fn ask_for_papers(&self, officer: &Officer, matter: MatterId) -> Result<(), Refusal> {
        // It changes what the node does next, so that who only reads cannot.
        officer.must_hold(&WRITERS)?;
        let asked = self
            .store
            .ask_for_papers_again(matter.0, self.world.now())
            .await;
        asked.map_err(Refusal::fault(READ))?;
        self.paper_news.notify_one();
        Ok(())
    }
}
