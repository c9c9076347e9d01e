//! When each State's node last answered this process, and how fast: known from what is sent anyway.

use comity_treaty::StateCode;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::node::Node;

/// What this process knows of one State's node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answering {
    /// When it last answered, and how long that took; a refusal is an answer too.
    pub answered: Option<(Timestamp, SignedDuration)>,
    /// When it last did not answer, where that was after its last answer.
    pub silent: Option<Timestamp>,
}

/// What this process knows of all nodes.
#[derive(Debug, Default)]
pub(crate) struct AllAnswering(Mutex<BTreeMap<StateCode, Answering>>);

impl AllAnswering {
    fn note(&self, state: StateCode, sent: Timestamp, now: Timestamp, answered: bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.entry(state).or_default();
        if answered {
            *known = Answering {
                answered: Some((now, now.duration_since(sent))),
                silent: None,
            };
        } else {
            known.silent = Some(now);
        }
    }

    fn of(&self, state: StateCode) -> Answering {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&state).copied().unwrap_or_default()
    }
}

impl Node {
    /// Notes what came of something sent at `sent`.
    pub(crate) fn note_answer(&self, state: StateCode, sent: Timestamp, answered: bool) {
        self.answering.note(state, sent, self.world.now(), answered);
    }

    /// What this process knows of a State's node.
    pub fn answering(&self, state: StateCode) -> Answering {
        self.answering.of(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_a_silence_and_a_silence_keeps_the_last_answer() {
        let all = AllAnswering::default();
        let state = "XBB".parse().unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        all.note(state, at(10), at(12), true);
        all.note(state, at(20), at(40), false);
        let known = all.of(state);
        assert_eq!(known.answered, Some((at(12), SignedDuration::from_secs(2))));
        assert_eq!(known.silent, Some(at(40)));
        all.note(state, at(50), at(51), true);
        assert_eq!(all.of(state).silent, None);
        assert_eq!(all.of("XAA".parse().unwrap()), Answering::default());
    }
}
