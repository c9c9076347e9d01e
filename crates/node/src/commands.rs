//! From an officer's words to a command: a name and its fields, or the particulars of a request.
//! What does not parse is named with its place; nothing is written.

use comity_treaty::law::AssistanceKind;
use comity_treaty::law::assistance_kinds::is_evidence;
use comity_treaty::particulars::{
    AssistanceDraft, AssistanceParticulars, PreservationDraft, PreservationParticulars,
};
use comity_treaty::procedure::{assistance, preservation};
use comity_treaty::{Command, Invalid, Matter, Measure};
use comity_wire::problem::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

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
        other => Err(Refusal::field(
            "measure",
            format!("a measure this node carries, not {}", other.key()),
        )),
    }
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
    let mut document = match fields {
        Value::Null => json!({}),
        object @ Value::Object(_) => object,
        _ => {
            return Err(Refusal::field(
                "with",
                "an object with the command's fields",
            ));
        }
    };
    document["command"] = json!(name);
    document["procedure"] = json!(matter.procedure());
    read("command", document)
}

fn read<T: DeserializeOwned>(field: &str, document: Value) -> Result<T, Refusal> {
    serde_json::from_value(document).map_err(|error| Refusal::field(field, error.to_string()))
}

/// Every fault of an input, as the problem document lists them.
fn faults(faults: Vec<Invalid>) -> Refusal {
    let line = |fault: Invalid| FieldError {
        field: fault.field,
        paragraph: fault.paragraph.to_string(),
        expected: fault.expected,
    };
    Refusal::Invalid(faults.into_iter().map(line).collect())
}
