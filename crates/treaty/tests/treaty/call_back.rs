//! The call-back of an emergency: nothing is released before the contact of the directory stands behind the request.

use comity_treaty::procedure::assistance::requested::Command as Released;
use comity_treaty::procedure::assistance::requesting::Command as Sought;
use comity_treaty::{Actor, Duty, Role, Rule, owed, sample};

use crate::story::rule;
use crate::world::*;

const CODE: &str = "47110815";

fn call(code: &str) -> Released {
    Released::CallBack {
        contact: "Duty desk of XAA, +999 1 000 100".into(),
        code: Some(code.into()),
    }
}

fn answer(code: &str) -> Sought {
    Sought::AnswerCallBack { code: code.into() }
}

/// Another officer of the contact point, who had no hand in the request.
fn night_duty() -> Actor {
    sample::officer("n.adeyemi", Role::DutyOfficer)
}

fn duties(world: &World, at: At) -> Vec<Duty> {
    let owed = owed(&world.node(at).matters[&ACCESS]);
    owed.iter().map(|one| one.what).collect()
}

#[test]
fn in_an_emergency_the_contact_is_called_back_before_anything_is_released() {
    let mut world = World::emergency();
    assert!(duties(&world, Asked).contains(&Duty::CallBack));
    let closed = world.release(Released::ProposeTransfer, custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
    world.release(call(CODE), duty()).unwrap();
    assert!(duties(&world, Asking).contains(&Duty::AnswerCallBack));
    let closed = world.release(Released::ProposeTransfer, custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
    // As people write down what is read to them.
    world.seek(answer("4711 08-15"), night_duty()).unwrap();
    assert!(!duties(&world, Asked).contains(&Duty::CallBack));
    world
        .release(Released::ProposeTransfer, custodian())
        .unwrap();
    let again = world.release(call(CODE), duty());
    assert_eq!(rule(again), Rule::CallBackDone);
}

#[test]
fn a_wrong_code_opens_nothing_and_takes_a_new_call() {
    let mut world = World::emergency();
    world.release(call(CODE), duty()).unwrap();
    world.seek(answer("00000000"), night_duty()).unwrap();
    let closed = world.release(Released::ProposeTransfer, custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
    assert!(duties(&world, Asked).contains(&Duty::CallBack), "again");
    let second = world.seek(answer(CODE), night_duty());
    assert_eq!(rule(second), Rule::NoOpenCallBack, "one attempt for a call");
    world.release(call("20250314"), duty()).unwrap();
    world.seek(answer("20250314"), night_duty()).unwrap();
    world
        .release(Released::ProposeTransfer, custodian())
        .unwrap();
}

/// Whoever stole the session of the one who prepared or sent the request cannot answer for it.
#[test]
fn who_had_a_hand_in_the_request_does_not_answer_for_it() {
    let mut world = World::emergency();
    let early = world.seek(answer(CODE), night_duty());
    assert_eq!(rule(early), Rule::NoOpenCallBack);
    world.release(call(CODE), duty()).unwrap();
    let sender = world.seek(answer(CODE), approver());
    assert_eq!(rule(sender), Rule::SecondPersonRequired);
    let drafter_on_duty = sample::officer("m.ferro", Role::DutyOfficer);
    let drafter = world.seek(answer(CODE), drafter_on_duty);
    assert_eq!(rule(drafter), Rule::SecondPersonRequired);
    let nobody = world.seek(answer(""), night_duty());
    assert_eq!(rule(nobody), Rule::TextMissing);
}

#[test]
fn a_call_back_is_for_emergencies_and_says_whom_it_reached() {
    let mut world = World::transfer_proposed();
    assert_eq!(rule(world.release(call(CODE), duty())), Rule::NoEmergency);
    let mut world = World::emergency();
    for code in ["4711081", "471108155", "4711081a", ""] {
        assert_eq!(rule(world.release(call(code), duty())), Rule::TextMissing);
    }
    let unsaid = Released::CallBack {
        contact: " ".into(),
        code: Some(CODE.into()),
    };
    assert_eq!(rule(world.release(unsaid, duty())), Rule::TextMissing);
}

/// Where nobody can be reached and the hour runs out, the State decides: two persons, with a reason.
#[test]
fn the_call_back_is_policy_and_two_persons_may_waive_it() {
    let mut world = World::emergency();
    let waiver = Released::ProposeWaiver {
        rule: Rule::CallBackFirst,
        reason: "The line is dead; the embassy confirmed in person.".into(),
    };
    world.release(waiver, approver()).unwrap();
    let alone = world.release(Released::ConfirmWaiver, approver());
    assert_eq!(rule(alone), Rule::SecondPersonRequired);
    world.release(Released::ConfirmWaiver, judge()).unwrap();
    world
        .release(Released::ProposeTransfer, custodian())
        .unwrap();
}
