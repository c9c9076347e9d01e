//! Faults that were found in charted measures, each told as it happened.

use comity_treaty::law::Ground;
use comity_treaty::particulars::Document;
use comity_treaty::procedure::chart::{Command as C, DataGate, State};
use comity_treaty::{Act, Actor, Command, Duty, Matter, Measure, Rejection, Rule, owed};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::gallery::{MATTER, contents};
use super::telling::{Line, Story, differ, line};
use crate::gallery::{first, second};
use crate::world::*;

fn under_review(measure: Measure, particulars: &Value) -> Story {
    let mut story = Story::new(measure, particulars);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story
}

fn state(story: &Story, at: At) -> State {
    match story.world.node(at).matters.get(&MATTER) {
        Some(Matter::Charted(state)) => state.clone(),
        _ => panic!("a charted matter"),
    }
}

/// What we told was not taken in.
fn returned(story: &mut Story, at: At, what: Act) {
    let rejection = Rejection::by(Rule::NotAtThisStage);
    let said = Document::default();
    let note = Command::Charted(C::NoteReturned {
        what,
        said,
        rejection,
    });
    story
        .world
        .give(at, MATTER, note, Actor::Consequence)
        .unwrap();
}

/// Traffic data are personal data: the own law may bar them, and then they are withheld for that.
#[test]
fn traffic_data_are_withheld_where_the_personal_data_gate_is_barred() {
    let mut story = Story::new(Measure::TrafficDisclosure, &Value::Null);
    story.play(&[line(Asking, Act::SendRequest)]);
    let withhold = || -> Line {
        let ground = json!({ "ground": Ground::DataProtection });
        (Asking, Act::WithholdTraffic, ground)
    };
    let untried = story.take(withhold()).unwrap_err();
    assert_eq!(untried.rule, Rule::DataProtectionNotTried);
    let reasons = "The data protection act bars it.".into();
    let decision = DataGate::Barred { reasons };
    story
        .give(Asking, C::DecidePersonalData { decision }, false)
        .unwrap();
    story.play(&[withhold()]);
    assert_eq!(story.stage(), "withheld");
}

/// Art 37(17) speaks of every refusal, not only of that of a national.
#[test]
fn no_extradition_is_refused_without_consultation() {
    for ground in [Ground::ExtraditionCondition, Ground::EssentialInterests] {
        refused_after_consultation(ground);
    }
}

fn refused_after_consultation(ground: Ground) {
    let refuse = |why_not: &str| -> Line {
        let fields = json!({ "ground": ground, "no_consultation_because": why_not });
        (Asked, Act::Refuse, fields)
    };
    let mut story = under_review(Measure::Extradition, &Value::Null);
    let alone = story.take(refuse("")).unwrap_err();
    let expected = (Rule::ConsultFirst, "37(17)");
    assert_eq!((alone.rule, alone.article.reference()), expected);
    let consult = |ground: Ground| -> Line {
        let about = json!({ "concern": "refusal", "ground": ground });
        (Asked, Act::Consult, json!({ "about": about }))
    };
    story.play(&[consult(Ground::Persecution)]);
    story.play(&[(
        Asking,
        Act::AnswerConsultation,
        json!({ "accepted": false }),
    )]);
    let other = story.take(refuse("")).unwrap_err();
    assert_eq!(other.rule, Rule::ConsultFirst, "of another ground");
    story.play(&[consult(ground)]);
    let open = story.take(refuse("")).unwrap_err();
    assert_eq!(open.rule, Rule::ConsultationOpen);
    story.world.pass_days(31);
    story.play(&[refuse("")]);
    assert_eq!(story.stage(), "refused");
    let mut story = under_review(Measure::Extradition, &Value::Null);
    story.play(&[refuse("It would warn those who threaten the person.")]);
    assert_eq!(story.stage(), "refused");
}

