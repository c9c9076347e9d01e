//! States watch each other's logs (C2SP tlog-witness): each asks its peers to cosign its checkpoint,
//! and cosigns theirs only when they have merely grown.

use comity_custody::{
    AddCheckpoint, Checkpoint, Note, NoteSignature, SIZE_MEDIA_TYPE, parse_known_size, witness,
};
use comity_store::{Commit, Cosignature, PeerCheckpoint};
use comity_treaty::StateCode;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::act::{READ, commit_fault};
use crate::directory::Peer;
use crate::node::Node;
use crate::refusal::Refusal;

const PLAIN: &str = "text/plain; charset=utf-8";
/// How often new entries are taken to the witnesses.
const TICK: Duration = Duration::from_secs(1);

/// Asks the peers to cosign whenever the log has grown, until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = node.ask_witnesses().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the checkpoint was not cosigned"
            );
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

/// Why a peer did not cosign.
#[derive(Debug, thiserror::Error)]
enum WitnessError {
    #[error("the witness does not answer")]
    Unreachable(#[from] reqwest::Error),
    #[error("the witness refuses: {0}")]
    Refused(String),
    #[error("the cosignature is not believed")]
    Cosignature(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    Log(#[from] Refusal),
}

impl Node {
    /// Brings the latest checkpoint to every peer and keeps the cosignatures it got.
    pub(crate) async fn ask_witnesses(&self) -> Result<(), Refusal> {
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        let asked = self
            .store
            .cosigned_from(head.size)
            .await
            .map_err(Refusal::fault(READ))?;
        if head.size == 0 || asked.is_some() {
            return Ok(());
        }
        let note = Note::parse(&head.checkpoint).map_err(Refusal::fault(
            "the checkpoint does not read; run `comity fsck`",
        ))?;
        for (state, peer) in self.directory().peers() {
            if Some(state.as_str()) == self.config.state.as_deref() {
                continue;
            }
            let sent = self.world.now();
            let answer = self.ask(*state, peer, &note, head.size).await;
            let answered = !matches!(answer, Err(WitnessError::Unreachable(_)));
            self.note_answer(*state, sent, answered);
            match answer {
                Ok(line) => self.keep_cosignature(head.size, &line).await?,
                Err(error) => {
                    metrics::counter!("comity_cosignatures_missing_total").increment(1);
                    tracing::debug!(peer = %state, error = &error as &dyn std::error::Error, "no cosignature");
                }
            }
        }
        Ok(())
    }

    async fn keep_cosignature(&self, size: u64, line: &NoteSignature) -> Result<(), Refusal> {
        let witness = line.name().to_owned();
        let cosignature = Cosignature {
            size,
            witness,
            lines: format!("{}\n", line.to_string().trim_end()),
            at: self.world.now(),
        };
        self.store
            .add_cosignature(&cosignature)
            .await
            .map_err(Refusal::fault("the cosignature cannot be kept"))
    }

    /// One witness. Where it remembers another size than we do, it says so, and is asked once more.
    async fn ask(
        &self,
        state: StateCode,
        peer: &Peer,
        note: &Note,
        size: u64,
    ) -> Result<NoteSignature, WitnessError> {
        let remembered = format!("witness/{state}");
        let kept = self
            .store
            .setting(&remembered)
            .await
            .map_err(Refusal::fault(READ))?;
        let mut old = kept
            .and_then(|size| size.parse().ok())
            .unwrap_or(0_u64)
            .min(size);
        for _ in 0..2 {
            let proof = if old == 0 || old == size {
                Vec::new()
            } else {
                self.consistency(old, size).await?
            };
            let request = AddCheckpoint::new(old, proof, note.clone())
                .map_err(|error| WitnessError::Refused(error.to_string()))?;
            let url = format!("{}/log/add-checkpoint", peer.url);
            let response = peer.http.post(url).body(request.to_string()).send().await?;
            let status = response.status();
            let body = response.text().await?;
            if status.is_success() {
                let cosignature = believed(peer, note, &body)?;
                self.keep_setting(&remembered, size.to_string()).await?;
                return Ok(cosignature);
            }
            match parse_known_size(&body) {
                Some(known) if status.as_u16() == 409 && known <= size => old = known,
                _ => return Err(WitnessError::Refused(format!("{status}: {body}"))),
            }
        }
        Err(WitnessError::Refused(
            "it remembers another size each time".into(),
        ))
    }

    /// Another log asks for our cosignature. Returns status, media type and body.
    pub async fn add_checkpoint(
        &self,
        body: &[u8],
    ) -> Result<(u16, &'static str, String), Refusal> {
        let parsed = std::str::from_utf8(body).map_err(|error| error.to_string());
        let request = match parsed
            .and_then(|body| AddCheckpoint::parse(body).map_err(|error| error.to_string()))
        {
            Ok(request) => request,
            Err(reason) => return Ok((400, PLAIN, format!("{reason}\n"))),
        };
        let directory = self.directory();
        let origin = request.checkpoint().origin().to_owned();
        let found = directory
            .peers()
            .find(|(_, peer)| peer.log.name() == origin);
        let Some((state, peer)) = found else {
            return Ok((
                404,
                PLAIN,
                format!("the log {origin} is not known to this witness\n"),
            ));
        };
        let kept = self
            .store
            .peer_checkpoint(state.as_str())
            .await
            .map_err(Refusal::fault(READ))?;
        let known = kept.as_ref().map(|kept| (kept.size, kept.root));
        let accepted = match witness(known, &request, std::slice::from_ref(&peer.log)) {
            Ok(accepted) => accepted,
            Err(refusal) => {
                tracing::warn!(target: "security", peer = %state, %refusal, "a checkpoint was not cosigned");
                let media = if refusal.known_size().is_some() {
                    SIZE_MEDIA_TYPE
                } else {
                    PLAIN
                };
                let text = refusal
                    .known_size()
                    .map_or_else(|| refusal.to_string(), |size| size.to_string());
                return Ok((refusal.status(), media, format!("{text}\n")));
            }
        };
        self.cosign(
            *state,
            &request,
            accepted,
            known.map_or(0, |(size, _)| size),
        )
        .await
    }

    /// Cosigns a checkpoint that only grew, and keeps it in place of the one of size `known`.
    async fn cosign(
        &self,
        state: StateCode,
        request: &AddCheckpoint,
        accepted: &Checkpoint,
        known: u64,
    ) -> Result<(u16, &'static str, String), Refusal> {
        let at = u64::try_from(self.world.now().as_second()).unwrap_or(0);
        let line = self
            .keys
            .witness
            .cosign(request.note().text(), at)
            .map_err(Refusal::fault("the checkpoint cannot be cosigned"))?
            .to_string();
        let checkpoint = PeerCheckpoint {
            peer: state.to_string(),
            size: accepted.size(),
            root: accepted.root(),
            note: request.note().to_string(),
            cosigned: line.clone(),
            verified_from: known,
        };
        let commit = Commit {
            checkpoints: vec![checkpoint],
            ..Commit::default()
        };
        let committed = self.store.commit(commit).await.map_err(commit_fault)?;
        if committed.witnessed != [true] {
            return Ok((409, SIZE_MEDIA_TYPE, format!("{known}\n")));
        }
        Ok((200, PLAIN, format!("{}\n", line.trim_end())))
    }
}

fn believed(peer: &Peer, note: &Note, body: &str) -> Result<NoteSignature, WitnessError> {
    let lines = NoteSignature::parse_lines(body)
        .map_err(|error| WitnessError::Cosignature(error.into()))?;
    let cosigned = Note::new(note.text().to_owned(), lines.clone())
        .map_err(|error| WitnessError::Cosignature(error.into()))?;
    peer.cosigner
        .verify(&cosigned)
        .map_err(|error| WitnessError::Cosignature(error.into()))?;
    let ours = lines
        .into_iter()
        .find(|line| line.key_id() == peer.cosigner.key_id());
    ours.ok_or_else(|| WitnessError::Refused("no cosignature of its published key".into()))
}
