//! What other States' nodes ask for.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use comity_node::{Node, Refusal, SignedRequest};
use comity_treaty::StateCode;
use comity_wire::problem::{Problem, ProblemType};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

use crate::answer::{No, bytes};
use crate::unsigned::Unsigned;

type Answer = Result<Response<Body>, No>;

const STREAM_BYTES: usize = 256 << 10;

/// The member whose node signed this request.
pub struct Peer(pub StateCode);

impl FromRequestParts<Arc<Node>> for Peer {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, No> {
        let text = |name: &str| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let authority = parts
            .uri
            .authority()
            .map(axum::http::uri::Authority::as_str);
        let request = SignedRequest {
            method: parts.method.as_str(),
            authority: authority.or_else(|| text("host")).unwrap_or_default(),
            path: parts.uri.path(),
            query: parts.uri.query(),
            signature_input: text("signature-input").unwrap_or_default(),
            signature: text("signature").unwrap_or_default(),
        };
        Ok(Self(node.signed_by(&request)?))
    }
}

/// An envelope comes in; its receipt goes out in the same response.
pub async fn receive_envelope(State(node): State<Arc<Node>>, body: Unsigned) -> Answer {
    let Unsigned(Some(body)) = body else {
        return Err(node.refuse_oversized().into());
    };
    Ok(bytes("application/jose+json", node.intake(body).await?))
}

/// A sealed package, whole or a range of it.
pub async fn package(
    State(node): State<Arc<Node>>,
    Peer(peer): Peer,
    Path(digest): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let length = node.package_length(peer, &digest).await?;
    let range = requested_range(&headers, length)?;
    let (start, end) = range.unwrap_or((0, length));
    let reader = node
        .package_reader(peer, &digest, start, end - start)
        .await?;
    let body = Body::from_stream(ReaderStream::with_capacity(reader, STREAM_BYTES));
    let mut response = bytes("application/octet-stream", body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(end - start));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if range.is_some() {
        let content = format!("bytes {start}-{}/{length}", end - 1);
        if let Ok(value) = HeaderValue::from_str(&content) {
            headers.insert(header::CONTENT_RANGE, value);
        }
        return Ok((StatusCode::PARTIAL_CONTENT, response).into_response());
    }
    Ok(response)
}

/// The slice tree of a package: what each part of a transfer is checked against.
pub async fn slices(
    State(node): State<Arc<Node>>,
    Peer(peer): Peer,
    Path(digest): Path<String>,
) -> Answer {
    Ok(bytes(
        "application/octet-stream",
        node.package_slices(peer, &digest).await?,
    ))
}

/// The signed manifest of a package: what it holds, fetched and believed before anything else of it.
pub async fn manifest(
    State(node): State<Arc<Node>>,
    Peer(peer): Peer,
    Path(digest): Path<String>,
) -> Answer {
    let signed = Bytes::from(node.package_manifest(peer, &digest).await?);
    let length = signed.len();
    // In pieces, so that a slow reader holds one of them in the connection and not the whole list once more.
    let pieces = (0..length)
        .step_by(STREAM_BYTES)
        .map(move |at| std::io::Result::Ok(signed.slice(at..length.min(at + STREAM_BYTES))));
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    let mut response = bytes("application/jose+json", body);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

/// A paper that a message to the asking State names.
pub async fn paper(
    State(node): State<Arc<Node>>,
    Peer(peer): Peer,
    Path(digest): Path<String>,
) -> Answer {
    let (length, file) = node.paper_for(peer, &digest).await?;
    let file = tokio::fs::File::from_std(file);
    let body = Body::from_stream(ReaderStream::with_capacity(file, STREAM_BYTES));
    let mut response = bytes("application/octet-stream", body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

/// How this State's test calls were answered, for members.
pub async fn test_calls(State(node): State<Arc<Node>>, _: Peer) -> Answer {
    Ok(bytes("application/jose+json", node.signed_calls().await?))
}

/// The inclusion proof of an envelope that this node and the asking one exchanged.
pub async fn proof(
    State(node): State<Arc<Node>>,
    Peer(peer): Peer,
    Path(digest): Path<String>,
) -> Answer {
    Ok(bytes(
        "text/plain; charset=utf-8",
        node.proof_for(peer, &digest).await?,
    ))
}

/// One byte range (RFC 9110, 14.2), end exclusive. Several ranges are answered with the whole.
fn requested_range(headers: &HeaderMap, length: u64) -> Result<Option<(u64, u64)>, No> {
    let Some(text) = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
    else {
        return Ok(None);
    };
    let Some((first, last)) = text
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Ok(None);
    };
    if last.contains(',') {
        return Ok(None);
    }
    let outside = || {
        let detail = format!("{text}: the package has {length} bytes");
        No(Refusal::from(Problem::new(
            ProblemType::RangeNotSatisfiable,
            detail,
        )))
    };
    let number = |digits: &str| digits.parse::<u64>().map_err(|_| outside());
    let (start, end) = match (first, last) {
        ("", suffix) => (length.saturating_sub(number(suffix)?), length),
        (start, "") => (number(start)?, length),
        (start, last) => (number(start)?, number(last)?.saturating_add(1).min(length)),
    };
    if start < end {
        Ok(Some((start, end)))
    } else {
        Err(outside())
    }
}
