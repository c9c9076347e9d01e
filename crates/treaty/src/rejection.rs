//! The answers that are not events: a rule said no, the input does not parse, the history is broken.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::{Article, Rule};
use crate::sentence::Sentence;

/// A rule refuses a command. An answer, not a failure: nothing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rejection {
    /// The rule that said no.
    pub rule: Rule,
    /// The provision it stands on in this case.
    pub article: Article,
}

impl Rejection {
    /// The rejection by `rule`, with the provision of the rule's row.
    pub const fn by(rule: Rule) -> Self {
        Self {
            rule,
            article: rule.article(),
        }
    }

    /// The same rejection resting on another provision, where the case makes it more exact.
    pub const fn under(rule: Rule, article: Article) -> Self {
        Self { rule, article }
    }
}

/// Which kind of message of ours the other State's node rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undelivered {
    /// The request itself: there is no matter in the other State.
    Opening,
    /// A release: the evidence stays with us.
    Release,
    /// An answer, perhaps with a completed request: the question is still open there, and the first request stands.
    Answer,
    /// A status enquiry.
    Enquiry,
    /// A request for extension.
    Extension,
    /// A later end of the secrecy: the earlier one stands.
    SecrecyRenewal,
    /// A request for consent to an onward transfer.
    OnwardQuestion,
    /// A request for consent to another use, or to a later end of retention.
    ConsentQuestion,
    /// A question: nobody was asked.
    Question,
    /// A consultation: nobody was consulted.
    Consultation,
    /// An answer to a consultation.
    ConsultationAnswer,
    /// A decision after a notice of risk.
    RiskDecision,
    /// The withdrawal of a preservation.
    Withdrawal,
    /// The code of a call-back: it has not come back there.
    CallBackAnswer,
    /// An answer to the conditions offered for the transfer.
    ConditionsAnswer,
    /// Any other message; nothing we hold depends on it.
    Other,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.rule.sentence(), self.article)
    }
}

impl std::error::Error for Rejection {}

/// Holds, or the rejection by `rule`.
pub(crate) fn require(holds: bool, rule: Rule) -> Result<(), Rejection> {
    if holds {
        Ok(())
    } else {
        Err(Rejection::by(rule))
    }
}

/// One fault of an input: where, which paragraph asks for it, what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid {
    /// The field, with dots for nesting and numbers for list places: `accounts.0.identifier`.
    pub field: String,
    /// The paragraph that asks for the field.
    pub paragraph: Article,
    /// What was expected, in plain words.
    pub expected: Sentence,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {} ({})",
            self.field, self.expected, self.paragraph
        )
    }
}

/// All faults of one input. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct Faults(pub Vec<Invalid>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("; "))
    }
}

/// An event does not follow from the state it is applied to: the stored history is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the event `{event}` cannot follow the stage `{stage}`: the stored history is damaged; run `comity fsck`"
)]
pub struct CorruptHistory {
    /// The event's name.
    pub event: &'static str,
    /// The stage it was applied to; `nothing` where there was no matter.
    pub stage: &'static str,
}
