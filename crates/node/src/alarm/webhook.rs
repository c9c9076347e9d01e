//! By webhook, as [Standard Webhooks](https://www.standardwebhooks.com) says: JSON, an identifier that stays the same at
//! each attempt, and an HMAC-SHA256 over identifier, time and body.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

use super::AlarmError;
use super::config::WebhookConfig;
use crate::refusal::chain;
use crate::service;

/// The section of `node.toml`, and its key of certificates.
const KEYS: (&str, &str) = ("alarm.webhook", "alarm.webhook.ca_file");
/// How long an answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(15);
/// How a secret begins.
const PREFIX: &str = "whsec_";

/// An address, and the key that signs what goes there.
pub(crate) struct Hook {
    http: reqwest::Client,
    url: String,
    key: hmac::Key,
}

impl Hook {
    /// Reads the secret; nothing is connected yet.
    pub fn open(config: &WebhookConfig, data: &Path) -> Result<Self, AlarmError> {
        let secret = service::secret(data, &config.secret_file)?;
        Ok(Self {
            http: service::client(data, KEYS, config.ca_file.as_deref(), ANSWER_MAX)?,
            url: config.url.clone(),
            key: key(&secret).ok_or(AlarmError::WebhookSecret)?,
        })
    }

    /// Sends it. Any answer of 2xx is a yes.
    pub async fn send(&self, id: &str, now: Timestamp, body: &Value) -> Result<(), String> {
        let body = body.to_string();
        let signature = signature(&self.key, id, now.as_second(), &body);
        let request = self
            .http
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", now.as_second().to_string())
            .header("webhook-signature", signature)
            .body(body);
        // The address may hold what only its owner should know: it stays out of what is said of a failure.
        let answer = request.send().await;
        let answer = answer.map_err(|error| chain(&error.without_url()))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        Err(format!("it answers with {status}"))
    }
}

/// The key of a secret as it is written: a prefix, and 24 to 64 bytes in base64.
fn key(secret: &str) -> Option<hmac::Key> {
    let bytes = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let bytes = zeroize::Zeroizing::new(bytes);
    (24..=64)
        .contains(&bytes.len())
        .then(|| hmac::Key::new(hmac::HMAC_SHA256, &bytes))
}

fn signature(key: &hmac::Key, id: &str, seconds: i64, body: &str) -> String {
    let signed = hmac::sign(key, format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(signed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tokio::net::TcpListener;

    /// The convention's own example.
    #[test]
    fn the_published_vector_holds() {
        let key = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
        let signed = signature(
            &key,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_of_another_form_signs_nothing() {
        let short = format!("whsec_{}", STANDARD.encode([7; 23]));
        let long = format!("whsec_{}", STANDARD.encode([7; 65]));
        for odd in [
            "",
            "whsec_",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_?",
            &short,
            &long,
        ] {
            assert!(key(odd).is_none(), "{odd}");
        }
    }

    #[tokio::test]
    async fn who_takes_the_connection_and_says_nothing_is_not_waited_for() {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let hook = Hook {
            http: service::client(Path::new(""), KEYS, None, Duration::from_millis(20))
                .expect("a client"),
            url: format!("http://{}/private", listener.local_addr().expect("bound")),
            key: key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret"),
        };
        let no = hook.send("id", Timestamp::UNIX_EPOCH, &json!({})).await;
        let no = no.expect_err("nobody answers");
        assert!(no.contains("timed out") && !no.contains("private"), "{no}");
    }
}
