//! What a message says that the rest of the case file depends on.

use comity_custody::Digest;
use comity_evidence::Manifest;
use comity_treaty::particulars::DigestText;
use comity_treaty::procedure::{assistance, preservation};
use comity_treaty::{MatterId, Message};
use serde_json::Value;

/// The kind of a message, as file names of the thread carry it: what it `says`, with hyphens for underscores.
pub fn kind(message: &Message) -> String {
    let says = serde_json::to_value(message).ok();
    let says = says
        .as_ref()
        .and_then(|value| value.get("says"))
        .and_then(Value::as_str);
    says.unwrap_or("message").replace('_', "-")
}

/// What a transfer message announces.
pub(super) struct Announcement<'a> {
    package: &'a assistance::SealedPackage,
    digest: &'a DigestText,
}

impl Announcement<'_> {
    /// Whether it names this manifest: its package, the SHA-256 digest of it as it was signed, and what it refers to.
    pub fn names(&self, manifest: &Manifest, signed: Digest) -> bool {
        let digest = self.digest.as_str() == signed.to_string();
        self.package.package == manifest.package && digest && self.refers_as(manifest)
    }

    fn refers_as(&self, manifest: &Manifest) -> bool {
        let announced = self.package.references.iter().map(|reference| {
            let (custodian, description) = (&reference.custodian, &reference.description);
            (reference.digest.as_str().to_owned(), custodian, description)
        });
        let signed = manifest.references.iter().map(|reference| {
            let (custodian, description) = (&reference.custodian, &reference.description);
            (reference.sha256.to_string(), custodian, description)
        });
        announced.eq(signed)
    }
}

impl std::fmt::Display for Announcement<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (package, digest) = (self.package.package, self.digest.as_str());
        let references = self.package.references.len();
        write!(
            f,
            "the manifest of package {package} with SHA-256 {digest} and {references} references"
        )
    }
}

/// The package that the message announces.
pub(super) fn announced(message: &Message) -> Option<Announcement<'_>> {
    match message {
        Message::AssistanceToRequesting(assistance::RequestedSays::Transferred {
            package,
            manifest: digest,
            ..
        }) => Some(Announcement { package, digest }),
        _ => None,
    }
}

/// The other matters the message names.
pub(super) fn cited(message: &Message) -> Option<MatterId> {
    match message {
        Message::AssistanceToRequested(assistance::RequestingSays::Request { particulars }) => {
            particulars.preservation
        }
        Message::AssistanceToRequested(assistance::RequestingSays::Answer { amended, .. }) => {
            amended.as_ref()?.preservation
        }
        Message::PreservationToRequesting(preservation::RequestedSays::HoldEnded {
            access,
            ..
        }) => Some(*access),
        _ => None,
    }
}
