//! The three kinds of no a use case can answer with. They never mix: what does not parse, what a
//! rule refuses, and what the world did not let us do.

use comity_treaty::{Rejection, Sentence};
use comity_wire::problem::{FieldError, Problem, ProblemType};
use std::error::Error;

use crate::refused;

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
    #[error("{}", .0.said())]
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
    pub fn named(kind: ProblemType, detail: impl Into<Sentence>) -> Self {
        Self::Named(Box::new(Problem::saying(kind, detail)))
    }

    /// A named problem that machines of other States and officers' tools meet, and no page shows.
    pub fn to_machines(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self::Named(Box::new(Problem::new(kind, detail)))
    }

    /// There is no such thing, or none this caller may know of.
    pub fn not_found(what: &str) -> Self {
        Self::named(ProblemType::NotFound, refused::NOT_HERE.with("what", what))
    }

    /// The same of something that has no name of its own.
    pub(crate) fn not_there(what: impl Into<Sentence>) -> Self {
        let what = what.into();
        Self::named(ProblemType::NotFound, refused::NOT_HERE.with("what", what))
    }

    /// What binds takes a passkey that was just shown.
    pub fn show_again() -> Self {
        Self::named(ProblemType::Forbidden, refused::SHOW_AGAIN)
    }

    /// What was sent came from no page of this session.
    pub fn not_ours() -> Self {
        Self::named(ProblemType::Forbidden, refused::NOT_OURS)
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
