//! The signed list of the evidence: who signed it, what it is about, and that it is the one that was announced.

use std::collections::BTreeSet;

use comity_custody::Digest;
use comity_evidence::{Manifest, ManifestInvalid};
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::Deserialize;

use super::check::CheckId;
use super::identities::Identities;
use super::inventory::Inventory;
use super::layout::Place;
use super::links;
use super::locate;
use super::report::{Findings, Refused, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::thread::{Message, Thread, claimed};
use crate::jws::{self, Typ};
use crate::manifest::MAX_MANIFEST_BYTES;

#[derive(Deserialize)]
struct Claimed {
    from: StateCode,
    sealed_at: Timestamp,
}

/// The manifest, if it is believed, with the SHA-256 digest of it as it was signed; and whether it belongs to the thread.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    identities: &Identities,
    thread: &Thread,
    findings: &mut Findings,
) -> Result<Option<(Manifest, Digest)>, SourceFault> {
    if !inventory.has(&Place::Manifest) {
        findings.missing(CheckId::ManifestSignatures, "", &Place::Manifest);
        return Ok(None);
    }
    let file = Place::Manifest.path();
    let bytes = source.read(&file, MAX_MANIFEST_BYTES)?;
    let payload = match signed(&file, &bytes, identities) {
        Ok((from, payload)) => {
            findings.pass(CheckId::ManifestSignatures, "", from.to_string());
            payload
        }
        Err(refused) => {
            let expected = "a manifest with both signatures of the State that gave the evidence";
            findings.refuse(CheckId::ManifestSignatures, "", refused, expected);
            return Ok(None);
        }
    };
    let Some(manifest) = form(&file, &payload, findings) else {
        return Ok(None);
    };
    let signed_as = Digest::of(&bytes);
    if thread.whole() {
        subject(&file, &manifest, &thread.messages, findings);
        announced(&file, signed_as, &manifest, &thread.messages, findings);
    } else {
        for check in [CheckId::ManifestSubject, CheckId::ManifestAnnounced] {
            findings.not_reached(check, "", say::NO_MESSAGE);
        }
    }
    Ok(Some((manifest, signed_as)))
}

fn signed(
    file: &str,
    bytes: &[u8],
    identities: &Identities,
) -> Result<(StateCode, Vec<u8>), Refused> {
    let Claimed { from, sealed_at } = claimed(file, bytes, Typ::Manifest, MAX_MANIFEST_BYTES)?;
    let identity = identities.get(from, file)?;
    identity.vouched(file, "sealed_at", sealed_at)?;
    let keys = |kid: &_| identity.keys.get(kid).cloned();
    let verified = jws::verify(bytes, Typ::Manifest, MAX_MANIFEST_BYTES, sealed_at, keys);
    let verified = verified
        .map_err(|refusal| (locate::signatures(file, &refusal), locate::words(&refusal)))?;
    Ok((from, verified.payload))
}

fn form(file: &str, payload: &[u8], findings: &mut Findings) -> Option<Manifest> {
    let refusal = match Manifest::from_bytes(payload) {
        Ok(manifest) => {
            findings.pass(
                CheckId::ManifestForm,
                "",
                format!("{} items", manifest.items.len()),
            );
            return Some(manifest);
        }
        Err(refusal) => refusal,
    };
    if let ManifestInvalid::Fields(faults) = &refusal {
        for fault in faults {
            let comity_evidence::Finding {
                place,
                expected,
                found,
            } = &fault.finding;
            let at = Where::field(file, place.to_string());
            findings.fail(CheckId::ManifestForm, "", at, found, expected);
        }
    } else {
        let at = Where::field(file, "payload");
        findings.fail(
            CheckId::ManifestForm,
            "",
            at,
            locate::words(&refusal),
            "a canonical manifest",
        );
    }
    None
}

fn subject(file: &str, manifest: &Manifest, messages: &[Message], findings: &mut Findings) {
    let matter = manifest.matter;
    let states = BTreeSet::from([manifest.from.as_str(), manifest.to.as_str()]);
    if !messages
        .iter()
        .any(|message| message.envelope.matter.0 == matter)
    {
        let expected = "a matter of the thread";
        let at = Where::field(file, "matter");
        findings.fail(
            CheckId::ManifestSubject,
            "",
            at,
            matter.to_string(),
            expected,
        );
        return;
    }
    let others = messages.iter().find(|message| {
        states != BTreeSet::from([message.envelope.from.as_str(), message.envelope.to.as_str()])
    });
    if let Some(other) = others {
        let found = format!("{} to {}", manifest.from, manifest.to);
        let expected = format!("the States of {}", other.file);
        findings.fail(
            CheckId::ManifestSubject,
            "",
            Where::field(file, "from"),
            found,
            expected,
        );
        return;
    }
    findings.pass(CheckId::ManifestSubject, "", format!("matter {matter}"));
}

/// The transfer message, which stands in both logs, names the manifest.
fn announced(
    file: &str,
    signed: Digest,
    manifest: &Manifest,
    messages: &[Message],
    findings: &mut Findings,
) {
    let by_giver = |message: &&Message| {
        message.envelope.matter.0 == manifest.matter
            && message.envelope.from.as_str() == manifest.from.as_str()
    };
    let announcements: Vec<_> = messages
        .iter()
        .filter(by_giver)
        .filter_map(|message| Some((message, links::announced(&message.envelope.message)?)))
        .collect();
    if let Some((message, _)) = announcements
        .iter()
        .find(|(_, announced)| announced.names(manifest, signed))
    {
        findings.pass(
            CheckId::ManifestAnnounced,
            "",
            format!("by {}", message.file),
        );
        return;
    }
    let expected = match announcements.as_slice() {
        [] => "announced by a message of the thread".to_owned(),
        several => several
            .iter()
            .map(|(_, said)| said.to_string())
            .collect::<Vec<_>>()
            .join(" or "),
    };
    let package = manifest.package;
    let references = manifest.references.len();
    let found = format!(
        "the manifest of package {package} with SHA-256 {signed} and {references} references"
    );
    findings.fail(
        CheckId::ManifestAnnounced,
        "",
        Where::file(file),
        found,
        expected,
    );
}
