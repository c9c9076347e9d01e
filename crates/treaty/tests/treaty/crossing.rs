//! What one State says while the other one's word is on its way: every pair of messages that can cross, in both orders.
//! The search is the same for every procedure; below, preservation and assistance are held against it.

use std::collections::BTreeSet;

use comity_treaty::{Actor, Command, Matter, MatterId};

use crate::gallery::{Which, first, giver, second, situation, starting_world};
use crate::world::*;

/// A procedure, seen from one side.
pub trait Side: Copy {
    fn at(self) -> At;
    fn matter(self) -> MatterId;
    /// One command of every kind.
    fn commands(self, world: &World) -> Vec<Command>;
    /// Who may give the command, this officer where officers may.
    fn giver(self, command: &Command, officer: Actor) -> Actor;
    /// Where the matter stands, as far as it makes a difference for what can be said.
    fn situation(self, world: &World) -> String;
    /// Worlds that several commands in one go lead to.
    fn also(self, world: &World) -> Vec<World>;
}

/// Everything the State may do by itself in a world, by name, without delivering what it says.
fn acts<S: Side>(side: S, world: &World) -> Vec<(&'static str, World)> {
    let mut after = Vec::new();
    for command in side.commands(world) {
        for officer in [first(), second()] {
            let actor = side.giver(&command, officer);
            let mut world = world.clone();
            let ours = actor.officer().is_some();
            let given = ours.then(|| world.give(side.at(), side.matter(), command.clone(), actor));
            if given.is_some_and(|given| given.is_ok()) {
                after.push((name(&command), world));
                break;
            }
        }
    }
    let mut world = world.clone();
    let events = world.node(side.at()).events.len();
    world.run_deadlines(side.at());
    if world.node(side.at()).events.len() > events {
        after.push(("deadlines", world));
    }
    after
}

/// The act.
fn name(command: &Command) -> &'static str {
    command.act().key()
}

/// An hour later, and so much later that everything is due.
fn later(world: &World) -> [World; 2] {
    [1, 24 * 100].map(|count| World {
        now: world.now + hours(count),
        ..world.clone()
    })
}

/// A world at every pair of situations in which the two States can be with nothing on its way.
pub fn joint_situations<S: Side>(pair: [S; 2], start: World) -> Vec<World> {
    let situations = |world: &World| pair.map(|side| side.situation(world));
    let mut found = vec![(situations(&start), start)];
    let mut next = 0;
    while next < found.len() {
        let world = found[next].1.clone();
        next += 1;
        for world in later(&world) {
            for side in pair {
                let given = acts(side, &world).into_iter().map(|(_, world)| world);
                for mut reached in given.chain(side.also(&world)) {
                    reached.deliver();
                    let new = situations(&reached);
                    if found.iter().all(|(known, _)| *known != new) {
                        found.push((new, reached));
                    }
                }
            }
        }
    }
    found.into_iter().map(|(_, world)| world).collect()
}

/// Each thing the one State can say now or later, with each thing the other can: what was said, and the world after both
/// were delivered, in both orders.
pub fn crossings<S: Side>(pair: [S; 2], world: &World) -> Vec<([&'static str; 2], World)> {
    let mut after = Vec::new();
    for world in later(world) {
        let [ours, theirs] = pair.map(|side| acts(side, &world));
        for (said, opener) in &ours {
            for (answered, other) in &theirs {
                for order in [[Asking, Asked], [Asked, Asking]] {
                    let world = crossed(opener, other, order);
                    after.push(([*said, *answered], world));
                }
            }
        }
    }
    after
}

fn crossed(opener: &World, other: &World, order: [At; 2]) -> World {
    let mut world = World {
        asked: other.asked.clone(),
        ..opener.clone()
    };
    for at in order {
        while world.deliver_one(at) {}
    }
    world.deliver();
    world
}

// ---- Preservation and assistance -------------------------------------------------------------------------------------

impl Side for Which {
    fn at(self) -> At {
        Self::at(self)
    }

    fn matter(self) -> MatterId {
        Self::matter(self)
    }

    fn commands(self, world: &World) -> Vec<Command> {
        Self::commands(self, world.now)
    }

    fn giver(self, command: &Command, officer: Actor) -> Actor {
        let actor = giver(self, command);
        if actor.officer().is_some() {
            officer
        } else {
            actor
        }
    }

    fn situation(self, world: &World) -> String {
        situation(world.node(self.at()).matters.get(&self.matter()))
    }

    fn also(self, _world: &World) -> Vec<World> {
        Vec::new()
    }
}

const PAIRS: [[Which; 2]; 3] = [
    [Which::PreservationRequesting, Which::PreservationRequested],
    [Which::AssistanceRequesting, Which::AssistanceRequested],
    [Which::InterceptionRequesting, Which::InterceptionRequested],
];

/// What was asked a second time after the first had waited in vain for its whole period, as the late answer to the first was
/// on its way: that answer is taken for one to the second in the State that asked, and the other State still owes its own.
const ASKED_AGAIN: [[&str; 2]; 2] = [
    ["answer_consultation", "consult"],
    ["decide_risk", "notify_risk"],
];

/// The stages of both sides.
fn stages(world: &World, id: MatterId) -> [&'static str; 2] {
    [Asking, Asked].map(|at| world.stage(at, id))
}

fn ended(world: &World, id: MatterId) -> bool {
    let ended = |at| world.node(at).matters.get(&id).is_none_or(Matter::is_final);
    ended(Asking) && ended(Asked)
}

/// The two sides of these procedures have stages of their own. So the pairs of stages in which the States can be when every
/// message is delivered at once are collected first; after a crossing they are in one of those as well.
#[test]
fn both_states_stand_where_they_can_after_every_crossing() {
    let mut apart = BTreeSet::new();
    for pair in PAIRS {
        let id = pair[0].matter();
        let found = joint_situations(pair, starting_world(pair[0]));
        let known: BTreeSet<_> = found.iter().map(|world| stages(world, id)).collect();
        for world in &found {
            for (said, after) in crossings(pair, world) {
                let now = stages(&after, id);
                if !known.contains(&now) && !ended(&after, id) && !ASKED_AGAIN.contains(&said) {
                    let before = stages(world, id);
                    apart.insert(format!("{before:?}: {said:?}: {now:?}"));
                }
            }
        }
    }
    assert_eq!(apart, BTreeSet::new());
}
