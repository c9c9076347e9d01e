//! What the officer declares of what is sealed: which items are material of Art 14, and where what is not copied stays.
//!
//! The declarations come as the first member of the stream of files, because they decide on everything behind it.

use comity_treaty::Sentence;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use comity_evidence::ReferenceRecord;
use comity_treaty::particulars::ItemReference;
use comity_treaty::{Rejection, Rule};
use comity_wire::problem::Problem;
use serde::Deserialize;

use super::pictures::{HEAD_BYTES, shown_by};
use crate::expected;
use crate::refusal::Refusal;

/// The name of the first member of the stream, where there are declarations.
pub(super) const SHEET: &str = ".comity-sealing.json";
/// Longest document of declarations, in bytes: room for the most items a package may have.
const SHEET_BYTES_MAX: u64 = 64 << 20;

/// What the officer declares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Sheet {
    /// What stays where it is.
    pub references: Vec<ItemReference>,
    /// What the files of the stream are, each by its name there.
    items: Vec<Declared>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    path: String,
    abuse_material: bool,
}

impl Sheet {
    /// Files that were declared one by one to be no such material, by their names.
    pub fn harmless(names: impl IntoIterator<Item = String>) -> Self {
        let declared = |path| Declared {
            path,
            abuse_material: false,
        };
        Self {
            references: Vec::new(),
            items: names.into_iter().map(declared).collect(),
        }
    }

    /// Reads the document; says where it is not one.
    pub fn read(content: impl Read) -> Result<Self, Refusal> {
        let mut text = String::new();
        let mut content = content.take(SHEET_BYTES_MAX + 1);
        let taken = content.read_to_string(&mut text);
        let fits = taken.map_err(Refusal::fault("the declarations broke off; seal again"))? as u64;
        if fits > SHEET_BYTES_MAX {
            let expected = expected::SHEET_LENGTH.with("number", SHEET_BYTES_MAX);
            return Err(Refusal::field(SHEET, expected));
        }
        if !text.trim_start().starts_with('{') {
            return Err(Refusal::field(SHEET, expected::SHEET));
        }
        serde_json::from_str(&text)
            .map_err(|error| Refusal::field(SHEET, Sentence::verbatim(error.to_string())))
    }

    /// The references, as the manifest carries them.
    pub fn records(&self) -> Result<Vec<ReferenceRecord>, Refusal> {
        self.references.iter().map(record).collect()
    }

    /// The rule for the items: strict in a case of Art 14, and wherever the officer speaks of such material.
    pub fn rule(&self, article_14: bool) -> ItemRule {
        let flagged = self.items.iter().any(|item| item.abuse_material);
        let declared = self.items.iter();
        ItemRule {
            strict: article_14 || flagged || !self.references.is_empty(),
            declared: declared
                .map(|item| (item.path.clone(), item.abuse_material))
                .collect(),
        }
    }
}

fn record(reference: &ItemReference) -> Result<ReferenceRecord, Refusal> {
    let sha256 = reference.digest.as_str().parse();
    Ok(ReferenceRecord {
        sha256: sha256.map_err(Refusal::fault("a digest of 64 hexadecimal digits reads"))?,
        custodian: reference.custodian.clone(),
        description: reference.description.clone(),
    })
}

/// Which items may be copied into the package.
#[derive(Debug, Clone)]
pub(super) struct ItemRule {
    strict: bool,
    declared: BTreeMap<String, bool>,
}

/// An item that is not copied, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {why}")]
pub(super) struct TurnedAway {
    name: String,
    why: String,
}

impl TurnedAway {
    /// This item, for this reason.
    pub fn new(name: &str, why: impl Into<String>) -> Self {
        let (name, why) = (name.to_owned(), why.into());
        Self { name, why }
    }

    /// The answer: which item, why, and the rule with its article.
    pub fn refusal(&self) -> Refusal {
        let rejection = Rejection::by(Rule::OnlyAsReference);
        let (rule, article) = (rejection.rule.key(), rejection.article.to_string());
        Problem::rejected(rule, article, format!("{self}. {rejection}")).into()
    }
}

impl ItemRule {
    /// Lets an item through, or turns it away before a byte of it is sealed. What was read of it to decide is given back
    /// with the rest.
    pub fn admit<R: Read>(&self, name: &str, mut content: R) -> io::Result<impl Read + use<R>> {
        let mut head = Vec::new();
        if self.strict {
            self.declared_harmless(name)?;
            content.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
            if let Some(what) = shown_by(&head) {
                return Err(turned_away(name, format!("it begins as {what} does")));
            }
        }
        Ok(Cursor::new(head).chain(content))
    }

    fn declared_harmless(&self, name: &str) -> io::Result<()> {
        match self.declared.get(name) {
            Some(false) => Ok(()),
            Some(true) => Err(turned_away(name, "it is declared as such material")),
            None => Err(turned_away(
                name,
                "in this case each file needs a declaration, `abuse_material = false`",
            )),
        }
    }
}

fn turned_away(name: &str, why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, TurnedAway::new(name, why))
}

/// The item that an error turned away, where it was no failure of reading.
pub(super) fn as_turned_away(error: &io::Error) -> Option<&TurnedAway> {
    error.get_ref()?.downcast_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nIHDR";

    fn sheet(text: &str) -> Sheet {
        Sheet::read(text.as_bytes()).expect("it reads")
    }

    fn taken(rule: &ItemRule, name: &str, content: &[u8]) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let admitted = rule.admit(name, content).map_err(|error| error.to_string());
        admitted?
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    #[test]
    fn an_ordinary_case_takes_pictures_and_needs_no_declarations() {
        let rule = Sheet::default().rule(false);
        assert_eq!(taken(&rule, "a.png", PNG).unwrap(), PNG);
    }

    #[test]
    fn in_a_case_of_art_14_every_item_is_declared_and_none_is_a_picture() {
        let text = r#"{"items": [{"path": "log", "abuse_material": false}, {"path": "x", "abuse_material": true}]}"#;
        let rule = sheet(text).rule(true);
        assert_eq!(taken(&rule, "log", b"10:31 login").unwrap(), b"10:31 login");
        assert!(taken(&rule, "log", PNG).unwrap_err().contains("PNG"));
        assert!(
            taken(&rule, "x", b"text")
                .unwrap_err()
                .contains("such material")
        );
        assert!(
            taken(&rule, "y", b"text")
                .unwrap_err()
                .contains("declaration")
        );
    }

    #[test]
    fn an_item_that_is_flagged_or_a_reference_makes_any_case_one() {
        let flagged = sheet(r#"{"items": [{"path": "x", "abuse_material": true}]}"#);
        assert!(taken(&flagged.rule(false), "y", b"text").is_err());
        let digest = "ab".repeat(32);
        let text = format!(
            r#"{{"references": [{{"digest": "{digest}", "custodian": "Police", "description": "A film"}}]}}"#
        );
        let referenced = sheet(&text);
        assert!(taken(&referenced.rule(false), "y", b"text").is_err());
        assert_eq!(referenced.records().unwrap()[0].sha256.to_string(), digest);
    }

    #[test]
    fn a_sheet_that_does_not_read_is_named_with_its_place() {
        for text in [
            "",
            "7",
            r#"{"items": [{"path": "x"}]}"#,
            r#"{"colour": 1}"#,
            r#"{"references": [{"digest": "ab", "custodian": "c", "description": "d"}]}"#,
        ] {
            let refusal = Sheet::read(text.as_bytes()).unwrap_err();
            assert_eq!(refusal.problem().status, 422, "{text}");
        }
    }
}
