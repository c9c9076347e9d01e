//! Each measure from end to end between two States, as lists of acts.

use comity_treaty::particulars::Document;
use comity_treaty::party::PartyFacts;
use comity_treaty::procedure::chart::Command as C;
use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{Act, Command, Duty, Measure, Rule};
use serde_json::{Value, json};

use super::gallery::MATTER;
use super::telling::{Story, line};
use crate::gallery::first;
use crate::world::*;

#[test]
fn traffic_data_show_a_provider_elsewhere() {
    let mut story = Story::new(Measure::TrafficDisclosure, &Value::Null);
    story.play(&[line(Asking, Act::SendRequest)]);
    let early = story.take(line(Asking, Act::DiscloseTraffic)).unwrap_err();
    assert_eq!(early.rule, Rule::RightsScreenFirst);
    story.safeguard(Asking);
    story.play(&[
        line(Asking, Act::DiscloseTraffic),
        line(Asked, Act::FollowUp),
    ]);
    story.world.pass_days(31);
    assert_eq!(story.stage(), "closed");
}

#[test]
fn traffic_data_are_withheld_only_on_the_closed_list() {
    let mut story = Story::new(Measure::TrafficDisclosure, &Value::Null);
    story.play(&[line(Asking, Act::SendRequest)]);
    let trivial = (Asking, Act::WithholdTraffic, json!({ "ground": "trivial" }));
    assert_eq!(
        story.take(trivial).unwrap_err().rule,
        Rule::GroundNotAvailable
    );
    story.play(&[line(Asking, Act::WithholdTraffic)]);
    assert_eq!(story.stage(), "withheld");
}

#[test]
fn property_is_frozen_confiscated_and_returned_to_victims() {
    let wants = json!({ "wants": "freezing" });
    let mut story = Story::new(Measure::AssetRecovery, &wants);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::ReportTraced),
        line(Asked, Act::OrderFreeze),
        line(Asking, Act::SeekConfiscation),
        line(Asked, Act::NoteClaim),
        line(Asked, Act::OrderConfiscation),
        line(Asked, Act::ProposeDisposal),
        line(Asking, Act::AnswerDisposal),
        line(Asked, Act::Dispose),
        line(Asking, Act::Close),
    ]);
    assert_eq!(story.stage(), "closed");
}

/// What was enquired before the refusal is still answered, and asked again; nothing else is owed that could be enquired after.
#[test]
fn after_a_refusal_the_status_is_asked_only_while_an_answer_is_owed() {
    let mut story = Story::new(Measure::AssetRecovery, &json!({ "wants": "freezing" }));
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
        line(Asking, Act::Enquire),
    ]);
    let offered = |story: &Story| {
        let facts = story.world.facts(Asking, MATTER, drafter());
        let choices = story.world.asking.matters[&MATTER].choices(&facts);
        choices.iter().any(|choice| choice.act == Act::Enquire)
    };
    story.safeguard(Asked);
    story.play(&[line(Asked, Act::Refuse)]);
    assert_eq!(story.stage(), "refused");
    story.world.pass_days(7);
    assert!(offered(&story), "its answer is owed");
    story.play(&[line(Asked, Act::AnswerEnquiry)]);
    assert!(!offered(&story), "nothing is owed");
    let again = story.take(line(Asking, Act::Enquire)).unwrap_err();
    assert_eq!(again.rule, Rule::MatterEnded);
}

#[test]
fn a_freezing_is_lifted_only_after_hearing_the_requesting_state() {
    let mut story = Story::new(Measure::AssetRecovery, &json!({ "wants": "freezing" }));
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    let calm = json!({ "urgent": false });
    story.play(&[
        line(Asked, Act::OrderFreeze),
        (Asked, Act::ProposeLift, calm.clone()),
    ]);
    let early = story.take(line(Asked, Act::LiftFreeze)).unwrap_err();
    assert_eq!(
        (early.rule, early.article.reference()),
        (Rule::HearBeforeLifting, "50(8)")
    );
    story.play(&[
        line(Asking, Act::ObjectToLift),
        line(Asked, Act::ContinueFreeze),
        (Asked, Act::ProposeLift, calm),
    ]);
    story.world.pass_days(15);
    story.play(&[line(Asked, Act::LiftFreeze)]);
    assert_eq!(story.stage(), "lifted");
}

