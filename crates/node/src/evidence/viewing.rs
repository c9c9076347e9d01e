//! Opened evidence as an officer looks at it: item by item, decrypted on its way to the page, never laid down.
//!
//! The opening is the event, with its purpose and its officer. For an hour after it that officer may look, for that purpose
//! and no other: each look asks the procedure again whether the package might be opened so now, and is a line of the
//! security log. Another officer, another purpose or another hour is another opening.

mod shown;

use comity_evidence::{Blake3, Digest, Manifest, SliceTree, open_item};
use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::assistance::requesting;
use comity_treaty::{Command, MatterId, Rejection, Rule};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use uuid::Uuid;

use super::UNREAD;
use super::leaving::purpose_named;
use super::of_article_14;
use crate::desk::{Held, Kept, Row};
use crate::node::Node;
use crate::officers::Officer;
use crate::plain::plain;
use crate::refusal::Refusal;
use crate::refused;

pub use shown::Looked;

/// The kind of an opening's row.
pub(crate) const OPENING: &str = "opening";
/// How long an officer may look after an opening.
const LOOKS_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Openings of one officer that are looked through for the one that counts.
const OPENINGS_MAX: u32 = 100;
/// Items of one page.
const LISTED: usize = 200;

/// An opening that its officer may look under.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Opening {
    matter: MatterId,
    package: Uuid,
    purpose: UsePurpose,
    reason: String,
    until: Timestamp,
}

impl Kept for Opening {
    const KIND: &'static str = OPENING;
}

/// What lies in an opened package.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// For what it was opened, by its key.
    pub purpose: String,
    /// What was written as the reason.
    pub reason: String,
    /// Until when it may be looked at under this opening.
    pub until: Timestamp,
    /// Whether nothing of it is shown: a case of Art 14 has digests for the eye, and nothing else.
    pub closed: bool,
    /// How many items there are.
    pub count: usize,
    /// Those of this page.
    pub items: Vec<ShelfItem>,
    /// Where the next page begins.
    pub next: Option<usize>,
    /// What is not in the package: digest, custodian, description.
    pub references: Vec<(Digest, String, String)>,
}

/// An item of it.
#[derive(Debug, Clone)]
pub struct ShelfItem {
    /// Its number, from 0.
    pub index: usize,
    /// Its name where it was found.
    pub name: String,
    /// Its length, in bytes.
    pub size: u64,
    /// Its SHA-256, as it was signed.
    pub sha256: Digest,
}

/// The package under an opening.
struct Opened {
    opening: Opening,
    manifest: Manifest,
    closed: bool,
}

impl Node {
    /// Opens a package for a purpose, to be looked at here.
    pub async fn open_to_look(
        &self,
        officer: &Officer,
        matter: MatterId,
        purpose: &str,
        reason: String,
    ) -> Result<(), Refusal> {
        let purpose = purpose_named(purpose)?;
        plain("reason", &reason)?;
        let (state, command) = self.may_open(officer, matter, purpose, &reason).await?;
        let row = self.latest_package(matter).await?;
        // What cannot be shown is not recorded as opened.
        self.sealing_key(matter).await?;
        self.kept_manifest(&row.manifest).await?;
        self.act(matter, state.peer, command, officer.actor())
            .await?;
        // A crash here leaves an opening on record under which nobody looked.
        let opening = Opening {
            matter,
            package: row.id,
            purpose,
            reason,
            until: self.world.now() + LOOKS_FOR,
        };
        let row = Row {
            id: &self.world.new_id().to_string(),
            owner: &officer.id.0,
            version: 1,
            ends_at: Some(opening.until),
            value: &opening,
        };
        self.keep_row(row).await.map(drop)
    }

    /// What lies in the package that this officer opened.
    pub async fn shelf(
        &self,
        officer: &Officer,
        matter: MatterId,
        from: usize,
    ) -> Result<Shelf, Refusal> {
        let opened = self.opened(officer, matter).await?;
        let manifest = &opened.manifest;
        let from = from.min(manifest.items.len());
        let end = from.saturating_add(LISTED).min(manifest.items.len());
        let references = manifest.references.iter();
        Ok(Shelf {
            purpose: opened.opening.purpose.name().to_owned(),
            reason: opened.opening.reason,
            until: opened.opening.until,
            closed: opened.closed,
            count: manifest.items.len(),
            items: (from..end).map(|index| listed(manifest, index)).collect(),
            next: (end < manifest.items.len()).then_some(end),
            references: references
                .map(|one| (one.sha256, one.custodian.clone(), one.description.clone()))
                .collect(),
        })
    }

