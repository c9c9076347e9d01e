//! Who visits a page: the session behind the cookie, and the roles a page asks for.

use axum::Extension;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use comity_lexicon::Language;
use comity_node::{ENTER_SHIFTS, Node, Once, READERS, Refusal, Session, SignedInBy, WRITERS};
use comity_treaty::Role;
use std::sync::Arc;

use super::kept::NotTaken;
use super::say::Say;
use super::scripted::Scripted;
use super::sorry::Sorry;

/// What a browser keeps for the desk. It sends it to this host only, never to a script, and not with forms of other sites.
#[derive(Debug, Clone, Copy)]
pub enum Cookie {
    /// A session's token.
    Session,
    /// What was asked at the State's OpenID provider.
    Asked,
}

/// The header in which a script of ours carries the session's token.
const FORM_HEADER: &str = "x-comity-form";

/// What an open page asks again and again.
const PULSE: &str = "/pulse";
/// The same, of the page of a pull.
const PULL_NOW: &str = "/pull/now";

/// The language somebody without a session asks for.
pub struct Guest {
    /// What the page says.
    pub say: Say,
    /// The node.
    pub node: Arc<Node>,
}

/// An officer who has signed in.
pub struct Visit {
    /// Who, and how they signed in.
    pub session: Session,
    /// The session's token.
    pub token: String,
    /// What the page says.
    pub say: Say,
    /// What was asked for: the path, and the query of a page.
    pub path: String,
    /// The node.
    pub node: Arc<Node>,
}

/// One who may read cases.
pub struct Reader(pub Visit);

/// One who may write beside cases.
pub struct Writer(pub Visit);

/// One who can be on call.
pub struct Duty(pub Visit);

/// One who enters shifts.
pub struct Rosters(pub Visit);

/// One who runs the node.
pub struct Administrator(pub Visit);

/// Shows that a script of one of our own pages sent this: a header carries the session's token, as a form's field does.
pub struct Ours;

/// A form that one of our own pages sent, field by field in its order.
pub struct Sent(pub Vec<(String, String)>);

impl Visit {
    /// Whether the officer holds one of these roles.
    pub fn holds(&self, any: &[Role]) -> bool {
        any.iter()
            .any(|role| self.session.officer.roles.contains(role))
    }

    /// Whether the officer may read cases.
    pub fn reads(&self) -> bool {
        self.holds(&READERS)
    }

    /// Whether the officer can be on call.
    pub fn can_be_on_call(&self) -> bool {
        self.holds(&[Role::DutyOfficer])
    }

    /// Whether the officer enters shifts.
    pub fn rosters(&self) -> bool {
        self.holds(&ENTER_SHIFTS)
    }

    /// Whether the officer may write beside them: who oversees changes nothing.
    pub fn writes(&self) -> bool {
        self.holds(&WRITERS)
    }
}

impl Sent {
    /// What names that which the form writes.
    pub fn once(&self) -> Once {
        Once::of(self.get("once"))
    }

    /// The last value of a field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

impl FromRequestParts<Arc<Node>> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        node: &Arc<Node>,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self {
            say: Say::new(accepted(&parts.headers), None, node.now()),
            node: Arc::clone(node),
        })
    }
}

impl FromRequestParts<Arc<Node>> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let path = parts.uri.path();
        let guest = || Say::new(accepted(&parts.headers), None, node.now());
        let Some(token) = Cookie::Session.read(node, &parts.headers) else {
            return Err(to_sign_in(parts));
        };
        // What an open page asks by itself is no use of the session.
        let session = if path == PULSE {
            node.session_watched(&token).await
        } else if path.ends_with(PULL_NOW) {
            node.session_unused(&token).await
        } else {
            node.session(&token).await
        };
        let session = session.map_err(|no| Sorry::new(guest(), &no).into_response())?;
        let Some(session) = session else {
            return Err(to_sign_in(parts));
        };
        if only_makes_a_passkey(node, &session, path) {
            return Err(Redirect::to("/account").into_response());
        }
        let chosen = session.language.as_deref().and_then(Language::of);
        let language = chosen.unwrap_or_else(|| accepted(&parts.headers));
        let say = Say::new(language, session.zone.as_deref(), node.now());
        Ok(Self {
            session,
            token,
            say,
            path: asked_for(parts),
            node: Arc::clone(node),
        })
    }
}

