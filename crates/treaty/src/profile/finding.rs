//! What is wrong with a profile, where, and what to do about it.

use std::fmt;

use serde::Serialize;

use crate::law::Article;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document makes no profile.
    Error,
    /// It does, and people should look at this.
    Warning,
}

/// One fault of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Where in the document, such as `offences.2.statute`.
    pub path: String,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub says: String,
    /// What to do.
    pub then: String,
    /// The provision that asks for it; none where it is only the form of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
}

impl Finding {
    pub(super) fn too_long(bytes: usize) -> Self {
        Self {
            line: 1,
            column: 1,
            path: String::new(),
            severity: Severity::Error,
            says: format!("the document has {bytes} bytes"),
            then: format!("keep it within {} bytes", super::PROFILE_BYTES_MAX),
            article: None,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self {
            line,
            column,
            path,
            says,
            then,
            ..
        } = self;
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("{path}: ")
        };
        write!(f, "{line}:{column}: {severity}: {path}{says}; {then}")?;
        self.article
            .map_or(Ok(()), |article| write!(f, " ({article})"))
    }
}

/// Line and column, both from 1, of a byte offset.
pub(super) fn place(text: &str, offset: usize) -> (usize, usize) {
    let offset = (0..=offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    let before = &text[..offset.unwrap_or(0)];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a = 1\nname = \"Ärvénia\" # x";
        let at = text.find('#').unwrap();
        assert_eq!(place(text, at), (2, 18));
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, text.len() + 9), (2, 21));
    }
}
