//! Signing in at the State's own OpenID provider: there, and back.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{FromProvider, Node, Refusal, Returned, ToProvider};
use std::sync::Arc;

use super::account;
use super::frame::Frame;
use super::say::Say;
use super::sorry::{Sorry, shown};
use super::visit::{Cookie, Guest, Sent, Visit, form_token_and_say, own_path};

/// Makes a browser go on by itself, and lets a link do it where it does not. A redirect of a form's answer would be stopped:
/// the pages' policy lets forms lead nowhere else.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

#[derive(Template)]
#[template(path = "to_provider.html")]
struct Page<'a> {
    f: &'a Frame,
    provider: &'a str,
    url: &'a str,
}

/// Begins to sign in there.
pub async fn sign_in(guest: Guest, sent: Sent) -> Result<Response, Sorry> {
    let next = own_path(sent.get("next")).unwrap_or("/");
    let asked = guest.node.ask_provider(None, next).await;
    let asked = asked.map_err(|no| sorry(&guest.say, &no))?;
    Ok(away(&guest.node, &Frame::bare(guest.say), &asked))
}

/// Begins to tie an account there to the officer of this session.
pub async fn tie(visit: Visit, _sent: Sent) -> Result<Response, Sorry> {
    let no = |no| Sorry::to(&visit, &no);
    account::shown_again(&visit).await.map_err(no)?;
    let officer = &visit.session.officer.id.0;
    let asked = visit.node.ask_provider(Some(officer), "/account").await;
    let asked = asked.map_err(|no| sorry(&visit.say, &no))?;
    Ok(away(&visit.node, &Frame::new(&visit, "account"), &asked))
}

/// Lets go of the account, and ends whatever other sessions the officer has: one may have begun there.
pub async fn untie(visit: Visit, _sent: Sent) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    account::shown_again(&visit).await.map_err(sorry)?;
    let officer = &visit.session.officer.id.0;
    visit.node.untie_account(officer).await.map_err(sorry)?;
    let ended = visit.node.end_other_sessions(&visit.token, officer).await;
    ended.map_err(sorry)?;
    Ok(Redirect::to("/account").into_response())
}

/// The browser is back.
pub async fn back(
    State(node): State<Arc<Node>>,
    headers: HeaderMap,
    Query(answer): Query<FromProvider>,
) -> Result<Response, Sorry> {
    let (_, say) = form_token_and_say(&node, &headers).await;
    let kept = Cookie::Asked.read(&node, &headers);
    let session = Cookie::Session.read(&node, &headers);
    let returned = node
        .back_from_provider(kept.as_deref(), session.as_deref(), answer)
        .await;
    let no = |status, key| Err(Sorry::plain(&say, status, key));
    let done = [(header::SET_COOKIE, Cookie::Asked.none(&node))];
    match returned.map_err(|no| sorry(&say, &no))? {
        Returned::SignedIn { token, next } => {
            let session = [(header::SET_COOKIE, Cookie::Session.of(&node, &token))];
            let to = Redirect::to(own_path(&next).unwrap_or("/"));
            let mut response = (session, to).into_response();
            let [(name, value)] = done;
            response.headers_mut().append(name, value);
            Ok(response)
        }
        Returned::Tied => Ok((done, Redirect::to("/account")).into_response()),
        Returned::Nobodys => no(StatusCode::FORBIDDEN, "sorry-account-nobodys"),
        Returned::Anothers => no(StatusCode::CONFLICT, "sorry-account-anothers"),
    }
}

/// The page that leads there, and the cookie by which the browser is known when it is back.
fn away(node: &Node, frame: &Frame, asked: &ToProvider) -> Response {
    let page = shown(&Page {
        f: frame,
        provider: node.openid_provider().unwrap_or_default(),
        url: asked.url.as_str(),
    });
    let go = HeaderValue::try_from(format!("0; url={}", asked.url));
    let cookie = [(header::SET_COOKIE, Cookie::Asked.of(node, &asked.state))];
    match go {
        Ok(go) => (cookie, [(REFRESH, go)], page).into_response(),
        Err(_) => (cookie, page).into_response(),
    }
}

/// A no of the provider's, or about it. Its own words stand in the log of this node.
fn sorry(say: &Say, no: &Refusal) -> Sorry {
    let status = no.problem().status;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match status {
        StatusCode::SERVICE_UNAVAILABLE => Sorry::plain(say, status, "sorry-provider-away"),
        StatusCode::UNAUTHORIZED => Sorry::plain(say, status, "sorry-provider-refused"),
        _ => Sorry::new(say.clone(), no),
    }
}
