//! What a release announced: its manifest first, believed and kept; then the package it describes.
//!
//! The message of the release is short, whatever the package holds: it names the manifest by its SHA-256. The order of
//! the writes is what a crash may leave: a kept manifest without its package, which the next pull completes.

use comity_custody::Digest;
use comity_evidence::Manifest;
use comity_store::{Package, Record};
use comity_treaty::procedure::assistance::SealedPackage;
use comity_treaty::procedure::assistance::requesting::{self, Evidence, Stage};
use comity_treaty::{Command, Matter, MatterId, Role, Sentence, StateCode};
use comity_wire::manifest::MAX_MANIFEST_BYTES;
use comity_wire::problem::ProblemType;
use futures_util::{Stream, TryStreamExt};
use serde_json::{Value, json};
use std::sync::Arc;

use super::pulls::Progress;
use super::{ANNOUNCED, conditions_of, not_now, references_of};
use crate::directory::Peer;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;
use crate::reply::LARGE_MAX;

const AWAY: &str =
    "the other node does not hand out the manifest now; pull again later, nothing was kept of it";

impl Node {
    /// Fetches the package that was released to us, verifies it and says so to the other State.
    pub async fn pull_evidence(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Value, Refusal> {
        let running = self.alone_in_pulling(matter)?;
        self.pull_evidence_as(officer, matter, &running.progress)
            .await
    }

    /// The same, for whoever looks at its progress and may stop it.
    pub(super) async fn pull_evidence_as(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
        progress: &Arc<Progress>,
    ) -> Result<Value, Refusal> {
        officer.must_hold(&[Role::EvidenceCustodian])?;
        let state = self.requesting_access(matter).await?;
        let evidence = state
            .evidence()
            .ok_or_else(|| not_now(refused::NOT_ANNOUNCED))?;
        let directory = self.directory();
        let peer = directory
            .peer(state.peer, self.world.now())
            .ok_or_else(|| Refusal::not_found(state.peer.as_str()))?;
        let (mut row, manifest) = self.manifest_first(peer, matter, &state, evidence).await?;
        // A crash in here leaves the manifest and some slices; the next pull takes both up.
        self.pull(peer, matter, &manifest, progress).await?;
        if row.status == ANNOUNCED {
            "received".clone_into(&mut row.status);
            row.updated_at = self.world.now();
            self.write_records(vec![Record::Package(row)]).await?;
        }
        let length = manifest.ciphertext.length;
        if !matches!(state.stage, Stage::Transferred { .. }) {
            // It was received before, and the other State knows: there is nothing to say again.
            let now = Matter::AssistanceRequesting(state).stage();
            return Ok(
                json!({ "matter": matter, "stage": now, "length": length, "repeated": true }),
            );
        }
        let digest = evidence.package.digest.clone();
        let command = Command::AssistanceRequesting(requesting::Command::RecordReceived { digest });
        let acted = self
            .act(matter, state.peer, command, officer.actor())
            .await?;
        Ok(
            json!({ "matter": matter, "stage": acted.stage, "entry": acted.entry, "length": length }),
        )
    }

    /// The manifest of the release, kept before anything of the package is: the one that is here already, or fetched.
    async fn manifest_first(
        &self,
        peer: &Peer,
        matter: MatterId,
        state: &requesting::State,
        evidence: &Evidence,
    ) -> Result<(Package, Manifest), Refusal> {
        let announced = self.announced_digest(matter).await?;
        let kept = self.package_of(evidence.package.package).await.ok();
        let kept =
            kept.filter(|row| row.matter == matter.0 && Digest::of(&row.manifest) == announced);
        if let Some(row) = kept {
            let manifest = self.kept_manifest(&row.manifest).await?;
            return Ok((row, manifest));
        }
        let signed = self.fetch_manifest(peer, evidence, announced).await?;
        // Its keys may have been changed since it was announced. The message that named these very bytes was believed when it
        // came, so whoever held the key at any time signed them: asking today's directory would refuse what is genuine.
        let manifest = self.kept_manifest(&signed).await?;
        let parties = [state.peer, self.state()?];
        agrees(&manifest, matter, parties, evidence)?;
        let row = self.package_row(&manifest, signed, ANNOUNCED);
        self.write_records(vec![Record::Package(row.clone())])
            .await?;
        Ok((row, manifest))
    }

    async fn fetch_manifest(
        &self,
        peer: &Peer,
        evidence: &Evidence,
        announced: Digest,
    ) -> Result<Vec<u8>, Refusal> {
        let package = evidence.package.digest.as_str();
        let request = self.signed_get(peer, &format!("/v1/packages/{package}/manifest"));
        let response = request
            .timeout(LARGE_MAX)
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .map_err(Refusal::fault(AWAY))?;
        let signed = bounded(response.bytes_stream(), MAX_MANIFEST_BYTES).await?;
        is_announced(&signed, announced)?;
        Ok(signed)
    }

    /// The SHA-256 of the signed manifest, as the last release of this matter announced it.
    async fn announced_digest(&self, matter: MatterId) -> Result<Digest, Refusal> {
        let records = self.records(matter).await?;
        let found = records
            .iter()
            .rev()
            .find_map(crate::thread::Record::announced_manifest)
            .ok_or_else(|| not_now(refused::NOT_ANNOUNCED))?;
        found.as_str().parse().map_err(Refusal::fault(
            "the announced digest does not read; run `comity fsck`",
        ))
    }
}

/// All bytes of a body, if there are not more than `limit`: what is longer is given up where it becomes too long.
async fn bounded<B, E>(
    body: impl Stream<Item = Result<B, E>>,
    limit: usize,
) -> Result<Vec<u8>, Refusal>
where
    B: AsRef<[u8]>,
    E: std::error::Error + Send + Sync + 'static,
{
    let mut body = std::pin::pin!(body);
    let mut bytes = Vec::new();
    while let Some(piece) = body.try_next().await.map_err(Refusal::fault(AWAY))? {
        let piece = piece.as_ref();
        if bytes.len() + piece.len() > limit {
            let detail = refused::MANIFEST_LONG
                .with("most", limit)
                .with("act", refused::report_faulty());
            return Err(Refusal::named(ProblemType::Oversized, detail));
        }
        bytes.extend_from_slice(piece);
    }
    Ok(bytes)
}

fn is_announced(signed: &[u8], announced: Digest) -> Result<(), Refusal> {
    let found = Digest::of(signed);
    if found == announced {
        return Ok(());
    }
    let detail = refused::ANOTHER_MANIFEST
        .with("found", found.to_string())
        .with("announced", announced.to_string());
    Err(faulty(detail))
}

/// A signed manifest must be of the package that was announced, from the one State to the other, under the conditions
/// that were agreed. Names the first difference.
fn agrees(
    manifest: &Manifest,
    matter: MatterId,
    [from, to]: [StateCode; 2],
    evidence: &Evidence,
) -> Result<(), Refusal> {
    let announced = announced(matter, [from, to], &evidence.package);
    let pairs = stated(manifest).into_iter().zip(announced);
    let differs = FIELDS.iter().zip(pairs).find(|(_, (a, b))| a != b);
    if let Some((field, (stated, announced))) = differs {
        let detail = refused::MANIFEST_DIFFERS
            .with("field", *field)
            .with("stated", stated)
            .with("announced", announced);
        return Err(faulty(detail));
    }
    if references_of(manifest)? != evidence.package.references {
        return Err(faulty(refused::MANIFEST_REFERS));
    }
    let agreed = manifest.conditions == conditions_of(&evidence.conditions);
    let other = || faulty(refused::MANIFEST_CONDITIONS);
    agreed.then_some(()).ok_or_else(other)
}

/// What the other State is to be told of.
fn faulty(detail: impl Into<Sentence>) -> Refusal {
    not_now(detail.into().with("act", refused::report_faulty()))
}

/// What manifest and release both say, in this order.
const FIELDS: [&str; 8] = [
    "package",
    "matter",
    "from",
    "to",
    "recipient",
    "ciphertext.blake3",
    "ciphertext.length",
    "items",
];

fn stated(manifest: &Manifest) -> [String; 8] {
    [
        manifest.package.to_string(),
        manifest.matter.to_string(),
        manifest.from.to_string(),
        manifest.to.to_string(),
        manifest.recipient.to_string(),
        manifest.ciphertext.blake3.to_string(),
        manifest.ciphertext.length.to_string(),
        manifest.items.len().to_string(),
    ]
}

fn announced(matter: MatterId, [from, to]: [StateCode; 2], package: &SealedPackage) -> [String; 8] {
    [
        package.package.to_string(),
        matter.to_string(),
        from.to_string(),
        to.to_string(),
        package.sealed_to.as_str().to_owned(),
        package.digest.as_str().to_owned(),
        package.bytes.to_string(),
        package.items.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream::iter;

    type Piece = Result<Vec<u8>, std::io::Error>;

    async fn take(pieces: Vec<Piece>, limit: usize) -> Result<Vec<u8>, Refusal> {
        bounded(iter(pieces), limit).await
    }

    #[tokio::test]
    async fn a_body_is_taken_whole_up_to_its_limit() {
        let pieces = || vec![Ok(vec![1; 5]), Ok(Vec::new()), Ok(vec![2; 3])];
        assert_eq!(take(pieces(), 8).await.unwrap(), [1, 1, 1, 1, 1, 2, 2, 2]);
        let refused = take(pieces(), 7).await.unwrap_err();
        assert_eq!(refused.problem().status, 413);
    }

    #[tokio::test]
    async fn a_body_without_an_end_is_given_up_at_its_limit() {
        let endless = futures_util::stream::repeat_with(|| Piece::Ok(vec![0; 1 << 20]));
        assert!(bounded(endless, 16 << 20).await.is_err());
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_no_manifest() {
        let broken = vec![
            Ok(vec![1; 5]),
            Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)),
        ];
        assert!(matches!(
            take(broken, 100).await,
            Err(Refusal::Fault { .. })
        ));
    }

    #[test]
    fn only_the_announced_bytes_are_the_manifest() {
        let announced = Digest::of(b"the manifest");
        assert!(is_announced(b"the manifest", announced).is_ok());
        for other in [&b"the manifes"[..], b"the manifest ", b"another", b""] {
            assert!(is_announced(other, announced).is_err());
        }
    }
}
