//! Files on their way into the seal: they come in parts, go on after any interruption, and are sealed in one pass once all of
//! them are here.
//!
//! INVARIANT (no plaintext): each part is encrypted as it comes, to a key of its place in its upload. The node keeps the secret
//! behind these keys wrapped under its own, in the upload's row; where the row goes, by sealing, by the officer or by its end, what lies on the disk
//! opens never again.

mod parts;
mod receiving;

use aws_lc_rs::digest::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_custody::Digest;
use comity_evidence::{SealParameters, Sealed, age};
use comity_treaty::Sentence;
use comity_treaty::{MatterId, Rejection, Rule};
use comity_wire::problem::ProblemType;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

use self::parts::{PartKeys, Parts};
use super::declared::Sheet;
use super::of_article_14;
use super::sealing::{item, path_of, seal_items};
use crate::desk::{Held, Kept, Row};
use crate::expected;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;

pub use receiving::{Checksum, Unpatched};

/// Their folder in the data folder.
pub(crate) const FOLDER: &str = "uploads";
/// The kind of an upload's row.
pub(crate) const UPLOAD: &str = "upload";
/// How long an upload may take and wait to be sealed.
const ENDS_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Most files of one officer that are on their way.
const OPEN_MAX: u32 = 500;
const NO_KEY: &str = "the key of an upload does not open; restore the node's key file";
pub(super) const UNKEPT: &str =
    "what is uploaded cannot be kept; check the space on the disk, then go on";

/// A file that is to come.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Its name.
    pub name: String,
    /// Its length, in bytes.
    pub length: u64,
    /// When it was last changed, as the browser knows it: it tells a file from another one of its name.
    pub modified: String,
    /// Whether the officer declares that it is no material of Art 14.
    pub declared_harmless: bool,
}

/// A file on its way, as its officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its length, in bytes.
    pub length: u64,
    /// Bytes of it that are here.
    pub offset: u64,
    /// When it was last changed, as the browser that sends it said.
    pub modified: String,
    /// SHA-256 of what came, once all of it is here and was read.
    pub sha256: Option<Digest>,
    /// When it is dropped, if it was not sealed.
    pub ends_at: Timestamp,
}

/// What is kept of an upload beside its parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Begun {
    matter: MatterId,
    name: String,
    length: u64,
    modified: String,
    declared_harmless: bool,
    /// Whether the case is one of Art 14.
    strict: bool,
    /// The secret behind the keys of the parts, wrapped under the node's own.
    key: String,
    sha256: Option<Digest>,
    ends_at: Timestamp,
}

impl Kept for Begun {
    const KIND: &'static str = UPLOAD;
}

/// The parts on the disk, and what this process knows of those that are coming.
pub(crate) struct Uploads {
    parts: Parts,
    live: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<Live>>>>,
}

/// What this process knows of an upload.
#[derive(Clone)]
struct Live {
    offset: u64,
    /// Absent where the process did not see its beginning.
    sha256: Option<Context>,
}

impl Uploads {
    /// Opens the folder of parts.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let live = Mutex::default();
        Parts::open(folder).map(|parts| Self { parts, live })
    }

    fn live(&self, id: &str) -> io::Result<Arc<tokio::sync::Mutex<Live>>> {
        let mut all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(live) = all.get(id) {
            return Ok(Arc::clone(live));
        }
        let offset = self.parts.length(id)?;
        let sha256 = (offset == 0).then(receiving::sha256);
        let live = Arc::new(tokio::sync::Mutex::new(Live { offset, sha256 }));
        all.insert(id.to_owned(), Arc::clone(&live));
        Ok(live)
    }

    fn forget(&self, id: &str) {
        let mut all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(id);
    }

    /// Bytes of it that are here. While some are coming this is what was here before.
    fn offset(&self, id: &str) -> Result<u64, Refusal> {
        let live = self.live(id).map_err(Refusal::fault(UNKEPT))?;
        match live.try_lock() {
            Ok(live) => Ok(live.offset),
            Err(_) => self.parts.length(id).map_err(Refusal::fault(UNKEPT)),
        }
    }
}

