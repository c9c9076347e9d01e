//! What is checked of a package, and how a check answers. Each check has an
//! identifier that does not change and a sentence a judge can read.

use std::fmt;

use serde::Serialize;

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident $id:literal $sentence:literal;)*) => {
        /// One check of a sealed package or of an opened bag.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckId { $($(#[$doc])* $name,)* }

        impl CheckId {
            /// Every check, in the order in which they are reported.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The identifier, stable across versions: lower-case words and hyphens.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
        }
    };
}

checks! {
    /// The manifest's fields are complete, well formed and agree with each other.
    ManifestForm "manifest-form" "The manifest is complete and agrees with itself.";
    /// The age header has the one specified form.
    SealHeader "seal-header" "The seal's header has the specified form.";
    /// The package opens with the key at hand.
    SealAddressee "seal-addressee" "The package is addressed to this key.";
    /// The header's MAC.
    SealHeaderMac "seal-header-mac" "The seal's header is unaltered.";
    /// Each encrypted chunk authenticates.
    SealChunk "seal-chunk" "Every encrypted chunk is unaltered and in its place.";
    /// The package has the length the manifest names.
    CiphertextLength "ciphertext-length" "The package has the length that was signed.";
    /// The package has the BLAKE3 digest the manifest names.
    CiphertextDigest "ciphertext-digest" "The package has the digest that was signed.";
    /// Only regular files in the bag: no link, device or folder entry.
    EntryKind "entry-kind" "The bag holds regular files only.";
    /// No path leaves the bag's folder.
    EntryPath "entry-path" "No file's path leads outside the bag.";
    /// No file twice, also not under another spelling of the same name.
    EntryDuplicate "entry-duplicate" "No file is in the bag twice.";
    /// No file that the manifest does not name.
    EntryUnexpected "entry-unexpected" "The bag holds no file that was not signed.";
    /// Every file the manifest names, in its order.
    EntryMissing "entry-missing" "Every file that was signed is in the bag.";
    /// Every file is as long as the manifest says.
    EntrySize "entry-size" "Every file has the length that was signed.";
    /// Each entry's header has the one specified form.
    EntryForm "entry-form" "Every file stands in the bag in the specified form.";
    /// Nothing follows the last file.
    BagEnd "bag-end" "Nothing follows the last file of the bag.";
    /// The bag's declaration, description and payload manifest.
    TagFiles "tag-files" "The bag's own lists are those that were signed.";
    /// SHA-256 of every evidence item.
    ItemDigest "item-digest" "Every evidence item has the digest that was signed.";
}

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl Serialize for CheckId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Where a check failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Offset in the sealed package, in bytes.
    SealedByte(u64),
    /// Offset in the bag's tar stream, in bytes.
    BagByte(u64),
    /// A field of the manifest, as a path into its JSON.
    Field(String),
    /// A file's path in the bag, as it was found.
    Path(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SealedByte(at) => write!(f, "byte {at} of the package"),
            Self::BagByte(at) => write!(f, "byte {at} of the bag's tar stream"),
            Self::Field(field) => write!(f, "field {field} of the manifest"),
            Self::Path(path) => write!(f, "the file {path:?}"),
        }
    }
}

/// What a failed check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            expected,
            found,
        } = self;
        write!(f, "{place}: expected {expected}, found {found}")
    }
}

/// How a check answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It holds, for so many things (files, chunks, or one package).
    Passed {
        /// How many things were checked.
        count: u64,
    },
    /// It does not hold.
    Failed(Finding),
    /// It could not be made, because an earlier check failed.
    NotReached,
}

/// A check and its answer: one line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which check.
    pub id: CheckId,
    /// Its answer.
    pub verdict: Verdict,
}

impl Check {
    /// A check that holds for `count` things.
    pub const fn passed(id: CheckId, count: u64) -> Self {
        let verdict = Verdict::Passed { count };
        Self { id, verdict }
    }

    /// A check that could not be made.
    pub const fn not_reached(id: CheckId) -> Self {
        let verdict = Verdict::NotReached;
        Self { id, verdict }
    }

    /// Whether the check holds.
    pub const fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Passed { .. })
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.verdict {
            Verdict::Passed { count } => write!(f, "{} [{count}]", self.id),
            Verdict::Failed(finding) => write!(f, "NOT SO: {} At {finding}.", self.id),
            Verdict::NotReached => write!(f, "NOT CHECKED: {}", self.id),
        }
    }
}

/// A package was refused: the first check that failed, and what it found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused by the check {}, at {finding}", check.id())]
pub struct Refusal {
    /// The check that failed.
    pub check: CheckId,
    /// What it found.
    pub finding: Finding,
}

impl Refusal {
    pub(crate) fn new(
        check: CheckId,
        place: Place,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        let (expected, found) = (expected.into(), found.into());
        let finding = Finding {
            place,
            expected,
            found,
        };
        Self { check, finding }
    }

    /// The refusal as a line of a report.
    pub fn into_check(self) -> Check {
        Check {
            id: self.check,
            verdict: Verdict::Failed(self.finding),
        }
    }
}
