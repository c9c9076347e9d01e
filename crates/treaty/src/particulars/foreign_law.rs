//! What the law of the State that is asked wants of a request besides the Convention's own list: answers to what it asks of
//! others, the measures that come first, and an end of secrecy its law allows. It is told to the drafter with everything
//! else that is missing; the State that is asked refuses nothing for it, and asks for completion instead.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Secrecy, expected};
use crate::law::{Article, Measure, periods::days_after};
use crate::national::NationalLaw;
use crate::rejection::Invalid;
use crate::sentence::Sentence;

/// The answer to one sentence of `asks_of_others` in the requested State's profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The sentence, letter for letter.
    pub asks: String,
    /// The answer.
    pub answer: String,
}

/// A milder measure that came before this one, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// The measure.
    pub measure: Measure,
    /// What came of it, or why it could not come first.
    pub outcome: String,
}

/// What a request says to the other State's law.
#[derive(Debug, Clone, Default)]
pub struct Said<'a> {
    /// The sentences answered; those with an empty answer are not.
    pub answered: BTreeSet<&'a str>,
    /// The measures that came first.
    pub first: BTreeSet<Measure>,
    /// The end of the secrecy asked for.
    pub secret_until: Option<Timestamp>,
}

impl<'a> Said<'a> {
    /// What these parts of a request say.
    pub fn new(answered: &'a [Answered], earlier: &[Earlier], secrecy: Option<&Secrecy>) -> Self {
        let told = |text: &str| !text.trim().is_empty();
        let answers = answered.iter().filter(|one| told(&one.answer));
        let first = earlier.iter().filter(|one| told(&one.outcome));
        Self {
            answered: answers.map(|one| one.asks.as_str()).collect(),
            first: first.map(|one| one.measure).collect(),
            secret_until: secrecy.map(|secrecy| secrecy.review_on),
        }
    }
}

/// Everything the law wants in a request for the measure and does not find, each with its paragraph.
pub fn missing(
    law: &NationalLaw,
    measure: Measure,
    said: &Said<'_>,
    now: Timestamp,
) -> Vec<Invalid> {
    let asks = law.asks_of_others.get(&measure).into_iter().flatten();
    let unanswered = asks.filter(|asks| !said.answered.contains(asks.as_str()));
    let mut all: Vec<Invalid> = unanswered
        .map(|asks| {
            fault(
                "answered",
                contents(measure),
                expected::ASKED.with("asks", asks.as_str()),
            )
        })
        .collect();
    let before = law.requires_first.get(&measure).into_iter().flatten();
    let untried = before.filter(|before| !said.first.contains(before));
    all.extend(untried.map(|before| {
        let expected = expected::FIRST.with("measure", expected::title(*before));
        fault("earlier", contents(measure), expected)
    }));
    if let Some(latest) = latest_secrecy(law, measure, now) {
        let expected = expected::SECRET_UNTIL.with("at", latest);
        let late = said.secret_until.filter(|until| *until > latest);
        all.extend(late.map(|_| fault("secrecy.review_on", secrecy(measure), expected)));
    }
    all
}

/// Until when the law lets secrecy last that begins now; `None` where it says nothing.
pub fn latest_secrecy(law: &NationalLaw, measure: Measure, now: Timestamp) -> Option<Timestamp> {
    let days = law.secrecy_days_max(measure)?;
    Some(days_after(now, days))
}

/// The paragraph on what a request for the measure contains.
const fn contents(measure: Measure) -> Article {
    match measure {
        Measure::RealTimeTraffic => Article::A45p3,
        Measure::AssetRecovery => Article::A50p3,
        Measure::Extradition => Article::A37p8,
        Measure::StoredData
        | Measure::Assistance
        | Measure::ContentInterception
        | Measure::VideoHearing
        | Measure::PersonalAppearance => Article::A40p15,
        other => other.article(),
    }
}

const fn secrecy(measure: Measure) -> Article {
    match measure {
        Measure::Preservation => Article::A42p3g,
        _ => Article::A40p20,
    }
}

fn fault(field: &str, paragraph: Article, expected: Sentence) -> Invalid {
    let field = field.into();
    Invalid {
        field,
        paragraph,
        expected,
    }
}
