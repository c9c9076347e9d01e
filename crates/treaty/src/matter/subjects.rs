//! Whom and what a matter concerns: for finding it again, and for seeing when one State keeps asking about the same person.

use serde_json::Value;

use super::Matter;
use crate::particulars::{Account, Document, Person};

/// The keys under which charts name persons, and what is traced.
const PERSONS: [&str; 3] = ["person", "persons", "suspects"];

impl Matter {
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
