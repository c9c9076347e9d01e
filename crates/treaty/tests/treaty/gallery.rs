//! A matter in every situation of every procedure: what the matrix is printed from, and what random courses are made of.

use comity_treaty::procedure::review::RightsScreen;
use comity_treaty::{Actor, Command, Matter, Measure, Side, sample};
use jiff::Timestamp;

use crate::commands::{asked_commands, kept_commands, released_commands, sought_commands};
use crate::world::*;

/// Which of the procedures; assistance twice, for stored data and for the strictest collection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    PreservationRequesting,
    PreservationRequested,
    AssistanceRequesting,
    AssistanceRequested,
    InterceptionRequesting,
    InterceptionRequested,
}

impl Which {
    pub const ALL: [Self; 6] = [
        Self::PreservationRequesting,
        Self::PreservationRequested,
        Self::AssistanceRequesting,
        Self::AssistanceRequested,
        Self::InterceptionRequesting,
        Self::InterceptionRequested,
    ];

    pub fn at(self) -> At {
        match self {
            Self::PreservationRequesting
            | Self::AssistanceRequesting
            | Self::InterceptionRequesting => Asking,
            Self::PreservationRequested
            | Self::AssistanceRequested
            | Self::InterceptionRequested => Asked,
        }
    }

    pub fn matter(self) -> comity_treaty::MatterId {
        match self {
            Self::PreservationRequesting | Self::PreservationRequested => PRESERVATION,
            other => other.subject().matter(),
        }
    }

    pub fn measure(self) -> (Measure, Side) {
        let side = match self.at() {
            Asking => Side::Requesting,
            Asked => Side::Requested,
        };
        let measure = match self {
            Self::PreservationRequesting | Self::PreservationRequested => Measure::Preservation,
            Self::AssistanceRequesting | Self::AssistanceRequested => Measure::StoredData,
            Self::InterceptionRequesting | Self::InterceptionRequested => {
                Measure::ContentInterception
            }
        };
        (measure, side)
    }

    fn subject(self) -> Subject {
        match self {
            Self::InterceptionRequesting | Self::InterceptionRequested => Subject::Content,
            _ => Subject::Stored,
        }
    }

    /// One command of every kind; two where the kinds lead to different stages.
    pub fn commands(self, now: Timestamp) -> Vec<Command> {
        let subject = self.subject();
        match self {
            Self::PreservationRequesting => asked_commands(now)
                .into_iter()
                .map(Command::PreservationRequesting)
                .collect(),
            Self::PreservationRequested => kept_commands(now)
                .into_iter()
                .map(Command::PreservationRequested)
                .collect(),
            Self::AssistanceRequesting | Self::InterceptionRequesting => {
                sought_commands(subject, now)
                    .into_iter()
                    .map(Command::AssistanceRequesting)
                    .collect()
            }
            Self::AssistanceRequested | Self::InterceptionRequested => {
                released_commands(subject, now)
                    .into_iter()
                    .map(Command::AssistanceRequested)
                    .collect()
            }
        }
    }
}

/// Who may give the command; `second` is an officer with every role who took no step before.
pub fn giver(which: Which, command: &Command) -> Actor {
    use comity_treaty::permissions::Others;
    let row = command.act().permission();
    let peer = match which.at() {
        Asking => sample::requested_state(),
        Asked => sample::requesting_state(),
    };
    match row.others {
        _ if !row.roles.is_empty() => second(),
        Others::Peer => Actor::Peer(peer),
        Others::Deadline => Actor::Deadline,
        Others::Consequence | Others::Nobody => Actor::Consequence,
    }
}

pub fn second() -> Actor {
    let id = comity_treaty::OfficerId("s.second".into());
    Actor::Officer {
        id,
        roles: comity_treaty::Role::ALL.into(),
    }
}

/// Worlds in which the matter stands at every situation, found by trying every command from every situation reached.
/// The result is all that can be reached, each with a shortest course to it.
pub fn every_situation(which: Which) -> Vec<(String, World)> {
    let mut found = vec![("nothing".to_owned(), starting_world(which))];
    let mut next = 0;
    while next < found.len() {
        let world = found[next].1.clone();
        next += 1;
        for reached in neighbours(which, &world) {
            let situation = situation(reached.node(which.at()).matters.get(&which.matter()));
            if found.iter().all(|(known, _)| *known != situation) {
                found.push((situation, reached));
            }
        }
    }
    found
}

