//! The evidence as it was opened: every file of the bag against the signed manifest.

use std::io::{self, Read};

use comity_evidence::{
    BagPath, BagSource, CheckId as BagCheck, Found, FoundKind, Manifest, Place as BagPlace,
    Verdict as BagVerdict, VerifyFault, verify_bag,
};

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::{BAG, Place};
use super::report::{Findings, OF_THE_BAG, Where};
use super::say;
use super::source::{CaseSource, SourceFault};

/// The machine-readable case description, by its path in the bag.
const CASE: &str = "metadata/case.jsonld";

/// Where the evidence items lie in the bag.
const PAYLOAD: &str = "data/";

/// The `bag/` folder of a case file.
struct Bag<'a, S> {
    source: &'a S,
    inventory: &'a Inventory,
}

impl<S: CaseSource> BagSource for Bag<'_, S> {
    fn entries(&self) -> io::Result<impl Iterator<Item = io::Result<Found>>> {
        let found = |(path, size): (&str, u64)| Found {
            path: path.to_owned(),
            kind: FoundKind::File,
            size,
        };
        Ok(self.inventory.bag().map(found).map(Ok))
    }

    fn open(&self, path: &BagPath) -> io::Result<impl Read> {
        self.source
            .open(&format!("{BAG}{path}"))
            .map_err(|fault| fault.source)
    }
}

/// Verifies the bag: each finding is a failed check of its own. Memory does not depend on the files' lengths.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    manifest: &Manifest,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let bag = Bag { source, inventory };
    let checks = verify_bag(&bag, manifest, |_| {}).map_err(fault)?;
    for check in checks {
        match check.verdict {
            BagVerdict::Passed { .. } => {}
            BagVerdict::NotReached => {
                findings.not_reached(check_of(check.id), "", say::LIST_CONTRADICTS);
            }
            BagVerdict::Failed(finding) => {
                let (at, subject) = place(&finding.place);
                let item = subject.starts_with(PAYLOAD);
                let id = if item {
                    check_of(check.id)
                } else {
                    tag_check(check.id)
                };
                findings.fail(id, subject, at, finding.found, finding.expected);
            }
        }
    }
    let found = format!("{} items", manifest.items.len());
    for id in OF_THE_BAG {
        if !findings.checks.iter().any(|check| check.id == id) {
            findings.pass(id, "", &found);
        }
    }
    Ok(())
}

/// The description is listed in the manifest, and there where the bag is open.
pub(super) fn description(inventory: &Inventory, manifest: &Manifest, findings: &mut Findings) {
    let listed = manifest
        .bag
        .tag_files
        .iter()
        .any(|file| file.path.as_str() == CASE);
    let place = Place::Bag(CASE.to_owned());
    if !listed {
        let at = Where::field(Place::Manifest.path(), "bag.tag_files");
        findings.fail(
            CheckId::CaseDescription,
            "",
            at,
            "no case description",
            CASE,
        );
    } else if inventory.has(&place) {
        findings.pass(CheckId::CaseDescription, "", place.path());
    } else if inventory.has_bag() {
        findings.missing(CheckId::CaseDescription, "", &place);
    } else {
        findings.pass(
            CheckId::CaseDescription,
            "",
            "listed; it lies in the sealed evidence",
        );
    }
}

fn check_of(check: BagCheck) -> CheckId {
    match check {
        BagCheck::ManifestForm => CheckId::ManifestForm,
        BagCheck::EntryUnexpected => CheckId::BagNothingExtra,
        BagCheck::EntryMissing | BagCheck::EntrySize | BagCheck::ItemDigest => CheckId::BagItems,
        BagCheck::TagFiles => CheckId::BagTagFiles,
        _ => CheckId::BagStructure,
    }
}

/// As [`check_of`], for what is no evidence item: the bag's own files make it a bag.
fn tag_check(check: BagCheck) -> CheckId {
    match check {
        BagCheck::EntryMissing => CheckId::BagStructure,
        BagCheck::EntrySize => CheckId::BagTagFiles,
        other => check_of(other),
    }
}

fn place(place: &BagPlace) -> (Where, String) {
    match place {
        BagPlace::Path(path) => (Where::file(format!("{BAG}{path}")), path.clone()),
        BagPlace::Field(field) => (Where::field(Place::Manifest.path(), field), String::new()),
        BagPlace::SealedByte(at) => (Where::byte(Place::Sealed.path(), *at), String::new()),
        BagPlace::BagByte(at) => (Where::byte(BAG, *at), String::new()),
    }
}

fn fault(fault: VerifyFault) -> SourceFault {
    match fault {
        VerifyFault::List { source } => SourceFault {
            path: BAG.to_owned(),
            source,
        },
        VerifyFault::Read { path, source } => SourceFault {
            path: format!("{BAG}{path}"),
            source,
        },
    }
}
