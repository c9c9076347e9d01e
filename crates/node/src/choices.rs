//! What an officer may do in a matter now, and what the law says about the rest, as officers' tools read it:
//! `docs/formats/choices.md`.

use comity_treaty::particulars::{Field, Kind, Presence, opening};
use comity_treaty::procedure::chart::{Chart, Choice, engine_fields};
use comity_treaty::procedure::{erasure, typed};
use comity_treaty::{Act, Facts, Matter, Measure};
use serde_json::{Value, json};

/// The acts that belong to the stage, each with its fields and whether it may be taken.
pub(crate) fn choices(matter: &Matter, facts: &Facts) -> Vec<Value> {
    let measure = matter.measure();
    let all = matter.choices(facts);
    all.iter().map(|found| choice(measure, found)).collect()
}

/// The acts that may be taken now.
pub(crate) fn allowed(matter: &Matter, facts: &Facts) -> Vec<&'static str> {
    let choices = matter.choices(facts).into_iter();
    choices
        .filter(|choice| choice.outcome.is_ok())
        .map(|choice| choice.act.key())
        .collect()
}

fn choice(measure: Measure, choice: &Choice) -> Value {
    let row = choice.act.permission();
    let no = choice.outcome.err().map(|rejection| {
        json!({
            "rule": rejection.rule.key(), "article": rejection.article.to_string(),
            "kind": rejection.rule.kind(), "says": rejection.rule.sentence(),
        })
    });
    json!({
        "act": row.key, "does": row.does, "persons": row.persons, "asks_again": row.asks_again(),
        "allowed": no.is_none(), "why_not": no, "fields": list(measure, choice.fields),
    })
}

/// What a measure's opening document, or one of its acts, must contain. `None` where the measure knows no such act.
pub fn fields(measure: Measure, act: Option<Act>) -> Option<Vec<Value>> {
    match act {
        None => Some(list(measure, &opening(measure))),
        Some(act) => Some(list(measure, of_act(measure, act)?)),
    }
}

fn of_act(measure: Measure, act: Act) -> Option<&'static [Field]> {
    if let Some(fields) = erasure::fields_of(act) {
        return Some(fields);
    }
    let Some(chart) = Chart::of(measure) else {
        return typed::fields_of(measure, act);
    };
    let step = chart.all_steps().find(|step| step.act == act);
    step.map(|step| step.fields).or_else(|| engine_fields(act))
}

fn list(measure: Measure, fields: &[Field]) -> Vec<Value> {
    fields.iter().map(|row| field(measure, row)).collect()
}

fn field(measure: Measure, field: &Field) -> Value {
    let (needed, depends) = presence(field.need);
    let mut row = json!({
        "field": field.key, "paragraph": field.paragraph.to_string(), "expected": field.expected,
        "needed": needed, "required": field.need == Presence::Must, "kind": field.kind.key(),
    });
    if let Some(depends) = depends {
        row["where"] = depends;
    }
    if let Some(options) = field.kind.options(measure) {
        row["options"] = json!(options);
    }
    if let Some(parts) = field.kind.parts(measure) {
        row["each"] = json!(list(measure, &parts));
    }
    if let Kind::Number(min, max) = field.kind {
        (row["min"], row["max"]) = (json!(min), json!(max));
    }
    row
}

/// When a field must be there: in words, and for machines where it depends on another field.
fn presence(need: Presence) -> (String, Option<Value>) {
    let depends = |key: &str, values: &[&str], only: bool| {
        let within = if only { "only where" } else { "where" };
        let words = format!("{within} {key} is {}", values.join(" or "));
        let depends = json!({ "field": key, "is": values, "only": only });
        (words, Some(depends))
    };
    match need {
        Presence::Must => ("always".into(), None),
        Presence::May => ("where there is one".into(), None),
        Presence::If(key, value) => depends(key, &[value], false),
        Presence::IfAny(key, values) => depends(key, values, false),
        Presence::Only(key, values) => depends(key, values, true),
        Presence::MayOnly(key, values) => {
            let (words, depends) = depends(key, values, true);
            let depends = depends.map(optional);
            (format!("where there is one, and {words}"), depends)
        }
    }
}

/// The same, where the field may be left out there as well.
fn optional(mut depends: Value) -> Value {
    depends["optional"] = json!(true);
    depends
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn named<'a>(fields: &'a [Value], key: &str) -> &'a Value {
        fields.iter().find(|field| field["field"] == key).unwrap()
    }

    #[test]
    fn a_form_learns_kinds_options_and_what_depends_on_what() {
        let risk = fields(Measure::Preservation, Some(Act::NotifyRisk)).unwrap();
        let risk = &risk[0]["each"][0];
        assert_eq!(
            (&risk["field"], &risk["kind"]),
            (&json!("risk"), &json!("record"))
        );
        let kind = &risk["each"][0];
        assert_eq!(kind["options"][3], "order_ends");
        let ends = &risk["each"][1];
        assert_eq!(
            ends["where"],
            json!({ "field": "kind", "is": ["order_ends"], "only": true })
        );
        let order = fields(Measure::Preservation, Some(Act::Order)).unwrap();
        assert_eq!(
            (&order[0]["min"], &order[0]["max"]),
            (&json!(1), &json!(90))
        );
    }

    #[test]
    fn grounds_are_those_of_the_measure() {
        let grounds = |measure| {
            let refusal = fields(measure, Some(Act::ProposeRefusal)).unwrap();
            let ground = named(refusal[0]["each"].as_array().unwrap(), "ground").clone();
            ground["options"].as_array().unwrap().clone()
        };
        assert!(!grounds(Measure::Preservation).contains(&json!("trivial")));
        assert!(grounds(Measure::StoredData).contains(&json!("trivial")));
    }

    #[test]
    fn every_measure_has_a_form_and_every_act_a_row() {
        for measure in Measure::ALL {
            let opening = fields(*measure, None).unwrap();
            assert!(!opening.is_empty(), "{measure}");
        }
        assert!(fields(Measure::Extradition, Some(Act::Authorise)).is_some());
        assert!(fields(Measure::Extradition, Some(Act::OpenEvidence)).is_none());
        assert!(fields(Measure::Preservation, Some(Act::OpenEvidence)).is_none());
    }

    /// The page names each kind there is, and no other.
    #[test]
    fn the_page_lists_the_kinds() {
        let page = include_str!("../../../docs/formats/choices.md");
        let (_, table) = page.split_once("| kind | with |").unwrap();
        let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
        let listed: BTreeSet<_> = rows
            .filter_map(|row| row.split_once('`'))
            .map(|(key, _)| key)
            .collect();
        assert_eq!(listed, Kind::KEYS.iter().copied().collect());
    }
}
