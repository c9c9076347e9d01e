//! What a State's own law bounds in a charted measure: its profile is read, and the procedure acts on it.

use comity_treaty::law::periods::days_after;
use comity_treaty::national::{ExtraditionLaw, Nationals};
use comity_treaty::particulars::Document;
use comity_treaty::procedure::chart::Command as C;
use comity_treaty::{Act, Command, Measure, Rule};
use serde_json::{Value, json};

use super::gallery::MATTER;
use super::telling::{Story, line};
use crate::world::*;

/// A draft that is drawn up again is looked at like the first one.
#[test]
fn a_request_drawn_up_again_lacks_what_the_first_draft_lacked() {
    let measure = Measure::VideoHearing;
    let story = Story::new(measure, &Value::Null);
    let mut facts = story.world.facts(Asking, MATTER, drafter());
    let asks = "Say in which language the witness is heard.".to_owned();
    facts.peer.law.asks_of_others = [(measure, vec![asks])].into();
    let particulars = Document::default();
    let draft = Command::Charted(C::DraftRequest {
        measure,
        particulars: particulars.clone(),
    });
    let first = draft.missing(None, &facts);
    assert_eq!(first.len(), 1);
    let again = Command::Charted(C::Redraft { particulars });
    let matter = &story.world.asking.matters[&MATTER];
    assert_eq!(again.missing(Some(matter), &facts), first);
}

/// An extradition under review in a State with this law.
fn extradition(law: ExtraditionLaw) -> Story {
    let mut story = Story::new(Measure::Extradition, &Value::Null);
    for node in [Asking, Asked] {
        story.world.node_mut(node).facts.law.extradition = law;
    }
    story.play(&[
        line(Asking, Act::SendRequest),
        line(Asked, Act::Acknowledge),
    ]);
    story.safeguard(Asked);
    story
}

fn on_nationals(nationals: Nationals) -> Story {
    let nationals = Some(nationals);
    extradition(ExtraditionLaw {
        nationals,
        ..ExtraditionLaw::default()
    })
}

#[test]
fn a_national_is_surrendered_as_the_own_law_lets_it() {
    let free = json!({ "own_national": true, "condition": "none" });
    let bound = json!({ "own_national": true, "condition": "return_to_serve_sentence" });
    let foreign = json!({ "own_national": false, "condition": "none" });
    for (nationals, decision, expected) in [
        (Nationals::Never, &bound, Some(Rule::NationalNotExtradited)),
        (Nationals::Never, &foreign, None),
        (Nationals::OnReturn, &free, Some(Rule::NationalToReturn)),
        (Nationals::OnReturn, &bound, None),
        (Nationals::Yes, &free, None),
    ] {
        let mut story = on_nationals(nationals);
        story.play(&[line(Asking, Act::SendFormal)]);
        let granted = story.take((Asked, Act::Grant, decision.clone()));
        let refused = granted.err().map(|rejection| rejection.rule);
        assert_eq!(refused, expected, "{nationals:?} {decision}");
    }
}

#[test]
fn who_extradites_nationals_like_anyone_does_not_refuse_for_nationality() {
    for (nationals, expected) in [
        (Nationals::Yes, Some(Rule::NationalsExtradited)),
        (Nationals::OnReturn, None),
        (Nationals::Never, None),
    ] {
        let mut story = on_nationals(nationals);
        let refused = story.take(line(Asked, Act::RefuseNational)).err();
        assert_eq!(refused.map(|rejection| rejection.rule), expected);
    }
}

#[test]
fn provisional_arrest_lasts_no_longer_than_the_own_law_says() {
    let mut story = extradition(ExtraditionLaw {
        provisional_arrest_days: Some(40),
        ..ExtraditionLaw::default()
    });
    let until = |days| json!({ "until": days_after(story.world.now, days) });
    let (long, allowed) = (until(41), until(40));
    let refused = story.take((Asked, Act::ArrestProvisionally, long));
    assert_eq!(refused.unwrap_err().rule, Rule::ArrestTooLong);
    story
        .take((Asked, Act::ArrestProvisionally, allowed))
        .unwrap();
}

#[test]
fn what_the_other_states_law_asks_is_answered_before_sending() {
    let asks = "Name the bank.".to_owned();
    let opening = |answered: Value| {
        let mut story = Story::new(Measure::AssetRecovery, &json!({ "answered": answered }));
        let law = &mut story.world.node_mut(Asked).facts.law;
        law.asks_of_others = [(Measure::AssetRecovery, vec![asks.clone()])].into();
        story.take(line(Asking, Act::SendRequest))
    };
    let silent = opening(json!([{ "asks": "Another thing.", "answer": "This." }]));
    let silent = silent.unwrap_err();
    let expected = (Rule::AskedNotAnswered, "50(3)");
    assert_eq!((silent.rule, silent.article.reference()), expected);
    opening(json!([{ "asks": asks, "answer": "Harbour Bank." }])).unwrap();
}

#[test]
fn secrecy_ends_when_the_law_of_the_state_that_keeps_it_says() {
    for (measure, keeps, other) in [
        (Measure::AssetRecovery, Asked, Asking),
        (Measure::TrafficDisclosure, Asking, Asked),
    ] {
        for (node, expected) in [(keeps, Some(Rule::SecrecyTooLong)), (other, None)] {
            let mut story = Story::new(measure, &Value::Null);
            // The sample asks for ninety days.
            story.world.node_mut(node).facts.law.secrecy_days_max = Some(89);
            let sent = story.take(line(Asking, Act::SendRequest)).err();
            assert_eq!(sent.map(|rejection| rejection.rule), expected);
        }
    }
}
