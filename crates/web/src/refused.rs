//! What the framework refuses by itself, before a handler runs, said as a problem document too:
//! a body too long, not JSON, a method that a route does not have.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Response, header};
use axum::middleware::Next;
use comity_wire::problem::{Problem, ProblemType};

use crate::answer::problem;

/// The framework explains itself in a sentence; nothing longer is taken over.
const SENTENCE_BYTES_MAX: usize = 4096;
/// The type of a problem that says no more than its status (RFC 9457, 4.2.1).
const BLANK: &str = "about:blank";
/// Its refusals have the form of their own specification (C2SP tlog-witness).
const WITNESS: &str = "/log/add-checkpoint";

/// Gives each plain refusal the form of all others.
pub async fn as_problem(request: Request, next: Next) -> Response<Body> {
    let witness = request.uri().path() == WITNESS;
    let response = next.run(request).await;
    if witness || !is_plain_refusal(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let sentence = to_bytes(body, SENTENCE_BYTES_MAX).await.unwrap_or_default();
    let sentence = String::from_utf8_lossy(&sentence).into_owned();
    let mut answer = problem(&named(parts.status, sentence));
    if let Some(allow) = parts.headers.get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

fn is_plain_refusal(response: &Response<Body>) -> bool {
    let status = response.status();
    let media = response.headers().get(header::CONTENT_TYPE);
    let plain = media.is_none_or(|media| media.as_bytes().starts_with(b"text/plain"));
    plain && (status.is_client_error() || status.is_server_error())
}

/// The problem of the registry where one fits, else the status alone.
fn named(status: axum::http::StatusCode, sentence: String) -> Problem {
    let kind = match status.as_u16() {
        400 => ProblemType::Malformed,
        413 => ProblemType::Oversized,
        422 => ProblemType::Invalid,
        _ => {
            return Problem {
                type_uri: BLANK.to_owned(),
                title: status.canonical_reason().unwrap_or("Refused").to_owned(),
                status: status.as_u16(),
                ..Problem::new(ProblemType::Malformed, sentence)
            };
        }
    };
    Problem::new(kind, sentence)
}
