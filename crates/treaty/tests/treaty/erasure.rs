//! Erasing the texts, tried in every situation of every procedure.

use comity_treaty::procedure::erasure::Command as E;
use comity_treaty::{Actor, Command, Event, Matter, MatterId, Rejection, Rule, apply, owed};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::charts::gallery as charts;
use crate::documents::{PRINTED, check};
use crate::gallery::{Which, every_situation, first, giver, second};
use crate::world::*;

/// A matter somewhere on its course, and whatever could be asked of it next.
struct Situation {
    name: String,
    at: At,
    matter: MatterId,
    world: World,
    commands: Vec<(Command, Actor)>,
}

fn typed(which: Which) -> impl Iterator<Item = Situation> {
    let all = every_situation(which).into_iter();
    all.map(move |(name, world)| Situation {
        name: format!("{which:?}, {name}"),
        at: which.at(),
        matter: which.matter(),
        commands: which
            .commands(world.now)
            .into_iter()
            .map(|command| (command.clone(), giver(which, &command)))
            .collect(),
        world,
    })
}

fn charted(view: charts::View) -> impl Iterator<Item = Situation> {
    let all = charts::every_situation(view).into_iter();
    all.map(move |(name, world)| Situation {
        name: format!("{}, {}, {name}", view.chart.measure, view.side),
        at: view.at(),
        matter: charts::MATTER,
        commands: view
            .commands(world.now)
            .into_iter()
            .map(|command| (command.clone(), charts::giver(view, &command, second())))
            .collect(),
        world,
    })
}

fn situations() -> impl Iterator<Item = Situation> {
    let typed = Which::ALL.into_iter().flat_map(typed);
    typed.chain(charts::views().into_iter().flat_map(charted))
}

impl Situation {
    fn stands(&self) -> Option<&Matter> {
        self.world.node(self.at).matters.get(&self.matter)
    }

    fn erase(&mut self, command: E, by: Actor) -> Result<Event, Rejection> {
        let command = Command::Erasing(command);
        self.world.give(self.at, self.matter, command, by)
    }
}

fn propose() -> E {
    E::ProposeErasure {
        legal_basis: "Records Act, section 12".into(),
    }
}

fn no<T: std::fmt::Debug>(answer: Result<T, Rejection>) -> Rule {
    answer.expect_err("a no").rule
}

#[test]
fn only_an_ended_matter_in_which_nothing_is_owed_is_erased_and_by_two() {
    let (mut erased, mut needed) = (0, 0);
    for mut one in situations() {
        let name = one.name.clone();
        let Some(before) = one.stands().cloned() else {
            assert_eq!(
                no(one.erase(propose(), first())),
                Rule::NothingYet,
                "{name}"
            );
            continue;
        };
        assert_eq!(
            no(one.erase(E::ConfirmErasure, first())),
            Rule::NotAtThisStage
        );
        if !before.is_final() || !owed(&before).is_empty() {
            assert_eq!(
                no(one.erase(propose(), first())),
                Rule::TextsStillNeeded,
                "{name}"
            );
            needed += 1;
            continue;
        }
        assert_eq!(no(one.erase(propose(), custodian())), Rule::RoleMissing);
        one.erase(propose(), first()).expect(&name);
        assert_eq!(one.stands().map(Matter::course), Some(&before), "{name}");
        assert_eq!(no(one.erase(propose(), second())), Rule::ProposalOpen);
        assert_eq!(
            no(one.erase(E::ConfirmErasure, first())),
            Rule::SecondPersonRequired
        );
        let note = "Not yet".into();
        one.erase(E::ReturnErasure { note }, second()).expect(&name);
        assert_eq!(one.stands(), Some(&before), "{name}");

        one.erase(propose(), first()).expect(&name);
        let event = one.erase(E::ConfirmErasure, second()).expect(&name);
        left_with_nothing(&one, &before, &event);
        erased += 1;
    }
    assert!(erased > 40 && needed > 200, "{erased} erased, {needed} not");
}

/// No text is left, the event alone says what is, and nothing can be asked any more.
fn left_with_nothing(one: &Situation, before: &Matter, event: &Event) {
    let (name, left) = (&one.name, one.stands().expect("it stands"));
    assert_eq!(left.stage(), "texts_erased", "{name}");
    assert_eq!(
        (left.measure(), left.side(), left.peer(), left.id()),
        (before.measure(), before.side(), before.peer(), before.id())
    );
    assert!(left.is_final() && owed(left).is_empty() && left.subjects().is_empty());
    assert_eq!(
        json!(left),
        json!({
            "procedure": "erasing", "matter": left.id(), "peer": left.peer(), "measure": left.measure(),
            "side": left.side(), "stage": { "is": "erased", "at": one.world.now },
        })
    );
    assert_eq!(apply(None, event).as_ref(), Ok(left), "{name}");
    for (command, by) in &one.commands {
        let mut after = one.world.clone();
        let answer = after.give(one.at, one.matter, command.clone(), by.clone());
        assert_eq!(no(answer), Rule::TextsErased, "{name}: {command:?}");
    }
    let facts = one.world.facts(one.at, one.matter, second());
    assert_eq!(left.choices(&facts), [], "{name}");
}