/// A consultation serves one postponement, answered or not.
#[test]
fn a_second_postponement_is_consulted_on_again() {
    let postpone = |story: &Story| -> Line {
        let review_on = story.world.now + hours(24);
        (Asked, Act::Postpone, json!({ "review_on": review_on }))
    };
    let mut story = under_review(Measure::AssetRecovery, &Value::Null);
    let about = json!({ "concern": "postponement" });
    story.play(&[(Asked, Act::Consult, json!({ "about": about }))]);
    story.world.now += hours(24 * 14);
    let first = postpone(&story);
    story.play(&[first, line(Asked, Act::ReturnToReview)]);
    assert_eq!(story.stage(), "under_review");
    let again = story.take(postpone(&story)).unwrap_err();
    assert_eq!(again.rule, Rule::ConsultFirst);
    let owed = owed(&story.world.asked.matters[&MATTER]);
    assert!(owed.iter().all(|o| o.what != Duty::AnswerConsultation));
}

/// A national is consulted on like anyone, though refused by an act of its own.
#[test]
fn the_refusal_of_a_national_can_be_consulted_on() {
    let mut story = under_review(Measure::Extradition, &Value::Null);
    let about = json!({ "concern": "refusal", "ground": "own_national" });
    story.play(&[
        (Asked, Act::Consult, json!({ "about": about })),
        (
            Asking,
            Act::AnswerConsultation,
            json!({ "accepted": false }),
        ),
        (
            Asked,
            Act::RefuseNational,
            json!({ "no_consultation_because": "" }),
        ),
    ]);
    assert_eq!(story.stage(), "national_refused");
}

fn told(ago: i64, story: &Story) -> Line {
    let told_at = story.world.now - hours(ago);
    (Asking, Act::ReleaseFromNeed, json!({ "told_at": told_at }))
}

/// The person leaves safely within fifteen days of being told, whenever that was written down.
#[test]
fn safe_conduct_runs_from_the_day_the_person_was_told() {
    let mut story = under_review(Measure::PersonalAppearance, &json!({ "status": "free" }));
    story.play(&[
        line(Asked, Act::RecordConsent),
        line(Asked, Act::Agree),
        line(Asking, Act::RecordArrival),
    ]);
    story.world.pass_days(20);
    let ahead = story.take(told(-2, &story)).unwrap_err();
    assert_eq!(ahead.rule, Rule::DateAhead);
    let too_early = story.take(told(24 * 30, &story)).unwrap_err();
    assert_eq!(too_early.rule, Rule::DateTooEarly);
    story.take(told(24 * 10, &story)).unwrap();
    story.world.pass_days(4);
    let early = story.take(line(Asking, Act::EndSafeConduct)).unwrap_err();
    assert_eq!(early.rule, Rule::NotYetDue);
    story.world.pass_days(1);
    story.take(line(Asking, Act::EndSafeConduct)).unwrap();
    assert_eq!(story.stage(), "safe_conduct_ended");
}

fn end(story: &Story, at: At) -> Timestamp {
    let matter = Matter::Charted(state(story, at));
    let ends = owed(&matter).into_iter();
    let mut ends = ends.filter(|owed| owed.what == Duty::EndJointInvestigation);
    ends.next().expect("an end").due
}

/// An agreed change moves the end; a declined one, or an answer that was not taken in, leaves it.
#[test]
fn an_amendment_moves_the_end_only_while_it_is_agreed() {
    let mut story = under_review(Measure::JointInvestigation, &Value::Null);
    story.play(&[line(Asked, Act::Agree)]);
    let first = end(&story, Asking);
    let (later, last) = (first + hours(24 * 30), first + hours(24 * 60));
    let propose =
        |at, ends: Timestamp| -> Line { (at, Act::ProposeAmendment, json!({ "ends": ends })) };
    let answer = |at, accepted: bool| -> Line {
        (at, Act::AnswerAmendment, json!({ "accepted": accepted }))
    };
    story.play(&[propose(Asking, later), answer(Asked, true)]);
    assert_eq!((end(&story, Asking), end(&story, Asked)), (later, later));
    story.play(&[propose(Asking, last), answer(Asked, false)]);
    assert_eq!((end(&story, Asking), end(&story, Asked)), (later, later));
    story.play(&[propose(Asking, last)]);
    let before = state(&story, Asked);
    story.take(answer(Asked, true)).unwrap();
    assert_eq!(end(&story, Asked), last);
    returned(&mut story, Asked, Act::AnswerAmendment);
    let after = state(&story, Asked);
    assert_eq!(end(&story, Asked), later);
    let kept = |state: &State| {
        (
            state.stage,
            state.since,
            state.agreed.clone(),
            state.taken.clone(),
        )
    };
    assert_eq!(kept(&after), kept(&before));
}

