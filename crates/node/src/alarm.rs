//! The alarm beyond the browser: that something urgent waits and nobody answers is told by e-mail and webhook, to whoever is
//! on call, then to the next one, then to those whom `node.toml` names.
//!
//! What is urgent follows from what is owed ([`urgent`]); who is told when is decided without any reading or sending
//! ([`steps`]). A step is written together with the calls it makes, before anything is sent: a crash in between sends later,
//! and the same call under the same identifier. No call holds anything of a case.

mod call;
mod config;
mod health;
mod items;
mod mail;
mod sending;
mod steps;
mod urgent;
mod watch;
mod webhook;

use std::path::Path;

use crate::config::Config;
use crate::service::ServiceError;

pub use call::{Notice, Words};
pub(crate) use config::{ADDRESS_BYTES_MAX, is_address};
pub use config::{AlarmConfig, Encryption, SmtpConfig, WebhookConfig};
pub use items::AlarmRow;
pub use urgent::{Level, is_waited_for};

use mail::Post;
use webhook::Hook;

/// The ways out of this node, ready to use.
pub(crate) struct Alarm {
    config: AlarmConfig,
    post: Option<Post>,
    hook: Option<Hook>,
}

/// Why the alarm cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AlarmError {
    /// A secret, certificates, or the HTTP client.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// A secret that signs nothing.
    #[error(
        "alarm.webhook.secret_file: expected `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks writes a secret; \
         make one with `printf 'whsec_%s\\n' \"$(openssl rand -base64 32)\"`"
    )]
    WebhookSecret,
    /// The mail server.
    #[error("alarm.smtp.server: {0}: no connection can be prepared")]
    Server(String, #[source] lettre::transport::smtp::Error),
}

impl Alarm {
    /// Reads the secrets and prepares both ways; nothing is connected yet. `None` where none is configured.
    pub(crate) fn open(config: &Config, data: &Path) -> Result<Option<Self>, AlarmError> {
        let Some(alarm) = &config.alarm else {
            return Ok(None);
        };
        let post = alarm.smtp.as_ref().map(|smtp| Post::open(smtp, data));
        let hook = alarm.webhook.as_ref().map(|hook| Hook::open(hook, data));
        Ok(Some(Self {
            config: alarm.clone(),
            post: post.transpose()?,
            hook: hook.transpose()?,
        }))
    }
}
