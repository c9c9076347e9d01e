//! HTTP/1.1 and HTTP/2 over TLS 1.3, stopped without cutting anyone off.

use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
use comity_node::Node;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crate::connections::Counted;
use crate::router::router;

/// How long running answers may take once the node was asked to stop.
const GRACE: Duration = Duration::from_secs(8);
/// Connections at a time: some for the node of every State, and for a proxy.
const CONNECTIONS_MAX: usize = 1024;
/// How long a new connection may take to ask for something, after its handshake.
const FIRST_REQUEST_MAX: Duration = Duration::from_secs(30);
/// How long a connection may take with the head of its next request: longer than clients keep one that they do not use, so that
/// they are the ones who close it.
const IDLE_MAX: Duration = Duration::from_mins(2);
/// Requests at a time on one connection: more than one node has under way to another.
const STREAMS_MAX: u32 = 256;
/// When a silent connection is asked whether anybody is there, and how long the answer may take.
const PING: Duration = Duration::from_mins(1);
const PONG_MAX: Duration = Duration::from_secs(20);

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
    let server = within_limits(server.acceptor(Counted::new(tls, CONNECTIONS_MAX)));
    server
        .handle(handle)
        .serve(router(node).into_make_service())
        .await
        .map_err(ServeError::Broken)
}

/// A server that waits for nobody without end. What a request's body may take is for its route to say: evidence and papers take
/// as long as they need.
fn within_limits<A>(server: Server<SocketAddr, A>) -> Server<SocketAddr, A> {
    let mut server = server.first_request_timeout(FIRST_REQUEST_MAX);
    let builder = server.http_builder();
    builder.http1().header_read_timeout(IDLE_MAX);
    builder
        .http2()
        .max_concurrent_streams(STREAMS_MAX)
        .keep_alive_interval(PING)
        .keep_alive_timeout(PONG_MAX);
    server
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::time::Instant;

    /// Somebody who sends so much and then nothing more: how long they are waited for, and what they are told.
    async fn waited_for(sends: &[&str]) -> (Duration, String) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = axum_server::from_tcp(listener).expect("a server");
        let router = axum::Router::new().route("/", axum::routing::get(async || "yes"));
        tokio::spawn(within_limits(server).serve(router.into_make_service()));
        let mut line = TcpStream::connect(address).await.expect("a connection");
        let began = Instant::now();
        for part in sends {
            line.write_all(part.as_bytes()).await.expect("it is taken");
        }
        let mut told = String::new();
        line.read_to_string(&mut told).await.expect("it is closed");
        (began.elapsed(), told)
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_waited_for_without_end() {
        let head = "GET / HTTP/1.1\r\nhost: here\r\n";
        for (name, sends, most, answers) in [
            ("nothing", &[][..], FIRST_REQUEST_MAX, 0),
            ("half a head", &[head], FIRST_REQUEST_MAX, 0),
            ("one request", &[head, "\r\n"], IDLE_MAX, 1),
            ("one and a half", &[head, "\r\n", head], IDLE_MAX, 1),
        ] {
            let (waited, told) = waited_for(sends).await;
            assert!(waited >= most && waited < most * 2, "{name}: {waited:?}");
            assert_eq!(told.matches("200 OK").count(), answers, "{name}: {told}");
        }
    }
}
