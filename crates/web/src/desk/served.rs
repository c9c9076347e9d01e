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
    /// The address in the browser.
    #[error(
        "desk.url = {0:?}: expected the address in the officers' browsers, with a host name and no path, such as \
         https://desk.xaa.example; passkeys are made for it"
    )]
    Url(String),
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
    let url = desk.url.trim_end_matches('/');
    let is_host = url.split_once("://").is_some_and(|(scheme, rest)| {
        let plain = scheme == "https" || rest.split(':').next() == Some("localhost");
        plain && !rest.contains('/')
    });
    if !is_host || node.desk_takes_passkeys().is_err() {
        return Err(DeskError::Url(desk.url.clone()));
    }
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
