//! From a message to its table: who says what, under which provision, with which fields.

use comity_lexicon::typed::SPOKEN;
use comity_treaty::particulars::Field;
use comity_treaty::procedure::chart::{Chart, Says};
use comity_treaty::{Act, Article, Measure, Message, Side};
use serde_json::{Map, Value};

use crate::NoLetter;

/// A message with its table.
pub(crate) struct Spoken {
    /// The measure.
    pub measure: Measure,
    /// The act it tells of.
    pub act: Act,
    /// The provision.
    pub article: Article,
    /// The fields, in the order of the table.
    pub fields: Vec<Field>,
    /// What the fields hold.
    pub document: Map<String, Value>,
}

/// The message of `speaker` with its table.
pub(crate) fn spoken(message: &Message, speaker: Side) -> Result<Spoken, NoLetter> {
    match message {
        Message::Charted(says) => charted(says),
        Message::PreservationToRequested(_) | Message::PreservationToRequesting(_) => {
            typed(message, Measure::Preservation, speaker)
        }
        Message::AssistanceToRequested(_) | Message::AssistanceToRequesting(_) => {
            typed(message, Measure::StoredData, speaker)
        }
    }
}

fn charted(says: &Says) -> Result<Spoken, NoLetter> {
    let unknown = || NoLetter::UnknownMessage(says.name().to_owned());
    let chart = Chart::of(says.measure).ok_or_else(unknown)?;
    let (article, fields) = if says.says == Act::SendRequest {
        (says.measure.article(), chart.fields())
    } else {
        let step = chart.all_steps().find(|step| step.act == says.says);
        let step = step.ok_or_else(unknown)?;
        (step.article, step.fields.to_vec())
    };
    Ok(Spoken {
        measure: says.measure,
        act: says.says,
        article,
        fields,
        document: says.document.0.clone(),
    })
}

fn typed(message: &Message, measure: Measure, speaker: Side) -> Result<Spoken, NoLetter> {
    let value = serde_json::to_value(message)?;
    let says = value["says"].as_str().unwrap_or_default();
    let row = SPOKEN
        .iter()
        .find(|row| row.measure == measure && row.by == speaker && row.says == says)
        .ok_or_else(|| NoLetter::UnknownMessage(says.to_owned()))?;
    let inner = if row.within.is_empty() {
        &value
    } else {
        &value[row.within]
    };
    Ok(Spoken {
        measure,
        act: row.act,
        article: row.article,
        fields: row.fields.to_vec(),
        document: inner.as_object().cloned().unwrap_or_default(),
    })
}
