//! Procedures written as charts: a measure's stages, steps and obligations as one table each, run by one engine.
//!
//! Preservation and the assistance that yields evidence have procedures of their own. Every other measure is a [`Chart`] in
//! [`measures`](super::measures): rows a lawyer can read, and nothing else. The engine holds what is common to all of them:
//! who may act, two persons, questions and consultations, the human-rights screen, the authorisation, the personal-data
//! gate, refusal, postponement, late messages and messages that were not taken in.
//!
//! INVARIANT (one stage): a step that changes the stage is told to the other State; what stays inside changes no stage. So
//! both States see the same stage, except for messages on their way.

mod acts;
mod choices;
mod common;
mod course;
mod decide;
mod facts;
mod hear;
mod needs;
mod obligations;
mod shapes;
mod stage;
mod trail;

pub use acts::Command;
pub use choices::{Choice, engine_fields};
pub use common::{
    ACKNOWLEDGING, ASKING_ENDS, CONSULTING, DIALOGUE, OPENER_ENDS, POSTPONING, REFUSING, UNDECIDED,
    declining, looked_at_again,
};
pub use facts::Fact;
pub use shapes::{DataGate, Proposal, Says, Screened, State, Taken};
pub use stage::Stage;
pub use trail::Told;

use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::Field;
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::{Actor, Side};

/// The procedure of every charted measure.
pub struct Charted;

/// A measure as a table.
#[derive(Debug, Clone, Copy)]
pub struct Chart {
    /// The measure.
    pub measure: Measure,
    /// The State that executes, decides and safeguards: mostly the one that is asked, but the sender of information.
    pub executes: Side,
    /// By which acts it is opened.
    pub opens: Opening,
    /// What the opening document must contain.
    pub particulars: &'static [&'static [Field]],
    /// What must be true before the opening document is sent.
    pub opening: &'static [Need],
    /// Its steps, in groups; the first row that fits the act, the side and the stage counts.
    pub steps: &'static [&'static [Step]],
    /// What is owed at which stage.
    pub owed: &'static [Owed],
}

/// The two acts that open a matter. Who may take them, and how many persons it takes, stands in their permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Prepares the opening document.
    pub draft: Act,
    /// Sends it.
    pub send: Act,
}

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The act; its row in the permissions says which roles and how many persons.
    pub act: Act,
    /// Whose step it is.
    pub by: By,
    /// The stages at which it can be taken.
    pub from: From,
    /// Where it leads.
    pub to: To,
    /// Whether the other State is told. A step that moves the stage always is.
    pub told: bool,
    /// The provision it serves.
    pub article: Article,
    /// What it must contain.
    pub fields: &'static [Field],
    /// What must be true before.
    pub needs: &'static [Need],
    /// Where it accepts, what the last step of this act says takes the place of the opening document's fields of that name.
    pub amends: Option<Act>,
}

/// Whose step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The State that opened the matter.
    Opener,
    /// The other one.
    Other,
    /// The State that executes.
    Executing,
    /// The State for which it is done.
    Asking,
    /// Either State.
    Either,
    /// The State that did not take the last step of this act.
    NotTaker(Act),
    /// The State named by this field of the opening document.
    Named(&'static str),
}

