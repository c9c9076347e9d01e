//! Single values.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeValue;

use super::{Section, TEXT_BYTES_MAX, Word, suggestion};
use crate::law::Article;
use crate::profile::notes::Notes;

impl Section<'_> {
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

    /// The article of an offence, 7 to 17, if any.
    pub fn article_if_any(&mut self, key: &'static str, notes: &mut Notes) -> Option<u8> {
        self.value(
            key,
            "the number of an article that establishes an offence, 7 to 17",
            notes,
            article_number,
        )
    }
}

/// A word of a closed list at a place; one that is near is suggested.
pub(super) fn word<T: Word>(
    value: &Spanned<DeValue<'_>>,
    path: &str,
    notes: &mut Notes,
) -> Option<T> {
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

pub(super) fn article_number(value: &DeValue<'_>) -> Option<u8> {
    let number = value.as_integer()?;
    let number = u8::from_str_radix(number.as_str(), number.radix()).ok()?;
    crate::profile::article(number).map(|_| number)
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
