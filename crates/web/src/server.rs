//! HTTP/1.1 and HTTP/2 over TLS 1.3, stopped without cutting anyone off.

use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use comity_node::Node;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crate::router::router;

/// How long running answers may take once the node was asked to stop.
const GRACE: Duration = Duration::from_secs(8);

/// Why the node cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is not one.
    #[error("listen = {0:?}: expected an address and a port, such as 127.0.0.1:7443")]
    Address(String, #[source] std::net::AddrParseError),
    /// The certificate is unusable.
    #[error("the TLS certificate cannot be used")]
    Tls(#[from] comity_node::TlsError),
    /// The port is taken, or not allowed.
    #[error("{0}: cannot be listened on; is another node running, or is the port below 1024?")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The connections cannot be accepted any more.
    #[error("the node cannot accept connections; start it again")]
    Broken(#[source] std::io::Error),
}

/// Takes the node's address, so that whoever says that it serves says the truth.
pub fn listen(node: &Node) -> Result<TcpListener, ServeError> {
    let listen = node.config().listen.clone();
    let address: SocketAddr = listen
        .parse()
        .map_err(|error| ServeError::Address(listen, error))?;
    TcpListener::bind(address).map_err(|error| ServeError::Listen(address, error))
}

/// Serves until `stop` is ready, then ends gracefully.
pub async fn serve(
    node: Arc<Node>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let tls = RustlsConfig::from_config(node.tls_server_config()?);
    let handle = Handle::new();
    let stopper = handle.clone();
    tokio::spawn(async move {
        stop.await;
        stopper.graceful_shutdown(Some(GRACE));
    });
    // An answer is sent when it is whole: waiting for more to send would only delay it.
    let tls = RustlsAcceptor::new(tls).acceptor(NoDelayAcceptor::new());
    let server = axum_server::from_tcp(listener).map_err(ServeError::Broken)?;
    server
        .acceptor(tls)
        .handle(handle)
        .serve(router(node).into_make_service())
        .await
        .map_err(ServeError::Broken)
}
