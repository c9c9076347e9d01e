//! Every no as a problem document (RFC 9457), every yes as JSON.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use comity_node::Refusal;
use comity_wire::problem::{MEDIA_TYPE, Problem};

/// A refusal on its way out.
pub struct No(pub Refusal);

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response<Body> {
        if let Refusal::Fault { what, source } = &self.0 {
            tracing::error!(what, error = %comity_node::chain(source.as_ref()), "fault");
        }
        problem(&self.0.problem())
    }
}

/// A problem document with its status.
pub fn problem(problem: &Problem) -> Response<Body> {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let media = [(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))];
    (status, media, body).into_response()
}

/// Bytes under a media type.
pub fn bytes(media: &'static str, bytes: impl Into<Body>) -> Response<Body> {
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(media))],
        bytes.into(),
    )
        .into_response()
}
