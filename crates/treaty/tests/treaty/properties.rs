//! What holds whatever the two States do, in whatever order, at whatever time.

use crate::gallery::{Which, every_situation, first, giver, second};
use crate::world::*;
use std::collections::BTreeSet;

use comity_treaty::particulars::Authorisation;
use comity_treaty::procedure::assistance::RequestingSays::RenewalRequest;
use comity_treaty::procedure::assistance::{self, CollectionNews};
use comity_treaty::procedure::onward::Recipient;
use comity_treaty::{
    Actor, Command, Event, Happened, Matter, MatterId, OfficerId, Rejection, Rule, apply, decide,
    owed, permissions::Others,
};
use jiff::Timestamp;
use proptest::prelude::*;

/// One thing that happens to the two nodes.
#[derive(Debug, Clone)]
enum Op {
    /// Somebody does something; the first act from this number on that is allowed.
    Act {
        which: usize,
        number: usize,
        actor: usize,
    },
    /// One of the steps around a release, by one of two officers; nothing where it is not allowed.
    Step {
        content: bool,
        number: usize,
        actor: usize,
    },
    /// One of the steps around an onward transfer, by one of two officers.
    Onward { number: usize, actor: usize },
    /// Time passes, or a clock is set back.
    Time { hours: i64 },
    /// A deadline engine runs.
    Deadlines { asking: bool },
    /// One message arrives.
    Deliver { asking: bool },
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => (0..Which::ALL.len(), 0..64usize, 0..3usize)
            .prop_map(|(which, number, actor)| Op::Act { which, number, actor }),
        2 => prop_oneof![-48..0i64, 0..24i64, 24..(24 * 40i64)].prop_map(|hours| Op::Time { hours }),
        1 => any::<bool>().prop_map(|asking| Op::Deadlines { asking }),
        4 => any::<bool>().prop_map(|asking| Op::Deliver { asking }),
    ]
}

/// A course that keeps coming back to the release.
fn op_around_release() -> impl Strategy<Value = Op> {
    prop_oneof![
        1 => (0..(24 * 40i64)).prop_map(|hours| Op::Time { hours }),
        8 => (any::<bool>(), 0..64usize, 0..2usize)
            .prop_map(|(content, number, actor)| Op::Step { content, number, actor }),
        1 => op(),
    ]
}

fn side(asking: bool) -> At {
    if asking { Asking } else { Asked }
}

/// Where the random course begins.
const BEGINNINGS: [fn() -> World; 8] = [
    World::preservation_under_review,
    || World::preserved(90),
    || World::preserved(20),
    World::access_under_review,
    World::authorised,
    World::transfer_proposed,
    World::interception_authorised,
    World::collecting,
];

fn run(world: &mut World, op: &Op, hostile: bool) {
    match op {
        Op::Act {
            which,
            number,
            actor,
        } => act(world, Which::ALL[*which], *number, *actor, hostile),
        Op::Step {
            content,
            number,
            actor,
        } => step(world, *content, *number, *actor),
        Op::Onward { number, actor } => onward_step(world, *number, *actor),
        Op::Time { hours: count } => world.now += hours(*count),
        Op::Deadlines { asking } => world.run_deadlines(side(*asking)),
        Op::Deliver { asking } => {
            world.deliver_one(side(*asking));
        }
    }
}

fn act(world: &mut World, which: Which, number: usize, actor: usize, hostile: bool) {
    let commands = which.commands(world.now);
    for step in 0..commands.len() {
        let command = commands[(number + step * 7) % commands.len()].clone();
        if !hostile && not_by_hand(&command) {
            continue;
        }
        let actor = match actor {
            0 => first(),
            1 => second(),
            _ => giver(which, &command),
        };
        if world
            .give(which.at(), which.matter(), command, actor)
            .is_ok()
        {
            return;
        }
    }
}

fn step(world: &mut World, content: bool, number: usize, actor: usize) {
    let which = if content {
        Which::InterceptionRequested
    } else {
        Which::AssistanceRequested
    };
    let mut steps = which.commands(world.now);
    steps.retain(around_release);
    let command = steps.swap_remove(number % steps.len());
    let actor = match (command.act().permission().others, actor) {
        (Others::Peer, _) => giver(which, &command),
        (_, 0) => first(),
        _ => second(),
    };
    let _ = world.give(which.at(), which.matter(), command, actor);
}

