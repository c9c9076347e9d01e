//! The private match of a consultation on jurisdiction.

use axum::Json;
use axum::extract::{Path, State};
use comity_node::{Node, Refusal};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;
use utoipa::ToSchema;

use super::{Answer, Signed, matter_id};
use crate::answer::No;
use crate::body::Document;

/// The selectors of a private match; for the opening, also where it goes and what it contains besides.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMatch {
    /// The own selectors: accounts, addresses, identifiers, one text each. They do not leave this node.
    #[serde(default)]
    selectors: Vec<String>,
    /// The other State, for the opening.
    to: Option<String>,
    /// The opening document without `blinded`.
    #[serde(default)]
    #[schema(value_type = Object)]
    particulars: Value,
    /// The matter's number, where the caller chooses it.
    matter: Option<String>,
}

/// Opens a consultation on jurisdiction with the officer's selectors blinded.
pub async fn match_ask(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Document(new): Document<NewMatch>,
) -> Answer {
    let number = new.matter.as_deref().map(matter_id).transpose()?;
    let to = new.to.unwrap_or_default();
    Ok(Json(
        node.match_ask(&officer, number, &to, new.particulars, &new.selectors)
            .await?,
    ))
}

/// Answers a private match, or compares its answer.
pub async fn match_verb(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path((matter, verb)): Path<(String, String)>,
    Document(new): Document<NewMatch>,
) -> Answer {
    let matter = matter_id(&matter)?;
    match verb.as_str() {
        "answer" => Ok(Json(
            node.match_answer(&officer, matter, &new.selectors).await?,
        )),
        "compare" => Ok(Json(node.match_compare(&officer, matter).await?)),
        _ => Err(No(Refusal::not_found("`answer` or `compare`"))),
    }
}
