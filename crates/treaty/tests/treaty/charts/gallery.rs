//! Documents made from a table of fields, every command of a chart, and a matter at every stage.

use std::collections::BTreeSet;

use comity_treaty::particulars::Document;
use comity_treaty::permissions::Others;
use comity_treaty::procedure::chart::{By, DataGate, Need};
use comity_treaty::procedure::chart::{Chart, Command as C, Says, Stage, State, Step, To};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{
    Act, Actor, Article, Command, Matter, MatterId, Rejection, Rule, Side, sample,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::gallery::{first, second};
use crate::world::*;

pub const MATTER: MatterId = MatterId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0003));

/// A chart, seen from one side.
#[derive(Clone, Copy)]
pub struct View {
    pub chart: &'static Chart,
    pub side: Side,
}

pub fn views() -> Vec<View> {
    let both = [Side::Requesting, Side::Requested];
    let view = |chart: &&'static Chart| both.map(|side| View { chart, side });
    CHARTS.iter().flat_map(view).collect()
}

pub use comity_treaty::sample::documents::{contents, document, particulars, with};

// ---- Commands --------------------------------------------------------------------------------------------------------

impl View {
    pub fn at(self) -> At {
        match self.side {
            Side::Requesting => Asking,
            Side::Requested => Asked,
        }
    }

    /// One command of every kind; two where they lead to different stages.
    pub fn commands(self, now: Timestamp) -> Vec<Command> {
        let mut all = self.own(now);
        all.extend(self.heard(now));
        all.extend(safeguards(self.chart.opens.send, now));
        all.into_iter().map(Command::Charted).collect()
    }

    fn own(self, now: Timestamp) -> Vec<C> {
        let (measure, document) = (self.chart.measure, particulars(self.chart, now));
        let redraft = C::Redraft {
            particulars: document.clone(),
        };
        let draft = C::DraftRequest {
            measure,
            particulars: document,
        };
        let plain = |act| C::Take {
            act,
            with: Document::default(),
        };
        let mut all = vec![
            draft,
            redraft,
            plain(self.chart.opens.send),
            plain(Act::Abandon),
        ];
        for (act, with) in self.takes(
            |by| !matches!(by, By::Opener) || self.side == Side::Requesting,
            now,
        ) {
            all.push(C::Take { act, with });
        }
        all
    }

    fn heard(self, now: Timestamp) -> Vec<C> {
        let measure = self.chart.measure;
        let hear = |says, document| C::Hear {
            message: Says {
                measure,
                says,
                document,
            },
        };
        let mut all = vec![hear(self.chart.opens.send, particulars(self.chart, now))];
        for (act, document) in self.takes(|_| true, now) {
            all.push(hear(act, document));
        }
        all
    }

    /// Each act once for each content, in the chart's order.
    fn takes(self, admitted: impl Fn(By) -> bool, now: Timestamp) -> Vec<(Act, Document)> {
        let mut all: Vec<(Act, Document)> = Vec::new();
        for step in self.chart.all_steps().filter(|step| admitted(step.by)) {
            for content in contents(step, now) {
                if !all.contains(&(step.act, content.clone())) {
                    all.push((step.act, content));
                }
            }
        }
        all
    }
}