/// The stages at which a step can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// One of these.
    At(&'static [Stage]),
    /// Any stage after sending that is no end.
    Open,
    /// Any stage after sending that is no end and none of these.
    OpenBut(&'static [Stage]),
    /// Any stage after sending, ends too.
    Any,
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To this stage.
    Stage(Stage),
    /// To the first stage where the field says yes, to the second where it says no.
    YesOrNo(&'static str, Stage, Stage),
    /// The stage stays.
    Stays,
}

/// What must be true before a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The human-rights screen is passed. Known inside only.
    Screen,
    /// An authorisation is recorded and current. Known inside only.
    Authorisation,
    /// The personal-data gate is open. Known inside only.
    PersonalData,
    /// The ground is on the measure's list, which both States know, with its consultation held, which the refusing one knows.
    Ground,
    /// The consultation on this refusal was held, or the document says why none was appropriate, Art 37(17).
    ConsultedOrWhyNot,
    /// The consultation on a postponement was held.
    ConsultedOnPostponement,
    /// The field names an instant that lies ahead.
    Ahead(&'static str),
    /// The field names an instant that does not lie ahead.
    NotAhead(&'static str),
    /// The first field names no earlier instant than the second one, which the last step of the act holds.
    NotBefore(&'static str, Act, &'static str),
    /// This step was taken since the stage began, and did not say no.
    After(Act, Rule),
    /// This step was never taken.
    Never(Act, Rule),
    /// The field names the same instant as the second one, which the last step of the act holds.
    Names(&'static str, Act, &'static str, Rule),
    /// The period has run since the instant in the field of the last step of the act.
    Over(Act, &'static str, Period),
    /// The State that opened the matter said that help is no longer needed.
    Withdrawn,
    /// The other State answered with the second act since the first, or the period has run since the first; or it wants the
    /// help no longer, or the document says why waiting was not possible.
    AnsweredOr(Act, Act, Period, Rule),
    /// The field of the opening document has one of these values.
    Where(&'static str, &'static [&'static str], Rule),
    /// No more requests went to the other State lately than the measure's limit. Known to the sender only.
    WithinLimit,
    /// The opening document asked for secrecy.
    SecrecyAsked,
    /// The field names a later end of the secrecy than the present one, and none later than the law of the State that executes
    /// allows.
    SecretLonger(&'static str),
    /// No secrecy was asked for, its review date has come, or the State said that it cannot keep it.
    SecrecyOver,
    /// The instant in the field is no later than the own law lets provisional arrest last, Art 37(10).
    ArrestAllowed(&'static str),
    /// Where this field says that the person is an own national, the own law extradites them, on its condition, Art 37(11)-(12).
    NationalAllowed(&'static str),
    /// The own law does not extradite nationals like anyone else, Art 37(11).
    NationalsKept,
}

/// What is owed at a stage.
#[derive(Debug, Clone, Copy)]
pub struct Owed {
    /// At which stages.
    pub at: &'static [Stage],
    /// By which State.
    pub by: By,
    /// What.
    pub what: Duty,
    /// Until when.
    pub due: Due,
    /// Not owed where this step was taken since the stage began.
    pub unless: Option<Act>,
    /// The act that happens by itself then.
    pub then: Option<Act>,
    /// Only where this field of the opening document has this value.
    pub only: Option<(&'static str, &'static str)>,
}

/// Until when something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// So long after the stage began.
    Within(Period),
    /// At the instant in this field of the last step of this act, under the period's row.
    Named(Act, &'static str, Period),
    /// So long after the instant in this field of the last step of this act.
    After(Act, &'static str, Period),
}

impl Opening {
    /// A request, or an offer: one officer drafts it, another one sends it.
    pub const REQUEST: Self = Self {
        draft: Act::DraftRequest,
        send: Act::SendRequest,
    };

    /// A test call.
    pub const CALL: Self = Self {
        draft: Act::PrepareTestCall,
        send: Act::PlaceTestCall,
    };
}

impl Chart {
    /// Every step, in the order in which they are looked up.
    pub fn all_steps(&self) -> impl Iterator<Item = &'static Step> {
        self.steps.iter().flat_map(|group| group.iter())
    }

    /// Every field of the opening document.
    pub fn fields(&self) -> Vec<Field> {
        self.particulars.concat()
    }

    /// The chart of a measure; `None` where the measure has a procedure of its own.
    pub fn of(measure: Measure) -> Option<&'static Self> {
        super::measures::CHARTS
            .iter()
            .copied()
            .find(|chart| chart.measure == measure)
    }
}

impl By {
    /// Whether the State on `side` takes the step.
    fn is(self, side: Side, state: &State) -> bool {
        let executes = state.chart().executes;
        match self {
            Self::Opener => side == Side::Requesting,
            Self::Other => side == Side::Requested,
            Self::Executing => side == executes,
            Self::Asking => side != executes,
            Self::Either => true,
            Self::NotTaker(act) => state.taken.get(&act).is_some_and(|taken| taken.by != side),
            Self::Named(field) => state.state_on(side).as_str() == state.particulars.text(field),
        }
    }
}

impl From {
    /// Whether the step can be taken at the stage.
    pub fn has(self, stage: Stage) -> bool {
        let sent = !matches!(stage, Stage::Drafted | Stage::Abandoned);
        match self {
            Self::At(stages) => stages.contains(&stage),
            Self::Open => sent && !stage.ends(),
            Self::OpenBut(stages) => sent && !stage.ends() && !stages.contains(&stage),
            Self::Any => sent,
        }
    }
}

impl Step {
    /// A step that is told and leads to a stage.
    pub const fn to(
        act: Act,
        by: By,
        from: &'static [Stage],
        to: Stage,
        article: Article,
        fields: &'static [Field],
    ) -> Self {
        Self {
            act,
            by,
            from: From::At(from),
            to: To::Stage(to),
            told: true,
            article,
            fields,
            needs: &[],
            amends: None,
        }
    }

    /// A step that is told and leaves the stage as it is.
    pub const fn stays(
        act: Act,
        by: By,
        from: From,
        article: Article,
        fields: &'static [Field],
    ) -> Self {
        Self {
            act,
            by,
            from,
            to: To::Stays,
            told: true,
            article,
            fields,
            needs: &[],
            amends: None,
        }
    }

    /// The same step under these conditions.
    #[must_use]
    pub const fn needs(mut self, needs: &'static [Need]) -> Self {
        self.needs = needs;
        self
    }

    /// The same step, which agrees to the change proposed by this act where it says `accepted`.
    #[must_use]
    pub const fn amends(mut self, proposal: Act) -> Self {
        self.amends = Some(proposal);
        self
    }

    /// The same step, leading to one stage or the other.
    #[must_use]
    pub const fn yes_or_no(mut self, field: &'static str, yes: Stage, no: Stage) -> Self {
        self.to = To::YesOrNo(field, yes, no);
        self
    }

    /// Whether a second person has to confirm it.
    pub const fn two_persons(&self) -> bool {
        self.act.permission().persons == 2
    }
}

impl Owed {
    /// What `by` owes within a period of reaching one of the stages.
    pub const fn within(at: &'static [Stage], by: By, what: Duty, period: Period) -> Self {
        Self {
            at,
            by,
            what,
            due: Due::Within(period),
            unless: None,
            then: None,
            only: None,
        }
    }

    /// What `by` owes at the instant a step named.
    pub const fn named(
        at: &'static [Stage],
        by: By,
        what: Duty,
        (act, field): (Act, &'static str),
        period: Period,
    ) -> Self {
        Self {
            due: Due::Named(act, field, period),
            ..Self::within(at, by, what, period)
        }
    }

    /// What `by` owes until a period has run since the instant a step named.
    pub const fn after(
        at: &'static [Stage],
        by: By,
        what: Duty,
        (act, field): (Act, &'static str),
        period: Period,
    ) -> Self {
        Self {
            due: Due::After(act, field, period),
            ..Self::within(at, by, what, period)
        }
    }

    /// The same, and the act that happens by itself when it is due.
    #[must_use]
    pub const fn then(mut self, act: Act) -> Self {
        self.then = Some(act);
        self
    }

    /// The same, unless this step was taken since the stage began.
    #[must_use]
    pub const fn unless(mut self, act: Act) -> Self {
        self.unless = Some(act);
        self
    }

    /// The same, only where the field of the opening document has this value.
    #[must_use]
    pub const fn only(mut self, field: &'static str, value: &'static str) -> Self {
        self.only = Some((field, value));
        self
    }
}

/// The side of an actor's State in a matter of ours.
fn speaker(own: Side, actor: &Actor) -> Side {
    match actor {
        Actor::Peer(_) => own.other(),
        Actor::Officer { .. } | Actor::Deadline | Actor::Consequence => own,
    }
}