/// The page that somebody is on: with its query, but for what a form was sent to.
fn asked_for(parts: &Parts) -> String {
    let whole = parts.uri.path_and_query().map(PathAndQuery::as_str);
    let page = whole.filter(|_| parts.method == Method::GET);
    page.unwrap_or_else(|| parts.uri.path()).to_owned()
}

/// The visit of an officer who may come here; everyone else is told why not.
async fn visit_of(
    parts: &mut Parts,
    node: &Arc<Node>,
    may: impl Fn(&Visit) -> bool,
    no: &str,
) -> Result<Visit, Response> {
    let visit = Visit::from_request_parts(parts, node).await?;
    if may(&visit) {
        return Ok(visit);
    }
    Err(Sorry::forbidden(&visit, no).into_response())
}

impl FromRequestParts<Arc<Node>> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let visit = visit_of(parts, node, Visit::reads, "sorry-reads-no-cases").await?;
        Ok(Self(visit))
    }
}

impl FromRequestParts<Arc<Node>> for Writer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let Reader(visit) = Reader::from_request_parts(parts, node).await?;
        if visit.writes() {
            return Ok(Self(visit));
        }
        Err(Sorry::forbidden(&visit, "sorry-oversees").into_response())
    }
}

impl FromRequestParts<Arc<Node>> for Duty {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let visit = visit_of(parts, node, Visit::can_be_on_call, "sorry-no-duty").await?;
        Ok(Self(visit))
    }
}

impl FromRequestParts<Arc<Node>> for Rosters {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let visit = visit_of(parts, node, Visit::rosters, "sorry-no-roster").await?;
        Ok(Self(visit))
    }
}

impl FromRequestParts<Arc<Node>> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let runs = |visit: &Visit| visit.holds(&[Role::Administrator]);
        let visit = visit_of(parts, node, runs, "sorry-no-administrator").await?;
        Ok(Self(visit))
    }
}

impl FromRequestParts<Arc<Node>> for Ours {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let shown = parts.headers.get(FORM_HEADER);
        let expected = Cookie::Session
            .read(node, &parts.headers)
            .map(|token| Session::form_token_of(&token));
        if shown.is_some_and(|shown| expected.is_some_and(|expected| shown == expected.as_str())) {
            return Ok(Self);
        }
        tracing::warn!(target: "security", "a script's call came without its session's token");
        let say = Say::new(accepted(&parts.headers), None, node.now());
        Err(Scripted::new(&say, Refusal::not_ours()).into_response())
    }
}

impl FromRequest<Arc<Node>> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, node: &Arc<Node>) -> Result<Self, Response> {
        let token = Cookie::Session.read(node, request.headers());
        let language = accepted(request.headers());
        let now = node.now();
        let bytes = axum::body::Bytes::from_request(request, node).await;
        let bytes = bytes.map_err(IntoResponse::into_response)?;
        let sent = Self(fields(&bytes));
        let ours = match &token {
            Some(token) if sent.get("form") == Session::form_token_of(token) => true,
            // Of a session that has ended the browser may keep the token, and its next pages know nothing of it.
            Some(token) => {
                let session = node.session_unused(token).await;
                session.is_ok_and(|session| session.is_none())
            }
            // Before one has signed in there is nothing another site could do in one's name.
            None => true,
        };
        if ours {
            return Ok(sent);
        }
        tracing::warn!(target: "security", "a form came without its session's token");
        let say = Say::new(language, None, now);
        let sorry = Sorry::plain(&say, StatusCode::FORBIDDEN, "sorry-form");
        Err((Extension(NotTaken), sorry).into_response())
    }
}

/// A form's fields in their order.
pub fn fields(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}

