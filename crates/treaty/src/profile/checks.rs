//! What contradicts itself, the Convention, or common sense, in a document that reads.

mod head;
mod measures;
mod offences;
mod orders;

use super::Profile;
use super::notes::Notes;

/// Notes every contradiction.
pub(super) fn contradictions(profile: &Profile, notes: &mut Notes) {
    head::check(profile, notes);
    offences::check(profile, notes);
    orders::check(profile, notes);
    measures::check(profile, notes);
}
