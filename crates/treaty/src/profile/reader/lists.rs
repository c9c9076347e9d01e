//! Lists of values.

use super::values::{article_number, word};
use super::{Section, TEXT_BYTES_MAX, Word};
use crate::profile::notes::Notes;

impl Section<'_> {
    /// A list of words of a closed list.
    pub fn words<T: Word>(&mut self, key: &'static str, notes: &mut Notes) -> Vec<T> {
        self.list(key, notes, |value, path, notes| word(value, path, notes))
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str, notes: &mut Notes) -> Vec<String> {
        self.list(key, notes, |value, path, notes| {
            let text = value
                .get_ref()
                .as_str()
                .filter(|t| !t.trim().is_empty() && t.len() <= TEXT_BYTES_MAX);
            if text.is_none() {
                let says = "this is no text".to_owned();
                notes.form(
                    value.span().start,
                    path.to_owned(),
                    says,
                    "write a text in quotes".into(),
                );
            }
            text.map(str::to_owned)
        })
    }

    /// A list of things that read from text.
    pub fn parsed_list<T: std::str::FromStr>(
        &mut self,
        key: &'static str,
        what: &str,
        notes: &mut Notes,
    ) -> Vec<T> {
        self.list(key, notes, |value, path, notes| {
            let read = value.get_ref().as_str().and_then(|text| text.parse().ok());
            if read.is_none() {
                let says = "this does not belong here".to_owned();
                notes.form(
                    value.span().start,
                    path.to_owned(),
                    says,
                    format!("write {what}"),
                );
            }
            read
        })
    }

    /// A list of article numbers, 7 to 17.
    pub fn articles(&mut self, key: &'static str, notes: &mut Notes) -> Vec<u8> {
        self.list(key, notes, |value, path, notes| {
            let number = article_number(value.get_ref());
            if number.is_none() {
                let says = "this is no article that establishes an offence".to_owned();
                notes.form(
                    value.span().start,
                    path.to_owned(),
                    says,
                    "write a number from 7 to 17".into(),
                );
            }
            number
        })
    }
}
