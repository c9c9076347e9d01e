//! From an officer's words to a command: a name and its fields, or the particulars of a request.
//! What does not parse is named with its place; nothing is written.

use comity_treaty::law::AssistanceKind;
use comity_treaty::law::assistance_kinds::is_evidence;
use comity_treaty::particulars::{
    AssistanceDraft, AssistanceParticulars, Document, PreservationDraft, PreservationParticulars,
    opening as opened_by,
};
use comity_treaty::permissions::PERMISSIONS;
use comity_treaty::procedure::chart::{self, Chart};
use comity_treaty::procedure::{assistance, erasure, preservation, typed};
use comity_treaty::{Act, Command, Facts, Invalid, Matter, Measure, Rejection, Rule, Sentence};
use comity_wire::problem::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::expected;
use crate::input::read;
use crate::plain::all_plain;
use crate::refusal::Refusal;

/// The field in which the particulars of a request come.
const PARTICULARS: &str = "particulars";
/// How commands about the texts of a matter are tagged.
const ERASING: &str = "erasing";
/// The field in which what an act contains comes.
const WITH: &str = "with";

/// The opening command of a measure, with its particulars parsed whole.
pub(crate) fn request(measure: Measure, particulars: Value) -> Result<Command, Refusal> {
    opening(measure, particulars).map_err(|refusal| refusal.under(PARTICULARS))
}

