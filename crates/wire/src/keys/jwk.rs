//! The JSON shape of one public key: RFC 8037 for Ed25519, RFC 9964 for ML-DSA-65.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::second::optional as seconds;
use serde::{Deserialize, Serialize};

use super::{Algorithm, KeyError, PublicKey, Revocation, Validity};

/// A JWK with exactly the members we write. Unknown members are refused: a private half published by mistake
/// must not be passed on unseen.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Jwk {
    kty: String,
    alg: String,
    kid: String,
    #[serde(rename = "use")]
    usage: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    crv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<String>,
    #[serde(rename = "pub", skip_serializing_if = "Option::is_none")]
    public: Option<String>,
    #[serde(default, with = "seconds", skip_serializing_if = "Option::is_none")]
    nbf: Option<Timestamp>,
    #[serde(default, with = "seconds", skip_serializing_if = "Option::is_none")]
    exp: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revoked: Option<Revocation>,
}

impl From<PublicKey> for Jwk {
    fn from(key: PublicKey) -> Self {
        let algorithm = key.algorithm();
        let ed = algorithm == Algorithm::EdDsa;
        let bytes = Some(BASE64URL.encode(key.as_bytes()));
        Self {
            kty: if ed { "OKP" } else { "AKP" }.to_owned(),
            alg: algorithm.name().to_owned(),
            kid: key.kid().as_str().to_owned(),
            usage: "sig".to_owned(),
            crv: ed.then(|| "Ed25519".to_owned()),
            x: if ed { bytes.clone() } else { None },
            public: if ed { None } else { bytes },
            nbf: key.validity().not_before,
            exp: key.validity().expires,
            revoked: key.validity().revoked,
        }
    }
}

impl TryFrom<Jwk> for PublicKey {
    type Error = KeyError;

    fn try_from(jwk: Jwk) -> Result<Self, KeyError> {
        let (algorithm, encoded) = jwk.material()?;
        let bytes = BASE64URL
            .decode(encoded)
            .map_err(|_| KeyError::Malformed(algorithm))?;
        let key = Self::from_bytes(algorithm, &bytes)?;
        if key.kid().as_str() != jwk.kid {
            let actual = key.kid().clone();
            return Err(KeyError::WrongKid {
                stated: jwk.kid,
                actual,
            });
        }
        Ok(key.valid(Validity {
            not_before: jwk.nbf,
            expires: jwk.exp,
            revoked: jwk.revoked,
        }))
    }
}

impl Jwk {
    fn material(&self) -> Result<(Algorithm, &str), KeyError> {
        let names = (
            self.kty.as_str(),
            self.alg.as_str(),
            self.crv.as_deref(),
            self.usage.as_str(),
        );
        match (names, &self.x, &self.public) {
            (("OKP", "EdDSA", Some("Ed25519"), "sig"), Some(x), None) => Ok((Algorithm::EdDsa, x)),
            (("AKP", "ML-DSA-65", None, "sig"), None, Some(key)) => Ok((Algorithm::MlDsa65, key)),
            _ => Err(KeyError::Algorithm),
        }
    }
}
