//! A node with officers, and a browser that keeps no secrets from the tests.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use comity_node::{DeskConfig, NewNode, Node, OpenIdConfig, Session, SignedInBy, World};
use comity_treaty::Role;
use comity_web::Page;
use http_body_util::BodyExt;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// A number that a matter could have, and none has.
pub const NOBODYS: &str = "018f0000-0000-7000-8000-000000000000";

/// A digest that no paper has.
pub const NO_DIGEST: &str = "00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff";

/// A node with its pages.
pub struct House {
    /// The node.
    pub node: Arc<Node>,
    router: Router,
    _folder: TempDir,
}

/// An answer, read whole.
pub struct Answer {
    /// Status and headers.
    pub head: Response<()>,
    /// The page.
    pub text: String,
}

impl House {
    /// A node on which links only lead to the making of a passkey.
    pub async fn new() -> Self {
        Self::with(false).await
    }

    /// A node, for an exercise or not.
    pub async fn with(sign_in_by_link: bool) -> Self {
        Self::made(sign_in_by_link, None, None).await
    }

    /// A node with a record of the depositary's acts of its own.
    pub async fn with_record(record: &str) -> Self {
        Self::made(false, Some(record), None).await
    }

    /// A node whose officers may also sign in at this provider; its secret is `between us`.
    pub async fn with_provider(openid: OpenIdConfig) -> Self {
        Self::made(false, None, Some(openid)).await
    }

    /// The same in an exercise, whose links open a session that has nothing to confirm with.
    pub async fn exercise_with_provider(openid: OpenIdConfig) -> Self {
        Self::made(true, None, Some(openid)).await
    }

    async fn made(
        sign_in_by_link: bool,
        record: Option<&str>,
        openid: Option<OpenIdConfig>,
    ) -> Self {
        // A second test of this process finds it installed.
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let folder = tempfile::tempdir().expect("a folder");
        let (register, data) = (folder.path().join("register"), folder.path().join("node"));
        let anchor = comity_node::create(&new(&register, None), &World::system());
        let anchor = anchor.expect("a register is made");
        let desk = DeskConfig {
            listen: "127.0.0.1:0".into(),
            url: "http://localhost:7480".into(),
            sign_in_by_link,
            openid,
        };
        let state = NewNode {
            state: Some("XAA".parse().expect("a code")),
            anchor: Some(&anchor),
            desk: Some(desk),
            ..new(&data, None)
        };
        comity_node::create(&state, &World::system()).expect("a node is made");
        if let Some(record) = record {
            std::fs::write(data.join("treaty-status.csv"), record).expect("a record is written");
        }
        let secret = data.join("openid.secret");
        std::fs::write(&secret, "between us\n").expect("a secret is written");
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&secret, private).expect("a secret is private");
        let node = Node::open(&data, None, World::system()).await;
        let node = node.expect("the node opens");
        Self {
            router: comity_web::desk_router(Arc::clone(&node)),
            node,
            _folder: folder,
        }
    }

    /// An officer with these roles, signed in: the session's token.
    pub async fn officer(&self, id: &str, roles: &[Role]) -> String {
        let roles = roles.iter().copied().collect();
        let name = format!("The officer {id}");
        let added = self.node.add_officer(id, &name, &roles).await;
        added.expect("an officer is added");
        self.session(id).await
    }

    /// Another session of an officer.
    pub async fn session(&self, id: &str) -> String {
        let session = self.node.begin_session(id, SignedInBy::Passkey).await;
        session.expect("a session begins")
    }

    /// A session of a link, which has no passkey to show.
    pub async fn by_link(&self, id: &str) -> String {
        let session = self.node.begin_session(id, SignedInBy::Link).await;
        session.expect("a session begins")
    }

    /// One who holds every role, so that no role stands in the way.
    pub async fn everybody(&self) -> String {
        self.officer("everybody", &Role::ALL).await
    }

    /// Asks.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await;
        let (head, body) = answer.expect("a router always answers").into_parts();
        let bytes = body.collect().await.expect("a whole answer").to_bytes();
        Answer {
            head: Response::from_parts(head, ()),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Gets a page, in a session or without one.
    pub async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        let request = asking("GET", path, session).body(Body::empty());
        self.ask(request.expect("a request")).await
    }

    /// Sends a form as our own page does, with the session's token.
    pub async fn post(&self, path: &str, session: &str, fields: &[(&str, &str)]) -> Answer {
        let token = Session::form_token_of(session);
        self.post_with_token(path, session, &token, fields).await
    }

    /// Sends a form that carries this token.
    pub async fn post_with_token(
        &self,
        path: &str,
        session: &str,
        token: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let fields = [&[("form", token)], fields].concat();
        let request = asking("POST", path, Some(session))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form(&fields));
        self.ask(request.expect("a request")).await
    }
}

impl Answer {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.head.headers().get(name);
        value.map_or("", |value| value.to_str().expect("a plain header"))
    }

    /// Where it sends the browser.
    pub fn to(&self) -> &str {
        self.header("location")
    }
}

fn new<'a>(data: &'a Path, anchor: Option<&'a Path>) -> NewNode<'a> {
    NewNode {
        data,
        state: None,
        name: "A house of tests".into(),
        listen: "127.0.0.1:0".into(),
        url: "https://127.0.0.1:7443".into(),
        database: "sqlite".into(),
        anchor,
        desk: None,
        passphrase: None,
    }
}

/// A request that is still open: the host that a browser names, and its session.
pub fn asking(method: &str, path: &str, session: Option<&str>) -> axum::http::request::Builder {
    let builder = Request::builder().method(method).uri(path);
    let builder = builder.header(header::HOST, "localhost:7480");
    match session {
        Some(session) => builder.header(header::COOKIE, format!("comity_session_7480={session}")),
        None => builder,
    }
}

/// The body of a form.
pub fn form(fields: &[(&str, &str)]) -> Body {
    let mut body = form_urlencoded::Serializer::new(String::new());
    Body::from(body.extend_pairs(fields).finish())
}

/// The method of a row, as it stands in a request.
pub fn method(page: &Page) -> String {
    page.method.to_ascii_uppercase()
}

/// The path of a row, with something that parses for every parameter.
pub fn path(page: &Page) -> String {
    let mut path = page.path.to_owned();
    for (parameter, value) in [
        ("{matter}", NOBODYS),
        ("{draft}", NOBODYS),
        ("{token}", NOBODYS),
        ("{id}", NOBODYS),
        ("{view}", NOBODYS),
        ("{shift}", NOBODYS),
        ("{note}", NOBODYS),
        ("{upload}", NOBODYS),
        ("{item}", "0"),
        ("{number}", "1"),
        ("{act}", "abandon"),
        ("{officer}", "nobody"),
        ("{state}", "XBB"),
        ("{digest}", NO_DIGEST),
        ("{name}", "desk.css"),
    ] {
        path = path.replace(parameter, value);
    }
    assert!(!path.contains('{'), "{path}: a parameter without a value");
    path
}
