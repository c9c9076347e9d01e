//! The officers' commands of the procedures whose commands are types, as a table: the act and what it must contain. From it
//! forms are drawn, and from it is answered what an officer may do now: each act is tried as if it were taken.

mod contents;
mod known;
mod probe;
mod rows;

pub use probe::{is_misplaced, is_of_the_contents, sample};

use crate::actor::Facts;
use crate::law::Measure;
use crate::law::assistance_kinds::is_evidence;
use crate::particulars::Field;
use crate::permissions::Act;
use crate::procedure::chart::Choice;
use crate::procedure::erasure;
use crate::{Matter, Side};

pub use contents::{
    ANSWER_CONDITIONS, ANSWERED, CALL_BACK_CODE, CLOSE, CONDITIONS, CONSENT, CONSENT_GIVEN, COSTS,
    DECIDE_RISK, ENQUIRE, EXCULPATORY, EXTENSION, FAULTY, LEFT_OUT, NO_DATA, NOTICE, PACKAGE,
    POSTPONE, PROVIDER, REASONS, RECEIVED, RECIPIENT, REFUSAL, RENEWAL, SECRECY_IMPOSSIBLE, WISH,
    WITHDRAW,
};
pub(crate) use contents::{
    AUTHORISE, DATA_GATE, ERASURE, NOTE, PARTICULARS, REVIEW, SCREEN, WAIVER,
};

/// One command of an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The act. Its key is the command's serialised name.
    pub act: Act,
    /// What the command contains.
    pub fields: &'static [Field],
}

/// Every command an officer has in this measure on this side; `None` where the measure is a chart.
pub fn rows(measure: Measure, side: Side) -> Option<&'static [Row]> {
    match (measure, side) {
        (Measure::Preservation, Side::Requesting) => Some(rows::PRESERVATION_REQUESTING),
        (Measure::Preservation, Side::Requested) => Some(rows::PRESERVATION_REQUESTED),
        (measure, Side::Requesting) if is_evidence(measure) => Some(rows::ASSISTANCE_REQUESTING),
        (measure, Side::Requested) if is_evidence(measure) => Some(rows::ASSISTANCE_REQUESTED),
        _ => None,
    }
}

/// What an act of the measure must contain, on whichever side it is; `None` where it is no act of the measure, or the measure
/// is a chart.
pub fn fields_of(measure: Measure, act: Act) -> Option<&'static [Field]> {
    let sides = [Side::Requesting, Side::Requested];
    let mut all = sides
        .into_iter()
        .filter_map(|side| rows(measure, side))
        .flatten();
    all.find(|row| row.act == act).map(|row| row.fields)
}

impl Matter {
    /// What the acting officer may do now, and what the law says about the rest; acts that have no place at the stage are
    /// left out.
    pub fn choices(&self, facts: &Facts) -> Vec<Choice> {
        let mut all = match self {
            Self::PreservationRequesting(state) => probe::choices(state, facts),
            Self::PreservationRequested(state) => probe::choices(state, facts),
            Self::AssistanceRequesting(state) => probe::choices(state, facts),
            Self::AssistanceRequested(state) => probe::choices(state, facts),
            Self::Charted(state) => state.choices(facts),
            Self::Erasing(state) => {
                let former = state.former().map(|former| former.choices(facts));
                former.unwrap_or_default()
            }
        };
        all.retain(|choice| !erasure::ACTS.contains(&choice.act));
        all.extend(erasure::choices(self, facts));
        all
    }
}
