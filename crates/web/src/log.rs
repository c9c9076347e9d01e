//! The custody log over HTTP: C2SP tlog-tiles, and this node as a witness of others (tlog-witness).

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use comity_node::Node;
use std::sync::Arc;

use crate::answer::{No, bytes};
use crate::unsigned::Unsigned;

type Answer = Result<Response<Body>, No>;

/// The latest checkpoint with its cosignatures.
pub async fn checkpoint(State(node): State<Arc<Node>>) -> Answer {
    Ok(bytes(
        "text/plain; charset=utf-8",
        node.log_checkpoint().await?,
    ))
}

/// A tile or an entry bundle, by the path of the specification.
pub async fn tile(State(node): State<Arc<Node>>, Path(path): Path<String>) -> Answer {
    let tile = node.log_tile(&format!("tile/{path}")).await?;
    Ok(bytes("application/octet-stream", tile))
}

/// Another log asks for a cosignature.
pub async fn add_checkpoint(State(node): State<Arc<Node>>, body: Unsigned) -> Answer {
    let Unsigned(Some(body)) = body else {
        let text = "the request is longer than any checkpoint with its proof\n";
        let answer = bytes("text/plain; charset=utf-8", text);
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, answer).into_response());
    };
    let (status, media, text) = node.add_checkpoint(&body).await?;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Ok((status, bytes(media, text)).into_response())
}

/// The process runs, its database answers, and its writer writes.
pub async fn health(State(node): State<Arc<Node>>) -> Answer {
    node.log_checkpoint().await?;
    node.can_write().await?;
    Ok(bytes("text/plain", "ok\n"))
}