/// Asking, answering, exporting; the messages arrive at once.
fn onward_step(world: &mut World, number: usize, actor: usize) {
    let (sending, receiving) = (Which::AssistanceRequested, Which::AssistanceRequesting);
    let steps = [sending, receiving].map(|which| {
        let all = which.commands(world.now).into_iter();
        all.filter(around_onward)
            .map(move |command| (which, command))
    });
    let mut steps: Vec<_> = steps.into_iter().flatten().collect();
    let (which, command) = steps.swap_remove(number % steps.len());
    let actor = if actor == 0 { first() } else { second() };
    let _ = world.give(which.at(), which.matter(), command, actor);
    world.deliver();
}

fn around_onward(command: &Command) -> bool {
    match command {
        Command::AssistanceRequesting(command) => matches!(
            command,
            sought::Command::AskOnwardTransfer { .. }
                | sought::Command::ExportEvidence {
                    onward: Some(_),
                    ..
                }
        ),
        Command::AssistanceRequested(command) => matches!(
            command,
            released::Command::ProposeOnwardAnswer { .. } | released::Command::ConfirmOnwardAnswer
        ),
        _ => false,
    }
}

fn around_release(command: &Command) -> bool {
    use assistance::RequestingSays::ConditionsAnswer;
    use released::Command as C;
    let Command::AssistanceRequested(command) = command else {
        return false;
    };
    matches!(
        command,
        C::Authorise { .. }
            | C::RecordSealed { .. }
            | C::DecidePersonalData { .. }
            | C::ProposeTransfer { .. }
            | C::ReturnTransfer { .. }
            | C::ConfirmTransfer { .. }
            | C::ReturnToReview { .. }
            | C::CheckProvider { .. }
            | C::StartCollection
            | C::StopCollection { .. }
            | C::RenewCollection { .. }
            | C::RecordPrivilegeFilter { .. }
            | C::LogMinimisation { .. }
            | C::Hear {
                message: ConditionsAnswer { .. } | RenewalRequest { .. }
            }
    )
}

/// What only the other State, the delivery or a linked matter brings about.
fn not_by_hand(command: &Command) -> bool {
    let row = command.act().permission();
    row.roles.is_empty() && row.others != Others::Deadline
}

