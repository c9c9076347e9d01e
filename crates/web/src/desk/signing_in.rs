//! Signing in: with a passkey, or by a one-time link that leads to the making of one.

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::frame::Frame;
use super::scripted::Scripted;
use super::sorry::{Sorry, shown};
use super::visit::{Cookie, Guest, own_path};

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Next {
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    f: &'a Frame,
    node: &'a str,
    next: &'a str,
    provider: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome<'a> {
    f: &'a Frame,
    node: &'a str,
    name: &'a str,
    token: &'a str,
    exercise: bool,
}

/// The page with the one button.
pub async fn page(guest: Guest, Query(next): Query<Next>) -> Response {
    let next = next.next.as_deref().and_then(own_path).unwrap_or("/");
    let frame = Frame::bare(guest.say);
    shown(&SignIn {
        f: &frame,
        node: &guest.node.config().name,
        next,
        provider: guest.node.openid_provider(),
    })
}

/// A challenge for the browser.
pub async fn begin(guest: Guest) -> Result<Json<Value>, Scripted> {
    let begun = guest.node.begin_sign_in().await;
    let begun = begun.map_err(|no| Scripted::new(&guest.say, no))?;
    Ok(Json(json!(begun)))
}

/// What the browser made of a challenge.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Which challenge.
    pub ceremony: String,
    /// The answer of `navigator.credentials`.
    #[serde(rename = "answer")]
    pub shown: Value,
    /// What a new passkey is called.
    #[serde(default)]
    pub label: String,
}

/// Signs in.
pub async fn finish(guest: Guest, Json(sent): Json<Answer>) -> Result<Response, Scripted> {
    let token = guest.node.finish_sign_in(&sent.ceremony, sent.shown).await;
    let token = token.map_err(|no| Scripted::new(&guest.say, no))?;
    let cookie = [(header::SET_COOKIE, Cookie::Session.of(&guest.node, &token))];
    Ok((cookie, Json(json!({ "signed_in": true }))).into_response())
}

/// What a link leads to. Looking at it uses nothing up: mail scanners follow links too.
pub async fn welcome(guest: Guest, Path(token): Path<String>) -> Result<Response, Sorry> {
    let invited = guest.node.invited(&token).await;
    let invited = invited.map_err(|no| Sorry::new(guest.say.clone(), &no))?;
    let Some(invited) = invited else {
        return Err(Sorry::plain(
            &guest.say,
            StatusCode::GONE,
            "sorry-link-used",
        ));
    };
    let frame = Frame::bare(guest.say);
    let config = guest.node.config();
    Ok(shown(&Welcome {
        f: &frame,
        node: &config.name,
        name: &invited.name,
        token: &token,
        exercise: config
            .desk
            .as_ref()
            .is_some_and(|desk| desk.sign_in_by_link),
    }))
}

/// Uses the link.
pub async fn accept(guest: Guest, Path(token): Path<String>) -> Result<Response, Sorry> {
    let used = guest.node.use_link(&token).await;
    let session = used.map_err(|no| Sorry::new(guest.say.clone(), &no))?;
    let Some(session) = session else {
        return Err(Sorry::plain(
            &guest.say,
            StatusCode::GONE,
            "sorry-link-used",
        ));
    };
    let exercise = guest.node.config().desk.as_ref();
    let exercise = exercise.is_some_and(|desk| desk.sign_in_by_link);
    let cookie = [(
        header::SET_COOKIE,
        Cookie::Session.of(&guest.node, &session),
    )];
    let to = if exercise { "/" } else { "/account" };
    Ok((cookie, Redirect::to(to)).into_response())
}
