//! What an officer may do in a matter now, and what the law says about the rest.

use comity_treaty::particulars::{Field, Kind, Presence};
use comity_treaty::procedure::chart::{Chart, Choice};
use comity_treaty::{Act, Facts, Matter, Measure};
use serde_json::{Value, json};

/// The acts that belong to the stage, each with its fields and whether it may be taken. Procedures that are no charts name
/// their acts in `docs/procedures/`; their list is empty here.
pub(crate) fn choices(matter: &Matter, facts: &Facts) -> Vec<Value> {
    match matter {
        Matter::Charted(state) => state.choices(facts).iter().map(choice).collect(),
        _ => Vec::new(),
    }
}

/// The acts that may be taken now, as far as that is known; none where the matter does not list them.
pub(crate) fn allowed(matter: &Matter, facts: &Facts) -> Vec<&'static str> {
    let Matter::Charted(state) = matter else {
        return Vec::new();
    };
    let choices = state.choices(facts).into_iter();
    choices
        .filter(|choice| choice.outcome.is_ok())
        .map(|choice| choice.act.key())
        .collect()
}

fn choice(choice: &Choice) -> Value {
    let row = choice.act.permission();
    let no = choice.outcome.err().map(|rejection| {
        json!({
            "rule": rejection.rule.key(), "article": rejection.article.to_string(),
            "kind": rejection.rule.kind(), "says": rejection.rule.sentence(),
        })
    });
    json!({
        "act": row.key, "does": row.does, "persons": row.persons, "allowed": no.is_none(), "why_not": no,
        "fields": choice.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

/// What a measure's opening document, or one of its acts, must contain. `None` where the measure is no chart or knows no
/// such act.
pub fn fields(measure: Measure, act: Option<Act>) -> Option<Vec<Value>> {
    let chart = Chart::of(measure)?;
    let fields = match act {
        None => chart.fields(),
        Some(act) => chart
            .all_steps()
            .find(|step| step.act == act)?
            .fields
            .to_vec(),
    };
    Some(fields.iter().map(field).collect())
}

fn field(field: &Field) -> Value {
    let needed = match field.need {
        Presence::Must => json!("always"),
        Presence::May => json!("where there is one"),
        Presence::If(key, value) => json!(format!("where {key} is {value}")),
    };
    let mut row = json!({
        "field": field.key, "paragraph": field.paragraph.to_string(), "needed": needed, "expected": field.expected,
    });
    if let Kind::Records(inner) = field.kind {
        row["each"] = inner.iter().map(self::field).collect();
    }
    row
}
