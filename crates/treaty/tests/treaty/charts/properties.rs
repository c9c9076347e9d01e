//! What holds in every course of a charted measure, in whatever order, at whatever time.

use comity_treaty::procedure::chart::{Fact, Need, State};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Actor, Command, Event, Matter, apply, decide};
use proptest::prelude::*;

use super::gallery::{MATTER, View, every_situation, giver, views};
use crate::gallery::{first, second};
use crate::world::*;

/// One thing that happens to the two nodes.
#[derive(Debug, Clone)]
enum Op {
    Act {
        asking: bool,
        number: usize,
        second: bool,
    },
    Safeguard {
        asking: bool,
    },
    Time {
        hours: i64,
    },
    Deadlines {
        asking: bool,
    },
    Deliver {
        asking: bool,
    },
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => (any::<bool>(), 0..512usize, any::<bool>())
            .prop_map(|(asking, number, second)| Op::Act { asking, number, second }),
        2 => any::<bool>().prop_map(|asking| Op::Safeguard { asking }),
        2 => prop_oneof![-48..0i64, 0..24i64, 24..(24 * 40i64)].prop_map(|hours| Op::Time { hours }),
        1 => any::<bool>().prop_map(|asking| Op::Deadlines { asking }),
        4 => any::<bool>().prop_map(|asking| Op::Deliver { asking }),
    ]
}

fn view(chart: usize, asking: bool) -> View {
    let side = usize::from(!asking);
    views()[chart * 2 + side]
}

fn play(world: &mut World, chart: usize, ops: &[Op]) {
    for op in ops {
        run(world, chart, op);
    }
}

fn run(world: &mut World, chart: usize, op: &Op) {
    match op {
        Op::Act {
            asking,
            number,
            second,
        } => act(world, view(chart, *asking), *number, *second),
        Op::Safeguard { asking } => {
            if let Some(after) = super::gallery::safeguarded(view(chart, *asking), world) {
                *world = after;
            }
        }
        Op::Time { hours: count } => world.now += hours(*count),
        Op::Deadlines { asking } => world.run_deadlines(view(chart, *asking).at()),
        Op::Deliver { asking } => {
            world.deliver_one(view(chart, *asking).at());
        }
    }
}

/// The first act from this number on that is allowed; nothing comes by hand that only another State says.
fn act(world: &mut World, view: View, number: usize, other: bool) {
    let commands = view.commands(world.now);
    for place in 0..commands.len() {
        let command = commands[(number + place * 7) % commands.len()].clone();
        let actor = giver(view, &command, if other { second() } else { first() });
        if actor.officer().is_some() && world.give(view.at(), MATTER, command, actor).is_ok() {
            return;
        }
    }
}

fn state(world: &World, at: At) -> Option<&State> {
    match world.node(at).matters.get(&MATTER) {
        Some(Matter::Charted(state)) => Some(state),
        _ => None,
    }
}

fn courses() -> impl Strategy<Value = (usize, Vec<Op>)> {
    (0..CHARTS.len(), prop::collection::vec(op(), 1..60))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// `World::give` asserts that what is decided can be applied; here the snapshot is also the fold of its history.
    #[test]
    fn history_and_snapshot_agree((chart, ops) in courses()) {
        let mut world = World::new();
        play(&mut world, chart, &ops);
        for at in [Asking, Asked] {
            let mut folded = None;
            for event in &world.node(at).events {
                folded = Some(apply(folded, event).unwrap());
            }
            prop_assert_eq!(folded.as_ref(), world.node(at).matters.get(&MATTER));
        }
    }

    /// Once everything is delivered, both States see the same stage, whatever crossed on the way.
    #[test]
    fn both_states_see_the_same_stage((chart, ops) in courses()) {
        let mut world = World::new();
        play(&mut world, chart, &ops);
        world.deliver();
        // Two matters of one number, opened in both States, are none that the two share.
        let shared = |(ours, theirs): &(&State, &State)| ours.side != theirs.side;
        let states = state(&world, Asking).zip(state(&world, Asked));
        if let Some((ours, theirs)) = states.filter(shared) {
            let crossed = ours.stage.ends() && theirs.stage.ends();
            prop_assert!(crossed || ours.stage == theirs.stage, "{:?} {:?}", ours.stage, theirs.stage);
        }
    }

    /// Nothing that needs a safeguard is told without it, and nothing that takes two persons is told by one.
    #[test]
    fn nothing_leaves_without_its_safeguards((chart, ops) in courses()) {
        let mut world = World::new();
        play(&mut world, chart, &ops);
        for at in [Asking, Asked] {
            check_safeguards(&world, at);
        }
    }
}

