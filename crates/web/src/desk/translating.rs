//! Translations beside what messages say: the State's own, unofficial, and never sent.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::Translation;

use super::history::Told;
use super::matter::{EVENTS, matter_id};
use super::say::{Say, When};
use super::sorry::Sorry;
use super::visit::{Sent, Writer};

/// One translation.
pub struct Translated {
    /// When it was written.
    pub at: When,
    /// Who wrote it.
    pub by: String,
    /// What it says.
    pub text: String,
}

/// Puts each translation beside its message, the latest first. What was erased has nothing beside it either.
pub fn beside(say: &Say, events: &mut [Told], translations: Vec<Translation>) {
    for one in translations {
        let event = events.iter_mut().find(|event| event.number == one.event);
        if let Some(event) = event.filter(|event| !event.erased) {
            event.translations.push(Translated {
                at: say.when(one.at),
                by: one.by,
                text: one.text,
            });
        }
    }
}

/// Writes a translation of a message.
pub async fn write(
    Writer(visit): Writer,
    Path((number, event)): Path<(String, i64)>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let (officer, text) = (&visit.session.officer, sent.get("translation"));
    let written = visit.node.translate(officer, matter, event, text).await;
    written.map_err(|no| Sorry::to(&visit, &no).keeping(text))?;
    Ok(Redirect::to(&there(&number, event)).into_response())
}

/// Where an event stands: on the matter's page, or on one that begins before it.
fn there(matter: &str, event: i64) -> String {
    let page = if event > i64::from(EVENTS) {
        format!("?after={}", event - 1)
    } else {
        String::new()
    };
    format!("/matters/{matter}{page}#e{event}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::history::told;
    use comity_lexicon::Language;
    use serde_json::json;

    #[test]
    fn a_translation_stands_beside_its_own_message_and_beside_nothing_erased() {
        let event = |number: i64, record: serde_json::Value| json!({ "number": number, "kind": "requested", "record": record });
        let message = json!({ "sent": "an envelope", "event": { "fact": {} } });
        let history = json!({ "events": [event(1, message), event(2, json!(null))] });
        let say = Say::new(Language::En, None, jiff::Timestamp::UNIX_EPOCH);
        let mut events = told(&say, &history, "m");
        let translation = |event: i64, text: &str| Translation {
            event,
            at: jiff::Timestamp::UNIX_EPOCH,
            by: "noor.vale".into(),
            text: text.into(),
        };
        let all = vec![
            translation(1, "later"),
            translation(2, "erased"),
            translation(1, "earlier"),
            translation(9, "elsewhere"),
        ];
        beside(&say, &mut events, all);
        let texts = |event: &Told| {
            event
                .translations
                .iter()
                .map(|one| one.text.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(&events[0]), ["later", "earlier"]);
        assert!(texts(&events[1]).is_empty());
    }

    #[test]
    fn after_writing_the_page_with_the_message_opens() {
        assert_eq!(there("m", 100), "/matters/m#e100");
        assert_eq!(there("m", 101), "/matters/m?after=100#e101");
    }
}
