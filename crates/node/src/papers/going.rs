//! Which papers go with which message.
//!
//! Papers belong to an act. Where one person's act tells the other State, they go with its message. Where the act waits for a
//! second person, they wait with it: exactly these go when it is confirmed, and none of them when it is taken back. So what the
//! second person looked at is what travels, and the one who confirms adds nothing that only one person saw.

use comity_treaty::Act;
use comity_wire::papers::Paper;
use serde::{Deserialize, Serialize};

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
}

impl Goes {
    /// What goes with this step: `waiting` is what waits, `attached` what its officer attached.
    pub fn with(
        step: Step,
        waiting: Option<&Proposed>,
        attached: Vec<Paper>,
    ) -> Result<Self, Refusal> {
        if step.tells {
            return Self::told(step, waiting, attached);
        }
        if step.act.drafts() || step.act.confirmed_by().is_some() {
            return Ok(Self::proposed(step.act, waiting, attached));
        }
        if !attached.is_empty() {
            return Err(Refusal::field("papers", expected::PAPERS_TOLD_NOTHING));
        }
        let gone = step.act.takes_back() || !step.stays;
        Ok(Self {
            carried: Vec::new(),
            change: (gone && waiting.is_some()).then_some(PaperChange::None),
        })
    }

    fn told(step: Step, waiting: Option<&Proposed>, attached: Vec<Paper>) -> Result<Self, Refusal> {
        if step.act.permission().persons == 2 && !attached.is_empty() {
            return Err(Refusal::field("papers", expected::PAPERS_OF_THE_FIRST));
        }
        let taken = waiting.filter(|one| one.confirmed_by.is_none_or(|by| by == step.act));
        let mut carried = taken.map(|one| one.papers.clone()).unwrap_or_default();
        let new = |paper: &Paper| !carried.iter().any(|one| one.sha256 == paper.sha256);
        let added: Vec<Paper> = attached.into_iter().filter(new).collect();
        carried.extend(added);
        let gone = waiting.is_some() && (taken.is_some() || !step.stays);
        Ok(Self {
            carried,
            change: gone.then_some(PaperChange::None),
        })
    }

    fn proposed(act: Act, waiting: Option<&Proposed>, attached: Vec<Paper>) -> Self {
        // Drawn up again without new papers, a request keeps those it has.
        if attached.is_empty() && act == Act::Redraft {
            return Self::default();
        }
        let change = if attached.is_empty() {
            waiting.map(|_| PaperChange::None)
        } else {
            Some(PaperChange::Wait(Proposed {
                confirmed_by: act.confirmed_by(),
                papers: attached,
            }))
        };
        Self {
            carried: Vec::new(),
            change,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_custody::Digest;

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
        let papers = papers(names);
        Proposed {
            confirmed_by,
            papers,
        }
    }

    fn step(act: Act, tells: bool, stays: bool) -> Step {
        Step { act, tells, stays }
    }

    fn goes(step: Step, waiting: Option<&Proposed>, attached: &[&str]) -> Goes {
        Goes::with(step, waiting, papers(attached)).unwrap()
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
        let no = Goes::with(second, Some(&waiting), papers(&["b"]));
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
        let no = Goes::with(screen, None, papers(&["a"]));
        assert!(matches!(no, Err(Refusal::Invalid(_))));
    }
}
