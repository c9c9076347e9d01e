//! A backup: the data folder beside itself, made while the node works, opened once to see that it would start, and known
//! to the doctor by its age.
//!
//! The database is copied first, as of one moment; then the files, which only grow: what a file of the copy knows more than
//! its database is an orphan, never a gap. Papers are taken away again too: while a backup is made no process removes one. The
//! folder `custody` is derived from the database and is left out: the copy would
//! otherwise claim to have published more than it holds. So are `uploads`: their keys are in the database, and parts that lie
//! beside them in a copy would still open after the upload was removed.

use comity_store::Store;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::act::{READ, json};
use crate::doctor::{Finding, Severity, finding, good};
use crate::evidence::UPLOADS;
use crate::findings as say;
use crate::folder::{self, DATABASE};
use crate::node::{Node, OpenError};
use crate::published;
use crate::refusal::Refusal;
use crate::world::World;

/// The record of a backup in the node's own database.
const LAST: &str = "backup/last";
/// The record in the copy; written last, so that a folder without it is no backup.
pub const FILE: &str = "backup.json";
/// What is not copied: the database (it has a copy of its own), what this process alone holds, what is derived, what is on its
/// way into the seal.
const LEFT_OUT: [&str; 8] = [
    DATABASE,
    "node.db-wal",
    "node.db-shm",
    "serve.lock",
    crate::papers::LOCK,
    "custody",
    UPLOADS,
    FILE,
];
/// Unfinished packages and papers.
const UNFINISHED: [&str; 3] = ["sealing", "pulling", crate::papers::COMING];
/// A backup older than this is too old.
pub const AGE_MAX: SignedDuration = SignedDuration::from_hours(48);

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// When it was begun: what was committed by then is in it.
    pub at: Timestamp,
    /// Entries of the custody log in it; unknown where other tools made it.
    pub entries: Option<u64>,
    /// Bytes of its files, the database included.
    pub bytes: Option<u64>,
    /// When a node was opened on it and everything agreed.
    pub checked: Option<Timestamp>,
}

