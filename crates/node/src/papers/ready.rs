//! Papers put ready for an act: with a draft, which all officers share, or by one officer for an act on a matter. They stay
//! when a session ends or the node restarts, until the act is done or they are taken away again.

use comity_custody::Digest;
use comity_store::Record;
use comity_treaty::law::ConventionOffence;
use comity_treaty::{Matter, MatterId, Rejection, Rule};
use comity_wire::papers::{self, MAX_PAPER_BYTES, MAX_PAPERS, MAX_PAPERS_BYTES, Paper, PaperFault};
use comity_wire::problem::ProblemType;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::File;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};

use super::faults::{FIELD, broken_papers, fault_of, of_all, unready};
use super::files::{Coming, Untaken};
use crate::act::READ;
use crate::desk::{Draft, Held, Kept, Row};
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::refusal::Refusal;
use crate::refused;

/// The kind of the rows.
pub(crate) const PAPERS: &str = "papers";
/// Papers of a draft belong to all officers, as the draft does.
const OF_ALL: &str = "all";
/// For how many acts one officer may have papers ready.
const OPEN_MAX: u32 = 100;
/// All trays there are, looked through when files are removed.
const LISTED_MAX: u32 = 100_000;
/// How often a list is written again because a colleague wrote it meanwhile.
const ATTEMPTS_MAX: usize = 8;
/// How long nothing may come before a transfer counts as broken.
const IDLE: Duration = Duration::from_secs(30);
/// Bytes read at once.
const PIECE_BYTES: usize = 64 << 10;
const UNKEPT: &str = "the paper cannot be kept, and nothing of it was; check the space on the disk, then attach it again";
pub(super) const UNREAD: &str = "the paper cannot be read; run `comity fsck`";

/// A paper that is to be attached.
#[derive(Debug, Clone, Default)]
pub struct NewPaper {
    /// The name of its file, as it came: whatever of it misleads is taken off.
    pub name: String,
    /// Its media type, as it was told.
    pub media_type: String,
    /// What it is, where somebody says so.
    pub title: Option<String>,
    /// Whether the officer declares that it holds no material of Art 14.
    pub declared_harmless: bool,
}

/// A paper that is ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyPaper {
    /// As the message will name it.
    pub paper: Paper,
    /// Who attached it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether they declared that it holds no material of Art 14.
    #[serde(default)]
    pub declared_harmless: bool,
}

/// The papers that are ready for one act, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Staged {
    papers: Vec<ReadyPaper>,
}

impl Kept for Staged {
    const KIND: &'static str = PAPERS;
}

/// Where papers for an act are kept.
struct Tray {
    id: String,
    owner: String,
    /// Whether the case is one of Art 14.
    strict: bool,
}

impl Tray {
    /// Whether it takes this paper: in a case of Art 14 one that was declared to hold no such material.
    fn takes(&self, new: &NewPaper) -> Result<(), Refusal> {
        if self.strict && !new.declared_harmless {
            return Err(Rejection::by(Rule::OnlyAsReference).into());
        }
        Ok(())
    }
}

/// Papers an act takes along, and the row that they lie in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    pub papers: Vec<Paper>,
    /// Those declared to hold no material of Art 14.
    pub harmless: BTreeSet<Digest>,
    /// The digests that a second person saw wait, where they say so.
    pub seen: Option<Vec<String>>,
    pub row: Option<String>,
}

/// The tray of one officer for the next act on a matter.
fn of_act(matter: MatterId, officer: &str) -> String {
    format!("{matter}.{officer}")
}

/// Drops it.
pub(crate) fn tray_of(matter: MatterId, officer: &str) -> Record {
    let (kind, id) = (PAPERS, of_act(matter, officer));
    Record::DropDesk { kind, id }
}

impl Node {
    /// A request that was made by telephone comes without papers.
    pub fn oral_brings_none(&self, papers: &[String]) -> Result<(), Refusal> {
        if papers.is_empty() {
            return Ok(());
        }
        Err(Refusal::field(FIELD, expected::PAPERS_ORAL))
    }

