//! Which papers go with which message.
//!
//! Papers belong to an act. Where one person's act tells the other State, they go with its message. Where the act waits for a
//! second person, they wait with it: exactly these go when it is confirmed, and none of them when it is taken back. So what the
//! second person looked at is what travels, and the one who confirms adds nothing that only one person saw.

use comity_custody::Digest;
use comity_treaty::{Act, Rejection, Rule};
use comity_wire::papers::Paper;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::faults::FIELD;
use crate::expected;
use crate::refusal::Refusal;

/// Papers that wait for the second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The act that takes them along; a drafted request has none: the message that sends it does, whatever its act is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<Act>,
    /// The papers, in their order.
    pub papers: Vec<Paper>,
    /// Those of which an officer declared that they hold no material of Art 14. Kept, since the case may become one.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub harmless: BTreeSet<Digest>,
}

/// What an event does to the papers that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperChange {
    /// These wait from now on, and no others.
    Wait(Proposed),
    /// None wait any more: they went, or were taken back.
    None,
}

/// The papers of one event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Goes {
    /// Those that go with its message.
    pub carried: Vec<Paper>,
    /// What becomes of those that wait.
    pub change: Option<PaperChange>,
}

/// An act as papers see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// The act.
    pub act: Act,
    /// Whether its event tells the other State.
    pub tells: bool,
    /// Whether the matter stands at the stage where it stood before.
    pub stays: bool,
    /// Whether the case is one of Art 14 after it.
    pub strict: bool,
}

/// What an officer brings for a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Brought {
    /// The papers that they attached.
    pub papers: Vec<Paper>,
    /// Those declared to hold no material of Art 14.
    pub harmless: BTreeSet<Digest>,
    /// The digests that a second person saw wait, where they say so.
    pub seen: Option<Vec<String>>,
}

/// Whether the act does what these waiting papers wait for.
fn takes(act: Act, waiting: &Proposed) -> bool {
    waiting.confirmed_by.is_none_or(|by| by == act)
}

/// Whether digests that come with an act name what a second person saw, and nothing attached.
pub(crate) fn confirms(act: Act, waiting: Option<&Proposed>) -> bool {
    act.permission().persons == 2
        && (act.confirmed_by().is_none() || waiting.is_some_and(|waiting| takes(act, waiting)))
}

impl Goes {
    /// What goes with this step: `waiting` is what waits, `brought` what its officer brings.
    pub fn with(step: Step, waiting: Option<&Proposed>, brought: Brought) -> Result<Self, Refusal> {
        let mut harmless = brought.harmless.clone();
        let goes = Self::decided(step, waiting, brought)?;
        if !step.strict {
            return Ok(goes);
        }
        // A case that became one of Art 14 takes along no paper that nobody declared, and sets none up.
        let stay = waiting.filter(|_| step.act.drafts() && goes.change.is_none());
        let put_up = match &goes.change {
            Some(PaperChange::Wait(waiting)) => Some(waiting),
            _ => stay,
        };
        harmless.extend(waiting.into_iter().flat_map(|one| &one.harmless));
        let put_up = put_up.into_iter().flat_map(|waiting| &waiting.papers);
        let mut all = goes.carried.iter().chain(put_up);
        if all.all(|paper| harmless.contains(&paper.sha256)) {
            Ok(goes)
        } else {
            Err(Rejection::by(Rule::OnlyAsReference).into())
        }
    }

    /// What a message of the other State leaves of `waiting`: where the matter moved on, nobody confirms it any more.
    pub fn heard(stays: bool, waiting: Option<&Proposed>) -> Self {
        Self {
            carried: Vec::new(),
            change: (!stays && waiting.is_some()).then_some(PaperChange::None),
        }
    }

    fn decided(step: Step, waiting: Option<&Proposed>, brought: Brought) -> Result<Self, Refusal> {
        if step.tells {
            return Self::told(step, waiting, brought);
        }
        if step.act.drafts() || step.act.confirmed_by().is_some() {
            return Ok(Self::proposed(step.act, waiting, brought));
        }
        if !brought.papers.is_empty() {
            return Err(Refusal::field(FIELD, expected::PAPERS_TOLD_NOTHING));
        }
        let gone = step.act.takes_back() || !step.stays;
        Ok(Self {
            carried: Vec::new(),
            change: (gone && waiting.is_some()).then_some(PaperChange::None),
        })
    }

