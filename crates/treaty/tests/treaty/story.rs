//! The main job, both States, act by act; and what must not happen on the way.

use crate::world::*;
use comity_treaty::law::Period;
use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::Duty;
use comity_treaty::procedure::assistance::NoticeTiming;
use comity_treaty::procedure::preservation::ProviderElsewhere;
use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{Actor, Rejection, Role, Rule, owed};

pub fn rule(result: Result<comity_treaty::Event, Rejection>) -> Rule {
    result.expect_err("a rejection").rule
}

#[test]
fn the_main_job() {
    let mut world = World::in_use();
    assert_eq!(world.stage(Asking, ACCESS), "in_use");
    assert_eq!(world.stage(Asked, ACCESS), "delivered");
    let purpose = UsePurpose::CourtProceedings;
    let recipient = "Harbour City Regional Court".into();
    world
        .seek(
            sought::Command::ExportEvidence {
                purpose,
                recipient,
                onward: None,
            },
            custodian(),
        )
        .unwrap();
    world.pass_days(731);
    assert_eq!(world.stage(Asking, ACCESS), "in_use");
    let destroy = sought::Command::DestroyEvidence;
    world.seek(destroy, custodian()).unwrap();
    assert_eq!(world.stage(Asking, ACCESS), "destroyed");
    assert_eq!(world.stage(Asked, ACCESS), "destroyed");
    world.pass_days(31);
    assert_eq!(world.stage(Asking, ACCESS), "closed");
    assert_eq!(world.stage(Asked, ACCESS), "closed");
    assert_eq!(world.stage(Asked, PRESERVATION), "lapsed");
    assert_eq!(world.stage(Asking, PRESERVATION), "lapsed");
}

#[test]
fn the_access_request_holds_the_data_until_it_is_decided() {
    let mut world = World::access_under_review();
    assert_eq!(world.stage(Asked, PRESERVATION), "held");
    assert_eq!(world.stage(Asking, PRESERVATION), "held");
    world.pass_days(400);
    assert_eq!(world.stage(Asked, PRESERVATION), "held");
    let withdraw = sought::Command::Withdraw {
        reasons: "The case was closed.".into(),
    };
    world.seek(withdraw, approver()).unwrap();
    assert_eq!(world.stage(Asked, PRESERVATION), "preserved");
    world.pass_days(Period::AfterDecision.whole_days() + 1);
    assert_eq!(world.stage(Asked, PRESERVATION), "lapsed");
}

#[test]
fn orders_are_renewed_as_long_as_the_data_must_stay() {
    let mut world = World::preserved(30);
    let before = world.asked.events.len();
    world.pass_days(59);
    let renewals = world.asked.events[before..]
        .iter()
        .filter(|e| e.name() == "order_renewed");
    assert_eq!(renewals.count(), 1, "30 + 30 days cover the 60");
    assert_eq!(world.stage(Asked, PRESERVATION), "preserved");
    world.pass_days(2);
    assert_eq!(world.stage(Asked, PRESERVATION), "lapsed");
}

#[test]
fn where_the_law_knows_no_renewal_both_states_are_warned_once() {
    let mut world = World::new();
    world.asked.facts.order.renewable = false;
    world.asked.facts.order.days_max = 45;
    let particulars = Box::new(preservation_particulars(world.now));
    world
        .ask(asked::Command::RequestPreservation { particulars }, duty())
        .unwrap();
    world.keep(kept::Command::Acknowledge, duty()).unwrap();
    let screen = kept::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: [].into(),
        note: String::new(),
    };
    world.keep(screen, duty()).unwrap();
    assert_eq!(
        rule(world.keep(kept::Command::Order { days: 60 }, judge())),
        Rule::OrderTooLong
    );
    world
        .keep(kept::Command::Order { days: 45 }, judge())
        .unwrap();
    let effective_at = world.now;
    world
        .keep(
            kept::Command::ConfirmPreserved {
                effective_at,
                days: None,
            },
            duty(),
        )
        .unwrap();
    world.pass_days(44);
    let warnings = world
        .asking
        .events
        .iter()
        .filter(|e| e.name() == "risk_notice")
        .count();
    assert_eq!(warnings, 1);
    assert_eq!(
        rule(world.keep(kept::Command::RenewOrder, judge())),
        Rule::OrderNotRenewable
    );
    world
        .keep(kept::Command::Order { days: 45 }, judge())
        .unwrap();
}

