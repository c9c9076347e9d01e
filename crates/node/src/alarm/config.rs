//! The section `[alarm]` of `node.toml`.

use lettre::Address;
use lettre::message::Mailbox;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::service::{self, is_this_machine};

/// The least and the most of each number.
const STEP_MINUTES: (u16, u16) = (1, 240);
const AGAIN_MINUTES: (u16, u16) = (5, 1440);
const WITHIN_HOURS: (u16, u16) = (1, 168);
/// The languages of the pages, and of what is sent.
const LANGUAGES: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];
/// The most addresses.
const ADDRESSES_MAX: usize = 20;
/// The longest address, in bytes.
pub(crate) const ADDRESS_BYTES_MAX: usize = 254;

/// How whoever does not look at the desk is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlarmConfig {
    /// How long each step waits for an answer, in minutes.
    #[serde(default = "ten")]
    pub step_minutes: u16,
    /// After the last step: how often it is repeated, in minutes.
    #[serde(default = "hour")]
    pub again_minutes: u16,
    /// What another State waits for is urgent when it is due within so many hours.
    #[serde(default = "day")]
    pub urgent_within_hours: u16,
    /// Who is told when neither who is on call nor the next one answers: e-mail addresses.
    #[serde(default)]
    pub escalate_to: Vec<String>,
    /// The language in which those are told.
    #[serde(default = "english")]
    pub language: String,
    /// By e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smtp: Option<SmtpConfig>,
    /// By webhook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<WebhookConfig>,
}

/// The State's mail server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// Its host name.
    pub server: String,
    /// Its port; by default that of the encryption: 465, 587 or 25.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// How the connection is encrypted.
    #[serde(default)]
    pub encryption: Encryption,
    /// The sender, such as `Duty desk <desk@xaa.example>`.
    pub from: String,
    /// The user to sign in as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The file with the user's password, readable by its owner alone; beside `node.toml`, or absolute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<String>,
    /// A file with the certificates (PEM) of the server's authority, where the system does not trust it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
}

/// How a connection to the mail server is encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// From the first byte (RFC 8314).
    #[default]
    Tls,
    /// After STARTTLS, which must be offered (RFC 3207).
    Starttls,
    /// Not at all: to a relay on this machine only.
    None,
}

/// A program of the State's that is told: a pager, a chat, a telephone system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// Its address.
    pub url: String,
    /// The file with the secret that signs (`whsec_...`), readable by its owner alone; beside `node.toml`, or absolute.
    pub secret_file: String,
    /// A file with the certificates (PEM) of the address's authority, where the system does not trust it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
}

fn ten() -> u16 {
    10
}

fn hour() -> u16 {
    60
}

fn day() -> u16 {
    24
}

fn english() -> String {
    "en".into()
}

impl AlarmConfig {
    /// What is wrong with it, all at once: a key and what is expected there.
    pub(crate) fn faults(&self, has_desk: bool) -> Vec<String> {
        let mut faults = Vec::new();
        let mut expects = |holds: bool, fault: &str| {
            if !holds {
                faults.push(format!("alarm.{fault}"));
            }
        };
        let within = |value: u16, (least, most): (u16, u16)| (least..=most).contains(&value);
        expects(
            has_desk,
            "*: expected [desk] beside it: whoever is told is led there",
        );
        expects(
            self.smtp.is_some() || self.webhook.is_some(),
            "*: expected [alarm.smtp], [alarm.webhook] or both",
        );
        expects(
            within(self.step_minutes, STEP_MINUTES),
            "step_minutes: expected 1 to 240 minutes",
        );
        expects(
            within(self.again_minutes, AGAIN_MINUTES),
            "again_minutes: expected 5 to 1440 minutes",
        );
        expects(
            within(self.urgent_within_hours, WITHIN_HOURS),
            "urgent_within_hours: expected 1 to 168 hours",
        );
        expects(
            LANGUAGES.contains(&self.language.as_str()),
            "language: expected one of ar, en, es, fr, ru, zh",
        );
        expects(
            self.escalate_to.len() <= ADDRESSES_MAX
                && self.escalate_to.iter().all(|to| is_address(to)),
            "escalate_to: expected at most 20 e-mail addresses such as chief@xaa.example",
        );
        expects(
            self.smtp.is_some() || self.escalate_to.is_empty(),
            "escalate_to: expected [alarm.smtp] beside it: these are e-mail addresses",
        );
        faults.extend(self.smtp.iter().flat_map(SmtpConfig::faults));
        faults.extend(self.webhook.iter().filter_map(WebhookConfig::faults));
        faults
    }
}