/// What forms of the present session carry, where there is one; and the language of a page for whoever asks.
pub async fn form_token_and_say(node: &Node, headers: &HeaderMap) -> (Option<String>, Say) {
    let session = match Cookie::Session.read(node, headers) {
        // Where the session cannot be read now, the form is kept all the same.
        Some(token) => node.session(&token).await.ok().flatten(),
        None => None,
    };
    let chosen = session
        .as_ref()
        .and_then(|session| session.language.as_deref());
    let language = chosen.and_then(Language::of);
    let language = language.unwrap_or_else(|| accepted(headers));
    let zone = session.as_ref().and_then(|session| session.zone.as_deref());
    let say = Say::new(language, zone, node.now());
    (session.map(|session| session.form_token), say)
}

/// Whether this path leads within these pages: an address of another site never does. Browsers drop tabs and line ends
/// from an address before they read it, so that `/`, a tab and `/` would be `//`: no control character may stand.
pub fn own_path(path: &str) -> Option<&str> {
    let odd = |character: char| character == '\\' || character.is_control();
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(odd);
    own.then_some(path)
}

impl Cookie {
    /// The header that lets the browser keep this token.
    pub fn of(self, node: &Node, token: &str) -> HeaderValue {
        self.header(node, token, "")
    }

    /// The header that lets it forget.
    pub fn none(self, node: &Node) -> HeaderValue {
        self.header(node, "", "; Max-Age=0")
    }

    /// The token that a browser sent.
    pub fn read(self, node: &Node, headers: &HeaderMap) -> Option<String> {
        let cookie = self.name(node);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, value)| *name == cookie && !value.is_empty())
            .map(|(_, value)| value.to_owned())
    }

    fn header(self, node: &Node, token: &str, end: &str) -> HeaderValue {
        let desk = node.config().desk.as_ref();
        let secure = desk.is_some_and(|desk| desk.url.starts_with("https://"));
        let secure = if secure { "; Secure" } else { "" };
        let name = self.name(node);
        let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{end}");
        // INVARIANT (cookie): tokens are hexadecimal.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// Browsers keep one jar for all ports of a host, and an exercise has two desks on one: each has cookies of its own.
    fn name(self, node: &Node) -> String {
        let name = match self {
            Self::Session => "comity_session",
            Self::Asked => "comity_asked",
        };
        let desk = node.config().desk.as_ref();
        let url = desk.map_or("", |desk| desk.url.as_str());
        // With this beginning no other host, not even one beside this, can set it (RFC 6265bis, 4.1.3.2).
        let of_host = if url.starts_with("https://") {
            "__Host-"
        } else {
            ""
        };
        let uri: Option<Uri> = url.parse().ok();
        match uri.and_then(|uri| uri.port_u16()) {
            Some(port) => format!("{of_host}{name}_{port}"),
            None => format!("{of_host}{name}"),
        }
    }
}

/// The first of the six languages that the browser asks for.
fn accepted(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE);
    let wanted = wanted.and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut found: Vec<(i32, Language)> = Vec::new();
    for part in wanted.split(',') {
        let mut pieces = part.trim().split(';');
        let code = pieces.next().unwrap_or("").get(..2).unwrap_or("");
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .and_then(|weight| weight.parse::<f32>().ok())
            .unwrap_or(1.0);
        if let Some(language) = Language::of(&code.to_ascii_lowercase()) {
            #[allow(clippy::cast_possible_truncation)] // between 0 and 1000
            found.push(((weight.clamp(0.0, 1.0) * 1000.0) as i32, language));
        }
    }
    found.sort_by_key(|(weight, _)| -weight);
    found
        .first()
        .map_or(Language::En, |(_, language)| *language)
}

/// Whether a one-time link has led here and nothing further: it is for the making of a passkey, unless in an exercise.
fn only_makes_a_passkey(node: &Node, session: &Session, path: &str) -> bool {
    let exercise = node.config().desk.as_ref();
    let exercise = exercise.is_some_and(|desk| desk.sign_in_by_link);
    let open = ["/account", "/preferences", "/sign-out"];
    let open = open
        .iter()
        .any(|own| path == *own || path.starts_with(&format!("{own}/")));
    session.by == SignedInBy::Link && !exercise && !open
}

fn to_sign_in(parts: &Parts) -> Response {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if parts.method == Method::GET && path != "/" {
        let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    (Extension(NotTaken), Redirect::to("/sign-in")).into_response()
}
