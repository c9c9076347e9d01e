//! Messages made from the tables: every field of every message filled.

use std::process::Command;

use comity_letters::{Dispatch, Fonts, NoLetter, compose, typeset};
use comity_lexicon::typed::{SPOKEN, Spoken};
use comity_treaty::particulars::{AssistanceDraft, AssistanceParticulars, Field, Kind};
use comity_treaty::procedure::assistance::RequestingSays;
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Act, Article, Measure, Message, Side, sample};
use serde_json::{Map, Value, json};

/// A digest that only ever stands for one.
pub const DIGEST: &str = "9f2c4e81a07b53d6e1f80942bc7a65d31e4f7092ab38c5d6f01e2a3b4c5d6e7f";
/// The matter of every dispatch here.
pub const MATTER: &str = "0195a1c2-7f3e-7d44-9b1e-3c5a6e8f9012";

/// What a field holds in these tests.
pub fn value(field: &Field) -> Value {
    match field.kind {
        Kind::Text if field.key == "stage" => json!("under_review"),
        Kind::Text if ["seal_to", "sealed_to"].contains(&field.key) => json!(sample::seal_key()),
        Kind::Text if field.key == "package" => json!(MATTER),
        Kind::Text if field.key == "identifier" => json!("harbour.light@nordmail.example"),
        Kind::Text => json!(format!("Text of {}.\nSecond line.", field.key)),
        Kind::Texts => json!([format!("First of {}", field.key), "Second"]),
        Kind::Instant => json!("2027-05-08T13:40:00Z"),
        Kind::Span => json!({ "from": "2027-02-01T00:00:00Z", "to": "2027-03-01T00:00:00Z" }),
        Kind::YesNo | Kind::Attested => json!(true),
        Kind::Number(min, _) => json!(min),
        Kind::Choice(words) => json!(words[0]),
        Kind::Choices(_) if field.key == "kinds" && field.paragraph == Article::A40p15d => {
            json!(["stored_data"])
        }
        Kind::Choices(words) => json!(words),
        Kind::State => json!("XCC"),
        Kind::Language => json!("en"),
        Kind::Matter | Kind::Uuid => json!(MATTER),
        Kind::Digest => json!(DIGEST),
        Kind::Basis => json!({ "kind": "convention" }),
        Kind::Offence => json!(sample::offence()),
        Kind::Secrecy => {
            json!({ "reason": "It must not be known.", "review_on": "2027-06-01T00:00:00Z" })
        }
        Kind::Ground => json!("essential_interests"),
        Kind::Concern => json!({ "concern": "refusal", "ground": "trivial" }),
        Kind::Record(fields) | Kind::Records(fields) => records(field, fields),
        Kind::SealKey => json!(sample::seal_key()),
        Kind::Particulars => json!({}),
    }
}

/// The typed messages hold one record where the charts hold a list.
fn records(field: &Field, fields: &[Field]) -> Value {
    let one = Value::Object(filled(fields));
    match field.key {
        "amended" | "deadline" | "package" | "conditions" | "collection" | "oral" => one,
        "risk" => json!({ "kind": "availability" }),
        "recipient" => json!({ "kind": "state", "state": "XCC" }),
        "wish" => json!({ "kind": "retention", "until": "2031-01-01T00:00:00Z" }),
        _ => json!([one]),
    }
}

/// Every field of a table.
pub fn filled(fields: &[Field]) -> Map<String, Value> {
    fields
        .iter()
        .map(|field| (field.key.to_owned(), value(field)))
        .collect()
}

/// Every message of every measure, with who speaks.
pub fn messages() -> Vec<(String, Side, Message)> {
    let mut all: Vec<_> = SPOKEN.iter().map(typed).collect();
    for chart in CHARTS {
        all.push(charted(
            chart.measure,
            chart.opens.send,
            Side::Requesting,
            &chart.fields(),
        ));
        for step in chart.all_steps().filter(|step| step.told) {
            all.push(charted(
                chart.measure,
                step.act,
                chart.executes,
                step.fields,
            ));
        }
    }
    all
}

