//! Faults that were found in charted measures, each told as it happened.

use comity_treaty::law::Ground;
use comity_treaty::particulars::Document;
use comity_treaty::procedure::chart::{Command as C, DataGate, State};
use comity_treaty::{Act, Actor, Command, Duty, Matter, Measure, Rejection, Rule, owed};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::gallery::MATTER;
use super::telling::{Line, Story, line};
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
    let note = Command::Charted(C::NoteReturned { what, rejection });
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
    assert_eq!(story.stage(), "free_to_leave");
    story.world.pass_days(1);
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
