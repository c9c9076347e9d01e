//! An officer's own page: passkeys, language, time zone, signing out, and confirming by passkey.

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use comity_lexicon::Language;
use comity_node::{Contact, Refusal, SignedInBy};
use serde_json::{Value, json};

use super::form::zone_named;
use super::frame::Frame;
use super::say::{Saying, When};
use super::scripted::Scripted;
use super::signing_in::Answer;
use super::sorry::{Sorry, faults, shown};
use super::visit::{Cookie, Ours, Sent, Visit, own_path};

#[derive(Template)]
#[template(path = "account.html")]
struct Account<'a> {
    f: &'a Frame,
    keys: Vec<Key>,
    by_link: bool,
    confirm: bool,
    /// The officer's time zone, or what was typed as one and is none.
    zone: String,
    odd_zone: bool,
    contact: Reached,
    provider: Option<Provider>,
}

/// The State's OpenID provider, and the officer's account there.
struct Provider {
    name: String,
    account: Option<(String, When)>,
}

/// The address that alarms go to, as it was typed, and what is wrong with it.
struct Reached {
    address: String,
    faults: Vec<Saying>,
}

impl Reached {
    fn of(contact: Contact) -> Self {
        Self {
            address: contact.address.unwrap_or_default(),
            faults: Vec::new(),
        }
    }
}

struct Key {
    id: String,
    label: String,
    at: When,
}

/// The page.
pub async fn page(visit: Visit) -> Result<Response, Sorry> {
    let contact = visit.node.contact(&visit.session.officer.id.0).await;
    let contact = contact.map_err(|no| Sorry::to(&visit, &no))?;
    rendered(&visit, Reached::of(contact), None).await
}