/// Why there is no backup. What stands in the folder is none: it lacks the record.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder is there and holds something, or lies within the data folder.
    #[error("{0}: give a folder that is empty or not there yet, outside the node's data folder")]
    Folder(PathBuf),
    /// The database has tools of its own.
    #[error(
        "this node's database is PostgreSQL, which is saved by its own tools (pg_dump, or a base backup with its write-ahead log); save \
         it, copy the data folder, and then run `comity backup --made-otherwise`, so that `comity doctor` knows"
    )]
    OtherDatabase,
    /// A file cannot be copied.
    #[error("{path}: cannot be copied; check space and permissions")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database.
    #[error("the database could not be copied or read")]
    Store(#[from] comity_store::StoreError),
    /// The record of it cannot be kept.
    #[error("the backup could not be noted or read")]
    Node(#[from] Refusal),
    /// No node opens on the copy.
    #[error("no node opens on the copy: it is no backup")]
    Open(#[from] OpenError),
    /// Something in the copy does not agree.
    #[error("the copy does not agree with itself: {0}")]
    Differs(String),
}

impl Node {
    /// Makes a backup in a folder, opens a node on it and compares everything, and notes that it was made. `passphrase` is
    /// that of the key file.
    pub async fn back_up(
        &self,
        to: &Path,
        passphrase: Option<&str>,
    ) -> Result<Backup, BackupError> {
        if !self.store.is_embedded() {
            return Err(BackupError::OtherDatabase);
        }
        prepare(&self.data, to)?;
        let at = self.world.now();
        // Held from before the database is copied: one attached and taken away again in between is in what it names.
        let papers = self.papers.hold().map_err(io_at(&self.data))?;
        copy_database(&self.store, to).await?;
        let bytes = blocking(&self.data, to).await?;
        drop(papers);
        let entries = checked(to, passphrase, &self.world).await?;
        let backup = Backup {
            at,
            entries: Some(entries),
            bytes: Some(bytes),
            checked: Some(self.world.now()),
        };
        write_record(to, &backup)?;
        self.keep_setting(LAST, json(&backup)).await?;
        Ok(backup)
    }

    /// Notes that other tools made a backup just now.
    pub async fn backed_up_otherwise(&self) -> Result<Backup, BackupError> {
        let backup = Backup {
            at: self.world.now(),
            entries: None,
            bytes: None,
            checked: None,
        };
        self.keep_setting(LAST, json(&backup)).await?;
        Ok(backup)
    }

    /// The last backup that this node knows of.
    pub async fn last_backup(&self) -> Result<Option<Backup>, Refusal> {
        let kept = self
            .store
            .setting(LAST)
            .await
            .map_err(Refusal::fault(READ))?;
        let read = kept.map(|text| serde_json::from_str(&text)).transpose();
        read.map_err(Refusal::fault(
            "the record of the last backup does not read; make one",
        ))
    }

    /// Whether the node's database is a file that `comity backup` copies.
    pub fn is_embedded(&self) -> bool {
        self.store.is_embedded()
    }

    pub(crate) async fn backup_finding(&self) -> Finding {
        let last = match self.last_backup().await {
            Ok(last) => last,
            Err(error) => {
                let found = say::UNREAD.because(crate::refusal::chain(&error));
                return finding(say::BACKUP, Severity::Bad, found, say::BACKUP_MAKE);
            }
        };
        let Some(last) = last else {
            return finding(
                say::BACKUP,
                Severity::Warning,
                say::BACKUP_NONE,
                say::BACKUP_MAKE,
            );
        };
        let age = self.world.now().duration_since(last.at);
        let found = say::BACKUP_LAST.with("number", age.as_hours().unsigned_abs());
        if age > AGE_MAX {
            return finding(say::BACKUP, Severity::Warning, found, say::BACKUP_MAKE);
        }
        good(say::BACKUP, found)
    }
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::Io { path, source }
}

/// The folder, empty, its owner's alone, and not within what is copied into it.
fn prepare(data: &Path, to: &Path) -> Result<(), BackupError> {
    let full = to.exists() && fs::read_dir(to).map_or(true, |mut entries| entries.next().is_some());
    // Asked before anything is made or tightened: an empty folder of the node is the node's.
    if full || may_be_within(data, to)? {
        return Err(BackupError::Folder(to.to_owned()));
    }
    folder::make(to).map_err(io_at(to))
}

/// Whether a folder lies within the data folder, by what of its path is there; a path that goes back through what is not
/// there yet may lead anywhere.
fn may_be_within(data: &Path, to: &Path) -> Result<bool, BackupError> {
    let whole = |path: &Path| path.canonicalize().map_err(io_at(path));
    let path = std::path::absolute(to).map_err(io_at(to))?;
    let there = path.ancestors().find(|one| one.exists()).unwrap_or(&path);
    let mut to_come = path.components().skip(there.components().count());
    let goes_back = to_come.any(|part| part == Component::ParentDir);
    Ok(goes_back || whole(there)?.starts_with(whole(data)?))
}

/// Copies everything but the database, without holding up what else the node does.
async fn blocking(data: &Path, to: &Path) -> Result<u64, BackupError> {
    let (data, to) = (data.to_owned(), to.to_owned());
    let ended = tokio::task::spawn_blocking(move || copy_all(&data, &to)).await;
    ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}

async fn copy_database(store: &Store, to: &Path) -> Result<(), BackupError> {
    folder::make_database(to).map_err(io_at(to))?;
    let file = to.join(DATABASE);
    store.copy_to(&file).await?;
    synced(&file)
}

/// Everything else; returns the bytes of all files.
fn copy_all(data: &Path, to: &Path) -> Result<u64, BackupError> {
    let database = to.join(DATABASE);
    let mut bytes = fs::metadata(&database).map_err(io_at(&database))?.len();
    let entries = fs::read_dir(data).map_err(io_at(data))?;
    for entry in entries {
        let entry = entry.map_err(io_at(data))?;
        let name = entry.file_name();
        if !LEFT_OUT.iter().any(|left| name == *left) {
            bytes += copy(&entry.path(), &to.join(name))?;
        }
    }
    synced(to)?;
    Ok(bytes)
}

fn copy(from: &Path, to: &Path) -> Result<u64, BackupError> {
    // Links are followed: a certificate or the packages may lie elsewhere, and the copy stands for itself.
    let kind = match fs::metadata(from) {
        Ok(kind) => kind,
        // Evidence that was destroyed meanwhile, or a file that was replaced.
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(io_at(from)(error)),
    };
    if kind.is_dir() {
        return copy_folder(from, to);
    }
    let unfinished = from
        .extension()
        .is_some_and(|ending| UNFINISHED.iter().any(|one| ending == *one));
    if unfinished || !kind.is_file() {
        return Ok(0);
    }
    match fs::copy(from, to) {
        Ok(bytes) => synced(to).map(|()| bytes),
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(io_at(from)(error)),
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<u64, BackupError> {
    fs::create_dir_all(to).map_err(io_at(to))?;
    let mut bytes = 0;
    for entry in fs::read_dir(from).map_err(io_at(from))? {
        let entry = entry.map_err(io_at(from))?;
        bytes += copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    synced(to)?;
    Ok(bytes)
}

fn synced(path: &Path) -> Result<(), BackupError> {
    let file = fs::File::open(path).map_err(io_at(path))?;
    file.sync_all().map_err(io_at(path))
}

/// Opens a node on the copy and compares everything; returns the entries of its log. It is never started: two nodes on
/// copies of one folder would fork the log.
async fn checked(to: &Path, passphrase: Option<&str>, world: &World) -> Result<u64, BackupError> {
    let node = Node::open(to, passphrase, world.clone()).await?;
    let report = node.fsck().await;
    node.close().await;
    let report = report?;
    if report.differences.is_empty() {
        return Ok(report.entries);
    }
    Err(BackupError::Differs(report.differences.join("; ")))
}

fn write_record(to: &Path, backup: &Backup) -> Result<(), BackupError> {
    let path = to.join(FILE);
    // Whole or not at all: a disk that is full now leaves no record that says there is a backup.
    published::write(&path, json(backup).as_bytes()).map_err(io_at(&path))?;
    synced(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::officers::Officer;
    use crate::papers::NewPaper;
    use crate::setup::{NewNode, create};
    use comity_treaty::{OfficerId, Role};

    #[tokio::test]
    async fn a_paper_that_is_taken_away_while_the_copy_is_made_is_whole_in_it() {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let root = tempfile::tempdir().unwrap();
        let (register, data, to) = (
            root.path().join("register"),
            root.path().join("node"),
            root.path().join("copy"),
        );
        let new = |data, anchor, state: Option<&str>| NewNode {
            data,
            state: state.map(|state| state.parse().unwrap()),
            name: "A node of tests".into(),
            listen: "127.0.0.1:0".into(),
            url: "https://127.0.0.1:7443".into(),
            database: "sqlite".into(),
            anchor,
            desk: None,
            passphrase: None,
        };
        let anchor = create(&new(&register, None, None), &World::system()).unwrap();
        create(&new(&data, Some(&anchor), Some("XAA")), &World::system()).unwrap();
        let node = Node::open(&data, None, World::system()).await.unwrap();
        let roles = [Role::Drafter].into_iter().collect();
        node.add_officer("ida", "Ida Marek", &roles).await.unwrap();
        let ida = Officer {
            id: OfficerId("ida".into()),
            roles: [Role::Drafter].into(),
        };
        let draft = crate::desk::Draft {
            measure: "stored_data".into(),
            to: "XBB".into(),
            ..crate::desk::Draft::default()
        };
        let number = node.begin_draft(&ida, None, draft).await.unwrap();
        let number = comity_treaty::MatterId(number.parse().unwrap());
        let attach = |bytes: &'static [u8]| {
            let new = NewPaper {
                name: "order.pdf".into(),
                ..NewPaper::default()
            };
            node.attach_paper(&ida, number, new, bytes)
        };
        let gone = attach(b"taken away").await.unwrap();
        prepare(&data, &to).unwrap();
        let held = node.papers.hold().unwrap();
        let late = attach(b"attached late").await.unwrap();
        copy_database(&node.store, &to).await.unwrap();
        // Both are named by the copy of the database, and one of them was never there before it was made.
        for paper in [&gone, &late] {
            node.detach_paper(&ida, number, paper.sha256).await.unwrap();
            assert!(node.papers.has(paper.sha256), "it is held");
        }
        blocking(&data, &to).await.unwrap();
        checked(&to, None, &World::system()).await.unwrap();
        for paper in [&gone, &late] {
            assert!(to.join("papers").join(paper.sha256.to_string()).is_file());
        }
        assert!(!to.join(crate::papers::LOCK).exists());
        drop(held);
        node.sweep_papers().await.unwrap();
        for paper in [&gone, &late] {
            assert!(!node.papers.has(paper.sha256), "nothing speaks of it");
        }
        let last = attach(b"attached last").await.unwrap();
        node.detach_paper(&ida, number, last.sha256).await.unwrap();
        assert!(!node.papers.has(last.sha256));
        // The last one taken away takes the list along: it counts for nothing any more.
        let id = number.to_string();
        let left = node.store.desk(crate::papers::PAPERS, &id).await;
        assert!(left.unwrap().is_none());
    }
}