    /// Attaches a paper to the draft or for the officer's next act on the matter of this number. The same bytes again change
    /// what is said of them. Nothing is kept of a paper that does not come whole.
    pub async fn attach_paper(
        &self,
        officer: &Officer,
        number: MatterId,
        new: NewPaper,
        content: impl AsyncRead + Unpin + Send,
    ) -> Result<Paper, Refusal> {
        officer.must_hold(&WRITERS)?;
        let tray = self.paper_tray(officer, number).await?;
        tray.takes(&new)?;
        let staged = self.staged(&tray.id).await?;
        if staged.is_none() && tray.owner != OF_ALL {
            let open = self.held_of::<Staged>(&tray.owner, LISTED_MAX).await?;
            let open = open.iter().filter(|one| !one.value.papers.is_empty());
            if open.count() >= OPEN_MAX as usize {
                let expected = expected::PAPERS_ACTS.with("number", OPEN_MAX);
                return Err(Refusal::field(FIELD, expected));
            }
        }
        let there = staged.map(|held| held.value.papers).unwrap_or_default();
        let coming = self.received(&there, room(&there)?, content).await?;
        let paper = Paper {
            name: papers::plain_name(&new.name),
            media_type: papers::media_type(&new.media_type),
            length: coming.length(),
            sha256: coming.digest(),
            title: new
                .title
                .as_ref()
                .map(|title| title.trim().to_owned())
                .filter(|title| !title.is_empty()),
        };
        paper.check().map_err(|fault| fault_of(&fault))?;
        // Held until a row speaks of the file: it is not taken for one that nobody knows, and no act goes meanwhile.
        let _known = self.papers.known.write().await;
        // A colleague may have sent the draft while the paper came: then it lies ready for the officer's next act.
        let tray = self.paper_tray(officer, number).await?;
        tray.takes(&new)?;
        let staged = self.staged(&tray.id).await?;
        let there = staged.map(|held| held.value.papers).unwrap_or_default();
        let mut all: Vec<Paper> = there.into_iter().map(|one| one.paper).collect();
        all.push(paper.clone());
        self.paper_room(number, &all).await?;
        let kept = self.papers.keep(coming).await;
        kept.map_err(Refusal::fault(UNKEPT))?;
        // A crash here leaves a file that nothing speaks of; it is removed when the desk is swept.
        let ready = ReadyPaper {
            paper,
            by: officer.id.0.clone(),
            at: self.world.now(),
            declared_harmless: new.declared_harmless,
        };
        let staged = self
            .change_staged(&tray, |staged| {
                let sha256 = ready.paper.sha256;
                match staged.iter_mut().find(|one| one.paper.sha256 == sha256) {
                    Some(there) => there.say_again(&ready),
                    None => staged.push(ready.clone()),
                }
                let all: Vec<Paper> = staged.iter().map(|one| one.paper.clone()).collect();
                papers::check(&all).map_err(|fault| Refusal::field(FIELD, of_all(&fault)))
            })
            .await?;
        let sha256 = ready.paper.sha256;
        let mut staged = staged.into_iter().map(|one| one.paper);
        let kept = staged.find(|one| one.sha256 == sha256);
        Ok(kept.unwrap_or(ready.paper))
    }

