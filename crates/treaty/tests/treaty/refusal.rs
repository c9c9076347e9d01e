//! Doubts, consultations, conditions and refusals.

use comity_treaty::law::Ground;
use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::procedure::preservation::{Risk, RiskNotice};
use comity_treaty::procedure::review::{Refusal, ScreenAnswer};
use comity_treaty::{Role, Rule, sample};

use crate::story::rule;
use crate::world::*;

fn refusal(ground: Ground) -> Refusal {
    Refusal {
        ground,
        reasons: "The measure would harm an ongoing operation.".into(),
    }
}

/// What the requested State's own procedure forbids, the requesting State does not take in.
#[test]
fn a_refusal_on_a_forbidden_ground_is_not_heard() {
    use comity_treaty::procedure::preservation::RequestedSays;
    let mut world = World::preservation_under_review();
    let peer = || comity_treaty::Actor::Peer(sample::requested_state());
    for (ground, expected) in [
        (Ground::BankSecrecy, Rule::BankSecrecyNoGround),
        (Ground::Trivial, Rule::GroundNotAvailable),
    ] {
        let refusal = refusal(ground);
        let message = RequestedSays::Refusal { refusal };
        let heard = world.ask(asked::Command::Hear { message }, peer());
        assert_eq!(rule(heard), expected);
    }
    assert_eq!(world.stage(Asking, PRESERVATION), "under_review");
}

#[test]
fn refusing_takes_an_allowed_ground_a_consultation_and_two_persons() {
    let mut world = World::preservation_under_review();
    let propose = |ground| kept::Command::ProposeRefusal {
        refusal: refusal(ground),
    };
    let why = |w: &mut World, ground| rule(w.keep(propose(ground), approver()));
    assert_eq!(
        why(&mut world, Ground::NotInConformity),
        Rule::GroundNotAvailable
    );
    assert_eq!(
        why(&mut world, Ground::BankSecrecy),
        Rule::BankSecrecyNoGround
    );
    assert_eq!(
        why(&mut world, Ground::FiscalMatters),
        Rule::FiscalMattersNoGround
    );
    assert_eq!(
        why(&mut world, Ground::NoDualCriminality),
        Rule::DualCriminalityNotReserved
    );
    assert_eq!(
        why(&mut world, Ground::EssentialInterests),
        Rule::ConsultFirst
    );
    let about = Concern::Refusal {
        ground: Ground::EssentialInterests,
    };
    let text = "Could the request leave out the second mailbox?".into();
    world
        .keep(
            kept::Command::Consult {
                about,
                text,
                conditions: vec![],
            },
            approver(),
        )
        .unwrap();
    assert_eq!(world.stage(Asking, PRESERVATION), "consulting");
    assert_eq!(
        why(&mut world, Ground::EssentialInterests),
        Rule::ConsultationOpen
    );
    let answer = ConsultationAnswer {
        accepted: false,
        text: "No.".into(),
    };
    world
        .ask(asked::Command::AnswerConsultation { answer }, approver())
        .unwrap();
    world
        .keep(propose(Ground::EssentialInterests), approver())
        .unwrap();
    let alone = world.keep(kept::Command::ConfirmRefusal, approver());
    assert_eq!(rule(alone), Rule::SecondPersonRequired);
    let second = sample::officer("b.moreau", Role::Approver);
    world.keep(kept::Command::ConfirmRefusal, second).unwrap();
    assert_eq!(world.stage(Asking, PRESERVATION), "refused");
}

#[test]
fn conditions_accepted_in_a_consultation_bind() {
    let mut world = World::access_under_review();
    let about = Concern::Refusal {
        ground: Ground::EssentialInterests,
    };
    let conditions = vec!["The name of the service is not made public.".to_owned()];
    let text = "Possible on this condition.".into();
    let consult = released::Command::Consult {
        about,
        text,
        conditions: conditions.clone(),
    };
    world.release(consult, approver()).unwrap();
    let answer = ConsultationAnswer {
        accepted: true,
        text: "Accepted.".into(),
    };
    world
        .seek(sought::Command::AnswerConsultation { answer }, approver())
        .unwrap();
    let propose = released::Command::ProposeRefusal {
        refusal: refusal(Ground::EssentialInterests),
    };
    assert_eq!(
        rule(world.release(propose, approver())),
        Rule::ConditionsWereAccepted
    );
    let screen = released::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: [].into(),
        note: String::new(),
    };
    world.release(screen, approver()).unwrap();
    let decision = released::DataDecision::Pass {
        conditions: sample::conditions(world.now),
    };
    let event = world.release(
        released::Command::DecidePersonalData { decision },
        approver(),
    );
    assert!(
        serde_json::to_string(&event.unwrap())
            .unwrap()
            .contains(&conditions[0])
    );
}

