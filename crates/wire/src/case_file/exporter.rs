//! The report that the State which exports a case file encloses: what it found itself before it handed the case file over.
//!
//! It is for reading, and no other check rests on it. It is signed, and bound to the documents it was made of, because
//! people read it who do not yet trust anything in the folder: nobody may put another text in its place, nor that of
//! another case file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comity_custody::Digest;
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::check::CheckId;
use super::identities::{Identities, not_later};
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::papers::measured;
use super::report::{Fault, Findings, Refused, Report, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::thread::claimed;
use super::warning::Warning;
use crate::canonical::{self, CanonicalError};
use crate::jws::{self, Typ};
use crate::keys::SigningKeys;
use crate::statement::MAX_STATEMENT_BYTES;

/// The version of the statement.
pub const EXPORTER_VERSION: &str = "comity-exporter/1";

/// What a State says of the report it encloses. The fields stand in the order of the canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exporter {
    /// SHA-256 of the list of documents: for each a line with its SHA-256, two spaces and its path, sorted by path.
    pub documents: Digest,
    /// When the report was made.
    pub made_at: Timestamp,
    /// SHA-256 of `report/report.json`.
    pub report: Digest,
    /// The State that exports.
    pub state: StateCode,
    /// SHA-256 of `report/report.txt`.
    pub text: Digest,
    /// Always [`EXPORTER_VERSION`].
    pub version: String,
}

/// The files of an enclosed report: the report, its text, and the State's signed word about both and about these documents.
///
/// # Errors
/// Only where the report has no canonical form, which is a fault of this program.
pub fn enclosed(
    documents: &[(String, Vec<u8>)],
    report: &Report,
    text: String,
    state: StateCode,
    keys: &SigningKeys,
) -> Result<Vec<(String, Vec<u8>)>, CanonicalError> {
    let json = canonical::to_bytes(report)?;
    let counted = documents.iter().filter(|(path, _)| counts(path));
    let digests = counted.map(|(path, bytes)| (path.clone(), Digest::of(bytes)));
    let said = Exporter {
        documents: list(&digests.collect()),
        made_at: report.verified_at,
        report: Digest::of(&json),
        state,
        text: Digest::of(text.as_bytes()),
        version: EXPORTER_VERSION.to_owned(),
    };
    let signed = jws::sign(Typ::Exporter, &canonical::to_bytes(&said)?, keys);
    Ok(vec![
        (Place::Report.path(), json),
        (Place::ReportText.path(), text.into_bytes()),
        (Place::Exporter.path(), signed),
    ])
}

fn counts(path: &str) -> bool {
    Place::parse(path).is_some_and(|place| place.is_document())
}

/// The digest of a list of documents, as `sha256sum` prints it.
fn list(documents: &BTreeMap<String, Digest>) -> Digest {
    let mut lines = String::new();
    for (path, digest) in documents {
        // `String` takes every write.
        let _ = writeln!(lines, "{digest}  {path}");
    }
    Digest::of(lines.as_bytes())
}

/// Verifies the report that is enclosed, where one is.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    identities: &Identities,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let parts = [Place::Report, Place::ReportText, Place::Exporter];
    if !parts.iter().any(|place| inventory.has(place)) {
        findings.absent(CheckId::ExporterSignatures, "", say::EXPORTER_ABSENT);
        return Ok(());
    }
    if !inventory.has(&Place::Exporter) {
        findings.missing(CheckId::ExporterSignatures, "", &Place::Exporter);
        findings.not_reached(CheckId::ExporterReport, "", say::NO_SIGNATURE);
        return Ok(());
    }
    let file = Place::Exporter.path();
    let bytes = source.read(&file, MAX_STATEMENT_BYTES)?;
    match signed(&file, &bytes, identities, now, findings) {
        Ok(said) => {
            let found = format!("{}, {}", said.state, said.made_at);
            findings.pass(CheckId::ExporterSignatures, "", found);
            compared(source, inventory, &said, findings)
        }
        Err(refused) => {
            let expected = "a statement with both signatures of the State that exported";
            findings.refuse(CheckId::ExporterSignatures, "", refused, expected);
            findings.not_reached(CheckId::ExporterReport, "", say::NO_SIGNATURE);
            Ok(())
        }
    }
}

#[derive(Deserialize)]
struct Claimed {
    state: StateCode,
    made_at: Timestamp,
}

/// A case file may be made of what is held of a State that left long ago, and be signed after the end of the statements in
/// it: the keys are then those that they vouched for, and the reader is told.
fn signed(
    file: &str,
    bytes: &[u8],
    identities: &Identities,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<Exporter, Refused> {
    let Claimed { state, made_at } = claimed(file, bytes, Typ::Exporter, MAX_STATEMENT_BYTES)?;
    let identity = identities.get(state, file)?;
    not_later(now, file, "made_at", made_at)?;
    let (since, until) = identity.stands();
    let judged_at = if made_at < until { made_at } else { since };
    let keys = |kid: &_| identity.keys.get(kid).cloned();
    let verified = jws::verify(bytes, Typ::Exporter, MAX_STATEMENT_BYTES, judged_at, keys);
    let verified = verified
        .map_err(|refusal| (locate::signatures(file, &refusal), locate::words(&refusal)))?;
    let said: Exporter = canonical::from_bytes(&verified.payload)
        .map_err(|refusal| (Where::field(file, "payload"), locate::words(&refusal)))?;
    if said.version != EXPORTER_VERSION {
        return Err((Where::field(file, "version"), said.version).into());
    }
    if made_at >= until {
        let at = made_at;
        findings.warn(Warning::ReportLater { state, at, until });
    }
    Ok(said)
}

/// The two files are those that were signed, and the documents are those the report was made of.
fn compared(
    source: &impl CaseSource,
    inventory: &Inventory,
    said: &Exporter,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let mut faults: Vec<(Fault, String)> = Vec::new();
    for (place, signed) in [(Place::Report, said.report), (Place::ReportText, said.text)] {
        let path = place.path();
        let expected = format!("the SHA-256 {signed}, as the State signed it");
        if !inventory.has(&place) {
            faults.push(((Where::file(path), "no such file".to_owned()), expected));
            continue;
        }
        let found = measured(source, &path)?;
        if found != signed {
            let found = format!("the SHA-256 {found}");
            faults.push(((Where::file(path), found), expected));
        }
    }
    let mut documents = BTreeMap::new();
    for place in inventory.places().filter(|place| place.is_document()) {
        documents.insert(place.path(), measured(source, &place.path())?);
    }
    let found = list(&documents);
    if found != said.documents {
        let at = Where::field(Place::Exporter.path(), "documents");
        let expected = format!("documents with the list {}", said.documents);
        faults.push(((at, format!("documents with the list {found}")), expected));
    }
    if faults.is_empty() {
        let found = format!("{} documents", documents.len());
        findings.pass(CheckId::ExporterReport, "", found);
    }
    for ((at, found), expected) in faults {
        findings.fail(CheckId::ExporterReport, "", at, found, expected);
    }
    Ok(())
}
