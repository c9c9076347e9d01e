//! From a message to its table: who says what, in which measure, under which provision, with which fields.

use comity_lexicon::typed;
use comity_treaty::law::assistance_kinds::is_evidence;
use comity_treaty::particulars::{AssistanceParticulars, Field};
use comity_treaty::procedure::assistance::RequestingSays;
use comity_treaty::procedure::chart::{Chart, Says};
use comity_treaty::{Act, Article, Measure, Message, Side};
use serde_json::{Map, Value};

use crate::{Dispatch, NoLetter};

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

/// The message of a dispatch with its table. A message that shows its measure must show the matter's.
pub(crate) fn spoken(dispatch: &Dispatch) -> Result<Spoken, NoLetter> {
    let (message, measure) = (&dispatch.message, dispatch.measure);
    if !fits(message, measure) {
        return Err(NoLetter::OtherMeasure(measure));
    }
    match message {
        Message::Charted(says) => charted(says),
        _ => typed(message, dispatch.speaker, measure),
    }
}

fn fits(message: &Message, measure: Measure) -> bool {
    match message {
        Message::Charted(says) => says.measure == measure,
        Message::PreservationToRequested(_) | Message::PreservationToRequesting(_) => {
            measure == Measure::Preservation
        }
        Message::AssistanceToRequested(says) => {
            asked(says).map_or(is_evidence(measure), |asked| asked.measure() == measure)
        }
        Message::AssistanceToRequesting(_) => is_evidence(measure),
    }
}

/// The particulars, in the messages that hold them.
fn asked(says: &RequestingSays) -> Option<&AssistanceParticulars> {
    match says {
        RequestingSays::Request { particulars } => Some(particulars),
        RequestingSays::Answer { amended, .. } => amended.as_deref(),
        _ => None,
    }
}

fn charted(says: &Says) -> Result<Spoken, NoLetter> {
    let unknown = || NoLetter::UnknownMessage(says.name().to_owned());
    let chart = Chart::of(says.measure).ok_or_else(unknown)?;
    let (article, fields) = if says.says == chart.opens.send {
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

fn typed(message: &Message, speaker: Side, measure: Measure) -> Result<Spoken, NoLetter> {
    let value = serde_json::to_value(message)?;
    let row = typed::Spoken::of(&value).filter(|(row, _)| row.by == speaker);
    let (row, document) = row.ok_or_else(|| {
        let says = value["says"].as_str().unwrap_or_default();
        NoLetter::UnknownMessage(says.to_owned())
    })?;
    Ok(Spoken {
        measure,
        act: row.act,
        article: row.article.unwrap_or_else(|| own_article(message, measure)),
        fields: row.fields.to_vec(),
        document: document.clone(),
    })
}

/// The measure's article; the letter of Art. 40(3) where the measure is assistance in general and one kind is asked for.
fn own_article(message: &Message, measure: Measure) -> Article {
    let kinds = match message {
        Message::AssistanceToRequested(says) => asked(says).map(|asked| &asked.kinds),
        _ => None,
    };
    let sole = kinds.filter(|kinds| kinds.len() == 1 && measure == Measure::Assistance);
    let sole = sole.and_then(|kinds| kinds.first());
    sole.map_or(measure.article(), |kind| kind.article())
}