#[test]
fn extradition_with_provisional_arrest() {
    let mut story = Story::new(Measure::Extradition, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::ArrestProvisionally),
        line(Asking, Act::SendFormal),
        line(Asked, Act::Grant),
        line(Asked, Act::Surrender),
        line(Asking, Act::Close),
    ]);
}

#[test]
fn provisional_arrest_ends_by_itself_without_a_formal_request() {
    let mut story = Story::new(Measure::Extradition, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    let until = story.world.now + hours(24 * 40);
    story.play(&[(Asked, Act::ArrestProvisionally, json!({ "until": until }))]);
    story.world.pass_days(39);
    assert_eq!(story.stage(), "provisional_arrest");
    story.world.pass_days(2);
    assert_eq!(story.stage(), "under_review");
}

#[test]
fn a_national_who_is_not_extradited_is_prosecuted_at_home() {
    let mut story = Story::new(Measure::Extradition, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    let silent = json!({ "no_consultation_because": "" });
    let refused = story
        .take((Asked, Act::RefuseNational, silent))
        .unwrap_err();
    assert_eq!(refused.rule, Rule::ConsultFirst);
    story.play(&[
        line(Asked, Act::RefuseNational),
        line(Asking, Act::RequestProsecution),
        line(Asked, Act::TakeUpProsecution),
        line(Asked, Act::Close),
    ]);
}

#[test]
fn a_sentenced_person_and_proceedings_are_transferred() {
    let mut story = Story::new(Measure::SentencedPerson, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::Agree),
        line(Asking, Act::RecordPersonTransfer),
        line(Asking, Act::Close),
    ]);
    let mut story = Story::new(Measure::ProceedingsTransfer, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::Agree),
        line(Asking, Act::HandOverFile),
        line(Asked, Act::ReportOutcome),
    ]);
    story.world.pass_days(31);
    assert_eq!(story.stage(), "closed");
}

#[test]
fn information_is_offered_and_its_restrictions_accepted_before_delivery() {
    let mut story = Story::new(Measure::SpontaneousInformation, &Value::Null);
    let unscreened = story.take(line(Asking, Act::SendRequest)).unwrap_err();
    assert_eq!(unscreened.rule, Rule::RightsScreenFirst);
    story.safeguard(Asking);
    story.play(&[line(Asking, Act::SendRequest)]);
    let early = story.take(line(Asking, Act::Deliver)).unwrap_err();
    assert_eq!(early.rule, Rule::NotAtThisStage);
    story.play(&[
        line(Asked, Act::AcceptOffer),
        line(Asking, Act::Deliver),
        line(Asked, Act::NotifyExculpatory),
        line(Asked, Act::ConvertToRequest),
        line(Asked, Act::Close),
    ]);
}

#[test]
fn a_police_enquiry_is_answered_and_becomes_a_request() {
    let mut story = Story::new(Measure::PoliceCooperation, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::AnswerPolice),
        line(Asking, Act::ConvertToRequest),
        line(Asking, Act::Close),
    ]);
}

