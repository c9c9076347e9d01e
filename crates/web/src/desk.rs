//! The officers' pages: rendered here, working without scripts, improved with small ones.
//!
//! They are served apart from the peers' routes, on an address of this machine. Every page stands in one table with who may
//! take it; the check is made by the handler's extractor of the same name, and once more by the node for each act.

mod account;
mod acting;
mod administration;
mod alarm;
mod assets;
mod between;
mod calls;
mod countdown;
mod day;
mod directory;
mod drafting;
mod emergency;
mod evidence;
mod form;
mod frame;
mod guard;
mod history;
mod kept;
mod law;
mod matter;
mod paper;
mod papers;
mod provider;
mod pulling;
mod reported;
mod roster;
mod running;
mod say;
mod scripted;
mod served;
mod signing_in;
mod sorry;
mod status;
mod told;
mod translating;
mod tree;
mod uploads;
mod viewing;
mod visit;
mod worklist;
mod world;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, delete, get, head, patch, post};
use comity_node::Node;
use std::sync::Arc;

pub(crate) use say::wording;
pub use served::{DeskError, listen, serve};
pub use told::told;

/// The longest form, in bytes.
const FORM_BYTES_MAX: usize = 2 << 20;

/// Who may take a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone: what is needed before one has signed in.
    Anyone,
    /// An officer who has signed in.
    Officer,
    /// One who may read cases.
    Reader,
    /// One who may also write beside them; who oversees may not.
    Writer,
    /// One who can be on call.
    Duty,
    /// One who enters shifts into the roster: who can be on call, or who administers officers.
    Rosters,
    /// One who runs the node, and sees no case.
    Administrator,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// Who may take it.
    pub who: Who,
}

macro_rules! pages {
    ($($who:ident $method:ident $path:literal => $handler:path;)*) => {
        /// The table, for documents and tests.
        pub const PAGES: &[Page] = &[$(Page { method: stringify!($method), path: $path, who: Who::$who },)*];

        fn handlers() -> Vec<(&'static str, MethodRouter<Arc<Node>>)> {
            vec![$(($path, $method($handler)),)*]
        }
    };
}

