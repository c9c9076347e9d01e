//! Signing in at the State's own OpenID provider, where `node.toml` names one.
//!
//! The provider says who somebody is; what they may do is the roles that this node keeps. An account there is tied to an
//! officer here by that officer, in a session of theirs. It opens a session and confirms nothing: acts that release, refuse,
//! open or destroy take a passkey of this node's, so that whoever runs the provider cannot do them in an officer's name.

mod config;
mod provider;

use comity_custody::Digest;
use jiff::{SignedDuration, Timestamp};
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::held::{Held, Kept, Row};
use crate::SignedInBy;
use crate::doctor::{Finding, Severity, finding, good};
use crate::findings as say;
use crate::node::Node;
use crate::refusal::Refusal;

pub use config::OpenIdConfig;
pub(crate) use provider::Provider;
use provider::{Question, refused};

/// How long the officer may take at the provider.
const LIFETIME: SignedDuration = SignedDuration::from_mins(15);
/// Accounts of one officer, at this provider and at those before it.
const ACCOUNTS_MAX: u32 = 20;
/// The longest word of the provider's own for a no that is repeated here.
const WORD_MAX: usize = 60;

/// What was asked at the provider, until the browser comes back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Asked {
    nonce: String,
    verifier: String,
    next: String,
}

impl Kept for Asked {
    const KIND: &'static str = "openid_question";
}

/// An account at the provider that is an officer's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Account {
    issuer: String,
    subject: String,
}

impl Kept for Account {
    const KIND: &'static str = "openid_account";
}

/// Where a browser goes, and what it must bring back from there.
#[derive(Debug, Clone)]
pub struct ToProvider {
    /// The provider's address.
    pub url: Url,
    /// Kept by the browser until it comes back: nobody else's answer is taken from it.
    pub state: String,
}

/// What the browser brings back from the provider (RFC 6749, section 4.1.2; RFC 9207).
#[derive(Debug, Clone, Default, Deserialize)]
pub struct FromProvider {
    /// Which question this answers.
    #[serde(default)]
    pub state: String,
    /// What the token is had for.
    #[serde(default)]
    pub code: Option<String>,
    /// Why there is none.
    #[serde(default)]
    pub error: Option<String>,
    /// Who answers, where the provider says so.
    #[serde(default)]
    pub iss: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returned {
    /// A session has begun.
    SignedIn {
        /// Its token.
        token: String,
        /// Where the officer wanted to go.
        next: String,
    },
    /// The account is this officer's from now on.
    Tied,
    /// The account is no officer's.
    Nobodys,
    /// The account is another officer's.
    Anothers,
}

/// An account as its officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdAccount {
    /// What the provider calls it.
    pub subject: String,
    /// Since when it is tied.
    pub at: Timestamp,
}

impl Node {
    /// What the officers call the provider at which they may sign in; `None` where there is none.
    pub fn openid_provider(&self) -> Option<&str> {
        let provider = self.openid.as_ref()?;
        Some(&provider.config.name)
    }

    /// Whether the provider can be asked; nothing where none is named.
    pub(crate) async fn provider_finding(&self) -> Option<Finding> {
        let provider = self.openid.as_ref()?;
        let name = provider.config.name.as_str();
        Some(match provider.found().await {
            Ok(_) => good(say::PROVIDER, say::PROVIDER_GOOD.with("name", name)),
            Err(why) => finding(
                say::PROVIDER,
                Severity::Bad,
                say::PROVIDER_AWAY.with("name", name).because(why),
                say::PROVIDER_MEND,
            ),
        })
    }

    /// Begins to sign in at the provider, or to tie an account there to `officer`.
    pub async fn ask_provider(
        &self,
        officer: Option<&str>,
        next: &str,
    ) -> Result<ToProvider, Refusal> {
        let random = || hex::encode(self.world.random::<32>());
        let state = random();
        let asked = Asked {
            nonce: random(),
            verifier: random(),
            next: next.to_owned(),
        };
        let question = asked.question(&state, officer.is_some());
        let url = self.provider()?.ask(&question).await?;
        let row = Row {
            id: &id_of(&state),
            owner: officer.unwrap_or_default(),
            version: 1,
            ends_at: Some(self.world.now() + LIFETIME),
            value: &asked,
        };
        self.keep_row(row).await?;
        Ok(ToProvider { url, state })
    }

