//! Passkeys (W3C Web Authentication): resident keys with user verification, several per officer.
//!
//! Each ceremony is two calls: a challenge for the browser, and the browser's answer. What the node must remember between
//! them stands in the desk for five minutes and is used once, so that any process of the node may take the second call.

use comity_treaty::Sentence;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

use super::held::{Held, Kept, Row};
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;
use crate::{Session, SignedInBy};
use comity_wire::problem::ProblemType;

/// How long a challenge stands.
const LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// Passkeys of one officer.
const PASSKEYS_MAX: u32 = 20;

/// A challenge for the browser.
#[derive(Debug, Clone, Serialize)]
pub struct Ceremony {
    /// Sent back with the answer.
    pub ceremony: String,
    /// What `navigator.credentials` takes.
    pub options: Value,
}

/// A passkey as an officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its number here.
    pub id: String,
    /// What the officer calls it.
    pub label: String,
    /// When it was used or made last.
    pub at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptKey {
    label: String,
    key: Passkey,
}

impl Kept for KeptKey {
    const KIND: &'static str = "passkey";
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Begun {
    Registration(Box<PasskeyRegistration>),
    SignIn(Box<DiscoverableAuthentication>),
}

impl Kept for Begun {
    const KIND: &'static str = "ceremony";
}

impl Node {
    /// Begins to make a passkey.
    pub async fn begin_passkey(&self, session: &Session) -> Result<Ceremony, Refusal> {
        let officer = &session.officer.id.0;
        let known = self.held_of::<KeptKey>(officer, PASSKEYS_MAX).await?;
        if known.len() >= PASSKEYS_MAX as usize {
            return Err(no(refused::PASSKEYS_MOST));
        }
        let exclude = known.iter().map(|one| one.value.key.cred_id().clone());
        let (challenge, state) = self
            .webauthn()?
            .start_passkey_registration(
                handle_of(officer),
                officer,
                &session.name,
                Some(exclude.collect()),
            )
            .map_err(Refusal::fault(MADE))?;
        let mut options = json!(challenge);
        // Found without a name being typed, and never without the person behind it.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
        options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
        self.remember(officer, Begun::Registration(Box::new(state)), options)
            .await
    }

    /// Keeps the passkey that the browser made in the session of this token.
    pub async fn finish_passkey(
        &self,
        token: &str,
        officer: &Officer,
        ceremony: &str,
        label: &str,
        answer: Value,
    ) -> Result<(), Refusal> {
        let begun = self.recalled(ceremony).await?;
        let Begun::Registration(state) = begun.value else {
            return Err(no(refused::NO_MAKING));
        };
        if begun.owner != officer.id.0 {
            return Err(no(refused::OTHERS_CHALLENGE));
        }
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let key = self
            .webauthn()?
            .finish_passkey_registration(&answer, &state)
            .map_err(|error| no(refused::ANSWER_UNFIT.because(error.to_string())))?;
        let id = hex::encode(key.cred_id().as_slice());
        let label = label.trim().chars().take(80).collect();
        let row = Row {
            id: &id,
            owner: &officer.id.0,
            version: 1,
            ends_at: None,
            value: &KeptKey { label, key },
        };
        if !self.keep_row(row).await? {
            return Err(no(refused::PASSKEY_KNOWN));
        }
        tracing::info!(target: "security", officer = %officer.id.0, "a passkey was added");
        self.shown_passkey(token).await
    }

    /// Begins to sign in, or to confirm an act.
    pub async fn begin_sign_in(&self) -> Result<Ceremony, Refusal> {
        let (challenge, state) = self
            .webauthn()?
            .start_discoverable_authentication()
            .map_err(Refusal::fault(MADE))?;
        let mut options = json!(challenge);
        // The person presses a button: no waiting in an input field.
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        self.remember("", Begun::SignIn(Box::new(state)), options)
            .await
    }

    /// Signs in with the browser's answer: the token of a new session.
    pub async fn finish_sign_in(&self, ceremony: &str, answer: Value) -> Result<String, Refusal> {
        let officer = self.shown_by(ceremony, answer).await?;
        self.begin_session(&officer, SignedInBy::Passkey).await
    }

    /// Confirms the session's officer with the browser's answer.
    pub async fn finish_confirmation(
        &self,
        token: &str,
        officer: &Officer,
        ceremony: &str,
        answer: Value,
    ) -> Result<(), Refusal> {
        let shown = self.shown_by(ceremony, answer).await?;
        if shown != officer.id.0 {
            return Err(no(refused::OTHERS_PASSKEY));
        }
        self.confirm_session(token).await
    }