impl Node {
    /// Begins an upload; the answer is its number.
    pub async fn begin_upload(
        &self,
        officer: &Officer,
        matter: MatterId,
        new: NewUpload,
    ) -> Result<String, Refusal> {
        let (state, _) = self.ready_to_seal(officer, matter).await?;
        let strict = of_article_14(&state.particulars);
        let path = path_of(&new.name)
            .map_err(|no| Refusal::field("evidence", Sentence::verbatim(no.to_string())))?;
        if strict && !new.declared_harmless {
            return Err(Rejection::by(Rule::OnlyAsReference).into());
        }
        let open = self.held_of::<Begun>(&officer.id.0, OPEN_MAX).await?;
        if open.len() >= OPEN_MAX as usize {
            let expected = expected::FILES.with("number", OPEN_MAX);
            return Err(Refusal::field("evidence", expected));
        }
        let taken = |held: &Held<Begun>| {
            held.value.matter == matter && path_of(&held.value.name).is_ok_and(|one| one == path)
        };
        if open.iter().any(taken) {
            return Err(Refusal::field("evidence", expected::FILE_NAME));
        }
        self.uploads.parts.has_room(new.length)?;
        let secret = self.world.random::<32>();
        let wrapped = age::encrypt(&secret, self.keys.sealing.recipient(), &self.seal_entropy());
        let id = self.world.new_id().to_string();
        let begun = Begun {
            matter,
            name: new.name,
            length: new.length,
            modified: new.modified,
            declared_harmless: new.declared_harmless,
            strict,
            key: STANDARD.encode(wrapped),
            sha256: (new.length == 0).then(|| Digest::of(b"")),
            ends_at: self.world.now() + ENDS_AFTER,
        };
        self.keep_upload(&id, officer, 1, &begun).await?;
        Ok(id)
    }

    /// An upload of this officer for this matter.
    pub async fn upload(
        &self,
        officer: &Officer,
        matter: MatterId,
        id: &str,
    ) -> Result<Upload, Refusal> {
        let held = self.begun(officer, matter, id).await?;
        self.seen(held)
    }

