//! The provider as this node speaks to it: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636).
//!
//! Its configuration and keys are read anew each time: officers sign in a few times a day, and a provider that changes its
//! keys is followed at once.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, TokenResponse, TokenUrl,
};
use reqwest::Url;
use std::path::Path;
use std::time::Duration;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::config::OpenIdConfig;
use crate::config::DeskConfig;
use crate::refusal::{Refusal, chain};
use crate::service::{self, ServiceError};
use comity_wire::problem::ProblemType;

/// The section of `node.toml`, and its key of certificates.
const KEYS: (&str, &str) = ("desk.openid", "desk.openid.ca_file");
/// Where the provider sends the browser back to, below the desk's address.
const BACK: &str = "/sign-in/openid/back";
/// How long an answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(15);
/// How long ago one may have signed in there who ties an account.
const ANEW_WITHIN: SignedDuration = SignedDuration::from_mins(15);
/// How many sign-ins ask the provider at the same moment.
const AT_ONCE: usize = 8;
/// The longest answer, in bytes.
const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Signatures by which a provider vouches for an officer: asymmetric ones alone.
const SIGNED_WITH: [CoreJwsSigningAlgorithm; 6] = [
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The State's provider, ready to be asked.
pub(crate) struct Provider {
    pub(super) config: OpenIdConfig,
    http: reqwest::Client,
    issuer: IssuerUrl,
    secret: Option<Zeroizing<String>>,
    back: RedirectUrl,
    asked_at_once: Semaphore,
}

/// What this node keeps of a question while the officer is at the provider.
pub(super) struct Question<'a> {
    /// Comes back with the browser.
    pub state: &'a str,
    /// Comes back within what the provider signs.
    pub nonce: &'a str,
    /// Shows that who asks for the token also asked the question.
    pub verifier: &'a str,
    /// Whether the person must sign in there anew: the browser may still be somebody else's there.
    pub anew: bool,
}

impl Provider {
    /// Reads secret and certificates; nothing is connected yet. `None` where none is configured.
    pub fn open(desk: Option<&DeskConfig>, data: &Path) -> Result<Option<Self>, ServiceError> {
        let Some((desk, config)) = desk.and_then(|desk| Some((desk, desk.openid.as_ref()?))) else {
            return Ok(None);
        };
        let secret = config.secret_file.as_ref();
        let secret = secret.map(|file| service::secret(data, file));
        let back = format!("{}{BACK}", desk.url.trim_end_matches('/'));
        Ok(Some(Self {
            http: service::client(data, KEYS, config.ca_file.as_deref(), ANSWER_MAX)?,
            // INVARIANT (configured): `OpenIdConfig::faults` has parsed both.
            issuer: IssuerUrl::new(config.issuer.clone())
                .expect("an issuer that was parsed before"),
            back: RedirectUrl::new(back).expect("an address that was parsed before"),
            secret: secret.transpose()?,
            config: config.clone(),
            asked_at_once: Semaphore::new(AT_ONCE),
        }))
    }

    /// Where the browser goes to ask it.
    pub(super) async fn ask(&self, question: &Question<'_>) -> Result<Url, Refusal> {
        let client = self.client().await?;
        let verifier = PkceCodeVerifier::new(question.verifier.to_owned());
        let (state, nonce) = (question.state.to_owned(), question.nonce.to_owned());
        let mut request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(state),
            || Nonce::new(nonce),
        );
        if question.anew {
            request = request.add_prompt(CoreAuthPrompt::Login);
            request = request.set_max_age(Duration::ZERO);
        }
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let (url, _, _) = request.set_pkce_challenge(challenge).url();
        Ok(url)
    }

    /// Whom the provider vouches for, by its own identifier of the account (`sub`).
    pub(super) async fn vouched(
        &self,
        question: &Question<'_>,
        code: String,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        let client = self.client().await?;
        let http = self.asking();
        let token = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| self.away(&chain(&error)))?
            .set_pkce_verifier(PkceCodeVerifier::new(question.verifier.to_owned()))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(_) => self.away(&chain(&error)),
                _ => refused(&format!("it gives no token: {}", chain(&error))),
            })?;
        let vouched = token.id_token();
        let vouched = vouched.ok_or_else(|| refused("its answer names nobody"))?;
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNED_WITH);
        let claims = vouched
            .claims(&verifier, &Nonce::new(question.nonce.to_owned()))
            .map_err(|error| refused(&chain(&error)))?;
        let signed_in = claims.auth_time().map(|at| at.timestamp());
        let since = now.as_second() - ANEW_WITHIN.as_secs();
        if question.anew && signed_in.is_none_or(|at| at < since) {
            return Err(refused("nobody has just signed in there"));
        }
        Ok(claims.subject().to_string())
    }

    /// What the provider says of itself, or why it says nothing.
    pub(super) async fn found(&self) -> Result<CoreProviderMetadata, String> {
        let http = self.asking();
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &http).await;
        let found = found.map_err(|error| chain(&error))?;
        let plain = [
            Some(found.authorization_endpoint().url()),
            Some(found.jwks_uri().url()),
            found.token_endpoint().map(TokenUrl::url),
        ]
        .into_iter()
        .flatten()
        .find(|url| !service::is_address(url))
        .cloned();
        plain.map_or(Ok(found), |plain| {
            Err(format!("{plain} of its configuration is no https address"))
        })
    }

    async fn client(&self) -> Result<Client, Refusal> {
        // Whoever floods the sign-in reaches the provider no more often than this.
        let asking = self.asked_at_once.try_acquire();
        let _asking = asking.map_err(|_| self.away("it is asked often enough"))?;
        let found = self.found().await.map_err(|why| self.away(&why))?;
        let secret = self.secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.to_string()));
        let id = ClientId::new(self.config.client_id.clone());
        let client = CoreClient::from_provider_metadata(found, id, secret);
        Ok(client.set_redirect_uri(self.back.clone()))
    }

    /// How the library asks over HTTP.
    fn asking(&self) -> impl Fn(HttpRequest) -> BoxFuture<'static, Answer> + Sync + 'static {
        let http = self.http.clone();
        move |request| answer(http.clone(), request).boxed()
    }

    fn away(&self, why: &str) -> Refusal {
        tracing::warn!(
            issuer = self.config.issuer,
            why,
            "the OpenID provider cannot be asked"
        );
        let detail = format!("{} cannot be asked now: {why}", self.config.name);
        Refusal::to_machines(ProblemType::Unavailable, detail)
    }
}

type Answer = Result<HttpResponse, Unanswered>;

/// One request to the provider.
async fn answer(http: reqwest::Client, request: HttpRequest) -> Answer {
    let mut answer = http.execute(request.try_into()?).await?;
    let mut response = HttpResponse::new(Vec::new());
    *response.status_mut() = answer.status();
    *response.headers_mut() = std::mem::take(answer.headers_mut());
    while let Some(part) = answer.chunk().await? {
        response.body_mut().extend_from_slice(&part);
        if response.body().len() > ANSWER_BYTES_MAX {
            return Err(Unanswered::Long);
        }
    }
    Ok(response)
}

/// Why a request to the provider has no answer.
#[derive(Debug, thiserror::Error)]
enum Unanswered {
    #[error("no answer")]
    Http(#[from] reqwest::Error),
    #[error("the answer is longer than one megabyte")]
    Long,
}

/// What the provider sent back does not let anybody in.
pub(super) fn refused(detail: &str) -> Refusal {
    tracing::warn!(target: "security", detail, "a sign-in at the OpenID provider was refused");
    Refusal::to_machines(ProblemType::Unauthenticated, detail)
}
