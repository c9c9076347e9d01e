//! The section `[desk.openid]` of `node.toml`.

use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::service;

/// The longest name on a button, in characters.
const NAME_MAX: usize = 60;

/// The State's own OpenID provider, at which its officers may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenIdConfig {
    /// What the officers call it.
    pub name: String,
    /// Its issuer identifier, exactly as its own configuration has it.
    pub issuer: String,
    /// What the desk is called there.
    pub client_id: String,
    /// The file with the secret that goes with it, readable by its owner alone; beside `node.toml`, or absolute. A public
    /// client has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_file: Option<String>,
    /// A file with the certificates (PEM) of the provider's authority, where the system does not trust it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
}

impl OpenIdConfig {
    /// What is wrong with it, all at once: a key and what is expected there.
    pub(crate) fn faults(&self, desk: &str) -> Vec<String> {
        let issuer = Url::parse(&self.issuer).ok();
        let issuer = issuer.is_some_and(|url| {
            service::is_address(&url) && url.query().is_none() && url.fragment().is_none()
        });
        let plain = |text: &str| !text.trim().is_empty() && !text.contains(char::is_control);
        let name = plain(&self.name) && self.name.chars().count() <= NAME_MAX;
        let faults = [
            (
                issuer,
                "issuer: expected an https address without user, query or fragment, such as https://login.xaa.example; http \
                 only on this machine",
            ),
            (
                Url::parse(desk).is_ok(),
                "*: expected `url` of [desk] to be an address, to which the provider sends browsers back",
            ),
            (
                plain(&self.client_id),
                "client_id: expected what the desk is called at the provider",
            ),
            (
                name,
                "name: expected what the officers call the provider, at most 60 characters",
            ),
        ];
        let wrong = faults.into_iter().filter(|(holds, _)| !holds);
        wrong
            .map(|(_, fault)| format!("desk.openid.{fault}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: &str = "https://desk.xaa.example";

    #[test]
    fn every_fault_names_its_key() {
        let good = || OpenIdConfig {
            name: "Login XAA".into(),
            issuer: "https://login.xaa.example/realms/police".into(),
            client_id: "comity".into(),
            secret_file: None,
            ca_file: None,
        };
        assert_eq!(good().faults(DESK), [""; 0]);
        let local = OpenIdConfig {
            issuer: "http://127.0.0.1:7499".into(),
            ..good()
        };
        assert_eq!(local.faults(DESK), [""; 0]);
        for issuer in [
            "",
            "login.xaa.example",
            "http://login.xaa.example",
            "https://user@login.xaa.example",
            "https://login.xaa.example?a=b",
            "https://login.xaa.example#a",
            "javascript:alert(1)",
        ] {
            let wrong = OpenIdConfig {
                issuer: issuer.into(),
                ..good()
            };
            let faults = wrong.faults(DESK);
            assert!(
                faults.len() == 1 && faults[0].starts_with("desk.openid.issuer: "),
                "{issuer}: {faults:?}"
            );
        }
        let wrong = OpenIdConfig {
            name: "a".repeat(61),
            client_id: " \n".into(),
            ..good()
        };
        assert_eq!(wrong.faults(DESK).len(), 2);
        assert_eq!(good().faults("desk").len(), 1);
    }
}
