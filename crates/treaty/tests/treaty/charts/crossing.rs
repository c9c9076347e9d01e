//! What one State says while the other one's word is on its way: every pair of messages that can cross, in both orders.

use std::collections::BTreeSet;

use comity_treaty::procedure::chart::{Chart, Command as C, Stage, State};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Command, Matter, Side};

use super::gallery::{MATTER, View, giver, safeguarded, situation};
use crate::gallery::{first, second};
use crate::world::*;

fn both(chart: &'static Chart) -> [View; 2] {
    [Side::Requesting, Side::Requested].map(|side| View { chart, side })
}

fn state(world: &World, at: At) -> Option<&State> {
    match world.node(at).matters.get(&MATTER) {
        Some(Matter::Charted(state)) => Some(state),
        _ => None,
    }
}

/// Everything the State on a side may do by itself in a world, without delivering what it says.
fn acts(view: View, world: &World) -> Vec<(String, World)> {
    let mut after = Vec::new();
    for command in view.commands(world.now) {
        for officer in [first(), second()] {
            let actor = giver(view, &command, officer);
            if actor.officer().is_none() {
                continue;
            }
            let mut world = world.clone();
            if world
                .give(view.at(), MATTER, command.clone(), actor)
                .is_ok()
            {
                after.push((name(&command), world));
                break;
            }
        }
    }
    let mut world = world.clone();
    let events = world.node(view.at()).events.len();
    world.run_deadlines(view.at());
    if world.node(view.at()).events.len() > events {
        after.push(("deadlines".into(), world));
    }
    after
}

fn name(command: &Command) -> String {
    match command {
        Command::Charted(C::Take { act, .. }) => act.key().into(),
        other => other.act().key().into(),
    }
}

/// A world at every pair of situations in which the two States can be with nothing on its way.
fn joint_situations(chart: &'static Chart) -> Vec<World> {
    let situations = |world: &World| both(chart).map(|view| situation(view, world));
    let mut found = vec![(situations(&World::new()), World::new())];
    let mut next = 0;
    while next < found.len() {
        let world = found[next].1.clone();
        next += 1;
        for later in [1, 24 * 100] {
            let mut world = world.clone();
            world.now += hours(later);
            for view in both(chart) {
                let mut reached: Vec<World> =
                    acts(view, &world).into_iter().map(|(_, w)| w).collect();
                reached.extend(safeguarded(view, &world));
                for mut world in reached {
                    world.deliver();
                    let new = situations(&world);
                    if found.iter().all(|(known, _)| *known != new) {
                        found.push((new, world));
                    }
                }
            }
        }
    }
    found.into_iter().map(|(_, world)| world).collect()
}

/// The State that opened the matter has said the one thing, the other State the other, and nothing is delivered.
fn crossing(opener: &World, other: &World) -> World {
    World {
        asked: other.asked.clone(),
        ..opener.clone()
    }
}

fn delivered(mut world: World, order: [At; 2]) -> World {
    for at in order {
        while world.deliver_one(at) {}
    }
    world.deliver();
    world
}

/// The stages in which the two States are, where they are not the same.
fn parted(world: &World) -> Option<(Stage, Stage)> {
    let (ours, theirs) = state(world, Asking).zip(state(world, Asked))?;
    let same = ours.stage == theirs.stage || ours.stage.ends() && theirs.stage.ends();
    (!same && ours.side != theirs.side).then_some((ours.stage, theirs.stage))
}

/// Whatever crosses: once everything is delivered, both States see the same stage.
#[test]
fn both_states_see_the_same_stage_after_every_crossing() {
    let mut apart = BTreeSet::new();
    for chart in CHARTS {
        for world in joint_situations(chart) {
            for later in [1, 24 * 100] {
                let mut world = world.clone();
                world.now += hours(later);
                apart.extend(crossings(chart, &world));
            }
        }
    }
    assert_eq!(apart, BTreeSet::new());
}

fn crossings(chart: &'static Chart, world: &World) -> Vec<String> {
    let [ours, theirs] = both(chart).map(|view| acts(view, world));
    let stage = world.stage(Asking, MATTER);
    let mut apart = Vec::new();
    for (ours, opener) in &ours {
        for (theirs, other) in &theirs {
            for order in [[Asking, Asked], [Asked, Asking]] {
                let after = delivered(crossing(opener, other), order);
                if let Some(stages) = parted(&after) {
                    let measure = chart.measure;
                    apart.push(format!(
                        "{measure:?} at {stage}: {ours}, {theirs}: {stages:?}"
                    ));
                }
            }
        }
    }
    apart
}
