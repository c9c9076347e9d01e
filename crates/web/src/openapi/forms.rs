//! What forms are drawn from, as schemas: the choices in a matter and the fields of an act. `docs/formats/choices.md`.

use comity_treaty::particulars::Kind;
use serde_json::{Value, json};

/// The schema of the answer of a route, where it is described.
pub(super) fn answer_of(path: &str) -> Option<&'static str> {
    match path {
        "/api/v1/matters/{matter}" => Some("Matter"),
        "/api/v1/matters/{matter}/papers" => Some("Papers"),
        "/api/v1/measures/{measure}" | "/api/v1/measures/{measure}/acts/{act}" => Some("Fields"),
        _ => None,
    }
}

/// The schemas by name.
pub(super) fn schemas() -> [(&'static str, Value); 6] {
    [
        ("Papers", papers()),
        ("Paper", paper()),
        ("Matter", matter()),
        ("Choice", choice()),
        ("Fields", fields()),
        ("Field", field()),
    ]
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn list(schema: &str) -> Value {
    json!({ "type": "array", "items": reference(schema) })
}

/// The members that forms need; there are more.
fn matter() -> Value {
    json!({
        "type": "object",
        "required": ["matter", "measure", "side", "peer", "stage", "final", "choices"],
        "properties": {
            "matter": { "type": "string", "format": "uuid" },
            "measure": { "type": "string" },
            "side": { "type": "string", "enum": ["requesting", "requested"] },
            "peer": { "type": "string" },
            "stage": { "type": "string" },
            "final": { "type": "boolean" },
            "erased": { "type": "boolean", "description": "whether its texts were erased; only their digests are left then" },
            "choices": list("Choice"),
            "papers_waiting": list("Paper")
        }
    })
}

/// All papers of a draft or a matter.
fn papers() -> Value {
    json!({
        "type": "object",
        "properties": {
            "ready": { "type": "array", "items": { "type": "object", "properties": {
                "paper": reference("Paper"), "by": { "type": "string" }, "at": { "type": "string", "format": "date-time" },
                "declared_harmless": { "type": "boolean" } } } },
            "waiting": list("Paper"),
            "messages": { "type": "array", "items": { "type": "object", "properties": {
                "envelope": { "type": "string" }, "way": { "type": "string", "enum": ["sent", "received"] },
                "papers": list("Paper") } } }
        }
    })
}

fn paper() -> Value {
    json!({
        "type": "object",
        "description": "A document that goes with a message; `docs/formats/papers.md`.",
        "required": ["name", "media_type", "length", "sha256"],
        "properties": {
            "name": { "type": "string" },
            "media_type": { "type": "string" },
            "length": { "type": "integer" },
            "sha256": { "type": "string" },
            "title": { "type": "string" },
            "stands": { "type": "string", "enum": ["here", "coming", "missing", "erased"], "description": "where the bytes of a message's paper are" },
            "why": { "type": "string", "description": "why it did not come yet, by key" }
        }
    })
}

fn choice() -> Value {
    json!({
        "type": "object",
        "description": "An act that belongs to the stage.",
        "required": ["act", "does", "persons", "asks_again", "allowed", "why_not", "fields"],
        "properties": {
            "act": { "type": "string", "description": "the `command` to post" },
            "does": { "type": "string" },
            "persons": { "type": "integer", "description": "how many persons it takes, counting the one who took the step before" },
            "asks_again": { "type": "boolean", "description": "the officer is asked a second time: it takes two persons, or cannot be taken back" },
            "allowed": { "type": "boolean" },
            "why_not": {
                "type": ["object", "null"],
                "required": ["rule", "article", "kind", "says"],
                "properties": {
                    "rule": { "type": "string" },
                    "article": { "type": "string" },
                    "kind": { "type": "string", "enum": ["treaty", "domestic", "policy"] },
                    "says": { "type": "string" }
                }
            },
            "fields": list("Field")
        }
    })
}

fn fields() -> Value {
    json!({
        "type": "object",
        "required": ["measure", "act", "fields"],
        "properties": {
            "measure": { "type": "string" },
            "act": { "type": ["string", "null"], "description": "null: the opening document" },
            "fields": list("Field")
        }
    })
}

fn field() -> Value {
    json!({
        "type": "object",
        "required": ["field", "paragraph", "expected", "needed", "required", "kind"],
        "properties": {
            "field": { "type": "string", "description": "its key in the document" },
            "paragraph": { "type": "string", "description": "the paragraph that asks for it" },
            "expected": { "type": "string" },
            "needed": { "type": "string", "description": "when it must be there, in words" },
            "required": { "type": "boolean", "description": "it must be there always" },
            "where": {
                "type": "object",
                "description": "it must be there where `field` is one of `is`; where `only`, it must not be there otherwise; where `optional`, it may be left out there as well",
                "required": ["field", "is", "only"],
                "properties": {
                    "field": { "type": "string" },
                    "is": { "type": "array", "items": { "type": "string" } },
                    "only": { "type": "boolean" },
                    "optional": { "type": "boolean" }
                }
            },
            "kind": { "type": "string", "enum": Kind::KEYS },
            "options": { "type": "array", "items": { "type": "string" } },
            "min": { "type": "integer" },
            "max": { "type": "integer" },
            "each": list("Field")
        }
    })
}
