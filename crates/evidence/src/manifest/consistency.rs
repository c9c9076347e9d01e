//! Whether a manifest agrees with itself. Everything but the bytes of the
//! evidence and of the CASE file follows from its own fields, so a lie about
//! sizes is found here, before a byte is opened.

use std::collections::BTreeSet;
use std::fmt;

use comity_custody::Digest;

use super::{
    FORMAT_VERSION, ITEMS_MAX, ItemDescription, ItemRecord, Manifest, NUMBER_MAX,
    REFERENCE_TEXTS_BYTES_MAX, REFERENCES_MAX, TagFileRecord,
};
use crate::age::{HEADER_BYTES, payload_length};
use crate::bag::ledger::PathLedger;
use crate::bag::{tags, tar_entry};
use crate::conditions::{TEXT_BYTES_MAX, is_paragraph};
use crate::{CheckId, Place, Refusal, SLICE_BYTES, SealingAct};

/// Longest list of faults: a hostile manifest does not fill the memory with them.
const FAULTS_MAX: usize = 100;

impl Manifest {
    /// Everything wrong with the fields, in their order; empty if nothing is.
    pub fn faults(&self) -> Vec<Refusal> {
        let mut faults = Faults::default();
        if self.version != FORMAT_VERSION {
            faults.add("version", FORMAT_VERSION, self.version);
            return faults.0;
        }
        faults.0.extend(self.head_faults());
        self.check_items(&mut faults);
        if let Some(index) = self.copied() {
            let expected = "an item that no reference names";
            let found = self.items[index].sha256;
            faults.add(format!("items[{index}].sha256"), expected, found);
        }
        // Tag files and lengths follow from the items: only sound ones are worth computing with.
        if faults.0.is_empty() {
            self.check_tag_files(&mut faults);
            self.check_ciphertext(&mut faults);
        }
        faults.0
    }

    /// Length of the package that follows from its files. `None`: beyond 2^64 bytes.
    pub(crate) fn implied_length(&self) -> Option<u64> {
        let plaintext = tar_entry::stream_length(self)?;
        payload_length(plaintext)?.checked_add(HEADER_BYTES as u64)
    }

    /// What is wrong with what is known before the first item is read.
    pub(crate) fn head_faults(&self) -> Vec<Refusal> {
        let mut faults = Faults::default();
        if self.from == self.to {
            faults.add("to", "another State than the sender's", self.to);
        }
        if self.sealed_at.as_second() < 0 {
            faults.add("sealed_at", "a time after 1970", self.sealed_at);
        }
        let conditions = &self.conditions;
        faults.check_text("conditions.purpose", Some(&conditions.purpose));
        faults.check_text("conditions.remarks", conditions.remarks.as_ref());
        self.check_references(&mut faults);
        faults.0
    }

    fn check_references(&self, faults: &mut Faults) {
        let count = self.references.len();
        if count > REFERENCES_MAX {
            let expected = format!("at most {REFERENCES_MAX} references");
            faults.add("references", expected, count);
        }
        let mut known = BTreeSet::new();
        let mut texts = 0_usize;
        for (index, reference) in self.references.iter().enumerate() {
            let field = |name: &str| format!("references[{index}].{name}");
            if !known.insert(*reference.sha256.as_bytes()) {
                let expected = "a digest that no other reference has";
                faults.add(field("sha256"), expected, reference.sha256);
            }
            faults.check_text(&field("custodian"), Some(&reference.custodian));
            faults.check_text(&field("description"), Some(&reference.description));
            texts = texts.saturating_add(reference.custodian.len() + reference.description.len());
        }
        if texts > REFERENCE_TEXTS_BYTES_MAX {
            let expected = format!("texts of at most {REFERENCE_TEXTS_BYTES_MAX} bytes together");
            faults.add("references", expected, texts);
        }
    }

    /// The first item that is the very thing a reference names: a copy of what must not be copied.
    pub(crate) fn copied(&self) -> Option<usize> {
        let known: BTreeSet<_> = self
            .references
            .iter()
            .map(|reference| *reference.sha256.as_bytes())
            .collect();
        let copied = |item: &ItemRecord| known.contains(item.sha256.as_bytes());
        self.items.iter().position(copied)
    }

