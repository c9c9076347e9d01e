//! What a request still lacks for the State it goes to, however it is written: as a draft, drawn up again, or completed.

use super::{Command, Matter, asked, chart, sought};
use crate::Side;
use crate::actor::Facts;
use crate::law::Measure;
use crate::particulars::foreign_law::missing;
use crate::particulars::{AssistanceParticulars, Document, PreservationParticulars};
use crate::procedure::chart::Chart;
use crate::rejection::Invalid;

impl Command {
    /// Everything the other State's law wants in the request that this command writes, and does not find, each with its
    /// paragraph and its place in the command. `matter` is that of the command, where there is one. Empty for every other
    /// command.
    pub fn missing(&self, matter: Option<&Matter>, facts: &Facts) -> Vec<Invalid> {
        let (law, now) = (&facts.peer.law, facts.now);
        let found = match self {
            Self::PreservationRequesting(command) => {
                preservation(command).map(|p| missing(law, Measure::Preservation, &p.said(), now))
            }
            Self::AssistanceRequesting(command) => {
                assistance(command).map(|p| missing(law, p.measure(), &p.said(), now))
            }
            Self::Charted(command) => charted(command, matter)
                .map(|(measure, p)| missing(law, measure, &p.to_foreign_law().said(), now)),
            Self::PreservationRequested(_) | Self::AssistanceRequested(_) | Self::Erasing(_) => {
                None
            }
        };
        let mut found = found.unwrap_or_default();
        for fault in &mut found {
            fault.field = format!("{}.{}", self.place(), fault.field);
        }
        found
    }

    /// The field of the command in which the request stands.
    const fn place(&self) -> &'static str {
        match self {
            Self::PreservationRequesting(asked::Command::AnswerQuestion { .. })
            | Self::AssistanceRequesting(sought::Command::AnswerQuestion { .. }) => "amended",
            _ => "particulars",
        }
    }
}

fn preservation(command: &asked::Command) -> Option<&PreservationParticulars> {
    match command {
        asked::Command::RequestPreservation { particulars } => Some(particulars),
        asked::Command::AnswerQuestion { amended, .. } => amended.as_deref(),
        _ => None,
    }
}

fn assistance(command: &sought::Command) -> Option<&AssistanceParticulars> {
    match command {
        sought::Command::DraftRequest { particulars }
        | sought::Command::Redraft { particulars } => Some(particulars),
        sought::Command::AnswerQuestion { amended, .. } => amended.as_deref(),
        _ => None,
    }
}

/// The request with its measure, where the other State is to carry it out.
fn charted<'a>(
    command: &'a chart::Command,
    matter: Option<&Matter>,
) -> Option<(Measure, &'a Document)> {
    let (measure, particulars) = match command {
        chart::Command::DraftRequest {
            measure,
            particulars,
        } => (*measure, particulars),
        chart::Command::Redraft { particulars } => (matter?.measure(), particulars),
        _ => return None,
    };
    let theirs = Chart::of(measure).is_some_and(|chart| chart.executes == Side::Requested);
    (theirs && measure.about_a_case()).then_some((measure, particulars))
}
