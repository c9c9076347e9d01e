//! The offence of a request, with what is needed to find its channel.

use serde::{Deserialize, Serialize};

use super::collect::Collect;
use crate::law::{Article, ConventionOffence};

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
}

/// An [`Offence`] on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OffenceDraft {
    /// The article of the Convention, if any.
    pub convention: Option<ConventionOffence>,
    /// The statute.
    pub statute: Option<String>,
    /// The maximum penalty in months. Needed where no article of the Convention is named, Art 2(h).
    pub max_penalty_months: Option<u32>,
    /// A penalty heavier than imprisonment.
    pub heavier_penalty: bool,
}

impl OffenceDraft {
    pub(super) fn parse(self, collect: &mut Collect, paragraph: Article) -> Offence {
        let graded =
            self.convention.is_some() || self.max_penalty_months.is_some() || self.heavier_penalty;
        collect.check(
            graded,
            "offence.max_penalty_months",
            Article::A2h,
            "the maximum penalty in months, where the offence is none of Arts 7 to 17",
        );
        Offence {
            convention: self.convention,
            statute: collect.text(self.statute, "offence.statute", paragraph),
            max_penalty_months: self.max_penalty_months.unwrap_or(0),
            heavier_penalty: self.heavier_penalty,
        }
    }
}

impl From<Offence> for OffenceDraft {
    fn from(offence: Offence) -> Self {
        Self {
            convention: offence.convention,
            statute: Some(offence.statute),
            max_penalty_months: Some(offence.max_penalty_months),
            heavier_penalty: offence.heavier_penalty,
        }
    }
}
