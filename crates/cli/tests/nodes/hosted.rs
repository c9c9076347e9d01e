//! A node inside the test's own process: with a clock that the test moves, or behind routes that lie.

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use comity_node::{Node, World};
use jiff::{SignedDuration, Timestamp};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A clock that several nodes share, and that the test moves ahead.
#[derive(Clone, Default)]
pub struct MovedClock(Arc<AtomicI64>);

impl MovedClock {
    /// What the time is there.
    pub fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }

    /// So much later.
    pub fn pass(&self, time: SignedDuration) {
        self.0.fetch_add(time.as_secs(), Ordering::SeqCst);
    }

    fn world(&self) -> World {
        let clock = self.clone();
        World::with_clock(Arc::new(move || clock.now()))
    }
}

/// A node that is served from here.
pub struct Hosted {
    node: Arc<Node>,
    stop: CancellationToken,
    handle: Handle<SocketAddr>,
    loops: Vec<JoinHandle<()>>,
    served: JoinHandle<()>,
}

impl Hosted {
    /// Serves a node's data folder, its routes changed by `behind`.
    pub async fn start(
        data: &Path,
        clock: &MovedClock,
        behind: impl FnOnce(Router) -> Router,
    ) -> Self {
        let node = Node::open(data, None, clock.world()).await;
        let node = node.expect("the node opens");
        let stop = CancellationToken::new();
        let loops = node.start(&stop);
        let address = node.config().listen.parse().expect("an address");
        let tls = RustlsConfig::from_config(node.tls_server_config().expect("a certificate"));
        let handle = Handle::new();
        let routes = behind(comity_web::router(Arc::clone(&node))).into_make_service();
        let listener = axum_server::bind_rustls(address, tls).handle(handle.clone());
        let serving = async move { listener.serve(routes).await.expect("it is served") };
        let served = tokio::spawn(serving);
        handle.listening().await.expect("it listens");
        Self {
            node,
            stop,
            handle,
            loops,
            served,
        }
    }

    /// The officers' pages of it.
    pub fn desk(&self) -> Router {
        comity_web::desk_router(Arc::clone(&self.node))
    }

    /// The node itself.
    pub fn node(&self) -> &Arc<Node> {
        &self.node
    }

    /// Stops it and closes its store.
    pub async fn stop(self) {
        self.stop.cancel();
        self.handle.shutdown();
        for one in self.loops {
            one.await.expect("a loop ends");
        }
        self.served.await.expect("the server ends");
        self.node.close().await;
    }
}
