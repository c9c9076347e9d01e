//! An officer's connection to the State's node: the same JSON API that any tool may use.

use anyhow::{Context, Result, anyhow};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;

use crate::acts::text;
use crate::input::OFFICER_BYTES_MAX;

/// What `comity officer add` hands to an officer: where the node is, how to trust it, who one is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The node's address.
    pub url: String,
    /// The officer's identifier at this node.
    pub officer: String,
    /// The secret that shows it.
    pub token: String,
    /// The node's TLS certificate, PEM.
    pub certificate: String,
}

impl Profile {
    /// Reads a profile file.
    pub fn load(path: &Path) -> Result<Self> {
        let text = crate::input::text(path, OFFICER_BYTES_MAX)
            .context("give the file that `comity officer add` wrote")?;
        toml::from_str(&text)
            .with_context(|| format!("{}: not an officer's profile", path.display()))
    }

    /// Writes it for the owner alone.
    pub fn create(&self, path: &Path) -> Result<()> {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        let text = toml::to_string_pretty(self).context("a profile is plain TOML")?;
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .with_context(|| format!("{}: cannot be written, or exists already", path.display()))?;
        file.write_all(text.as_bytes())?;
        Ok(file.sync_all()?)
    }
}

/// The connection.
pub struct Client {
    http: reqwest::Client,
    profile: Profile,
}

impl Client {
    /// Connects as the officer of this profile, trusting the node's certificate alone.
    pub fn new(profile: Profile) -> Result<Self> {
        let certificate = reqwest::Certificate::from_pem(profile.certificate.as_bytes())
            .context("the profile's certificate is not PEM")?;
        let http = reqwest::Client::builder()
            .tls_certs_only([certificate])
            .no_proxy()
            // Evidence is one long body: over HTTP/2 it waits for windows and goes in frames of
            // 16 KiB, at a sixth of the speed.
            .http1_only()
            .build()
            .context("no TLS client can be made")?;
        Ok(Self { http, profile })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.profile.url.trim_end_matches('/'));
        self.http
            .request(method, url)
            .bearer_auth(&self.profile.token)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response> {
        let response = request.send().await.with_context(|| {
            format!(
                "{} does not answer; is `comity serve` running there?",
                self.profile.url
            )
        })?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status();
        let body = response.bytes().await.unwrap_or_default();
        Err(refusal(status, &body))
    }

    /// `GET`, answered with JSON.
    pub async fn get(&self, path: &str) -> Result<Value> {
        let response = self.send(self.request(Method::GET, path)).await?;
        response
            .json()
            .await
            .context("the node's answer is not JSON")
    }

    /// `GET`, answered with bytes.
    pub async fn get_bytes(&self, path: &str) -> Result<Vec<u8>> {
        let response = self.send(self.request(Method::GET, path)).await?;
        let bytes = response
            .bytes()
            .await
            .context("the node's answer broke off")?;
        Ok(bytes.to_vec())
    }

    /// `POST` of JSON, answered with JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let response = self
            .send(self.request(Method::POST, path).json(body))
            .await?;
        response
            .json()
            .await
            .context("the node's answer is not JSON")
    }

    /// `POST` of JSON, answered with a stream.
    pub async fn post_for_stream(&self, path: &str, body: &Value) -> Result<Response> {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// `GET`, answered with a stream.
    pub async fn get_stream(&self, path: &str) -> Result<Response> {
        self.send(self.request(Method::GET, path)).await
    }

    /// `POST` of a stream with what is said of it, answered with JSON.
    pub async fn post_stream(
        &self,
        path: &str,
        about: &[(&str, &str)],
        media_type: &str,
        body: reqwest::Body,
    ) -> Result<Value> {
        let url = format!("{}{path}", self.profile.url.trim_end_matches('/'));
        let url = reqwest::Url::parse_with_params(&url, about).context("no address")?;
        let request = self.http.post(url).bearer_auth(&self.profile.token);
        let request = request.header("content-type", media_type).body(body);
        let response = self.send(request).await?;
        response
            .json()
            .await
            .context("the node's answer is not JSON")
    }

    /// `DELETE`, answered with JSON.
    pub async fn delete(&self, path: &str) -> Result<Value> {
        let response = self.send(self.request(Method::DELETE, path)).await?;
        response
            .json()
            .await
            .context("the node's answer is not JSON")
    }

    /// `PUT` of a stream, answered with JSON.
    pub async fn put_stream(&self, path: &str, body: reqwest::Body) -> Result<Value> {
        let request = self
            .request(Method::PUT, path)
            .header("content-type", "application/x-tar");
        let response = self.send(request.body(body)).await?;
        response
            .json()
            .await
            .context("the node's answer is not JSON")
    }
}

/// A node's no: a problem document (RFC 9457).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(|_| None))]
pub struct Refused(Value);

impl Refused {
    /// One message: what, why, and each fault with its place, which `place` may know better than the node.
    pub fn said(&self, place: impl Fn(&Value) -> Option<String>) -> String {
        let text = |key: &str| text(&self.0, key).to_owned();
        let mut lines = vec![text("title"), text("detail")];
        let faults = self.0.get("errors").and_then(Value::as_array);
        let faults = faults.into_iter().flatten();
        lines.extend(faults.map(|fault| fault_line(fault, &place(fault).unwrap_or_default())));
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

fn refusal(status: StatusCode, body: &[u8]) -> anyhow::Error {
    match serde_json::from_slice::<Value>(body) {
        Ok(problem) => Refused(problem).into(),
        Err(_) => anyhow!("the node answered {status} without an explanation"),
    }
}

/// `FILE:LINE:COLUMN: field (paragraph): expected ...`; what is not known is left out.
fn fault_line(fault: &Value, place: &str) -> String {
    let field = match text(fault, "field") {
        "" => "the whole document",
        field => field,
    };
    let paragraph = match text(fault, "paragraph") {
        "" => String::new(),
        paragraph => format!(" ({paragraph})"),
    };
    format!(
        "  {place}{field}{paragraph}: expected {}",
        text(fault, "expected")
    )
}