/// Writes the address down that alarms go to.
pub async fn contact(visit: Visit, sent: Sent) -> Result<Response, Sorry> {
    let session = &visit.session;
    let (address, zone) = (sent.get("address"), session.zone.as_deref());
    let kept = visit
        .node
        .reach_at(&session.officer, address, visit.say.lang(), zone);
    match kept.await {
        Ok(()) => Ok(Redirect::to("/account").into_response()),
        Err(no @ Refusal::Invalid(_)) => {
            let contact = Reached {
                address: address.to_owned(),
                faults: faults(&visit.say, &no)
                    .into_iter()
                    .map(|fault| fault.expected)
                    .collect(),
            };
            let page = rendered(&visit, contact, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(no) => Err(Sorry::to(&visit, &no)),
    }
}

/// `odd` is what was typed as a time zone and is none.
async fn rendered(visit: &Visit, contact: Reached, odd: Option<String>) -> Result<Response, Sorry> {
    let keys = visit.node.passkeys(&visit.session.officer.id.0).await;
    let keys = keys.map_err(|no| Sorry::to(visit, &no))?;
    let provider = match visit.node.openid_provider() {
        Some(name) => {
            let account = visit.node.openid_account(&visit.session.officer.id.0).await;
            let account = account.map_err(|no| Sorry::to(visit, &no))?;
            Some(Provider {
                name: name.to_owned(),
                account: account.map(|account| (account.subject, visit.say.when(account.at))),
            })
        }
        None => None,
    };
    let row = |key: comity_node::PasskeyRow| Key {
        id: key.id,
        label: key.label,
        at: visit.say.when(key.at),
    };
    Ok(shown(&Account {
        f: &Frame::new(visit, "account"),
        keys: keys.into_iter().map(row).collect(),
        by_link: visit.session.by == SignedInBy::Link,
        confirm: must_show(visit),
        odd_zone: odd.is_some(),
        zone: odd.unwrap_or_else(|| visit.say.zone_name().to_owned()),
        contact,
        provider,
    }))
}

/// Ends the session.
pub async fn sign_out(visit: Visit, _sent: Sent) -> Result<Response, Sorry> {
    let ended = visit.node.end_session(&visit.token).await;
    ended.map_err(|no| Sorry::to(&visit, &no))?;
    let cookie = [(header::SET_COOKIE, Cookie::Session.none(&visit.node))];
    Ok((cookie, Redirect::to("/sign-in")).into_response())
}

/// Remembers language, time zone and whether the alarm sounds, and goes back.
pub async fn prefer(visit: Visit, sent: Sent) -> Result<Response, Sorry> {
    if let rings @ ("on" | "off") = sent.get("alarm") {
        let officer = &visit.session.officer;
        let kept = visit.node.ring(officer, rings == "on").await;
        kept.map_err(|no| Sorry::to(&visit, &no))?;
    }
    let language = Language::of(sent.get("language")).map(|one| one.code().to_owned());
    let zone = Some(sent.get("zone").trim()).filter(|zone| !zone.is_empty());
    if let Some(odd) = zone.filter(|zone| zone_named(zone).is_none()) {
        let contact = visit.node.contact(&visit.session.officer.id.0).await;
        let contact = Reached::of(contact.map_err(|no| Sorry::to(&visit, &no))?);
        let page = rendered(&visit, contact, Some(odd.to_owned())).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let zone = zone.map(str::to_owned);
    let kept = visit
        .node
        .prefer(&visit.token, &visit.session.officer, language, zone)
        .await;
    kept.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to(own_path(sent.get("back")).unwrap_or("/")).into_response())
}

/// Whether passkeys change only for who has just shown one: whoever came by a link has none to show.
fn must_show(visit: &Visit) -> bool {
    visit.session.by.confirms_by_passkey()
}

/// Uses up the confirmation that a change of the ways to sign in takes.
pub async fn shown_again(visit: &Visit) -> Result<(), Refusal> {
    if !must_show(visit) || visit.node.spend_confirmation(&visit.token).await? {
        return Ok(());
    }
    Err(Refusal::show_again())
}

/// Uses up the confirmation that whatever binds the State takes in a session that its provider opened: whoever runs the
/// provider reads what the officer reads, and does nothing in the officer's name.
pub async fn shown_to_bind(visit: &Visit) -> Result<(), Refusal> {
    match visit.session.by {
        SignedInBy::Provider => shown_again(visit).await,
        _ => Ok(()),
    }
}

/// A challenge for a new passkey.
pub async fn begin(visit: Visit, _ours: Ours) -> Result<Json<Value>, Scripted> {
    let no = |no| Scripted::new(&visit.say, no);
    shown_again(&visit).await.map_err(no)?;
    let begun = visit.node.begin_passkey(&visit.session).await;
    Ok(Json(json!(begun.map_err(no)?)))
}

/// Keeps a new passkey.
pub async fn finish(
    visit: Visit,
    _ours: Ours,
    Json(sent): Json<Answer>,
) -> Result<Json<Value>, Scripted> {
    let officer = &visit.session.officer;
    let label = match sent.label.trim() {
        "" => visit.say.t("passkey-unnamed"),
        label => label.to_owned(),
    };
    let kept = visit
        .node
        .finish_passkey(&visit.token, officer, &sent.ceremony, &label, sent.shown);
    kept.await.map_err(|no| Scripted::new(&visit.say, no))?;
    Ok(Json(json!({ "kept": true })))
}

/// Drops a passkey, and ends whatever other sessions the officer has: one may be a thief's.
pub async fn drop_key(
    visit: Visit,
    Path(id): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    shown_again(&visit).await.map_err(sorry)?;
    let officer = &visit.session.officer.id.0;
    let dropped = visit.node.drop_passkey(officer, &id).await;
    dropped.map_err(sorry)?;
    let ended = visit.node.end_other_sessions(&visit.token, officer).await;
    ended.map_err(sorry)?;
    Ok(Redirect::to("/account").into_response())
}

/// A challenge to confirm an act.
pub async fn confirm_begin(visit: Visit, _ours: Ours) -> Result<Json<Value>, Scripted> {
    let begun = visit.node.begin_sign_in().await;
    let begun = begun.map_err(|no| Scripted::new(&visit.say, no))?;
    Ok(Json(json!(begun)))
}

/// The officer confirmed.
pub async fn confirm_finish(
    visit: Visit,
    _ours: Ours,
    Json(sent): Json<Answer>,
) -> Result<Json<Value>, Scripted> {
    let officer = &visit.session.officer;
    let done = visit
        .node
        .finish_confirmation(&visit.token, officer, &sent.ceremony, sent.shown);
    done.await.map_err(|no| Scripted::new(&visit.say, no))?;
    Ok(Json(json!({ "confirmed": true })))
}
