//! The numbers a document may hold: the least and the most of each, and from which source each of the two is.

use super::{
    Article, Period,
    RuleKind::{self, Policy, Treaty},
};

/// A number between two others, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The least.
    pub least: u32,
    /// Where the least is from.
    pub floor: RuleKind,
    /// The most.
    pub most: u32,
    /// Where the most is from.
    pub ceiling: RuleKind,
    /// The provision that asks for the number.
    pub article: Article,
    /// What is counted.
    pub counts: &'static str,
}

macro_rules! bounds {
    ($($name:ident = $least:expr, $floor:ident, $most:expr, $ceiling:ident, $article:ident, $counts:literal;)*) => {
        $(
            #[doc = $counts]
            pub const $name: Bound = Bound {
                least: $least,
                floor: $floor,
                most: $most,
                ceiling: $ceiling,
                article: Article::$article,
                counts: $counts,
            };
        )*

        /// Every bound.
        pub const BOUNDS: &[Bound] = &[$($name),*];
    };
}

bounds! {
    PRESERVATION_DAYS = Period::PreservationFloor.whole_days(), Treaty, 3650, Policy, A42p8, "The days of a preservation, asked for or confirmed at once.";
    ORDER_DAYS = 1, Treaty, Period::DomesticOrderMax.whole_days(), Treaty, A25, "The days of one domestic preservation order; fewer where the own law says so.";
    COLLECTION_DAYS = 1, Treaty, 3650, Policy, A45p3f, "The days of a collection, and of each renewal; fewer where the own law says so.";
    PENALTY_MONTHS = 0, Policy, 12_000, Policy, A2h, "The months of a maximum penalty; what is heavier is said apart.";
}

impl Bound {
    /// Whether the number lies within.
    pub const fn holds(self, number: u32) -> bool {
        self.least <= number && number <= self.most
    }
}
