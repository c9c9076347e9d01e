//! The directory: a node's own configuration, and on the register's node the statements it signs
//! (OpenID Federation 1.0).

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::Response;
use comity_node::Node;
use serde::Deserialize;
use std::sync::Arc;

use crate::answer::{No, bytes};

type Answer = Result<Response<Body>, No>;

const STATEMENT: &str = "application/jose+json";

/// What this node says of itself.
pub async fn configuration(State(node): State<Arc<Node>>) -> Answer {
    Ok(bytes(STATEMENT, node.entity_configuration()?))
}

/// The national profile of this node's State, signed.
pub async fn profile(State(node): State<Arc<Node>>) -> Answer {
    Ok(bytes(STATEMENT, node.own_profile().await?))
}

/// The subject of a fetch.
#[derive(Deserialize)]
pub struct Subject {
    sub: String,
    /// The node's own statement instead of the register's.
    #[serde(default)]
    own: bool,
}

/// What the register says of a member.
pub async fn fetch(State(node): State<Arc<Node>>, Query(subject): Query<Subject>) -> Answer {
    Ok(bytes(
        STATEMENT,
        node.register_statement(&subject.sub, subject.own).await?,
    ))
}

/// The signed list of members.
pub async fn list(State(node): State<Arc<Node>>) -> Answer {
    Ok(bytes(STATEMENT, node.register_list().await?))
}

/// The keys this node used before.
pub async fn historical_keys(State(node): State<Arc<Node>>) -> Answer {
    Ok(bytes(STATEMENT, node.historical_keys()?))
}