/// The stage, with what else decides there: the screen, the gate, a step that waits for its second person.
pub fn situation(matter: Option<&Matter>) -> String {
    let stage = matter.map_or("nothing", Matter::stage);
    let detail = match matter {
        Some(Matter::PreservationRequested(kept)) => match &kept.stage {
            kept::Stage::UnderReview { .. } if stage == "under_review" => screened(&kept.screen),
            kept::Stage::Preserved { preservation, .. } => {
                let refusal = preservation
                    .extension
                    .as_ref()
                    .and_then(|e| e.refusal.as_ref());
                refusal.map(|_| "refusal proposed")
            }
            _ => None,
        },
        Some(Matter::AssistanceRequested(asked)) => released_detail(asked, stage),
        Some(Matter::AssistanceRequesting(sought)) => sought_detail(sought, stage),
        _ => None,
    };
    detail.map_or(stage.to_owned(), |detail| format!("{stage}, {detail}"))
}

fn released_detail(asked: &released::State, stage: &str) -> Option<&'static str> {
    let oral = asked.particulars.seal_to.is_none();
    match &asked.stage {
        _ if asked.gate.failed() && open_case(stage) => Some("gate failed"),
        released::Stage::Received if oral => Some("oral"),
        released::Stage::UnderReview { .. } if stage == "under_review" => {
            let waivers = asked.waivers();
            match screened(&asked.screen) {
                _ if oral => Some("oral"),
                None if !waivers.confirmed.is_empty() => Some("rule waived"),
                None if waivers.proposed.is_some() => Some("waiver proposed"),
                screened => screened,
            }
        }
        released::Stage::Collecting { .. } => {
            let renewal = asked.collection.renewal.as_ref();
            renewal.map(|renewal| match renewal.refusal {
                None => "renewal asked for",
                Some(_) => "renewal refusal proposed",
            })
        }
        released::Stage::Refused { .. } | released::Stage::Withdrawn => {
            match asked.collection.unreleased {
                released::Unreleased::Kept { .. } => Some("collected data kept"),
                _ => None,
            }
        }
        released::Stage::Collected { .. } => collected_detail(asked),
        released::Stage::Authorised { .. } if asked.collection.provider.is_some() => {
            Some("provider checked")
        }
        released::Stage::Authorised { .. } | released::Stage::Sealed { .. } => {
            asked.gate.conditions().map(|_| "gate open")
        }
        released::Stage::Delivered { .. } => match &asked.onward {
            onward if onward.proposed.is_some() => Some("onward answer proposed"),
            onward if onward.open().is_some() => Some("onward transfer asked"),
            _ if asked.consents.proposed.is_some() => Some("consent proposed"),
            _ if asked.consents.open().is_some() => Some("consent asked"),
            _ => asked.disclosure_announced.then_some("disclosure announced"),
        },
        _ => None,
    }
}

fn collected_detail(asked: &released::State) -> Option<&'static str> {
    let filtered = asked.safeguards.privilege_filter.is_some();
    let minimised = asked.safeguards.minimisations > 0;
    match (filtered, minimised, asked.gate.conditions().is_some()) {
        (true, true, true) => Some("gate open"),
        (true, true, false) => Some("minimised"),
        (true, false, _) => Some("filtered"),
        _ => None,
    }
}

fn sought_detail(sought: &sought::State, stage: &str) -> Option<&'static str> {
    let consented = |o: &comity_treaty::procedure::onward::Onward| {
        o.answer.as_ref().is_some_and(|answer| answer.consent)
    };
    match stage {
        "in_use" if sought.onward.asked.iter().any(consented) => Some("onward transfer allowed"),
        "received" | "in_use" => match (sought.onward.open(), sought.consents.open()) {
            (Some(_), _) => Some("onward transfer asked"),
            (None, consent) => consent.map(|_| "consent asked"),
        },
        _ => None,
    }
}

fn open_case(stage: &str) -> bool {
    matches!(
        stage,
        "under_review" | "authorised" | "collected" | "sealed"
    )
}

fn screened(screen: &RightsScreen) -> Option<&'static str> {
    match screen {
        RightsScreen::Open => None,
        RightsScreen::Clear | RightsScreen::Reviewed { proceed: true } => Some("screened"),
        RightsScreen::Flagged { .. } => Some("screen flagged"),
        RightsScreen::Reviewed { proceed: false } => Some("rights concern"),
    }
}

/// Access cites a preservation, so there has to be one.
pub fn starting_world(which: Which) -> World {
    match which {
        Which::AssistanceRequesting | Which::AssistanceRequested => World::preserved(90),
        _ => World::new(),
    }
}

fn neighbours(which: Which, world: &World) -> Vec<World> {
    let mut reached = Vec::new();
    for later in [1, 24 * 100] {
        let mut world = world.clone();
        world.now += hours(later);
        for command in which.commands(world.now) {
            for actor in [first(), giver(which, &command)] {
                let mut after = world.clone();
                if after
                    .give(which.at(), which.matter(), command.clone(), actor)
                    .is_ok()
                {
                    reached.push(after);
                }
            }
        }
    }
    reached
}

/// An officer with every role who takes first steps.
pub fn first() -> Actor {
    let id = comity_treaty::OfficerId("f.first".into());
    Actor::Officer {
        id,
        roles: comity_treaty::Role::ALL.into(),
    }
}
