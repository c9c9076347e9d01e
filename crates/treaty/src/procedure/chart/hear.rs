//! How the other State's word is taken in: only what its own chart allows it at this stage.

use super::decide::whole;
use super::needs::Question;
use super::{Fact, Says, State};
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
        let theirs = self.side.other();
        match self.step(message.says, theirs) {
            Some(step) if step.told => {
                whole(message.document.faults(step.fields).first())?;
                let question = Question {
                    state: self,
                    document: &message.document,
                    facts,
                };
                question.heard(step.act)?;
                question.shared(step.needs, theirs)?;
            }
            _ if self.ended() && self.is_theirs(message.says) => {
                if let Some(row) = self.before_our_end(message.says) {
                    whole(message.document.faults(row.fields).first())?;
                }
            }
            _ if self.crossed(message.says) => {}
            _ => return Err(misplaced(Some(self))),
        }
        let own = self.own;
        Ok(Fact::Heard { own, message })
    }

    /// Whether the act is one the other State takes and tells at some stage.
    fn is_theirs(&self, act: Act) -> bool {
        let theirs = self.side.other();
        self.chart()
            .all_steps()
            .any(|step| step.act == act && step.told && step.by.is(theirs, self))
    }
}