    fn told(step: Step, waiting: Option<&Proposed>, brought: Brought) -> Result<Self, Refusal> {
        let taken = waiting.filter(|one| takes(step.act, one));
        let mut carried = taken.map(|one| one.papers.clone()).unwrap_or_default();
        if step.act.permission().persons == 2 {
            if !brought.papers.is_empty() {
                return Err(Refusal::field(FIELD, expected::PAPERS_OF_THE_FIRST));
            }
            same(&carried, brought.seen.as_deref())?;
        }
        let new = |paper: &Paper| !carried.iter().any(|one| one.sha256 == paper.sha256);
        let added: Vec<Paper> = brought.papers.into_iter().filter(new).collect();
        carried.extend(added);
        let gone = waiting.is_some() && (taken.is_some() || !step.stays);
        Ok(Self {
            carried,
            change: gone.then_some(PaperChange::None),
        })
    }

    fn proposed(act: Act, waiting: Option<&Proposed>, brought: Brought) -> Self {
        // Drawn up again without new papers, a request keeps those it has.
        if brought.papers.is_empty() && act == Act::Redraft {
            return Self::default();
        }
        let change = if brought.papers.is_empty() {
            waiting.map(|_| PaperChange::None)
        } else {
            Some(PaperChange::Wait(Proposed {
                confirmed_by: act.confirmed_by(),
                papers: brought.papers,
                harmless: brought.harmless,
            }))
        };
        Self {
            carried: Vec::new(),
            change,
        }
    }
}

