//! Answers that say no: problem details for HTTP APIs (RFC 9457).
//!
//! Three kinds of no, never mixed. *Invalid*: the input does not parse; every fault is listed, with its paragraph.
//! *Rejection*: a rule refuses and is named with its article. *Fault*: the world failed. Everything a peer's
//! envelope can be refused for has a row of its own in [`ProblemType`].

mod registry;

use std::fmt;

use comity_treaty::Sentence;
use serde::{Deserialize, Serialize};

pub use registry::ProblemType;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// One fault in submitted particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Path of the field, its parts joined by dots: `account.identifier`. Empty where the whole document is at fault.
    pub field: String,
    /// Where in the submitted document it stands, a JSON pointer as a URI fragment (RFC 6901, section 6):
    /// `#/particulars/account/identifier`. Empty in answers of older nodes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pointer: String,
    /// The paragraph that asks for it: `42(2)(c)`. Empty where none does.
    pub paragraph: String,
    /// What was expected there, in plain words.
    pub expected: Sentence,
}

impl FieldError {
    /// The fault of a field of the submitted document.
    pub fn new(
        field: impl Into<String>,
        paragraph: impl Into<String>,
        expected: impl Into<Sentence>,
    ) -> Self {
        let field = field.into();
        Self {
            pointer: format!("#{}", steps(&field)),
            field,
            paragraph: paragraph.into(),
            expected: expected.into(),
        }
    }

    /// The same fault, where the document it was found in is itself the field `outer` of what was submitted.
    #[must_use]
    pub fn under(mut self, outer: &str) -> Self {
        let inner = self.pointer.trim_start_matches('#');
        self.pointer = format!("#{}{inner}", steps(outer));
        self
    }
}

/// A dotted path as the steps of a JSON pointer; none for the document itself.
fn steps(field: &str) -> String {
    let parts = field.split('.').filter(|part| !part.is_empty());
    let step = |part: &str| format!("/{}", part.replace('~', "~0").replace('/', "~1"));
    parts.map(step).collect()
}

/// A problem document. Members that do not apply are absent.
///
/// A peer's document may carry a `type` we do not know; it still reads, and [`Problem::kind`] is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The stable URI of the kind of problem.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// One line for people, the same for every problem of this kind.
    pub title: String,
    /// The HTTP status it was sent with.
    pub status: u16,
    /// What happened this time, where, and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Sentence>,
    /// URI of this occurrence: the log line or request id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Of `invalid`: every fault at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Of `rejected`: the key of the rule that refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Of `rejected`: the article the rule comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

impl Problem {
    /// A problem of this kind; `detail` says what happened this time and what to do, in the English of machines.
    pub fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self::saying(kind, Sentence::verbatim(detail))
    }

    /// The same, where people read it in their own language.
    pub fn saying(kind: ProblemType, detail: impl Into<Sentence>) -> Self {
        Self {
            type_uri: kind.uri(),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: Some(detail.into()),
            instance: None,
            errors: Vec::new(),
            rule: None,
            article: None,
        }
    }

    /// The input does not parse: all faults at once.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = format!("{} field(s) to correct; nothing was written", errors.len());
        Self {
            errors,
            ..Self::new(ProblemType::Invalid, detail)
        }
    }

    /// A rule refuses: its key, its article and a sentence.
    pub fn rejected(
        rule: impl Into<String>,
        article: impl Into<String>,
        sentence: impl Into<String>,
    ) -> Self {
        let (rule, article) = (Some(rule.into()), Some(article.into()));
        Self {
            rule,
            article,
            ..Self::new(ProblemType::Rejected, sentence)
        }
    }

    /// The same problem, with the URI of this occurrence.
    #[must_use]
    pub fn at(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }

    /// What happened this time; where nothing is said of that, what kind of problem it is.
    pub fn said(&self) -> Sentence {
        let title = || Sentence::verbatim(self.title.as_str());
        self.detail.clone().unwrap_or_else(title)
    }

    /// The kind, if it is one we know.
    pub fn kind(&self) -> Option<ProblemType> {
        ProblemType::from_uri(&self.type_uri)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.title, self.status)?;
        self.detail
            .iter()
            .try_for_each(|detail| write!(f, ": {detail}"))
    }
}

impl std::error::Error for Problem {}
