//! The scope gate: whether one State may ask another for a measure, for this offence, on this day, and why.
//!
//! The answer is always an explanation. Each [`Step`] puts one question, says what was found and on which provision the
//! question stands; the first one that does not hold and carries a rule is the rejection. Nothing else in the code decides
//! scope: `procedure::gate` reads this, and so does [`crate::party::offence_class`].
//!
//! Pure and deterministic: the same case gives the same explanation, word for word.

mod basis;
mod channel;
mod class;
mod criminality;
mod domestic;
mod jurisdiction;
mod offence;
mod say;
mod states;

pub use class::class_between;
pub use say::SCOPE;

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::Serialize;

use crate::Measure;
use crate::law::{Article, OffenceClass, Rule, RuleKind};
use crate::particulars::{Basis, Language, Offence};
use crate::party::{PartyFacts, StateCode};
use crate::rejection::Rejection;
use crate::sentence::{Phrase, Sentence};

/// All that the question depends on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What is asked for.
    pub measure: Measure,
    /// What the request rests on.
    pub basis: &'a Basis,
    /// The offence.
    pub offence: &'a Offence,
    /// The language the request is written in.
    pub language: &'a Language,
    /// The State that asks.
    pub requesting: &'a PartyFacts,
    /// The State that is asked.
    pub requested: &'a PartyFacts,
    /// The day of the question.
    pub now: Timestamp,
}

/// One question of the explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The question.
    pub question: Sentence,
    /// What was found.
    pub finding: Sentence,
    /// The provision the question stands on.
    pub article: Article,
    /// Treaty law, domestic law, or policy.
    pub kind: RuleKind,
    /// Whether the answer is yes.
    pub holds: bool,
    /// The rule that refuses where the answer is no; a step without one informs and decides nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
}

/// What would make it allowed, or surer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// What to do.
    pub what: Sentence,
    /// The provision that opens the way.
    pub article: Article,
}

/// Which rules on the course of assistance apply between the two States, Art 40(7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "rules", rename_all = "snake_case")]
pub enum CourseRules {
    /// Paragraphs 8 to 31 of Art 40: no other treaty binds both.
    Convention,
    /// The same, in place of a treaty, because both agreed to.
    ConventionInstead {
        /// The treaty.
        treaty: String,
    },
    /// The rules of another treaty.
    Treaty {
        /// The treaty, as both record it; the request names it as its basis.
        treaty: String,
    },
    /// The measure has rules of its own, outside Art 40.
    OwnArticle,
}

/// The explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// What is asked for.
    pub measure: Measure,
    /// By whom.
    pub requesting: StateCode,
    /// Of whom.
    pub requested: StateCode,
    /// Whether the request may be made.
    pub allowed: bool,
    /// What the offence is between the two States.
    pub class: OffenceClass,
    /// Which rules govern its course.
    pub course: CourseRules,
    /// Every question, in the order in which a no decides.
    pub steps: Vec<Step>,
    /// What would make it allowed, in the order of the steps.
    pub remedies: Vec<Remedy>,
}

impl Scope {
    /// The first no that decides; none where the request is allowed.
    pub fn rejection(&self) -> Option<Rejection> {
        let step = self.steps.iter().find(|step| step.refuses())?;
        step.rule.map(|rule| Rejection::under(rule, step.article))
    }

    /// The explanation in plain words, one step a line.
    pub fn in_words(&self) -> String {
        let verdict = if self.allowed {
            "allowed"
        } else {
            "not allowed"
        };
        let mut out = format!(
            "{} ({}), {} to {}: {verdict}.\n",
            self.measure,
            self.measure.article(),
            self.requesting,
            self.requested
        );
        for step in &self.steps {
            let _ = writeln!(out, "{}", step.in_words());
        }
        if !self.remedies.is_empty() {
            out.push_str(if self.allowed {
                "To make it surer:\n"
            } else {
                "What would make it allowed:\n"
            });
        }
        for remedy in &self.remedies {
            let _ = writeln!(out, "  - {} ({})", remedy.what, remedy.article);
        }
        out
    }
}

impl Step {
    /// Whether this step alone refuses the request.
    pub fn refuses(&self) -> bool {
        !self.holds && self.rule.is_some()
    }

    fn in_words(&self) -> String {
        let mark = match (self.holds, self.rule) {
            (true, _) => "yes ",
            (false, Some(_)) => "NO  ",
            (false, None) => "no  ",
        };
        let kind = match self.kind {
            RuleKind::Treaty => "treaty",
            RuleKind::Domestic => "domestic law",
            RuleKind::Policy => "policy",
        };
        format!(
            "  {mark}{} {} ({}, {kind})",
            self.question, self.finding, self.article
        )
    }
}

/// The explanation under construction.
struct Account {
    steps: Vec<Step>,
    remedies: Vec<Remedy>,
}

impl Account {
    /// A question on which the request turns.
    fn decides(&mut self, rule: Rule, question: Phrase, holds: bool, finding: impl Into<Sentence>) {
        self.under(rule, rule.article(), question, holds, finding);
    }

    /// The same, on a provision more exact than the rule's row.
    fn under(
        &mut self,
        rule: Rule,
        article: Article,
        question: Phrase,
        holds: bool,
        finding: impl Into<Sentence>,
    ) {
        let (question, finding, kind) = (question.into(), finding.into(), rule.kind());
        let rule = Some(rule);
        self.steps.push(Step {
            question,
            finding,
            article,
            kind,
            holds,
            rule,
        });
    }

    /// A question whose answer matters to the next ones, or to the officer.
    fn informs(
        &mut self,
        (article, kind): (Article, RuleKind),
        question: Phrase,
        holds: bool,
        finding: impl Into<Sentence>,
    ) {
        let (question, finding) = (question.into(), finding.into());
        let rule = None;
        self.steps.push(Step {
            question,
            finding,
            article,
            kind,
            holds,
            rule,
        });
    }

    fn remedy(&mut self, article: Article, what: impl Into<Sentence>) {
        let what = what.into();
        let remedy = Remedy { what, article };
        if !self.remedies.contains(&remedy) {
            self.remedies.push(remedy);
        }
    }
}

/// The first no of a call that is about no case: two States in good standing, each with the authority that speaks.
pub fn reachable(
    measure: Measure,
    requesting: &PartyFacts,
    requested: &PartyFacts,
) -> Option<Rejection> {
    let mut account = Account {
        steps: Vec::with_capacity(3),
        remedies: Vec::new(),
    };
    states::two_in_good_standing(requesting, requested, &mut account);
    channel::authorities(measure, requesting, requested, &mut account);
    let refusing = account.steps.iter().find(|step| step.refuses())?;
    let rule = refusing.rule?;
    Some(Rejection::under(rule, refusing.article))
}

/// Explains whether the request may be made.
pub fn explain(case: &Case<'_>) -> Scope {
    let mut account = Account {
        steps: Vec::with_capacity(24),
        remedies: Vec::new(),
    };
    states::two_in_good_standing(case.requesting, case.requested, &mut account);
    basis::holds(case, &mut account);
    channel::authorities_and_language(case, &mut account);
    let class = class::in_scope(case, &mut account);
    states::willing_and_competent(case, &mut account);
    let course = basis::course(case, &mut account);
    domestic::limits(case, class, &mut account);
    jurisdiction::stated(case, &mut account);
    criminality::dual(case, class, &mut account);
    let allowed = !account.steps.iter().any(Step::refuses);
    Scope {
        measure: case.measure,
        requesting: case.requesting.state,
        requested: case.requested.state,
        allowed,
        class,
        course,
        steps: account.steps,
        remedies: account.remedies,
    }
}