/// A consultation the other State never heard of is none.
#[test]
fn a_consultation_that_was_not_taken_in_was_not_held() {
    let mut story = under_review(Measure::AssetRecovery, &json!({ "wants": "freezing" }));
    let about = json!({ "concern": "refusal", "ground": "essential_interests" });
    story
        .take((Asked, Act::Consult, json!({ "about": about })))
        .unwrap();
    returned(&mut story, Asked, Act::Consult);
    story.world.pass_days(40);
    let ground = json!({ "ground": "essential_interests" });
    let refused = story.take((Asked, Act::Refuse, ground)).unwrap_err();
    assert_eq!(refused.rule, Rule::ConsultFirst);
    let untouched = state(&story, Asked).last(Act::Consult).cloned();
    assert_eq!(untouched, None::<Document>);
}

/// A gate that was passed before conditions could go with it is kept without a list of them.
#[test]
fn a_gate_passed_without_a_list_of_conditions_reads() {
    let kept: DataGate = serde_json::from_value(json!({ "gate": "passed" })).unwrap();
    let conditions = vec![];
    assert_eq!(kept, DataGate::Passed { conditions });
}

/// An act of one officer, said and not delivered.
fn say(story: &mut Story, at: At, act: Act) {
    say_with(story, at, act, &Value::Null);
}

fn say_with(story: &mut Story, at: At, act: Act, fields: &Value) {
    let chart = state(story, at).chart();
    let row = chart.all_steps().find(|step| step.act == act).unwrap();
    let with = differ(contents(row, story.world.now).remove(0), fields);
    let take = Command::Charted(C::Take { act, with });
    story.world.give(at, MATTER, take, first()).unwrap();
    if row.two_persons() {
        let confirm = Command::Charted(C::Confirm);
        story.world.give(at, MATTER, confirm, second()).unwrap();
    }
}

/// The papers come in as the arrest ends: both States have the complete request, and the person is free.
#[test]
fn an_arrest_that_ends_while_the_papers_are_on_their_way() {
    for order in [[Asking, Asked], [Asked, Asking]] {
        let mut story = under_review(Measure::Extradition, &Value::Null);
        story.play(&[line(Asked, Act::ArrestProvisionally)]);
        say(&mut story, Asking, Act::SendFormal);
        say(&mut story, Asked, Act::EndProvisional);
        for at in order {
            story.world.deliver_one(at);
        }
        story.world.deliver();
        let stages = [Asking, Asked].map(|at| story.world.stage(at, MATTER));
        assert_eq!(stages, ["formal_received"; 2]);
        for at in [Asking, Asked] {
            assert_eq!(state(&story, at).returned, None, "nothing bounced");
            assert!(state(&story, at).last(Act::EndProvisional).is_some());
        }
        story.play(&[line(Asked, Act::Grant)]);
    }
}

