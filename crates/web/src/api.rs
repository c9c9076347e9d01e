//! The JSON API for officers' tools. Each act is the same act as on the command line.

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{Response, header};
use comity_node::{LetterOrder, Node, Officer, Refusal};
use comity_treaty::MatterId;
use comity_wire::problem::{Problem, ProblemType};
use futures_util::TryStreamExt;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio_util::io::{ReaderStream, StreamReader, SyncIoBridge};
use utoipa::ToSchema;

use crate::answer::{No, bytes};

type Answer = Result<Json<Value>, No>;
type Streamed = Result<Response<Body>, No>;

const PIPE_BYTES: usize = 1 << 20;

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

/// Which page of the worklist.
#[derive(Deserialize)]
pub struct Page {
    side: Option<String>,
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
    Ok(Json(
        node.worklist(&officer, page.side.as_deref(), page.after.as_deref(), limit)
            .await?,
    ))
}

/// A new request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// `preservation` or `stored_data`.
    measure: String,
    /// The requested State, three letters.
    to: String,
    /// The particulars of Art 42(3) or Art 40(15).
    #[schema(value_type = Object)]
    particulars: Value,
}

/// Sends a request, or answers with every fault of its particulars.
pub async fn request(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Json(new): Json<NewRequest>,
) -> Answer {
    Ok(Json(
        node.request(&officer, &new.measure, &new.to, new.particulars)
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
}

/// Performs an act on a matter.
pub async fn act(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    Json(act): Json<NewAct>,
) -> Answer {
    Ok(Json(
        node.officer_act(&officer, matter_id(&matter)?, &act.command, act.with)
            .await?,
    ))
}

/// Seals the files of a tar stream to the requesting State.
pub async fn seal(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    body: Body,
) -> Answer {
    let stream = body.into_data_stream().map_err(std::io::Error::other);
    let input = SyncIoBridge::new(StreamReader::new(stream));
    Ok(Json(
        node.seal_evidence(&officer, matter_id(&matter)?, input)
            .await?,
    ))
}

/// Sends, pulls or destroys.
pub async fn evidence(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path((matter, verb)): Path<(String, String)>,
) -> Answer {
    let matter = matter_id(&matter)?;
    let answer = match verb.as_str() {
        "send" => node.send_evidence(&officer, matter).await?,
        "pull" => node.pull_evidence(&officer, matter).await?,
        "destroy" => node.destroy_evidence(&officer, matter).await?,
        other => {
            let detail = format!("{other:?}: expected send, pull or destroy");
            return Err(No(Refusal::from(Problem::new(
                ProblemType::NotFound,
                detail,
            ))));
        }
    };
    Ok(Json(answer))
}

/// For what a package is opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// `investigation`, `prosecution`, `court_proceedings` or `exculpatory`; it must lie within the
    /// conditions of use.
    purpose: String,
    /// What is looked for.
    reason: String,
}

/// Opens a package and streams the case file with the bag in it, as tar.
pub async fn open(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    Json(opening): Json<Opening>,
) -> Streamed {
    let matter = matter_id(&matter)?;
    let ready = node
        .open_evidence(&officer, matter, &opening.purpose, opening.reason)
        .await?;
    Ok(stream(move |out| ready.write_to(out)))
}

/// Streams the case file with the sealed package in it, as tar.
pub async fn export(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
) -> Streamed {
    let ready = node.export_evidence(&officer, matter_id(&matter)?).await?;
    Ok(stream(move |out| ready.write_to(out)))
}

/// Streams what a blocking writer writes. A failure breaks the stream, which the reader notices by
/// the missing last member.
fn stream<F>(write: F) -> Response<Body>
where
    F: FnOnce(SyncIoBridge<tokio::io::DuplexStream>) -> std::io::Result<()> + Send + 'static,
{
    let (reader, writer) = tokio::io::duplex(PIPE_BYTES);
    let bridge = SyncIoBridge::new(writer);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = write(bridge) {
            tracing::error!(%error, "an export broke off");
        }
    });
    bytes(
        "application/x-tar",
        Body::from_stream(ReaderStream::with_capacity(reader, PIPE_BYTES)),
    )
}

/// Prometheus metrics; for administrators' collectors.
pub async fn metrics(State(node): State<Arc<Node>>, Signed(_): Signed) -> Streamed {
    Ok(bytes("text/plain; version=0.0.4", node.metrics_text()))
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
