//! A consultation serves once: it comes before each refusal and each postponement, Art 40(28).

use comity_treaty::law::{Ground, Period};
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::{Command, Duty, Rule};

use crate::messages::{concern, refusal, text};
use crate::story::rule;
use crate::world::*;

fn consult(about: Concern) -> released::Command {
    released::Command::Consult {
        about,
        text: text(),
        conditions: vec![],
    }
}

fn decline() -> ConsultationAnswer {
    ConsultationAnswer {
        accepted: false,
        text: text(),
    }
}

fn postpone(world: &World) -> released::Command {
    released::Command::Postpone {
        review_on: world.now + hours(24 * 30),
        reasons: text(),
    }
}

fn resume() -> released::Command {
    released::Command::ReturnToReview { note: text() }
}

#[test]
fn a_second_postponement_takes_a_consultation_of_its_own() {
    let mut world = World::access_under_review();
    world
        .release(consult(Concern::Postponement), approver())
        .unwrap();
    let answer = decline();
    world
        .seek(sought::Command::AnswerConsultation { answer }, approver())
        .unwrap();
    world.release(postpone(&world), approver()).unwrap();
    world.release(resume(), approver()).unwrap();
    let again = world.release(postpone(&world), approver());
    assert_eq!(rule(again), Rule::ConsultFirst);
}

/// Reproduction: a consultation nobody answered stayed open behind the postponement it had served, and was owed for ever.
#[test]
fn an_unanswered_consultation_is_over_once_it_has_served() {
    let mut world = World::access_under_review();
    world
        .release(consult(Concern::Postponement), approver())
        .unwrap();
    world.now = Period::AnswerConsultation.after(world.now);
    world.release(postpone(&world), approver()).unwrap();
    world.release(resume(), approver()).unwrap();
    for at in [Asking, Asked] {
        assert_eq!(world.stage(at, ACCESS), "under_review");
        let owed = comity_treaty::owed(&world.node(at).matters[&ACCESS]);
        assert!(owed.iter().all(|o| o.what != Duty::AnswerConsultation));
    }
}

/// The answer that crossed the postponement belongs to the consultation before it, and to no other.
#[test]
fn an_answer_that_crosses_the_step_is_taken_in() {
    let mut world = World::access_under_review();
    world
        .release(consult(Concern::Postponement), approver())
        .unwrap();
    world.now = Period::AnswerConsultation.after(world.now);
    let postpone = Command::AssistanceRequested(postpone(&world));
    world.give(Asked, ACCESS, postpone, approver()).unwrap();
    let answer = sought::Command::AnswerConsultation { answer: decline() };
    world.seek(answer, approver()).unwrap();
    let returned = |event: &comity_treaty::Event| event.name() == "returned";
    assert!(!world.asking.events.iter().any(returned));
    world.release(resume(), approver()).unwrap();
    for at in [Asking, Asked] {
        assert_eq!(world.stage(at, ACCESS), "under_review");
    }
}

#[test]
fn a_completed_request_is_consulted_on_anew() {
    let mut world = World::access_under_review();
    let ground = Ground::EssentialInterests;
    world
        .release(consult(Concern::Refusal { ground }), approver())
        .unwrap();
    let answer = decline();
    world
        .seek(sought::Command::AnswerConsultation { answer }, approver())
        .unwrap();
    let question = text();
    world
        .release(released::Command::Ask { question }, approver())
        .unwrap();
    let answer = sought::Command::AnswerQuestion {
        text: text(),
        amended: Some(Box::new(access_particulars(world.now))),
    };
    world.seek(answer, approver()).unwrap();
    let refusal = refusal(ground);
    let refuse = released::Command::ProposeRefusal { refusal };
    assert_eq!(rule(world.release(refuse, approver())), Rule::ConsultFirst);
}

/// What is decided within a day does not wait two weeks for an answer.
#[test]
fn a_consultation_on_a_preservation_is_over_within_the_day() {
    let mut world = World::preservation_under_review();
    let consult = kept::Command::Consult {
        about: concern(),
        text: text(),
        conditions: vec![],
    };
    world.keep(consult, approver()).unwrap();
    let propose = || kept::Command::ProposeRefusal {
        refusal: refusal(Ground::EssentialInterests),
    };
    let early = world.keep(propose(), approver());
    assert_eq!(rule(early), Rule::ConsultationOpen);
    world.now += hours(12);
    world.keep(propose(), approver()).unwrap();
}
