//! What the other State's node does not take in was not said: the matter stands, and owes, as before.

use std::collections::BTreeSet;

use comity_treaty::law::Period;
use comity_treaty::procedure::preservation::{Risk, RiskNotice};
use comity_treaty::{Actor, Command, Event, Matter, Rejection, Rule, outgoing, owed, returned};

use crate::gallery::{Which, every_situation, giver};
use crate::messages::text;
use crate::world::*;

/// What leaves a trace in a matter, and is undone. A release goes back to before the sealing: a story tells it.
const UNDONE: [&str; 10] = [
    "answer",
    "conditions_answer",
    "consent_question",
    "consultation",
    "consultation_answer",
    "enquiry",
    "extension_request",
    "onward_question",
    "question",
    "risk_decision",
];

fn not_taken_in(world: &mut World, which: Which, event: &Event) {
    let matter = &world.node(which.at()).matters[&which.matter()];
    let message = outgoing(event, matter).expect("something was said");
    let note = returned(&message, Rejection::by(Rule::Suspended));
    let by = Actor::Consequence;
    world.give(which.at(), which.matter(), note, by).unwrap();
}

fn standing(world: &World, which: Which) -> String {
    let matter = &world.node(which.at()).matters[&which.matter()];
    format!("{} {:?}", matter.stage(), owed(matter))
}

#[test]
fn what_was_not_taken_in_leaves_the_matter_as_it_was() {
    let mut seen = BTreeSet::new();
    for which in Which::ALL {
        for (situation, world) in every_situation(which) {
            for command in which.commands(world.now) {
                let by = giver(which, &command);
                let mut after = world.clone();
                let Ok(event) = after.give(which.at(), which.matter(), command, by) else {
                    continue;
                };
                let ours = !matches!(event.by(), Actor::Peer(_));
                let undone = UNDONE.contains(&event.name()) || preservation_withdrawn(&event);
                if !(ours && undone) {
                    continue;
                }
                not_taken_in(&mut after, which, &event);
                let (now, before) = (standing(&after, which), standing(&world, which));
                assert_eq!(now, before, "{} at {situation}", event.name());
                seen.insert(event.name());
            }
        }
    }
    let withdrawn = ["withdrawal"];
    assert_eq!(seen, UNDONE.into_iter().chain(withdrawn).collect());
}

/// That of a request for assistance has let the preserved data go.
fn preservation_withdrawn(event: &Event) -> bool {
    matches!(event, Event::PreservationRequesting(_)) && event.name() == "withdrawal"
}

fn asked_state(world: &World) -> asked::State {
    match &world.asking.matters[&PRESERVATION] {
        Matter::PreservationRequesting(state) => state.clone(),
        _ => panic!("the requesting side"),
    }
}

fn no_go() -> Command {
    Command::PreservationRequesting(asked::Command::DecideRisk {
        go_on: false,
        text: text(),
    })
}

fn with_risk() -> World {
    let mut world = World::preservation_under_review();
    let notice = RiskNotice {
        risk: Risk::Confidentiality,
        text: text(),
    };
    let notify = kept::Command::NotifyRisk { notice };
    world.keep(notify, duty()).unwrap();
    world
}

/// What came in while we believed the matter at its end is not lost.
#[test]
fn what_was_heard_after_an_end_that_was_none_counts() {
    let mut world = with_risk();
    let event = world.give(Asking, PRESERVATION, no_go(), duty()).unwrap();
    assert_eq!(world.stage(Asking, PRESERVATION), "withdrawn");
    let question = kept::Command::Ask { question: text() };
    let question = Command::PreservationRequested(question);
    world.give(Asked, PRESERVATION, question, duty()).unwrap();
    world.deliver_one(Asked);
    assert!(!asked_state(&world).dialogue.question_open());
    not_taken_in(&mut world, Which::PreservationRequesting, &event);
    let state = asked_state(&world);
    assert!(state.dialogue.question_open() && state.risk.is_some());
}

/// Reproduction: an enquiry made again after such an end was forgotten, and made once more.
#[test]
fn an_enquiry_after_an_end_that_was_none_is_remembered() {
    let mut world = with_risk();
    let enquire = |text: &str| {
        let text = text.into();
        Command::PreservationRequesting(asked::Command::Enquire { text })
    };
    let first = enquire("How does it stand?");
    world.give(Asking, PRESERVATION, first, duty()).unwrap();
    let event = world.give(Asking, PRESERVATION, no_go(), duty()).unwrap();
    world.now = Period::AnswerEnquiry.after(world.now);
    let again = enquire("Does it still stand?");
    world.give(Asking, PRESERVATION, again, duty()).unwrap();
    not_taken_in(&mut world, Which::PreservationRequesting, &event);
    let state = asked_state(&world);
    assert!(state.dialogue.enquiry_open() && state.risk.is_some());
    let asked_last = state.dialogue.enquiry.as_ref().unwrap();
    assert_eq!(asked_last.question, "Does it still stand?");
}

/// Where the other State knows of no open notice, the decision stays made: it would be asked for again and again.
#[test]
fn a_risk_that_is_no_longer_open_there_is_not_open_here() {
    let mut world = with_risk();
    let event = world.give(Asking, PRESERVATION, no_go(), duty()).unwrap();
    let matter = &world.asking.matters[&PRESERVATION];
    let message = outgoing(&event, matter).expect("something was said");
    let note = returned(&message, Rejection::by(Rule::NoOpenRisk));
    let by = Actor::Consequence;
    world.give(Asking, PRESERVATION, note, by).unwrap();
    let state = asked_state(&world);
    assert!(state.risk.is_none() && state.stage == asked::Stage::UnderReview);
}
