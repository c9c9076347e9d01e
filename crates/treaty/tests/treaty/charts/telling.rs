//! How a story is told: two States, and acts one after the other.

use comity_treaty::particulars::Document;
use comity_treaty::procedure::chart::{Chart, Command as C, DataGate, Step};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{Act, Command, Event, Measure, Rejection};
use serde_json::Value;

use super::gallery::{MATTER, contents, particulars, with};
use crate::gallery::{first, second};
use crate::world::*;

/// A step of a story: the State, the act, and fields that differ from the sample.
pub type Line = (At, Act, Value);

#[derive(Clone)]
pub struct Story {
    pub world: World,
    chart: &'static Chart,
}

impl Story {
    pub fn new(measure: Measure, particulars_differ: &Value) -> Self {
        let chart = CHARTS
            .iter()
            .copied()
            .find(|c| c.measure == measure)
            .unwrap();
        let mut story = Self {
            world: World::new(),
            chart,
        };
        let document = differ(particulars(chart, story.world.now), particulars_differ);
        let draft = C::DraftRequest {
            measure,
            particulars: document,
        };
        story.give(Asking, draft, true).unwrap();
        story
    }

    pub fn give(&mut self, at: At, command: C, by_first: bool) -> Result<Event, Rejection> {
        let officer = if by_first { first() } else { second() };
        self.world
            .act(at, MATTER, Command::Charted(command), officer)
    }

    pub fn safeguard(&mut self, at: At) {
        let note = "seen".to_owned();
        let authorisation = authorisation(self.world.now);
        let decision = DataGate::Passed {
            conditions: vec!["only for this case".into()],
        };
        for command in [
            C::ScreenRights {
                answer: ScreenAnswer::No,
                note,
            },
            C::Authorise { authorisation },
            C::DecidePersonalData { decision },
        ] {
            self.give(at, command, false).unwrap();
        }
    }

    pub fn take(&mut self, (at, act, fields): Line) -> Result<Event, Rejection> {
        let now = self.world.now;
        let step = self.chart.all_steps().find(|step| step.act == act);
        let with = step.map_or(Document::default(), |step| contents(step, now).remove(0));
        let with = differ(with, &fields);
        let two = step.is_some_and(Step::two_persons);
        let taken = self.give(at, C::Take { act, with }, act != Act::SendRequest);
        if two {
            taken.and_then(|_| self.give(at, C::Confirm, false))
        } else {
            taken
        }
    }

    pub fn play(&mut self, lines: &[Line]) {
        for (number, line) in lines.iter().enumerate() {
            self.world.now += hours(1);
            let act = line.1;
            if let Err(rejection) = self.take(line.clone()) {
                panic!("line {number}, {}: {rejection}", act.key());
            }
            let (ours, theirs) = (
                self.world.stage(Asking, MATTER),
                self.world.stage(Asked, MATTER),
            );
            assert_eq!(ours, theirs, "after line {number}, {}", act.key());
        }
    }

    pub fn stage(&self) -> &'static str {
        self.world.stage(Asking, MATTER)
    }
}

pub fn differ(mut document: Document, fields: &Value) -> Document {
    for (key, value) in fields.as_object().into_iter().flatten() {
        document = with(&document, key, value.clone());
    }
    document
}

pub fn line(at: At, act: Act) -> Line {
    (at, act, Value::Null)
}
