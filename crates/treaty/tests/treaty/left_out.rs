//! What a release leaves out: refused as the whole is, or not there.

use comity_treaty::law::Ground;
use comity_treaty::particulars::DataClass;
use comity_treaty::procedure::assistance::{LeftOut, RequestedSays, SealedPackage};
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::{Matter, Rule, sample};

use crate::story::rule;
use crate::world::*;

/// A part is refused as the whole is; what does not exist is only said. Both come with the release, and are said again with
/// the next one where the package does not verify.
#[test]
fn a_part_is_left_out_on_a_ground_of_the_list_after_a_consultation() {
    let mut world = World::access_under_review();
    let left_out = vec![part(None), part(Some(Ground::EssentialInterests))];
    let about = Concern::Refusal {
        ground: Ground::EssentialInterests,
    };
    let consult = released::Command::Consult {
        about,
        text: "Could the request do without the second account?".into(),
        conditions: vec![],
    };
    world.release(consult, approver()).unwrap();
    let answer = ConsultationAnswer {
        accepted: false,
        text: "No.".into(),
    };
    let answer = sought::Command::AnswerConsultation { answer };
    world.seek(answer, approver()).unwrap();
    let mut world = world.then_authorised().then_sealed();
    let propose = |world: &mut World, left_out: &[LeftOut]| {
        let left_out = left_out.to_vec();
        world.release(released::Command::ProposeTransfer { left_out }, custodian())
    };
    let silent = |change: fn(&mut LeftOut)| {
        let mut one = part(None);
        change(&mut one);
        one
    };
    for (one, expected) in [
        (part(Some(Ground::BankSecrecy)), Rule::BankSecrecyNoGround),
        (part(Some(Ground::BarredAtHome)), Rule::ConsultFirst),
        (
            part(Some(Ground::DataProtection)),
            Rule::DataProtectionNotTried,
        ),
        (silent(|one| one.part = " ".into()), Rule::TextMissing),
        (silent(|one| one.reasons = " ".into()), Rule::ReasonsMissing),
    ] {
        let proposed = propose(&mut world, &[part(None), one]);
        assert_eq!(rule(proposed), expected);
    }
    // Once as it goes, and once more because the package did not verify.
    for _ in 0..2 {
        propose(&mut world, &left_out).unwrap();
        let manifest = manifest();
        let confirm = released::Command::ConfirmTransfer { manifest };
        world.release(confirm, approver()).unwrap();
        let Matter::AssistanceRequesting(state) = &world.asking.matters[&ACCESS] else {
            panic!("not the request");
        };
        let sought::Stage::Transferred { evidence } = &state.stage else {
            panic!("{:?}", state.stage);
        };
        assert_eq!(evidence.left_out, left_out);
        let check = "ciphertext_digest".into();
        let faulty = sought::Command::ReportFaulty { check };
        world.seek(faulty, custodian()).unwrap();
        world = world.then_sealed();
    }
}

/// What another State's node should never have let through is not taken in.
#[test]
fn a_part_left_out_without_ground_or_reasons_is_not_heard() {
    let mut world = World::access_under_review();
    let peer = || comity_treaty::Actor::Peer(sample::requested_state());
    let mut silent = part(Some(Ground::Trivial));
    silent.reasons.clear();
    for (one, expected) in [
        (
            part(Some(Ground::FiscalMatters)),
            Rule::FiscalMattersNoGround,
        ),
        (silent, Rule::ReasonsMissing),
    ] {
        let message = RequestedSays::Transferred {
            package: package(),
            conditions: sample::conditions(world.now),
            manifest: manifest(),
            left_out: vec![one],
        };
        let message = Box::new(message);
        let heard = world.seek(sought::Command::Hear { message }, peer());
        assert_eq!(rule(heard), expected);
    }
}

/// A gate that failed for all, and then passed for the rest, is the ground for what it failed for.
#[test]
fn what_the_data_law_bars_is_left_out_once_the_gate_failed() {
    let mut world = World::access_under_review();
    let decide = |world: &mut World, decision| {
        let decided = released::Command::DecidePersonalData { decision };
        world.release(decided, approver()).unwrap();
    };
    let reasons = "The second account is that of a patient.".into();
    decide(&mut world, released::DataDecision::Bar { reasons });
    let mut world = world.then_authorised().then_sealed();
    let left_out = vec![part(Some(Ground::DataProtection))];
    let propose = released::Command::ProposeTransfer { left_out };
    world.release(propose.clone(), custodian()).unwrap();
    assert_eq!(world.stage(Asked, ACCESS), "transfer_proposed");

    // Conditions that were accepted took the ground away.
    let mut world = World::access_under_review();
    let reasons = "The second account is that of a patient.".into();
    decide(&mut world, released::DataDecision::Bar { reasons });
    let conditions = sample::conditions(world.now);
    decide(&mut world, released::DataDecision::Offer { conditions });
    let accept = sought::Command::AnswerConditions {
        accepted: true,
        text: String::new(),
    };
    world.seek(accept, approver()).unwrap();
    let mut world = world.then_authorised();
    let package = package();
    let seal = released::Command::RecordSealed { package };
    world.release(seal, custodian()).unwrap();
    let refused = world.release(propose, custodian());
    assert_eq!(rule(refused), Rule::DataProtectionNotTried);
}

