//! This node's custody log, read: checkpoint, tiles, and the proof of one entry.

use comity_custody::{
    Checkpoint, Digest, Note, NoteSignature, Resource, TILE_WIDTH, TileId, TlogProof,
    encode_bundle, prove_consistency, tiles_for_consistency,
};
use comity_treaty::StateCode;
use comity_wire::problem::ProblemType;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::act::{READ, entry};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::reply::answered;

const DAMAGED: &str = "the log contradicts itself; stop the node and run `comity fsck`";

impl Node {
    /// The latest checkpoint, as it was signed.
    pub async fn log_checkpoint(&self) -> Result<String, Refusal> {
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        Ok(head.checkpoint.to_string())
    }

    /// The checkpoint over entry `index` that most peers have cosigned, with their cosignatures.
    async fn cosigned_over(&self, index: u64) -> Result<Option<Note>, Refusal> {
        let size = self
            .store
            .cosigned_from(index + 1)
            .await
            .map_err(Refusal::fault(READ))?;
        let Some(size) = size else { return Ok(None) };
        let head = self
            .store
            .checkpoint_at(size)
            .await
            .map_err(Refusal::fault(READ))?;
        let Some(head) = head else { return Ok(None) };
        let mut note = Note::parse(&head.checkpoint).map_err(Refusal::fault(DAMAGED))?;
        for cosignature in self
            .store
            .cosignatures(size)
            .await
            .map_err(Refusal::fault(READ))?
        {
            note.add(
                NoteSignature::parse_lines(&cosignature.lines).map_err(Refusal::fault(DAMAGED))?,
            );
        }
        Ok(Some(note))
    }

    /// A tile or an entry bundle by its path (C2SP tlog-tiles).
    pub async fn log_tile(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        let resource: Resource = path.parse().map_err(|_| Refusal::not_found(path))?;
        let found = match resource {
            Resource::Tile(tile) => self.store.tile(tile).await.map_err(Refusal::fault(READ))?,
            Resource::Entries(bundle) => self.bundle(bundle).await?,
            Resource::Checkpoint => Some(self.log_checkpoint().await?.into_bytes()),
        };
        found.ok_or_else(|| Refusal::not_found(path))
    }

    async fn bundle(&self, tile: TileId) -> Result<Option<Vec<u8>>, Refusal> {
        let first = tile.index() * u64::from(TILE_WIDTH);
        let count = u32::from(tile.width());
        let entries = self
            .store
            .entries(first, count)
            .await
            .map_err(Refusal::fault(READ))?;
        if entries.len() != usize::from(tile.width()) {
            return Ok(None);
        }
        encode_bundle(entries.iter().map(Vec::as_slice))
            .map(Some)
            .map_err(Refusal::fault(DAMAGED))
    }

    /// The consistency proof between two sizes of the log.
    pub(crate) async fn consistency(&self, old: u64, new: u64) -> Result<Vec<Digest>, Refusal> {
        let proof = self
            .store
            .prove_consistency(old, new)
            .await
            .map_err(Refusal::fault(READ))?;
        proof.map_err(Refusal::fault(DAMAGED))
    }

    /// The proof file of one of our entries under a cosigned checkpoint that covers it.
    pub async fn proof_of(&self, index: u64, entry: &[u8]) -> Result<String, Refusal> {
        let note = self.cosigned_covering(index).await?;
        let size = Checkpoint::parse(note.text())
            .map_err(Refusal::fault(DAMAGED))?
            .size();
        let proof = self
            .store
            .prove_inclusion(index, size)
            .await
            .map_err(Refusal::fault(READ))?;
        let proof = proof.map_err(Refusal::fault(DAMAGED))?;
        Ok(TlogProof {
            extra: Some(entry.to_vec()),
            index,
            proof,
            checkpoint: note,
        }
        .to_string())
    }

    /// A checkpoint over entry `index` that peers have cosigned. Where the latest cosigned one is too
    /// old, the peers are asked now; where none answers, the bare checkpoint serves.
    async fn cosigned_covering(&self, index: u64) -> Result<Note, Refusal> {
        if let Some(note) = self.cosigned_over(index).await? {
            return Ok(note);
        }
        self.ask_witnesses().await?;
        if let Some(note) = self.cosigned_over(index).await? {
            return Ok(note);
        }
        Note::parse(&self.log_checkpoint().await?).map_err(Refusal::fault(DAMAGED))
    }

