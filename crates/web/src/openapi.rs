//! OpenAPI 3.1, made from the same table as the router.

mod forms;

use axum::body::Body;
use axum::http::Response;
use serde_json::{Map, Value, json};
use utoipa::PartialSchema;

use crate::answer::bytes;
use crate::api::{ExportForm, Exporting, LawQuestion, NewAct, NewMatch, NewRequest, Opening};
use crate::router::{ROUTES, Route, Who};

/// What the one stream that officers' tools send holds.
const FILES: &str = "The files to seal, as tar. The first member may be `.comity-sealing.json`: an object with `references` \
    (each `digest`, a SHA-256, `custodian`, `description`), for what stays where it is, and `items` (each `path`, as the \
    stream names the file, and `abuse_material`), which a request for an offence of Art 14 needs for every file.";

/// What the body of an attached paper is.
const PAPER: &str = "The bytes of the paper, under its media type. At most 25 MiB, 20 papers and 100 MiB together with one message \
    (`docs/formats/papers.md`). The answer names its SHA-256, by which a request or an act takes it along.";

/// The document.
pub fn document() -> Value {
    let mut paths = Map::new();
    for route in ROUTES {
        let item = paths.entry(route.path).or_insert_with(|| json!({}));
        item[route.method] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Comity",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "One State's node: requests, acts and evidence for officers' tools; envelopes, packages and the custody log for peers.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
        },
        "paths": paths,
        "components": {
            "schemas": schemas(json!({
                "NewRequest": NewRequest::schema(),
                "NewAct": NewAct::schema(),
                "NewMatch": NewMatch::schema(),
                "Opening": Opening::schema(),
                "Exporting": Exporting::schema(),
                "ExportForm": ExportForm::schema(),
                "LawQuestion": LawQuestion::schema(),
                "Problem": problem_schema(),
            })),
            "securitySchemes": {
                "officer": { "type": "http", "scheme": "bearer" },
                "peer": { "type": "apiKey", "in": "header", "name": "Signature", "description": "HTTP Message Signatures, RFC 9421" }
            }
        }
    })
}

/// The schemas, with those that forms are drawn from.
fn schemas(mut all: Value) -> Value {
    for (name, schema) in forms::schemas() {
        all[name] = schema;
    }
    all
}

/// Serves the document.
pub async fn serve() -> Response<Body> {
    bytes("application/json", document().to_string())
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": format!("{} {}", route.method, route.path),
        "parameters": parameters(route.path),
        "responses": {
            "200": { "description": "done" },
            "default": {
                "description": "a no: invalid, rejected or fault (RFC 9457)",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
            }
        }
    });
    if let Some(schema) = forms::answer_of(route.path) {
        operation["responses"]["200"]["content"] = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } });
    }
    if let Some(schema) = body_of(route.path) {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } } });
    }
    if route.method == "put" {
        operation["requestBody"] = json!({ "required": true, "description": FILES, "content": { "application/x-tar": {} } });
    }
    if (route.method, route.path) == ("post", "/api/v1/matters/{matter}/papers") {
        operation["requestBody"] =
            json!({ "required": true, "description": PAPER, "content": { "*/*": {} } });
        if let Some(parameters) = operation["parameters"].as_array_mut() {
            parameters.extend(about_paper());
        }
    }
    if (route.method, route.path) == ("get", "/api/v1/matters/{matter}/papers/{digest}") {
        operation["responses"]["200"]["content"] = json!({ "application/octet-stream": {} });
    }
    match route.who {
        Who::Anyone => {}
        Who::Peer => operation["security"] = json!([{ "peer": [] }]),
        Who::Officer => operation["security"] = json!([{ "officer": [] }]),
    }
    operation
}

fn body_of(path: &str) -> Option<&'static str> {
    match path {
        "/api/v1/requests" => Some("NewRequest"),
        "/api/v1/matters/{matter}/acts" => Some("NewAct"),
        "/api/v1/matches" | "/api/v1/matters/{matter}/match/{verb}" => Some("NewMatch"),
        "/api/v1/matters/{matter}/open" => Some("Opening"),
        "/api/v1/matters/{matter}/export" => Some("Exporting"),
        "/api/v1/law/explain" => Some("LawQuestion"),
        _ => None,
    }
}

fn parameters(path: &str) -> Vec<Value> {
    let named = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| name.trim_start_matches('*'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    named.chain(asked(path)).collect()
}

/// The parameters behind the question mark, where a route has its own.
fn asked(path: &str) -> Vec<Value> {
    if !path.ends_with("/letters/{number}") {
        return Vec::new();
    }
    let languages = ["ar", "zh", "en", "fr", "ru", "es"];
    vec![
        json!({ "name": "language", "in": "query", "required": true, "schema": { "type": "string", "enum": languages } }),
        json!({ "name": "offset_minutes", "in": "query", "required": false, "schema": { "type": "integer" } }),
    ]
}

/// What is said of a paper beside its bytes.
fn about_paper() -> [Value; 3] {
    let said = |name: &str, required: bool, kind: &str, what: &str| json!({ "name": name, "in": "query", "required": required, "description": what, "schema": { "type": kind } });
    [
        said("name", true, "string", "the file's name"),
        said("title", false, "string", "what the paper is"),
        said(
            "declared_harmless",
            false,
            "boolean",
            "whether it is declared to hold no material of Art 14; a case of Art 14 needs it",
        ),
    ]
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": { "type": "string", "format": "uri" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "rule": { "type": "string" },
            "article": { "type": "string" },
            "errors": { "type": "array", "items": { "type": "object", "properties": {
                "field": { "type": "string" }, "pointer": { "type": "string" }, "paragraph": { "type": "string" }, "expected": { "type": "string" } } } }
        }
    })
}
