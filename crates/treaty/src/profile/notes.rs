//! What is wrong with a document, collected with its places.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeTable;

use super::finding::{Finding, Severity, place};
use crate::law::Article;

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
    /// Notes a finding at a byte offset.
    pub fn note(
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

    /// Notes a fault of form at a byte offset.
    pub fn form(&mut self, at: usize, path: String, says: String, then: String) {
        self.note(at, path, Severity::Error, says, then, None);
    }

    /// Remembers where a value stands.
    pub fn stands(&mut self, path: String, at: usize) {
        self.places.insert(path, at);
    }

    /// Whether the text is no TOML.
    pub fn torn(&self) -> bool {
        self.torn
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
