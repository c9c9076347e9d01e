//! One key for each request: made when access is asked for, wrapped under the node's own, destroyed
//! by an officer.

use comity_evidence::age;
use comity_evidence::{Blake3, Identity, SealEntropy};
use comity_store::{Record, WrappedKey};
use comity_treaty::law::assistance_kinds::is_evidence;
use comity_treaty::procedure::assistance::requesting;
use comity_treaty::{Command, MatterId, Measure};
use comity_wire::problem::ProblemType;
use serde_json::{Value, json};

use super::{ANNOUNCED, UNREAD};
use crate::act::READ;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;

impl Node {
    /// Destroys the key of a package, then its bytes. What remains is the proof that it was.
    pub async fn destroy_evidence(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Value, Refusal> {
        let state = self.requesting_access(matter).await?;
        let command = Command::AssistanceRequesting(requesting::Command::DestroyEvidence);
        let acted = self
            .act(matter, state.peer, command, officer.actor())
            .await?;
        // A crash here leaves a key that the matter calls destroyed; the next start destroys it.
        self.finish_destruction(matter).await?;
        Ok(json!({ "matter": matter, "stage": acted.stage, "entry": acted.entry }))
    }

    /// Ends destructions that a crash interrupted: the matter says destroyed, the package is here.
    pub(crate) async fn resume_destructions(&self) -> Result<(), Refusal> {
        let mut rows = Vec::new();
        for status in ["received", ANNOUNCED] {
            let found = self.store.packages_at(status).await;
            rows.extend(found.map_err(Refusal::fault(READ))?);
        }
        for row in rows {
            let matter = MatterId(row.matter);
            let state = self.requesting_access(matter).await?;
            if matches!(
                state.stage,
                requesting::Stage::Destroyed { .. } | requesting::Stage::Closed { .. }
            ) {
                self.finish_destruction(matter).await?;
            }
        }
        Ok(())
    }

    /// Destroys the wrapped key and the ciphertext of a matter.
    pub(crate) async fn finish_destruction(&self, matter: MatterId) -> Result<(), Refusal> {
        self.write_records(vec![Record::DestroyKey { id: matter.0 }])
            .await?;
        for mut row in self
            .store
            .packages_of(matter.0)
            .await
            .map_err(Refusal::fault(READ))?
        {
            let digest: Blake3 = row.blake3.parse().map_err(Refusal::fault(UNREAD))?;
            self.exhibits.remove(digest).map_err(Refusal::fault(
                "the ciphertext cannot be removed; its key is destroyed already",
            ))?;
            "destroyed".clone_into(&mut row.status);
            row.updated_at = self.world.now();
            self.write_records(vec![Record::Package(row)]).await?;
        }
        Ok(())
    }

    /// Puts a fresh sealing key into the particulars of a request for assistance, and keeps its wrapped
    /// private half: destroying it later closes the evidence for ever.
    pub(crate) async fn with_sealing_key(
        &self,
        measure: Measure,
        matter: MatterId,
        mut particulars: Value,
    ) -> Result<Value, Refusal> {
        if !is_evidence(measure) || !particulars.is_object() {
            return Ok(particulars);
        }
        let seed = self.world.random::<32>();
        let wrapped = age::encrypt(&seed, self.keys.sealing.recipient(), &self.seal_entropy());
        self.write_records(vec![Record::Key(WrappedKey {
            id: matter.0,
            wrapped,
        })])
        .await?;
        // Whoever asked under the same number a moment before has made the key: the kept one counts.
        let kept = self.sealing_key(matter).await?;
        particulars["seal_to"] = json!(kept.recipient().to_string());
        Ok(particulars)
    }

    /// Puts a sealing key that nobody keeps into particulars that are only looked at.
    pub(crate) fn with_any_sealing_key(&self, measure: Measure, mut particulars: Value) -> Value {
        if is_evidence(measure) && particulars.is_object() {
            let key = Identity::from_seed(self.world.random::<32>());
            particulars["seal_to"] = json!(key.recipient().to_string());
        }
        particulars
    }

    pub(super) async fn sealing_key(&self, matter: MatterId) -> Result<Identity, Refusal> {
        let kept = self
            .store
            .key(matter.0)
            .await
            .map_err(Refusal::fault(READ))?;
        let kept =
            kept.ok_or_else(|| Refusal::named(ProblemType::Destroyed, refused::KEY_DESTROYED))?;
        let seed = age::decrypt(&kept.wrapped, &self.keys.sealing).map_err(Refusal::fault(
            "the package's key does not open; restore the node's key file",
        ))?;
        let seed: [u8; 32] = seed.as_slice().try_into().map_err(Refusal::fault(
            "the package's key is damaged; restore the backup",
        ))?;
        Ok(Identity::from_seed(seed))
    }

    pub(crate) fn seal_entropy(&self) -> SealEntropy {
        SealEntropy {
            file_key: self.world.random(),
            payload_nonce: self.world.random(),
            encapsulation: self.world.random(),
        }
    }
}
