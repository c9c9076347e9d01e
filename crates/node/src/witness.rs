//! States watch each other's logs (C2SP tlog-witness): each asks its peers to cosign its checkpoint,
//! and cosigns theirs only when they have merely grown.

mod asking;
#[cfg(test)]
mod tests;

use comity_custody::{
    AddCheckpoint, Checkpoint, Note, NoteSignature, SIZE_MEDIA_TYPE, WitnessRefusal,
    parse_known_size, witness,
};
use comity_store::{Commit, Cosignature, PeerCheckpoint};
use comity_treaty::StateCode;
use futures_util::future::join_all;
use std::collections::BTreeSet;
use std::time::Duration;

use crate::act::{READ, commit_fault};
use crate::directory::Peer;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::reply::{NoReply, Reply, SMALL_MAX, reply};

pub(crate) use asking::run;

const PLAIN: &str = "text/plain; charset=utf-8";
/// The longest cosignature: a post-quantum one beside a classic one, and lines of keys that nobody knows.
const COSIGNATURE_BYTES_MAX: usize = 64 << 10;
/// How long somebody waits for cosignatures who wants a proof.
const PATIENCE: Duration = Duration::from_secs(5);

/// The newest checkpoint, and who has not cosigned it.
struct NotCosigned {
    note: Note,
    size: u64,
    peers: Vec<(StateCode, Peer)>,
}

/// Why a peer did not cosign.
#[derive(Debug, thiserror::Error)]
enum WitnessError {
    #[error(transparent)]
    Unanswered(#[from] NoReply),
    #[error("the witness refuses: {0}")]
    Refused(String),
    #[error("the cosignature is not believed")]
    Cosignature(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    Log(#[from] Refusal),
}

impl Node {
    /// The newest checkpoint with the peers that have not cosigned it; nothing where the log is empty or all have.
    async fn not_cosigned(&self) -> Result<Option<NotCosigned>, Refusal> {
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        if head.size == 0 {
            return Ok(None);
        }
        let cosigned = self.store.cosignatures(head.size).await;
        let cosigned: BTreeSet<String> = cosigned
            .map_err(Refusal::fault(READ))?
            .into_iter()
            .map(|cosignature| cosignature.witness)
            .collect();
        let directory = self.directory();
        let own = self.config.state.as_deref();
        let peers: Vec<_> = directory
            .peers()
            .filter(|(state, _)| Some(state.as_str()) != own)
            .filter(|(_, peer)| !cosigned.contains(peer.cosigner.name()))
            .map(|(state, peer)| (*state, peer.clone()))
            .collect();
        if peers.is_empty() {
            return Ok(None);
        }
        let note = Note::parse(&head.checkpoint).map_err(Refusal::fault(
            "the checkpoint does not read; run `comity fsck`",
        ))?;
        let size = head.size;
        Ok(Some(NotCosigned { note, size, peers }))
    }

    /// Brings the newest checkpoint to every peer that has not cosigned it, for somebody who waits. Who takes longer cosigns for
    /// those who come later.
    pub(crate) async fn ask_witnesses(&self) -> Result<(), Refusal> {
        let Some(NotCosigned { note, size, peers }) = self.not_cosigned().await? else {
            return Ok(());
        };
        let each = peers
            .iter()
            .map(|(state, peer)| self.bring_to(*state, peer, &note, size));
        let _all = tokio::time::timeout(PATIENCE, join_all(each)).await;
        Ok(())
    }

    /// Asks one peer, and keeps its cosignature. Whether it gave one.
    async fn bring_to(&self, state: StateCode, peer: &Peer, note: &Note, size: u64) -> bool {
        let sent = self.world.now();
        let answer = self.ask(state, peer, note, size).await;
        let silent = matches!(&answer, Err(WitnessError::Unanswered(no)) if no.is_silence());
        self.note_answer(state, sent, !silent);
        let kept = match answer {
            Ok(line) => self.keep_cosignature(size, &line).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        let Err(error) = kept else { return true };
        metrics::counter!("comity_cosignatures_missing_total").increment(1);
        tracing::debug!(peer = %state, error = &error as &dyn std::error::Error, "no cosignature");
        false
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
            let request = peer.http.post(url).body(request.to_string());
            let Reply { status, body } = reply(request, COSIGNATURE_BYTES_MAX, SMALL_MAX).await?;
            let body = String::from_utf8_lossy(&body).into_owned();
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
                metrics::counter!("comity_checkpoints_refused_total").increment(1);
                tracing::warn!(target: "security", peer = %state, %refusal, "a checkpoint was not cosigned");
                if let WitnessRefusal::Forked { size, known, shown } = refusal {
                    // Signed by the log itself, so that nobody else can have made it up.
                    let notes = kept.into_iter().map(|kept| kept.note);
                    let notes = notes.chain([request.note().to_string()]).collect();
                    self.note_fork(*state, (size, known), (size, shown), notes)
                        .await;
                }
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
            // Another checkpoint of this log was cosigned meanwhile: it is that one from which to prove.
            let kept = self.store.peer_checkpoint(state.as_str()).await;
            let known = kept.map_err(Refusal::fault(READ))?;
            let known = known.map_or(0, |known| known.size);
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
