//! The JSON API for officers' tools. Each act is the same act as on the command line.

mod evidence;
mod law;
mod matches;
mod papers;

pub use evidence::{
    ExportForm, Exporting, Opening, evidence, export, open, pull_state, seal, silence,
};
pub(crate) use evidence::{case_file, streamed};
pub use law::{LawQuestion, act_fields, explain_law, measure_fields, state_profile};
pub use matches::{NewMatch, match_ask, match_verb};
pub(crate) use papers::saved;
pub use papers::{attach_paper, detach_paper, fetch_papers, paper, papers};

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{Response, header};
use comity_node::{LetterOrder, Node, Officer, Refusal, Wanted};
use comity_treaty::MatterId;
use comity_wire::problem::{Problem, ProblemType};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::ToSchema;

use crate::answer::{No, bytes};
use crate::body::Document;

type Answer = Result<Json<Value>, No>;
type Streamed = Result<Response<Body>, No>;

/// The officer whose token came with the request.
pub struct Signed(pub Officer);

impl FromRequestParts<Arc<Node>> for Signed {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, No> {
        let header = parts.headers.get(header::AUTHORIZATION);
        let token = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let token = token.ok_or_else(|| {
            let detail = "send `Authorization: Bearer TOKEN` with the token of your profile";
            No(Refusal::from(Problem::new(
                ProblemType::Unauthenticated,
                detail,
            )))
        })?;
        Ok(Self(node.officer_of(token).await?))
    }
}

fn matter_id(text: &str) -> Result<MatterId, No> {
    text.parse().map_err(|_| {
        let detail = format!("{text:?} is not the number of a matter (a UUID)");
        No(Refusal::from(Problem::new(ProblemType::NotFound, detail)))
    })
}

/// Who the token stands for.
pub async fn me(Signed(officer): Signed) -> Answer {
    Ok(Json(
        json!({ "officer": officer.id, "roles": officer.roles }),
    ))
}

/// Who is in the directory.
pub async fn members(State(node): State<Arc<Node>>, Signed(_): Signed) -> Answer {
    Ok(Json(node.known_members()?))
}

/// Which page of the worklist.
#[derive(Deserialize)]
pub struct Page {
    side: Option<String>,
    stage: Option<String>,
    peer: Option<String>,
    find: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// One page of the worklist, the latest first.
pub async fn worklist(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Query(page): Query<Page>,
) -> Answer {
    let limit = page.limit.unwrap_or(25).clamp(1, 500);
    let wanted = Wanted {
        side: page.side,
        stage: page.stage,
        peer: page.peer,
        words: page.find,
    };
    Ok(Json(
        node.worklist(&officer, wanted, page.after.as_deref(), limit)
            .await?,
    ))
}

/// A new request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// The matter's number, a UUID of version 7, where the caller chooses it: the same request again opens nothing new.
    matter: Option<String>,
    /// The measure, such as `preservation`, `stored_data` or `extradition`.
    measure: String,
    /// The requested State, three letters; the requesting State, where an oral request is written down.
    to: String,
    /// The number the requesting State gave an oral request that is written down here, Art 40(13).
    oral: Option<String>,
    /// What the measure's articles ask for; `GET /api/v1/measures/{measure}` lists the fields.
    #[schema(value_type = Object)]
    particulars: Value,
    /// SHA-256 of all papers that were attached under the matter's number, in their order.
    #[serde(default)]
    papers: Vec<String>,
}

/// Sends a request, or answers with every fault of its particulars.
pub async fn request(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Document(new): Document<NewRequest>,
) -> Answer {
    let (measure, to) = (&new.measure, &new.to);
    if let Some(oral) = &new.oral {
        let matter = matter_id(oral)?;
        node.oral_brings_none(&new.papers)?;
        let recorded = node.record_oral(&officer, measure, to, matter, new.particulars);
        return Ok(Json(recorded.await?));
    }
    Ok(Json(
        node.request(
            &officer,
            new.matter.as_deref().map(matter_id).transpose()?,
            measure,
            to,
            new.particulars,
            &new.papers,
        )
        .await?,
    ))
}

/// One matter.
pub async fn matter(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
) -> Answer {
    Ok(Json(node.matter(&officer, matter_id(&matter)?).await?))
}

/// The history of a matter.
pub async fn history(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    Query(page): Query<Page>,
) -> Answer {
    let limit = page.limit.unwrap_or(200).clamp(1, 1000);
    Ok(Json(
        node.history(&officer, matter_id(&matter)?, page.after.as_deref(), limit)
            .await?,
    ))
}

/// How a letter is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    language: String,
    offset_minutes: Option<i16>,
}

/// What an event of the history told the other State, as a letter in PDF.
pub async fn letter(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path((matter, number)): Path<(String, i64)>,
    Query(paper): Query<Paper>,
) -> Streamed {
    let order = LetterOrder {
        matter: matter_id(&matter)?,
        number,
        language: paper.language,
        offset_minutes: paper.offset_minutes,
    };
    let pdf = node.letter(&officer, &order).await?;
    Ok(bytes("application/pdf", pdf))
}

/// One act.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAct {
    /// The command, as `docs/procedures/` names it.
    command: String,
    /// Its fields.
    #[serde(default)]
    #[schema(value_type = Object)]
    with: Value,
    /// SHA-256 of all papers that this officer attached to the matter for this act, in their order; none where they are for
    /// another act. Of an act that a second person confirms: of all papers that this officer saw wait (`papers_waiting`); where
    /// the member is there and others wait, nothing is done.
    #[serde(default)]
    papers: Option<Vec<String>>,
}

/// Performs an act on a matter.
pub async fn act(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    Document(act): Document<NewAct>,
) -> Answer {
    Ok(Json(
        node.officer_act(
            &officer,
            matter_id(&matter)?,
            &act.command,
            act.with,
            act.papers.as_deref(),
        )
        .await?,
    ))
}

/// Prometheus metrics; for administrators' collectors.
pub async fn metrics(State(node): State<Arc<Node>>, Signed(_): Signed) -> Streamed {
    Ok(bytes("text/plain; version=0.0.4", node.metrics_text()))
}

/// The figures of one year as they may be published: by measure, direction and outcome, of nobody in particular.
pub async fn counts(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(year): Path<i16>,
) -> Answer {
    Ok(Json(node.counts(&officer, year).await?))
}

/// Test calls between contact points, those of all Parties, and how each State answered.
pub async fn test_calls(State(node): State<Arc<Node>>, Signed(officer): Signed) -> Answer {
    Ok(Json(node.test_calls(&officer).await?))
}

/// The node's health, finding by finding.
pub async fn doctor(State(node): State<Arc<Node>>, Signed(_): Signed) -> Answer {
    Ok(Json(node.doctor_json().await))
}

/// No such route.
pub async fn nothing_here() -> No {
    No(Refusal::from(Problem::new(
        ProblemType::NotFound,
        "see /openapi.json for what there is",
    )))
}
