//! What the law says: the fields of a measure, a State's profile, and whether a request may be made.

use axum::Json;
use axum::extract::{Path, State};
use comity_node::{Node, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::ToSchema;

use super::{Answer, Signed};
use crate::answer::No;
use crate::body::Document;

/// What the opening document of a measure must contain.
pub async fn measure_fields(Signed(_): Signed, Path(measure): Path<String>) -> Answer {
    fields(&measure, None)
}

/// What an act of a measure must contain.
pub async fn act_fields(Signed(_): Signed, Path((measure, act)): Path<(String, String)>) -> Answer {
    fields(&measure, Some(&act))
}

fn fields(measure: &str, act: Option<&str>) -> Answer {
    let unknown = || No(Refusal::not_found("a measure or an act of this name"));
    let measure = read_key(measure).ok_or_else(unknown)?;
    let act = act
        .map(|act| read_key(act).ok_or_else(unknown))
        .transpose()?;
    let fields = comity_node::fields_of(measure, act).ok_or_else(unknown)?;
    Ok(Json(
        json!({ "measure": measure, "act": act, "fields": fields }),
    ))
}

fn read_key<T: serde::de::DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_value(json!(key)).ok()
}

/// A State's law, as its published profile says it.
pub async fn state_profile(
    State(node): State<Arc<Node>>,
    Signed(_): Signed,
    Path(code): Path<String>,
) -> Answer {
    let state = code
        .parse()
        .map_err(|_| No(Refusal::not_found(&format!("{code:?}, no State code,"))))?;
    Ok(Json(node.state_profile(state)?))
}

/// A request that is not made yet.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LawQuestion {
    /// The measure, as `docs/procedures/law.md` names it.
    measure: String,
    /// The other State, three letters.
    peer: String,
    /// `requesting` (the default) or `requested`: which side this node's State is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<String>,
    /// The offence, as in the particulars of a request.
    #[schema(value_type = Object)]
    offence: Value,
    /// The basis, as in the particulars.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Value>,
    /// The language of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The day of the question (RFC 3339); today without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
}

/// Explains whether a request may be made: every question, what was found, and what would help.
pub async fn explain_law(
    State(node): State<Arc<Node>>,
    Signed(_): Signed,
    Document(question): Document<LawQuestion>,
) -> Result<Json<comity_treaty::scope::Scope>, No> {
    Ok(Json(node.explain_law(json!(question))?))
}