/// Who withdraws has property frozen no longer, nor anybody under arrest: it is undone at once and without a hearing.
#[test]
fn a_withdrawal_is_carried_out_by_the_state_that_executes() {
    let undone = |story: &Story| {
        let matter = Matter::Charted(state(story, Asked));
        let mut duties = owed(&matter).into_iter().map(|o| (o.what, o.owner));
        duties.any(|duty| duty == (Duty::Undo, comity_treaty::Side::Requested))
    };
    let mut story = under_review(Measure::AssetRecovery, &Value::Null);
    story.play(&[line(Asked, Act::OrderFreeze)]);
    let unheard = story.take(line(Asked, Act::LiftFreeze)).unwrap_err();
    assert_eq!(unheard.rule, Rule::HearBeforeLifting);
    story.play(&[line(Asking, Act::Withdraw)]);
    assert_eq!((story.stage(), undone(&story)), ("frozen", true));
    story.play(&[line(Asked, Act::LiftFreeze)]);
    assert_eq!((story.stage(), undone(&story)), ("lifted", false));

    let mut story = under_review(Measure::Extradition, &Value::Null);
    story.play(&[
        line(Asked, Act::ArrestProvisionally),
        line(Asking, Act::Withdraw),
    ]);
    assert_eq!(
        (story.stage(), undone(&story)),
        ("provisional_arrest", true)
    );
    story.play(&[line(Asked, Act::EndProvisional)]);
    assert_eq!((story.stage(), undone(&story)), ("withdrawn", false));

    let mut story = under_review(Measure::Extradition, &Value::Null);
    story.play(&[line(Asking, Act::SendFormal)]);
    let wanted = story.take(line(Asked, Act::Discharge)).unwrap_err();
    assert_eq!(wanted.rule, Rule::NotWithdrawn);
    story.play(&[line(Asking, Act::Withdraw), line(Asked, Act::Discharge)]);
    assert_eq!(story.stage(), "discharged");
}

/// A withdrawal that crosses an arrest: both States see the arrest, and that it is to be undone.
#[test]
fn a_withdrawal_that_crosses_an_arrest() {
    for order in [[Asking, Asked], [Asked, Asking]] {
        let mut story = under_review(Measure::Extradition, &Value::Null);
        say(&mut story, Asking, Act::Withdraw);
        say(&mut story, Asked, Act::ArrestProvisionally);
        for at in order {
            story.world.deliver_one(at);
        }
        story.world.deliver();
        for at in [Asking, Asked] {
            assert_eq!(story.world.stage(at, MATTER), "provisional_arrest");
            let matter = Matter::Charted(state(&story, at));
            assert!(owed(&matter).iter().any(|o| o.what == Duty::Undo));
        }
        story.play(&[line(Asked, Act::EndProvisional)]);
        assert_eq!(story.stage(), "withdrawn");
    }
}

/// A person nobody collects is not held without end; a person who is handed over cannot be asked back by a withdrawal.
#[test]
fn a_person_is_collected_or_discharged() {
    let mut granted = under_review(Measure::Extradition, &Value::Null);
    granted.play(&[line(Asking, Act::SendFormal), line(Asked, Act::Grant)]);
    let mut story = granted.clone();
    story.play(&[line(Asked, Act::Discharge)]);
    assert_eq!(story.stage(), "discharged");
    granted.play(&[line(Asked, Act::Surrender)]);
    let late = granted.take(line(Asking, Act::Withdraw)).unwrap_err();
    assert_eq!(late.rule, Rule::NotAtThisStage);
}

/// Nobody is arrested a second time on the same urgency.
#[test]
fn an_arrest_that_ended_is_not_begun_again() {
    let mut story = under_review(Measure::Extradition, &Value::Null);
    story.play(&[
        line(Asked, Act::ArrestProvisionally),
        line(Asked, Act::EndProvisional),
    ]);
    let again = story
        .take(line(Asked, Act::ArrestProvisionally))
        .unwrap_err();
    assert_eq!(again.rule, Rule::ArrestEndedBefore);
}

/// While the matter is secret nobody tells the person, and the State that asked may keep it so for longer.
#[test]
fn the_person_is_told_when_secrecy_is_over() {
    let review = |story: &Story, days: i64| story.world.now + hours(24 * days);
    let mut story = Story::new(Measure::AssetRecovery, &Value::Null);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    let early = story.take(line(Asked, Act::NotifyPerson)).unwrap_err();
    assert_eq!(early.rule, Rule::NotYetDue);
    let later = json!({ "review_on": review(&story, 120) });
    story.play(&[(Asking, Act::RenewSecrecy, later)]);
    story.world.pass_days(100);
    let still = story.take(line(Asked, Act::NotifyPerson)).unwrap_err();
    assert_eq!(still.rule, Rule::NotYetDue);
    story.world.pass_days(20);
    story.play(&[line(Asked, Act::NotifyPerson)]);
}

