//! How many requests of a measure one State sends another within a day. Policy of the platform. What only the sending State
//! holds it may lift in a matter, like its other safeguards; what protects the other State's people that State holds too, and
//! nobody lifts it.

use super::{Measure, Period, Rule};

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The measure.
    pub measure: Measure,
    /// The most requests to one State.
    pub most: u32,
    /// Within this period.
    pub within: Period,
    /// The rule that refuses more.
    pub rule: Rule,
    /// Whether the State they go to refuses more as well, whatever the sending one counted.
    pub held_there: bool,
}

/// Every limit. The police lane passes by the central authorities, so that it must not become the usual way. A test call
/// rouses whoever is on call, at night: each shift of a day can be tried several times, and nobody is kept awake by it.
pub const LIMITS: &[Limit] = &[
    Limit {
        measure: Measure::PoliceCooperation,
        most: 20,
        within: Period::PoliceLane,
        rule: Rule::LaneFull,
        held_there: false,
    },
    Limit {
        measure: Measure::TestCall,
        most: 8,
        within: Period::TestCalls,
        rule: Rule::EnoughTestCalls,
        held_there: true,
    },
];

impl Measure {
    /// How many requests of the measure may be sent, where there is a limit.
    pub fn limit(self) -> Option<&'static Limit> {
        LIMITS.iter().find(|limit| limit.measure == self)
    }
}