    /// The proof of an envelope that this peer sent us, or we sent it.
    pub async fn proof_for(&self, peer: StateCode, digest: &str) -> Result<String, Refusal> {
        let unknown = || Refusal::not_found(digest);
        let envelope: Digest = digest.parse().map_err(|_| unknown())?;
        let received = self
            .store
            .received(envelope)
            .await
            .map_err(Refusal::fault(READ))?;
        let sent = self
            .store
            .sent_by_digest(envelope)
            .await
            .map_err(Refusal::fault(READ))?;
        let with = received.map(|row| row.from).or(sent.map(|row| row.to));
        if with.as_deref() != Some(peer.as_str()) {
            return Err(unknown());
        }
        self.envelope_proof(envelope).await
    }

    /// The proof of the entry that logged an envelope here, received or sent.
    pub(crate) async fn envelope_proof(&self, digest: Digest) -> Result<String, Refusal> {
        let unknown = || {
            Refusal::to_machines(
                ProblemType::NotFound,
                "this node has no custody entry of that envelope",
            )
        };
        let received = self
            .store
            .received(digest)
            .await
            .map_err(Refusal::fault(READ))?;
        let (kind, to, bytes, at) = if let Some(row) = received {
            ("received", self.state()?, row.bytes, Some(row.received_at))
        } else {
            let row = self
                .store
                .sent_by_digest(digest)
                .await
                .map_err(Refusal::fault(READ))?;
            let row = row.ok_or_else(unknown)?;
            (
                "sent",
                row.to.parse().map_err(|_| unknown())?,
                row.bytes,
                None,
            )
        };
        let envelope = self.read_kept(&bytes.ok_or_else(unknown)?, to).await?;
        let entry = entry(
            kind,
            envelope.matter,
            digest,
            at.unwrap_or(envelope.sent_at),
        );
        let found = self
            .store
            .entry_of(&entry)
            .await
            .map_err(Refusal::fault(READ))?;
        let (index, bytes) = found.ok_or_else(unknown)?;
        self.proof_of(index, &bytes).await
    }

    /// The proof of an envelope in a peer's log.
    pub(crate) async fn fetch_proof(
        &self,
        log: StateCode,
        digest: Digest,
    ) -> Result<String, Refusal> {
        let directory = self.directory();
        let peer = directory
            .peer(log, self.world.now())
            .ok_or_else(|| Refusal::not_found(log.as_str()))?;
        let request = self.signed_get(peer, &format!("/v1/proofs/{digest}"));
        let bytes = answered(request, PROOF_BYTES_MAX, AWAY).await?;
        String::from_utf8(bytes).map_err(Refusal::fault("a proof does not read"))
    }

    /// The consistency proofs from older sizes of a peer's log to one of its sizes, from its public tiles. Each tile is
    /// fetched once: most proofs to one size need the same ones.
    pub(crate) async fn fetch_growth(
        &self,
        log: StateCode,
        older: &[u64],
        new: u64,
    ) -> Result<Vec<Vec<Digest>>, Refusal> {
        let mut tiles = HashMap::new();
        let mut proofs = Vec::new();
        for &old in older {
            for tile in tiles_for_consistency(old, new) {
                let place = (tile.level(), tile.index());
                if let Entry::Vacant(missing) = tiles.entry(place) {
                    missing.insert(self.fetch_of_log(log, &tile.path()).await?);
                }
            }
            let proof = prove_consistency(old, new, &tiles);
            proofs.push(proof.map_err(Refusal::fault(UNPROVED))?);
        }
        Ok(proofs)
    }

    /// A public resource of a peer's log, by its path (C2SP tlog-tiles).
    pub(crate) async fn fetch_of_log(
        &self,
        log: StateCode,
        path: &str,
    ) -> Result<Vec<u8>, Refusal> {
        let directory = self.directory();
        let peer = directory
            .peer(log, self.world.now())
            .ok_or_else(|| Refusal::not_found(log.as_str()))?;
        let request = peer.http.get(format!("{}/log/{path}", peer.url));
        answered(request, RESOURCE_BYTES_MAX, AWAY).await
    }
}

/// The longest proof file: a checkpoint with a post-quantum cosignature of every State Party fits.
const PROOF_BYTES_MAX: usize = 2 << 20;
/// The longest resource of a log: a bundle of 256 entries, each of 64 KiB at most.
const RESOURCE_BYTES_MAX: usize = 17 << 20;
const AWAY: &str =
    "the other node does not answer; the case file needs its proofs, so try again later";
const UNPROVED: &str = "the other log does not prove its growth; report it to the register";