/// A consent can be taken back until the person leaves, and what was agreed without one is refused.
#[test]
fn a_person_who_changes_their_mind_stays() {
    let mut story = under_review(Measure::PersonalAppearance, &json!({ "status": "free" }));
    story.play(&[line(Asked, Act::RecordConsent), line(Asked, Act::Agree)]);
    let no = json!({ "given": false });
    story.play(&[(Asked, Act::RecordConsent, no)]);
    assert_eq!(story.stage(), "declined");
}

/// What was asked for decides what may be ordered: no freezing where the property is only to be found.
#[test]
fn property_is_taken_as_it_was_asked_for() {
    let traced = json!({ "wants": "tracing" });
    let mut story = under_review(Measure::AssetRecovery, &traced);
    for (act, rule) in [
        (Act::OrderFreeze, Rule::TracingOnly),
        (Act::OrderConfiscation, Rule::ConfiscationNotSought),
    ] {
        assert_eq!(story.take(line(Asked, act)).unwrap_err().rule, rule);
    }
    let mut story = under_review(Measure::AssetRecovery, &Value::Null);
    story.play(&[line(Asked, Act::OrderConfiscation)]);
    assert_eq!(story.stage(), "confiscated");
}

/// The answer to a date that was changed meanwhile is no consent to the new one.
#[test]
fn the_answer_to_another_date_is_no_answer() {
    let mut story = under_review(Measure::VideoHearing, &Value::Null);
    story.play(&[line(Asked, Act::Schedule)]);
    let other = json!({ "at": "2099-02-02T09:00:00Z" });
    story.play(&[(Asked, Act::Schedule, other)]);
    let stale = story.take(line(Asking, Act::ConfirmSchedule)).unwrap_err();
    assert_eq!(stale.rule, Rule::OtherDate);
}

/// Art 40(5): who sent information is consulted on what is to be told to the accused, where it wishes; on nothing else.
#[test]
fn a_disclosure_to_the_accused_can_be_consulted_on() {
    let about = |concern: &str| json!({ "about": { "concern": concern } });
    let mut story = Story::new(Measure::SpontaneousInformation, &Value::Null);
    story.safeguard(Asking);
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::AcceptOffer),
        line(Asking, Act::Deliver),
    ]);
    for concern in ["disclosure", "postponement"] {
        let consult = (Asking, Act::Consult, about(concern));
        assert_eq!(story.take(consult).unwrap_err().rule, Rule::NotAtThisStage);
    }
    story.play(&[
        line(Asked, Act::NotifyExculpatory),
        (Asking, Act::Consult, about("disclosure")),
        line(Asked, Act::AnswerConsultation),
        line(Asked, Act::Close),
        line(Asked, Act::NotifyExculpatory),
    ]);
}

/// What the asking State owes of a person it holds stays owed when it withdraws; the other State has nothing to undo.
#[test]
fn a_withdrawal_leaves_the_return_of_a_person_owed() {
    let mut story = under_review(
        Measure::PersonalAppearance,
        &json!({ "status": "detained" }),
    );
    story.play(&[
        line(Asked, Act::RecordConsent),
        line(Asked, Act::Agree),
        line(Asking, Act::RecordArrival),
        line(Asking, Act::Withdraw),
    ]);
    let matter = Matter::Charted(state(&story, Asked));
    let duties: Vec<_> = owed(&matter)
        .into_iter()
        .map(|o| (o.what, o.owner))
        .collect();
    assert!(duties.contains(&(Duty::ReturnPerson, comity_treaty::Side::Requesting)));
    assert!(duties.iter().all(|(what, _)| *what != Duty::Undo));
}

