//! The signature base (RFC 9421 section 2.5).

/// The label of our signature in both headers.
pub(super) const LABEL: &str = "comity";
/// The application tag (RFC 9421 section 2.3): a signature for another purpose never counts here.
pub(super) const TAG: &str = "comity-node-get";

const COVERED: &str = r#"("@method" "@authority" "@path" "@query")"#;

/// What of a request is signed, as the server sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetRequest<'a> {
    /// `GET` or `HEAD`, in capitals.
    pub method: &'a str,
    /// Host, and port unless it is 443, as in the `Host` header or `:authority`. Capitals do not matter.
    pub authority: &'a str,
    /// Absolute path, percent-encoded as sent. Empty counts as `/`.
    pub path: &'a str,
    /// What follows the `?`, as sent, or `None`.
    pub query: Option<&'a str>,
}

impl GetRequest<'_> {
    /// The signature base (RFC 9421 section 2.5) under these parameters: the text that is signed.
    pub fn base(&self, params: &str) -> String {
        let authority = self.authority.to_ascii_lowercase();
        let authority = authority.strip_suffix(":443").unwrap_or(&authority);
        let path = if self.path.is_empty() { "/" } else { self.path };
        let query = format!("?{}", self.query.unwrap_or_default());
        let components = [
            ("@method", self.method),
            ("@authority", authority),
            ("@path", path),
            ("@query", &query),
        ];
        signature_base(&components, params)
    }
}

/// One line for each component, then the parameters.
pub(super) fn signature_base(components: &[(&str, &str)], params: &str) -> String {
    let line = |(name, value): &(&str, &str)| format!("\"{name}\": {value}\n");
    let lines: String = components.iter().map(line).collect();
    format!("{lines}\"@signature-params\": {params}")
}

/// The one rendering of the profile's parameters. Times in seconds since 1970.
pub(super) fn params(created: i64, expires: i64, nonce: &str, kid: &str) -> String {
    format!(
        "{COVERED};created={created};expires={expires};nonce=\"{nonce}\";keyid=\"{kid}\";alg=\"ed25519\";tag=\"{TAG}\""
    )
}

/// Created, expires, nonce and key id, taken from the one rendering.
pub(super) fn parse_params(text: &str) -> Option<(i64, i64, &str, &str)> {
    let rest = text.strip_prefix(COVERED)?.strip_prefix(";created=")?;
    let (created, rest) = rest.split_once(";expires=")?;
    let (expires, rest) = rest.split_once(";nonce=\"")?;
    let (nonce, rest) = rest.split_once("\";keyid=\"")?;
    let (kid, _) = rest.split_once('"')?;
    let (created, expires) = (created.parse().ok()?, expires.parse().ok()?);
    // Rendering again and comparing is the whole strictness: signs, zeros, order, anything left over.
    let same = is_nonce(nonce) && params(created, expires, nonce, kid) == text;
    same.then_some((created, expires, nonce, kid))
}

/// 16 bytes in lower-case hexadecimal.
fn is_nonce(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::signature_base;
    use crate::keys::{Algorithm, KeySeeds, PublicKey, SigningKeys};
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    /// RFC 9421 appendix B.2.6, with the key of B.1.4.
    #[test]
    fn signs_as_rfc_9421_appendix_b_2_6() {
        let components = [
            ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            ("@method", "POST"),
            ("@path", "/foo"),
            ("@authority", "example.com"),
            ("content-type", "application/json"),
            ("content-length", "18"),
        ];
        let params = concat!(
            r#"("date" "@method" "@path" "@authority" "content-type" "content-length")"#,
            r#";created=1618884473;keyid="test-key-ed25519""#
        );
        let base = signature_base(&components, params);
        let seed = URL_SAFE_NO_PAD
            .decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU")
            .unwrap();
        let seeds = KeySeeds {
            ed25519: seed.try_into().unwrap(),
            ml_dsa_65: [0; 32],
        };
        let signature = SigningKeys::from_seeds(&seeds).sign(Algorithm::EdDsa, base.as_bytes());
        let expected = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
        assert_eq!(STANDARD.encode(&signature), expected);
        let public = URL_SAFE_NO_PAD
            .decode("JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs")
            .unwrap();
        let public = PublicKey::from_bytes(Algorithm::EdDsa, &public).unwrap();
        assert!(public.verifies(base.as_bytes(), &signature));
    }
}
