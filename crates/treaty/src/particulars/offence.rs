//! The offence of a request, with what is needed to find its channel.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::collect::Collect;
use super::expected;
use crate::law::bounds::PENALTY_MONTHS;
use crate::law::{Article, Category, ConventionOffence, Element, Instrument, JurisdictionHead};
use crate::party::StateCode;

/// The offence as the requesting State's law punishes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offence {
    /// The article of the Convention it falls under, if any.
    pub convention: Option<ConventionOffence>,
    /// The statute, cited so that it can be looked up.
    pub statute: String,
    /// The maximum penalty in the statute, in months of deprivation of liberty; 0 where not stated.
    pub max_penalty_months: u32,
    /// The statute allows a penalty heavier than a term of imprisonment.
    pub heavier_penalty: bool,
    /// Whose law the statute is; the requesting State's where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose_law: Option<StateCode>,
    /// The conduct in plain words: what is compared for dual criminality, Art 35(3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conduct: Option<String>,
    /// The elements that are met and on which a State's options turn.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub elements: BTreeSet<Element>,
    /// The kind of serious crime, where it is none of Arts 7 to 17.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The other United Nations instrument that establishes it, Art 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
    /// The statute of the requested State that covers the same conduct, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_statute: Option<String>,
    /// On what the jurisdiction rests, Art 22.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
}

/// On what the requesting State's jurisdiction rests, Art 22.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jurisdiction {
    /// The head.
    pub head: JurisdictionHead,
    /// The link to the State: where it was committed, who the victim is.
    pub link: String,
}

/// An [`Offence`] on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // Those without words of their own are documented at the offence.
pub struct OffenceDraft {
    pub convention: Option<ConventionOffence>,
    pub statute: Option<String>,
    /// The maximum penalty in months. Needed where no article of the Convention is named, Art 2(h).
    pub max_penalty_months: Option<u32>,
    pub heavier_penalty: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whose_law: Option<StateCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conduct: Option<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub elements: BTreeSet<Element>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_statute: Option<String>,
    /// Asked for by the scope gate; absent only in documents from before it asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
}

impl OffenceDraft {
    /// The offence, or everything that is wrong with it, each with its paragraph; `paragraph` is the one that asks for
    /// the statute.
    pub fn read(self, paragraph: Article) -> Result<Offence, Vec<crate::rejection::Invalid>> {
        let mut collect = Collect::default();
        let offence = self.parse(&mut collect, paragraph);
        collect.finish(offence)
    }

    pub(super) fn parse(self, collect: &mut Collect, paragraph: Article) -> Offence {
        self.graded(collect);
        self.fitting(collect);
        let jurisdiction = self.jurisdiction.map(|j| j.parse(collect));
        Offence {
            convention: self.convention,
            statute: collect.text(self.statute, "offence.statute", paragraph),
            max_penalty_months: self.max_penalty_months.unwrap_or(0),
            heavier_penalty: self.heavier_penalty,
            whose_law: self.whose_law,
            conduct: collect.text_if_any(self.conduct, "offence.conduct", Article::A35p3),
            elements: self.elements,
            category: self.category,
            instrument: self.instrument,
            requested_statute: collect.text_if_any(
                self.requested_statute,
                "offence.requested_statute",
                Article::A35p3,
            ),
            jurisdiction,
        }
    }

    fn graded(&self, collect: &mut Collect) {
        let graded =
            self.convention.is_some() || self.max_penalty_months.is_some() || self.heavier_penalty;
        collect.check(
            graded,
            "offence.max_penalty_months",
            Article::A2h,
            expected::PENALTY,
        );
        let plausible = |months| PENALTY_MONTHS.holds(months);
        collect.check(
            self.max_penalty_months.is_none_or(plausible),
            "offence.max_penalty_months",
            Article::A2h,
            expected::PENALTY_MOST.with("number", PENALTY_MONTHS.most),
        );
    }

    /// Elements belong to the article named; a kind of serious crime stands in the place of an article.
    fn fitting(&self, collect: &mut Collect) {
        for element in &self.elements {
            let belongs = self.convention.is_some_and(|c| element.belongs_to(c));
            let paragraph = self
                .convention
                .map_or(Article::A35p1, ConventionOffence::article);
            let field = format!("offence.elements.{}", element.key());
            collect.check(belongs, &field, paragraph, expected::ELEMENT);
        }
        let one = self.convention.is_none() || self.category.is_none();
        collect.check(one, "offence.category", Article::A35p1, expected::CATEGORY);
    }
}

impl Jurisdiction {
    fn parse(self, collect: &mut Collect) -> Self {
        let link = collect.text(
            Some(self.link),
            "offence.jurisdiction.link",
            self.head.article(),
        );
        Self { link, ..self }
    }
}

impl From<Offence> for OffenceDraft {
    fn from(offence: Offence) -> Self {
        Self {
            convention: offence.convention,
            statute: Some(offence.statute),
            max_penalty_months: Some(offence.max_penalty_months),
            heavier_penalty: offence.heavier_penalty,
            whose_law: offence.whose_law,
            conduct: offence.conduct,
            elements: offence.elements,
            category: offence.category,
            instrument: offence.instrument,
            requested_statute: offence.requested_statute,
            jurisdiction: offence.jurisdiction,
        }
    }
}