fn typed(row: &Spoken) -> (String, Side, Message) {
    let mut said = Value::Object(filled(row.fields));
    let mut name = format!("{} {}", row.procedure.key(), row.says);
    if let Some(which) = row.which {
        said[row.says] = json!(which);
        name = format!("{name} {which}");
    }
    let mut message = match row.within {
        "" => said,
        place => json!({ place: said }),
    };
    message["says"] = json!(row.says);
    message["about"] = json!(format!(
        "{}_to_{}",
        row.procedure.key(),
        row.by.other().key()
    ));
    let message = serde_json::from_value(message).unwrap_or_else(|error| panic!("{name}: {error}"));
    (name, row.by, message)
}

/// A request for assistance, sent.
pub fn asking(draft: AssistanceDraft) -> Message {
    let particulars = AssistanceParticulars::parse(draft).expect("a complete draft");
    let message = json!({ "about": "assistance_to_requested", "says": "request", "particulars": particulars });
    serde_json::from_value(message).unwrap()
}

/// The measure a message shows, and stored data for what is said about assistance without showing it.
fn measure_of(message: &Message) -> Measure {
    match message {
        Message::Charted(says) => says.measure,
        Message::PreservationToRequested(_) | Message::PreservationToRequesting(_) => {
            Measure::Preservation
        }
        Message::AssistanceToRequested(RequestingSays::Request { particulars }) => {
            particulars.measure()
        }
        Message::AssistanceToRequested(_) | Message::AssistanceToRequesting(_) => {
            Measure::StoredData
        }
    }
}

fn charted(measure: Measure, act: Act, by: Side, fields: &[Field]) -> (String, Side, Message) {
    let message =
        json!({ "about": "charted", "measure": measure, "says": act, "document": filled(fields) });
    let name = format!("{} {}", measure.key(), act.key());
    (name, by, serde_json::from_value(message).unwrap())
}

/// How many fields of its table a message holds.
pub fn fields_of(message: &Message) -> usize {
    if let Message::Charted(says) = message {
        return says.document.0.len();
    }
    let value = serde_json::to_value(message).unwrap();
    let (row, document) = Spoken::of(&value).expect("a row");
    let held = row.fields.iter().map(|field| &document[field.key]);
    held.filter(|value| !value.is_null()).count()
}

/// The message of a name.
pub fn message(name: &str) -> (Side, Message) {
    let found = messages().into_iter().find(|(one, _, _)| one == name);
    let (_, side, message) = found.unwrap_or_else(|| panic!("no message {name}"));
    (side, message)
}

/// A dispatch of a message.
pub fn dispatch(language: &str, speaker: Side, message: &Message) -> Dispatch {
    let (us, them) = match speaker {
        Side::Requesting => ("XAA", "XBB"),
        Side::Requested => ("XBB", "XAA"),
    };
    let input = json!({
        "language": language, "matter": MATTER, "measure": measure_of(message), "speaker": speaker, "at": "2027-03-09T14:05:00Z", "offset_minutes": 120,
        "from": { "state": us, "authority": format!("Central authority of {us}"), "contact": ["+99 0 100 200"] },
        "to": { "state": them }, "in_force": true, "signed_by": ["drafter", "approver"], "envelope": DIGEST,
        "entry": { "state": us, "number": 4711 }, "written_in": "en", "message": message,
    });
    serde_json::from_value(input).unwrap()
}

/// The PDF of a dispatch.
pub fn pdf(dispatch: &Dispatch) -> Result<Vec<u8>, NoLetter> {
    let letter = compose(dispatch)?;
    let fonts = Fonts::for_letter(&letter, None)?;
    typeset(&letter, dispatch, &fonts)
}

/// What a reader of the PDF would copy from it; `None` where poppler is not installed.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output()
        .ok()?;
    Some(String::from_utf8(output.stdout).unwrap())
}