/// Where nobody answers, the one consultation does not undo the other.
#[test]
fn two_parts_are_left_out_on_two_grounds_though_nobody_answers() {
    let mut world = World::access_under_review();
    let grounds = [Ground::EssentialInterests, Ground::BarredAtHome];
    for ground in grounds {
        let consult = released::Command::Consult {
            about: Concern::Refusal { ground },
            text: "Could the request do without it?".into(),
            conditions: vec![],
        };
        world.release(consult, approver()).unwrap();
        world.pass_days(15);
    }
    let mut world = world.then_authorised().then_sealed();
    let left_out = grounds.map(|ground| part(Some(ground))).to_vec();
    let propose = released::Command::ProposeTransfer { left_out };
    world.release(propose, custodian()).unwrap();
    assert_eq!(world.stage(Asked, ACCESS), "transfer_proposed");
}

/// A class of data that was asked for does not go missing without a word; and a list without end is no list.
#[test]
fn a_package_that_lacks_a_class_leaves_with_a_list_that_fits() {
    let mut world = World::access_under_review().then_authorised().then_sealed();
    let narrow = SealedPackage {
        data_classes: [DataClass::Subscriber].into(),
        ..package()
    };
    let seal = released::Command::RecordSealed {
        package: narrow.clone(),
    };
    world.release(seal, custodian()).unwrap();
    let propose = |world: &mut World, left_out| {
        world.release(released::Command::ProposeTransfer { left_out }, custodian())
    };
    assert_eq!(rule(propose(&mut world, vec![])), Rule::LeftOutUnsaid);
    let many = vec![part(None); 101];
    assert_eq!(rule(propose(&mut world, many)), Rule::LeftOutTooLong);
    let mut long = part(None);
    long.reasons = "x".repeat(257 << 10);
    assert_eq!(rule(propose(&mut world, vec![long])), Rule::LeftOutTooLong);
    let message = Box::new(RequestedSays::Transferred {
        package: narrow,
        conditions: sample::conditions(world.now),
        manifest: manifest(),
        left_out: vec![],
    });
    let peer = comity_treaty::Actor::Peer(sample::requested_state());
    let heard = world.seek(sought::Command::Hear { message }, peer);
    assert_eq!(rule(heard), Rule::LeftOutUnsaid);
    let unnamed = propose(&mut world, vec![part(None)]);
    assert_eq!(rule(unnamed), Rule::LeftOutUnsaid, "by name");
    let mut named = part(None);
    named.data_classes = package().data_classes;
    propose(&mut world, vec![named]).unwrap();
}

/// A completed request is another one: neither a consultation nobody answered nor a gate that failed speaks of it.
#[test]
fn what_was_tried_for_the_first_request_is_not_held_for_the_completed_one() {
    let mut world = World::access_under_review();
    let consult = |ground| released::Command::Consult {
        about: Concern::Refusal { ground },
        text: "Could the request do without it?".into(),
        conditions: vec![],
    };
    let reasons = "The second account is that of a patient.".into();
    let decision = released::DataDecision::Bar { reasons };
    let barred = released::Command::DecidePersonalData { decision };
    world.release(barred, approver()).unwrap();
    world
        .release(consult(Ground::EssentialInterests), approver())
        .unwrap();
    world.pass_days(15);
    world
        .release(consult(Ground::BarredAtHome), approver())
        .unwrap();
    let question = "Which mailbox?".into();
    world
        .release(released::Command::Ask { question }, approver())
        .unwrap();
    let amended = Some(Box::new(access_particulars(world.now)));
    let text = "The first.".into();
    world
        .seek(
            sought::Command::AnswerQuestion { text, amended },
            approver(),
        )
        .unwrap();
    let mut world = world.then_authorised().then_sealed();
    for (ground, expected) in [
        (Ground::EssentialInterests, Rule::ConsultFirst),
        (Ground::DataProtection, Rule::DataProtectionNotTried),
    ] {
        let left_out = vec![part(Some(ground))];
        let propose = released::Command::ProposeTransfer { left_out };
        assert_eq!(rule(world.release(propose, custodian())), expected);
    }
}
