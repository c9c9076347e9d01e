//! How the other State's word is taken in: only what its own chart allows it at this stage.

use super::decide::whole;
use super::needs::Question;
use super::{Fact, Says, State, Step, To};
use crate::Side;
use crate::actor::Facts;
use crate::law::Rule;
use crate::permissions::Act;
use crate::procedure::{Course, misplaced};
use crate::rejection::{Rejection, require};

impl State {
    /// What the other State said before it knew of the end, or of a step of ours and without moving anything itself, changes
    /// nothing, and is kept in the history.
    pub(super) fn hear(&self, message: Says, facts: &Facts) -> Result<Fact, Rejection> {
        require(message.measure == self.measure, Rule::WrongProcedure)?;
        require(message.says != self.chart().opens.send, Rule::AlreadyOpen)?;
        let (act, theirs) = (message.says, self.side.other());
        let row = self.row_anywhere(act).ok_or(misplaced(Some(self)))?;
        whole(message.document.faults(row.fields).first())?;
        let question = |state| Question {
            state,
            document: &message.document,
            facts,
        };
        if let Some(step) = self.step(act, theirs).filter(|step| step.told) {
            question(self).may_hear(step, theirs)?;
        } else if let Some(spoken) = self.spoken_before(act) {
            require(
                self.ended() || spoken.step.to == To::Stays,
                misplaced(Some(self)).rule,
            )?;
            question(&spoken.then).may_hear(spoken.step, theirs)?;
        } else if !self.ended() {
            return Err(misplaced(Some(self)));
        }
        let own = self.own;
        Ok(Fact::Heard { own, message })
    }

    /// A row of the act which the other State takes and tells at some stage: an act contains the same in each of its rows.
    fn row_anywhere(&self, act: Act) -> Option<&'static Step> {
        let theirs = self.side.other();
        let mut rows = self.chart().all_steps();
        rows.find(|step| step.act == act && step.told && step.by.is(theirs, self))
    }
}

impl Question<'_> {
    /// What must be true of a step of the other State, as far as it is known here.
    fn may_hear(&self, step: &Step, theirs: Side) -> Result<(), Rejection> {
        self.heard(step.act)?;
        self.shared(step.needs, theirs)
    }
}
