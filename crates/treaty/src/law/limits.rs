//! How many requests of a measure one State sends another within a day. Policy of the platform; the State may lift it in a
//! matter, like its other safeguards.

use super::{Measure, Period};

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The measure.
    pub measure: Measure,
    /// The most requests to one State.
    pub most: u32,
    /// Within this period.
    pub within: Period,
}

/// Every limit. The police lane passes by the central authorities, so that it must not become the usual way.
pub const LIMITS: &[Limit] = &[Limit {
    measure: Measure::PoliceCooperation,
    most: 20,
    within: Period::PoliceLane,
}];

impl Measure {
    /// How many requests of the measure may be sent, where there is a limit.
    pub fn limit(self) -> Option<&'static Limit> {
        LIMITS.iter().find(|limit| limit.measure == self)
    }
}