/// An earlier end of the secrecy is none.
#[test]
fn secrecy_is_renewed_for_longer_or_not_at_all() {
    let mut story = under_review(Measure::AssetRecovery, &Value::Null);
    let sooner = json!({ "review_on": story.world.now + hours(24) });
    let sooner = story.take((Asking, Act::RenewSecrecy, sooner)).unwrap_err();
    assert_eq!(sooner.rule, Rule::SecrecyEndNotAhead);
}

/// An enquiry is answered although the matter ended here meanwhile.
#[test]
fn the_answer_to_an_enquiry_is_taken_in_after_the_end() {
    let mut story = under_review(Measure::AssetRecovery, &Value::Null);
    say(&mut story, Asking, Act::Enquire);
    say(&mut story, Asking, Act::Withdraw);
    story.world.deliver_one(Asking);
    say(&mut story, Asked, Act::AnswerEnquiry);
    story.world.deliver();
    assert_eq!(story.stage(), "withdrawn");
    assert!(!state(&story, Asking).dialogue.enquiry_open());
}

fn from_the_other_state(story: &mut Story, act: Act, fields: &Value) -> Result<(), Rejection> {
    let (measure, now) = (state(story, Asking).measure, story.world.now);
    let chart = state(story, Asking).chart();
    let row = chart.all_steps().find(|step| step.act == act).unwrap();
    let document = differ(contents(row, now).remove(0), fields);
    let message = comity_treaty::procedure::chart::Says {
        measure,
        says: act,
        document,
    };
    let hear = Command::Charted(C::Hear { message });
    let peer = Actor::Peer(comity_treaty::sample::requested_state());
    story.world.give(Asking, MATTER, hear, peer).map(drop)
}

/// The State that executes is believed of what it may do, and as long as it may not have known: not of a freezing where the
/// property was only to be found, not of one that is told a year after the end, and of no paper that lacks its fields.
#[test]
fn the_state_that_executes_is_not_believed_everything() {
    let withdrawn = |wants: &str| {
        let mut story = under_review(Measure::AssetRecovery, &json!({ "wants": wants }));
        say(&mut story, Asking, Act::Withdraw);
        story
    };
    let mut story = withdrawn("tracing");
    let freeze = from_the_other_state(&mut story, Act::OrderFreeze, &Value::Null);
    assert_eq!(freeze.unwrap_err().rule, Rule::TracingOnly);
    let mut story = withdrawn("freezing");
    let hollow = from_the_other_state(&mut story, Act::NotifyCosts, &json!({ "text": "" }));
    assert_eq!(hollow.unwrap_err().rule, Rule::DocumentIncomplete);
    story.world.now += hours(24 * 365);
    from_the_other_state(&mut story, Act::OrderFreeze, &Value::Null).unwrap();
    assert_eq!(story.stage(), "withdrawn");
    let mut story = withdrawn("freezing");
    from_the_other_state(&mut story, Act::OrderFreeze, &Value::Null).unwrap();
    assert_eq!(story.stage(), "frozen");
}

/// Of two messages of one act the one that came back is taken back, not the other one.
#[test]
fn the_message_that_came_back_is_taken_back() {
    let mut story = under_review(Measure::VideoHearing, &Value::Null);
    let (monday, friday) = ("2028-01-03T09:00:00Z", "2028-01-07T09:00:00Z");
    say_with(&mut story, Asked, Act::Schedule, &json!({ "at": monday }));
    say_with(&mut story, Asked, Act::Schedule, &json!({ "at": friday }));
    story.world.now = "2028-01-04T09:00:00Z".parse().unwrap();
    story.world.deliver();
    for at in [Asking, Asked] {
        let scheduled = state(&story, at).last(Act::Schedule).unwrap().instant("at");
        assert_eq!(scheduled, Some(friday.parse().unwrap()));
    }
    story.play(&[(Asking, Act::ConfirmSchedule, json!({ "at": friday }))]);
}
