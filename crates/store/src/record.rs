//! Rows that stand beside the matters: settings, directory, officers, packages, keys.

use comity_custody::Digest;
use jiff::Timestamp;
use uuid::Uuid;

/// One row to write in a [`Commit`](crate::Commit). Each replaces the row of the same key.
#[derive(Debug, Clone)]
pub enum Record {
    /// A setting of the node.
    Setting {
        /// Its name.
        key: String,
        /// Its value.
        value: String,
    },
    /// Adds to a counter, which starts at 0.
    Count {
        /// Its name.
        key: String,
        /// How much.
        by: i64,
    },
    /// A statement of the directory.
    Statement(Statement),
    /// An officer of this State.
    Officer(Officer),
    /// A sealed package, sent or received.
    Package(Package),
    /// A wrapped key.
    Key(WrappedKey),
    /// Destroys a wrapped key: what it opens stays closed for ever.
    DestroyKey {
        /// Its id.
        id: Uuid,
    },
    /// Something the officers' pages keep.
    Desk(DeskRow),
    /// Drops something the officers' pages kept.
    DropDesk {
        /// Its kind.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// Drops all of a kind that an owner has.
    DropDeskOf {
        /// The kind.
        kind: &'static str,
        /// Whose.
        owner: String,
    },
    /// Drops what has ended.
    SweepDesk {
        /// Rows that end before this go.
        before: Timestamp,
    },
    /// Erases the texts of a matter's events; their digests and log indexes stay.
    EraseEvents {
        /// The matter.
        matter: Uuid,
        /// All events with a smaller number.
        before: i64,
    },
    /// Erases a document; its digest stays.
    EraseDocument {
        /// The matter it belongs to.
        matter: Uuid,
        /// Its digest.
        digest: Digest,
    },
    /// A paper that was coming is here, whole.
    PaperCame {
        /// SHA-256 of the envelope that names it.
        envelope: Digest,
        /// SHA-256 of its bytes.
        digest: Digest,
    },
    /// Drops what a matter's papers for a message that waits for its second person were: they went, or were taken back.
    DropProposedPapers {
        /// The matter.
        matter: Uuid,
    },
    /// Erases the bytes of an envelope, sent or received, and says of its papers that they are; digests and receipt stay.
    EraseEnvelope {
        /// Its digest.
        digest: Digest,
    },
}

/// A signed statement of the directory, with what is needed to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whom it is about.
    pub subject: String,
    /// Which kind, by its key. Subject and kind together are the key.
    pub kind: String,
    /// The statement as it came.
    pub bytes: Vec<u8>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it ceases to be valid.
    pub expires_at: Timestamp,
}

/// A person who acts for this State.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Unique in this node.
    pub id: String,
    /// The name that appears beside acts.
    pub name: String,
    /// The roles, as JSON text.
    pub roles_json: String,
    /// SHA-256 of the access token; `None` while the officer has none.
    pub token_hash: Option<Digest>,
}

/// Something the officers' pages keep beside the log.
///
/// INVARIANT (one after another): a row is replaced only by the next version of it. Who writes a version that is no longer
/// the next one reads back the row of whoever was first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// Which kind. Kind and id together are the key.
    pub kind: &'static str,
    /// Unique in its kind.
    pub id: String,
    /// Whose it is: an officer, a matter.
    pub owner: String,
    /// 1, 2, 3...
    pub version: i64,
    /// When it was written.
    pub at: Timestamp,
    /// From when on it does not count any more.
    pub ends_at: Option<Timestamp>,
    /// What it says.
    pub json: String,
}

/// A sealed package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its id.
    pub id: Uuid,
    /// The matter it answers.
    pub matter: Uuid,
    /// BLAKE3 of the ciphertext: its name in the object store.
    pub blake3: String,
    /// Length of the ciphertext in bytes.
    pub length: u64,
    /// The signed manifest as it was made or came.
    pub manifest: Vec<u8>,
    /// Where it stands, by its key.
    pub status: String,
    /// When it came to stand there.
    pub updated_at: Timestamp,
}

/// What a package is, without its manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackageHead {
    /// Its id.
    pub id: Uuid,
    /// The matter it answers.
    pub matter: Uuid,
    /// Length of the ciphertext in bytes.
    pub length: u64,
}

/// Which way a paper goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperWay {
    /// It waits for the second person, and goes nowhere yet.
    Proposed,
    /// It went with a message of ours.
    Sent,
    /// It comes with a message of the other State.
    Received,
}

/// Where a paper's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperStands {
    /// In the data folder, whole.
    Here,
    /// Still at the other State; they are asked for again and again.
    Coming,
    /// Not to be had; nobody asks for them until an officer does.
    Missing,
    /// Erased with their message.
    Erased,
}

/// A paper that a message names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// SHA-256 of the envelope in hexadecimal; the matter's id while it is proposed. With the digest it is the key.
    pub named_by: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The matter.
    pub matter: Uuid,
    /// The other State, by its code.
    pub peer: String,
    /// Which way it goes.
    pub way: PaperWay,
    /// Its length in bytes.
    pub length: u64,
    /// Where its bytes are.
    pub stands: PaperStands,
    /// Attempts to fetch it that failed.
    pub attempts: i64,
    /// When it is asked for next.
    pub next_at: Timestamp,
    /// What the last failure was.
    pub error: Option<String>,
}

impl PaperWay {
    /// The name in its column.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

impl PaperStands {
    /// The name in its column; also the key for its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Coming => "coming",
            Self::Missing => "missing",
            Self::Erased => "erased",
        }
    }
}

/// A key encrypted under another one. INVARIANT (first key): one that is kept is never replaced, only destroyed; who writes
/// another under its id reads back the first.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// What it opens: a package or a matter.
    pub id: Uuid,
    /// The wrapped bytes.
    pub wrapped: Vec<u8>,
}

impl std::fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WrappedKey({})", self.id)
    }
}
