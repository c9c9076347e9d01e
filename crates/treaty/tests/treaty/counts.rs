//! Yearly figures: a fold over events that says how much was done, and of nobody in particular.

use std::collections::BTreeSet;

use comity_treaty::counts::{Counts, ON_THE_WAY, SAFEGUARDS, TELLING};
use comity_treaty::procedure::chart::{self, Stage};
use comity_treaty::procedure::erasure;
use comity_treaty::{Act, Event, Measure};
use serde_json::{Value, json};

use crate::charts::telling::{Story, line};
use crate::gallery::{Which, every_situation};
use crate::world::*;

fn figures(year: i16, histories: &[&[Event]]) -> Value {
    let mut counts = Counts::of(year);
    for history in histories {
        counts.add(*history).unwrap();
    }
    serde_json::to_value(counts.published()).unwrap()
}

fn refused() -> World {
    use comity_treaty::law::Ground;
    use comity_treaty::procedure::review::Refusal;
    let mut world = World::preservation_under_review();
    let (ground, reasons) = (Ground::Persecution, "Grounds to fear it.".to_owned());
    let refusal = Refusal { ground, reasons };
    let propose = kept::Command::ProposeRefusal { refusal };
    world.keep(propose, duty()).unwrap();
    world
        .keep(kept::Command::ConfirmRefusal, approver())
        .unwrap();
    world
}

#[test]
fn each_matter_counts_once_and_each_outcome_in_its_year() {
    let (kept, refused) = (World::preserved(90), refused());
    let matters: Vec<&[Event]> = (0..7)
        .map(|number| if number < 5 { &kept } else { &refused })
        .map(|world| world.asked.events.as_slice())
        .collect();
    let figures_of = |year| figures(year, &matters)["matters"].clone();
    let line = json!({
        "measure": "preservation", "direction": "incoming", "opened": "at least 5",
        "outcomes": { "done": "at least 5", "refused": "fewer than 5" },
    });
    assert_eq!(figures_of(2027), json!([line]));
    assert_eq!(figures_of(2026), json!([]), "and nothing in another year");
}

/// How well a contact point answers is for the Parties, and not for the public.
#[test]
fn a_test_call_is_about_no_case_and_is_not_counted() {
    let mut story = Story::new(Measure::TestCall, &Value::Null);
    story.play(&[
        line(Asking, Act::PlaceTestCall),
        line(Asked, Act::AnswerTestCall),
    ]);
    for node in [&story.world.asking, &story.world.asked] {
        assert!(node.events.len() > 1);
        assert_eq!(figures(2027, &[&node.events])["matters"], json!([]));
    }
}

#[test]
fn both_directions_are_counted_and_a_draft_is_not() {
    let world = World::preserved(90);
    let out = figures(2027, &[&world.asking.events]);
    assert_eq!(out["matters"][0]["direction"], "outgoing");
    let mut world = World::new();
    let particulars = Box::new(access_particulars(world.now));
    let draft = sought::Command::DraftRequest { particulars };
    world.seek(draft, drafter()).unwrap();
    let none = figures(2027, &[&world.asking.events]);
    assert_eq!(none["matters"], json!([]));
}

/// The published figures hold no State, no person, no number of a case, and no figure from which one could be told; though
/// the histories they are made of hold them all.
#[test]
fn nothing_is_published_but_figures() {
    let world = World::preserved(90);
    let said = figures(2027, &[&world.asked.events]);
    let (text, history) = (said.to_string(), json!(world.asked.events).to_string());
    for secret in ["XAA", "XBB", "0190", "2027-", "osei", "Nordmail"] {
        assert!(!text.contains(secret), "{secret} in {text}");
        assert!(history.contains(secret), "{secret} is looked for in vain");
    }
    assert_eq!(said["matters"][0]["opened"], "fewer than 5");
}

#[test]
fn what_was_done_about_safeguards_is_counted() {
    let mut world = World::preservation_under_review();
    let second = comity_treaty::sample::officer("b.moreau", comity_treaty::Role::Approver);
    let waive = kept::Command::ProposeWaiver {
        rule: comity_treaty::Rule::RightsScreenFirst,
        reason: "A child is in danger now.".into(),
    };
    world.keep(waive, approver()).unwrap();
    let none = figures(2027, &[&world.asked.events]);
    assert_eq!(none["safeguards"], json!({}), "a proposal is none");
    world.keep(kept::Command::ConfirmWaiver, second).unwrap();
    let one = figures(2027, &[&world.asked.events]);
    let expected = json!({ "safeguards of the platform set aside": "fewer than 5" });
    assert_eq!(one["safeguards"], expected);
}

/// Every stage tells an outcome or is on the way: a new one is put into one of the two tables.
#[test]
fn every_stage_tells_an_outcome_or_is_on_the_way() {
    let charted = Stage::ALL.iter().map(|stage| stage.key());
    let typed = Which::ALL.into_iter().flat_map(|which| {
        let found = every_situation(which).into_iter();
        found.map(move |(_, world)| world.stage(which.at(), which.matter()))
    });
    let stages: BTreeSet<&str> = charted
        .chain(typed)
        .chain(erasure::STAGES)
        .filter(|key| *key != "nothing")
        .collect();
    let telling = TELLING.iter().map(|(key, _)| *key);
    let listed: Vec<&str> = telling.chain(ON_THE_WAY.iter().copied()).collect();
    assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), stages);
    assert_eq!(listed.len(), stages.len(), "each once");
}

/// A counted fact is one that can happen.
#[test]
fn a_counted_safeguard_is_a_fact_or_an_act() {
    let facts = [kept::Fact::NAMES, released::Fact::NAMES, chart::Fact::NAMES].concat();
    for (key, _) in SAFEGUARDS {
        let act = comity_treaty::procedure::measures::CHARTS
            .iter()
            .flat_map(|chart| chart.all_steps())
            .any(|step| step.act.key() == *key);
        assert!(act || facts.contains(key), "{key}");
    }
}