    /// Reads a file to its end, beside the papers that are there. Nothing stays of one that does not come whole.
    async fn received(
        &self,
        there: &[ReadyPaper],
        room: u64,
        mut content: impl AsyncRead + Unpin + Send,
    ) -> Result<Coming, Refusal> {
        let name = self.world.new_id().to_string();
        let coming = self.papers.begin(&name).await;
        let mut coming = coming.map_err(Refusal::fault(UNKEPT))?;
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let read = tokio::time::timeout(IDLE, content.read(&mut piece)).await;
            let read = read.unwrap_or_else(|late| Err(late.into()));
            let read = read.map_err(|_| Refusal::field(FIELD, expected::PAPER_WHOLE))?;
            if read == 0 {
                return Ok(coming);
            }
            match coming.take(&piece[..read], room).await {
                Ok(()) => {}
                Err(Untaken::Disk(error)) => return Err(Refusal::fault(UNKEPT)(error)),
                Err(Untaken::TooLong(_)) => {
                    let found = coming.length() + read as u64;
                    // Nothing of it stays while the rest is counted.
                    drop(coming);
                    return Err(too_long(there, found + rest(content).await));
                }
            }
        }
    }

    /// Takes a paper away again. One that is not there is away already.
    pub async fn detach_paper(
        &self,
        officer: &Officer,
        number: MatterId,
        digest: Digest,
    ) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        let tray = self.paper_tray(officer, number).await?;
        // Held for all of it: nobody attaches to a list that is being dropped, or takes along a paper that is going.
        let _known = self.papers.known.write().await;
        if self.staged(&tray.id).await?.is_none() {
            return Ok(());
        }
        let left = self.change_staged(&tray, |staged| {
            staged.retain(|one| one.paper.sha256 != digest);
            Ok(())
        });
        if left.await?.is_empty() {
            self.let_go::<Staged>(&tray.id).await?;
        }
        self.remove_unknown([digest]).await
    }

    /// The papers that are ready with a draft, or for the officer's next act on a matter.
    pub async fn ready_papers(
        &self,
        officer: &Officer,
        number: MatterId,
    ) -> Result<Vec<ReadyPaper>, Refusal> {
        officer.must_hold(&READERS)?;
        let tray = self.paper_tray(officer, number).await?;
        let held = self.staged(&tray.id).await?;
        Ok(held.map(|held| held.value.papers).unwrap_or_default())
    }

    /// Whether papers for this draft or matter need the declaration that they hold no material of Art 14.
    pub async fn papers_need_declaring(
        &self,
        officer: &Officer,
        number: MatterId,
    ) -> Result<bool, Refusal> {
        officer.must_hold(&READERS)?;
        Ok(self.paper_tray(officer, number).await?.strict)
    }

    /// The papers that go with an act, which names all that are ready, in their order: a list that changed meanwhile goes
    /// nowhere unseen. An officer's own papers may also stay for another act.
    pub(crate) async fn taken(
        &self,
        officer: &Officer,
        number: MatterId,
        named: &[String],
        particulars_strict: bool,
    ) -> Result<Taken, Refusal> {
        if named.is_empty() && self.staged(&number.to_string()).await?.is_none() {
            // No draft has any, and an officer's own may wait for another act.
            return Ok(Taken::default());
        }
        let tray = self.paper_tray(officer, number).await?;
        let strict = tray.strict || particulars_strict;
        let Some(held) = self.staged(&tray.id).await? else {
            return match named.first() {
                None => Ok(Taken::default()),
                Some(missing) => Err(unready(missing)),
            };
        };
        let own = tray.owner != OF_ALL;
        if own && named.is_empty() {
            return Ok(Taken::default());
        }
        if named.len() != held.value.papers.len() {
            // Also where none is named: what is attached to a draft does not stay behind in silence.
            let expected = expected::PAPERS_SAME.with("found", held.value.papers.len());
            return Err(Refusal::field(FIELD, expected));
        }
        let (mut taken, mut harmless) = (Vec::with_capacity(named.len()), BTreeSet::new());
        for digest in named {
            let sha256 = digest.parse::<Digest>().map_err(|_| unready(digest))?;
            let mut ready = held.value.papers.iter();
            let one = ready.find(|one| one.paper.sha256 == sha256);
            let one = one.ok_or_else(|| unready(digest))?;
            if strict && !one.declared_harmless {
                return Err(Rejection::by(Rule::OnlyAsReference).into());
            }
            if !self.papers.has(sha256) {
                return Err(Refusal::fault(UNREAD)(std::io::Error::from(
                    std::io::ErrorKind::NotFound,
                )));
            }
            if one.declared_harmless {
                harmless.insert(sha256);
            }
            taken.push(one.paper.clone());
        }
        papers::check(&taken).map_err(|fault| Refusal::field(FIELD, of_all(&fault)))?;
        // Asked again: the other State's may have come since they were attached.
        self.paper_room(number, &taken).await?;
        Ok(Taken {
            papers: taken,
            harmless,
            seen: None,
            row: Some(held.id),
        })
    }

    /// A paper that is ready, for reading.
    pub(super) async fn ready_file(
        &self,
        officer: &Officer,
        number: MatterId,
        digest: Digest,
    ) -> Result<Option<(Paper, File)>, Refusal> {
        let ready = self.ready_papers(officer, number).await?;
        let one = ready.into_iter().find(|one| one.paper.sha256 == digest);
        let Some(one) = one else { return Ok(None) };
        let file = self.papers.read(digest).map_err(Refusal::fault(UNREAD))?;
        Ok(Some((one.paper, file)))
    }

    /// Removes the files among these that nothing speaks of.
    pub(crate) async fn remove_unknown_papers(
        &self,
        digests: impl IntoIterator<Item = Digest>,
    ) -> Result<(), Refusal> {
        let _known = self.papers.known.write().await;
        self.remove_unknown(digests).await
    }

    /// The same, where the caller holds the lock.
    async fn remove_unknown(
        &self,
        digests: impl IntoIterator<Item = Digest>,
    ) -> Result<(), Refusal> {
        let removing = self.papers.may_remove();
        let Some(_removing) = removing.map_err(Refusal::fault(UNKEPT))? else {
            // A backup is being made, which names them: the next sweep removes them.
            return Ok(());
        };
        let ready = self.all_ready_digests().await?;
        for digest in digests {
            let rows = self.store.papers_like(digest).await;
            let rows = rows.map_err(Refusal::fault(READ))?;
            let spoken_of = rows
                .iter()
                .any(|row| row.stands != comity_store::PaperStands::Erased);
            if !spoken_of && !ready.contains(&digest) {
                self.papers.remove(digest).map_err(Refusal::fault(UNKEPT))?;
            }
        }
        Ok(())
    }

    /// Removes every file that nothing speaks of: of papers taken away, of drafts dropped, of messages erased.
    pub(crate) async fn sweep_papers(&self) -> Result<(), Refusal> {
        let names = self.papers.names();
        let (digests, _) = names.map_err(Refusal::fault(UNREAD))?;
        self.remove_unknown_papers(digests).await
    }

    /// The digests of all papers that are ready.
    pub(crate) async fn all_ready_digests(&self) -> Result<BTreeSet<Digest>, Refusal> {
        let officers = self.officers().await?;
        let mut owners: Vec<String> = officers.into_iter().map(|one| one.id).collect();
        owners.push(OF_ALL.to_owned());
        let mut digests = BTreeSet::new();
        for owner in owners {
            for held in self.held_of::<Staged>(&owner, LISTED_MAX).await? {
                digests.extend(held.value.papers.iter().map(|one| one.paper.sha256));
            }
        }
        Ok(digests)
    }

    /// Drops what was ready with a draft.
    pub(crate) fn drop_ready(number: &str) -> Record {
        Record::DropDesk {
            kind: PAPERS,
            id: number.to_owned(),
        }
    }

    async fn paper_tray(&self, officer: &Officer, number: MatterId) -> Result<Tray, Refusal> {
        let draft = self.held::<Draft>(&number.to_string()).await?;
        if let Some(draft) = draft {
            return Ok(Tray {
                id: number.to_string(),
                owner: OF_ALL.to_owned(),
                strict: draft.value.of_article_14(),
            });
        }
        let matter = self.load(number).await?.thread.matter;
        Ok(Tray {
            id: of_act(number, &officer.id.0),
            owner: officer.id.0.clone(),
            strict: matter.as_ref().is_some_and(matter_of_article_14),
        })
    }

    async fn staged(&self, id: &str) -> Result<Option<Held<Staged>>, Refusal> {
        self.held::<Staged>(id).await
    }

    /// Changes a list, whatever a colleague does to it at the same time; returns it as it then is.
    async fn change_staged(
        &self,
        tray: &Tray,
        change: impl Fn(&mut Vec<ReadyPaper>) -> Result<(), Refusal>,
    ) -> Result<Vec<ReadyPaper>, Refusal> {
        for _ in 0..ATTEMPTS_MAX {
            let held = self.staged(&tray.id).await?;
            let version = held.as_ref().map_or(1, |held| held.version + 1);
            let mut value = held.map(|held| held.value).unwrap_or_default();
            change(&mut value.papers)?;
            let row = Row {
                id: &tray.id,
                owner: &tray.owner,
                version,
                ends_at: None,
                value: &value,
            };
            if self.keep_row(row).await? {
                return Ok(value.papers);
            }
        }
        Err(Refusal::named(
            ProblemType::Unavailable,
            refused::PAPERS_MOVE,
        ))
    }
}

