//! A cursor over the document that notes every fault with its place and goes on.

mod lists;
mod values;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::Severity;
use super::nearest::nearest;
use super::notes::Notes;
use crate::law::Article;

/// The most entries a list may hold.
const LIST_MAX: usize = 256;
/// The longest text of a field in bytes.
const TEXT_BYTES_MAX: usize = 4096;

/// A table of the document, with the keys that were asked for.
pub(super) struct Section<'a> {
    path: String,
    at: usize,
    table: Option<&'a DeTable<'a>>,
    known: Vec<&'static str>,
}

/// A word of a closed list.
pub(super) trait Word: Copy + 'static {
    /// What the list is of, such as `a measure`.
    const WHAT: &'static str;
    /// Every word with its meaning.
    fn words() -> Vec<(&'static str, Self)>;
}

impl<'a> Section<'a> {
    /// The document itself.
    pub fn root(table: &'a DeTable<'a>) -> Self {
        Self {
            path: String::new(),
            at: 0,
            table: Some(table),
            known: Vec::new(),
        }
    }

    /// The path of a key in it.
    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn find(&mut self, key: &'static str, notes: &mut Notes) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        let value = self.table?.get(key)?;
        notes.stands(self.path(key), value.span().start);
        Some(value)
    }

    fn missing(&self, key: &str, what: &str, article: Option<Article>, notes: &mut Notes) {
        if !notes.torn() {
            let (says, then) = (format!("`{key}` is missing"), format!("add {what}"));
            notes.note(
                self.at,
                self.path(key),
                Severity::Error,
                says,
                then,
                article,
            );
        }
    }

    /// A value that may be absent.
    fn value<T>(
        &mut self,
        key: &'static str,
        what: &str,
        notes: &mut Notes,
        read: impl Fn(&DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        let found = self.find(key, notes)?;
        let value = read(found.get_ref());
        if value.is_none() {
            let kind = found.get_ref().type_str();
            let (says, then) = (
                format!("this {kind} is not what belongs here"),
                format!("write {what}"),
            );
            notes.form(found.span().start, self.path(key), says, then);
        }
        value
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
        read: impl Fn(&'a Spanned<DeValue<'a>>, &str, &mut Notes) -> Option<T>,
    ) -> Vec<T> {
        let path = self.path(key);
        let Some(found) = self.find(key, notes) else {
            return Vec::new();
        };
        let array = found
            .get_ref()
            .as_array()
            .filter(|array| array.len() <= LIST_MAX);
        let Some(array) = array else {
            let then = format!("write a list in square brackets of at most {LIST_MAX} entries");
            notes.form(found.span().start, path, "this is no list".into(), then);
            return Vec::new();
        };
        let mut all = Vec::new();
        for (place, value) in array.iter().enumerate() {
            let path = format!("{path}.{place}");
            notes.stands(path.clone(), value.span().start);
            all.extend(read(value, &path, notes));
        }
        all
    }

    /// A table under a key. Absent: an empty one, so that what it must hold is missed.
    pub fn table(&mut self, key: &'static str, notes: &mut Notes) -> Section<'a> {
        let path = self.path(key);
        let found = self.find(key, notes);
        let table = found.and_then(|found| found.get_ref().as_table());
        if let Some(found) = found.filter(|_| table.is_none()) {
            let then = format!("write a table: [{path}]");
            notes.form(
                found.span().start,
                path.clone(),
                "this is no table".into(),
                then,
            );
        }
        let at = found.map_or(self.at, |found| found.span().start);
        Section {
            path,
            at,
            table,
            known: Vec::new(),
        }
    }

    /// The tables of `[[key]]`.
    pub fn tables(&mut self, key: &'static str, notes: &mut Notes) -> Vec<Section<'a>> {
        let path = self.path(key);
        self.list(key, notes, |value, at, notes| {
            let table = value.get_ref().as_table();
            if table.is_none() {
                let then = format!("write a table: [[{path}]]");
                notes.form(
                    value.span().start,
                    at.to_owned(),
                    "this is no table".into(),
                    then,
                );
            }
            let (path, at, known) = (at.to_owned(), value.span().start, Vec::new());
            Some(Section {
                path,
                at,
                table: Some(table?),
                known,
            })
        })
    }

    /// The keys of the table, each with its table: `[measures.stored_data]`.
    pub fn keyed<T: Word>(&mut self, notes: &mut Notes) -> Vec<(T, Section<'a>)> {
        let words = T::words();
        self.known.extend(words.iter().map(|(word, _)| *word));
        let there: Vec<_> = words
            .into_iter()
            .filter(|(word, _)| self.has(word))
            .collect();
        there
            .into_iter()
            .map(|(word, meaning)| (meaning, self.table(word, notes)))
            .collect()
    }

    /// Notes every key that nobody asked for, with the nearest one that is known.
    pub fn end(self, notes: &mut Notes) {
        let Some(table) = self.table else {
            return;
        };
        for key in table
            .keys()
            .filter(|key| !self.known.contains(&key.get_ref().as_ref()))
        {
            let word = key.get_ref().as_ref();
            let then = suggestion(word, &self.known);
            notes.form(
                key.span().start,
                self.path(word),
                format!("`{word}` is not known here"),
                then,
            );
        }
    }
}

fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are: {}", known.join(", ")),
    }
}
