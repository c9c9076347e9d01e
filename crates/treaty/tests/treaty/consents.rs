//! What the conditions do not allow, Art 40(5) and (19): another use by consent, a disclosure to the accused by notice and,
//! if the sending State asks for it, consultation.

use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::assistance::NoticeTiming;
use comity_treaty::procedure::consent::Wish;
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::{Actor, Command, Duty, Event, Rejection, Role, Rule, owed, sample};

use crate::messages::{consented, text, wish};
use crate::story::rule;
use crate::world::*;

fn open(purpose: UsePurpose) -> sought::Command {
    let reason = text();
    sought::Command::OpenEvidence { purpose, reason }
}

fn ask(wish: Wish) -> sought::Command {
    let reasons = text();
    sought::Command::AskConsent { wish, reasons }
}

fn second_approver() -> comity_treaty::Actor {
    sample::officer("b.moreau", Role::Approver)
}

/// Both persons of the State that sent the evidence.
fn answer(world: &mut World, consent: bool) -> Result<Event, Rejection> {
    let answer = consented(consent);
    world.release(released::Command::ProposeConsent { answer }, approver())?;
    let confirm = released::Command::ConfirmConsent;
    let alone = world.release(confirm.clone(), approver());
    assert_eq!(rule(alone), Rule::SecondPersonRequired);
    world.release(confirm, second_approver())
}

fn is_owed(world: &World, at: At, duty: Duty) -> bool {
    let owed = owed(&world.node(at).matters[&ACCESS]);
    owed.iter().any(|one| one.what == duty)
}

#[test]
fn another_use_takes_the_consent_of_two_persons() {
    let mut world = World::in_use();
    let elsewhere = open(UsePurpose::OtherCase);
    let denied = world.seek(elsewhere.clone(), custodian());
    assert_eq!(rule(denied), Rule::PurposeNotCovered);
    world.seek(ask(wish()), approver()).unwrap();
    let twice = world.seek(ask(wish()), approver());
    assert_eq!(rule(twice), Rule::ConsentQuestionOpen);
    for at in [Asking, Asked] {
        assert!(is_owed(&world, at, Duty::AnswerConsent));
    }
    answer(&mut world, false).unwrap();
    let denied = world.seek(elsewhere.clone(), custodian());
    assert_eq!(rule(denied), Rule::PurposeNotCovered);
    world.seek(ask(wish()), approver()).unwrap();
    answer(&mut world, true).unwrap();
    for at in [Asking, Asked] {
        assert!(!is_owed(&world, at, Duty::AnswerConsent));
    }
    world.seek(elsewhere, custodian()).unwrap();
}

/// A no has its reasons, and what is destroyed is owed no answer.
#[test]
fn consent_is_refused_with_reasons_and_not_owed_for_what_is_gone() {
    let mut world = World::in_use();
    world.seek(ask(wish()), approver()).unwrap();
    let mut answer = consented(false);
    answer.text = " ".into();
    let mute = world.release(released::Command::ProposeConsent { answer }, approver());
    assert_eq!(rule(mute), Rule::ReasonsMissing);
    let destroy = sought::Command::DestroyEvidence;
    world.seek(destroy, custodian()).unwrap();
    for at in [Asking, Asked] {
        assert!(!is_owed(&world, at, Duty::AnswerConsent));
    }
}

#[test]
fn the_end_of_retention_moves_with_consent_and_only_forward() {
    let mut world = World::in_use();
    let until = world.now + hours(24 * 900);
    let earlier = Wish::Retention {
        until: world.now + hours(24),
    };
    let earlier = world.seek(ask(earlier), approver());
    assert_eq!(rule(earlier), Rule::RetentionNotLater);
    let due = |world: &World, at: At| {
        let owed = owed(&world.node(at).matters[&ACCESS]);
        let duty = owed.into_iter().find(|o| o.what == Duty::DestroyEvidence);
        duty.map(|duty| duty.due)
    };
    for (consent, moved) in [(false, false), (true, true)] {
        world.now += hours(24 * 365);
        world
            .seek(ask(Wish::Retention { until }), approver())
            .unwrap();
        answer(&mut world, consent).unwrap();
        for at in [Asking, Asked] {
            assert_eq!(due(&world, at) == Some(until), moved);
        }
    }
    world.now += hours(24 * 100);
    let open = open(UsePurpose::Investigation);
    world.seek(open, custodian()).unwrap();
}

