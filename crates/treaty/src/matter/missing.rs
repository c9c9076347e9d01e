//! What a draft still lacks for the State it goes to.

use super::{Command, asked, chart, sought};
use crate::Side;
use crate::actor::Facts;
use crate::law::Measure;
use crate::particulars::foreign_law::missing;
use crate::procedure::chart::Chart;
use crate::rejection::Invalid;

impl Command {
    /// Everything the other State's law wants in the request that this command drafts, and does not find, each with its
    /// paragraph. Empty for every other command.
    pub fn missing(&self, facts: &Facts) -> Vec<Invalid> {
        let (law, now) = (&facts.peer.law, facts.now);
        match self {
            Self::PreservationRequesting(asked::Command::RequestPreservation { particulars }) => {
                missing(law, Measure::Preservation, &particulars.said(), now)
            }
            Self::AssistanceRequesting(
                sought::Command::DraftRequest { particulars }
                | sought::Command::Redraft { particulars },
            ) => missing(law, particulars.measure(), &particulars.said(), now),
            Self::Charted(chart::Command::DraftRequest {
                measure,
                particulars,
            }) if Chart::of(*measure).is_some_and(|chart| chart.executes == Side::Requested) => {
                missing(law, *measure, &particulars.to_foreign_law().said(), now)
            }
            _ => Vec::new(),
        }
    }
}