/// The lane that passes by the central authorities has a limit; the State may lift it, as it may its other safeguards.
#[test]
fn the_police_lane_has_a_limit_that_the_state_may_lift() {
    let mut story = Story::new(Measure::PoliceCooperation, &Value::Null);
    let most = Measure::PoliceCooperation.limit().unwrap().most;
    story.world.sent_lately = most - 1;
    story.clone().play(&[line(Asking, Act::SendRequest)]);
    story.world.sent_lately = most;
    let full = story.take(line(Asking, Act::SendRequest)).unwrap_err();
    assert_eq!(full.rule, Rule::LaneFull);
    let waive = C::ProposeWaiver {
        rule: Rule::LaneFull,
        reason: "A wave of attacks on hospitals.".into(),
    };
    story.give(Asking, waive, true).unwrap();
    let alone = story.give(Asking, C::ConfirmWaiver, true).unwrap_err();
    assert_eq!(alone.rule, Rule::SecondPersonRequired);
    let mut freed = story.clone();
    story.give(Asking, C::ConfirmWaiver, false).unwrap();
    story.play(&[line(Asking, Act::SendRequest)]);
    // The lane is free again before anybody confirms: nothing is left to confirm once the draft is sent.
    let owes = |story: &Story| {
        let owed = comity_treaty::owed(&story.world.asking.matters[&MATTER]);
        owed.iter().any(|o| o.what == Duty::ConfirmWaiver)
    };
    assert!(owes(&freed));
    freed.world.sent_lately = 0;
    freed.play(&[line(Asking, Act::SendRequest)]);
    assert!(!owes(&freed));
}

#[test]
fn a_joint_investigation_respects_the_host_and_ends_on_its_day() {
    let mut story = Story::new(Measure::JointInvestigation, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::Agree),
        line(Asking, Act::ShareItem),
        line(Asked, Act::RecordHostAct),
        line(Asking, Act::ProposeAmendment),
    ]);
    let own = story.take(line(Asking, Act::AnswerAmendment)).unwrap_err();
    assert_eq!(own.rule, Rule::NotAtThisStage);
    story.play(&[line(Asked, Act::AnswerAmendment)]);
    let abroad = story.take(line(Asking, Act::RecordHostAct)).unwrap_err();
    assert_eq!(abroad.rule, Rule::NotAtThisStage);
    story.world.pass_days(250);
    assert_eq!(story.stage(), "closed");
}

#[test]
fn a_witness_is_heard_by_video() {
    let mut story = Story::new(Measure::VideoHearing, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[line(Asked, Act::Schedule)]);
    let early = story.take(line(Asked, Act::OpenHearing)).unwrap_err();
    assert_eq!(early.rule, Rule::DateNotConfirmed);
    story.play(&[
        line(Asking, Act::ConfirmSchedule),
        line(Asked, Act::OpenHearing),
        line(Asked, Act::EndHearing),
        line(Asking, Act::Close),
    ]);
}

#[test]
fn safe_conduct_ends_fifteen_days_after_a_free_person_was_told() {
    let mut story = Story::new(Measure::PersonalAppearance, &json!({ "status": "free" }));
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::RecordConsent),
        line(Asked, Act::Agree),
        line(Asking, Act::RecordArrival),
        line(Asking, Act::ReleaseFromNeed),
    ]);
    story.world.pass_days(14);
    assert_eq!(story.stage(), "free_to_leave");
    story.world.pass_days(2);
    story.play(&[line(Asking, Act::EndSafeConduct)]);
    assert_eq!(story.stage(), "safe_conduct_ended");
}

#[test]
fn a_detained_person_comes_with_consent_and_goes_back() {
    let detained = json!({ "status": "detained" });
    let mut story = Story::new(Measure::PersonalAppearance, &detained);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::RecordConsent),
        line(Asked, Act::Agree),
        line(Asking, Act::RecordArrival),
    ]);
    let leaving = story.take(line(Asking, Act::ReleaseFromNeed)).unwrap_err();
    assert_eq!(leaving.rule, Rule::DetainedPersonReturns);
    story.play(&[line(Asking, Act::RecordReturn), line(Asking, Act::Close)]);
}

#[test]
fn a_person_who_does_not_consent_stays() {
    let mut story = Story::new(Measure::PersonalAppearance, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[(Asked, Act::RecordConsent, json!({ "given": false }))]);
    assert_eq!(story.stage(), "declined");
}

#[test]
fn states_find_out_that_they_pursue_the_same_and_agree_who_leads() {
    let mut story = Story::new(Measure::Jurisdiction, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::AnswerMatch),
        line(Asking, Act::ReportMatch),
        line(Asking, Act::ProposeLead),
        (Asked, Act::AnswerLead, json!({ "accepted": false })),
        line(Asked, Act::ProposeLead),
        line(Asking, Act::AnswerLead),
    ]);
    assert_eq!(story.stage(), "lead_agreed");
}