/// The own law of the State that sent the evidence bounds how long it lets it be kept.
#[test]
fn consent_to_retention_stays_within_the_own_law() {
    let mut world = World::in_use();
    world.asked.facts.law.retention_days_max = Some(730);
    let until = world.now + hours(24 * 900);
    world
        .seek(ask(Wish::Retention { until }), approver())
        .unwrap();
    let too_long = answer(&mut world, true);
    assert_eq!(rule(too_long), Rule::RetentionTooLong);
    answer(&mut world, false).unwrap();
}

fn notify(timing: NoticeTiming) -> sought::Command {
    let text = text();
    sought::Command::NotifyExculpatory { text, timing }
}

fn disclose() -> sought::Command {
    sought::Command::ExportEvidence {
        purpose: UsePurpose::Exculpatory,
        recipient: "Counsel for the accused".into(),
        onward: None,
    }
}

#[test]
fn one_notice_opens_one_disclosure() {
    let mut world = World::in_use();
    world
        .seek(notify(NoticeTiming::Before), approver())
        .unwrap();
    world.seek(disclose(), custodian()).unwrap();
    let again = world.seek(disclose(), custodian());
    assert_eq!(rule(again), Rule::PurposeNotCovered);
}

fn consult() -> released::Command {
    released::Command::Consult {
        about: Concern::Disclosure,
        text: text(),
        conditions: vec![],
    }
}

#[test]
fn the_sending_state_is_consulted_on_a_disclosure_if_it_asks() {
    let mut world = World::in_use();
    let unannounced = world.release(consult(), approver());
    assert_eq!(rule(unannounced), Rule::NotAtThisStage);
    world
        .seek(notify(NoticeTiming::Before), approver())
        .unwrap();
    world.release(consult(), approver()).unwrap();
    let early = world.seek(disclose(), custodian());
    assert_eq!(rule(early), Rule::ConsultBeforeDisclosure);
    let answer = ConsultationAnswer {
        accepted: false,
        text: text(),
    };
    world
        .seek(sought::Command::AnswerConsultation { answer }, approver())
        .unwrap();
    world.seek(disclose(), custodian()).unwrap();
}

/// No condition prevents a disclosure to the accused, and none that was made goes untold.
#[test]
fn a_disclosure_waits_for_no_retention_and_is_told_after_the_destruction() {
    let mut world = World::in_use();
    world.now += hours(24 * 731);
    world
        .seek(notify(NoticeTiming::Before), approver())
        .unwrap();
    world.seek(disclose(), custodian()).unwrap();
    let destroy = sought::Command::DestroyEvidence;
    world.seek(destroy, custodian()).unwrap();
    let after = notify(NoticeTiming::WithoutDelayAfter);
    world.seek(after, approver()).unwrap();
    let heard = world.asked.events.last().unwrap();
    assert_eq!(heard.name(), "exculpatory_notice");
}

/// Reproduction: the evidence of a pending trial was destroyed by a clock.
#[test]
fn evidence_outlives_its_retention_until_an_officer_destroys_it() {
    let mut world = World::in_use();
    world.pass_days(731);
    for at in [Asking, Asked] {
        assert!(is_owed(&world, at, Duty::DestroyEvidence));
    }
    let destroy = Command::AssistanceRequesting(sought::Command::DestroyEvidence);
    let by_clock = world.give(Asking, ACCESS, destroy, Actor::Deadline);
    assert_eq!(rule(by_clock), Rule::NotForThisActor);
    let until = world.now + hours(24 * 365);
    world
        .seek(ask(Wish::Retention { until }), approver())
        .unwrap();
    answer(&mut world, true).unwrap();
    let open = open(UsePurpose::CourtProceedings);
    world.seek(open, custodian()).unwrap();
}