fn safeguards(opens: Act, now: Timestamp) -> Vec<C> {
    let note = || "a note".to_owned();
    let rejection = Rejection {
        rule: Rule::LanguageNotAccepted,
        article: Article::A40p13,
    };
    vec![
        C::ScreenRights {
            answer: ScreenAnswer::No,
            note: note(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::Unsure,
            note: note(),
        },
        C::ReviewScreen {
            proceed: true,
            note: note(),
        },
        C::ReviewScreen {
            proceed: false,
            note: note(),
        },
        C::Authorise {
            authorisation: authorisation(now),
        },
        C::DecidePersonalData {
            decision: DataGate::Passed { conditions: vec![] },
        },
        C::DecidePersonalData {
            decision: DataGate::Barred { reasons: note() },
        },
        C::ProposeWaiver {
            rule: Rule::RightsScreenFirst,
            reason: note(),
        },
        C::ProposeWaiver {
            rule: Rule::NotInForce,
            reason: note(),
        },
        C::ConfirmWaiver,
        C::Confirm,
        C::ReturnProposal { note: note() },
        C::NoteReturned {
            what: opens,
            said: Document::default(),
            rejection,
        },
        C::NoteReturned {
            what: Act::Enquire,
            said: Document::default(),
            rejection,
        },
    ]
}

/// Who may give the command; an officer with every role where officers may.
pub fn giver(view: View, command: &Command, officer: Actor) -> Actor {
    let row = command.act().permission();
    let peer = match view.side {
        Side::Requesting => sample::requested_state(),
        Side::Requested => sample::requesting_state(),
    };
    match row.others {
        _ if !row.roles.is_empty() => officer,
        Others::Peer => Actor::Peer(peer),
        Others::Deadline => Actor::Deadline,
        Others::Consequence | Others::Nobody => Actor::Consequence,
    }
}

// ---- Situations ------------------------------------------------------------------------------------------------------

/// A State that hears the opening of the other one is on that side, which has a view of its own.
pub const OTHER_SIDE: &str = "the other side";

/// The stage; the step that waits for its second person; whether the safeguards are met.
pub fn situation(view: View, world: &World) -> String {
    let Some(Matter::Charted(matter)) = world.node(view.at()).matters.get(&MATTER) else {
        return "nothing".into();
    };
    if matter.side != view.side {
        return OTHER_SIDE.into();
    }
    let stage = world.stage(view.at(), MATTER);
    let proposal = matter
        .proposal
        .as_ref()
        .filter(|_| stage == "decision_proposed");
    let proposal = proposal.map_or(String::new(), |p| format!(" ({})", p.act.key()));
    let executes = matter.side == view.chart.executes && !matter.stage.ends();
    let met = executes && matter.authorisation.is_some() && matter.data.is_some();
    let met = if met { ", safeguards met" } else { "" };
    let after: String = view
        .chart
        .all_steps()
        .map(|step| after(step, matter))
        .collect();
    format!("{stage}{proposal}{met}{after}")
}

/// A step taken before on which another one depends here.
fn after(step: &Step, state: &State) -> String {
    let here = step.from.has(state.stage) && state.proposal.is_none();
    let taken = step.needs.iter().filter_map(|need| match need {
        Need::After(act, _) if here => state.taken.get(act).map(|taken| (act, taken)),
        _ => None,
    });
    let since = taken.filter(|(_, taken)| taken.at >= state.since);
    since.fold(String::new(), |all, (act, _)| all + ", after " + act.key())
}

/// A world at every situation that can be reached, each by a shortest course.
pub fn every_situation(view: View) -> Vec<(String, World)> {
    let mut found = vec![("nothing".to_owned(), World::new())];
    let mut next = 0;
    while next < found.len() {
        let world = found[next].1.clone();
        next += 1;
        for reached in neighbours(view, &world) {
            let situation = situation(view, &reached);
            let new = found.iter().all(|(known, _)| *known != situation);
            if new && situation != OTHER_SIDE {
                found.push((situation, reached));
            }
        }
    }
    found
}

fn neighbours(view: View, world: &World) -> Vec<World> {
    let mut reached = Vec::new();
    for later in [1, 24 * 100] {
        let mut world = world.clone();
        world.now += hours(later);
        for command in view.commands(world.now) {
            for officer in [first(), second()] {
                let mut after = world.clone();
                let actor = giver(view, &command, officer);
                if after
                    .give(view.at(), MATTER, command.clone(), actor)
                    .is_ok()
                {
                    reached.push(after);
                }
            }
        }
        reached.extend(safeguarded(view, &world));
        reached.extend(deadlines(view, &world));
    }
    reached
}

/// Screen, authorisation and gate in one go.
pub fn safeguarded(view: View, world: &World) -> Option<World> {
    let mut world = world.clone();
    let now = world.now;
    for command in safeguards(view.chart.opens.send, now)
        .into_iter()
        .filter(|c| {
            matches!(
                c,
                C::ScreenRights {
                    answer: ScreenAnswer::No,
                    ..
                } | C::Authorise { .. }
                    | C::DecidePersonalData {
                        decision: DataGate::Passed { .. }
                    }
            )
        })
    {
        world
            .give(view.at(), MATTER, Command::Charted(command), second())
            .ok()?;
    }
    Some(world)
}

fn deadlines(view: View, world: &World) -> Option<World> {
    let mut world = world.clone();
    let before = situation(view, &world);
    world.run_deadlines(view.at());
    (situation(view, &world) != before).then_some(world)
}

/// The stages a chart names, besides those of every measure.
pub fn named_stages(chart: &Chart) -> Vec<Stage> {
    let mut stages = BTreeSet::new();
    for step in chart.all_steps() {
        match step.to {
            To::Stage(stage) => drop(stages.insert(stage)),
            To::YesOrNo(_, yes, no) => {
                stages.insert(yes);
                stages.insert(no);
            }
            To::Stays => {}
        }
    }
    stages.into_iter().collect()
}
