//! The JSON API for officers' tools. Each act is the same act as on the command line.

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{Response, header};
use comity_node::{LetterOrder, Node, Officer, Refusal, Wanted};
use comity_treaty::MatterId;
use comity_wire::problem::{Problem, ProblemType};
use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
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
}

/// Sends a request, or answers with every fault of its particulars.
pub async fn request(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Json(new): Json<NewRequest>,
) -> Answer {
    let (measure, to) = (&new.measure, &new.to);
    if let Some(oral) = &new.oral {
        let matter = matter_id(oral)?;
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
        )
        .await?,
    ))
}

/// What the opening document of a measure must contain.
pub async fn measure_fields(Signed(_): Signed, Path(measure): Path<String>) -> Answer {
    fields(&measure, None)
}

/// What an act of a measure must contain.
pub async fn act_fields(Signed(_): Signed, Path((measure, act)): Path<(String, String)>) -> Answer {
    fields(&measure, Some(&act))
}

fn fields(measure: &str, act: Option<&str>) -> Answer {
    let unknown = || {
        No(Refusal::not_found(
            "a charted measure or an act of this name",
        ))
    };
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
    Json(new): Json<NewMatch>,
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
    Json(new): Json<NewMatch>,
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

/// Seals the files of a tar stream to the requesting State. Its first member may be `.comity-sealing.json`, which says
/// what is not copied (`references`) and declares of each file whether it is material of Art 14 (`items`).
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

/// To whom a package is exported, and for what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Exporting {
    /// `investigation`, `prosecution`, `court_proceedings` or `exculpatory`; it must lie within the
    /// conditions of use.
    purpose: String,
    /// The court or other body the export is for.
    recipient: String,
    /// Where it leaves this State: `{"kind": "state", "state": "XCC"}` or `{"kind": "organisation", "name": "..."}`.
    /// That takes the consent of the State the evidence came from, Art 36(3).
    #[serde(default)]
    #[schema(value_type = Object)]
    onward: Option<Value>,
    /// `sealed` (the default), as it travelled, or `opened`, with the bag in it.
    #[serde(default)]
    form: ExportForm,
}

/// How the evidence lies in an exported case file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    /// As it travelled.
    #[default]
    Sealed,
    /// Opened.
    Opened,
}

/// Records the export, then streams the case file, as tar.
pub async fn export(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    Json(asked): Json<Exporting>,
) -> Streamed {
    let export = comity_node::Export {
        purpose: asked.purpose,
        recipient: asked.recipient,
        onward: asked.onward,
        opened: asked.form == ExportForm::Opened,
    };
    let matter = matter_id(&matter)?;
    let ready = node.export_evidence(&officer, matter, export).await?;
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
    Json(question): Json<LawQuestion>,
) -> Result<Json<comity_treaty::scope::Scope>, No> {
    Ok(Json(node.explain_law(json!(question))?))
}

/// The figures of one year as they may be published: by measure, direction and outcome, of nobody in particular.
pub async fn counts(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(year): Path<i16>,
) -> Answer {
    Ok(Json(node.counts(&officer, year).await?))
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