/// Whether exactly these go of which the second person says that they saw them, in their order.
fn same(carried: &[Paper], seen: Option<&[String]>) -> Result<(), Refusal> {
    let Some(seen) = seen else { return Ok(()) };
    let found = carried.iter().map(|paper| paper.sha256.to_string());
    if found.eq(seen.iter().cloned()) {
        return Ok(());
    }
    let expected = expected::PAPERS_SAME.with("found", carried.len());
    Err(Refusal::field(FIELD, expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(name: &str) -> Paper {
        Paper {
            name: name.into(),
            media_type: "application/pdf".into(),
            length: 1,
            sha256: Digest::of(name.as_bytes()),
            title: None,
        }
    }

    fn papers(names: &[&str]) -> Vec<Paper> {
        names.iter().map(|name| paper(name)).collect()
    }

    fn waits(confirmed_by: Option<Act>, names: &[&str]) -> Proposed {
        Proposed {
            confirmed_by,
            papers: papers(names),
            harmless: BTreeSet::new(),
        }
    }

    fn step(act: Act, tells: bool, stays: bool) -> Step {
        Step {
            act,
            tells,
            stays,
            strict: false,
        }
    }

    fn brought(names: &[&str]) -> Brought {
        Brought {
            papers: papers(names),
            ..Brought::default()
        }
    }

    fn goes(step: Step, waiting: Option<&Proposed>, attached: &[&str]) -> Goes {
        Goes::with(step, waiting, brought(attached)).unwrap()
    }

    #[test]
    fn one_persons_message_takes_what_was_attached() {
        let told = goes(
            step(Act::RequestPreservation, true, false),
            None,
            &["order"],
        );
        assert_eq!(told.carried, papers(&["order"]));
        assert_eq!(told.change, None);
    }

    #[test]
    fn what_the_second_person_saw_is_what_goes() {
        for (first, second) in [
            (Act::ProposeRefusal, Act::ConfirmRefusal),
            (Act::ProposeTransfer, Act::ConfirmTransfer),
            (Act::Grant, Act::Confirm),
            (Act::DraftRequest, Act::SendRequest),
            (Act::DraftRequest, Act::SendFormal),
        ] {
            let put_up = goes(step(first, false, false), None, &["a", "b"]);
            assert_eq!(put_up.carried, []);
            let Some(PaperChange::Wait(waiting)) = put_up.change else {
                panic!("{first:?} puts nothing up");
            };
            let confirmed = goes(step(second, true, false), Some(&waiting), &[]);
            assert_eq!(confirmed.carried, papers(&["a", "b"]), "{second:?}");
            assert_eq!(confirmed.change, Some(PaperChange::None));
        }
    }

    #[test]
    fn who_confirms_adds_nothing() {
        let waiting = waits(Some(Act::ConfirmRefusal), &["a"]);
        let second = step(Act::ConfirmRefusal, true, false);
        let no = Goes::with(second, Some(&waiting), brought(&["b"]));
        assert!(matches!(no, Err(Refusal::Invalid(_))));
    }

    #[test]
    fn what_is_taken_back_goes_nowhere() {
        let waiting = waits(Some(Act::ConfirmRefusal), &["a"]);
        for act in [Act::ReturnRefusal, Act::ReturnToReview] {
            let back = goes(step(act, false, false), Some(&waiting), &[]);
            assert_eq!(back.change, Some(PaperChange::None), "{act:?}");
        }
        let waiting = waits(Some(Act::Confirm), &["a"]);
        let back = goes(step(Act::ReturnProposal, false, true), Some(&waiting), &[]);
        assert_eq!(back.change, Some(PaperChange::None));
        // A proposal without papers does not inherit those of the one before.
        let anew = goes(step(Act::Grant, false, true), Some(&waiting), &[]);
        assert_eq!(anew.change, Some(PaperChange::None));
    }

    #[test]
    fn another_message_leaves_them_waiting() {
        let waiting = waits(Some(Act::ConfirmRefusal), &["a"]);
        let answer = goes(step(Act::AnswerEnquiry, true, true), Some(&waiting), &["b"]);
        assert_eq!(answer.carried, papers(&["b"]));
        assert_eq!(answer.change, None);
        // The matter moved on: what waited is void.
        let moved = goes(step(Act::AnswerEnquiry, true, false), Some(&waiting), &[]);
        assert_eq!(
            (moved.carried, moved.change),
            (vec![], Some(PaperChange::None))
        );
    }

    #[test]
    fn what_the_other_state_ends_waits_no_more() {
        let waiting = waits(Some(Act::ConfirmRefusal), &["a"]);
        let change = |stays, waiting| Goes::heard(stays, waiting).change;
        assert_eq!(change(false, Some(&waiting)), Some(PaperChange::None));
        assert_eq!(change(true, Some(&waiting)), None);
        assert_eq!(change(false, None), None);
    }

    #[test]
    fn a_request_drawn_up_again_keeps_its_papers_or_gets_others() {
        let waiting = waits(None, &["a"]);
        let redraft = step(Act::Redraft, false, true);
        assert_eq!(goes(redraft, Some(&waiting), &[]), Goes::default());
        let others = goes(redraft, Some(&waiting), &["b"]).change;
        assert_eq!(others, Some(PaperChange::Wait(waits(None, &["b"]))));
    }

    #[test]
    fn an_act_that_tells_nobody_takes_none() {
        let screen = step(Act::ScreenRights, false, true);
        let no = Goes::with(screen, None, brought(&["a"]));
        assert!(matches!(no, Err(Refusal::Invalid(_))));
    }

    #[test]
    fn what_the_second_person_did_not_see_does_not_go() {
        let waiting = waits(Some(Act::ConfirmRefusal), &["a", "b"]);
        let second = step(Act::ConfirmRefusal, true, false);
        let confirmed = |waiting: Option<&Proposed>, seen: &[&str]| {
            let seen = papers(seen)
                .iter()
                .map(|one| one.sha256.to_string())
                .collect();
            let brought = Brought {
                seen: Some(seen),
                ..Brought::default()
            };
            Goes::with(second, waiting, brought)
        };
        let goes = confirmed(Some(&waiting), &["a", "b"]).unwrap();
        assert_eq!(goes.carried, waiting.papers);
        for other in [&[][..], &["a"], &["b", "a"], &["a", "b", "c"]] {
            let no = confirmed(Some(&waiting), other);
            assert!(matches!(no, Err(Refusal::Invalid(_))), "{other:?}");
        }
        // What was seen was taken back meanwhile; and nothing is nothing.
        assert!(confirmed(None, &["a"]).is_err());
        assert_eq!(confirmed(None, &[]).unwrap(), Goes::default());
    }

    #[test]
    fn a_case_that_becomes_one_of_article_14_takes_no_paper_that_nobody_declared() {
        let strict = |act, tells| Step {
            strict: true,
            ..step(act, tells, !tells)
        };
        let mut waiting = waits(None, &["a", "b"]);
        waiting.harmless.insert(waiting.papers[0].sha256);
        let steps = [
            strict(Act::Redraft, false),
            strict(Act::SendRequest, true),
            strict(Act::SendFormal, true),
        ];
        for step in steps {
            let no = Goes::with(step, Some(&waiting), Brought::default());
            assert!(matches!(no, Err(Refusal::Rejected(_))), "{step:?}");
        }
        // Another message is no reason to look at what waits; giving up is open too.
        for step in [
            strict(Act::Abandon, false),
            strict(Act::ScreenRights, false),
        ] {
            Goes::with(step, Some(&waiting), Brought::default()).unwrap();
        }
        waiting.harmless.insert(waiting.papers[1].sha256);
        for step in steps {
            Goes::with(step, Some(&waiting), Brought::default()).unwrap();
        }
        // One person's message: what is attached is declared, or does not go.
        let mut one = brought(&["c"]);
        let answer = strict(Act::AnswerQuestion, true);
        assert!(Goes::with(answer, None, one.clone()).is_err());
        one.harmless.insert(one.papers[0].sha256);
        Goes::with(answer, None, one).unwrap();
    }
}
