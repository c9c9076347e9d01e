//! A cursor over the document that notes every fault with its place and goes on.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::finding::{Finding, Severity, place};
use super::nearest::nearest;
use crate::law::Article;

/// The most entries a list may hold.
const LIST_MAX: usize = 256;
/// The longest text of a field in bytes.
const TEXT_BYTES_MAX: usize = 4096;

/// What was noted so far, with the place of every value that was read.
pub(super) struct Notes {
    noted: Vec<(usize, Finding)>,
    places: BTreeMap<String, usize>,
    /// The text is no TOML: what seems to be missing may stand where the parser lost its way.
    torn: bool,
}

/// Opens the document; what is no TOML is noted.
pub(super) fn open(text: &str) -> (Spanned<DeTable<'_>>, Notes) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let torn = !errors.is_empty();
    let mut notes = Notes {
        noted: Vec::new(),
        places: BTreeMap::new(),
        torn,
    };
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let says = error.message().trim().to_owned();
        notes.note(
            at,
            String::new(),
            Severity::Error,
            says,
            "write it as TOML".into(),
            None,
        );
    }
    (root, notes)
}

impl Notes {
    fn note(
        &mut self,
        at: usize,
        path: String,
        severity: Severity,
        says: String,
        then: String,
        article: Option<Article>,
    ) {
        let (line, column) = (0, 0);
        self.noted.push((
            at,
            Finding {
                line,
                column,
                path,
                severity,
                says,
                then,
                article,
            },
        ));
    }

    /// Notes an error at a place.
    pub fn error(
        &mut self,
        path: &str,
        says: impl Into<String>,
        then: impl Into<String>,
        article: impl Into<Option<Article>>,
    ) {
        self.said(
            path,
            Severity::Error,
            says.into(),
            then.into(),
            article.into(),
        );
    }

    /// Notes a warning at a place.
    pub fn warning(
        &mut self,
        path: &str,
        says: impl Into<String>,
        then: impl Into<String>,
        article: impl Into<Option<Article>>,
    ) {
        self.said(
            path,
            Severity::Warning,
            says.into(),
            then.into(),
            article.into(),
        );
    }

    /// In a torn text, what is said of something absent would be said of the tear.
    fn said(
        &mut self,
        path: &str,
        severity: Severity,
        says: String,
        then: String,
        article: Option<Article>,
    ) {
        if !self.torn || self.places.contains_key(path) {
            let at = self.at(path);
            self.note(at, path.into(), severity, says, then, article);
        }
    }

    fn form(&mut self, at: usize, path: String, says: String, then: String) {
        self.note(at, path, Severity::Error, says, then, None);
    }

