//! What the case file holds, by place; and that it holds nothing else.

use std::collections::BTreeMap;

use super::check::CheckId;
use super::layout::{Place, README};
use super::report::{Findings, Where};
use super::source::{CaseSource, ListedKind, SourceFault};
use super::summary::Form;

/// Files in a case file at most: the largest bag, a thread of 9999 messages with all that proves it, and room.
const FILES_MAX: usize = comity_evidence::ITEMS_MAX + 100_000;

/// The files of a case file, each with its length in bytes.
pub(super) struct Inventory {
    files: BTreeMap<Place, u64>,
}

impl Inventory {
    /// Lists the case file; whatever does not belong is a failed check each.
    pub fn take(source: &impl CaseSource, findings: &mut Findings) -> Result<Self, SourceFault> {
        let listed = source.list(FILES_MAX)?;
        let mut files = BTreeMap::new();
        let mut strange = 0_usize;
        if listed.len() > FILES_MAX {
            strange += 1;
            let found = format!("more than {FILES_MAX} files");
            let expected = format!("at most {FILES_MAX}");
            findings.fail(CheckId::Files, "", Where::file("."), found, expected);
        }
        for one in listed.into_iter().take(FILES_MAX) {
            match (one.kind, Place::parse(&one.path)) {
                (ListedKind::File { length }, Some(place)) => {
                    files.insert(place, length);
                }
                (ListedKind::File { .. }, None) => {
                    strange += 1;
                    fail(
                        findings,
                        &one.path,
                        "a file that has no place in a case file",
                    );
                }
                (ListedKind::Refused(oddity), _) => {
                    strange += 1;
                    fail(findings, &one.path, oddity.words());
                }
            }
        }
        let inventory = Self { files };
        strange += inventory.mixed_forms(findings);
        if strange == 0 {
            let found = format!("{} files", inventory.files.len());
            findings.pass(CheckId::Files, "", found);
        }
        Ok(inventory)
    }

    /// Sealed and exported form exclude each other: a reader must not take one for the proof of the other.
    fn mixed_forms(&self, findings: &mut Findings) -> usize {
        if self.has_bag() && self.has(&Place::Sealed) {
            fail(
                findings,
                "sealed.age",
                "the sealed form beside the exported form",
            );
            return 1;
        }
        0
    }

    pub fn has(&self, place: &Place) -> bool {
        self.files.contains_key(place)
    }

    pub fn has_bag(&self) -> bool {
        self.places().any(|place| matches!(place, Place::Bag(_)))
    }

    /// The form, by what is there.
    pub fn form(&self) -> Form {
        match (self.has_bag(), self.has(&Place::Sealed)) {
            (false, true) => Form::Sealed,
            (true, false) => Form::Exported,
            _ => Form::Unclear,
        }
    }

    /// Whether this looks like a case file at all.
    pub fn is_case_file(&self) -> bool {
        self.has(&Place::Manifest)
            || self.has(&Place::Register)
            || self
                .places()
                .any(|place| matches!(place, Place::Envelope(_)))
    }

    /// All places, in order.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.files.keys()
    }

    /// The files of the bag: path in the bag and length.
    pub fn bag(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files
            .iter()
            .filter_map(|(place, &length)| match place {
                Place::Bag(path) => Some((path.as_str(), length)),
                _ => None,
            })
    }
}

fn fail(findings: &mut Findings, path: &str, found: &str) {
    let expected = "only the files of docs/formats/case-file.md";
    findings.fail(CheckId::Files, path, Where::file(path), found, expected);
}

/// The README is fixed text. It is read by people who do not yet trust anything in the folder.
pub(super) fn readme(
    source: &impl CaseSource,
    inventory: &Inventory,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let path = Place::Readme.path();
    if !inventory.has(&Place::Readme) {
        findings.absent(
            CheckId::Readme,
            "",
            "the folder holds no README; nothing depends on it",
        );
        return Ok(());
    }
    let found = source.read(&path, README.len())?;
    if found == README.as_bytes() {
        findings.pass(CheckId::Readme, "", "");
        return Ok(());
    }
    let same = found
        .iter()
        .zip(README.as_bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let at = Where::byte(path, same as u64);
    findings.fail(
        CheckId::Readme,
        "",
        at,
        "another text",
        "the text of this version of the format",
    );
    Ok(())
}
