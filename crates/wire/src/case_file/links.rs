//! What a message says that the rest of the case file depends on.

use comity_custody::Digest;
use comity_evidence::Manifest;
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
    signed_manifest: &'a str,
}

impl Announcement<'_> {
    /// Whether it names this manifest: its package, and its signed text, or the SHA-256 of that where the text is
    /// too long for an envelope.
    pub fn names(&self, manifest: &Manifest, signed: &[u8]) -> bool {
        let text = self.signed_manifest.as_bytes() == signed;
        let digest = self.signed_manifest == Digest::of(signed).to_string();
        self.package.package == manifest.package && (text || digest)
    }
}

impl std::fmt::Display for Announcement<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = Digest::of(self.signed_manifest.as_bytes());
        let said = if self.signed_manifest.len() == 64 {
            self.signed_manifest
        } else {
            &text.to_string()
        };
        write!(
            f,
            "the manifest of package {} with SHA-256 {said}",
            self.package.package
        )
    }
}

/// The package that the message announces.
pub(super) fn announced(message: &Message) -> Option<Announcement<'_>> {
    match message {
        Message::AssistanceToRequesting(assistance::RequestedSays::Transferred {
            package,
            signed_manifest,
            ..
        }) => Some(Announcement {
            package,
            signed_manifest,
        }),
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