// ---- The properties --------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// `World::give` panics where what was decided cannot be applied; besides, history and snapshot are one thing, and
    /// both survive their serialised form.
    #[test]
    fn history_and_snapshot_agree(start in 0..BEGINNINGS.len(), ops in prop::collection::vec(op(), 1..80)) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            run(&mut world, op, true);
        }
        for node in [&world.asking, &world.asked] {
            for (id, matter) in &node.matters {
                prop_assert_eq!(&folded(&node.events, *id), matter);
                let json = serde_json::to_string(matter).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Matter>(&json).unwrap(), matter);
            }
            for event in &node.events {
                let json = serde_json::to_string(event).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Event>(&json).unwrap(), event);
            }
        }
    }

    /// No course, however hostile the other State, reaches a transfer without authorisation, open gate and two persons.
    #[test]
    fn nothing_is_released_without_its_safeguards(
        start in 0..BEGINNINGS.len(),
        ops in prop::collection::vec(op_around_release(), 1..80),
        hostile: bool,
    ) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            run(&mut world, op, hostile);
        }
        for (place, event) in world.asked.events.iter().enumerate() {
            if let Some(by) = confirmed_by(event) {
                let before = &world.asked.events[..place];
                released_lawfully(&of_matter(before, event.matter()), event.at(), by)?;
            }
        }
    }

    /// No collection begins, goes on or is renewed without a current authorisation, and none runs beyond its end; whatever
    /// the clocks do and the other State says.
    #[test]
    fn no_collection_runs_beyond_its_end_or_its_authorisation(
        start in 6..BEGINNINGS.len(),
        ops in prop::collection::vec(op_around_release(), 1..80),
        hostile: bool,
    ) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            run(&mut world, op, hostile);
        }
        collected_lawfully(&of_matter(&world.asked.events, INTERCEPTION))?;
    }

    /// Nothing goes on to a third State without the sending State's consent for these items and this recipient, given by
    /// two persons.
    #[test]
    fn nothing_goes_onward_without_consent(
        steps in prop::collection::vec((0..64usize, 0..2usize), 1..40),
    ) {
        let mut world = World::in_use();
        for (number, actor) in steps {
            let before = world.asked.events.len();
            let exported = world.asking.events.len();
            run(&mut world, &Op::Onward { number, actor }, false);
            let passed_on = world.asking.events[exported..].iter().any(|e| exported_to(e).is_some());
            prop_assert!(!passed_on || consented(&world.asked.events[..before]));
        }
    }

    /// Preserved data never lapse while a request for assistance on them is undecided, in whatever order clocks, deadlines
    /// and messages come.
    #[test]
    fn nothing_lapses_while_assistance_is_pending(
        start in 0..BEGINNINGS.len(),
        ops in prop::collection::vec(op(), 1..120),
    ) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            let before = world.asked.clone();
            run(&mut world, op, false);
            let lapsed = world.stage(Asked, PRESERVATION) == "lapsed";
            if lapsed && before.matters[&PRESERVATION].stage() != "lapsed" {
                prop_assert!(decided(before.matters.get(&ACCESS)), "{:?}", before.matters.get(&ACCESS));
            }
        }
    }

    /// Preserved data never lapse before 60 days from the effective date.
    #[test]
    fn nothing_lapses_before_its_floor(start in 0..BEGINNINGS.len(), ops in prop::collection::vec(op(), 1..120)) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            run(&mut world, op, true);
        }
        let lapsed = world.asked.events.iter().find(|e| e.name() == "lapsed");
        let effective = world.asked.events.iter().find_map(effective_at);
        if let (Some(lapsed), Some(effective)) = (lapsed, effective) {
            prop_assert!(lapsed.at() >= effective + hours(24 * 60));
        }
    }

    /// What one State says in the ordinary course, the other takes in, but for what crossed on the way.
    #[test]
    fn the_two_states_understand_each_other(start in 0..BEGINNINGS.len(), ops in prop::collection::vec(op(), 1..120)) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            run(&mut world, op, false);
        }
        for event in world.asking.events.iter().chain(&world.asked.events) {
            if let Some(rejection) = returned_with(event) {
                let crossed = [
                    Rule::ExtensionTooLate, Rule::ExtensionNotLater, Rule::NotAtThisStage,
                    Rule::MatterEnded, Rule::NoOfferedConditions, Rule::NothingYet, Rule::AlreadyOpen,
                    Rule::NoOpenConsultation, Rule::NoOpenRisk, Rule::PackageMismatch, Rule::CollectionOver,
                    // Renewed again after a completion that shortened it, which the other State did not take in.
                    Rule::SecrecyEndNotAhead,
                ];
                prop_assert!(crossed.contains(&rejection.rule), "{rejection} at {:?}", event.matter());
            }
        }
    }

    /// What is given by itself when it is due is allowed when it is due, and what it leaves is not due again at once.
    #[test]
    fn deadlines_can_be_met_and_come_to_rest(start in 0..BEGINNINGS.len(), ops in prop::collection::vec(op(), 1..80)) {
        let mut world = BEGINNINGS[start]();
        for op in &ops {
            run(&mut world, op, false);
        }
        for at in [Asking, Asked] {
            for (id, matter) in world.node(at).matters.clone() {
                for owed in owed(&matter) {
                    let Some(command) = owed.on_due else { continue };
                    let mut facts = world.facts(at, id, Actor::Deadline);
                    facts.now = owed.due;
                    prop_assert!(decide(Some(&matter), command, &facts).is_ok(), "{:?} at {}", owed.what, matter.stage());
                }
            }
            for _ in 0..4 {
                world.run_deadlines(at);
            }
            for matter in world.node(at).matters.values() {
                let due = owed(matter).into_iter().any(|o| o.on_due.is_some() && o.due <= world.now);
                prop_assert!(!due, "still due at {}", matter.stage());
            }
        }
    }
}

/// Final states refuse everything but messages that crossed the end, enquiries whose answer is owed and book-keeping; and stay final.
#[test]
fn final_states_stay_final() {
    for which in Which::ALL {
        for (situation, world) in every_situation(which) {
            let matter = world.node(which.at()).matters.get(&which.matter());
            if matter.is_some_and(Matter::is_final) {
                nothing_moves(which, &situation, &world);
            }
        }
    }
}

