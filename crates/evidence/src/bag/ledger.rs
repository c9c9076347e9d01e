//! Which paths a bag already has.

use std::collections::HashSet;

use comity_custody::Digest;

use super::BagPath;

/// Refuses a path that would meet another when the bag is unpacked: the same
/// name, the same but for upper and lower case, or a file where another path
/// needs a folder. Keeps digests, not paths, so that its size is bounded.
#[derive(Debug, Default)]
pub(crate) struct PathLedger {
    files: HashSet<Digest>,
    folders: HashSet<Digest>,
}

impl PathLedger {
    /// Enters a path. False: it meets one entered before.
    #[must_use]
    pub(crate) fn enter(&mut self, path: &BagPath) -> bool {
        let folded = path.folded();
        for (end, _) in folded.match_indices('/') {
            let above = Digest::of(&folded.as_bytes()[..end]);
            if self.files.contains(&above) {
                return false;
            }
            self.folders.insert(above);
        }
        let file = Digest::of(folded.as_bytes());
        !self.folders.contains(&file) && self.files.insert(file)
    }
}