/// How many more bytes come, so that who sent them reads what there was. It is not counted for ever.
async fn rest(mut content: impl AsyncRead + Unpin + Send) -> u64 {
    let (mut piece, mut bytes) = (vec![0; PIECE_BYTES], 0);
    while bytes < MAX_PAPERS_BYTES {
        match tokio::time::timeout(IDLE, content.read(&mut piece)).await {
            Ok(Ok(read)) if read > 0 => bytes += read as u64,
            _ => break,
        }
    }
    bytes
}

/// How long one more paper may be.
fn room(there: &[ReadyPaper]) -> Result<u64, Refusal> {
    if there.len() >= MAX_PAPERS {
        let expected = expected::PAPERS_MOST.with("number", MAX_PAPERS);
        return Err(Refusal::field(FIELD, expected));
    }
    let bytes: u64 = there.iter().map(|one| one.paper.length).sum();
    Ok(MAX_PAPERS_BYTES.saturating_sub(bytes).min(MAX_PAPER_BYTES))
}

/// Why a paper of so many bytes has no room beside those that are there.
fn too_long(there: &[ReadyPaper], found: u64) -> Refusal {
    if found > MAX_PAPER_BYTES {
        return fault_of(&PaperFault::TooLong(found));
    }
    let bytes: u64 = there.iter().map(|one| one.paper.length).sum();
    broken_papers(Some(bytes + found))
}