pages! {
    Anyone        get  "/sign-in" => signing_in::page;
    Anyone        post "/sign-in/begin" => signing_in::begin;
    Anyone        post "/sign-in/finish" => signing_in::finish;
    Anyone        post "/sign-in/openid" => provider::sign_in;
    Anyone        get  "/sign-in/openid/back" => provider::back;
    Anyone        get  "/welcome/{token}" => signing_in::welcome;
    Anyone        post "/welcome/{token}" => signing_in::accept;
    Anyone        get  "/assets/{name}" => assets::asset;
    Officer       get  "/" => worklist::start;
    Officer       post "/sign-out" => account::sign_out;
    Officer       post "/preferences" => account::prefer;
    Officer       get  "/account" => account::page;
    Officer       post "/account/passkey/begin" => account::begin;
    Officer       post "/account/passkey/finish" => account::finish;
    Officer       post "/account/passkey/{id}/drop" => account::drop_key;
    Officer       post "/confirm/begin" => account::confirm_begin;
    Officer       post "/confirm/finish" => account::confirm_finish;
    Officer       post "/account/openid" => provider::tie;
    Officer       post "/account/openid/drop" => provider::untie;
    Officer       post "/account/contact" => account::contact;
    Officer       get  "/roster" => roster::page;
    Rosters       post "/roster" => roster::enter;
    Rosters       post "/roster/{shift}/drop" => roster::drop_shift;
    Duty          post "/roster/{shift}/hand-over" => roster::hand_over;
    Duty          post "/roster/notes/{note}/read" => roster::read;
    Officer       get  "/directory" => directory::page;
    Officer       get  "/directory/between" => between::page;
    Officer       get  "/directory/{state}" => directory::state;
    Reader        get  "/test-calls" => calls::page;
    Writer        post "/test-calls" => calls::place;
    Officer       get  "/status" => status::page;
    Officer       get  "/status/{state}" => status::state::page;
    Reader        get  "/pulse" => worklist::pulse;
    Writer        post "/alarm/answer" => alarm::answer;
    Reader        get  "/matters" => worklist::page;
    Reader        post "/matters/views" => worklist::save;
    Reader        post "/matters/views/{view}/drop" => worklist::drop_view;
    Reader        get  "/matters/{matter}" => matter::page;
    Reader        get  "/matters/{matter}/letters/{number}" => matter::letter;
    Reader        get  "/matters/{matter}/silence" => evidence::silence;
    Writer        post "/matters/{matter}/report" => reported::make;
    Writer        post "/matters/{matter}/notes" => matter::note;
    Writer        post "/matters/{matter}/events/{number}/translation" => translating::write;
    Reader        get  "/matters/{matter}/acts/{act}" => acting::page;
    Writer        post "/matters/{matter}/acts/{act}" => acting::act;
    Writer        post "/matters/{matter}/acts/{act}/papers" => acting::attach;
    Reader        get  "/matters/{matter}/acts/{act}/papers/{digest}" => papers::of_act;
    Writer        post "/matters/{matter}/acts/{act}/papers/{digest}/drop" => acting::detach;
    Reader        get  "/matters/{matter}/papers/{digest}" => papers::of_matter;
    Writer        post "/matters/{matter}/papers/fetch" => papers::ask_again;
    Writer        post "/matters/{matter}/uploads" => uploads::begin;
    Writer        head "/matters/{matter}/uploads/{upload}" => uploads::stands;
    Writer        patch "/matters/{matter}/uploads/{upload}" => uploads::patch;
    Writer        delete "/matters/{matter}/uploads/{upload}" => uploads::end;
    Writer        post "/matters/{matter}/uploads/{upload}/drop" => uploads::drop_file;
    Reader        get  "/matters/{matter}/pull" => pulling::page;
    Reader        get  "/matters/{matter}/pull/now" => pulling::now;
    Writer        post "/matters/{matter}/pull" => pulling::steer;
    Reader        get  "/matters/{matter}/opened" => viewing::shelf;
    Reader        get  "/matters/{matter}/opened/{item}" => viewing::item;
    Reader        get  "/matters/{matter}/opened/{item}/content" => viewing::content;
    Reader        get  "/drafts" => drafting::list;
    Writer        get  "/drafts/new" => drafting::choose;
    Writer        post "/drafts/new" => drafting::begin;
    Reader        get  "/drafts/{draft}" => drafting::page;
    Reader        get  "/drafts/{draft}/letter" => drafting::letter;
    Writer        post "/drafts/{draft}" => drafting::write;
    Writer        post "/drafts/{draft}/papers" => drafting::attach;
    Reader        get  "/drafts/{draft}/papers/{digest}" => papers::of_draft;
    Writer        post "/drafts/{draft}/papers/{digest}/drop" => drafting::detach;
    Writer        post "/drafts/{draft}/comments" => drafting::comment;
    Administrator get  "/administration" => administration::page;
    Administrator get  "/administration/health" => administration::health;
    Administrator post "/administration/alarm" => administration::try_alarm;
    Administrator get  "/administration/register" => running::register::page;
    Administrator get  "/administration/peers" => running::peers::page;
    Administrator get  "/administration/keys" => running::keys::page;
    Administrator get  "/administration/backups" => running::backups::page;
    Administrator post "/administration/officers" => administration::appoint;
    Administrator post "/administration/officers/{officer}/link" => administration::link;
    Administrator post "/administration/officers/{officer}/remove" => administration::remove;
}

/// Where a form was sent to, asked for as a page: a reload, or a change of language after a fault. It goes to the nearest page
/// above.
async fn nearest(method: Method, uri: Uri) -> Response {
    if method != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let above = std::iter::successors(Some(uri.path()), |path| Some(path.rsplit_once('/')?.0));
    let page = above.skip(1).find(|path| is_page(path)).unwrap_or("/");
    Redirect::to(page).into_response()
}

/// Whether this path is one of a page.
fn is_page(path: &str) -> bool {
    let parts = |path: &'static str| path.split('/');
    let asked: Vec<&str> = path.split('/').collect();
    let mut pages = PAGES.iter().filter(|page| page.method == "get");
    pages.any(|page| {
        parts(page.path).count() == asked.len()
            && parts(page.path)
                .zip(&asked)
                .all(|(own, part)| own == *part || own.starts_with('{'))
    })
}

/// The pages of a node.
pub fn router(node: Arc<Node>) -> Router {
    let mut router = Router::new();
    for (path, handler) in handlers() {
        let limit = match path {
            // Evidence has no limit: it is encrypted as it comes.
            "/matters/{matter}/uploads/{upload}" => DefaultBodyLimit::disable(),
            "/drafts/{draft}/papers" | "/matters/{matter}/acts/{act}/papers" => {
                DefaultBodyLimit::max(papers::BODY_BYTES_MAX)
            }
            _ => DefaultBodyLimit::max(FORM_BYTES_MAX),
        };
        router = router.route(path, handler.layer(limit));
    }
    router
        .fallback(sorry::nothing_here)
        .method_not_allowed_fallback(nearest)
        .layer(from_fn_with_state(Arc::clone(&node), kept::forms))
        .layer(from_fn_with_state(Arc::clone(&node), guard::headers))
        .with_state(node)
}
