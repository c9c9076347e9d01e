//! Entries: what the log holds, one for each event.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, leaf_hash};

/// Length of the longest identifier, in bytes.
const IDENTIFIER_BYTES_MAX: usize = 128;

/// One custody entry. It names an event by digest and identifiers and holds no
/// text, so that erasing a document and keeping the log do not contradict.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    at: Timestamp,
    matter: String,
    kind: String,
    digest: Digest,
    previous: Option<Digest>,
}

/// The fields in the order of RFC 8785 (by name), which makes the output canonical.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    at: Timestamp,
    digest: Digest,
    kind: String,
    matter: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<Digest>,
    v: u8,
}

/// Not an entry of the custody log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryInvalid {
    /// Something other than an identifier where one belongs.
    #[error(
        "`{field}` of a custody entry is 1 to {IDENTIFIER_BYTES_MAX} letters, digits and any of - . _ : /, without spaces or names of persons"
    )]
    Identifier {
        /// The field.
        field: &'static str,
    },
    /// Not the JSON object the format defines.
    #[error(
        "a custody entry is a JSON object with at, digest, kind, matter, previous and v; {detail}"
    )]
    Json {
        /// What the reader stumbled over, and where.
        detail: String,
    },
    /// A version this program does not know.
    #[error("a custody entry of version {found} cannot be read; this program reads version 1")]
    Version {
        /// The version written.
        found: u8,
    },
    /// Spaces, another order of fields, or another spelling of a value.
    #[error("the custody entry is not in canonical form (RFC 8785)")]
    NotCanonical,
}

impl Entry {
    /// An entry for the event of that kind in a matter. `digest` is that of the
    /// event's bytes; `previous` the leaf hash of the entry before it in the
    /// same matter of this log, which ties a matter's history together without
    /// reading the whole log.
    pub fn new(
        at: Timestamp,
        matter: &str,
        kind: &str,
        digest: Digest,
        previous: Option<Digest>,
    ) -> Result<Self, EntryInvalid> {
        check_identifier("matter", matter)?;
        check_identifier("kind", kind)?;
        Ok(Self {
            at,
            matter: matter.to_owned(),
            kind: kind.to_owned(),
            digest,
            previous,
        })
    }

    /// When the event happened, by the clock of the node that logged it.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Identifier of the matter.
    pub fn matter(&self) -> &str {
        &self.matter
    }

    /// What happened, such as `preservation.requested`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Digest of the event's bytes.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Leaf hash of the entry before it in the same matter; `None` for the first.
    pub fn previous(&self) -> Option<Digest> {
        self.previous
    }

    /// The canonical bytes: what is logged, hashed and served. Below 1 KiB.
    pub fn to_bytes(&self) -> Vec<u8> {
        let fields = Fields {
            at: self.at,
            digest: self.digest,
            kind: self.kind.clone(),
            matter: self.matter.clone(),
            previous: self.previous,
            v: 1,
        };
        // INVARIANT (serialisable): five strings and a number always are.
        serde_json::to_vec(&fields).expect("an entry is plain JSON")
    }

    /// The leaf hash of its canonical bytes.
    pub fn leaf_hash(&self) -> Digest {
        leaf_hash(&self.to_bytes())
    }

    /// Reads an entry. Only the canonical bytes are accepted, so that an entry
    /// has one leaf hash.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryInvalid> {
        let fields: Fields = serde_json::from_slice(bytes).map_err(|error| EntryInvalid::Json {
            detail: error.to_string(),
        })?;
        if fields.v != 1 {
            return Err(EntryInvalid::Version { found: fields.v });
        }
        let Fields {
            at,
            digest,
            previous,
            ..
        } = fields;
        let entry = Self::new(at, &fields.matter, &fields.kind, digest, previous)?;
        let canonical = entry.to_bytes() == bytes;
        canonical.then_some(entry).ok_or(EntryInvalid::NotCanonical)
    }
}

fn check_identifier(field: &'static str, text: &str) -> Result<(), EntryInvalid> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/".contains(&byte);
    let good = (1..=IDENTIFIER_BYTES_MAX).contains(&text.len()) && text.bytes().all(plain);
    good.then_some(()).ok_or(EntryInvalid::Identifier { field })
}
