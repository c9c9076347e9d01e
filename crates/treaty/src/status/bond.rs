//! Who is bound towards whom, by what, on a day: one pure function, with its reasons.

use jiff::civil::Date;
use serde::Serialize;

use super::later::{self, AlsoInForce};
use super::pair::Pair;
use super::{Effect, Provision, Status, When};
use crate::law::Article;
use crate::party::StateCode;

/// One thing that keeps the Convention from being in force between two States.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "missing", rename_all = "snake_case")]
pub enum Missing {
    /// A State has no bond with itself.
    AnotherState,
    /// A State has deposited no instrument.
    Instrument {
        /// The State.
        state: StateCode,
        /// Whether it signed; a signature binds to nothing yet.
        signed: bool,
        /// Whether it could still sign on that day; afterwards it can only accede.
        can_sign: bool,
    },
    /// Too few instruments in all.
    Instruments {
        /// Those that count.
        deposited: u16,
        /// Those needed.
        needed: u16,
    },
    /// A State's days are not over.
    Days {
        /// The State.
        state: StateCode,
        /// From when it is bound.
        from: Date,
        /// Whether it joined after the number was reached.
        joined_later: bool,
    },
    /// A State has left.
    Return {
        /// The State.
        state: StateCode,
        /// Since when.
        since: Date,
    },
    /// A State objected, and precluded the entry into force between the two.
    WithdrawalOfObjection {
        /// The State that objected.
        by: StateCode,
        /// The State that made the reservation.
        to: StateCode,
        /// The provision it was made to.
        provision: Provision,
    },
    /// An objection of one of the two keeps the Convention from being in force between them; which one, what is asked does
    /// not say.
    EndOfPreclusion,
}

impl Missing {
    /// The provision it rests on.
    pub const fn article(self) -> Article {
        match self {
            Self::AnotherState => Article::A5,
            Self::Instrument {
                signed: false,
                can_sign: false,
                ..
            } => Article::A64p4,
            Self::Instrument { .. } => Article::A64p3,
            Self::Days {
                joined_later: true, ..
            } => Article::A65p2,
            Self::Instruments { .. } | Self::Days { .. } => Article::A65p1,
            Self::Return { .. } => Article::A67,
            Self::WithdrawalOfObjection { .. } | Self::EndOfPreclusion => Article::A68,
        }
    }
}

/// Whether the Convention is in force between two States.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "in_force", rename_all = "snake_case")]
pub enum BetweenTwo {
    /// It is.
    Yes {
        /// Since when.
        since: Date,
        /// Until when, where one of them has denounced: the first day on which it no longer is.
        until: Option<Date>,
        /// Whether no date known by its month alone bears on the day.
        exact: bool,
    },
    /// It is not.
    No {
        /// Everything that is missing.
        missing: Vec<Missing>,
        /// The earliest day it could be, if all that is missing were done on the day asked about.
        earliest: Option<Date>,
    },
}

/// A provision that does not apply between two States as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Altered {
    /// The provision.
    pub provision: Provision,
    /// Whether it is excluded or modified. Between the two it is so for both: a reservation works both ways.
    pub effect: Effect,
    /// Who made the reservation.
    pub by: StateCode,
    /// When, as far as known.
    pub made: When,
    /// What it says, in our words.
    pub text: String,
    /// Whether the other State objected without precluding entry into force: then the provision does not apply as far
    /// as the reservation goes.
    pub objected: bool,
    /// Made when signing, and the instrument came later or is still to come: the general law of treaties asks for it
    /// to be confirmed then.
    pub to_be_confirmed: bool,
}

/// What binds two States towards each other on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bond {
    /// The two States.
    pub between: [StateCode; 2],
    /// The day.
    pub on: Date,
    /// Whether the Convention is in force between them.
    pub convention: BetweenTwo,
    /// Provisions excluded or modified between them; as they would be, while the Convention is not in force.
    pub altered: Vec<Altered>,
    /// Amendments and protocols that bind both.
    pub also: Vec<AlsoInForce>,
    /// The day of the newest source.
    pub as_of: Option<Date>,
}

impl Bond {
    /// Whether the Convention is in force between the two.
    pub const fn in_force(&self) -> bool {
        matches!(self.convention, BetweenTwo::Yes { .. })
    }

    /// Whether an objection keeps the Convention from being in force between the two.
    pub fn is_precluded(&self) -> bool {
        let objection = |one: &Missing| {
            matches!(
                one,
                Missing::WithdrawalOfObjection { .. } | Missing::EndOfPreclusion
            )
        };
        match &self.convention {
            BetweenTwo::Yes { .. } => false,
            BetweenTwo::No { missing, .. } => missing.iter().any(objection),
        }
    }

    /// Whether the whole provision, or one that contains it, is excluded between the two.
    pub fn excludes(&self, provision: Provision) -> bool {
        let excluded =
            |one: &Altered| one.effect == Effect::Excludes && one.provision.contains(provision);
        self.altered.iter().any(excluded)
    }
}

/// What binds `one` and `other` towards each other on the day, from what had happened by its end.
pub fn bound(status: &Status, one: StateCode, other: StateCode, on: Date) -> Bond {
    let pair = Pair::of(status, one, other, on);
    let missing = pair.missing();
    let convention = match pair.since() {
        Some((since, earliest)) if missing.is_empty() => BetweenTwo::Yes {
            since,
            until: pair.until(),
            exact: since == earliest,
        },
        _ => BetweenTwo::No {
            earliest: pair.earliest(&missing),
            missing,
        },
    };
    let also = match (pair.states, &convention) {
        ([Some(one), Some(other)], BetweenTwo::Yes { .. }) => later::between(one, other, on),
        _ => Vec::new(),
    };
    Bond {
        between: [one, other],
        on,
        convention,
        altered: pair.altered(),
        also,
        as_of: status.as_of,
    }
}