/// The table bounds the number on both sides, and so does the procedure.
#[test]
fn a_preservation_is_confirmed_for_no_less_than_its_floor_and_no_more_than_ten_years() {
    use comity_treaty::law::bounds::{COLLECTION_DAYS, PENALTY_MONTHS, PRESERVATION_DAYS};
    let mut world = World::preservation_under_review();
    let screen = kept::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: [].into(),
        note: String::new(),
    };
    world.keep(screen, duty()).unwrap();
    for (days, expected) in [(0, false), (91, false), (90, true)] {
        let ordered = world.clone().keep(kept::Command::Order { days }, judge());
        assert_eq!(ordered.is_ok(), expected, "{days}");
    }
    world
        .keep(kept::Command::Order { days: 90 }, judge())
        .unwrap();
    let confirm = |world: &World, days| kept::Command::ConfirmPreserved {
        effective_at: world.now,
        days: Some(days),
    };
    let (least, most) = (PRESERVATION_DAYS.least, PRESERVATION_DAYS.most);
    for (days, expected) in [
        (least - 1, Some(Rule::BelowFloor)),
        (least, None),
        (most, None),
        (most + 1, Some(Rule::PreservationTooLong)),
    ] {
        let command = confirm(&world, days);
        let confirmed = world.clone().keep(command, judge());
        assert_eq!(confirmed.err().map(|no| no.rule), expected, "{days}");
    }
    let key = comity_treaty::sample::seal_key();
    let mut draft = comity_treaty::sample::real_time_traffic_draft(start(), &key);
    draft.collection.as_mut().unwrap().days = Some(COLLECTION_DAYS.most + 1);
    draft.offence.max_penalty_months = Some(PENALTY_MONTHS.most + 1);
    let faults = comity_treaty::particulars::AssistanceParticulars::parse(draft).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(places, ["offence.max_penalty_months", "collection.days"]);
}

#[test]
fn extensions_are_asked_for_before_expiry_and_not_after() {
    let mut world = World::preserved(90);
    world.pass_days(59);
    let until = world.now + hours(24 * 60);
    let reasons: String = "The request for assistance is being translated.".into();
    let extend = asked::Command::RequestExtension { until, reasons };
    world.ask(extend.clone(), duty()).unwrap();
    world.pass_days(5);
    assert_eq!(
        world.stage(Asked, PRESERVATION),
        "extension_requested",
        "undecided: no lapse"
    );
    world
        .keep(kept::Command::GrantExtension { until }, duty())
        .unwrap();
    assert_eq!(world.stage(Asking, PRESERVATION), "preserved");
    world.pass_days(60);
    assert_eq!(world.stage(Asking, PRESERVATION), "lapsed");
    assert_eq!(rule(world.ask(extend, duty())), Rule::MatterEnded);
}

#[test]
fn a_provider_elsewhere_is_told_but_not_one_of_the_two_states() {
    let mut world = World::preserved(90);
    let provider = |state: &str| ProviderElsewhere {
        provider: "Relay Ltd".into(),
        state: Some(state.parse().unwrap()),
        path: "mail relay at 198.51.100.7".into(),
        authority: "Contact point of XBB".into(),
    };
    let report = |state| kept::Command::ReportProvider {
        provider: provider(state),
    };
    assert_eq!(
        rule(world.keep(report("XBB"), duty())),
        Rule::ProviderNotElsewhere
    );
    world.keep(report("XCC"), duty()).unwrap();
    assert!(
        world
            .asking
            .events
            .iter()
            .any(|e| e.name() == "provider_elsewhere")
    );
}

#[test]
fn nothing_is_released_by_one_person_or_after_the_authorisation() {
    let confirm = released::Command::ConfirmTransfer {
        manifest: manifest(),
    };
    let mut world = World::transfer_proposed();
    let both = Actor::Officer {
        id: comity_treaty::OfficerId("c.tanaka".into()),
        roles: [Role::EvidenceCustodian, Role::Approver].into(),
    };
    assert_eq!(
        rule(world.release(confirm.clone(), both)),
        Rule::SecondPersonRequired
    );
    world.now += hours(24 * 31);
    assert_eq!(
        rule(world.release(confirm.clone(), approver())),
        Rule::AuthorisationNotCurrent
    );
    world.run_deadlines(Asked);
    assert_eq!(world.stage(Asked, ACCESS), "under_review");
    assert_eq!(
        rule(world.release(confirm, approver())),
        Rule::AuthorisationMissing
    );
}

#[test]
fn evidence_is_used_only_for_what_the_conditions_allow() {
    let mut world = World::in_use();
    let reason: String = "What speaks for the accused".into();
    let open = sought::Command::OpenEvidence {
        purpose: UsePurpose::Exculpatory,
        reason,
    };
    assert_eq!(
        rule(world.seek(open.clone(), custodian())),
        Rule::PurposeNotCovered
    );
    let text = "Message 14 supports the alibi; disclosed to the defence on Monday.".into();
    let notify = sought::Command::NotifyExculpatory {
        text,
        timing: NoticeTiming::Before,
    };
    world.seek(notify, approver()).unwrap();
    world.seek(open, custodian()).unwrap();
    world.now += hours(24 * 731);
    let open = sought::Command::OpenEvidence {
        purpose: UsePurpose::Investigation,
        reason: "Another look".into(),
    };
    assert_eq!(rule(world.seek(open, custodian())), Rule::RetentionEnded);
}