fn nothing_moves(which: Which, situation: &str, world: &World) {
    for command in which.commands(world.now) {
        for actor in [first(), second(), giver(which, &command), Actor::Deadline] {
            let mut world = world.clone();
            let given = world.give(which.at(), which.matter(), command.clone(), actor);
            if given.is_ok() {
                let act = command.act().key();
                let possible = [
                    "hear",
                    "notify_person",
                    "destroy_collected",
                    "renew_secrecy",
                    "enquire",
                    "answer_enquiry",
                    "release",
                    "note_returned",
                ]
                .contains(&act);
                assert!(possible, "{act} at {situation}");
                // An end of our own making that the other State did not take in was none.
                if situation.starts_with("withdrawn") && act == "note_returned" {
                    continue;
                }
                let stage = situation.split(',').next().unwrap_or_default();
                assert_eq!(world.stage(which.at(), which.matter()), stage, "{act}");
            }
        }
    }
}

#[test]
fn officers_without_a_role_and_strangers_move_nothing() {
    let nobody = Actor::Officer {
        id: OfficerId("n.obody".into()),
        roles: BTreeSet::new(),
    };
    let stranger = Actor::Peer("XCC".parse().unwrap());
    for which in Which::ALL {
        for (situation, world) in every_situation(which) {
            for command in which.commands(world.now) {
                for actor in [nobody.clone(), stranger.clone()] {
                    let mut world = world.clone();
                    let given = world.give(which.at(), which.matter(), command.clone(), actor);
                    assert!(given.is_err(), "{} at {situation}", command.act().key());
                }
            }
        }
    }
}

#[test]
fn every_command_survives_its_serialised_form() {
    for which in Which::ALL {
        for command in which.commands(start()) {
            let json = serde_json::to_string(&command).unwrap();
            assert_eq!(
                serde_json::from_str::<Command>(&json).unwrap(),
                command,
                "{json}"
            );
        }
    }
}

// ---- Readings of a history, made without the procedures --------------------------------------------------------------

fn folded(events: &[Event], id: MatterId) -> Matter {
    let own = events.iter().filter(|event| event.matter() == id);
    own.fold(None, |state, event| Some(apply(state, event).unwrap()))
        .expect("at least one event")
}

fn released_fact(event: &Event) -> Option<&released::Fact> {
    match event {
        Event::AssistanceRequested(Happened { fact, .. }) => Some(fact),
        _ => None,
    }
}

fn confirmed_by(event: &Event) -> Option<&OfficerId> {
    use assistance::RequestedSays::Transferred;
    match released_fact(event)? {
        released::Fact::Said {
            message: Transferred { .. },
        } => event.by().officer(),
        _ => None,
    }
}

fn released_lawfully(
    before: &[Event],
    now: Timestamp,
    by: &OfficerId,
) -> Result<(), TestCaseError> {
    let facts = || {
        before
            .iter()
            .rev()
            .filter_map(|e| Some((released_fact(e)?, e)))
    };
    let stopped = facts().any(|(fact, _)| stopped_at(fact).is_some());
    let authorised = facts().find_map(|(fact, _)| match on_file(fact) {
        OnFile::Put(authorisation) => Some(stopped || authorisation.covers(now)),
        OnFile::TakenOff => Some(false),
        OnFile::Same => None,
    });
    let authorised = authorised == Some(true);
    prop_assert!(authorised, "no authorisation covers the release");
    let proposer = facts().find_map(|(fact, event)| match fact {
        released::Fact::TransferProposed { .. } => Some(event.by().officer().cloned()),
        released::Fact::TransferReturned { .. } => Some(None),
        _ => None,
    });
    let proposer = proposer.flatten();
    prop_assert!(
        proposer.as_ref().is_some_and(|first| first != by),
        "{proposer:?} and {by}"
    );
    prop_assert_eq!(facts().find_map(|(fact, _)| gate_open(fact)), Some(true));
    Ok(())
}

fn of_matter(events: &[Event], id: MatterId) -> Vec<Event> {
    let own = events.iter().filter(|event| event.matter() == id);
    own.cloned().collect()
}

/// What a fact does to the authorisation on file.
enum OnFile<'a> {
    Put(&'a Authorisation),
    TakenOff,
    Same,
}

fn on_file(fact: &released::Fact) -> OnFile<'_> {
    match fact {
        released::Fact::Authorised { authorisation, .. }
        | released::Fact::CollectionRenewed { authorisation, .. } => OnFile::Put(authorisation),
        released::Fact::AuthorisationExpired
        | released::Fact::CollectionPaused
        | released::Fact::ReturnedToReview { .. } => OnFile::TakenOff,
        _ => OnFile::Same,
    }
}

