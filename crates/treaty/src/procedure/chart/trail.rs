//! What was said lately, in the order in which it was taken in here: so that a message the other State's node did not take
//! in can be taken back from under what came after it.
//!
//! INVARIANT (one course): what one State told and the other rejected is undone, and what was told and heard since is taken
//! in again from there. So both stand as if the rejected message had never been said.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::shapes::Taken;
use super::{Stage, State, Step, To};
use crate::law::Period;
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
    /// It was kept without an effect.
    #[serde(default)]
    pub kept: bool,
}

/// Something the other State said before it knew of our last messages.
pub(super) struct Spoken {
    /// The first of our messages that it did not know of.
    pub place: usize,
    /// The matter as it stood before that.
    pub then: State,
    /// The row under which it was said.
    pub step: &'static Step,
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
            kept: false,
        }
    }

    /// What stands before the first of our own messages is never taken back, so it need not be kept.
    pub(super) fn remember(&mut self, told: Told) {
        self.trail.push(told);
        let surplus = self.trail.len().saturating_sub(REMEMBERED);
        let ours = |told: &Told| told.told.by == self.side;
        let rest = self.trail[surplus..].iter().position(ours);
        self.trail
            .drain(..rest.map_or(self.trail.len(), |place| surplus + place));
    }

    /// Our message of this act and content was not taken in. The row under which it was said, as far as it is remembered.
    pub(super) fn take_back(&mut self, act: Act, said: &Document) -> Option<&'static Step> {
        let ours = |told: &Told| told.act == act && told.told.by == self.side;
        let this = |told: &Told| ours(told) && told.told.document == *said;
        let place = self.trail.iter().rposition(this);
        let place = place.or_else(|| self.trail.iter().rposition(ours))?;
        // The first is the one that came back.
        let since = self.undone_from(place).into_iter().skip(1);
        let step = self.step(act, self.side);
        since.for_each(|told| self.again(told));
        step
    }

    /// Undoes what is remembered from this place on, and hands it over in the order in which it was said.
    fn undone_from(&mut self, place: usize) -> Vec<Told> {
        let since = self.trail.split_off(place);
        for told in since.iter().rev() {
            self.undo(told.clone());
        }
        since
    }

    fn undo(&mut self, told: Told) {
        (self.stage, self.since, self.agreed) = (told.stage, told.since, told.agreed);
        match told.taken {
            Some(taken) => self.taken.insert(told.act, taken),
            None => self.taken.remove(&told.act),
        };
    }

    /// What has no place any more is rejected by the other State as well, or was kept there as it is here.
    fn again(&mut self, told: Told) {
        let (act, kept, told) = (told.act, told.kept, told.told);
        let before = self.before(act, told.clone());
        let kept = !self.moved(act, told) && kept;
        self.remember(Told { kept, ..before });
    }

    /// Where our last messages begin that the other State did not know of when it last moved the matter.
    fn unheard(&self) -> usize {
        let ours = |told: &&Told| told.told.by == self.side || told.kept;
        let unheard = self.trail.iter().rev().take_while(ours).count();
        self.trail.len() - unheard
    }

    /// What the other State said before it knew of our last messages, where it has no place any more.
    pub(super) fn spoken_before(&self, act: Act) -> Option<Spoken> {
        let theirs = self.side.other();
        let ours = |place: &usize| self.trail[*place].told.by == self.side;
        let mut places = (self.unheard()..self.trail.len()).filter(ours);
        places.find_map(|place| {
            let mut then = self.clone();
            then.undone_from(place);
            let step = then.step(act, theirs).filter(|step| step.told)?;
            Some(Spoken { place, then, step })
        })
    }

    /// Whether the step stands before our end: the other State executes, and the end is young enough that it did not know.
    pub(super) fn overrules(&self, now: Timestamp) -> bool {
        let executes = self.side.other() == self.chart().executes;
        executes && self.ended() && Period::Crossing.after(self.since) > now
    }

    /// The State that executes says what is done: its step stands before our end, as it does there, and our end is looked at
    /// from it. So nothing is in effect in one State that has no place in the other.
    /// `false` where it has no place there.
    pub(super) fn overruled(&mut self, place: usize, act: Act, told: Taken) -> bool {
        let ours = self.undone_from(place);
        let before = self.before(act, told.clone());
        let taken = self.step_taken(act, told);
        self.remember(before);
        for told in ours {
            self.again(told);
        }
        taken
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
        let by = self.taken.get(&Act::Withdraw).map(|taken| taken.by);
        let row = by.and_then(|by| self.row(Act::Withdraw, by, self.stage));
        if let Some(To::Stage(stage)) = row.map(|step| step.to) {
            self.reach(stage, at);
        }
    }
}