/// What the other State still says while the erasure waits is heard as before; what it makes owed stands in the way.
#[test]
fn a_matter_that_waits_for_its_erasure_goes_on_hearing() {
    let mut heard = 0;
    for one in situations() {
        let Some(before) = one.stands() else { continue };
        if !before.is_final() || !owed(before).is_empty() {
            continue;
        }
        for (command, by) in &one.commands {
            let mut plain = one.world.clone();
            let mut waits = one.world.clone();
            let wanted = Command::Erasing(propose());
            waits
                .give(one.at, one.matter, wanted, first())
                .expect(&one.name);
            let (told, told_too) = (
                plain.give(one.at, one.matter, command.clone(), by.clone()),
                waits.give(one.at, one.matter, command.clone(), by.clone()),
            );
            assert_eq!(told, told_too, "{}: {command:?}", one.name);
            let course = |world: &World| world.node(one.at).matters[&one.matter].course().clone();
            assert_eq!(course(&plain), course(&waits), "{}", one.name);
            heard += usize::from(told.is_ok());
            let confirm = Command::Erasing(E::ConfirmErasure);
            let confirmed = waits.give(one.at, one.matter, confirm, second());
            assert_eq!(
                confirmed.is_ok(),
                owed(&course(&plain)).is_empty(),
                "{}",
                one.name
            );
        }
    }
    assert!(heard > 10, "{heard}");
}

// ---- The page --------------------------------------------------------------------------------------------------------

const COLUMNS: [&str; 4] = [
    "the course goes on",
    "ended, nothing owed",
    "waits",
    "erased",
];

/// One command of every kind.
pub fn commands() -> [Command; 3] {
    let note = "Not yet".into();
    [propose(), E::ReturnErasure { note }, E::ConfirmErasure].map(Command::Erasing)
}

/// The world on its way to the erasure, as far as it may go: the column, and the world there.
fn columns(one: &Situation) -> Vec<(usize, World)> {
    let Some(before) = one.stands() else {
        return Vec::new();
    };
    if !before.is_final() || !owed(before).is_empty() {
        return vec![(0, one.world.clone())];
    }
    let mut all = vec![(1, one.world.clone())];
    for (command, by) in [(propose(), first()), (E::ConfirmErasure, second())] {
        let mut next = all.last().expect("one").1.clone();
        let command = Command::Erasing(command);
        next.give(one.at, one.matter, command, by).expect(&one.name);
        all.push((all.len() + 1, next));
    }
    all
}

fn comes_to(one: &Situation, world: &World, command: &Command) -> String {
    let mut world = world.clone();
    match world.give(one.at, one.matter, command.clone(), second()) {
        Ok(_) if world.stage(one.at, one.matter) == "erasure_proposed" => "→ waits".into(),
        Ok(_) if world.stage(one.at, one.matter) == "texts_erased" => "→ erased".into(),
        Ok(_) => "→ as before".into(),
        Err(no) => format!("`{}`", no.rule.key()),
    }
}

#[test]
fn the_page_says_what_becomes_of_the_texts() {
    let mut cells: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    for one in situations() {
        for (column, world) in columns(&one) {
            for (row, command) in commands().iter().enumerate() {
                let cell = cells.entry((row, column)).or_default();
                cell.insert(comes_to(&one, &world, command));
            }
        }
    }
    let mut out = format!(
        "# Erasing the texts of a matter\n\n{PRINTED}\nIt follows on every other procedure, on either side, and tells the \
         other State nothing. Why so: [the decision](../decisions/erasing.md).\n\n## The whole matrix\n\nTried at every \
         situation of every measure, by a person with the right role who did not take the step before. Until the texts are \
         erased, every other act and message comes to what its own matrix says; afterwards each is refused: \
         `texts_erased`. Ended is every end of the measure's own matrix; where the person concerned is still to be told, that \
         comes first. The node also refuses to erase while a matter tied to this one goes on, or a message waits to be \
         delivered.\n\n| act | {} |\n| --- | --- | --- | --- | --- |\n",
        COLUMNS.join(" | ")
    );
    for (row, command) in commands().iter().enumerate() {
        let cell = |column| {
            let all: Vec<&str> = cells[&(row, column)].iter().map(String::as_str).collect();
            all.join(", ")
        };
        let all: Vec<String> = (0..COLUMNS.len()).map(cell).collect();
        let _ = writeln!(out, "| {} | {} |", command.act().key(), all.join(" | "));
    }
    check("procedures/erasure.md", &out);
}