fn opening(measure: Measure, particulars: Value) -> Result<Command, Refusal> {
    all_plain(&particulars)?;
    match measure {
        Measure::Preservation => {
            let draft: PreservationDraft = read_whole(measure, particulars)?;
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
    let particulars = all_plain(&particulars).and_then(|()| assistance(measure, particulars));
    let particulars = Box::new(particulars.map_err(|refusal| refusal.under(PARTICULARS))?);
    let command = assistance::requested::Command::RecordOral { particulars };
    Ok(Command::AssistanceRequested(command))
}

/// The particulars of a request for assistance. A measure of one kind only need not name its kind.
fn assistance(measure: Measure, particulars: Value) -> Result<AssistanceParticulars, Refusal> {
    let mut draft: AssistanceDraft = read_whole(measure, particulars)?;
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
        let expected = expected::KINDS.with("measure", measure.key());
        return Err(Refusal::field("kinds", expected));
    }
    Ok(particulars)
}

/// Reads an opening document as its type. The type names its first fault alone: whatever else the measure's table misses is
/// told beside it.
fn read_whole<T: DeserializeOwned>(measure: Measure, particulars: Value) -> Result<T, Refusal> {
    let fields = particulars.as_object().cloned();
    read(paragraph(measure), particulars).map_err(|first| {
        let (mut all, fields) = match (first, fields) {
            (Refusal::Invalid(all), Some(fields)) => (all, fields),
            (first, _) => return first,
        };
        let table = faults(Document(fields).faults(&opened_by(measure)));
        if let Refusal::Invalid(others) = table {
            let told: Vec<String> = all.iter().map(|fault| fault.field.clone()).collect();
            let apart = |field: &str| {
                !told
                    .iter()
                    .any(|one| is_within(one, field) || is_within(field, one))
            };
            all.extend(others.into_iter().filter(|other| apart(&other.field)));
        }
        Refusal::Invalid(all)
    })
}

/// Whether a path is the other one, or leads on from it.
fn is_within(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The article a measure's particulars answer to.
fn paragraph(measure: Measure) -> String {
    measure.article().to_string()
}

/// The command, or all that the other State's law misses in the request it writes.
pub(crate) fn complete(
    command: Command,
    matter: Option<&Matter>,
    facts: &Facts,
) -> Result<Command, Refusal> {
    let missing = command.missing(matter, facts);
    if missing.is_empty() {
        return Ok(command);
    }
    let missing = faults(missing);
    Err(match matter {
        Some(_) => missing.under(WITH),
        None => missing,
    })
}

/// A command on a matter by its name. A message of the other State has no name here: those come
/// signed, through the intake. A name that no officer may use is answered with those that may be used: `now` where the matter
/// lists its acts, else all that officers of this side have.
pub(crate) fn named(
    matter: &Matter,
    name: &str,
    fields: Value,
    now: &[&str],
) -> Result<Command, Refusal> {
    let fields = match fields {
        Value::Null => Map::new(),
        Value::Object(fields) => fields,
        _ => return Err(Refusal::field(WITH, expected::COMMAND_FIELDS)),
    };
    let matter = matter.course();
    if !knows(matter, name) {
        return Err(Refusal::field("command", can(matter, now)));
    }
    let fields = Value::Object(fields);
    let command = all_plain(&fields).and_then(|()| command(matter, name, fields));
    command.map_err(|refusal| refusal.under(WITH))
}

fn command(matter: &Matter, name: &str, fields: Value) -> Result<Command, Refusal> {
    if let (Matter::Charted(state), Value::Object(fields), false) = (matter, &fields, erases(name))
    {
        let command = chart::Command::named(state, name, fields.clone()).map_err(faults)?;
        return Ok(Command::Charted(command));
    }
    whole(matter, name, &fields)?;
    read(paragraph(matter.measure()), tagged(matter, name, fields))
}

/// Every fault of an act against its table, each with its paragraph: reading it as its type would name the first alone.
fn whole(matter: &Matter, name: &str, fields: &Value) -> Result<(), Refusal> {
    let act = serde_json::from_value(json!(name)).ok();
    let table = act.and_then(|act: Act| {
        erasure::fields_of(act).or_else(|| typed::fields_of(matter.measure(), act))
    });
    let (Some(table), Value::Object(fields)) = (table, fields) else {
        return Ok(());
    };
    let found = Document(fields.clone()).faults(table);
    if found.is_empty() {
        Ok(())
    } else {
        Err(faults(found))
    }
}

/// The fields with the tags by which they read as a command.
fn tagged(matter: &Matter, name: &str, mut fields: Value) -> Value {
    fields["command"] = json!(name);
    let procedure = if erases(name) {
        ERASING
    } else {
        matter.procedure()
    };
    fields["procedure"] = json!(procedure);
    fields
}

/// Whether an act of this name is about the texts of a matter, whatever its procedure.
fn erases(name: &str) -> bool {
    erasure::ACTS.iter().any(|act| act.key() == name)
}

/// What may stand for an act that is none.
fn can(matter: &Matter, now: &[&str]) -> Sentence {
    if now.is_empty() {
        let all = acts_of_officers(matter).join(", ");
        return expected::ACTS.with("acts", all);
    }
    expected::ACTS_NOW.with("acts", now.join(", "))
}

/// The acts of this matter's procedure that an officer of some role may give.
fn acts_of_officers(matter: &Matter) -> Vec<&'static str> {
    let given = PERMISSIONS.iter().filter(|row| !row.roles.is_empty());
    given
        .map(|row| row.key)
        .filter(|name| knows(matter, name))
        .collect()
}

/// Whether the matter's procedure has a command of this name.
fn knows(matter: &Matter, name: &str) -> bool {
    if erases(name) {
        return true;
    }
    if let Matter::Charted(state) = matter {
        let named = chart::Command::named(state, name, Map::new());
        let faults = named.err().unwrap_or_default();
        return !faults
            .iter()
            .any(|fault| fault.field == "command" && unknown(&fault.expected.to_string()));
    }
    let read = serde_json::from_value::<Command>(tagged(matter, name, json!({})));
    !read.is_err_and(|error| unknown(&error.to_string()))
}

/// Whether serde says that a command of this name does not exist.
fn unknown(error: &str) -> bool {
    error.starts_with("unknown variant") || error == "the name of an act"
}

/// Every fault of an input, as the problem document lists them.
pub(crate) fn faults(faults: Vec<Invalid>) -> Refusal {
    let line =
        |fault: Invalid| FieldError::new(fault.field, fault.paragraph.to_string(), fault.expected);
    Refusal::Invalid(faults.into_iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reproduction: a part of a period without its end was the one fault that a nearly empty request was told of.
    #[test]
    fn a_document_that_does_not_fit_is_told_all_that_it_lacks() {
        for (measure, part) in [
            (
                Measure::Preservation,
                json!({ "period": { "from": "2026-10-01T00:00:00Z" } }),
            ),
            (
                Measure::StoredData,
                json!({ "period": { "from": "2026-10-01T00:00:00Z" } }),
            ),
            (
                Measure::Preservation,
                json!({ "accounts": "mine", "facts": 7 }),
            ),
        ] {
            let refused = request(measure, part.clone()).expect_err("it lacks nearly everything");
            let Refusal::Invalid(found) = refused else {
                panic!("{measure}: {refused:?}");
            };
            let names: Vec<&str> = found.iter().map(|fault| fault.field.as_str()).collect();
            for field in ["facts", "offence", "requesting_authority"] {
                assert!(
                    names.iter().any(|name| name.starts_with(field)),
                    "{measure} {part}: {names:?}"
                );
            }
            assert!(
                found.iter().all(|fault| !fault.paragraph.is_empty()),
                "{found:?}"
            );
        }
    }
}
