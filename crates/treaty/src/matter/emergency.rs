//! A matter in which a life is in danger (Art 2(o)): why, and how sure it is who stands behind the request.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Matter;
use crate::actor::Role;
use crate::permissions::Act;
use crate::procedure::assistance::CallBack;
use crate::procedure::assistance::call_back::Outcome;

/// What is known of the emergency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Emergency<'a> {
    /// Whose life or safety is in danger, and why.
    pub why: &'a str,
    /// Where evidence would leave this State: what is known of the sender.
    pub sender: Option<Sender<'a>>,
}

/// What is known of the sender of a request for evidence, before anything of it is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sender<'a> {
    /// Whether its State's node signed the request; what came by word of mouth nobody signed.
    pub signed: bool,
    /// What came of the last call-back, if there was one.
    pub call_back: Option<Outcome>,
    /// The code that is to be read out now.
    pub code: Option<&'a str>,
}

impl Matter {
    /// The emergency the request names, if it names one. A preservation hands nothing out, so nobody is called back for it.
    pub fn emergency(&self) -> Option<Emergency<'_>> {
        let (why, sender) = match self {
            Self::PreservationRequesting(state) => (&state.particulars.emergency, None),
            Self::PreservationRequested(state) => (&state.particulars.emergency, None),
            Self::AssistanceRequesting(state) => (&state.particulars.emergency, None),
            Self::AssistanceRequested(state) => {
                let signed = state.particulars.seal_to.is_some();
                let sender = Sender::known(signed, state.safeguards.call_back.as_ref());
                (&state.particulars.emergency, Some(sender))
            }
            Self::Charted(_) => return None,
            Self::Erasing(state) => return state.former()?.emergency(),
        };
        let why = why.as_deref()?;
        Some(Emergency { why, sender })
    }
}

impl Emergency<'_> {
    /// As an officer with these roles sees it: the code is for who may make the call.
    #[must_use]
    pub fn shown_to(mut self, roles: &BTreeSet<Role>) -> Self {
        let calls = Act::CallBack.permission().roles;
        let may_call = calls.iter().any(|role| roles.contains(role));
        if let Some(sender) = self.sender.as_mut().filter(|_| !may_call) {
            sender.code = None;
        }
        self
    }
}

impl<'a> Sender<'a> {
    fn known(signed: bool, call: Option<&'a CallBack>) -> Self {
        let waiting = call.filter(|call| call.outcome == Outcome::Waiting);
        Self {
            signed,
            call_back: call.map(|call| call.outcome),
            code: waiting.map(|call| call.code.as_str()),
        }
    }
}
