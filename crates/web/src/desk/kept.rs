//! What was typed into a form whose session has ended. It is shown again, and sent again by whoever has signed in since:
//! nothing typed is lost.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use comity_node::Node;
use std::sync::Arc;

use super::FORM_BYTES_MAX;
use super::frame::Frame;
use super::sorry::shown;
use super::visit::{fields, form_token_and_say};

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";
/// Fields that say how, not what.
const OF_THE_FORM: [&str; 5] = ["form", "version", "do", "measure", "to"];

/// Marks an answer to a form that was not taken because of its session alone.
#[derive(Debug, Clone, Copy)]
pub struct NotTaken;

#[derive(Template)]
#[template(path = "again.html")]
struct Page<'a> {
    f: &'a Frame,
    to: &'a str,
    form: &'a str,
    fields: &'a [(String, String)],
    typed: Vec<&'a str>,
}

/// Answers a form that was not taken because of its session with a page that can send it again.
pub async fn forms(State(node): State<Arc<Node>>, request: Request, next: Next) -> Response {
    let is_form = request.headers().get(header::CONTENT_TYPE);
    if !is_form.is_some_and(|kind| kind.as_bytes().starts_with(FORM.as_bytes())) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_BYTES_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let to = parts.uri.path().to_owned();
    let headers = parts.headers.clone();
    let whole = Request::from_parts(parts, Body::from(bytes.clone()));
    let answer = next.run(whole).await;
    if answer.extensions().get::<NotTaken>().is_none() {
        return answer;
    }
    let sent = fields(&bytes);
    let typed = sent
        .iter()
        .filter(|(name, value)| !OF_THE_FORM.contains(&name.as_str()) && !value.is_empty());
    let typed: Vec<&str> = typed.map(|(_, value)| value.as_str()).collect();
    if typed.is_empty() {
        return answer;
    }
    again(&node, &headers, &to, &sent, typed).await
}

async fn again(
    node: &Node,
    headers: &HeaderMap,
    to: &str,
    sent: &[(String, String)],
    typed: Vec<&str>,
) -> Response {
    let (form, say) = form_token_and_say(node, headers).await;
    let fields: Vec<_> = sent
        .iter()
        .filter(|(name, _)| name != "form")
        .cloned()
        .collect();
    let page = Page {
        f: &Frame::bare(say),
        to,
        form: form.as_deref().unwrap_or_default(),
        fields: &fields,
        typed,
    };
    (StatusCode::FORBIDDEN, shown(&page)).into_response()
}