    /// Takes up what a browser brings back. `kept` is the state that this browser was given, `session` the token of its
    /// session, where it has one.
    pub async fn back_from_provider(
        &self,
        kept: Option<&str>,
        session: Option<&str>,
        answer: FromProvider,
    ) -> Result<Returned, Refusal> {
        let provider = self.provider()?;
        if kept.is_none_or(|kept| kept.is_empty() || kept != answer.state) {
            return Err(refused(
                "this browser did not ask; begin again on this page",
            ));
        }
        let held = self.held::<Asked>(&id_of(&answer.state)).await?;
        let held =
            held.ok_or_else(|| refused("this sign-in was used or has ended; begin again"))?;
        if !self.take_row(&held).await? {
            return Err(refused("this sign-in was used at the same moment"));
        }
        if answer.iss.is_some_and(|by| by != provider.config.issuer) {
            return Err(refused("another provider answers"));
        }
        let Some(code) = answer.code else {
            let error = answer.error.unwrap_or_default();
            return Err(refused(&format!("the provider says no: {}", word(&error))));
        };
        let question = held.value.question(&answer.state, !held.owner.is_empty());
        let subject = provider.vouched(&question, code, self.world.now()).await?;
        let account = Account {
            issuer: provider.config.issuer.clone(),
            subject,
        };
        if held.owner.is_empty() {
            return self.signed_in_as(&account, held.value.next).await;
        }
        // The account is tied by whoever began to, in a session that still stands.
        let officer = match session {
            Some(token) => self.session(token).await?.map(|session| session.officer),
            None => None,
        };
        if officer.is_none_or(|officer| officer.id.0 != held.owner) {
            return Err(refused(
                "the session in which this began has ended; sign in and begin again",
            ));
        }
        self.tie(&held.owner, &account).await
    }

    /// The account of an officer at the provider that `node.toml` names now.
    pub async fn openid_account(&self, officer: &str) -> Result<Option<OpenIdAccount>, Refusal> {
        let row = |held: Held<Account>| OpenIdAccount {
            subject: held.value.subject,
            at: held.at,
        };
        Ok(self.account_of(officer).await?.map(row))
    }

    /// Lets go of an officer's account.
    pub async fn untie_account(&self, officer: &str) -> Result<(), Refusal> {
        let Some(held) = self.account_of(officer).await? else {
            return Ok(());
        };
        tracing::info!(target: "security", officer, "an account at the OpenID provider was untied");
        self.let_go::<Account>(&held.id).await
    }

    async fn account_of(&self, officer: &str) -> Result<Option<Held<Account>>, Refusal> {
        let Some(provider) = &self.openid else {
            return Ok(None);
        };
        let accounts = self.held_of::<Account>(officer, ACCOUNTS_MAX).await?;
        let issuer = &provider.config.issuer;
        let mut here = accounts.into_iter();
        Ok(here.find(|held| held.value.issuer == *issuer))
    }

    async fn signed_in_as(&self, account: &Account, next: String) -> Result<Returned, Refusal> {
        let Some(held) = self.held::<Account>(&account.id()).await? else {
            tracing::warn!(target: "security", "an account at the OpenID provider that is no officer's");
            return Ok(Returned::Nobodys);
        };
        let token = self
            .begin_session(&held.owner, SignedInBy::Provider)
            .await?;
        Ok(Returned::SignedIn { token, next })
    }

    async fn tie(&self, officer: &str, account: &Account) -> Result<Returned, Refusal> {
        let id = account.id();
        let before = self.account_of(officer).await?;
        let row = Row {
            id: &id,
            owner: officer,
            version: 1,
            ends_at: None,
            value: account,
        };
        self.keep_row(row).await?;
        let stands = self.held::<Account>(&id).await?;
        if stands.is_none_or(|stands| stands.owner != officer) {
            tracing::warn!(target: "security", officer, "another officer's account at the OpenID provider");
            return Ok(Returned::Anothers);
        }
        if let Some(other) = before.filter(|held| held.id != id) {
            self.let_go::<Account>(&other.id).await?;
        }
        tracing::info!(target: "security", officer, "an account at the OpenID provider was tied");
        Ok(Returned::Tied)
    }

    fn provider(&self) -> Result<&Provider, Refusal> {
        let provider = self.openid.as_ref();
        provider.ok_or_else(|| Refusal::not_found("[desk.openid] of node.toml"))
    }
}

impl Asked {
    fn question<'a>(&'a self, state: &'a str, anew: bool) -> Question<'a> {
        Question {
            state,
            nonce: &self.nonce,
            verifier: &self.verifier,
            anew,
        }
    }
}

impl Account {
    /// One account is one row, whoever ties it.
    fn id(&self) -> String {
        id_of(&format!("{}\n{}", self.issuer, self.subject))
    }
}

fn id_of(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()
}

/// A provider's word for a no, such as `access_denied`; it came through the browser, which may have changed it.
fn word(text: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if text.is_empty() || text.len() > WORD_MAX || !text.bytes().all(plain) {
        return "no reason";
    }
    text
}
