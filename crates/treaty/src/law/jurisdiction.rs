//! The heads of jurisdiction of Art 22.

use serde::{Deserialize, Serialize};

use super::Article;

macro_rules! heads {
    ($($name:ident = $key:literal, $article:ident, $says:literal;)*) => {
        /// Why the requesting State may pursue the offence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum JurisdictionHead {
            $(#[doc = $says] #[serde(rename = $key)] $name,)*
        }

        impl JurisdictionHead {
            /// Every head, in the order of the article.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// Its paragraph.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// What it says.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$name => $says),* }
            }
        }
    };
}

heads! {
    Territory = "territory", A22p1, "committed on the territory";
    ShipOrAircraft = "ship_or_aircraft", A22p1, "committed on a ship or aircraft of the State";
    VictimNational = "victim_national", A22p2, "committed against a national";
    OffenderNational = "offender_national", A22p2, "committed by a national or a resident without nationality";
    LaunderingAbroad = "laundering_abroad", A22p2, "laundering abroad in aid of an offence on the territory";
    AgainstState = "against_state", A22p2, "committed against the State itself";
    NotExtradited = "not_extradited", A22p3, "the person is present and not extradited";
    DomesticLaw = "domestic_law", A22p6, "another head of domestic law";
}

impl JurisdictionHead {
    /// Whether it reaches beyond the territory, and so must heed Art 5 the more.
    pub const fn reaches_abroad(self) -> bool {
        !matches!(self, Self::Territory | Self::ShipOrAircraft)
    }
}
