//! One lane a matter: its messages go out one behind the other.
//!
//! The other node takes a matter's messages in sequence only. So a message waits here until the
//! one before it was tried, instead of being refused and put off. What waits is in the outbox as
//! well: a crash loses the order of a moment and nothing else.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The lanes in which something is on its way, and what waits behind it.
#[derive(Debug)]
pub(crate) struct Lanes<T>(Mutex<HashMap<Uuid, VecDeque<T>>>);

impl<T> Default for Lanes<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: PartialEq> Lanes<T> {
    /// Gives the letter back if its lane is free, which is taken with it; else it waits there. One that waits already does not
    /// wait twice: it is taken out of the outbox again and again as long as those before it are not answered.
    pub(crate) fn enter(&self, lane: Uuid, letter: T) -> Option<T> {
        match self.lock().entry(lane) {
            Entry::Occupied(mut waiting) => {
                let waiting = waiting.get_mut();
                if !waiting.contains(&letter) {
                    waiting.push_back(letter);
                }
                None
            }
            Entry::Vacant(free) => {
                free.insert(VecDeque::new());
                Some(letter)
            }
        }
    }

    /// The next letter of a lane whose last one was tried; without one the lane is free.
    pub(crate) fn next(&self, lane: Uuid) -> Option<T> {
        let mut lanes = self.lock();
        let next = lanes.get_mut(&lane)?.pop_front();
        if next.is_none() {
            lanes.remove(&lane);
        }
        next
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, VecDeque<T>>> {
        // INVARIANT (whole): no call below the lock can panic half way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_lane_go_one_behind_the_other() {
        let lanes = Lanes::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(lanes.enter(one, "a"), Some("a"));
        assert_eq!(lanes.enter(one, "b"), None);
        assert_eq!(lanes.enter(other, "x"), Some("x"));
        assert_eq!(lanes.enter(one, "c"), None);
        assert_eq!(lanes.enter(one, "b"), None, "it waits there already");
        assert_eq!(lanes.next(one), Some("b"));
        assert_eq!(lanes.next(one), Some("c"));
        assert_eq!(lanes.next(one), None);
        assert_eq!(lanes.enter(one, "d"), Some("d"), "the lane is free again");
    }
}