    /// Where a path stands; where it does not, its nearest ancestor.
    fn at(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(at) = self.places.get(path) {
                return *at;
            }
            match path.rsplit_once('.') {
                Some((parent, _)) => path = parent,
                None => return 0,
            }
        }
    }

    /// The findings in the order of the text.
    pub fn into_findings(mut self, text: &str) -> Vec<Finding> {
        self.noted
            .sort_by(|one, other| (one.0, &one.1.path).cmp(&(other.0, &other.1.path)));
        let placed = |(at, mut finding): (usize, Finding)| {
            (finding.line, finding.column) = place(text, at);
            finding
        };
        self.noted.into_iter().map(placed).collect()
    }
}

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
        notes.places.insert(self.path(key), value.span().start);
        Some(value)
    }

    fn missing(&self, key: &str, what: &str, article: Option<Article>, notes: &mut Notes) {
        if !notes.torn {
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

    /// A text that may be absent.
    pub fn text_if_any(&mut self, key: &'static str, notes: &mut Notes) -> Option<String> {
        self.value(
            key,
            "a text in quotes, not empty, of at most 4096 bytes",
            notes,
            |value| {
                let text = value.as_str()?;
                let fits = !text.trim().is_empty() && text.len() <= TEXT_BYTES_MAX;
                fits.then(|| text.to_owned())
            },
        )
    }

    /// A text that must be there.
    pub fn text(
        &mut self,
        key: &'static str,
        article: impl Into<Option<Article>>,
        notes: &mut Notes,
    ) -> Option<String> {
        let there = self.has(key);
        let text = self.text_if_any(key, notes);
        if !there {
            self.missing(key, "a text", article.into(), notes);
        }
        text
    }

    /// Whether the key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.contains_key(key))
    }

    /// True or false; `or` where nothing is written.
    pub fn yes(&mut self, key: &'static str, or: bool, notes: &mut Notes) -> bool {
        self.value(key, "true or false", notes, DeValue::as_bool)
            .unwrap_or(or)
    }

    /// True or false, which must be said; `or` stands in where it is not.
    pub fn said(
        &mut self,
        key: &'static str,
        or: bool,
        article: Article,
        notes: &mut Notes,
    ) -> bool {
        if !self.has(key) {
            self.missing(key, "true or false", Some(article), notes);
        }
        self.yes(key, or, notes)
    }

    /// A whole number that may be absent.
    pub fn number_if_any(&mut self, key: &'static str, notes: &mut Notes) -> Option<u32> {
        self.value(key, "a whole number, not negative", notes, |value| {
            let number = value.as_integer()?;
            u32::from_str_radix(number.as_str(), number.radix()).ok()
        })
    }

    /// A whole number that must be there.
    pub fn number(
        &mut self,
        key: &'static str,
        article: impl Into<Option<Article>>,
        notes: &mut Notes,
    ) -> Option<u32> {
        let there = self.has(key);
        let number = self.number_if_any(key, notes);
        if !there {
            self.missing(key, "a whole number", article.into(), notes);
        }
        number
    }

    /// A day that must be there.
    pub fn day(&mut self, key: &'static str, notes: &mut Notes) -> Option<Date> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key, "a day such as 2026-11-01, without quotes", None, notes);
            return None;
        }
        self.value(key, "a day such as 2026-11-01, without quotes", notes, day)
    }

    /// Something that reads from text, and must be there.
    pub fn parsed<T: std::str::FromStr>(
        &mut self,
        key: &'static str,
        what: &str,
        article: Option<Article>,
        notes: &mut Notes,
    ) -> Option<T> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key, what, article, notes);
            return None;
        }
        self.value(key, what, notes, |value| value.as_str()?.parse().ok())
    }

    /// A word of a closed list that may be absent.
    pub fn word_if_any<T: Word>(&mut self, key: &'static str, notes: &mut Notes) -> Option<T> {
        let found = self.find(key, notes)?;
        word(found, &self.path(key), notes)
    }

    /// A word of a closed list that must be there.
    pub fn word<T: Word>(
        &mut self,
        key: &'static str,
        article: Article,
        notes: &mut Notes,
    ) -> Option<T> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key, T::WHAT, Some(article), notes);
            return None;
        }
        self.word_if_any(key, notes)
    }

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

    /// The article of an offence, 7 to 17, if any.
    pub fn article_if_any(&mut self, key: &'static str, notes: &mut Notes) -> Option<u8> {
        self.value(
            key,
            "the number of an article that establishes an offence, 7 to 17",
            notes,
            article_number,
        )
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
            notes.places.insert(path.clone(), value.span().start);
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

fn word<T: Word>(value: &Spanned<DeValue<'_>>, path: &str, notes: &mut Notes) -> Option<T> {
    let words = T::words();
    let written = value.get_ref().as_str().unwrap_or_default();
    let found = words.iter().find(|(word, _)| *word == written);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let says = format!("`{written}` is not {}", T::WHAT);
        notes.form(
            value.span().start,
            path.to_owned(),
            says,
            suggestion(written, &known),
        );
    }
    found.map(|(_, meaning)| *meaning)
}

fn article_number(value: &DeValue<'_>) -> Option<u8> {
    let number = value.as_integer()?;
    let number = u8::from_str_radix(number.as_str(), number.radix()).ok()?;
    super::article(number).map(|_| number)
}

fn day(value: &DeValue<'_>) -> Option<Date> {
    let written = value.as_datetime()?;
    let date = written.date.filter(|_| written.time.is_none())?;
    let (year, month) = (
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
    );
    Date::new(year, month, i8::try_from(date.day).ok()?).ok()
}