#[test]
fn a_flagged_rights_screen_takes_a_second_person_and_stays_flagged() {
    let mut world = World::preservation_under_review();
    let screen = |answer| kept::Command::ScreenRights {
        answer,
        conduct: [].into(),
        note: "exiled journalist?".into(),
    };
    let order = kept::Command::Order { days: 90 };
    assert_eq!(
        rule(world.keep(order.clone(), judge())),
        Rule::RightsScreenFirst
    );
    world.keep(screen(ScreenAnswer::Unsure), duty()).unwrap();
    world.keep(screen(ScreenAnswer::No), duty()).unwrap();
    assert_eq!(
        rule(world.keep(order.clone(), judge())),
        Rule::RightsScreenUnresolved
    );
    let review = kept::Command::ReviewScreen {
        proceed: false,
        note: "Confirmed.".into(),
    };
    world.keep(review, judge()).unwrap();
    assert_eq!(rule(world.keep(order, judge())), Rule::RightsConcern);
}

/// Preservation cannot wait, so its only safeguard of the platform can be lifted as in assistance: reason, second person.
#[test]
fn a_state_may_lift_the_screen_before_it_preserves_and_no_law() {
    let mut world = World::preservation_under_review();
    let order = kept::Command::Order { days: 90 };
    let waive = |rule| kept::Command::ProposeWaiver {
        rule,
        reason: "The data are deleted at midnight.".into(),
    };
    let law = world.keep(waive(Rule::RequesterDecides), approver());
    assert_eq!(rule(law), Rule::NotWaivable);
    let none = world.keep(kept::Command::ConfirmWaiver, approver());
    assert_eq!(rule(none), Rule::NoOpenWaiver);
    world
        .keep(waive(Rule::RightsScreenFirst), approver())
        .unwrap();
    let open = comity_treaty::owed(&world.asked.matters[&PRESERVATION]);
    let duty = comity_treaty::Duty::ConfirmWaiver;
    assert!(open.iter().any(|owed| owed.what == duty));
    let alone = world.keep(kept::Command::ConfirmWaiver, approver());
    assert_eq!(rule(alone), Rule::SecondPersonRequired);
    let early = world.keep(order.clone(), judge());
    assert_eq!(rule(early), Rule::RightsScreenFirst);
    world.keep(kept::Command::ConfirmWaiver, judge()).unwrap();
    world.keep(order, judge()).unwrap();
    let told = |e: &comity_treaty::Event| e.name().contains("waiver");
    assert!(!world.asking.events.iter().any(told), "it stays at home");
}

#[test]
fn after_a_notice_of_risk_the_requesting_state_decides() {
    let mut world = World::preservation_under_review();
    let screen = kept::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: [].into(),
        note: String::new(),
    };
    world.keep(screen, duty()).unwrap();
    let notice = RiskNotice {
        risk: Risk::Confidentiality,
        text: "The service tells users.".into(),
    };
    world
        .keep(kept::Command::NotifyRisk { notice }, duty())
        .unwrap();
    let order = kept::Command::Order { days: 90 };
    assert_eq!(
        rule(world.keep(order.clone(), judge())),
        Rule::RequesterDecides
    );
    world
        .ask(
            asked::Command::DecideRisk {
                go_on: true,
                text: String::new(),
            },
            duty(),
        )
        .unwrap();
    world.keep(order, judge()).unwrap();
}

#[test]
fn stricter_conditions_are_offered_and_a_declined_offer_opens_the_ground() {
    let mut world = World::authorised();
    let mut conditions = sample::conditions(world.now);
    conditions.purposes = [UsePurpose::Investigation].into();
    let pass = released::DataDecision::Pass {
        conditions: conditions.clone(),
    };
    let gate = |decision| released::Command::DecidePersonalData { decision };
    assert_eq!(
        rule(world.release(gate(pass), approver())),
        Rule::OfferConditions
    );
    let offer = released::DataDecision::Offer { conditions };
    world.release(gate(offer), approver()).unwrap();
    assert_eq!(world.stage(Asking, ACCESS), "conditions_offered");
    let no = sought::Command::AnswerConditions {
        accepted: false,
        text: String::new(),
    };
    world.seek(no, approver()).unwrap();
    let note = "Conditions declined".into();
    world
        .release(released::Command::ReturnToReview { note }, approver())
        .unwrap();
    let refuse = released::Command::ProposeRefusal {
        refusal: refusal(Ground::DataProtection),
    };
    world.release(refuse, judge()).unwrap();
    world
        .release(released::Command::ConfirmRefusal, approver())
        .unwrap();
    assert_eq!(world.stage(Asking, ACCESS), "refused");
    assert_eq!(world.stage(Asking, PRESERVATION), "preserved");
}
