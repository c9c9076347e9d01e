//! Papers of a draft or a matter: attached, listed, handed back, taken away.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use comity_custody::Digest;
use comity_node::{NewPaper, Node, OpenPaper, Refusal};
use comity_wire::papers::disposition;
use futures_util::TryStreamExt;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use tokio_util::io::{ReaderStream, StreamReader};

use super::{Answer, Signed, Streamed, matter_id};
use crate::answer::{No, bytes};

const STREAM_BYTES: usize = 256 << 10;

/// What is said of a paper beside its bytes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    name: String,
    title: Option<String>,
    #[serde(default)]
    declared_harmless: bool,
}

/// All papers of a draft or a matter, with where their bytes are.
pub async fn papers(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
) -> Answer {
    Ok(Json(node.papers(&officer, matter_id(&matter)?).await?))
}

/// Attaches a paper: its bytes are the body. It goes with the next request or act that names it.
pub async fn attach_paper(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
    Query(about): Query<About>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let media = headers.get(header::CONTENT_TYPE);
    let media = media.and_then(|media| media.to_str().ok());
    let new = NewPaper {
        name: about.name,
        media_type: media.unwrap_or_default().to_owned(),
        title: about.title,
        declared_harmless: about.declared_harmless,
    };
    let stream = body.into_data_stream().map_err(std::io::Error::other);
    let content = StreamReader::new(Box::pin(stream));
    let attached = node.attach_paper(&officer, matter_id(&matter)?, new, content);
    Ok(Json(json!(attached.await?)))
}

/// Takes a paper away again that is ready for an act.
pub async fn detach_paper(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path((matter, digest)): Path<(String, String)>,
) -> Answer {
    let sha256: Digest = digest
        .parse()
        .map_err(|_| No(Refusal::not_found(&digest)))?;
    node.detach_paper(&officer, matter_id(&matter)?, sha256)
        .await?;
    Ok(Json(json!({ "detached": digest })))
}

/// A paper's bytes.
pub async fn paper(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path((matter, digest)): Path<(String, String)>,
) -> Streamed {
    let open = node.open_paper(&officer, matter_id(&matter)?, &digest);
    Ok(saved(open.await?))
}

/// Asks the other State again for the papers of a matter that did not come.
pub async fn fetch_papers(
    State(node): State<Arc<Node>>,
    Signed(officer): Signed,
    Path(matter): Path<String>,
) -> Answer {
    node.ask_for_papers(&officer, matter_id(&matter)?).await?;
    Ok(Json(json!({ "asked": true })))
}

/// A paper on its way to be saved. Nothing of it is ever shown as part of a page, whatever its type says it is.
pub(crate) fn saved(open: OpenPaper) -> Response<Body> {
    let file = tokio::fs::File::from_std(open.file);
    let stream = ReaderStream::with_capacity(file, STREAM_BYTES);
    let mut response = bytes("application/octet-stream", Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(open.paper.length));
    let name = disposition(&open.paper.name);
    // INVARIANT (ASCII): a disposition holds nothing else.
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, name);
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