impl SmtpConfig {
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !is_host(&self.server) {
            faults.push("alarm.smtp.server: expected a host name such as mail.xaa.example");
        }
        if self.port == Some(0) {
            faults.push("alarm.smtp.port: expected 1 to 65535");
        }
        if self.encryption == Encryption::None && !is_this_machine(&self.server) {
            faults.push(
                "alarm.smtp.encryption: expected tls or starttls; only a relay on this machine is spoken to without",
            );
        }
        if self.from.parse::<Mailbox>().is_err() {
            faults.push(
                "alarm.smtp.from: expected an e-mail address such as Duty desk <desk@xaa.example>",
            );
        }
        if self.user.is_some() != self.password_file.is_some() {
            faults.push("alarm.smtp.user: expected user and password_file together, or neither");
        }
        faults.into_iter().map(str::to_owned).collect()
    }
}

impl WebhookConfig {
    fn faults(&self) -> Option<String> {
        let url = Url::parse(&self.url).ok();
        let good = url.is_some_and(|url| service::is_address(&url));
        let fault = "alarm.webhook.url: expected an https address without user and password, such as \
             https://pager.xaa.example/comity; http only on this machine";
        (!good).then(|| fault.to_owned())
    }
}

/// Whether this is an e-mail address. A line end or another control character is in none.
pub(crate) fn is_address(text: &str) -> bool {
    text.len() <= ADDRESS_BYTES_MAX
        && !text.chars().any(char::is_control)
        && text.parse::<Address>().is_ok()
}

fn is_host(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
    !text.is_empty() && text.len() <= 253 && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        step_minutes = 5
        escalate_to = ["chief@xaa.example"]
        language = "fr"
        [smtp]
        server = "mail.xaa.example"
        from = "Duty desk <desk@xaa.example>"
        user = "desk"
        password_file = "smtp.secret"
        [webhook]
        url = "https://pager.xaa.example/comity"
        secret_file = "webhook.secret"
    "#;

    fn faults(text: &str) -> Vec<String> {
        let config: AlarmConfig = toml::from_str(text).expect("it parses");
        config.faults(true)
    }

    #[test]
    fn a_good_section_has_no_fault_and_numbers_of_its_own() {
        assert_eq!(faults(GOOD), [""; 0]);
        let config: AlarmConfig = toml::from_str(GOOD).expect("it parses");
        assert_eq!((config.again_minutes, config.urgent_within_hours), (60, 24));
        assert_eq!(config.faults(false).len(), 1, "without a desk");
    }

    #[test]
    fn each_fault_names_its_key() {
        for (good, bad, key) in [
            ("step_minutes = 5", "step_minutes = 0", "alarm.step_minutes"),
            (
                "step_minutes = 5",
                "step_minutes = 241",
                "alarm.step_minutes",
            ),
            (
                "step_minutes = 5",
                "again_minutes = 4",
                "alarm.again_minutes",
            ),
            (
                "step_minutes = 5",
                "urgent_within_hours = 169",
                "alarm.urgent_within_hours",
            ),
            ("\"fr\"", "\"de\"", "alarm.language"),
            ("chief@xaa.example", "chief", "alarm.escalate_to"),
            (
                "chief@xaa.example",
                "a@xaa.example\\r\\nBcc: b@xaa.example",
                "alarm.escalate_to",
            ),
            ("mail.xaa.example", "mail xaa", "alarm.smtp.server"),
            ("mail.xaa.example", "", "alarm.smtp.server"),
            ("user = \"desk\"", "port = 0", "alarm.smtp.port"),
            ("user = \"desk\"", "", "alarm.smtp.user"),
            (
                "user = \"desk\"",
                "user = \"desk\"\nencryption = \"none\"",
                "alarm.smtp.encryption",
            ),
            ("desk@xaa.example", "desk", "alarm.smtp.from"),
            (
                "https://pager.xaa.example",
                "http://pager.xaa.example",
                "alarm.webhook.url",
            ),
            (
                "https://pager.xaa.example",
                "https://a:b@pager.xaa.example",
                "alarm.webhook.url",
            ),
            (
                "https://pager.xaa.example/comity",
                "pager",
                "alarm.webhook.url",
            ),
        ] {
            let text = GOOD.replace(good, bad);
            assert_ne!(text, GOOD, "{good}");
            let found = faults(&text);
            let named = found.iter().any(|fault| fault.starts_with(key));
            assert!(named, "{bad}: {found:?}");
        }
        assert!(
            faults("")
                .iter()
                .any(|fault| fault.contains("[alarm.smtp]"))
        );
        let nobody = "escalate_to = [\"a@xaa.example\"]\n[webhook]\nurl = \"http://127.0.0.1/x\"\nsecret_file = \"s\"";
        assert!(faults(nobody)[0].starts_with("alarm.escalate_to"));
    }

    #[test]
    fn a_relay_on_this_machine_needs_no_encryption() {
        for server in ["localhost", "127.0.0.1", "::1"] {
            let text = format!(
                "[smtp]\nserver = \"{server}\"\nencryption = \"none\"\nfrom = \"desk@xaa.example\""
            );
            assert_eq!(faults(&text), [""; 0], "{server}");
        }
    }
}
