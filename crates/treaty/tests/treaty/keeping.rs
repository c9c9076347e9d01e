//! What may come of a preservation besides data that are kept: there are none, or the requesting State lets them go.

use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{Actor, Command, Rule};

use crate::messages::{notice, text};
use crate::story::rule;
use crate::world::*;

fn no_data() -> kept::Command {
    kept::Command::ReportNoData { text: text() }
}

fn ordered() -> World {
    let mut world = World::preservation_under_review();
    let screen = kept::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: [].into(),
        note: text(),
    };
    world.keep(screen, duty()).unwrap();
    world
        .keep(kept::Command::Order { days: 90 }, judge())
        .unwrap();
    world
}

#[test]
fn an_order_may_find_no_such_data() {
    let mut world = ordered();
    let mute = kept::Command::ReportNoData { text: " ".into() };
    assert_eq!(rule(world.keep(mute, custodian())), Rule::TextMissing);
    world.keep(no_data(), custodian()).unwrap();
    for at in [Asking, Asked] {
        assert_eq!(world.stage(at, PRESERVATION), "no_data");
        assert!(comity_treaty::owed(&world.node(at).matters[&PRESERVATION]).is_empty());
    }
}

/// What was confirmed as preserved is there.
#[test]
fn data_that_are_preserved_exist() {
    let mut world = World::preserved(90);
    let gone = world.keep(no_data(), custodian());
    assert_eq!(rule(gone), Rule::NotAtThisStage);
}

fn withdraw() -> asked::Command {
    asked::Command::Withdraw { reasons: text() }
}

fn no_go() -> asked::Command {
    let (go_on, text) = (false, text());
    asked::Command::DecideRisk { go_on, text }
}

/// Art 42(8) holds the data for the requesting State, which may let them go: Arts 40(26) and 42(7).
#[test]
fn the_requesting_state_lets_held_data_go() {
    let held = World::access_under_review;
    let mut warned = held();
    let notice = notice();
    warned
        .keep(kept::Command::NotifyRisk { notice }, duty())
        .unwrap();
    for (mut world, command) in [(held(), withdraw()), (warned, no_go())] {
        assert_eq!(world.stage(Asked, PRESERVATION), "held");
        world.ask(command, duty()).unwrap();
        for at in [Asking, Asked] {
            assert_eq!(world.stage(at, PRESERVATION), "withdrawn");
        }
    }
}

/// A withdrawal that was not taken in ends nothing; the request that was decided meanwhile holds the data no longer.
#[test]
fn a_decided_request_holds_nothing_after_an_end_that_was_none() {
    let mut world = World::access_under_review();
    let given = Command::PreservationRequesting(withdraw());
    let event = world.give(Asking, PRESERVATION, given, duty()).unwrap();
    let reasons = text();
    let given_up = Command::AssistanceRequesting(sought::Command::Withdraw { reasons });
    world.give(Asking, ACCESS, given_up, approver()).unwrap();
    let matter = &world.asking.matters[&PRESERVATION];
    let message = comity_treaty::outgoing(&event, matter).unwrap();
    let rejection = comity_treaty::Rejection::by(Rule::Suspended);
    let note = comity_treaty::returned(&message, rejection);
    world
        .give(Asking, PRESERVATION, note, Actor::Consequence)
        .unwrap();
    assert_eq!(world.stage(Asking, PRESERVATION), "preserved");
}
