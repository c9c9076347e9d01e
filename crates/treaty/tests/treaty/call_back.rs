//! The call-back of an emergency: nothing is released before the contact of the directory stands behind the request.

use comity_treaty::procedure::assistance::requested::Command as Released;
use comity_treaty::procedure::assistance::requesting::Command as Sought;
use comity_treaty::{
    Actor, Command, Duty, Rejection, Role, Rule, apply, decide, outgoing, owed, returned, sample,
};

use crate::story::rule;
use crate::world::*;

const CODE: &str = "47110815";

fn call() -> Released {
    Released::CallBack {
        contact: "Duty desk of XAA, +999 1 000 100".into(),
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
    let closed = world.release(propose_whole(), custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
    world.release(call(), duty()).unwrap();
    assert!(duties(&world, Asking).contains(&Duty::AnswerCallBack));
    let closed = world.release(propose_whole(), custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
    // As people write down what is read to them.
    world.seek(answer("4711 08-15"), night_duty()).unwrap();
    assert!(!duties(&world, Asked).contains(&Duty::CallBack));
    world.release(propose_whole(), custodian()).unwrap();
    let again = world.release(call(), duty());
    assert_eq!(rule(again), Rule::CallBackDone);
}

#[test]
fn a_wrong_code_opens_nothing_and_takes_a_new_call() {
    let mut world = World::emergency();
    world.release(call(), duty()).unwrap();
    world.seek(answer("00000000"), night_duty()).unwrap();
    let closed = world.release(propose_whole(), custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
    assert!(duties(&world, Asked).contains(&Duty::CallBack), "again");
    let second = world.seek(answer(CODE), night_duty());
    assert_eq!(rule(second), Rule::NoOpenCallBack, "one attempt for a call");
    world.drawn = 314;
    world.release(call(), duty()).unwrap();
    world.seek(answer("00000314"), night_duty()).unwrap();
    world.release(propose_whole(), custodian()).unwrap();
}

/// Whoever stole the session of the one who prepared or sent the request cannot answer for it.
#[test]
fn who_had_a_hand_in_the_request_does_not_answer_for_it() {
    let mut world = World::emergency();
    let early = world.seek(answer(CODE), night_duty());
    assert_eq!(rule(early), Rule::NoOpenCallBack);
    world.release(call(), duty()).unwrap();
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
    assert_eq!(rule(world.release(call(), duty())), Rule::NoEmergency);
    let mut world = World::emergency();
    let unsaid = Released::CallBack {
        contact: " ".into(),
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
    world.release(propose_whole(), custodian()).unwrap();
}

/// As an officer writes down what is read out: with gaps, in the digits of their keyboard; and what is no code.
#[test]
fn a_code_is_known_in_every_script_and_nothing_else_is() {
    let written = [
        ("4711 08-15", true),
        (
            "\u{0664}\u{0667}\u{0661}\u{0661}\u{0660}\u{0668}\u{0661}\u{0665}",
            true,
        ),
        (
            "\u{06f4}\u{06f7}\u{06f1}\u{06f1}\u{06f0}\u{06f8}\u{06f1}\u{06f5}",
            true,
        ),
        (
            "\u{ff14}\u{ff17}\u{ff11}\u{ff11}\u{ff10}\u{ff18}\u{ff11}\u{ff15}",
            true,
        ),
        ("4711081", false),
        ("471108150", false),
        ("4711081s", false),
        ("-", false),
    ];
    for (code, holds) in written {
        let mut world = World::emergency();
        world.release(call(), duty()).unwrap();
        world.seek(answer(code), night_duty()).unwrap();
        let proposed = world.release(propose_whole(), custodian());
        assert_eq!(proposed.is_ok(), holds, "{code}");
    }
}

/// A completed request can ask for other accounts: whoever stood behind the first one is called again.
#[test]
fn a_completed_request_is_called_back_anew() {
    let mut world = World::emergency_under_review();
    world.release(call(), duty()).unwrap();
    world.seek(answer(CODE), night_duty()).unwrap();
    let question = "Which account?".to_owned();
    world.release(Released::Ask { question }, duty()).unwrap();
    let mut particulars = World::danger(world.now);
    particulars.wanted = "Another account is meant.".into();
    let (text, amended) = ("This one.".into(), Some(particulars));
    world
        .seek(Sought::AnswerQuestion { text, amended }, approver())
        .unwrap();
    assert!(duties(&world, Asked).contains(&Duty::CallBack));
    let ready = world.then_authorised().then_sealed();
    let mut world = ready;
    let closed = world.release(propose_whole(), custodian());
    assert_eq!(rule(closed), Rule::CallBackFirst);
}

/// The other State's node did not take the code in: it waits for it still, and so do we.
#[test]
fn a_code_that_was_not_taken_in_is_entered_again() {
    let mut world = World::emergency();
    world.release(call(), duty()).unwrap();
    let before = duties(&world, Asking);
    let facts = world.facts(Asking, ACCESS, night_duty());
    let matter = world.asking.matters[&ACCESS].clone();
    let said = decide(
        Some(&matter),
        Command::AssistanceRequesting(answer(CODE)),
        &facts,
    )
    .unwrap();
    world
        .asking
        .matters
        .insert(ACCESS, apply(Some(matter), &said).unwrap());
    assert!(!duties(&world, Asking).contains(&Duty::AnswerCallBack));
    let message = outgoing(&said, &world.asking.matters[&ACCESS]).unwrap();
    let undone = returned(&message, Rejection::by(Rule::Suspended));
    world
        .give(Asking, ACCESS, undone, Actor::Consequence)
        .unwrap();
    assert_eq!(duties(&world, Asking), before);
}

/// The code is for whoever makes the call, not for all who read the matter; and only until it is spent.
#[test]
fn only_who_may_make_the_call_sees_the_code() {
    let mut world = World::emergency();
    world.release(call(), duty()).unwrap();
    let code = |world: &World, role| {
        let danger = world.node(Asked).matters[&ACCESS].emergency().unwrap();
        let danger = danger.shown_to(&[role].into());
        let sender = danger.sender.expect("what is known of the sender");
        assert!(sender.call_back.is_some(), "how the call stands, all see");
        sender.code.map(str::to_owned)
    };
    for role in Role::ALL {
        let calls = [Role::DutyOfficer, Role::Approver, Role::ExecutingAuthority].contains(&role);
        let seen = code(&world, role);
        assert_eq!(seen.as_deref(), calls.then_some(CODE), "{role:?}");
    }
    world.seek(answer(CODE), night_duty()).unwrap();
    assert_eq!(code(&world, Role::DutyOfficer), None, "spent");
}