/// A safeguard that is the platform's own can be lifted by the State: with a reason, by two persons; the law cannot.
#[test]
fn a_test_call_takes_one_officer_on_each_side() {
    let mut story = Story::new(Measure::TestCall, &Value::Null);
    story.play(&[
        line(Asking, Act::PlaceTestCall),
        line(Asked, Act::AnswerTestCall),
    ]);
    assert_eq!(story.stage(), "call_answered");
}

#[test]
fn a_test_call_that_nobody_answers_ends_by_itself() {
    let mut story = Story::new(Measure::TestCall, &Value::Null);
    story.play(&[line(Asking, Act::PlaceTestCall)]);
    story.world.pass_days(1);
    assert_eq!(story.stage(), "call_unanswered");
    let late = story.take(line(Asked, Act::AnswerTestCall));
    assert_eq!(late.unwrap_err().rule, Rule::MatterEnded);
}

/// Before entry into force the network is rehearsed; and a call has nothing that could be screened, authorised or waived.
#[test]
fn a_test_call_waits_for_no_treaty_and_has_nothing_to_safeguard() {
    let mut story = Story::new(Measure::TestCall, &Value::Null);
    for node in [&mut story.world.asking, &mut story.world.asked] {
        node.facts.party_since = None;
    }
    story.play(&[line(Asking, Act::PlaceTestCall)]);
    let (answer, note) = (ScreenAnswer::No, "seen".to_owned());
    let screen = story.give(Asked, C::ScreenRights { answer, note }, true);
    assert_eq!(screen.unwrap_err().rule, Rule::WrongProcedure);
}

/// The other State refuses too: a node that counts nothing rings nobody awake a hundred times.
#[test]
fn both_states_hold_the_limit_of_test_calls_and_nobody_lifts_it() {
    let mut story = Story::new(Measure::TestCall, &Value::Null);
    let most = Measure::TestCall.limit().unwrap().most;
    story.world.sent_lately = most;
    let full = story.take(line(Asking, Act::PlaceTestCall)).unwrap_err();
    assert_eq!(full.rule, Rule::EnoughTestCalls);
    let waive = C::ProposeWaiver {
        rule: Rule::EnoughTestCalls,
        reason: "A drill of all shifts.".into(),
    };
    assert!(story.give(Asking, waive, true).is_err());
    story.world.sent_lately = most - 1;
    story.clone().play(&[line(Asking, Act::PlaceTestCall)]);

    let mut hostile = Story::new(Measure::TestCall, &Value::Null);
    let (act, with) = (Act::PlaceTestCall, Document::default());
    let call = Command::Charted(C::Take { act, with });
    hostile.world.give(Asking, MATTER, call, first()).unwrap();
    hostile.world.sent_lately = most;
    assert!(hostile.world.deliver_one(Asking));
    assert!(hostile.world.node(Asked).matters.is_empty());
    assert_eq!(hostile.world.stage(Asking, MATTER), "returned");
}

#[test]
fn no_test_call_goes_to_a_suspended_node_or_to_one_without_an_authority() {
    let refused = |change: fn(&mut PartyFacts)| {
        let mut story = Story::new(Measure::TestCall, &Value::Null);
        change(&mut story.world.asked.facts);
        story
            .take(line(Asking, Act::PlaceTestCall))
            .unwrap_err()
            .rule
    };
    assert_eq!(refused(|facts| facts.suspended = true), Rule::Suspended);
    assert_eq!(
        refused(|facts| facts.marks.clear()),
        Rule::NoCompetentAuthority
    );
}