/// Whether the particulars name an offence of Art 14.
fn of_article_14(particulars: &Value) -> bool {
    particulars["offence"]["convention"] == json!(ConventionOffence::ChildSexualAbuseMaterial)
}

/// Whether what comes with an act names such an offence: a request drawn up again, or amended.
pub(crate) fn named_article_14(fields: &Value) -> bool {
    let mut parts = fields.as_object().into_iter().flat_map(|map| map.values());
    of_article_14(fields) || parts.any(of_article_14)
}

/// Whether the case of a matter is one of Art 14.
pub(crate) fn matter_of_article_14(matter: &Matter) -> bool {
    let state = json!(matter);
    ["particulars", "opening", "document"]
        .iter()
        .any(|key| of_article_14(&state[key]))
}

impl ReadyPaper {
    /// The same bytes were attached again: what is said of them now counts. Nobody takes back a declaration or a title by
    /// leaving it out.
    fn say_again(&mut self, again: &Self) {
        let title = again.paper.title.clone();
        let title = title.or_else(|| self.paper.title.clone());
        self.paper = Paper {
            title,
            ..again.paper.clone()
        };
        if again.declared_harmless || !self.declared_harmless {
            self.by.clone_from(&again.by);
            self.at = again.at;
            self.declared_harmless = again.declared_harmless;
        }
    }
}

impl Draft {
    /// Whether what is typed names an offence of Art 14.
    fn of_article_14(&self) -> bool {
        let typed = self.typed.get("offence.convention");
        typed.is_some_and(|key| json!(key) == json!(ConventionOffence::ChildSexualAbuseMaterial))
    }
}
