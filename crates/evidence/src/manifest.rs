//! The manifest: what is in a package, for whom, and under which conditions.
//! Its canonical bytes are what the sending State signs.

mod consistency;

use comity_custody::Digest;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{BagPath, Blake3, Conditions, PartyCode, Recipient, Refusal};

/// The version of the package format written here.
pub const FORMAT_VERSION: u32 = 1;
/// Most evidence items of one package: their records are held in memory on both
/// sides. More belong into several packages, or into an archive that is one item.
pub const ITEMS_MAX: usize = 250_000;
/// Most references of one package.
pub const REFERENCES_MAX: usize = 1000;
/// Longest texts of all references of one package together, in bytes: the message of the release names them too.
pub const REFERENCE_TEXTS_BYTES_MAX: usize = 256 << 10;
/// Largest number in a manifest: integers beyond 2^53 do not survive every JSON reader.
pub const NUMBER_MAX: u64 = 1 << 53;

/// Everything that is signed about a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the package format: 1.
    pub version: u32,
    /// The package (UUIDv7).
    pub package: Uuid,
    /// The matter it answers.
    pub matter: Uuid,
    /// The State that sealed it.
    pub from: PartyCode,
    /// The State it is sealed to.
    pub to: PartyCode,
    /// When it was sealed.
    pub sealed_at: Timestamp,
    /// The key it is sealed to.
    pub recipient: Recipient,
    /// What the receiving State may do with it.
    pub conditions: Conditions,
    /// The evidence items, in the order in which they stand in the bag.
    pub items: Vec<ItemRecord>,
    /// What is not in the bag: it stays with its custodian, and its digest is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ReferenceRecord>,
    /// The bag's own files.
    pub bag: BagRecord,
    /// The sealed bytes.
    pub ciphertext: CiphertextRecord,
}

/// An evidence item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRecord {
    /// Its path in the bag, beginning with `data/`.
    pub path: BagPath,
    /// Its length, in bytes.
    pub size: u64,
    /// SHA-256 over its bytes: the digest that the law knows it by.
    pub sha256: Digest,
    /// What is said about it.
    #[serde(default, skip_serializing_if = "ItemDescription::is_empty")]
    pub about: ItemDescription,
}

/// Something that is evidence and is not copied: material of Art 14 of the Convention travels in no other form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRecord {
    /// SHA-256 over its bytes.
    pub sha256: Digest,
    /// Who keeps it.
    pub custodian: String,
    /// What it is, in words.
    pub description: String,
}

/// What is said about an evidence item, besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemDescription {
    /// Its name or path where it was found, if the bag spells it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_name: Option<String>,
    /// Its media type, such as `application/mbox`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Where it comes from, in words: provider, account, device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

impl ItemDescription {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A file of the bag that is not evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagFileRecord {
    /// Its path in the bag.
    pub path: BagPath,
    /// Its length, in bytes.
    pub size: u64,
    /// SHA-256 over its bytes.
    pub sha256: Digest,
}

/// The bag's own files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BagRecord {
    /// `bagit.txt`, `bag-info.txt`, `manifest-sha256.txt`, `metadata/case.jsonld`.
    pub tag_files: Vec<TagFileRecord>,
    /// `tagmanifest-sha256.txt`, the last file of the bag, which lists the others.
    pub tagmanifest: TagFileRecord,
}

/// The sealed bytes, as they travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CiphertextRecord {
    /// Length, in bytes.
    pub length: u64,
    /// BLAKE3 digest, the root of the slices.
    pub blake3: Blake3,
    /// Length of every slice but the last, in bytes: 1048576.
    pub slice_size: u64,
}

/// Why bytes are not a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestInvalid {
    /// Not JSON of the manifest's shape.
    #[error("the manifest does not parse at line {line}, column {column}: {reason}")]
    Json {
        /// Line, from one.
        line: usize,
        /// Column, from one.
        column: usize,
        /// What the JSON reader says.
        reason: String,
    },
    /// JSON of the right shape, but not in canonical form (RFC 8785).
    #[error(
        "the manifest is not in canonical form (RFC 8785); its first difference is at byte {at}"
    )]
    NotCanonical {
        /// Offset of the first difference, in bytes.
        at: usize,
    },
    /// Fields that are wrong or contradict each other: all of them.
    #[error("the manifest has {} wrong fields; the first: {}", .0.len(), .0[0].finding)]
    Fields(Vec<Refusal>),
}

impl Manifest {
    /// The one byte string that is signed: JSON in canonical form (RFC 8785).
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_jcs::to_vec(self).expect("INVARIANT (manifest): plain strings, integers and lists")
    }

    /// Reads a manifest from its signed bytes and checks everything that can be
    /// checked without the package.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ManifestInvalid> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| ManifestInvalid::Json {
                line: error.line(),
                column: error.column(),
                reason: error.to_string(),
            })?;
        let canonical = manifest.to_bytes();
        if canonical != bytes {
            let same = canonical.iter().zip(bytes).take_while(|(a, b)| a == b);
            return Err(ManifestInvalid::NotCanonical { at: same.count() });
        }
        let faults = manifest.faults();
        if faults.is_empty() {
            return Ok(manifest);
        }
        Err(ManifestInvalid::Fields(faults))
    }

    /// SHA-256 over the canonical bytes: the package's name in the custody log.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// Total length of the evidence items, in bytes. Saturates, for manifests not yet checked.
    pub fn payload_bytes(&self) -> u64 {
        let sizes = self.items.iter().map(|item| item.size);
        sizes.fold(0, u64::saturating_add)
    }

    /// Name of the bag's folder inside the tar stream.
    pub fn folder(&self) -> String {
        self.package.to_string()
    }

    /// Every file in the order of the tar stream.
    pub(crate) fn entries(&self) -> impl Iterator<Item = EntryRecord<'_>> {
        let split = self.bag.tag_files.len().min(1);
        let (first, rest) = self.bag.tag_files.split_at(split);
        let items = self.items.iter().map(EntryRecord::from);
        let last = std::iter::once(&self.bag.tagmanifest);
        let before = first.iter().map(EntryRecord::from);
        before
            .chain(items)
            .chain(rest.iter().chain(last).map(EntryRecord::from))
    }
}

/// What the manifest says of any file of the bag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryRecord<'a> {
    pub(crate) path: &'a BagPath,
    pub(crate) size: u64,
    pub(crate) sha256: Digest,
}

impl<'a> From<&'a ItemRecord> for EntryRecord<'a> {
    fn from(item: &'a ItemRecord) -> Self {
        Self {
            path: &item.path,
            size: item.size,
            sha256: item.sha256,
        }
    }
}

impl<'a> From<&'a TagFileRecord> for EntryRecord<'a> {
    fn from(file: &'a TagFileRecord) -> Self {
        Self {
            path: &file.path,
            size: file.size,
            sha256: file.sha256,
        }
    }
}
