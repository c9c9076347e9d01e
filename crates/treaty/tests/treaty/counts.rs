//! Yearly figures: a fold over events that says how much was done, and of nobody in particular.

use comity_treaty::Event;
use comity_treaty::counts::{Counts, SAFEGUARDS, TELLING};
use comity_treaty::procedure::chart::Stage;
use serde_json::{Value, json};

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

/// The published figures hold no State, no person, no number of a case, and no figure from which one could be told.
#[test]
fn nothing_is_published_but_figures() {
    let world = World::preserved(90);
    let said = figures(2027, &[&world.asked.events]);
    let text = said.to_string();
    for secret in ["XAA", "XBB", "harbour", "0190", "2027-", "osei"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert_eq!(said["matters"][0]["opened"], "fewer than 5");
}

#[test]
fn a_telling_stage_is_a_stage_and_a_counted_fact_has_words() {
    let typed = ["preserved", "held", "transferred"];
    for (key, _) in TELLING {
        let charted = Stage::ALL.iter().any(|stage| stage.key() == *key);
        assert!(charted || typed.contains(key), "{key}");
    }
    assert!(SAFEGUARDS.iter().all(|(_, words)| !words.is_empty()));
}
