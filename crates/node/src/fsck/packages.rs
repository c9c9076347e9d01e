//! The sealed packages on the disk against the rows that speak of them.

use comity_store::Package;
use std::collections::BTreeSet;

use super::Report;
use crate::act::READ;
use crate::erasing::ERASED;
use crate::evidence::{ANNOUNCED, REPLACED};
use crate::node::Node;
use crate::refusal::Refusal;

/// Every status of a package.
const ALL: [&str; 6] = [
    "sealed",
    "received",
    "destroyed",
    ANNOUNCED,
    REPLACED,
    ERASED,
];

impl Node {
    /// Every package that is said to be here must be here, whole; every destroyed one gone.
    pub(super) async fn check_packages(&self, report: &mut Report) -> Result<(), Refusal> {
        for status in ["sealed", "received", "destroyed", REPLACED, ERASED] {
            for row in self
                .store
                .packages_at(status)
                .await
                .map_err(Refusal::fault(READ))?
            {
                report.packages += 1;
                if let Err(reason) = self.check_package(&row, status) {
                    report
                        .differences
                        .push(format!("package {}: {reason}", row.id));
                }
            }
        }
        Ok(())
    }

    fn check_package(&self, row: &Package, status: &str) -> Result<(), String> {
        let said = |error: &dyn std::error::Error| error.to_string();
        let digest: comity_evidence::Blake3 = row.blake3.parse().map_err(|error| said(&error))?;
        if ["destroyed", REPLACED, ERASED].contains(&status) {
            let gone = !self.exhibits.has(digest);
            let left = || format!("{status}, but its bytes are still here");
            return gone.then_some(()).ok_or_else(left);
        }
        let slices = self.exhibits.slices(digest).map_err(|error| said(&error))?;
        let tree = comity_evidence::SliceTree::from_bytes(row.length, &slices, digest)
            .map_err(|error| said(&error))?;
        let file = self.exhibits.sealed(digest).map_err(|error| said(&error))?;
        crate::pull::verify(&file, &tree).map_err(|error| said(&error))
    }

    /// Files that no row speaks of: a seal that a crash cut off before it was on record leaves one, and so does an older
    /// database. What is in them nobody can say; so they are named, and left.
    pub(super) async fn check_orphans(&self, report: &mut Report) -> Result<(), Refusal> {
        let mut known = BTreeSet::new();
        for status in ALL {
            let rows = self.store.packages_at(status).await;
            known.extend(
                rows.map_err(Refusal::fault(READ))?
                    .into_iter()
                    .map(|row| row.blake3),
            );
        }
        let names = self.exhibits.names();
        let names = names.map_err(Refusal::fault("the folder of packages cannot be read"))?;
        let orphans = names.into_iter().filter(|(name, _)| !known.contains(name));
        report
            .orphans
            .extend(orphans.map(|(_, path)| path.display().to_string()));
        Ok(())
    }
}
