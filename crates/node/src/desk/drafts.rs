//! Drafts of requests and acts: kept while they are written, reviewed by a second person, and gone once sent.

use comity_store::Record;
use comity_treaty::MatterId;
use comity_wire::problem::ProblemType;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::comments::Said;
use super::held::{Held, Kept, Row};
use crate::naming::Names;
use crate::node::Node;
use crate::officers::{Officer, READERS, WRITERS};
use crate::refusal::Refusal;
use crate::refused;

/// The longest draft, in bytes of its fields.
const BYTES_MAX: usize = 1 << 20;
/// Drafts of a page of the list.
pub const DRAFTS_LISTED: u32 = 50;
/// All drafts of a node stand in one list: a second person reviews them.
const OWNER: &str = "all";

/// A draft of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The measure.
    pub measure: String,
    /// The requested State.
    pub to: String,
    /// Who began it.
    pub by: String,
    /// Who wrote it last.
    pub last_by: String,
    /// What was typed, field by field, exactly as it was typed.
    pub typed: BTreeMap<String, String>,
    /// The time zone its days and times were typed in (an IANA name); UTC where none stands. Whoever reads, checks or sends it
    /// later may sit elsewhere.
    #[serde(default)]
    pub zone: Option<String>,
}

impl Kept for Draft {
    const KIND: &'static str = "draft";
}

/// A draft as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its number, which becomes the matter's.
    pub id: String,
    /// How often it was written.
    pub version: i64,
    /// When it was written last.
    pub at: Timestamp,
    /// What it says.
    pub draft: Draft,
}

/// What a list shows of a draft: what was typed may be a mebibyte, and no list shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Line {
    measure: String,
    to: String,
    by: String,
    last_by: String,
}

impl Line {
    const MEMBERS: [&str; 4] = ["measure", "to", "by", "last_by"];
}

impl Kept for Line {
    const KIND: &'static str = Draft::KIND;
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDraft {
    /// Its number, which becomes the matter's.
    pub id: String,
    /// When it was written last.
    pub at: Timestamp,
    /// The measure.
    pub measure: String,
    /// The requested State.
    pub to: String,
    /// Who began it, by name; by identifier where they were removed.
    pub by: String,
    /// Who wrote it last, likewise.
    pub last_by: String,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftPage {
    /// The drafts, the latest begun first: an order that stays while somebody writes, so that paging neither repeats nor skips
    /// one.
    pub drafts: Vec<ListedDraft>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl From<Held<Draft>> for KeptDraft {
    fn from(held: Held<Draft>) -> Self {
        Self {
            id: held.id,
            version: held.version,
            at: held.at,
            draft: held.value,
        }
    }
}

impl Node {
    /// Begins a draft under this number, else under a new one; the answer is its number. Begun twice, it is one draft, and stays
    /// as it was begun first.
    pub async fn begin_draft(
        &self,
        officer: &Officer,
        number: Option<MatterId>,
        mut draft: Draft,
    ) -> Result<String, Refusal> {
        officer.must_hold(&WRITERS)?;
        draft.by.clone_from(&officer.id.0);
        let id = number.unwrap_or_else(|| self.new_matter()).to_string();
        self.write_draft(officer, &id, 0, draft).await?;
        Ok(id)
    }

    /// Writes the version after `version`. `false`: somebody else wrote it first, and nothing was written.
    pub async fn write_draft(
        &self,
        officer: &Officer,
        id: &str,
        version: i64,
        mut draft: Draft,
    ) -> Result<bool, Refusal> {
        officer.must_hold(&WRITERS)?;
        let bytes: usize = draft.typed.iter().map(|(k, v)| k.len() + v.len()).sum();
        if bytes > BYTES_MAX {
            return Err(Refusal::named(ProblemType::Oversized, refused::DRAFT_LONG));
        }
        draft.last_by.clone_from(&officer.id.0);
        let row = Row {
            id,
            owner: OWNER,
            // The number comes out of a form: one that was never shown follows nothing.
            version: version.saturating_add(1),
            ends_at: None,
            value: &draft,
        };
        self.keep_row(row).await
    }

    /// The draft of this number.
    pub async fn draft(&self, officer: &Officer, id: &str) -> Result<KeptDraft, Refusal> {
        officer.must_hold(&READERS)?;
        let held = self.held::<Draft>(id).await?;
        held.map(Into::into).ok_or_else(|| Refusal::not_found(id))
    }

    /// A page of all drafts of this node. `after` is the `next` of the page before.
    pub async fn drafts(
        &self,
        officer: &Officer,
        after: Option<&str>,
    ) -> Result<DraftPage, Refusal> {
        officer.must_hold(&READERS)?;
        let (limit, members) = (DRAFTS_LISTED, &Line::MEMBERS);
        let held = self.held_page::<Line>(OWNER, after, limit, members).await?;
        let full = held.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        let next = held.last().filter(|_| full).map(|last| last.id.clone());
        let names = self.names().await?;
        let drafts = held.into_iter().map(|one| listed(one, &names)).collect();
        Ok(DraftPage { drafts, next })
    }

    /// Drops a draft that stands as its reader saw it. `false`: somebody wrote it since, and it stays.
    pub async fn drop_draft_of(
        &self,
        officer: &Officer,
        id: &str,
        version: i64,
    ) -> Result<bool, Refusal> {
        officer.must_hold(&WRITERS)?;
        let Some(held) = self.held::<Draft>(id).await? else {
            return Ok(true);
        };
        if held.version != version || !self.take_row(&held).await? {
            return Ok(false);
        }
        self.drop_draft(officer, id).await?;
        Ok(true)
    }

    /// Drops a draft: what was drafted is sent.
    pub async fn drop_draft(&self, officer: &Officer, id: &str) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        let draft = Record::DropDesk {
            kind: Draft::KIND,
            id: id.to_owned(),
        };
        let comments = Record::DropDeskOf {
            kind: Said::KIND,
            owner: id.to_owned(),
        };
        // Its papers go with it; their files do when the desk is swept.
        let all = vec![draft, comments, Self::drop_ready(id)];
        self.write_records(all).await
    }
}

fn listed(held: Held<Line>, names: &Names) -> ListedDraft {
    let line = held.value;
    ListedDraft {
        id: held.id,
        at: held.at,
        by: names.of(&line.by),
        last_by: names.of(&line.last_by),
        measure: line.measure,
        to: line.to,
    }
}
