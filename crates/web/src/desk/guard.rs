//! What every answer carries, and what no request may be.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use comity_node::Node;
use std::sync::Arc;

use super::sorry::Sorry;
use super::visit::form_token_and_say;

/// Nothing from elsewhere, no script or style in a page, no page in a frame of another site.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a frame of ours shows may do nothing at all, not even where its address is opened by itself. Styles are the
/// browser's own: it makes a page around a picture, and neither a picture nor a plain text can bring any.
const FRAMED: [(HeaderName, &str); 2] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    ),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
];

/// Marks an answer that is shown in a frame of one of our own pages.
#[derive(Debug, Clone, Copy)]
pub struct InAFrame;

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
];

/// Refuses what another site sends, and sets the headers of every answer.
pub async fn headers(State(node): State<Arc<Node>>, request: Request, next: Next) -> Response {
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    let asked = request.headers().clone();
    let mut response = if changes && from_elsewhere(&asked) {
        tracing::warn!(target: "security", page = first_of(request.uri().path()), "a form came from another site");
        let (_, say) = form_token_and_say(&node, &asked).await;
        Sorry::plain(&say, StatusCode::FORBIDDEN, "sorry-form-elsewhere").into_response()
    } else {
        in_words(&node, &asked, next.run(request).await).await
    };
    let framed = response.extensions().get::<InAFrame>().map(|_| FRAMED);
    let headers = response.headers_mut();
    for (name, value) in HEADERS.into_iter().chain(framed.into_iter().flatten()) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages speak of cases: no cache keeps them.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What the router or an extractor refuses in a line of English, as a page in the officer's language.
async fn in_words(node: &Node, asked: &HeaderMap, response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let plain = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !status.is_client_error() || !plain {
        return response;
    }
    let (_, say) = form_token_and_say(node, asked).await;
    Sorry::plain(&say, status, "sorry-unread").into_response()
}

/// The beginning of a path: what follows may be a link's token.
fn first_of(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

/// Whether the browser says that another site sent this. A form of ours carries a token besides.
fn from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    if let Some(site) = site {
        return site != "same-origin" && site != "none";
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    match (origin, host) {
        (Some(origin), Some(host)) => origin.split_once("://").map(|(_, at)| at) != Some(host),
        _ => false,
    }
}
