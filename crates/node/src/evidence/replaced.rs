//! Evidence that was sealed again: the package before it was never released, or was faulty, and nobody needs its bytes.

use comity_evidence::Blake3;
use comity_store::Package;
use comity_treaty::procedure::assistance::requested::{self, Stage};
use comity_treaty::{Matter, MatterId};
use comity_wire::problem::ProblemType;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

use super::{READ, UNREAD};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::refused;

/// A package in whose place another one was sealed. Its manifest and slices stay as proof of what it was.
pub(crate) const REPLACED: &str = "replaced";

/// The matters that this process seals evidence of: one stream for each, so that of two packages none takes the other's
/// place unseen.
#[derive(Default)]
pub(crate) struct Sealing(Mutex<BTreeSet<MatterId>>);

/// One matter's sealing, until dropped.
pub(super) struct Alone<'a>(&'a Sealing, MatterId);

impl Sealing {
    /// Begins, where nobody else seals for this matter.
    pub(super) fn begin(&self, matter: MatterId) -> Result<Alone<'_>, Refusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.insert(matter) {
            return Ok(Alone(self, matter));
        }
        Err(Refusal::named(
            ProblemType::Unavailable,
            refused::SEALING_ALREADY,
        ))
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        let mut all = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&self.1);
    }
}

impl Node {
    /// Removes the bytes of every package of the matter but the one it speaks of now. A crash before leaves them to the
    /// next start.
    pub(super) async fn remove_replaced(&self, matter: MatterId) -> Result<(), Refusal> {
        let Some(Matter::AssistanceRequested(state)) = self.load(matter).await?.thread.matter
        else {
            return Ok(());
        };
        let Some(present) = present(&state) else {
            return Ok(());
        };
        let rows = self.store.packages_of(matter.0).await;
        let rows = rows.map_err(Refusal::fault(READ))?;
        for row in rows.into_iter().filter(|row| row.id != present) {
            self.replace(row).await?;
        }
        Ok(())
    }

    /// The row first: whoever finds it knows that the bytes may be gone.
    async fn replace(&self, mut row: Package) -> Result<(), Refusal> {
        let digest: Blake3 = row.blake3.parse().map_err(Refusal::fault(UNREAD))?;
        if row.status == "sealed" {
            REPLACED.clone_into(&mut row.status);
            row.updated_at = self.world.now();
            let record = comity_store::Record::Package(row);
            self.write_records(vec![record]).await?;
        } else if row.status != REPLACED {
            return Ok(());
        }
        self.exhibits.remove(digest).map_err(Refusal::fault(
            "the ciphertext of a package that was sealed again cannot be removed; the next start tries once more",
        ))
    }

    /// Ends what a crash interrupted: bytes of packages that are replaced, or whose matter has another one.
    pub(crate) async fn resume_replacements(&self) -> Result<(), Refusal> {
        for status in ["sealed", REPLACED] {
            let rows = self.store.packages_at(status).await;
            for row in rows.map_err(Refusal::fault(READ))? {
                // One that is being sealed now is on record before the matter speaks of it.
                let Ok(_alone) = self.sealing.begin(MatterId(row.matter)) else {
                    continue;
                };
                let thread = self.load(MatterId(row.matter)).await?.thread;
                let Some(Matter::AssistanceRequested(state)) = thread.matter else {
                    continue;
                };
                if present(&state).is_some_and(|present| present != row.id) {
                    self.replace(row).await?;
                }
            }
        }
        Ok(())
    }
}

/// The package that the matter speaks of now.
fn present(state: &requested::State) -> Option<Uuid> {
    match &state.stage {
        Stage::Sealed { package, .. }
        | Stage::TransferProposed { package, .. }
        | Stage::Transferred { package, .. }
        | Stage::Delivered { package, .. } => Some(package.package),
        _ => None,
    }
}
