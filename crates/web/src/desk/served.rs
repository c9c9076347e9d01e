//! The desk's listener.

use comity_node::Node;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

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

/// Takes the pages' address; nothing where the node serves none.
pub async fn listen(node: &Node) -> Result<Option<TcpListener>, DeskError> {
    let Some(desk) = &node.config().desk else {
        return Ok(None);
    };
    let address: Option<SocketAddr> = desk.listen.parse().ok();
    let address = address
        .filter(|address| address.ip().is_loopback())
        .ok_or_else(|| DeskError::Address(desk.listen.clone()))?;
    let listener = TcpListener::bind(address).await;
    listener
        .map(Some)
        .map_err(|error| DeskError::Listen(address, error))
}

/// Serves the pages until `stop` is ready; at once done where the node serves none.
pub async fn serve(
    node: Arc<Node>,
    listener: Option<TcpListener>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let Some(listener) = listener else {
        return Ok(());
    };
    axum::serve(listener, super::router(node))
        .with_graceful_shutdown(stop)
        .await
}
