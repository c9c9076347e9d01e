//! From an officer's words to a command: a name and its fields, or the particulars of a request.
//! What does not parse is named with its place; nothing is written.

use comity_treaty::particulars::{
    PreservationDraft, PreservationParticulars, StoredDataDraft, StoredDataParticulars,
};
use comity_treaty::procedure::{preservation, stored_data};
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
        Measure::StoredData => {
            let draft: StoredDataDraft = read("particulars", particulars)?;
            let particulars = StoredDataParticulars::parse(draft).map_err(faults)?;
            let particulars = Box::new(particulars);
            Ok(Command::StoredDataRequesting(
                stored_data::requesting::Command::DraftRequest { particulars },
            ))
        }
        other => Err(Refusal::field(
            "measure",
            format!("a measure this node carries, not {}", other.key()),
        )),
    }
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
    document["procedure"] = json!(procedure(matter));
    read("command", document)
}

/// The name under which the procedure's commands are serialised.
fn procedure(matter: &Matter) -> String {
    format!("{}_{}", matter.measure().key(), matter.side().key())
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
