//! The custody log of a matter, read aloud.

use serde_json::Value;

use super::papers::{Line as PaperLine, of_event};
use super::say::{Say, When};
use super::translating::Translated;
use super::tree::{Line, lines};

/// One event.
pub struct Told {
    /// Its number in the matter.
    pub number: i64,
    /// When.
    pub at: When,
    /// Who did it, in words.
    pub by: String,
    /// Which way a message went: `out`, `in`, or neither.
    pub way: &'static str,
    /// What happened.
    pub what: String,
    /// What it says.
    pub lines: Vec<Line>,
    /// The index of its custody entry.
    pub entry: String,
    /// The digest of the event.
    pub digest: String,
    /// Whether its text was erased.
    pub erased: bool,
    /// The papers that went or came with it.
    pub papers: Vec<PaperLine>,
    /// Our own translations of what it says, the latest first.
    pub translations: Vec<Translated>,
}

impl Told {
    /// What it says.
    pub fn says(&self) -> &[Line] {
        &self.lines
    }

    /// Whether a paper of it could not be had.
    pub fn misses_papers(&self) -> bool {
        self.papers.iter().any(|paper| paper.class == "bad")
    }

    /// The beginning of the digest.
    pub fn short(&self) -> &str {
        self.digest.get(..16).unwrap_or(&self.digest)
    }

    /// Whether it went to the other State.
    pub fn out(&self) -> bool {
        self.way == "out"
    }

    /// Whether it came from the other State.
    pub fn came(&self) -> bool {
        self.way == "in"
    }

    /// Whether it is a message.
    pub fn told(&self) -> bool {
        !self.way.is_empty()
    }
}

/// A page of events as the node gives it, the earliest first.
pub fn told(say: &Say, history: &Value, matter: &str) -> Vec<Told> {
    let events = history["events"].as_array();
    events
        .map(|all| all.iter().map(|event| tell(say, event, matter)).collect())
        .unwrap_or_default()
}

fn tell(say: &Say, event: &Value, matter: &str) -> Told {
    let record = &event["record"];
    let fact = &record["event"]["fact"];
    let kind = event["kind"].as_str().unwrap_or_default();
    Told {
        number: event["number"].as_i64().unwrap_or(0),
        at: say.moment(event["at"].as_str().unwrap_or_default()),
        by: by(say, event),
        way: match (record["sent"].is_string(), record["received"].is_string()) {
            (true, _) => "out",
            (_, true) => "in",
            _ => "",
        },
        what: say.happened(kind),
        lines: lines(say, kind, within(fact)),
        entry: event["entry"].to_string(),
        digest: event["digest"].as_str().unwrap_or_default().to_owned(),
        erased: record.is_null(),
        papers: of_event(say, event, matter),
        translations: Vec::new(),
    }
}

/// What an event says: the message where it is one, the particulars where they are all of it.
fn within(fact: &Value) -> &Value {
    let message = &fact["message"];
    let said = if message.is_object() { message } else { fact };
    for inner in ["particulars", "document", "refusal", "answer"] {
        if said[inner].is_object() {
            return &said[inner];
        }
    }
    said
}

fn by(say: &Say, event: &Value) -> String {
    let by = &event["record"]["event"]["by"];
    if let Some(peer) = by["peer"].as_str() {
        return say.t1("by-peer", "state", peer);
    }
    if let Some(officer) = event["officer"].as_str() {
        let roles = by["officer"]["roles"].as_array();
        let roles = roles.into_iter().flatten().filter_map(Value::as_str);
        let roles: Vec<String> = roles.map(|role| say.role(role)).collect();
        return format!("{officer} ({})", say.words().join(&roles));
    }
    match by.as_str() {
        Some("deadline") => say.t("by-deadline"),
        Some("consequence") => say.t("by-consequence"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_lexicon::Language;
    use serde_json::json;

    fn by(event: &Value) -> String {
        let say = Say::new(Language::En, None, jiff::Timestamp::UNIX_EPOCH);
        let history = json!({ "events": [event] });
        told(&say, &history, "m").remove(0).by
    }

    #[test]
    fn our_officers_are_named_and_the_other_state_is_a_state() {
        let of = |by: Value| json!({ "event": { "by": by, "fact": {} } });
        let officer = json!({ "officer": { "id": "noor.vale", "roles": ["drafter"] } });
        let ours = json!({ "number": 1, "officer": "Noor Vale", "record": of(officer) });
        assert_eq!(by(&ours), "Noor Vale (Drafting officer)");
        let theirs =
            json!({ "number": 2, "officer": null, "record": of(json!({ "peer": "XBB" })) });
        assert!(by(&theirs).contains("XBB"), "{}", by(&theirs));
        let itself = json!({ "number": 3, "officer": null, "record": of(json!("deadline")) });
        assert!(!by(&itself).is_empty());
    }
}
