//! HTTP/1.1 and HTTP/2 over TLS 1.3, stopped without cutting anyone off.

use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use comity_node::Node;
use std::future::Future;
use std::net::SocketAddr;
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
}

/// Serves until `stop` is ready, then ends gracefully.
pub async fn serve(
    node: Arc<Node>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let listen = node.config().listen.clone();
    let address: SocketAddr = listen
        .parse()
        .map_err(|error| ServeError::Address(listen, error))?;
    let tls = RustlsConfig::from_config(node.tls_server_config()?);
    let handle = Handle::new();
    let stopper = handle.clone();
    tokio::spawn(async move {
        stop.await;
        stopper.graceful_shutdown(Some(GRACE));
    });
    // An answer is sent when it is whole: waiting for more to send would only delay it.
    let tls = RustlsAcceptor::new(tls).acceptor(NoDelayAcceptor::new());
    axum_server::bind(address)
        .acceptor(tls)
        .handle(handle)
        .serve(router(node).into_make_service())
        .await
        .map_err(|error| ServeError::Listen(address, error))
}
