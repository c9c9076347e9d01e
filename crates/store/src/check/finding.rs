//! What a check finds, each with its place.

use std::fmt;

use comity_custody::Digest;

/// Something in the database that does not agree with something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An entry is missing: those after it cannot be checked.
    MissingEntry {
        /// Its index.
        index: u64,
    },
    /// An entry does not parse as one.
    MalformedEntry {
        /// Its index.
        index: u64,
        /// What is wrong.
        what: String,
    },
    /// A tile differs from the entries.
    WrongTile {
        /// Its path in the log.
        tile: String,
    },
    /// The entries make another root than a signed checkpoint says.
    WrongRoot {
        /// Size of the checkpoint.
        size: u64,
        /// Root of the entries.
        computed: Digest,
        /// Root that was signed.
        signed: Digest,
    },
    /// An event and its custody entry do not agree.
    WrongEvent {
        /// The matter.
        matter: String,
        /// The event's number.
        version: i64,
        /// What is wrong.
        what: &'static str,
    },
    /// The database finds its own files damaged.
    Damaged {
        /// In its words.
        what: String,
    },
    /// A signed checkpoint does not say what its row says.
    WrongCheckpoint {
        /// Size in the row.
        size: u64,
    },
    /// An envelope's bytes have another digest.
    WrongEnvelope {
        /// The digest it is kept under.
        digest: String,
    },
    /// There are events of a matter that has no row.
    MissingMatter {
        /// The matter.
        matter: String,
    },
    /// A message neither waits nor was delivered.
    LostMessage {
        /// Its id.
        id: String,
    },
    /// A matter's version is not the number of its events.
    WrongVersion {
        /// The matter.
        matter: String,
        /// What its row says.
        found: i64,
        /// Its events.
        events: i64,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingEntry { index } => write!(
                f,
                "custody entry {index} is missing; those after it are not checked"
            ),
            Self::MalformedEntry { index, what } => {
                write!(f, "custody entry {index} is malformed: {what}")
            }
            Self::WrongTile { tile } => write!(f, "{tile} differs from the custody entries"),
            Self::WrongRoot {
                size,
                computed,
                signed,
            } => {
                write!(
                    f,
                    "the first {size} custody entries have the root {computed}, the checkpoint of that size says {signed}"
                )
            }
            Self::WrongEvent {
                matter,
                version,
                what,
            } => write!(f, "matter {matter}, event {version}: {what}"),
            Self::Damaged { what } => write!(f, "the database's own files are damaged: {what}"),
            Self::WrongCheckpoint { size } => write!(
                f,
                "the checkpoint of size {size} does not say what its row says"
            ),
            Self::WrongEnvelope { digest } => {
                write!(f, "the envelope kept as {digest} has another digest")
            }
            Self::MissingMatter { matter } => {
                write!(f, "there are events of matter {matter}, and it has no row")
            }
            Self::LostMessage { id } => write!(f, "message {id} neither waits nor was delivered"),
            Self::WrongVersion {
                matter,
                found,
                events,
            } => {
                write!(
                    f,
                    "matter {matter} says it has {found} events, there are {events}"
                )
            }
        }
    }
}
