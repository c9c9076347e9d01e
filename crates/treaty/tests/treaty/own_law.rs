//! What a State's own law bounds in preservation and assistance, as its profile says it.

use comity_treaty::law::periods::days_after;
use comity_treaty::particulars::{Answered, AssistanceParticulars, Conditions, Earlier};
use comity_treaty::{Command, Measure, PartyFacts, Rejection, Rule, sample};

use crate::story::rule;
use crate::world::*;

const ASKS: &str = "Say how the data relate to the offence, account by account.";

fn law_of(world: &mut World, at: At, change: impl Fn(&mut PartyFacts)) {
    change(&mut world.node_mut(at).facts);
}

fn drafted(world: &World, change: impl Fn(&mut AssistanceParticulars)) -> sought::Command {
    let mut particulars = access_particulars(world.now);
    particulars.preservation = None;
    change(&mut particulars);
    let particulars = Box::new(particulars);
    sought::Command::DraftRequest { particulars }
}

/// Drafted, with all that was found missing, and sent.
fn sent(world: &mut World, command: sought::Command) -> (Vec<String>, Option<Rejection>) {
    let facts = world.facts(Asking, ACCESS, drafter());
    let missing = Command::AssistanceRequesting(command.clone()).missing(None, &facts);
    let listed = missing
        .iter()
        .map(|fault| format!("{} ({})", fault.field, fault.paragraph.reference()));
    let listed = listed.collect();
    world.seek(command, drafter()).unwrap();
    (
        listed,
        world.seek(sought::Command::SendRequest, approver()).err(),
    )
}

fn asking_law(facts: &mut PartyFacts) {
    let measure = Measure::StoredData;
    facts.law.asks_of_others = [(measure, vec![ASKS.into()])].into();
    facts.law.requires_first = [(measure, [Measure::Preservation].into())].into();
    facts.law.secrecy_days_max = Some(30);
}

/// All at once, each with its paragraph; and what was not mended does not leave the house.
#[test]
fn what_the_requested_states_law_wants_is_listed_with_what_is_missing() {
    let mut world = World::new();
    law_of(&mut world, Asked, asking_law);
    let command = drafted(&world, |_| {});
    let (missing, refused) = sent(&mut world, command);
    let all = [
        "particulars.answered (40(15))",
        "particulars.earlier (40(15))",
        "particulars.secrecy.review_on (40(20))",
    ];
    assert_eq!(missing, all);
    assert_eq!(refused.map(|r| r.rule), Some(Rule::AskedNotAnswered));
}

#[test]
fn each_answer_takes_one_thing_off_the_list() {
    let answered = vec![Answered {
        asks: ASKS.into(),
        answer: "Both wrote the notes.".into(),
    }];
    let outcome = "The provider had no data to preserve.".to_owned();
    let earlier = vec![Earlier {
        measure: Measure::Preservation,
        outcome,
    }];
    let until = days_after(start(), 30);
    let steps = [
        (false, false, Some(Rule::EarlierMeasureMissing)),
        (true, false, Some(Rule::SecrecyTooLong)),
        (true, true, None),
    ];
    for (tried, short, expected) in steps {
        let mut world = World::new();
        law_of(&mut world, Asked, asking_law);
        let command = drafted(&world, |p| {
            p.answered = answered.clone();
            p.earlier = if tried { earlier.clone() } else { vec![] };
            let secrecy = p.secrecy.as_mut().unwrap();
            secrecy.review_on = if short { until } else { secrecy.review_on };
        });
        let (_, refused) = sent(&mut world, command);
        assert_eq!(refused.map(|r| r.rule), expected);
    }
}

/// A request that is completed says as much to the other State's law as one that is made.
#[test]
fn a_completed_request_answers_to_the_other_states_law_as_a_new_one() {
    let mut world = World::access_under_review();
    let question = "Which of the two accounts?".into();
    let ask = released::Command::Ask { question };
    world.release(ask, approver()).unwrap();
    law_of(&mut world, Asked, asking_law);
    let completed = |answered: Vec<Answered>| {
        let mut amended = access_particulars(start());
        (amended.answered, amended.secrecy) = (answered, None);
        let amended = Some(Box::new(amended));
        let text = "The first one.".into();
        sought::Command::AnswerQuestion { text, amended }
    };
    let lacking = completed(vec![]);
    let facts = world.facts(Asking, ACCESS, approver());
    let missing = Command::AssistanceRequesting(lacking.clone()).missing(None, &facts);
    let places: Vec<_> = missing.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(places, ["amended.answered"]);
    let refused = world.seek(lacking, approver());
    assert_eq!(rule(refused), Rule::AskedNotAnswered);
    let answered = Answered {
        asks: ASKS.into(),
        answer: "Both wrote the notes.".into(),
    };
    world.seek(completed(vec![answered]), approver()).unwrap();
}

