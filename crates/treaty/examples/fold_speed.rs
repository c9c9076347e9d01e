//! How long it takes to fold a history of a thousand events, for a typed procedure and for a chart.
//!
//! `cargo run --release -p comity-treaty --example fold_speed`

use std::hint::black_box;
use std::time::Instant;

use comity_treaty::particulars::PreservationParticulars;
use comity_treaty::procedure::chart::{self, Chart, Says};
use comity_treaty::procedure::preservation::{RequestingSays, requested as kept};
use comity_treaty::{
    Act, Actor, Command, Event, Facts, Matter, MatterId, Measure, Role, apply, decide, sample,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

const EVENTS: usize = 1_000;
const ROUNDS: usize = 200;

fn main() {
    let typed = history(
        preservation,
        enquiry_about_preservation,
        answer_about_preservation,
    );
    let charted = history(
        extradition,
        enquiry_about_extradition,
        answer_about_extradition,
    );
    println!("fold.thousand_events {:.4} ms", fold(&typed));
    println!("fold.thousand_events_charted {:.4} ms", fold(&charted));
}

/// The median of many folds, in milliseconds.
fn fold(events: &[Event]) -> f64 {
    let mut spent: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let mut matter: Option<Matter> = None;
            for event in events {
                matter = Some(apply(matter, event).expect("it follows"));
            }
            black_box(matter);
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    spent.sort_by(f64::total_cmp);
    spent[ROUNDS / 2]
}

/// A request, and then enquiries and their answers until there are a thousand events.
fn history(
    open: fn() -> Command,
    ask: fn(usize) -> Command,
    answer: fn() -> Command,
) -> Vec<Event> {
    let start: Timestamp = "2027-09-01T08:00:00Z".parse().expect("a time");
    let peer = || Actor::Peer(sample::requesting_state());
    let (mut matter, mut events): (Option<Matter>, Vec<Event>) = (None, Vec::new());
    while events.len() < EVENTS {
        let (command, actor) = match events.len() {
            0 => (open(), peer()),
            number if number % 2 == 1 => (ask(number), peer()),
            _ => (answer(), sample::officer("d.osei", Role::DutyOfficer)),
        };
        let facts = facts(
            start + SignedDuration::from_secs(i64::try_from(events.len()).unwrap_or(0)),
            actor,
        );
        let event = decide(matter.as_ref(), command, &facts).expect("it is allowed");
        matter = Some(apply(matter, &event).expect("it follows"));
        events.push(event);
    }
    events
}

fn facts(now: Timestamp, actor: Actor) -> Facts {
    let since = "2027-06-01T00:00:00Z".parse().expect("a time");
    Facts {
        matter: MatterId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001)),
        now,
        actor,
        party: sample::party(sample::requested_state(), since),
        sent_lately: 0,
        drawn: 0,
        peer: sample::party(sample::requesting_state(), since),
    }
}

fn preservation() -> Command {
    let draft = sample::preservation_draft("2027-09-01T08:00:00Z".parse().expect("a time"));
    let particulars = Box::new(PreservationParticulars::parse(draft).expect("a whole draft"));
    let message = RequestingSays::Request { particulars };
    Command::PreservationRequested(kept::Command::Hear { message })
}

fn enquiry_about_preservation(number: usize) -> Command {
    let text = format!("How does the request stand? ({number})");
    let message = RequestingSays::Enquiry { text };
    Command::PreservationRequested(kept::Command::Hear { message })
}

fn answer_about_preservation() -> Command {
    let text = "The provider has been ordered to preserve.".into();
    Command::PreservationRequested(kept::Command::AnswerEnquiry { text })
}

fn said(says: Act, document: serde_json::Value) -> Command {
    let document = serde_json::from_value(document).expect("an object");
    let message = Says {
        measure: Measure::Extradition,
        says,
        document,
    };
    Command::Charted(chart::Command::Hear { message })
}

fn extradition() -> Command {
    let chart = Chart::of(Measure::Extradition).expect("a chart");
    let now = "2027-09-01T08:00:00Z".parse().expect("a time");
    said(
        Act::SendRequest,
        json!(sample::documents::particulars(chart, now)),
    )
}

fn enquiry_about_extradition(number: usize) -> Command {
    said(
        Act::Enquire,
        json!({ "text": format!("How does it stand? ({number})") }),
    )
}

fn answer_about_extradition() -> Command {
    let with = serde_json::from_value(json!({ "text": "The court hears the case in June." }));
    let act = Act::AnswerEnquiry;
    Command::Charted(chart::Command::Take {
        act,
        with: with.expect("an object"),
    })
}
