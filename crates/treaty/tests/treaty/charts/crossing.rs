//! Charts: after every crossing both States see the same stage.

use std::collections::BTreeSet;

use comity_treaty::procedure::chart::{Stage, State};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Actor, Command, Matter, MatterId, Side};

use super::gallery::{MATTER, View, giver, safeguarded, situation};
use crate::crossing::{self, crossings, joint_situations};
use crate::world::*;

impl crossing::Side for View {
    fn at(self) -> At {
        Self::at(self)
    }

    fn matter(self) -> MatterId {
        MATTER
    }

    fn commands(self, world: &World) -> Vec<Command> {
        Self::commands(self, world.now)
    }

    fn giver(self, command: &Command, officer: Actor) -> Actor {
        giver(self, command, officer)
    }

    fn situation(self, world: &World) -> String {
        situation(self, world)
    }

    fn also(self, world: &World) -> Vec<World> {
        safeguarded(self, world).into_iter().collect()
    }
}

fn state(world: &World, at: At) -> Option<&State> {
    match world.node(at).matters.get(&MATTER) {
        Some(Matter::Charted(state)) => Some(state),
        _ => None,
    }
}

/// The stages in which the two States are, where they are not the same.
fn parted(world: &World) -> Option<(Stage, Stage)> {
    let (ours, theirs) = state(world, Asking).zip(state(world, Asked))?;
    let same = ours.stage == theirs.stage || ours.stage.ends() && theirs.stage.ends();
    (!same && ours.side != theirs.side).then_some((ours.stage, theirs.stage))
}

/// What waits for an answer in one of the States and not in the other one.
fn waiting(world: &World) -> Option<&'static str> {
    let (ours, theirs) = state(world, Asking).zip(state(world, Asked))?;
    let open = |state: &State| {
        let consulted = state.dialogue.open_consultation().is_some();
        let (question, enquiry) = (
            state.dialogue.question_open(),
            state.dialogue.enquiry_open(),
        );
        [
            (question, "question"),
            (consulted, "consultation"),
            (enquiry, "enquiry"),
        ]
    };
    let apart = open(ours)
        .into_iter()
        .zip(open(theirs))
        .find(|(a, b)| a != b);
    let going_on = !(ours.stage.ends() && theirs.stage.ends()) && ours.side != theirs.side;
    apart.filter(|_| going_on).map(|((_, what), _)| what)
}

/// A second consultation, after the first had waited in vain for its whole period, as its late answer was on its way: that
/// answer is taken for one to the second in the State that asked.
fn asked_again(mut said: [&str; 2]) -> bool {
    said.sort_unstable();
    said == ["answer_consultation", "consult"]
}

/// Whatever crosses: once everything is delivered, both States see the same stage, and wait for the same answers.
#[test]
fn both_states_see_the_same_stage_after_every_crossing() {
    let mut apart = BTreeSet::new();
    for chart in CHARTS {
        let pair = [Side::Requesting, Side::Requested].map(|side| View { chart, side });
        for world in joint_situations(pair, World::new()) {
            for (said, after) in crossings(pair, &world) {
                let stages = parted(&after);
                let waits = waiting(&after).filter(|_| !asked_again(said));
                if stages.is_some() || waits.is_some() {
                    let (measure, stage) = (chart.measure, world.stage(Asking, MATTER));
                    apart.insert(format!(
                        "{measure:?} at {stage}: {said:?}: {stages:?} {waits:?}"
                    ));
                }
            }
        }
    }
    assert_eq!(apart, BTreeSet::new());
}
