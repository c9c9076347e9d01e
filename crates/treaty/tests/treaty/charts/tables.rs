//! The charts as tables: each row is whole, and nothing in them is dead.

use std::collections::BTreeSet;

use comity_treaty::particulars::{Document, Field, Kind, Presence};
use comity_treaty::procedure::chart::{Chart, From, Stage, To};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Measure, Role};
use serde_json::Value;

use super::gallery::{contents, document, every_situation, named_stages, particulars, views};
use crate::world::start;

/// A measure has a chart or a procedure of its own, never both or neither.
#[test]
fn every_measure_has_one_procedure() {
    let own = [
        Measure::Preservation,
        Measure::StoredData,
        Measure::Assistance,
        Measure::RealTimeTraffic,
        Measure::ContentInterception,
    ];
    for measure in Measure::ALL {
        let charts = CHARTS.iter().filter(|c| c.measure == *measure).count();
        assert_eq!(charts, usize::from(!own.contains(measure)), "{measure:?}");
    }
}

#[test]
fn a_step_that_moves_the_stage_is_told() {
    for step in CHARTS.iter().flat_map(|c| c.all_steps()) {
        assert!(step.told || step.to == To::Stays, "{:?}", step.act);
    }
}

/// Forms and letters know an act by its name: it says the same wherever it is taken.
#[test]
fn an_act_contains_the_same_wherever_it_is_taken() {
    for chart in CHARTS {
        for step in chart.all_steps() {
            let first = chart.all_steps().find(|row| row.act == step.act);
            let keys = |fields: &[Field]| fields.iter().map(|f| f.key).collect::<Vec<_>>();
            let expected = first.map(|row| keys(row.fields));
            assert_eq!(Some(keys(step.fields)), expected, "{:?}", step.act);
        }
    }
}

#[test]
fn somebody_may_take_every_step() {
    for step in CHARTS.iter().flat_map(|c| c.all_steps()) {
        let row = step.act.permission();
        let officer = Role::ALL.iter().any(|role| row.roles.contains(role));
        let by_itself = CHARTS
            .iter()
            .any(|c| c.owed.iter().any(|o| o.then == Some(step.act)));
        assert!(officer || by_itself, "{:?}", step.act);
    }
}

#[test]
fn fields_have_names_of_their_own() {
    for chart in CHARTS {
        unique(&chart.fields());
        chart.all_steps().for_each(|step| unique(step.fields));
    }
}

fn unique(fields: &[Field]) {
    let keys: BTreeSet<_> = fields.iter().map(|f| f.key).collect();
    assert_eq!(keys.len(), fields.len(), "{keys:?}");
    for field in fields {
        if let Kind::Record(inner) | Kind::Records(inner) = field.kind {
            unique(inner);
        }
        if let Presence::If(key, _)
        | Presence::IfAny(key, _)
        | Presence::Only(key, _)
        | Presence::MayOnly(key, _) = field.need
        {
            assert!(keys.contains(key), "{} depends on {key}", field.key);
        }
    }
}

/// Every stage a chart names can be reached in both States, and no stage but an end is a dead one.
#[test]
fn every_stage_is_reached_and_left() {
    for view in views() {
        let (measure, side) = (view.chart.measure, view.side);
        let found = every_situation(view);
        let reached = |stage: Stage| {
            found
                .iter()
                .any(|(s, _)| s.split([',', ' ']).next() == Some(stage.key()))
        };
        for stage in named_stages(view.chart) {
            assert!(
                reached(stage),
                "{measure:?} {side:?}: {stage:?} is never reached"
            );
            assert!(
                stage.ends() || leaves(view.chart, stage),
                "{measure:?}: {stage:?} is dead"
            );
        }
    }
}

fn leaves(chart: &Chart, stage: Stage) -> bool {
    chart.all_steps().any(|step| {
        matches!(step.from, From::At(stages) if stages.contains(&stage)) && step.to != To::Stays
    })
}

/// Each field that must be there is asked for by name and paragraph, and nothing else is.
#[test]
fn a_missing_field_is_named_with_its_paragraph() {
    for chart in CHARTS {
        let whole = particulars(chart, start());
        assert_eq!(whole.faults(&chart.fields()), [], "{:?}", chart.measure);
        without_each(&chart.fields(), &whole);
        for step in chart.all_steps() {
            let whole = contents(step, start()).remove(0);
            assert_eq!(whole.faults(step.fields), [], "{:?}", step.act);
            without_each(step.fields, &whole);
        }
    }
}

fn without_each(fields: &[Field], whole: &Document) {
    for field in fields.iter().filter(|f| f.need == Presence::Must) {
        let mut lacking = whole.clone();
        lacking.0.remove(field.key);
        let faults = lacking.faults(fields);
        let found: Vec<_> = faults
            .iter()
            .map(|f| (f.field.as_str(), f.paragraph))
            .collect();
        assert_eq!(found, [(field.key, field.paragraph)]);
    }
}

/// What is of the wrong kind, too long, too many or unknown is a fault with its place; nothing panics.
#[test]
fn hostile_values_are_faults() {
    let hostile = [
        Value::Null,
        Value::from(false),
        Value::from(-1),
        Value::from(1e300),
        Value::from(""),
        Value::from("  \n"),
        Value::from("x".repeat(40_000)),
        Value::from(vec!["x"; 300]),
        serde_json::json!({ "kind": {} }),
        serde_json::json!([[[[]]]]),
    ];
    for chart in CHARTS {
        let whole = particulars(chart, start());
        for field in chart.fields() {
            for value in &hostile {
                let mut changed = whole.clone();
                changed.0.insert(field.key.into(), value.clone());
                let faults = changed.faults(&chart.fields());
                let fits = field.need != Presence::Must && is_blank(value)
                    || matches!(field.kind, Kind::YesNo) && value.is_boolean();
                assert!(fits || !faults.is_empty(), "{} {value}", field.key);
            }
        }
    }
    let fields = CHARTS[0].fields();
    let mut strange = document(&fields, &[], start());
    strange
        .0
        .insert("content_data".into(), Value::from("a letter"));
    assert_eq!(strange.faults(&fields)[0].field, "content_data");
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}
