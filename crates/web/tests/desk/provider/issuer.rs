//! An OpenID provider that can be told to lie.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Url;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Where a provider lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In the head of what it signs.
    Header,
    /// In what it signs.
    Claims,
    /// Around it.
    Answer,
}

/// What it says instead of the truth; nothing at all where the value is null.
#[derive(Clone)]
pub struct Lie {
    pub part: Part,
    pub key: &'static str,
    pub value: Value,
}

/// A provider on a port of its own.
#[derive(Clone)]
pub struct Issuer {
    /// Its address.
    pub url: String,
    kept: Arc<Mutex<Kept>>,
}

struct Kept {
    key: Ed25519KeyPair,
    /// Signs instead of the published key.
    forged: Option<Ed25519KeyPair>,
    lie: Option<Lie>,
    /// Whose account is signed in at.
    subject: String,
    /// The questions by their code.
    asked: HashMap<String, HashMap<String, String>>,
}

impl Issuer {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let kept = Kept {
            key: Ed25519KeyPair::generate().expect("a key"),
            forged: None,
            lie: None,
            subject: "ida".into(),
            asked: HashMap::new(),
        };
        let kept = Arc::new(Mutex::new(kept));
        let issuer = Self { url, kept };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    /// From now on it lies so, or not at all.
    pub fn lies(&self, lie: Option<Lie>) {
        self.kept.lock().expect("kept").lie = lie;
    }

    /// From now on another key than the published one signs.
    pub fn forges(&self) {
        let key = Ed25519KeyPair::generate().expect("a key");
        self.kept.lock().expect("kept").forged = Some(key);
    }

    /// Who signs in next.
    pub fn is(&self, subject: &str) {
        subject.clone_into(&mut self.kept.lock().expect("kept").subject);
    }

    /// The browser comes with a question and somebody signs in: the code it takes back, and the state.
    pub fn signed_in(&self, to: &str) -> (String, String) {
        let to = Url::parse(to).expect("an address");
        assert!(
            to.as_str().starts_with(&format!("{}/auth?", self.url)),
            "{to}"
        );
        let asked: HashMap<_, _> = to.query_pairs().into_owned().collect();
        for (name, expected) in [
            ("response_type", "code"),
            ("client_id", "comity"),
            ("scope", "openid"),
            ("code_challenge_method", "S256"),
            ("redirect_uri", "http://localhost:7480/sign-in/openid/back"),
        ] {
            assert_eq!(asked[name], expected, "{name}");
        }
        let state = asked["state"].clone();
        let code = format!("code of {state}");
        let mut kept = self.kept.lock().expect("kept");
        kept.asked.insert(code.clone(), asked);
        (code, state)
    }
}

async fn configuration(State(issuer): State<Issuer>) -> Json<Value> {
    let url = &issuer.url;
    Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/auth"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn jwks(State(issuer): State<Issuer>) -> Json<Value> {
    let kept = issuer.kept.lock().expect("kept");
    let x = URL_SAFE_NO_PAD.encode(kept.key.public_key());
    Json(
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "one", "x": x }] }),
    )
}

async fn token(
    State(issuer): State<Issuer>,
    headers: HeaderMap,
    sent: String,
) -> (StatusCode, Json<Value>) {
    let sent = form_urlencoded::parse(sent.as_bytes());
    let sent: HashMap<String, String> = sent.into_owned().collect();
    let mut kept = issuer.kept.lock().expect("kept");
    let no = |error| (StatusCode::BAD_REQUEST, Json(json!({ "error": error })));
    // A code is used once (RFC 6749, section 4.1.2).
    let Some(asked) = kept.asked.remove(&sent["code"]) else {
        return no("invalid_grant");
    };
    let basic = STANDARD.encode("comity:between+us");
    let known = headers.get("authorization");
    assert_eq!(known.expect("who asks"), &format!("Basic {basic}"));
    assert_eq!(sent["redirect_uri"], asked["redirect_uri"]);
    let digest =
        aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, sent["code_verifier"].as_bytes());
    assert_eq!(URL_SAFE_NO_PAD.encode(digest), asked["code_challenge"]);
    let now = jiff::Timestamp::now().as_second();
    let mut header = json!({ "alg": "EdDSA", "kid": "one" });
    let mut claims = json!({
        "iss": issuer.url, "sub": kept.subject, "aud": "comity", "iat": now, "exp": now + 300, "nonce": asked["nonce"], "auth_time": now,
    });
    let mut answer = json!({ "access_token": "none of ours", "token_type": "Bearer" });
    let lied = |part: Part, told: &mut Value| {
        if let Some(lie) = kept.lie.as_ref().filter(|lie| lie.part == part) {
            let told = told.as_object_mut().expect("an object");
            told.remove(lie.key);
            if !lie.value.is_null() {
                told.insert(lie.key.into(), lie.value.clone());
            }
        }
    };
    lied(Part::Header, &mut header);
    lied(Part::Claims, &mut claims);
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(&claims));
    let key = kept.forged.as_ref().unwrap_or(&kept.key);
    let signature = match header["alg"].as_str() {
        Some("none") => String::new(),
        // The secret that both know is no key that vouches.
        Some("HS256") => {
            let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, b"between us");
            URL_SAFE_NO_PAD.encode(aws_lc_rs::hmac::sign(&key, signed.as_bytes()))
        }
        _ => URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes())),
    };
    answer["id_token"] = json!(format!("{signed}.{signature}"));
    lied(Part::Answer, &mut answer);
    (StatusCode::OK, Json(answer))
}
