//! The texts of an ended matter leave this node: with the event that erases them, in the same commit.
//!
//! What was said, sent, received and noted goes; the digests of all of it stay in the log, with who erased it and on which
//! basis. Whoever holds a copy can still prove what it is. The other State's copy is its own.

use comity_custody::Digest;
use comity_evidence::Blake3;
use comity_store::{Commit, Package, Record as StoreRecord};
use comity_treaty::{Link, MatterId, Rejection, Rule};
use std::collections::BTreeSet;

use crate::act::READ;
use crate::desk::OF_A_MATTER;
use crate::node::Node;
use crate::papers::tray_of;
use crate::refusal::Refusal;
use crate::thread::Record;

/// A package of which nothing is left but its digest and its slices' digests.
pub(crate) const ERASED: &str = "erased";

impl Node {
    /// Whether nothing beside the matter itself needs its texts: a matter tied to it that goes on, whose case file would
    /// show them, or a message that waits.
    pub(crate) async fn texts_are_free(
        &self,
        matter: MatterId,
        links: &[Link],
        records: &[Record],
    ) -> Result<(), Refusal> {
        let needed = || Refusal::from(Rejection::by(Rule::TextsStillNeeded));
        // A preservation knows of a request that cites it only until that is decided; its history knows for good.
        let cited = records.iter().filter_map(Record::held_for);
        let tied: BTreeSet<MatterId> = links.iter().map(|link| link.matter).chain(cited).collect();
        for other in tied {
            let tied = self.load(other).await?.thread.matter;
            if tied.is_some_and(|tied| !tied.is_final()) {
                return Err(needed());
            }
        }
        let waits = self.store.has_outgoing(matter.0).await;
        if waits.map_err(Refusal::fault(READ))? {
            return Err(needed());
        }
        Ok(())
    }

    /// Adds to the commit that erases a matter's texts whatever holds any. `before` is the number of the event that does.
    pub(crate) async fn erase_texts(
        &self,
        commit: &mut Commit,
        matter: MatterId,
        before: i64,
        records: &[Record],
    ) -> Result<(), Refusal> {
        let id = matter.0;
        let envelopes = envelopes_of(records).into_iter();
        let packages = self.store.packages_of(id).await;
        let packages = packages.map_err(Refusal::fault(READ))?.into_iter();
        let trays = self.officers().await?.into_iter();
        let owner = matter.to_string();
        let records = [
            StoreRecord::EraseEvents { matter: id, before },
            StoreRecord::DropProposedPapers { matter: id },
            StoreRecord::DestroyKey { id },
        ];
        commit.records.extend(records);
        commit
            .records
            .extend(envelopes.map(|digest| StoreRecord::EraseEnvelope { digest }));
        commit
            .records
            .extend(packages.map(|package| StoreRecord::Package(self.emptied(package))));
        commit
            .records
            .extend(OF_A_MATTER.map(|kind| StoreRecord::DropDeskOf {
                kind,
                owner: owner.clone(),
            }));
        commit
            .records
            .extend(trays.map(|officer| tray_of(matter, &officer.id)));
        Ok(())
    }

    /// Removes the files that no row of the erased matter names any more. A crash before leaves them to the next start.
    pub(crate) async fn finish_erasure(&self, matter: MatterId) -> Result<(), Refusal> {
        let packages = self.store.packages_of(matter.0).await;
        self.remove_ciphertexts(packages.map_err(Refusal::fault(READ))?)?;
        let papers = self.store.papers_of(matter.0).await;
        let papers = papers.map_err(Refusal::fault(READ))?.into_iter();
        self.remove_unknown_papers(papers.map(|paper| paper.digest))
            .await
    }

    /// Ends erasures that a crash interrupted. Papers that nothing names are swept anyway.
    pub(crate) async fn resume_erasures(&self) -> Result<(), Refusal> {
        let packages = self.store.packages_at(ERASED).await;
        self.remove_ciphertexts(packages.map_err(Refusal::fault(READ))?)
    }

    fn remove_ciphertexts(&self, packages: Vec<Package>) -> Result<(), Refusal> {
        for package in packages {
            let digest: Blake3 = package.blake3.parse().map_err(Refusal::fault(UNREMOVED))?;
            if self.exhibits.has(digest) {
                let removed = self.exhibits.remove(digest);
                removed.map_err(Refusal::fault(UNREMOVED))?;
            }
        }
        Ok(())
    }

    /// The package without its manifest, which names what was in it.
    fn emptied(&self, package: Package) -> Package {
        Package {
            manifest: Vec::new(),
            status: ERASED.to_owned(),
            updated_at: self.world.now(),
            ..package
        }
    }
}

fn envelopes_of(records: &[Record]) -> BTreeSet<Digest> {
    let both = records.iter().map(Record::envelopes);
    both.flat_map(|(one, other)| [one, other])
        .flatten()
        .collect()
}

const UNREMOVED: &str = "files of an erased matter cannot be removed; nothing names them any more, and the next start tries again";
