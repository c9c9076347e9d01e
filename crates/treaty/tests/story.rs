//! The main job, both States, act by act; and what must not happen on the way.

mod world;

use comity_treaty::law::{ConventionOffence, Ground, Period};
use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::Duty;
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::procedure::preservation::{ProviderElsewhere, Risk, RiskNotice};
use comity_treaty::procedure::review::{Refusal, ScreenAnswer};
use comity_treaty::{Actor, Article, Rejection, Role, Rule, owed, sample};
use world::*;

fn rule(result: Result<comity_treaty::Event, Rejection>) -> Rule {
    result.expect_err("a rejection").rule
}

fn refusal(ground: Ground) -> Refusal {
    Refusal {
        ground,
        reasons: "The measure would harm an ongoing operation.".into(),
    }
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
            sought::Command::ExportEvidence { purpose, recipient },
            custodian(),
        )
        .unwrap();
    world.pass_days(731);
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

#[test]
fn particulars_name_every_fault_at_once_with_its_paragraph() {
    use comity_treaty::particulars::{PreservationParticulars, StoredDataParticulars};
    let faults = PreservationParticulars::parse(Default::default()).unwrap_err();
    let named: Vec<_> = faults.iter().map(|f| f.paragraph.reference()).collect();
    for letter in ["a", "b", "c", "d", "e", "f"] {
        assert!(
            named.contains(&format!("42(3)({letter})").as_str()),
            "{letter}: {named:?}"
        );
    }
    assert!(!named.contains(&"42(3)(g)"), "(g) only as appropriate");
    let faults = StoredDataParticulars::parse(Default::default()).unwrap_err();
    let named: Vec<_> = faults.iter().map(|f| f.paragraph.reference()).collect();
    for letter in ["a", "b", "c", "d", "e", "f", "g"] {
        assert!(
            named.contains(&format!("40(15)({letter})").as_str()),
            "{letter}: {named:?}"
        );
    }
    assert!(faults.iter().any(|f| f.field == "seal_to"));
}

#[test]
fn a_peer_cannot_send_particulars_that_would_not_parse() {
    let mut value = serde_json::to_value(preservation_particulars(start())).unwrap();
    value["necessity"] = "".into();
    let parsed: Result<comity_treaty::particulars::PreservationParticulars, _> =
        serde_json::from_value(value);
    assert!(parsed.unwrap_err().to_string().contains("42(3)(e)"));
}

#[test]
fn treaty_facts_decide_before_anything_is_sent() {
    let send = |change: &dyn Fn(&mut World)| {
        let mut world = World::new();
        change(&mut world);
        let particulars = Box::new(preservation_particulars(world.now));
        world
            .ask(asked::Command::RequestPreservation { particulars }, duty())
            .map(|_| ())
    };
    let denied = |change: &dyn Fn(&mut World)| send(change).expect_err("a rejection").rule;
    assert_eq!(send(&|_| {}), Ok(()));
    assert_eq!(
        denied(&|w| w.asked.facts.party_since = None),
        Rule::NotInForce
    );
    assert_eq!(
        denied(&|w| w.asking.facts.denounced_from = Some(w.now)),
        Rule::Denounced
    );
    assert_eq!(denied(&|w| w.asked.facts.suspended = true), Rule::Suspended);
    assert_eq!(
        denied(&|w| w.asked.facts.diplomatic_channel_only = true),
        Rule::DiplomaticChannelOnly
    );
    assert_eq!(
        denied(&|w| w.asked.facts.marks.clear()),
        Rule::NoCompetentAuthority
    );
    assert_eq!(
        denied(&|w| w.asked.facts.languages.clear()),
        Rule::LanguageNotAccepted
    );
    // An article that does not bind both is no Convention offence; five years still make a serious crime.
    let exclude = |w: &mut World| {
        w.asked
            .facts
            .excluded_offences
            .insert(ConventionOffence::IllegalAccess);
    };
    assert_eq!(send(&exclude), Ok(()));
}

