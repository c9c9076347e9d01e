//! The three kinds of no a use case can answer with. They never mix: what does not parse, what a
//! rule refuses, and what the world did not let us do.

use comity_treaty::{Rejection, Sentence};
use comity_wire::problem::{FieldError, Problem, ProblemType};
use std::error::Error;

/// Why a use case did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The input does not parse: every fault at once.
    #[error("{} field(s) to correct; nothing was written", .0.len())]
    Invalid(Vec<FieldError>),
    /// A rule of the Convention, of domestic law or of the platform refuses.
    #[error("{0}")]
    Rejected(Rejection),
    /// A named problem of the registry.
    #[error("{}", .0.detail.as_deref().unwrap_or(&.0.title))]
    Named(Box<Problem>),
    /// The world failed.
    #[error("{what}")]
    Fault {
        /// What could not be done, and what to do about it.
        what: &'static str,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Named(Box::new(problem))
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl Refusal {
    /// A fault of the world with its source.
    pub fn fault<E: Into<Box<dyn Error + Send + Sync>>>(
        what: &'static str,
    ) -> impl FnOnce(E) -> Self {
        move |source| Self::Fault {
            what,
            source: source.into(),
        }
    }

    /// A named problem.
    pub fn named(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self::Named(Box::new(Problem::new(kind, detail)))
    }

    /// There is no such thing, or none this caller may know of.
    pub fn not_found(what: &str) -> Self {
        Self::named(
            ProblemType::NotFound,
            format!("{what}: nothing of this name is here"),
        )
    }

    /// One field of the input does not parse.
    pub fn field(field: &str, expected: impl Into<Sentence>) -> Self {
        Self::Invalid(vec![FieldError::new(field, "", expected)])
    }

    /// The same no, where what was read is the field `outer` of what was submitted.
    #[must_use]
    pub(crate) fn under(self, outer: &str) -> Self {
        match self {
            Self::Invalid(errors) => {
                Self::Invalid(errors.into_iter().map(|error| error.under(outer)).collect())
            }
            other => other,
        }
    }

    /// The problem document of this no (RFC 9457). A fault keeps its source to itself.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Invalid(errors) => Problem::invalid(errors.clone()),
            Self::Rejected(rejection) => Problem::rejected(
                rejection.rule.key(),
                rejection.article.to_string(),
                rejection.to_string(),
            ),
            Self::Named(problem) => (**problem).clone(),
            Self::Fault { what, .. } => Problem::new(ProblemType::Fault, *what),
        }
    }
}

/// An error with all its sources, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        line.push_str(": ");
        line.push_str(&inner.to_string());
        source = inner.source();
    }
    line
}