    fn check_items(&self, faults: &mut Faults) {
        let count = self.items.len();
        if count == 0 || count > ITEMS_MAX {
            faults.add("items", format!("1 to {ITEMS_MAX} items"), count);
        }
        let mut ledger = PathLedger::default();
        let mut total = 0_u64;
        for (index, item) in self.items.iter().enumerate() {
            let field = |name: &str| format!("items[{index}].{name}");
            if !item.path.is_payload() {
                faults.add(field("path"), "a path under data/", &item.path);
            }
            if !ledger.enter(&item.path) {
                let expected = "a path that no other item has or lies under";
                faults.add(field("path"), expected, &item.path);
            }
            total = total.saturating_add(item.size);
            if total > NUMBER_MAX {
                faults.add(field("size"), "a total of at most 2^53 bytes", total);
            }
            faults.0.extend(item.about.faults(index));
            if faults.0.len() >= FAULTS_MAX {
                return;
            }
        }
    }

    fn check_tag_files(&self, faults: &mut Faults) {
        let names = self.bag.tag_files.iter().map(|file| file.path.as_str());
        if !names.eq(tags::TAG_FILES) {
            let expected = tags::TAG_FILES.join(", ");
            faults.add("bag.tag_files", expected, "other files or another order");
            return;
        }
        let implied = [
            (0, tags::bagit()),
            (1, tags::bag_info(self)),
            (2, tags::payload_manifest(&self.items)),
        ];
        for (index, file) in implied {
            let field = format!("bag.tag_files[{index}]");
            faults.check_file(&field, &self.bag.tag_files[index], &file);
        }
        if self.bag.tag_files[3].size
            > tags::case_bytes_max(self.items.len() + self.references.len())
        {
            let size = self.bag.tag_files[3].size;
            faults.add("bag.tag_files[3].size", "a size in proportion", size);
        }
        let tagmanifest = tags::tagmanifest(&self.bag.tag_files);
        faults.check_file("bag.tagmanifest", &self.bag.tagmanifest, &tagmanifest);
    }

    fn check_ciphertext(&self, faults: &mut Faults) {
        let found = self.ciphertext.length;
        match self.implied_length() {
            Some(implied) if implied == found && found <= NUMBER_MAX => {}
            Some(implied) => faults.add("ciphertext.length", implied, found),
            None => faults.add("ciphertext.length", "at most 2^53", found),
        }
        if self.ciphertext.slice_size != SLICE_BYTES {
            let found = self.ciphertext.slice_size;
            faults.add("ciphertext.slice_size", SLICE_BYTES, found);
        }
    }
}

impl ItemDescription {
    pub(crate) fn faults(&self, index: usize) -> Vec<Refusal> {
        let mut faults = Faults::default();
        let field = |name| format!("items[{index}].about.{name}");
        faults.check_text(&field("original_name"), self.original_name.as_ref());
        faults.check_text(&field("media_type"), self.media_type.as_ref());
        faults.check_text(&field("origin"), self.origin.as_ref());
        faults.0
    }
}

impl SealingAct {
    pub(crate) fn faults(&self) -> Vec<Refusal> {
        let mut faults = Faults::default();
        faults.check_text("act.authority", Some(&self.authority));
        faults.check_text("act.basis", Some(&self.basis));
        faults.check_text("act.program", Some(&self.program));
        if self.ended < self.started {
            faults.add("act.ended", "a time not before its start", self.ended);
        }
        faults.0
    }
}

#[derive(Default)]
struct Faults(Vec<Refusal>);

impl Faults {
    fn add(
        &mut self,
        field: impl Into<String>,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) {
        if self.0.len() < FAULTS_MAX {
            let place = Place::Field(field.into());
            let (expected, found) = (expected.to_string(), found.to_string());
            let check = CheckId::ManifestForm;
            self.0.push(Refusal::new(check, place, expected, found));
        }
    }

    fn check_text(&mut self, field: &str, text: Option<&String>) {
        if let Some(text) = text.filter(|text| !is_paragraph(text)) {
            let expected = format!("one paragraph of 1 to {TEXT_BYTES_MAX} bytes");
            self.add(field, expected, format!("{} bytes", text.len()));
        }
    }

    fn check_file(&mut self, field: &str, record: &TagFileRecord, content: &str) {
        if record.path.as_str().is_empty() || record.size != content.len() as u64 {
            self.add(format!("{field}.size"), content.len(), record.size);
        }
        let digest = Digest::of(content.as_bytes());
        if record.sha256 != digest {
            self.add(format!("{field}.sha256"), digest, record.sha256);
        }
    }
}
