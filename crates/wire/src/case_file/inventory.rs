//! What the case file holds, by place; and that it holds nothing else.

use std::collections::BTreeMap;

use comity_custody::Digest;
use comity_treaty::StateCode;

use super::check::CheckId;
use super::layout::{Place, README, README_BEFORE};
use super::report::{Findings, Where};
use super::say;
use super::source::{CaseSource, Listed, ListedKind, Oddity, SourceFault};
use super::summary::Form;

/// Files in a case file at most: the largest bag, a thread of 9999 messages with all that proves it, and room.
const FILES_MAX: usize = comity_evidence::ITEMS_MAX + 100_000;

/// Things that do not belong, each with a line of its own in the report, at most.
const STRANGE_MAX: usize = 100;

/// The files of a case file, each with its length in bytes.
pub(super) struct Inventory {
    files: BTreeMap<Place, u64>,
}

impl Inventory {
    /// Lists the case file; whatever does not belong is a failed check each.
    pub fn take(source: &impl CaseSource, findings: &mut Findings) -> Result<Self, SourceFault> {
        let listed = source.list(FILES_MAX)?;
        let mut strange = Strange::default();
        if listed.len() > FILES_MAX {
            strange.add(".", &format!("more than {FILES_MAX} files"));
        }
        let mut files = BTreeMap::new();
        for one in listed.iter().take(FILES_MAX) {
            match place(one) {
                Ok((place, length)) => {
                    files.insert(place, length);
                }
                Err(found) => strange.add(&one.path, found),
            }
        }
        let inventory = Self { files };
        if inventory.has_bag() && inventory.has(&Place::Sealed) {
            // A reader must not take one for the proof of the other.
            strange.add("sealed.age", "the sealed form beside the exported form");
        }
        match inventory.records().count() {
            1 if inventory.has_evidence() => {
                strange.add("silence/", "the record of a silence beside evidence");
            }
            0 | 1 => {}
            _ => strange.add("silence/", "the records of more than one State"),
        }
        strange.report(inventory.files.len(), findings);
        Ok(inventory)
    }

    pub fn has(&self, place: &Place) -> bool {
        self.files.contains_key(place)
    }

    /// The length of the file at this place.
    pub fn length(&self, place: &Place) -> Option<u64> {
        self.files.get(place).copied()
    }

    pub fn has_bag(&self) -> bool {
        self.places().any(|place| matches!(place, Place::Bag(_)))
    }

    /// Whether it holds evidence, or the list of it.
    fn has_evidence(&self) -> bool {
        self.has_bag() || self.has(&Place::Sealed) || self.has(&Place::Manifest)
    }

    /// The State whose silence is shown, where one is.
    pub fn silent(&self) -> Option<StateCode> {
        self.records().next()
    }

    fn records(&self) -> impl Iterator<Item = StateCode> {
        self.places().filter_map(|place| match place {
            Place::Silence(state) => Some(*state),
            _ => None,
        })
    }

    /// The form, by what is there.
    pub fn form(&self) -> Form {
        if self.silent().is_some() && !self.has_evidence() {
            return Form::Silence;
        }
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

/// The place of what was found, and its length; or what is wrong with it.
fn place(listed: &Listed) -> Result<(Place, u64), &'static str> {
    let climbs = listed
        .path
        .split('/')
        .any(|part| matches!(part, "" | "." | ".."));
    match listed.kind {
        ListedKind::Refused(oddity) => Err(oddity.words()),
        ListedKind::File { .. } if climbs => Err(Oddity::Name.words()),
        ListedKind::File { length } => Place::parse(&listed.path)
            .map(|place| (place, length))
            .ok_or("a file that has no place in a case file"),
    }
}

/// What does not belong, as far as a reader wants to know it.
#[derive(Default)]
struct Strange {
    found: Vec<(String, String)>,
    count: usize,
}

impl Strange {
    fn add(&mut self, path: &str, found: &str) {
        self.count += 1;
        if self.found.len() < STRANGE_MAX {
            self.found.push((path.to_owned(), found.to_owned()));
        }
    }

    fn report(self, files: usize, findings: &mut Findings) {
        if self.count == 0 {
            findings.pass(CheckId::Files, "", format!("{files} files"));
            return;
        }
        let more = self.count - self.found.len();
        for (path, found) in self.found {
            let expected = "only the files of docs/formats/case-file.md";
            findings.fail(CheckId::Files, &path, Where::file(&path), found, expected);
        }
        if more > 0 {
            let found = format!("{more} more things that do not belong");
            findings.fail(CheckId::Files, "", Where::file("."), found, "none");
        }
    }
}

/// The README is fixed text. It is read by people who do not yet trust anything in the folder.
pub(super) fn readme(
    source: &impl CaseSource,
    inventory: &Inventory,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let path = Place::Readme.path();
    if !inventory.has(&Place::Readme) {
        findings.absent(CheckId::Readme, "", say::README_ABSENT);
        return Ok(());
    }
    let found = source.read(&path, README.len())?;
    let before = Digest::of(&found).to_string();
    if found == README.as_bytes() || README_BEFORE.contains(&before.as_str()) {
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
        "the text of this version of the format, or of one before",
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{history, logs, sealed, silence};
    use super::FILES_MAX;
    use crate::envelope::MAX_ENVELOPE_BYTES;
    use crate::manifest::MAX_MANIFEST_BYTES;
    use crate::receipt::MAX_RECEIPT_BYTES;
    use crate::statement::MAX_STATEMENT_BYTES;

    /// The bounds of the format page are those of the reader.
    #[test]
    fn the_format_page_states_the_bounds() {
        let page = include_str!("../../../../docs/formats/case-file.md");
        let bounds = page.split("## 9. Bounds").nth(1).expect("the section");
        let bounds = bounds.split("\n## ").next().expect("its text");
        let bounds = bounds.replace('\n', " ");
        assert_eq!(MAX_RECEIPT_BYTES, MAX_STATEMENT_BYTES);
        for (what, bytes) in [
            ("envelopes", MAX_ENVELOPE_BYTES),
            ("receipts and statements", MAX_RECEIPT_BYTES),
            ("proofs", logs::PROOF_BYTES_MAX),
            ("`consistency.json`", history::CONSISTENCY_BYTES_MAX),
            ("a record of silence", silence::RECORD_BYTES_MAX),
            ("manifest", MAX_MANIFEST_BYTES),
            ("slice list", sealed::SLICES_BYTES_MAX),
        ] {
            let said = format!("{what} {}", amount(bytes));
            assert!(bounds.contains(&said), "{said:?} is not in {bounds}");
        }
        let (thousands, rest) = (FILES_MAX / 1000, FILES_MAX % 1000);
        let said = format!("{thousands} {rest:03} files");
        assert!(bounds.contains(&said), "{said:?} is not in {bounds}");
    }

    fn amount(bytes: usize) -> String {
        match bytes {
            bytes if bytes.is_multiple_of(1 << 30) => format!("{} GiB", bytes >> 30),
            bytes if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
            bytes => format!("{} KiB", bytes >> 10),
        }
    }
}
