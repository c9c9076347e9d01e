//! What was typed into a form whose session has ended. It is shown again, and sent again by whoever has signed in since:
//! nothing typed is lost.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::Node;
use std::sync::Arc;

use super::FORM_BYTES_MAX;
use super::frame::Frame;
use super::papers::only_typed;
use super::sorry::{Sorry, shown};
use super::visit::{fields, form_token_and_say};

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";
/// The media type of a form with files.
const PARTS: &str = "multipart/form-data";
/// Fields that say how, not what.
const OF_THE_FORM: [&str; 9] = [
    "form", "once", "number", "from", "zone", "version", "do", "measure", "to",
];

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

/// Whether this is a form as browsers send one without files.
pub fn is_form(headers: &HeaderMap) -> bool {
    is_a(headers, FORM)
}

fn is_a(headers: &HeaderMap, media_type: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(media_type.as_bytes()))
}

/// Answers a form that was not taken because of its session with a page that can send it again.
pub async fn forms(State(node): State<Arc<Node>>, request: Request, next: Next) -> Response {
    if is_a(request.headers(), PARTS) {
        return parts(&node, request, next).await;
    }
    if !is_form(request.headers()) {
        return next.run(request).await;
    }
    let headers = request.headers().clone();
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_BYTES_MAX).await else {
        let (_, say) = form_token_and_say(&node, &headers).await;
        let long = Sorry::plain(&say, StatusCode::PAYLOAD_TOO_LARGE, "sorry-form-long");
        return long.into_response();
    };
    let to = parts.uri.path().to_owned();
    let whole = Request::from_parts(parts, Body::from(bytes.clone()));
    let answer = next.run(whole).await;
    if answer.extensions().get::<NotTaken>().is_none() {
        return answer;
    }
    let sent = fields(&bytes);
    again(&node, &headers, &to, &sent).await.unwrap_or(answer)
}

/// The same for a form with files, whose session is looked at first: files are not kept, and are to be chosen again.
async fn parts(node: &Arc<Node>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    if let (Some(_), _) = form_token_and_say(node, &headers).await {
        return next.run(request).await;
    }
    let to = request.uri().path().to_owned();
    let typed = match Multipart::from_request(request, node).await {
        Ok(parts) => only_typed(parts).await,
        Err(_) => Vec::new(),
    };
    let kept = again(node, &headers, &to, &typed).await;
    kept.unwrap_or_else(|| Redirect::to("/sign-in").into_response())
}

/// The page that shows what was typed and sends it again; none where nothing was.
async fn again(
    node: &Node,
    headers: &HeaderMap,
    to: &str,
    sent: &[(String, String)],
) -> Option<Response> {
    let typed = sent
        .iter()
        .filter(|(name, value)| !OF_THE_FORM.contains(&name.as_str()) && !value.is_empty());
    let typed: Vec<&str> = typed.map(|(_, value)| value.as_str()).collect();
    if typed.is_empty() {
        return None;
    }
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
    Some((StatusCode::FORBIDDEN, shown(&page)).into_response())
}
