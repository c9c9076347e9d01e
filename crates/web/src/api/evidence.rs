//! Evidence: files come in as one stream, case files leave as one.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response};
use comity_lexicon::Language;
use comity_node::{Node, PullStands, ReadyCase, Refusal};
use comity_wire::problem::{Problem, ProblemType};
use futures_util::TryStreamExt;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio_util::io::{ReaderStream, StreamReader, SyncIoBridge};
use utoipa::ToSchema;

use super::{Answer, Signed, Streamed, matter_id};
use crate::answer::{No, bytes};
use crate::body::Document;
use crate::desk::wording;

const PIPE_BYTES: usize = 1 << 20;

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
        "send" => node.send_evidence(&officer, matter, None).await?,
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

/// How far the pull of a matter's package is.
pub async fn pull_state(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
) -> Answer {
    let state = node.pull_state(&officer, matter_id(&matter)?).await?;
    let stands = match state.stands {
        PullStands::Waits => "waits",
        PullStands::Runs => "runs",
        PullStands::Stopped => "stopped",
        PullStands::Whole => "whole",
    };
    Ok(Json(json!({
        "stands": stands, "here": state.here, "total": state.total, "bytes_per_second": state.rate,
    })))
}

/// For what a package is opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// `investigation`, `prosecution`, `court_proceedings`, `exculpatory` or `other_case`; it must lie within the
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
    Document(opening): Document<Opening>,
) -> Streamed {
    let matter = matter_id(&matter)?;
    let ready = node
        .open_evidence(
            &officer,
            matter,
            (&opening.purpose, opening.reason),
            &wording(Language::En),
        )
        .await?;
    Ok(case_file(ready))
}

/// To whom a package is exported, and for what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Exporting {
    /// `investigation`, `prosecution`, `court_proceedings`, `exculpatory` or `other_case`; it must lie within the
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
    /// The language of the report that is enclosed for people to read: `ar`, `zh`, `en` (the default), `fr`, `ru` or `es`.
    #[serde(default)]
    language: ReportLanguage,
}

/// An official language of the United Nations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportLanguage {
    /// Arabic.
    Ar,
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Russian.
    Ru,
    /// Spanish.
    Es,
}

impl From<ReportLanguage> for Language {
    fn from(language: ReportLanguage) -> Self {
        match language {
            ReportLanguage::Ar => Self::Ar,
            ReportLanguage::Zh => Self::Zh,
            ReportLanguage::En => Self::En,
            ReportLanguage::Fr => Self::Fr,
            ReportLanguage::Ru => Self::Ru,
            ReportLanguage::Es => Self::Es,
        }
    }
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
    Document(asked): Document<Exporting>,
) -> Streamed {
    let export = comity_node::Export {
        purpose: asked.purpose,
        recipient: asked.recipient,
        onward: asked.onward,
        opened: asked.form == ExportForm::Opened,
    };
    let matter = matter_id(&matter)?;
    let say = wording(asked.language.into());
    let ready = node.export_evidence(&officer, matter, export, &say).await?;
    Ok(case_file(ready))
}

/// Streams the case file that shows from when to when the other State said nothing, as tar.
pub async fn silence(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
) -> Streamed {
    let say = wording(Language::En);
    let ready = node.silence(&officer, matter_id(&matter)?, &say).await?;
    Ok(case_file(ready))
}

/// Says as of when the other State is shown in a case file that was made of what is held of it (RFC 3339).
pub(crate) const AS_OF: &str = "comity-as-of";

/// Says about how many bytes a case file has, so that one who waits for it sees how far it is.
const BYTES: &str = "comity-bytes";

/// Streams a case file. Before it stands how long it is, and as of when the other State is shown, where its node gave nothing now.
pub(crate) fn case_file(ready: ReadyCase) -> Response<Body> {
    let as_of = ready.as_of().map(|at| at.to_string());
    let length = HeaderValue::from(ready.bytes());
    let mut response = streamed("application/x-tar", move |out| ready.write_to(out));
    response.headers_mut().insert(BYTES, length);
    if let Some(at) = as_of.and_then(|at| HeaderValue::from_str(&at).ok()) {
        response.headers_mut().insert(AS_OF, at);
    }
    response
}

/// Streams what a blocking writer writes. A failure breaks the stream, which the reader of a case file notices by the missing
/// last member.
pub(crate) fn streamed<F>(media: &'static str, write: F) -> Response<Body>
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
        media,
        Body::from_stream(ReaderStream::with_capacity(reader, PIPE_BYTES)),
    )
}
