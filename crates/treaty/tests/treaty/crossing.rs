//! Preservation and assistance: what one State says while the other one's word is on its way.
//!
//! The two sides of these procedures have stages of their own. So the pairs of stages in which the States can be when every
//! message is delivered at once are collected first; after a crossing they are in one of those as well.

use std::collections::BTreeSet;

use comity_treaty::{Command, Matter, MatterId};

use crate::gallery::{Which, first, giver, second, situation, starting_world};
use crate::world::*;

const PAIRS: [[Which; 2]; 3] = [
    [Which::PreservationRequesting, Which::PreservationRequested],
    [Which::AssistanceRequesting, Which::AssistanceRequested],
    [Which::InterceptionRequesting, Which::InterceptionRequested],
];

/// Everything the State may do by itself in a world, without delivering what it says.
fn acts(which: Which, world: &World) -> Vec<(&'static str, World)> {
    let mut after = Vec::new();
    for command in which.commands(world.now) {
        if giver(which, &command).officer().is_none() {
            continue;
        }
        for officer in [first(), second()] {
            let mut world = world.clone();
            let given = world.give(which.at(), which.matter(), command.clone(), officer);
            if given.is_ok() {
                after.push((act(&command), world));
                break;
            }
        }
    }
    let mut world = world.clone();
    let events = world.node(which.at()).events.len();
    world.run_deadlines(which.at());
    if world.node(which.at()).events.len() > events {
        after.push(("deadlines", world));
    }
    after
}

fn act(command: &Command) -> &'static str {
    command.act().key()
}

fn situations(pair: [Which; 2], world: &World) -> [String; 2] {
    pair.map(|which| situation(world.node(which.at()).matters.get(&which.matter())))
}

fn joint_situations(pair: [Which; 2]) -> Vec<World> {
    let start = starting_world(pair[0]);
    let mut found = vec![(situations(pair, &start), start)];
    let mut next = 0;
    while next < found.len() {
        let world = found[next].1.clone();
        next += 1;
        for later in [1, 24 * 100] {
            let mut world = world.clone();
            world.now += hours(later);
            for which in pair {
                for (_, mut reached) in acts(which, &world) {
                    reached.deliver();
                    let new = situations(pair, &reached);
                    if found.iter().all(|(known, _)| *known != new) {
                        found.push((new, reached));
                    }
                }
            }
        }
    }
    found.into_iter().map(|(_, world)| world).collect()
}

/// The stages of both sides, without what only one of them knows.
fn stages(world: &World, id: MatterId) -> [&'static str; 2] {
    [Asking, Asked].map(|at| world.stage(at, id))
}

fn ended(world: &World, id: MatterId) -> bool {
    let ended = |at| world.node(at).matters.get(&id).is_none_or(Matter::is_final);
    ended(Asking) && ended(Asked)
}

/// What was asked a second time after the first had waited in vain for its whole period, as the late answer to the first was
/// on its way: that answer is taken for one to the second in the State that asked, and the other State still owes its own.
const ASKED_AGAIN: [[&str; 2]; 2] = [
    ["answer_consultation", "consult"],
    ["decide_risk", "notify_risk"],
];

/// Whatever crosses: once everything is delivered, the States stand as they can without a crossing.
#[test]
fn both_states_stand_where_they_can_after_every_crossing() {
    let mut apart = BTreeSet::new();
    for pair in PAIRS {
        let id = pair[0].matter();
        let found = joint_situations(pair);
        let known: BTreeSet<_> = found.iter().map(|world| stages(world, id)).collect();
        for world in &found {
            for later in [1, 24 * 100] {
                let mut world = world.clone();
                world.now += hours(later);
                for (said, after) in crossings(pair, &world) {
                    let now = stages(&after, id);
                    if !known.contains(&now) && !ended(&after, id) && !ASKED_AGAIN.contains(&said) {
                        let before = stages(&world, id);
                        apart.insert(format!("{before:?}: {said:?}: {now:?}"));
                    }
                }
            }
        }
    }
    assert_eq!(apart, BTreeSet::new());
}

/// Each thing the one State can say, with each thing the other can, delivered in both orders.
fn crossings(pair: [Which; 2], world: &World) -> Vec<([&'static str; 2], World)> {
    let [ours, theirs] = pair.map(|which| acts(which, world));
    let mut after = Vec::new();
    for (said, opener) in &ours {
        for (answered, other) in &theirs {
            for order in [[Asking, Asked], [Asked, Asking]] {
                let mut world = World {
                    asked: other.asked.clone(),
                    ..opener.clone()
                };
                for at in order {
                    while world.deliver_one(at) {}
                }
                world.deliver();
                after.push(([*said, *answered], world));
            }
        }
    }
    after
}