    /// The passkeys of an officer.
    pub async fn passkeys(&self, officer: &str) -> Result<Vec<PasskeyRow>, Refusal> {
        let held = self.held_of::<KeptKey>(officer, PASSKEYS_MAX).await?;
        let row = |held: Held<KeptKey>| PasskeyRow {
            id: held.id,
            label: held.value.label,
            at: held.at,
        };
        Ok(held.into_iter().map(row).collect())
    }

    /// Drops a passkey of an officer.
    pub async fn drop_passkey(&self, officer: &str, id: &str) -> Result<(), Refusal> {
        let held = self.held::<KeptKey>(id).await?;
        if held.is_none_or(|held| held.owner != officer) {
            return Err(Refusal::not_there(refused::A_PASSKEY));
        }
        tracing::info!(target: "security", officer, "a passkey was removed");
        self.let_go::<KeptKey>(id).await
    }

    /// The officer whose passkey signed the challenge.
    async fn shown_by(&self, ceremony: &str, answer: Value) -> Result<String, Refusal> {
        let Begun::SignIn(state) = self.recalled(ceremony).await?.value else {
            return Err(no(refused::NO_SIGNING_IN));
        };
        let answer: PublicKeyCredential = read(answer)?;
        let id = hex::encode(answer.get_credential_id());
        let held = self.held::<KeptKey>(&id).await?;
        let held = held.ok_or_else(|| no(refused::PASSKEY_UNKNOWN))?;
        let key = DiscoverableKey::from(&held.value.key);
        let result = self
            .webauthn()?
            .finish_discoverable_authentication_v2(&answer, *state, &key)
            .map_err(|error| no(refused::PASSKEY_UNFIT.because(error.to_string())))?;
        let mut value = held.value;
        value.key.update_credential(&result);
        let row = Row {
            id: &held.id,
            owner: &held.owner,
            version: held.version + 1,
            ends_at: None,
            value: &value,
        };
        self.keep_row(row).await?;
        Ok(held.owner)
    }

    async fn remember(
        &self,
        owner: &str,
        begun: Begun,
        options: Value,
    ) -> Result<Ceremony, Refusal> {
        let ceremony = hex::encode(self.world.random::<16>());
        let row = Row {
            id: &ceremony,
            owner,
            version: 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: &begun,
        };
        self.keep_row(row).await?;
        Ok(Ceremony { ceremony, options })
    }

    /// Takes a challenge up again, once.
    async fn recalled(&self, ceremony: &str) -> Result<Held<Begun>, Refusal> {
        let held = self.held::<Begun>(ceremony).await?;
        let held = held.ok_or_else(|| no(refused::CHALLENGE_USED))?;
        if !self.take_row(&held).await? {
            return Err(no(refused::CHALLENGE_TWICE));
        }
        Ok(held)
    }

    /// Whether `desk.url` is an address that passkeys can be made for.
    pub fn desk_takes_passkeys(&self) -> Result<(), Refusal> {
        self.webauthn().map(|_| ())
    }

    fn webauthn(&self) -> Result<Webauthn, Refusal> {
        let desk = self.config().desk.as_ref();
        let desk = desk.ok_or_else(|| Refusal::not_there(refused::THE_DESK))?;
        let origin = Url::parse(&desk.url).map_err(Refusal::fault(ADDRESS))?;
        let host = origin.host_str().unwrap_or_default().to_owned();
        WebauthnBuilder::new(&host, &origin)
            .map(|builder| builder.rp_name(&self.config().name))
            .and_then(WebauthnBuilder::build)
            .map_err(Refusal::fault(ADDRESS))
    }
}

const MADE: &str = "no challenge could be made for a passkey";
const ADDRESS: &str = "`desk.url` in node.toml is no address a passkey can be made for";

/// The officer's handle within passkeys: made of the identifier, so that it says nothing else.
fn handle_of(officer: &str) -> Uuid {
    let digest = comity_custody::Digest::of(format!("passkey {officer}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn no(detail: impl Into<Sentence>) -> Refusal {
    let detail = detail.into();
    tracing::warn!(target: "security", %detail, "a passkey was refused");
    Refusal::named(ProblemType::Unauthenticated, detail)
}

fn read<T: serde::de::DeserializeOwned>(answer: Value) -> Result<T, Refusal> {
    serde_json::from_value(answer)
        .map_err(|error| no(refused::ANSWER_UNREAD.because(error.to_string())))
}
