//! The desk's listener.

use comity_node::Node;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

/// Why the officers' pages cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The address is not one of this machine.
    #[error(
        "desk.listen = {0:?}: expected an address of this machine and a port, such as 127.0.0.1:7480; a reverse proxy brings \
         it to the officers"
    )]
    Address(String),
    /// The port is taken.
    #[error("desk.listen = {0}: cannot be listened on; is another node running?")]
    Listen(SocketAddr, #[source] std::io::Error),
}

/// Binds the pages' address; nothing where the node serves none. The future serves until `stop` is ready.
pub async fn serve(
    node: Arc<Node>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<Option<impl Future<Output = std::io::Result<()>> + Send>, DeskError> {
    let Some(desk) = node.config().desk.clone() else {
        return Ok(None);
    };
    let address: Option<SocketAddr> = desk.listen.parse().ok();
    let address = address
        .filter(|address| address.ip().is_loopback())
        .ok_or_else(|| DeskError::Address(desk.listen.clone()))?;
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| DeskError::Listen(address, error))?;
    tracing::info!(url = desk.url, listen = desk.listen, "officers' pages");
    let pages = super::router(node);
    Ok(Some(async move {
        axum::serve(listener, pages)
            .with_graceful_shutdown(stop)
            .await
    }))
}
