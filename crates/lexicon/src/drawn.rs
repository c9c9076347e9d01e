//! The keys of all fields and of the words they choose from: of what opens a matter, of what officers do, and of what the
//! two States say.

use std::collections::BTreeSet;

use comity_treaty::particulars::{Field, Kind, opening};
use comity_treaty::procedure::chart::{Chart, engine_fields};
use comity_treaty::procedure::typed::rows;
use comity_treaty::{Measure, PERMISSIONS, Sentence, Side};

use crate::typed;

/// What documents and events hold beside what anybody fills in.
const RECORDED: [&str; 4] = ["by_video", "proposed_by", "renewable", "warned"];

/// Every key, `field-` and `choice-`, each once.
pub(crate) fn keys() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = RECORDED.map(|key| format!("field-{key}")).into();
    for measure in Measure::ALL {
        for fields in drawn(*measure) {
            gather(*measure, &fields, &mut found);
        }
    }
    for spoken in typed::SPOKEN {
        // The tables of messages hold no kind that differs between measures.
        gather(Measure::Preservation, spoken.fields, &mut found);
    }
    found
}

/// What each field expects, as its sentence.
pub(crate) fn expectations() -> Vec<Sentence> {
    let mut found = Vec::new();
    for measure in Measure::ALL {
        for fields in drawn(*measure) {
            expectations_of(*measure, &fields, &mut found);
        }
    }
    found
}

fn expectations_of(measure: Measure, fields: &[Field], found: &mut Vec<Sentence>) {
    for field in fields {
        found.push(field.sentence());
        if let Some(parts) = field.kind.parts(measure) {
            expectations_of(measure, &parts, found);
        }
    }
}

/// The tables forms of a measure are drawn from.
fn drawn(measure: Measure) -> Vec<Vec<Field>> {
    let mut all = vec![opening(measure)];
    match Chart::of(measure) {
        Some(chart) => {
            let engine = PERMISSIONS.iter().filter_map(|row| engine_fields(row.act));
            let steps = chart.all_steps().map(|step| step.fields);
            all.extend(steps.chain(engine).map(<[Field]>::to_vec));
        }
        None => all.extend(commands(measure)),
    }
    all
}

fn commands(measure: Measure) -> impl Iterator<Item = Vec<Field>> {
    let sides = [Side::Requesting, Side::Requested];
    let rows = sides
        .into_iter()
        .filter_map(move |side| rows(measure, side));
    rows.flatten().map(|row| row.fields.to_vec())
}

/// The keys of fields and of the words they choose from, nested ones too.
fn gather(measure: Measure, fields: &[Field], found: &mut BTreeSet<String>) {
    for field in fields {
        found.insert(format!("field-{}", field.key));
        if let Kind::Choice(words) | Kind::Choices(words) = field.kind {
            found.extend(words.iter().map(|word| format!("choice-{word}")));
        }
        if let Some(parts) = field.kind.parts(measure) {
            gather(measure, &parts, found);
        }
    }
}