    /// One item, or one page of it where it is a text, for the officer's eyes; `charset` is the officer's choice, by its label.
    pub async fn look(
        &self,
        officer: &Officer,
        matter: MatterId,
        index: usize,
        page: u64,
        charset: Option<&'static str>,
    ) -> Result<(ShelfItem, Looked), Refusal> {
        let (item, opening, looked) = self.looked(officer, matter, index, page, charset).await?;
        tracing::info!(
            target: "security", by = officer.id.0, matter = %matter, package = %opening.package, item = index,
            page, purpose = opening.purpose.name(), "an item of opened evidence was looked at"
        );
        Ok((item, looked))
    }

    /// What an item is: the beginning of it is read and nothing of it given out.
    pub async fn kind_of(
        &self,
        officer: &Officer,
        matter: MatterId,
        index: usize,
        charset: Option<&'static str>,
    ) -> Result<(ShelfItem, Looked), Refusal> {
        let (item, _, looked) = self.looked(officer, matter, index, 0, charset).await?;
        Ok((item, looked))
    }

    async fn looked(
        &self,
        officer: &Officer,
        matter: MatterId,
        index: usize,
        page: u64,
        charset: Option<&'static str>,
    ) -> Result<(ShelfItem, Opening, Looked), Refusal> {
        let opened = self.opened(officer, matter).await?;
        let manifest = &opened.manifest;
        if index >= manifest.items.len() {
            return Err(Refusal::not_found(&index.to_string()));
        }
        let (item, opening) = (listed(manifest, index), opened.opening.clone());
        // INVARIANT (Art 14): in such a case nothing is rendered, whatever an item seems to be.
        if opened.closed {
            return Err(Rejection::by(Rule::OnlyAsReference).into());
        }
        let reading = self.reading(matter, opened, index).await?;
        let size = item.size;
        let look = move || shown::look(&reading, size, page, charset);
        let looked = tokio::task::spawn_blocking(look).await;
        let looked = looked.map_err(Refusal::fault(UNREAD))?;
        Ok((item, opening, looked.map_err(Refusal::fault(UNREAD))?))
    }

    async fn reading(
        &self,
        matter: MatterId,
        opened: Opened,
        index: usize,
    ) -> Result<Reading, Refusal> {
        let identity = self.sealing_key(matter).await?;
        let digest = opened.manifest.ciphertext.blake3;
        let slices = self.exhibits.slices(digest);
        let slices = slices.map_err(Refusal::fault(UNREAD))?;
        let length = opened.manifest.ciphertext.length;
        let slices = SliceTree::from_bytes(length, &slices, digest);
        Ok(Reading {
            exhibits: self.exhibits.clone(),
            slices: slices.map_err(Refusal::fault(UNREAD))?,
            digest,
            identity,
            manifest: opened.manifest,
            index,
        })
    }

    /// The package under this officer's latest opening, where the procedure would still let it be opened so.
    async fn opened(&self, officer: &Officer, matter: MatterId) -> Result<Opened, Refusal> {
        let held = self.held_of::<Opening>(&officer.id.0, OPENINGS_MAX).await?;
        let of_this = |held: &Held<Opening>| held.value.matter == matter;
        let opening = held.into_iter().find(of_this).map(|held| held.value);
        let opening = opening.ok_or_else(|| Refusal::not_there(refused::AN_OPENING))?;
        let (state, _) = self
            .may_open(officer, matter, opening.purpose, &opening.reason)
            .await?;
        let row = self.latest_package(matter).await?;
        if row.id != opening.package {
            return Err(Refusal::not_there(refused::AN_OPENING));
        }
        let manifest = self.kept_manifest(&row.manifest).await?;
        let closed = of_article_14(&state.particulars) || !manifest.references.is_empty();
        Ok(Opened {
            opening,
            manifest,
            closed,
        })
    }

    async fn may_open(
        &self,
        officer: &Officer,
        matter: MatterId,
        purpose: UsePurpose,
        reason: &str,
    ) -> Result<(requesting::State, Command), Refusal> {
        let reason = reason.to_owned();
        let command = requesting::Command::OpenEvidence { purpose, reason };
        self.may_let_out(officer, matter, command).await
    }
}

/// An item that can be read from any place, again and again.
struct Reading {
    exhibits: crate::exhibits::Exhibits,
    slices: SliceTree,
    digest: Blake3,
    identity: comity_evidence::Identity,
    manifest: Manifest,
    index: usize,
}

impl Reading {
    fn from(&self, byte: u64) -> io::Result<impl Read + Send + use<>> {
        let sealed = self.exhibits.sealed(self.digest)?;
        let slices = self.slices.clone();
        let (identity, manifest) = (&self.identity, &self.manifest);
        open_item(sealed, slices, identity, manifest, self.index, byte)
    }
}

fn listed(manifest: &Manifest, index: usize) -> ShelfItem {
    let item = &manifest.items[index];
    let own = item.about.original_name.clone();
    ShelfItem {
        index,
        name: own.unwrap_or_else(|| item.path.relative().to_owned()),
        size: item.size,
        sha256: item.sha256,
    }
}