#[test]
fn a_state_may_lift_a_safeguard_of_the_platform_and_no_law() {
    let mut story = Story::new(Measure::SentencedPerson, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    let waive = |rule| C::ProposeWaiver {
        rule,
        reason: "Order of the Supreme Court of XBB of 3 May".into(),
    };
    let law = story.give(Asked, waive(Rule::NotInForce), true);
    assert_eq!(law.unwrap_err().rule, Rule::NotWaivable);
    story
        .give(Asked, waive(Rule::RightsScreenFirst), true)
        .unwrap();
    let alone = story.give(Asked, C::ConfirmWaiver, true).unwrap_err();
    assert_eq!(alone.rule, Rule::SecondPersonRequired);
    let early = story.take(line(Asked, Act::Agree)).unwrap_err();
    assert_eq!(early.rule, Rule::RightsScreenFirst);
    story.give(Asked, C::ConfirmWaiver, false).unwrap();
    story.play(&[line(Asked, Act::Agree)]);
    assert_eq!(story.stage(), "agreed");
}

/// What a State's own chart forbids is rejected by the other State's node too, with the article, and undone.
#[test]
fn a_step_the_chart_forbids_is_rejected_on_both_sides() {
    use comity_treaty::procedure::chart::Says;
    let mut story = Story::new(Measure::AssetRecovery, &json!({ "wants": "freezing" }));
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    let measure = Measure::AssetRecovery;
    let message = Says {
        measure,
        says: Act::LiftFreeze,
        document: Document::default(),
    };
    let hear = Command::Charted(C::Hear { message });
    let peer = comity_treaty::Actor::Peer(comity_treaty::sample::requested_state());
    let rejection = story.world.give(Asking, MATTER, hear, peer).unwrap_err();
    assert_eq!(rejection.rule, Rule::NotAtThisStage);
    assert_eq!(story.stage(), "under_review");
}

/// Reproduction: `refuse` with this ground ended the matter and with it the duty of Art 37(11).
#[test]
fn a_national_is_not_refused_without_the_duty_that_follows() {
    let mut story = Story::new(Measure::Extradition, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    let refused = story.take((Asked, Act::Refuse, json!({ "ground": "own_national" })));
    assert_eq!(refused.unwrap_err().rule, Rule::NationalRefusedApart);
}

/// Reproduction: the State that holds a detained person withdrew, and the duty to return them was gone.
#[test]
fn a_person_who_is_there_is_not_forgotten_by_a_withdrawal() {
    let mut story = Story::new(
        Measure::PersonalAppearance,
        &json!({ "status": "detained" }),
    );
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::RecordConsent),
        line(Asked, Act::Agree),
        line(Asking, Act::RecordArrival),
    ]);
    story.play(&[line(Asking, Act::Withdraw)]);
    assert_eq!(story.stage(), "present");
}

/// Reproduction: a confiscation that was asked for could only be granted.
#[test]
fn a_confiscation_can_be_refused() {
    let mut story = Story::new(Measure::AssetRecovery, &json!({ "wants": "freezing" }));
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story.play(&[
        line(Asked, Act::OrderFreeze),
        line(Asking, Act::SeekConfiscation),
        (
            Asked,
            Act::Refuse,
            json!({ "ground": "insufficient_evidence" }),
        ),
    ]);
    assert_eq!(story.stage(), "frozen");
}

/// A refusal on a ground that is closed everywhere is not taken in, whatever the other State's node let pass.
#[test]
fn a_refusal_on_a_forbidden_ground_is_not_heard() {
    use comity_treaty::procedure::chart::Says;
    let mut story = Story::new(Measure::AssetRecovery, &json!({ "wants": "freezing" }));
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    let document = json!({ "ground": "bank_secrecy", "reasons": "A bank is involved." });
    let message = Says {
        measure: Measure::AssetRecovery,
        says: Act::Refuse,
        document: serde_json::from_value(document).unwrap(),
    };
    let hear = Command::Charted(C::Hear { message });
    let peer = comity_treaty::Actor::Peer(comity_treaty::sample::requested_state());
    let rejection = story.world.give(Asking, MATTER, hear, peer).unwrap_err();
    assert_eq!(rejection.rule, Rule::BankSecrecyNoGround);
    assert_eq!(story.stage(), "under_review");
}
