//! A commit made ready on its caller's task, so that the writer hashes less.

use std::sync::Arc;

use comity_custody::{Digest, Entry};
use uuid::Uuid;

use crate::column;
use crate::commit::{Commit, Committed, NewEntry};
use crate::error::StoreError;
use crate::record::Record;

/// The `matter` of entries that concern none.
const NO_MATTER: &str = "node";

/// A [`Finish`](crate::Finish) that the blocking pool may run again.
pub(crate) type SharedFinish = Arc<dyn Fn(&Committed) -> Vec<u8> + Send + Sync>;

pub(crate) struct Prepared {
    pub(crate) commit: Commit,
    /// SHA-256 of each change's event text.
    pub(crate) digests: Vec<Digest>,
    /// For each of the commit's own entries, what it would hash to as the first
    /// of its matter: the name under which a repetition finds it.
    pub(crate) names: Vec<Digest>,
    pub(crate) finish: Option<SharedFinish>,
}

/// What two commits of one transaction must not share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Touch {
    Matter(Uuid),
    Envelope(Digest),
    Message(Uuid),
    Entry(Digest),
    Key(Uuid),
    Setting(String),
}

impl Prepared {
    /// Refuses what can make no custody entry.
    pub(crate) fn from(mut commit: Commit) -> Result<Self, StoreError> {
        let finish = commit.finish.take().map(Arc::from);
        let changes = commit.changes.iter();
        let digests: Vec<_> = changes
            .map(|change| Digest::of(change.event_json.as_bytes()))
            .collect();
        for change in &commit.changes {
            entry(&change_entry(change, Digest::of_empty_tree()), None)?;
        }
        let names = commit.entries.iter().map(|new| entry(new, None));
        let names = names.map(|entry| entry.map(|entry| entry.leaf_hash()));
        let names = names.collect::<Result<_, _>>()?;
        Ok(Self {
            commit,
            digests,
            names,
            finish,
        })
    }

    /// Everything it makes entries of, in the order of the log.
    pub(crate) fn new_entries(&self) -> impl Iterator<Item = NewEntry> {
        let changes = self.commit.changes.iter().zip(&self.digests);
        let changes = changes.map(|(change, digest)| change_entry(change, *digest));
        changes.chain(self.commit.entries.iter().cloned())
    }

    pub(crate) fn matters(&self) -> impl Iterator<Item = Uuid> {
        let changed = self.commit.changes.iter().map(|change| change.matter);
        let noted = self.commit.entries.iter().filter_map(|new| new.matter);
        changed.chain(noted)
    }

    /// The settings that it writes where it may rest on one, and those it rests on. Others are last come, last kept.
    fn settings(&self) -> impl Iterator<Item = String> {
        let expected = self.commit.expects.iter().map(|one| one.key.clone());
        let rests = !self.commit.expects.is_empty();
        let written = self
            .commit
            .records
            .iter()
            .filter_map(move |record| match record {
                Record::Setting { key, .. } if rests => Some(key.clone()),
                _ => None,
            });
        expected.chain(written)
    }

    pub(crate) fn touches(&self) -> Vec<Touch> {
        let commit = &self.commit;
        let envelope = commit.envelope_in.iter();
        let messages = commit.outbox.iter().map(|message| message.id);
        let messages = messages.chain(commit.delivered.iter().map(|done| done.id));
        let keys = commit.records.iter().filter_map(touched_key);
        self.matters()
            .map(Touch::Matter)
            .chain(envelope.map(|envelope| Touch::Envelope(envelope.digest)))
            .chain(messages.map(Touch::Message))
            .chain(self.names.iter().copied().map(Touch::Entry))
            .chain(keys)
            .chain(self.settings().map(Touch::Setting))
            .collect()
    }
}

/// Builds the custody entry. `previous` is the leaf hash of the matter's last one.
/// Its time is cut to microseconds, as the columns are, so that an entry can be
/// built again, to the byte, from the rows it stands for.
pub(crate) fn entry(new: &NewEntry, previous: Option<Digest>) -> Result<Entry, StoreError> {
    let matter = new.matter.map(|id| id.to_string());
    let matter = matter.as_deref().unwrap_or(NO_MATTER);
    let at = column::time(new.at.as_microsecond())?;
    Entry::new(at, matter, &new.kind, new.digest, previous).map_err(|invalid| StoreError::Log {
        what: invalid.to_string(),
    })
}

/// The entry as the first of its matter: its leaf hash is the name it is found by.
pub(crate) fn first_entry(new: &NewEntry) -> Result<Entry, StoreError> {
    entry(new, None)
}

fn change_entry(change: &crate::commit::MatterChange, digest: Digest) -> NewEntry {
    NewEntry {
        at: change.at,
        matter: Some(change.matter),
        kind: change.event_kind.clone(),
        digest,
    }
}

fn touched_key(record: &Record) -> Option<Touch> {
    match record {
        Record::Key(key) => Some(Touch::Key(key.id)),
        Record::DestroyKey { id } => Some(Touch::Key(*id)),
        Record::EraseEvents { matter, .. } | Record::EraseDocument { matter, .. } => {
            Some(Touch::Matter(*matter))
        }
        Record::EraseEnvelope { digest } => Some(Touch::Envelope(*digest)),
        _ => None,
    }
}