#[test]
fn a_crime_below_four_years_and_outside_the_convention_has_no_channel() {
    let mut world = World::new();
    let mut draft = sample::preservation_draft(world.now);
    draft.offence.convention = None;
    draft.offence.max_penalty_months = Some(47);
    let particulars = comity_treaty::particulars::PreservationParticulars::parse(draft).unwrap();
    let particulars = Box::new(particulars);
    let sent = world.ask(asked::Command::RequestPreservation { particulars }, duty());
    assert_eq!(sent.unwrap_err().article, Article::A35p1);
}

#[test]
fn before_entry_into_force_an_agreement_both_recorded_is_a_basis() {
    use comity_treaty::particulars::{Basis, PreservationParticulars};
    use comity_treaty::party::Agreement;
    let mut world = World::new();
    let reference: String = "Exercise of 2026".into();
    world.asking.facts.party_since = None;
    world.asked.facts.party_since = None;
    let mut draft = sample::preservation_draft(world.now);
    draft.basis = Basis::Agreement {
        reference: reference.clone(),
    };
    let particulars = Box::new(PreservationParticulars::parse(draft).unwrap());
    let request = asked::Command::RequestPreservation { particulars };
    let since = world.now;
    let agree = |with| Agreement {
        with,
        reference: reference.clone(),
        since,
    };
    world
        .asking
        .facts
        .agreements
        .insert(agree(sample::requested_state()));
    assert_eq!(
        rule(world.ask(request.clone(), duty())),
        Rule::AgreementUnknown
    );
    world
        .asked
        .facts
        .agreements
        .insert(agree(sample::requesting_state()));
    world.ask(request, duty()).unwrap();
    assert_eq!(world.stage(Asked, PRESERVATION), "received");
}

#[test]
fn a_request_the_other_node_does_not_take_in_ends() {
    let mut world = World::new();
    let particulars = Box::new(preservation_particulars(world.now));
    let request =
        comity_treaty::Command::PreservationRequesting(asked::Command::RequestPreservation {
            particulars,
        });
    world.give(Asking, PRESERVATION, request, duty()).unwrap();
    world.asking.facts.denounced_from = Some(world.now);
    world.deliver();
    assert_eq!(world.stage(Asked, PRESERVATION), "nothing");
    assert_eq!(world.stage(Asking, PRESERVATION), "returned");
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

#[test]
fn after_a_notice_of_risk_the_requesting_state_decides() {
    let mut world = World::preservation_under_review();
    let screen = kept::Command::ScreenRights {
        answer: ScreenAnswer::No,
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
    let signed_manifest: String = "signed".into();
    let confirm = released::Command::ConfirmTransfer { signed_manifest };
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
    world
        .seek(sought::Command::NotifyExculpatory { text }, approver())
        .unwrap();
    world.seek(open.clone(), custodian()).unwrap();
    world.now += hours(24 * 731);
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
    let answer = comity_treaty::Command::StoredDataRequesting(answer);
    world.give(Asking, ACCESS, answer, approver()).unwrap();
    let screen = released::Command::ScreenRights {
        answer: ScreenAnswer::No,
        note: String::new(),
    };
    let screen = comity_treaty::Command::StoredDataRequested(screen);
    world.give(Asked, ACCESS, screen, approver()).unwrap();
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    let authorise = comity_treaty::Command::StoredDataRequested(authorise);
    world.give(Asked, ACCESS, authorise, judge()).unwrap();
    world.deliver();
    let comity_treaty::Matter::StoredDataRequesting(state) = &world.asking.matters[&ACCESS] else {
        panic!("the requesting side")
    };
    assert_eq!(state.particulars, access_particulars(start()));
    assert!(state.dialogue.question_open());
}

#[test]
fn the_status_can_be_asked_at_any_time_even_after_the_end() {
    let mut world = World::preserved(90);
    world.pass_days(61);
    let text: String = "Was anything handed over?".into();
    world
        .ask(asked::Command::Enquire { text: text.clone() }, duty())
        .unwrap();
    assert!(
        owed(&world.asked.matters[&PRESERVATION])
            .iter()
            .any(|o| o.what == Duty::AnswerEnquiry)
    );
    world
        .keep(kept::Command::AnswerEnquiry { text: "No.".into() }, duty())
        .unwrap();
    world.ask(asked::Command::Enquire { text }, duty()).unwrap();
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
