//! Every route, and who may take it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, delete, get, post, put};
use comity_node::Node;
use comity_wire::envelope::MAX_ENVELOPE_BYTES;
use std::sync::Arc;

use crate::refused::as_problem;
use crate::{api, log, openapi, peers, register};

/// The longest JSON body of an officer's call, in bytes.
const API_BODY_BYTES_MAX: usize = 1 << 20;

/// Who may take a route. The check itself is made by the handler's extractor of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone: public by design, or believed by the signature of what is sent.
    Anyone,
    /// A member's node, shown by an HTTP message signature (RFC 9421).
    Peer,
    /// An officer of this node, shown by a token; the procedure checks the role of each act.
    Officer,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// Who may take it.
    pub who: Who,
}

macro_rules! routes {
    ($($who:ident $method:ident $path:literal => $handler:path;)*) => {
        /// The table, for documents and tests.
        pub const ROUTES: &[Route] = &[$(Route { method: stringify!($method), path: $path, who: Who::$who },)*];

        fn handlers() -> Vec<(&'static str, MethodRouter<Arc<Node>>)> {
            vec![$(($path, $method($handler)),)*]
        }
    };
}

routes! {
    Anyone  post "/v1/envelopes" => peers::receive_envelope;
    Peer    get  "/v1/packages/{digest}" => peers::package;
    Peer    get  "/v1/packages/{digest}/manifest" => peers::manifest;
    Peer    get  "/v1/packages/{digest}/slices" => peers::slices;
    Peer    get  "/v1/papers/{digest}" => peers::paper;
    Peer    get  "/v1/proofs/{digest}" => peers::proof;
    Peer    get  "/v1/test-calls" => peers::test_calls;
    Anyone  post "/log/add-checkpoint" => log::add_checkpoint;
    Anyone  get  "/log/checkpoint" => log::checkpoint;
    Anyone  get  "/log/tile/{*path}" => log::tile;
    Anyone  get  "/.well-known/openid-federation" => register::configuration;
    Anyone  get  "/federation/fetch" => register::fetch;
    Anyone  get  "/federation/list" => register::list;
    Anyone  get  "/federation/historical-keys" => register::historical_keys;
    Anyone  get  "/federation/profile" => register::profile;
    Anyone  get  "/healthz" => log::health;
    Anyone  get  "/openapi.json" => openapi::serve;
    Officer get  "/metrics" => api::metrics;
    Officer get  "/api/v1/me" => api::me;
    Officer get  "/api/v1/members" => api::members;
    Officer get  "/api/v1/worklist" => api::worklist;
    Officer post "/api/v1/requests" => api::request;
    Officer post "/api/v1/matches" => api::match_ask;
    Officer post "/api/v1/matters/{matter}/match/{verb}" => api::match_verb;
    Officer get  "/api/v1/measures/{measure}" => api::measure_fields;
    Officer get  "/api/v1/measures/{measure}/acts/{act}" => api::act_fields;
    Officer get  "/api/v1/matters/{matter}" => api::matter;
    Officer get  "/api/v1/matters/{matter}/history" => api::history;
    Officer get  "/api/v1/matters/{matter}/letters/{number}" => api::letter;
    Officer get  "/api/v1/matters/{matter}/papers" => api::papers;
    Officer post "/api/v1/matters/{matter}/papers" => api::attach_paper;
    Officer post "/api/v1/matters/{matter}/papers/fetch" => api::fetch_papers;
    Officer get  "/api/v1/matters/{matter}/papers/{digest}" => api::paper;
    Officer delete "/api/v1/matters/{matter}/papers/{digest}" => api::detach_paper;
    Officer post "/api/v1/matters/{matter}/acts" => api::act;
    Officer put  "/api/v1/matters/{matter}/evidence" => api::seal;
    Officer post "/api/v1/matters/{matter}/evidence/{verb}" => api::evidence;
    Officer get  "/api/v1/matters/{matter}/pull" => api::pull_state;
    Officer post "/api/v1/matters/{matter}/open" => api::open;
    Officer post "/api/v1/matters/{matter}/export" => api::export;
    Officer get  "/api/v1/matters/{matter}/silence" => api::silence;
    Officer get  "/api/v1/states/{code}/profile" => api::state_profile;
    Officer get  "/api/v1/counts/{year}" => api::counts;
    Officer get  "/api/v1/test-calls" => api::test_calls;
    Officer post "/api/v1/law/explain" => api::explain_law;
    Officer get  "/api/v1/doctor" => api::doctor;
}

/// The whole service.
pub fn router(node: Arc<Node>) -> Router {
    let mut router = Router::new();
    for (path, handler) in handlers() {
        let limit = match path {
            // Evidence has no limit: it streams into the seal. Papers stream to the disk, with limits of their own.
            "/api/v1/matters/{matter}/evidence" | "/api/v1/matters/{matter}/papers" => {
                DefaultBodyLimit::disable()
            }
            "/v1/envelopes" => DefaultBodyLimit::max(MAX_ENVELOPE_BYTES),
            _ => DefaultBodyLimit::max(API_BODY_BYTES_MAX),
        };
        router = router.route(path, handler.layer(limit));
    }
    router
        .fallback(api::nothing_here)
        .layer(from_fn(as_problem))
        .with_state(node)
}