fn check_safeguards(world: &World, at: At) {
    let mut before: Option<Matter> = None;
    for event in &world.node(at).events {
        if let (Some(Matter::Charted(state)), Event::Charted(happened)) = (&before, event)
            && let Fact::Said { message } = &happened.fact
        {
            let row = state
                .chart()
                .all_steps()
                .find(|step| step.act == message.says && step.from.has(state.stage));
            if let Some(step) = row {
                let who = happened.by.officer();
                let proposed = state.proposal.as_ref().is_some_and(|p| Some(&p.by) != who);
                assert!(!step.two_persons() || proposed, "{:?}", step.act);
                let authorised = state.authorisation.as_ref();
                let current = authorised.is_some_and(|a| a.covers(happened.at));
                assert!(!step.needs.contains(&Need::Authorisation) || current);
                let gate = matches!(
                    state.data,
                    Some(comity_treaty::procedure::chart::DataGate::Passed { .. })
                );
                assert!(!step.needs.contains(&Need::PersonalData) || gate);
            }
        }
        before = Some(apply(before.take(), event).unwrap());
    }
}

fn actor_of(event: &Event) -> Option<&comity_treaty::OfficerId> {
    match event {
        Event::Charted(happened) => happened.by.officer(),
        _ => None,
    }
}

/// An end refuses everything but what crossed it: late messages, the answers to enquiries, enquiries whose answer is owed, notes of deliveries.
#[test]
fn ends_refuse_everything() {
    for view in views() {
        for (name, world) in every_situation(view) {
            let Some(matter) = world.node(view.at()).matters.get(&MATTER) else {
                continue;
            };
            if !matter.is_final() {
                continue;
            }
            for command in view.commands(world.now) {
                let actor = giver(view, &command, second());
                let facts = world.facts(view.at(), MATTER, actor);
                if let Ok(event) = decide(Some(matter), command.clone(), &facts) {
                    let after = apply(Some(matter.clone()), &event).unwrap();
                    // A message taken back, or a step of the State that executes which crossed our end.
                    let returned = matches!(&command, Command::Charted(c) if c.act() == comity_treaty::Act::NoteReturned);
                    let overruled = actor_of(&event).is_none() && view.side != view.chart.executes;
                    assert!(
                        returned || overruled || after.stage() == matter.stage(),
                        "{name}: {command:?}"
                    );
                }
            }
        }
    }
}

/// An officer without a role, and a State that is not the other one, move nothing.
#[test]
fn strangers_move_nothing() {
    let nobody = Actor::Officer {
        id: comity_treaty::OfficerId("n.obody".into()),
        roles: [].into(),
    };
    let stranger = Actor::Peer("XZZ".parse().unwrap());
    for view in views() {
        for (_, world) in every_situation(view) {
            for command in view.commands(world.now) {
                for actor in [nobody.clone(), stranger.clone()] {
                    let facts = world.facts(view.at(), MATTER, actor);
                    let matter = world.node(view.at()).matters.get(&MATTER);
                    assert!(decide(matter, command.clone(), &facts).is_err());
                }
            }
        }
    }
}
