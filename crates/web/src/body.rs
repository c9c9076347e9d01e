//! The JSON body of an officer's call. What does not read is answered with its place: line and column where it is no JSON,
//! the pointer of the field where it is not what was expected.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_node::{Refusal, read_document};
use comity_wire::problem::{Problem, ProblemType};
use serde::de::DeserializeOwned;

use crate::answer::No;

/// A body read as `T`.
pub struct Document<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Document<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let media = request.headers().get(header::CONTENT_TYPE);
        let named = media
            .and_then(|media| media.to_str().ok())
            .unwrap_or_default();
        if !named.starts_with("application/json") {
            let detail =
                format!("the body is {named:?}; send it with `Content-Type: application/json`");
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into_response());
        }
        // A body that is too long is refused by the framework, in its own words.
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let value = serde_json::from_slice(&bytes).map_err(|error| malformed(not_json(&error)))?;
        read_document(value)
            .map(Self)
            .map_err(|refusal| No(refusal).into_response())
    }
}

fn malformed(detail: String) -> Response {
    No(Refusal::from(Problem::new(ProblemType::Malformed, detail))).into_response()
}

fn not_json(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    format!("the body is not JSON: line {line}, column {column}: {said}")
}