fn news(fact: &released::Fact) -> Option<CollectionNews> {
    match fact {
        released::Fact::Said {
            message: assistance::RequestedSays::Collection { news },
        } => Some(*news),
        _ => None,
    }
}

fn stopped_at(fact: &released::Fact) -> Option<Timestamp> {
    match news(fact)? {
        CollectionNews::Stopped { at } => Some(at),
        _ => None,
    }
}

fn collected_lawfully(events: &[Event]) -> Result<(), TestCaseError> {
    let (mut authorisation, mut ends, mut asked) = (None::<&Authorisation>, None, false);
    let mut until = Timestamp::MAX;
    for event in events {
        let Some(fact) = released_fact(event) else {
            continue;
        };
        match on_file(fact) {
            OnFile::Put(new) => (authorisation, until) = (Some(new), new.until),
            OnFile::TakenOff => authorisation = None,
            OnFile::Same => {}
        }
        if matches!(
            fact,
            released::Fact::Heard {
                message: RenewalRequest { .. }
            }
        ) {
            asked = true;
        }
        if let Some(CollectionNews::Started { ends: end }) = news(fact) {
            prop_assert!(authorisation.is_some_and(|a| a.covers(event.at())));
            prop_assert!(end > event.at());
            ends = Some(end);
        }
        if let released::Fact::CollectionRenewed {
            ends: end,
            authorisation,
        } = fact
        {
            prop_assert!(asked, "renewed without a new justification");
            prop_assert!(authorisation.covers(event.at()));
            prop_assert!(ends.is_some_and(|before| event.at() < before), "revived");
            (ends, asked) = (Some(*end), false);
        }
        if let Some(at) = stopped_at(fact) {
            prop_assert!(ends.is_some_and(|end| at <= end), "beyond its end");
            prop_assert!(at <= until, "beyond its authorisation");
        }
    }
    Ok(())
}

fn exported_to(event: &Event) -> Option<&Recipient> {
    match event {
        Event::AssistanceRequesting(Happened {
            fact: sought::Fact::Exported { onward, .. },
            ..
        }) => onward.as_ref(),
        _ => None,
    }
}

/// Whether a consent was given, by another person than the one who proposed it.
fn consented(events: &[Event]) -> bool {
    let mut proposer = None;
    events.iter().any(|event| match released_fact(event) {
        Some(released::Fact::OnwardAnswerProposed { .. }) => {
            proposer = event.by().officer();
            false
        }
        Some(released::Fact::Said {
            message: assistance::RequestedSays::OnwardAnswer { answer },
        }) => answer.consent && event.by().officer() != proposer,
        _ => false,
    })
}

fn gate_open(fact: &released::Fact) -> Option<bool> {
    use assistance::{RequestedSays as Said, RequestingSays as Heard};
    match fact {
        released::Fact::GatePassed { .. } => Some(true),
        released::Fact::GateBarred { .. }
        | released::Fact::Said {
            message: Said::ConditionsOffered { .. },
        } => Some(false),
        released::Fact::Heard {
            message: Heard::ConditionsAnswer { accepted, .. },
        } => Some(*accepted),
        _ => None,
    }
}

/// Whether the request for access is decided, or there is none.
fn decided(access: Option<&Matter>) -> bool {
    access.is_none_or(|matter| {
        let released = ["transferred", "delivered", "destroyed"].contains(&matter.stage());
        matter.is_final() || released
    })
}

fn effective_at(event: &Event) -> Option<Timestamp> {
    use comity_treaty::procedure::preservation::RequestedSays::Preserved;
    match event {
        Event::PreservationRequested(Happened {
            fact:
                kept::Fact::Said {
                    message: Preserved { effective_at, .. },
                },
            ..
        }) => Some(*effective_at),
        _ => None,
    }
}

fn returned_with(event: &Event) -> Option<Rejection> {
    match event {
        Event::PreservationRequesting(Happened {
            fact: asked::Fact::Returned { rejection, .. },
            ..
        })
        | Event::AssistanceRequesting(Happened {
            fact: sought::Fact::Returned { rejection, .. },
            ..
        })
        | Event::PreservationRequested(Happened {
            fact: kept::Fact::Returned { rejection, .. },
            ..
        })
        | Event::AssistanceRequested(Happened {
            fact: released::Fact::Returned { rejection, .. },
            ..
        }) => Some(*rejection),
        _ => None,
    }
}
