//! From an officer's words to a command: a name and its fields, or the particulars of a request.
//! What does not parse is named with its place; nothing is written.

use comity_treaty::law::AssistanceKind;
use comity_treaty::law::assistance_kinds::is_evidence;
use comity_treaty::particulars::{
    AssistanceDraft, AssistanceParticulars, Document, PreservationDraft, PreservationParticulars,
};
use comity_treaty::procedure::chart::{self, Chart};
use comity_treaty::procedure::{assistance, preservation};
use comity_treaty::{Command, Invalid, Matter, Measure, Rejection, Rule};
use comity_wire::problem::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::refusal::Refusal;

/// The opening command of a measure, with its particulars parsed whole.
pub(crate) fn request(measure: Measure, particulars: Value) -> Result<Command, Refusal> {
    match measure {
        Measure::Preservation => {
            let draft: PreservationDraft = read("particulars", particulars)?;
            let particulars = Box::new(PreservationParticulars::parse(draft).map_err(faults)?);
            let command = preservation::requesting::Command::RequestPreservation { particulars };
            Ok(Command::PreservationRequesting(command))
        }
        measure if is_evidence(measure) => {
            let particulars = Box::new(assistance(measure, particulars)?);
            let command = assistance::requesting::Command::DraftRequest { particulars };
            Ok(Command::AssistanceRequesting(command))
        }
        other => charted(other, particulars),
    }
}

/// The opening document of a measure that is written as a chart.
fn charted(measure: Measure, particulars: Value) -> Result<Command, Refusal> {
    let chart = Chart::of(measure).ok_or(Rejection::by(Rule::WrongProcedure))?;
    let particulars = Document::parse(&chart.fields(), particulars).map_err(faults)?;
    Ok(Command::Charted(chart::Command::DraftRequest {
        measure,
        particulars,
    }))
}

/// The command that writes down an oral request of another State, Art 40(13).
pub(crate) fn oral(measure: Measure, particulars: Value) -> Result<Command, Refusal> {
    let particulars = Box::new(assistance(measure, particulars)?);
    let command = assistance::requested::Command::RecordOral { particulars };
    Ok(Command::AssistanceRequested(command))
}

/// The particulars of a request for assistance. A measure of one kind only need not name its kind.
fn assistance(measure: Measure, particulars: Value) -> Result<AssistanceParticulars, Refusal> {
    let mut draft: AssistanceDraft = read("particulars", particulars)?;
    if draft.kinds.is_empty() {
        let mut of_measure = AssistanceKind::ALL
            .iter()
            .filter(|kind| kind.measure() == measure);
        if let (Some(only), None) = (of_measure.next(), of_measure.next()) {
            draft.kinds.insert(*only);
        }
    }
    let particulars = AssistanceParticulars::parse(draft).map_err(faults)?;
    if particulars.measure() != measure {
        let expected = format!("kinds of the measure `{}`", measure.key());
        return Err(Refusal::field("kinds", expected));
    }
    Ok(particulars)
}

/// A command on a matter by its name. A message of the other State has no name here: those come
/// signed, through the intake.
pub(crate) fn named(matter: &Matter, name: &str, fields: Value) -> Result<Command, Refusal> {
    let fields = match fields {
        Value::Null => Map::new(),
        Value::Object(fields) => fields,
        _ => {
            return Err(Refusal::field(
                "with",
                "an object with the command's fields",
            ));
        }
    };
    if let Matter::Charted(state) = matter {
        let command = chart::Command::named(state, name, fields).map_err(faults)?;
        return Ok(Command::Charted(command));
    }
    let mut document = Value::Object(fields);
    document["command"] = json!(name);
    document["procedure"] = json!(matter.procedure());
    read("command", document)
}

pub(crate) fn read<T: DeserializeOwned>(field: &str, document: Value) -> Result<T, Refusal> {
    serde_json::from_value(document).map_err(|error| Refusal::field(field, error.to_string()))
}

/// Every fault of an input, as the problem document lists them.
pub(crate) fn faults(faults: Vec<Invalid>) -> Refusal {
    let line = |fault: Invalid| FieldError {
        field: fault.field,
        paragraph: fault.paragraph.to_string(),
        expected: fault.expected,
    };
    Refusal::Invalid(faults.into_iter().map(line).collect())
}