/// The State that is asked did not know better, or the other one did not know its law yet: it does not refuse the request,
/// and does not authorise before its own law is kept.
#[test]
fn the_own_law_asks_for_the_milder_measure_before_an_authorisation() {
    let mut world = World::new();
    let command = drafted(&world, |_| {});
    assert_eq!(sent(&mut world, command).1, None);
    law_of(&mut world, Asked, asking_law);
    world
        .release(released::Command::Acknowledge, approver())
        .unwrap();
    let screen = released::Command::ScreenRights {
        answer: comity_treaty::procedure::review::ScreenAnswer::No,
        conduct: [].into(),
        note: String::new(),
    };
    world.release(screen, approver()).unwrap();
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    assert_eq!(
        rule(world.release(authorise, judge())),
        Rule::EarlierMeasureMissing
    );
}

fn pass(conditions: Conditions) -> released::Command {
    let decision = released::DataDecision::Pass { conditions };
    released::Command::DecidePersonalData { decision }
}

#[test]
fn evidence_is_kept_no_longer_than_the_senders_law_allows() {
    let mut world = World::authorised();
    law_of(&mut world, Asked, |facts| {
        facts.law.retention_days_max = Some(100);
    });
    let keep = |days, world: &World| Conditions {
        retention_until: days_after(world.now, days),
        ..sample::conditions(world.now)
    };
    let (long, allowed) = (keep(101, &world), keep(100, &world));
    assert_eq!(
        rule(world.release(pass(long), approver())),
        Rule::RetentionTooLong
    );
    world.release(pass(allowed), approver()).unwrap();
}

#[test]
fn a_preservation_is_secret_no_longer_than_the_custodian_can_be_bound() {
    let mut world = World::new();
    let request = |world: &World| {
        let particulars = Box::new(preservation_particulars(world.now));
        asked::Command::RequestPreservation { particulars }
    };
    law_of(&mut world, Asked, |facts| {
        facts.law.secrecy_days_max = Some(400);
        facts.law.custodian_secrecy_days_max = Some(20);
    });
    let (long, facts) = (request(&world), world.facts(Asking, PRESERVATION, duty()));
    let missing = Command::PreservationRequesting(long.clone()).missing(None, &facts);
    assert_eq!(missing[0].paragraph.reference(), "42(3)(g)");
    let refused = world.ask(long, duty()).unwrap_err();
    assert_eq!(
        (refused.rule, refused.article.reference()),
        (Rule::SecrecyTooLong, "42(3)(g)")
    );
    law_of(&mut world, Asked, |facts| {
        facts.law.custodian_secrecy_days_max = None;
    });
    let again = request(&world);
    world.ask(again, duty()).unwrap();
}

/// Reproduction: a renewal of the secrecy that the other State did not take in kept its new end.
#[test]
fn a_renewal_of_secrecy_that_was_not_taken_in_leaves_the_old_end() {
    let mut world = World::access_under_review();
    let secrecy = |world: &World| match &world.asking.matters[&ACCESS] {
        comity_treaty::Matter::AssistanceRequesting(state) => state.particulars.secrecy.clone(),
        _ => None,
    };
    let before = secrecy(&world);
    let review_on = days_after(before.as_ref().unwrap().review_on, 10);
    let reason = "The second suspect is still at large.".to_owned();
    let renew = sought::Command::RenewSecrecy { review_on, reason };
    let command = Command::AssistanceRequesting(renew);
    world.give(Asking, ACCESS, command, approver()).unwrap();
    assert_ne!(secrecy(&world), before);
    law_of(&mut world, Asked, |facts| {
        facts.law.secrecy_days_max = Some(30);
    });
    world.deliver();
    assert_eq!(secrecy(&world), before);
}
