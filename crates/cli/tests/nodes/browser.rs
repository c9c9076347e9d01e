//! An officer's browser at the desk of a node in this process.

use crate::hosted::Hosted;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use comity_node::{Session, SignedInBy};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// One session.
pub struct Browser {
    desk: Router,
    token: String,
}

/// An answer, read whole.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Page {
    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("a plain header"))
    }

    /// The body as a text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Browser {
    /// Signed in.
    pub async fn of(hosted: &Hosted, officer: &str) -> Self {
        let session = hosted.node().begin_session(officer, SignedInBy::Passkey);
        let token = session.await.expect("a session begins");
        let desk = hosted.desk();
        Self { desk, token }
    }

    /// Asks, with these headers over those of the session.
    pub async fn ask(&self, method: &str, path: &str, more: &[(&str, &str)], body: Body) -> Page {
        let mut request = Request::builder().method(method).uri(path).body(body);
        let headers = request.as_mut().expect("a request").headers_mut();
        let token = Session::form_token_of(&self.token);
        let cookie = format!("comity_session={}", self.token);
        let own = [
            ("host", "localhost"),
            ("cookie", &cookie),
            ("x-comity-form", &token),
        ];
        for (name, value) in own.iter().chain(more) {
            let name = header::HeaderName::try_from(*name).expect("a name");
            headers.insert(name, value.parse().expect("a value"));
        }
        let answer = self.desk.clone().oneshot(request.expect("a request")).await;
        let (parts, body) = answer.expect("a router always answers").into_parts();
        let bytes = body.collect().await.expect("a whole answer").to_bytes();
        Page {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.to_vec(),
        }
    }

    /// Gets a page.
    pub async fn get(&self, path: &str) -> Page {
        self.ask("GET", path, &[], Body::empty()).await
    }

    /// Sends a form of ours that holds nothing.
    pub async fn post(&self, path: &str) -> Page {
        self.post_with(path, &[]).await
    }

    /// Sends a form of ours.
    pub async fn post_with(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = format!("form={}", Session::form_token_of(&self.token));
        for field in fields {
            form.extend(["&", field.0, "=", field.1]);
        }
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.ask("POST", path, &kind, Body::from(form)).await
    }
}