    /// The uploads of this officer for this matter, in the order in which they were begun.
    pub async fn uploads(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Vec<Upload>, Refusal> {
        let mut all = Vec::new();
        for held in self.begun_of(officer, matter).await? {
            let upload = self.seen(held)?;
            if upload.offset == upload.length && upload.sha256.is_none() {
                self.hash_later(officer, &upload.id);
            }
            all.push(upload);
        }
        Ok(all)
    }

    /// Drops an upload: its key with its row, then its parts.
    pub async fn drop_upload(
        &self,
        officer: &Officer,
        matter: MatterId,
        id: &str,
    ) -> Result<(), Refusal> {
        let held = self.begun(officer, matter, id).await?;
        self.end_upload(&held.id).await
    }

    /// Seals the files that this officer uploaded for the matter, all of them, and drops the parts.
    pub async fn seal_uploads(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Value, Refusal> {
        let all = self.begun_of(officer, matter).await?;
        let mut wholes = Vec::with_capacity(all.len());
        for held in &all {
            let keys = self.part_keys(&held.value)?;
            wholes.push(self.whole(held, keys)?);
        }
        if wholes.is_empty() {
            return Err(Refusal::field("evidence", expected::A_FILE));
        }
        let parts = self.uploads.parts.clone();
        let seal = move |parameters: SealParameters, article_14, file: &File| {
            seal_wholes(&parts, wholes, parameters, article_14, file)
        };
        let (node, officer) = (Arc::clone(self), officer.clone());
        // Whoever closes the page does not stop it halfway.
        let sealed = tokio::spawn(async move {
            let sealed = node.seal_with(&officer, matter, seal).await?;
            // A crash here leaves files that were sealed; their officer removes them, or their end does.
            for held in all {
                node.end_upload(&held.id).await?;
            }
            Ok(sealed)
        });
        sealed
            .await
            .map_err(Refusal::fault("the sealing broke off; seal again"))?
    }

    /// Removes the parts of uploads that have ended. The row went first: nothing opens them any more.
    pub(crate) async fn sweep_uploads(&self) -> Result<(), Refusal> {
        let ids = self.uploads.parts.ids();
        for id in ids.map_err(Refusal::fault(UNKEPT))? {
            if self.held::<Begun>(&id).await?.is_none() {
                self.end_upload(&id).await?;
            }
        }
        Ok(())
    }

    async fn end_upload(&self, id: &str) -> Result<(), Refusal> {
        self.let_go::<Begun>(id).await?;
        self.uploads.forget(id);
        let removed = self.uploads.parts.remove(id);
        removed.map_err(Refusal::fault(UNKEPT))
    }

    async fn begun_of(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Vec<Held<Begun>>, Refusal> {
        let mut all = self.held_of::<Begun>(&officer.id.0, OPEN_MAX).await?;
        all.retain(|held| held.value.matter == matter);
        all.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(all)
    }

    /// Nobody is told of another officer's upload, or of one for another matter.
    async fn begun(
        &self,
        officer: &Officer,
        matter: MatterId,
        id: &str,
    ) -> Result<Held<Begun>, Refusal> {
        let held = match id.parse::<Uuid>() {
            Ok(id) => self.held::<Begun>(&id.to_string()).await?,
            Err(_) => None,
        };
        let own = |held: &Held<Begun>| held.owner == officer.id.0 && held.value.matter == matter;
        held.filter(own).ok_or_else(|| Refusal::not_found(id))
    }

    fn seen(&self, held: Held<Begun>) -> Result<Upload, Refusal> {
        let offset = self.uploads.offset(&held.id)?;
        Ok(Upload {
            id: held.id,
            name: held.value.name,
            length: held.value.length,
            offset,
            modified: held.value.modified,
            sha256: held.value.sha256,
            ends_at: held.value.ends_at,
        })
    }

    fn whole(&self, held: &Held<Begun>, keys: PartKeys) -> Result<Whole, Refusal> {
        let (begun, id) = (&held.value, held.id.clone());
        if self.uploads.offset(&id)? != begun.length {
            let expected = expected::ALL_OF_IT.with("file", begun.name.as_str());
            return Err(Refusal::field("evidence", expected));
        }
        let sha256 = begun
            .sha256
            .ok_or_else(|| Refusal::named(ProblemType::Unavailable, refused::HASH_COMING))?;
        Ok(Whole {
            id,
            name: begun.name.clone(),
            length: begun.length,
            declared_harmless: begun.declared_harmless,
            sha256,
            keys,
        })
    }

    async fn keep_upload(
        &self,
        id: &str,
        officer: &Officer,
        version: i64,
        begun: &Begun,
    ) -> Result<(), Refusal> {
        let row = Row {
            id,
            owner: &officer.id.0,
            version,
            ends_at: Some(begun.ends_at),
            value: begun,
        };
        self.keep_row(row).await.map(drop)
    }

    fn part_keys(&self, begun: &Begun) -> Result<PartKeys, Refusal> {
        let wrapped = STANDARD.decode(&begun.key);
        let wrapped = wrapped.map_err(Refusal::fault(NO_KEY))?;
        let secret = age::decrypt(&wrapped, &self.keys.sealing).map_err(Refusal::fault(NO_KEY))?;
        Ok(PartKeys::new(&secret))
    }
}

/// A file that is here whole.
struct Whole {
    id: String,
    name: String,
    length: u64,
    declared_harmless: bool,
    sha256: Digest,
    keys: PartKeys,
}

/// One pass: each file is decrypted from its parts as the seal takes it.
fn seal_wholes(
    parts: &Parts,
    wholes: Vec<Whole>,
    parameters: SealParameters,
    article_14: bool,
    file: &File,
) -> Result<Sealed, Refusal> {
    let declared = wholes.iter().filter(|whole| whole.declared_harmless);
    let declared = declared.map(|whole| whole.name.clone());
    let rule = Sheet::harmless(declared).rule(article_14);
    let shown: Vec<Digest> = wholes.iter().map(|whole| whole.sha256).collect();
    let items = wholes.into_iter().map(|whole| {
        let content = parts.reader(&whole.id, whole.keys)?;
        item(whole.name, whole.length, content, &rule)
    });
    let sealed = seal_items(items, parameters, file)?;
    let found = sealed.manifest.items.iter().map(|item| item.sha256);
    if found.eq(shown) {
        return Ok(sealed);
    }
    // What the officer compared is what is sealed, or nothing is.
    Err(Refusal::named(ProblemType::Damaged, refused::FILE_CHANGED))
}
