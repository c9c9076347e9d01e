//! Documents made from their tables of fields: the fictional contents with which charted measures are tried and shown.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::Act;
use crate::particulars::{Document, Field, Kind};
use crate::procedure::chart::{Chart, Need, Step, To};
use crate::procedure::measures::CHARTS;

/// A whole document of these fields. Instants lie ahead where a need says so.
pub fn document(fields: &[Field], needs: &[Need], now: Timestamp) -> Document {
    let mut map = Map::new();
    for field in fields {
        map.insert(field.key.into(), value(field, needs, now));
    }
    Document(map)
}

fn value(field: &Field, needs: &[Need], now: Timestamp) -> Value {
    match field.kind {
        Kind::Text => json!(format!("{} of the case", field.key)),
        Kind::Texts => json!([format!("{} of the case", field.key)]),
        Kind::Instant => json!(instant(field.key, needs, now)),
        Kind::Span => json!({ "from": now, "to": now + SignedDuration::from_hours(24 * 30) }),
        Kind::YesNo | Kind::Attested => json!(true),
        Kind::Number(min, max) => json!((min + 1).min(max)),
        Kind::Choice(words) => json!(words[0]),
        Kind::Choices(words) => json!(words),
        Kind::State if field.key == "provider_state" => json!("XCC"),
        Kind::State => json!("XBB"),
        Kind::Language => json!("en"),
        Kind::Matter | Kind::Uuid => json!("01900000-0000-7000-8000-000000000001"),
        Kind::Digest => json!("ab".repeat(32)),
        Kind::Basis => json!({ "kind": "convention" }),
        Kind::Offence => json!(super::offence()),
        Kind::Secrecy => {
            json!({ "reason": "the investigation", "review_on": now + SignedDuration::from_hours(24 * 90) })
        }
        Kind::Ground => json!("persecution"),
        Kind::Concern => json!({ "concern": "postponement" }),
        Kind::SealKey => json!(super::seal_key()),
        Kind::Record(fields) => json!(document(fields, needs, now)),
        Kind::Records(fields) => json!([document(fields, needs, now)]),
        // Only officers' commands hold a whole request.
        Kind::Particulars => json!({}),
    }
}

/// The date of a hearing, and of the answer to it.
const HEARING: Timestamp = Timestamp::constant(4_070_908_800, 0);

fn instant(key: &str, needs: &[Need], now: Timestamp) -> Timestamp {
    let answered = |need: &Need| matches!(need, Need::Names(field, ..) if *field == key);
    let ahead = needs.contains(&Need::Ahead(field(key)));
    if needs.iter().any(answered) || ahead && key == "at" {
        HEARING
    } else if ahead {
        now + SignedDuration::from_hours(24 * 200)
    } else {
        now - SignedDuration::from_hours(1)
    }
}

/// The key as the table's own text, so that it can be compared with a need.
fn field(key: &str) -> &'static str {
    let all = CHARTS
        .iter()
        .flat_map(|c| c.all_steps().flat_map(|s| s.needs).chain(c.opening));
    let named = all.filter_map(|need| match need {
        Need::Ahead(field) | Need::NotAhead(field) => Some(*field),
        _ => None,
    });
    named.into_iter().find(|name| *name == key).unwrap_or("")
}

/// An opening document such that every step of the chart has its place.
pub fn particulars(chart: &Chart, now: Timestamp) -> Document {
    let mut all = document(&chart.fields(), chart.opening, now);
    for need in chart.all_steps().flat_map(|step| step.needs) {
        if let Need::Where(field, values, _) = need {
            let value = match values[0] {
                "yes" => json!(true),
                word => json!(word),
            };
            all = with(&all, field, value);
        }
    }
    all
}

/// The contents with which a step is tried: one for each branch.
pub fn contents(step: &Step, now: Timestamp) -> Vec<Document> {
    let whole = document(step.fields, step.needs, now);
    let mut all = vec![whole.clone()];
    let in_time = "not_possible_because";
    if whole.0.contains_key(in_time) {
        all.insert(0, without(&whole, in_time));
    }
    if let To::YesOrNo(field, ..) = step.to {
        all.push(with(&whole, field, json!(false)));
    }
    if step.act == Act::Consult {
        let refusal = json!({ "concern": "refusal", "ground": "persecution" });
        all.push(with(&whole, "about", refusal));
        let disclosure = json!({ "concern": "disclosure" });
        all.push(with(&whole, "about", disclosure));
    }
    all
}

fn without(document: &Document, key: &str) -> Document {
    let mut less = document.clone();
    less.0.remove(key);
    less
}

/// The document with one field changed.
pub fn with(document: &Document, key: &str, value: Value) -> Document {
    let mut changed = document.clone();
    changed.0.insert(key.into(), value);
    changed
}
