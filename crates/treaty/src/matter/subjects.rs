//! Whom and what a matter concerns: for finding it again, and for seeing when one State keeps asking about the same person.

use serde_json::Value;

use super::Matter;
use crate::particulars::{Account, Document, Person};

/// The key under which a document names the case.
const CASE: &str = "case";
/// The keys under which charts name persons, and what is traced.
const PERSONS: [&str; 3] = ["person", "persons", "suspects"];

impl Matter {
    /// By what officers find it again: whom and what it concerns, and the case of which it is a part. Personal data as well.
    pub fn found_by(&self) -> Vec<String> {
        let case = match self {
            Self::AssistanceRequesting(s) => Some(s.particulars.case.clone()),
            Self::AssistanceRequested(s) => Some(s.particulars.case.clone()),
            Self::Charted(s) => s
                .particulars
                .0
                .get(CASE)
                .and_then(Value::as_str)
                .map(str::to_owned),
            Self::Erasing(s) => return s.former().map(Self::found_by).unwrap_or_default(),
            Self::PreservationRequesting(_) | Self::PreservationRequested(_) => None,
        };
        let mut all = self.subjects();
        all.extend(case);
        all
    }

    /// The accounts and persons of the opening document, as they are written there. May be personal data: for erasable places
    /// only, never for the log.
    pub fn subjects(&self) -> Vec<String> {
        match self {
            Self::PreservationRequesting(s) => accounts(&s.particulars.accounts),
            Self::PreservationRequested(s) => accounts(&s.particulars.accounts),
            Self::AssistanceRequesting(s) => both(&s.particulars.accounts, &s.particulars.persons),
            Self::AssistanceRequested(s) => both(&s.particulars.accounts, &s.particulars.persons),
            Self::Charted(s) => charted(&s.particulars),
            Self::Erasing(s) => s.former().map(Self::subjects).unwrap_or_default(),
        }
    }
}

fn accounts(accounts: &[Account]) -> Vec<String> {
    accounts.iter().map(|a| a.identifier.clone()).collect()
}

fn both(named: &[Account], persons: &[Person]) -> Vec<String> {
    let mut all = accounts(named);
    all.extend(persons.iter().map(|p| p.identity.clone()));
    all
}

fn charted(document: &Document) -> Vec<String> {
    let lists = PERSONS.iter().filter_map(|key| document.0.get(*key));
    let records = lists.filter_map(Value::as_array).flatten();
    let identity = |record: &Value| record["identity"].as_str().map(str::to_owned);
    records.filter_map(identity).collect()
}
