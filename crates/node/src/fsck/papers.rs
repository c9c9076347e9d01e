//! The files of papers against the rows and lists that speak of them.

use comity_custody::Digest;
use comity_store::{PaperStands, PaperWay};
use std::collections::{BTreeMap, BTreeSet};

use super::{PAGE, Report};
use crate::act::READ;
use crate::node::Node;
use crate::papers::measured;
use crate::refusal::Refusal;

impl Node {
    /// Every paper that is said to be here must be here, whole. Files that nothing speaks of are named; the desk's sweep removes
    /// them.
    pub(super) async fn check_papers(&self, report: &mut Report) -> Result<(), Refusal> {
        let mut known = self.all_ready_digests().await?;
        // Each file is read once, however many messages name it.
        let mut looked = BTreeMap::new();
        for digest in &known {
            looked.insert(*digest, self.check_paper(*digest, report));
        }
        let mut after = None;
        loop {
            let page = self.store.papers_after(after.as_ref(), PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            for row in &page {
                match row.stands {
                    PaperStands::Here => {
                        let looked = looked
                            .entry(row.digest)
                            .or_insert_with(|| self.check_paper(row.digest, report));
                        // What another State signed of its length is that State's word, and no damage of this node.
                        let own = row.way != PaperWay::Received;
                        if own && looked.is_some_and(|length| length != row.length) {
                            let digest = row.digest;
                            report.differs(format!("paper {digest}: its file has another length"));
                        }
                    }
                    PaperStands::Erased => {}
                    // It may be just about to be here.
                    PaperStands::Coming | PaperStands::Missing => {
                        known.insert(row.digest);
                    }
                }
            }
        }
        known.extend(looked.into_keys());
        self.check_strangers(&known, report)
    }

    /// The length of a paper whose file holds its bytes; what does not is reported.
    fn check_paper(&self, digest: Digest, report: &mut Report) -> Option<u64> {
        report.papers += 1;
        match self.papers.read(digest).and_then(measured) {
            Ok((found, bytes)) if found == digest => return Some(bytes),
            Ok(_) => report.differs(format!("paper {digest}: its file holds other bytes")),
            Err(error) => report.differs(format!("paper {digest}: {error}")),
        }
        None
    }

    fn check_strangers(
        &self,
        known: &BTreeSet<Digest>,
        report: &mut Report,
    ) -> Result<(), Refusal> {
        let names = self.papers.names();
        let (digests, strangers) =
            names.map_err(Refusal::fault("the folder of papers cannot be read"))?;
        let folder = self.data.join(crate::papers::FOLDER);
        let orphans = digests.iter().filter(|digest| !known.contains(digest));
        let orphans = orphans.map(|digest| folder.join(digest.to_string()).display().to_string());
        report.orphans.extend(orphans);
        let strangers = strangers.iter().map(|path| path.display().to_string());
        report.orphans.extend(strangers);
        Ok(())
    }
}
