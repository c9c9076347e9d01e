//! How a collection of data as they arise ends: a renewal that is refused, a stop that is final, and what was collected for
//! nobody, Arts 24(2), 40(25) and 45(3)(f).

use comity_treaty::law::{Ground, Period};
use comity_treaty::procedure::assistance::{CollectionNews, RequestedSays};
use comity_treaty::{Actor, Command, Duty, Role, Rule, owed, sample};

use crate::messages::{refusal, text};
use crate::story::rule;
use crate::world::*;

fn give(world: &mut World, command: released::Command, by: Actor) {
    world.release_in(INTERCEPTION, command, by).unwrap();
}

fn is_owed(world: &World, duty: Duty) -> bool {
    let owed = owed(&world.asked.matters[&INTERCEPTION]);
    owed.iter().any(|one| one.what == duty)
}

#[test]
fn a_renewal_is_refused_by_two_persons_with_reasons() {
    let mut world = World::collecting();
    let propose = |reasons: &str| released::Command::ProposeRenewalRefusal {
        reasons: reasons.into(),
    };
    let unasked = world.release_in(INTERCEPTION, propose("Enough."), judge());
    assert_eq!(rule(unasked), Rule::RenewalNotRequested);
    let ask = || sought::Command::RequestRenewal {
        days: 5,
        justification: text(),
    };
    world.seek_in(INTERCEPTION, ask(), approver()).unwrap();
    assert!(is_owed(&world, Duty::DecideRenewal));
    let mute = world.release_in(INTERCEPTION, propose(" "), judge());
    assert_eq!(rule(mute), Rule::ReasonsMissing);
    give(&mut world, propose("Enough is known."), judge());
    let confirm = || released::Command::ConfirmRenewalRefusal;
    let alone = world.release_in(INTERCEPTION, confirm(), judge());
    assert_eq!(rule(alone), Rule::SecondPersonRequired);
    let second = sample::officer("b.moreau", Role::Approver);
    give(&mut world, confirm(), second);
    assert!(!is_owed(&world, Duty::DecideRenewal));
    for at in [Asking, Asked] {
        assert_eq!(world.stage(at, INTERCEPTION), "collecting");
    }
    let heard = world.asking.events.last().unwrap();
    assert_eq!(heard.name(), "renewal_refused");
    world.seek_in(INTERCEPTION, ask(), approver()).unwrap();
    assert!(is_owed(&world, Duty::DecideRenewal), "may be asked anew");
}

/// What was proposed on one justification is not confirmed on another.
#[test]
fn a_new_justification_is_decided_on_anew() {
    let mut world = World::collecting();
    let ask = || sought::Command::RequestRenewal {
        days: 5,
        justification: text(),
    };
    world.seek_in(INTERCEPTION, ask(), approver()).unwrap();
    let reasons = text();
    let propose = released::Command::ProposeRenewalRefusal { reasons };
    give(&mut world, propose, judge());
    world.seek_in(INTERCEPTION, ask(), approver()).unwrap();
    let confirm = released::Command::ConfirmRenewalRefusal;
    let late = world.release_in(INTERCEPTION, confirm, approver());
    assert_eq!(rule(late), Rule::NotAtThisStage);
}

/// Reproduction: the requesting State took in that a collection began which had stopped for good.
#[test]
fn what_has_stopped_does_not_begin_again() {
    let mut world = World::collecting();
    world.pass_days(10);
    assert_eq!(world.stage(Asking, INTERCEPTION), "collected");
    let ends = world.now + hours(24);
    let news = CollectionNews::Started { ends };
    let message = Box::new(RequestedSays::Collection { news });
    let hear = Command::AssistanceRequesting(sought::Command::Hear { message });
    let peer = Actor::Peer(sample::requested_state());
    let again = world.give(Asking, INTERCEPTION, hear, peer);
    assert_eq!(rule(again), Rule::NotAtThisStage);
}

#[test]
fn what_was_collected_for_a_withdrawn_request_is_destroyed() {
    let mut world = World::collecting();
    assert!(!is_owed(&world, Duty::DestroyEvidence));
    let withdraw = sought::Command::Withdraw { reasons: text() };
    world.seek_in(INTERCEPTION, withdraw, approver()).unwrap();
    destroyed_in_time(&mut world);
}

#[test]
fn what_was_collected_for_a_refused_request_is_destroyed() {
    let mut world = World::collecting();
    world.pass_days(10);
    let refusal = refusal(Ground::Persecution);
    for (command, by) in [
        (released::Command::ReturnToReview { note: text() }, judge()),
        (released::Command::ProposeRefusal { refusal }, judge()),
        (released::Command::ConfirmRefusal, approver()),
    ] {
        give(&mut world, command, by);
    }
    destroyed_in_time(&mut world);
}

fn destroyed_in_time(world: &mut World) {
    let owed = owed(&world.asked.matters[&INTERCEPTION]);
    let duty = owed.iter().find(|o| o.what == Duty::DestroyEvidence);
    assert_eq!(
        duty.map(|o| o.due),
        Some(Period::DestroyCollected.after(world.now))
    );
    let destroy = || released::Command::DestroyCollected { note: text() };
    give(world, destroy(), custodian());
    assert!(!is_owed(world, Duty::DestroyEvidence));
    let twice = world.release_in(INTERCEPTION, destroy(), custodian());
    assert_eq!(rule(twice), Rule::NotAtThisStage);
}

/// A request that ended before anything was collected leaves nothing to destroy.
#[test]
fn nothing_collected_leaves_nothing_to_destroy() {
    let mut world = World::interception_authorised();
    let withdraw = sought::Command::Withdraw { reasons: text() };
    world.seek_in(INTERCEPTION, withdraw, approver()).unwrap();
    assert!(!is_owed(&world, Duty::DestroyEvidence));
    let destroy = released::Command::DestroyCollected { note: text() };
    let none = world.release_in(INTERCEPTION, destroy, custodian());
    assert_eq!(rule(none), Rule::NotAtThisStage);
}
