//! The signed manifest of an evidence package.
//!
//! The manifest itself, and everything that can be checked about it, is the `evidence` crate's; here it gets its two
//! signatures, and only the State it is from may have made them.

use comity_evidence::{Manifest, ManifestInvalid};
use comity_treaty::StateCode;
use jiff::Timestamp;

use crate::jws::{self, JwsError, Typ};
use crate::keys::{Kid, PublicKey, SigningKeys};
use crate::problem::ProblemType;

/// Longest signed manifest in bytes: room for the most evidence items a package may have.
pub const MAX_MANIFEST_BYTES: usize = 256 << 20;

/// A believed manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedManifest {
    /// What it says.
    pub manifest: Manifest,
    /// The ids of the two keys that signed it.
    pub kids: [Kid; 2],
}

/// Why a manifest is refused.
#[derive(Debug, thiserror::Error)]
pub enum ManifestRefusal {
    /// The signatures are not believed; the payload was not read.
    #[error("the manifest's signatures are not believed")]
    Signatures(#[from] JwsError),
    /// The two keys belong to different States, or to another than the manifest's `from`.
    #[error(
        "the manifest is not signed by the State that sealed the evidence; ask that State for its manifest"
    )]
    WrongHolder,
    /// The payload is no manifest.
    #[error("the manifest is malformed; ask the State that sealed the evidence for a correct one")]
    Payload(#[from] ManifestInvalid),
}

impl ManifestRefusal {
    /// The row of the problem registry.
    pub fn problem_type(&self) -> ProblemType {
        match self {
            Self::Signatures(refusal) => refusal.problem_type(),
            Self::WrongHolder => ProblemType::WrongHolder,
            Self::Payload(_) => ProblemType::Malformed,
        }
    }
}

/// Signs a manifest as the State that sealed the evidence.
pub fn seal(manifest: &Manifest, keys: &SigningKeys) -> Vec<u8> {
    jws::sign(Typ::Manifest, &manifest.to_bytes(), keys)
}

/// Opens a signed manifest. `lookup` answers from a verified directory who holds a key; `at` is the time at which the
/// keys must be valid: now on receipt, the manifest's `sealed_at` when a court looks at it with historical keys.
pub fn open(
    bytes: &[u8],
    at: Timestamp,
    mut lookup: impl FnMut(&Kid) -> Option<(StateCode, PublicKey)>,
) -> Result<SignedManifest, ManifestRefusal> {
    let mut holders = Vec::with_capacity(2);
    let verified = jws::verify(bytes, Typ::Manifest, MAX_MANIFEST_BYTES, at, |kid| {
        let (holder, key) = lookup(kid)?;
        holders.push(holder);
        Some(key)
    })?;
    let manifest = Manifest::from_bytes(&verified.payload)?;
    if holders
        .iter()
        .any(|holder| holder.as_str() != manifest.from.as_str())
    {
        return Err(ManifestRefusal::WrongHolder);
    }
    let kids = verified.kids;
    Ok(SignedManifest { manifest, kids })
}
