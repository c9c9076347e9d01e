//! What was said lately, in the order in which it was taken in here: so that a message the other State's node did not take
//! in can be taken back from under what came after it.
//!
//! INVARIANT (one course): what one State told and the other rejected is undone, and what was told and heard since is taken
//! in again from there. So both stand as if the rejected message had never been said.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::shapes::Taken;
use super::{Stage, State, Step, To};
use crate::Side;
use crate::particulars::Document;
use crate::permissions::Act;
use crate::procedure::Course;

/// How many messages back a rejection is looked for. More than can be under way in a matter between two nodes.
const REMEMBERED: usize = 16;

/// A message that was told or heard, and how the matter stood before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The act.
    pub act: Act,
    /// Who said it, when it was recorded here, and what it says.
    pub told: Taken,
    /// The stage before it.
    pub stage: Stage,
    /// Since when.
    pub since: Timestamp,
    /// The step of this act before it.
    #[serde(default)]
    pub taken: Option<Taken>,
    /// What was agreed before it.
    #[serde(default)]
    pub agreed: Document,
}

impl State {
    /// How it stands before this message.
    pub(super) fn before(&self, act: Act, told: Taken) -> Told {
        Told {
            act,
            told,
            stage: self.stage,
            since: self.since,
            taken: self.taken.get(&act).cloned(),
            agreed: self.agreed.clone(),
        }
    }

    pub(super) fn remember(&mut self, told: Told) {
        if self.trail.len() == REMEMBERED {
            self.trail.remove(0);
        }
        self.trail.push(told);
    }

    /// Our last message of this act was not taken in.
    pub(super) fn take_back(&mut self, act: Act) {
        let ours = |told: &Told| told.act == act && told.told.by == self.side;
        let Some(place) = self.trail.iter().rposition(ours) else {
            return;
        };
        let since = self.trail.split_off(place);
        for told in since.iter().rev() {
            self.undo(told.clone());
        }
        for told in since.into_iter().skip(1) {
            self.again(told.act, told.told);
        }
    }

    fn undo(&mut self, told: Told) {
        (self.stage, self.since, self.agreed) = (told.stage, told.since, told.agreed);
        match told.taken {
            Some(taken) => self.taken.insert(told.act, taken),
            None => self.taken.remove(&told.act),
        };
    }

    /// What has no place any more is rejected by the other State as well, or was kept there as it is here.
    fn again(&mut self, act: Act, told: Taken) {
        let before = self.before(act, told.clone());
        self.moved(act, told);
        self.remember(before);
    }

    /// Whether the other State said this before it could know of what we told since it last spoke; and whether it moves
    /// nothing, so that it can be kept without an effect.
    pub(super) fn crossed(&self, act: Act) -> bool {
        let mut unheard = self.trail[self.unheard()..].iter();
        unheard.any(|told| {
            let row = self.row(act, self.side.other(), told.stage);
            row.is_some_and(|step| step.told && step.to == To::Stays)
        })
    }

    /// Where our last messages begin that the other State did not know of when it last spoke.
    fn unheard(&self) -> usize {
        let ours = self.trail.iter().rev();
        let unheard = ours.take_while(|told| told.told.by == self.side).count();
        self.trail.len() - unheard
    }

    /// The row under which the other State took a step that it executes, before it knew that the matter had ended here.
    pub(super) fn before_our_end(&self, act: Act) -> Option<&'static Step> {
        let theirs = self.side.other();
        let first = self.trail.get(self.unheard())?;
        let overruled = self.ended() && theirs == self.chart().executes;
        let row = self.row(act, theirs, first.stage)?;
        (overruled && row.told).then_some(row)
    }

    /// The State that executes says what is done: its step stands before our end, as it does there, and our end is looked at
    /// from it. So nothing is in effect in one State that has no place in the other.
    pub(super) fn overruled(&mut self, act: Act, told: Taken) {
        let ours = self.trail.split_off(self.unheard());
        for told in ours.iter().rev() {
            self.undo(told.clone());
        }
        self.again(act, told);
        for told in ours {
            self.again(told.act, told.told);
        }
    }

    /// Whether the State that opened the matter said that help is no longer needed.
    pub(super) fn withdrawn(&self) -> bool {
        self.taken.contains_key(&Act::Withdraw)
    }

    /// A withdrawal that could not end what had an effect ends the matter as soon as nothing has one.
    pub(super) fn withdrawal_takes_effect(&mut self, at: Timestamp) {
        if !self.withdrawn() || self.ended() {
            return;
        }
        let row = self.row(Act::Withdraw, Side::Requesting, self.stage);
        if let Some(To::Stage(stage)) = row.map(|step| step.to) {
            self.reach(stage, at);
        }
    }
}