#[test]
fn a_faulty_package_is_sealed_again_and_the_data_stay_held() {
    let mut world = World::transferred();
    assert_eq!(world.stage(Asked, PRESERVATION), "preserved");
    let check = "slice 17".into();
    world
        .seek(sought::Command::ReportFaulty { check }, custodian())
        .unwrap();
    assert_eq!(world.stage(Asked, ACCESS), "authorised");
    assert_eq!(world.stage(Asked, PRESERVATION), "held");
    assert_eq!(world.stage(Asking, PRESERVATION), "held");
}

#[test]
fn a_completion_that_comes_too_late_is_undone_on_both_sides() {
    let mut world = World::access_under_review();
    let question = "Which of the two accounts?".into();
    world
        .release(released::Command::Ask { question }, approver())
        .unwrap();
    let mut amended = access_particulars(world.now);
    amended.wanted = "Only the first account.".into();
    let text = "The first one.".into();
    let answer = sought::Command::AnswerQuestion {
        text,
        amended: Some(Box::new(amended)),
    };
    let answer = comity_treaty::Command::AssistanceRequesting(answer);
    world.give(Asking, ACCESS, answer, approver()).unwrap();
    let screen = released::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: [].into(),
        note: String::new(),
    };
    let screen = comity_treaty::Command::AssistanceRequested(screen);
    world.give(Asked, ACCESS, screen, approver()).unwrap();
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    let authorise = comity_treaty::Command::AssistanceRequested(authorise);
    world.give(Asked, ACCESS, authorise, judge()).unwrap();
    world.deliver();
    let comity_treaty::Matter::AssistanceRequesting(state) = &world.asking.matters[&ACCESS] else {
        panic!("the requesting side")
    };
    assert_eq!(state.particulars, access_particulars(start()));
    assert!(state.dialogue.question_open());
}

/// What was asked before the end is answered after it, and may be asked again; then nothing is owed that could be enquired after.
#[test]
fn after_the_end_the_status_is_asked_only_while_an_answer_is_owed() {
    let mut world = World::preserved(90);
    let enquire = || asked::Command::Enquire {
        text: "Was anything handed over?".into(),
    };
    world.pass_days(59);
    world.ask(enquire(), duty()).unwrap();
    world.pass_days(2);
    assert_eq!(world.stage(Asking, PRESERVATION), "lapsed");
    assert!(
        owed(&world.asked.matters[&PRESERVATION])
            .iter()
            .any(|o| o.what == Duty::AnswerEnquiry)
    );
    assert_eq!(rule(world.ask(enquire(), duty())), Rule::EnquiryOpen);
    world.pass_days(5);
    world.ask(enquire(), duty()).unwrap();
    world
        .keep(kept::Command::AnswerEnquiry { text: "No.".into() }, duty())
        .unwrap();
    assert_eq!(rule(world.ask(enquire(), duty())), Rule::MatterEnded);
}

/// Silence is broken by asking again, and the first enquiry stays overdue.
#[test]
fn an_enquiry_without_an_answer_is_made_again_after_its_period() {
    let mut world = World::preserved(90);
    let enquire = || asked::Command::Enquire {
        text: "How does it stand?".into(),
    };
    let due = |world: &World| {
        let owed = owed(&world.asked.matters[&PRESERVATION]);
        let answer = owed.into_iter().find(|o| o.what == Duty::AnswerEnquiry);
        answer.map(|o| o.due)
    };
    world.ask(enquire(), duty()).unwrap();
    let first = due(&world);
    world.pass_days(6);
    assert_eq!(rule(world.ask(enquire(), duty())), Rule::EnquiryOpen);
    world.pass_days(1);
    world.ask(enquire(), duty()).unwrap();
    assert_eq!(due(&world), first);
    let answer = kept::Command::AnswerEnquiry {
        text: "It is kept.".into(),
    };
    world.keep(answer, duty()).unwrap();
    assert_eq!(due(&world), None);
}

#[test]
fn another_state_cannot_hold_or_speak_in_a_matter_that_is_not_its_own() {
    let mut world = World::preserved(90);
    let third = "XCC".parse().unwrap();
    let hold = kept::Command::Hold {
        access: ACCESS,
        from: third,
    };
    assert_eq!(
        rule(world.keep(hold, Actor::Consequence)),
        Rule::NotYourMatter
    );
    let message = comity_treaty::procedure::preservation::RequestingSays::Withdrawal {
        reasons: "It was a mistake.".into(),
    };
    let hear = kept::Command::Hear { message };
    assert_eq!(
        rule(world.keep(hear.clone(), Actor::Peer(third))),
        Rule::NotYourMatter
    );
    assert_eq!(rule(world.keep(hear, duty())), Rule::NotForThisActor);
}

#[test]
fn messages_name_no_officer() {
    let world = World::in_use();
    for node in [&world.asking, &world.asked] {
        for event in &node.events {
            let Some(message) = comity_treaty::outgoing(event, &node.matters[&event.matter()])
            else {
                continue;
            };
            let json = serde_json::to_string(&message).unwrap();
            for officer in ["d.osei", "m.ferro", "a.lindqvist", "j.okafor", "c.tanaka"] {
                assert!(!json.contains(officer), "{json}");
            }
        }
    }
}
