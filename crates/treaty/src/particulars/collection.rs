//! What a request to collect data as they arise states besides Art 40(15): the fields of Art 45(3), which the platform asks
//! for in Art 46 as well. The authority (a), the facts (b) and the account (d) stand in the request itself.

use serde::{Deserialize, Serialize};

use super::collect::Collect;
use super::expected;
use crate::law::Article;
use crate::law::bounds::COLLECTION_DAYS;

/// The collection asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// (c) How the data relate to the offence.
    pub link_to_offence: String,
    /// (e) Why the collection is needed.
    pub justification: String,
    /// (f) For how many days; at least one.
    pub days: u32,
    /// (f) Why for so long.
    pub period_justification: String,
}

/// A [`Collection`] on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of the collection, and are documented there.
pub struct CollectionDraft {
    pub link_to_offence: Option<String>,
    pub justification: Option<String>,
    pub days: Option<u32>,
    pub period_justification: Option<String>,
}

impl CollectionDraft {
    pub(super) fn parse(self, c: &mut Collect) -> Collection {
        let days = self.days.unwrap_or(0);
        let field = "collection.days";
        c.check(
            COLLECTION_DAYS.holds(days),
            field,
            Article::A45p3f,
            expected::COLLECTED_DAYS
                .with("least", COLLECTION_DAYS.least)
                .with("most", COLLECTION_DAYS.most),
        );
        Collection {
            link_to_offence: c.text(
                self.link_to_offence,
                "collection.link_to_offence",
                Article::A45p3c,
            ),
            justification: c.text(
                self.justification,
                "collection.justification",
                Article::A45p3e,
            ),
            days,
            period_justification: c.text(
                self.period_justification,
                "collection.period_justification",
                Article::A45p3f,
            ),
        }
    }
}

impl From<Collection> for CollectionDraft {
    fn from(collection: Collection) -> Self {
        Self {
            link_to_offence: Some(collection.link_to_offence),
            justification: Some(collection.justification),
            days: Some(collection.days),
            period_justification: Some(collection.period_justification),
        }
    }
}
