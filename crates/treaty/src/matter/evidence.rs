//! The evidence of a matter: the package, the conditions it travels under, and which events are its chain of custody.

use serde::Serialize;

use super::Matter;
use crate::particulars::Conditions;
use crate::procedure::assistance::{LeftOut, SealedPackage};

/// The events that are steps of evidence from hand to hand, by their names.
pub const CUSTODY: [&str; 10] = [
    "sealed",
    "transfer_proposed",
    "transfer_returned",
    "transferred",
    "received",
    "faulty",
    "opened",
    "exported",
    "destroyed",
    "onward_answer",
];

/// Evidence that is sealed, on its way, or in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Evidence<'a> {
    /// The package.
    pub package: &'a SealedPackage,
    /// The conditions of its use; none before it is released.
    pub conditions: Option<&'a Conditions>,
    /// What was asked for and is not in it, once its release is proposed.
    pub left_out: &'a [LeftOut],
}

impl Matter {
    /// The evidence there is now, if any: none before it is sealed, and none after its key was destroyed.
    pub fn evidence(&self) -> Option<Evidence<'_>> {
        match self {
            Self::AssistanceRequesting(state) => {
                let evidence = state.evidence()?;
                Some(Evidence {
                    package: &evidence.package,
                    conditions: Some(&evidence.conditions),
                    left_out: &evidence.left_out,
                })
            }
            Self::AssistanceRequested(state) => {
                let (package, conditions, left_out) = state.evidence()?;
                Some(Evidence {
                    package,
                    conditions,
                    left_out,
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;

    #[test]
    fn every_step_of_custody_can_happen() {
        let names = Event::names();
        for step in CUSTODY {
            assert!(names.contains(step), "{step}");
        }
    }
}
