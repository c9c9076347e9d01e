//! Two nodes reduced to what this crate decides: matters, a letter box each, a clock that tests set.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use comity_treaty::law::Ground;
use comity_treaty::particulars::{
    AssistanceDraft, AssistanceParticulars, Authorisation, DigestText, OralNote,
    PreservationParticulars, ProviderCheck,
};
use comity_treaty::procedure::assistance::{LeftOut, SealedPackage};
use comity_treaty::procedure::{assistance, preservation};
use comity_treaty::{
    Actor, Command, Event, Facts, Matter, MatterId, Message, PartyFacts, Rejection, Role,
    StateCode, apply, consequences, decide, incoming, outgoing, owed, returned, sample,
};
use jiff::Timestamp;
use uuid::Uuid;

pub use assistance::requested as released;
pub use assistance::requesting as sought;
pub use preservation::requested as kept;
pub use preservation::requesting as asked;

pub const PRESERVATION: MatterId =
    MatterId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));
pub const ACCESS: MatterId = MatterId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002));

pub const INTERCEPTION: MatterId =
    MatterId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0003));

/// What a request for assistance is about, where it makes a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    Stored,
    Content,
}

impl Subject {
    pub fn matter(self) -> MatterId {
        match self {
            Self::Stored => ACCESS,
            Self::Content => INTERCEPTION,
        }
    }

    pub fn particulars(self, now: Timestamp) -> AssistanceParticulars {
        match self {
            Self::Stored => access_particulars(now),
            Self::Content => parsed(sample::interception_draft(now, &sample::seal_key())),
        }
    }

    /// The same request, made by word of mouth and written down by the requested State.
    pub fn oral(self, now: Timestamp) -> AssistanceParticulars {
        let mut particulars = self.particulars(now);
        particulars.oral = Some(OralNote {
            at: now,
            spoken_by: "The duty prosecutor of XAA".into(),
            heard_by: "The central authority of XBB".into(),
            urgency: "The account is deleted tonight.".into(),
        });
        particulars.seal_to = None;
        particulars
    }

    pub fn package(self) -> SealedPackage {
        SealedPackage {
            data_classes: self.particulars(start()).data_classes,
            ..package()
        }
    }
}

pub fn parsed(draft: AssistanceDraft) -> AssistanceParticulars {
    AssistanceParticulars::parse(draft).unwrap()
}

pub fn start() -> Timestamp {
    "2027-09-01T08:00:00Z".parse().unwrap()
}

pub fn hours(count: i64) -> jiff::SignedDuration {
    jiff::SignedDuration::from_hours(count)
}

/// One State's node.
#[derive(Clone)]
pub struct Node {
    pub facts: PartyFacts,
    pub matters: BTreeMap<MatterId, Matter>,
    pub events: Vec<Event>,
    outbox: VecDeque<(MatterId, Message)>,
}

/// Two nodes and the time.
#[derive(Clone)]
pub struct World {
    pub now: Timestamp,
    /// How many requests of the measure went out lately.
    pub sent_lately: u32,
    /// What is drawn for the next decision.
    pub drawn: u64,
    pub asking: Node,
    pub asked: Node,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    Asking,
    Asked,
}
pub use At::{Asked, Asking};

impl Node {
    fn new(state: StateCode) -> Self {
        let since = "2027-06-01T00:00:00Z".parse().unwrap();
        let facts = PartyFacts {
            real_time: sample::real_time_law(),
            ..sample::party(state, since)
        };
        Self {
            facts,
            matters: BTreeMap::new(),
            events: Vec::new(),
            outbox: VecDeque::new(),
        }
    }
}

impl World {
    pub fn new() -> Self {
        let (asking, asked) = (sample::requesting_state(), sample::requested_state());
        Self {
            now: start(),
            sent_lately: 0,
            drawn: 747_110_815,
            asking: Node::new(asking),
            asked: Node::new(asked),
        }
    }

    pub fn node(&self, at: At) -> &Node {
        match at {
            Asking => &self.asking,
            Asked => &self.asked,
        }
    }

    pub fn node_mut(&mut self, at: At) -> &mut Node {
        match at {
            Asking => &mut self.asking,
            Asked => &mut self.asked,
        }
    }

    pub fn facts(&self, at: At, matter: MatterId, actor: Actor) -> Facts {
        let (party, peer) = match at {
            Asking => (&self.asking.facts, &self.asked.facts),
            Asked => (&self.asked.facts, &self.asking.facts),
        };
        Facts {
            matter,
            now: self.now,
            actor,
            party: party.clone(),
            peer: peer.clone(),
            sent_lately: self.sent_lately,
            drawn: self.drawn,
        }
    }

    pub fn stage(&self, at: At, matter: MatterId) -> &'static str {
        self.node(at)
            .matters
            .get(&matter)
            .map_or("nothing", Matter::stage)
    }

    /// An act on one node, without delivering what it says.
    pub fn give(
        &mut self,
        at: At,
        matter: MatterId,
        command: Command,
        actor: Actor,
    ) -> Result<Event, Rejection> {
        let facts = self.facts(at, matter, actor);
        let node = self.node_mut(at);
        let before = node.matters.get(&matter);
        let event = decide(before, command, &facts)?;
        let after = apply(before.cloned(), &event).expect("what is decided can be applied");
        if let Some(message) = outgoing(&event, &after) {
            node.outbox.push_back((matter, message));
        }
        let follow_ups = consequences(&event, &after);
        node.matters.insert(matter, after);
        node.events.push(event.clone());
        for (linked, command) in follow_ups {
            let _ = self.give(at, linked, command, Actor::Consequence);
        }
        Ok(event)
    }

    /// Delivers one message, if there is one; a rejection goes back to the sender.
    pub fn deliver_one(&mut self, from: At) -> bool {
        let Some((matter, message)) = self.node_mut(from).outbox.pop_front() else {
            return false;
        };
        let to = if from == Asking { Asked } else { Asking };
        let peer = Actor::Peer(self.node(from).facts.state);
        if let Err(rejection) = self.give(to, matter, incoming(message.clone()), peer) {
            let note = returned(&message, rejection);
            self.give(from, matter, note, Actor::Consequence)
                .expect("a rejection can be noted");
        }
        true
    }

    pub fn deliver(&mut self) {
        while self.deliver_one(Asking) || self.deliver_one(Asked) {}
    }

    /// An act, and everything it says delivered.
    pub fn act(
        &mut self,
        at: At,
        matter: MatterId,
        command: Command,
        actor: Actor,
    ) -> Result<Event, Rejection> {
        let event = self.give(at, matter, command, actor);
        self.deliver();
        event
    }

    /// Executes what has fallen due, on one node.
    pub fn run_deadlines(&mut self, at: At) {
        let now = self.now;
        let due: Vec<_> = self
            .node(at)
            .matters
            .iter()
            .flat_map(|(id, m)| owed(m).into_iter().map(move |o| (*id, o)))
            .filter(|(_, o)| o.due <= now)
            .filter_map(|(id, o)| o.on_due.map(|command| (id, command)))
            .collect();
        for (matter, command) in due {
            let _ = self.give(at, matter, command, Actor::Deadline);
        }
    }

    /// Lets time pass, day by day, with both deadline engines running.
    pub fn pass_days(&mut self, days: u32) {
        for _ in 0..days {
            self.now += hours(24);
            self.run_deadlines(Asking);
            self.run_deadlines(Asked);
            self.deliver();
        }
    }
}

// ---- Acts by name ----------------------------------------------------------------------------------------------------

pub fn duty() -> Actor {
    sample::officer("d.osei", Role::DutyOfficer)
}

pub fn drafter() -> Actor {
    sample::officer("m.ferro", Role::Drafter)
}

pub fn approver() -> Actor {
    sample::officer("a.lindqvist", Role::Approver)
}

pub fn judge() -> Actor {
    sample::officer("j.okafor", Role::ExecutingAuthority)
}

pub fn custodian() -> Actor {
    sample::officer("c.tanaka", Role::EvidenceCustodian)
}

pub fn preservation_particulars(now: Timestamp) -> PreservationParticulars {
    PreservationParticulars::parse(sample::preservation_draft(now)).unwrap()
}

pub fn access_particulars(now: Timestamp) -> AssistanceParticulars {
    let draft = sample::assistance_draft(now, Some(PRESERVATION), &sample::seal_key());
    AssistanceParticulars::parse(draft).unwrap()
}

pub fn authorisation(now: Timestamp) -> Box<Authorisation> {
    Box::new(Authorisation::parse(sample::authorisation_draft(now)).unwrap())
}

/// All that was asked for is in the package.
pub fn propose_whole() -> released::Command {
    released::Command::ProposeTransfer { left_out: vec![] }
}

/// A part of what was asked for, and why it does not come.
pub fn part(ground: Option<Ground>) -> LeftOut {
    LeftOut {
        part: "The messages of the second account.".into(),
        ground,
        reasons: "They are those of a lawyer with her clients.".into(),
        data_classes: BTreeSet::new(),
    }
}

/// The digest of the signed manifest that a release announces.
pub fn manifest() -> DigestText {
    "ef".repeat(32).parse().unwrap()
}

pub fn package() -> SealedPackage {
    SealedPackage {
        package: Uuid::from_u128(7),
        digest: "ab".repeat(32).parse().unwrap(),
        bytes: 1 << 30,
        items: 4,
        data_classes: access_particulars(start()).data_classes,
        references: vec![],
        copies_of_abuse_material: 0,
        sealed_to: sample::seal_key(),
    }
}

/// The provider can collect, or not.
pub fn checked(within_capability: bool) -> released::Command {
    let check = ProviderCheck {
        provider: "Nordmail".into(),
        within_capability,
        bound_to_secrecy: true,
        note: String::new(),
    };
    released::Command::CheckProvider { check }
}

impl World {
    pub fn ask(&mut self, c: asked::Command, by: Actor) -> Result<Event, Rejection> {
        self.act(Asking, PRESERVATION, Command::PreservationRequesting(c), by)
    }

    pub fn keep(&mut self, c: kept::Command, by: Actor) -> Result<Event, Rejection> {
        self.act(Asked, PRESERVATION, Command::PreservationRequested(c), by)
    }

    pub fn seek(&mut self, c: sought::Command, by: Actor) -> Result<Event, Rejection> {
        self.seek_in(ACCESS, c, by)
    }

    pub fn release(&mut self, c: released::Command, by: Actor) -> Result<Event, Rejection> {
        self.release_in(ACCESS, c, by)
    }

    pub fn seek_in(
        &mut self,
        matter: MatterId,
        c: sought::Command,
        by: Actor,
    ) -> Result<Event, Rejection> {
        self.act(Asking, matter, Command::AssistanceRequesting(c), by)
    }

    pub fn release_in(
        &mut self,
        matter: MatterId,
        c: released::Command,
        by: Actor,
    ) -> Result<Event, Rejection> {
        self.act(Asked, matter, Command::AssistanceRequested(c), by)
    }

    /// A preservation, asked for and acknowledged.
    pub fn preservation_under_review() -> Self {
        let mut world = Self::new();
        let particulars = Box::new(preservation_particulars(world.now));
        world
            .ask(asked::Command::RequestPreservation { particulars }, duty())
            .unwrap();
        world.keep(kept::Command::Acknowledge, duty()).unwrap();
        world
    }

    /// The data preserved, under an order of `days`.
    pub fn preserved(days: u32) -> Self {
        use comity_treaty::procedure::review::ScreenAnswer::No;
        let mut world = Self::preservation_under_review();
        let note = String::new();
        world
            .keep(
                kept::Command::ScreenRights {
                    answer: No,
                    conduct: BTreeSet::new(),
                    note,
                },
                duty(),
            )
            .unwrap();
        world.keep(kept::Command::Order { days }, judge()).unwrap();
        let effective_at = world.now;
        world
            .keep(
                kept::Command::ConfirmPreserved {
                    effective_at,
                    days: None,
                },
                duty(),
            )
            .unwrap();
        world
    }

    /// Access asked for on top, and acknowledged.
    pub fn access_under_review() -> Self {
        Self::asked_for_access(|now| Box::new(access_particulars(now)))
    }

    fn asked_for_access(particulars: impl Fn(Timestamp) -> Box<AssistanceParticulars>) -> Self {
        let mut world = Self::preserved(90);
        let particulars = particulars(world.now);
        world
            .seek(sought::Command::DraftRequest { particulars }, drafter())
            .unwrap();
        world
            .seek(sought::Command::SendRequest, approver())
            .unwrap();
        world
            .release(released::Command::Acknowledge, approver())
            .unwrap();
        world
    }

    /// Authorised.
    pub fn authorised() -> Self {
        Self::access_under_review().then_authorised()
    }

    pub fn then_authorised(self) -> Self {
        use comity_treaty::procedure::review::ScreenAnswer::No;
        let mut world = self;
        let note = String::new();
        world
            .release(
                released::Command::ScreenRights {
                    answer: No,
                    conduct: BTreeSet::new(),
                    note,
                },
                approver(),
            )
            .unwrap();
        let authorisation = authorisation(world.now);
        world
            .release(released::Command::Authorise { authorisation }, judge())
            .unwrap();
        world
    }

    /// Sealed, the gate passed, the release proposed.
    pub fn transfer_proposed() -> Self {
        let mut world = Self::authorised().then_sealed();
        world.release(propose_whole(), custodian()).unwrap();
        world
    }

    /// A life is in danger; all is ready for the release.
    pub fn emergency() -> Self {
        Self::emergency_under_review()
            .then_authorised()
            .then_sealed()
    }

    /// A life is in danger; the request is acknowledged.
    pub fn emergency_under_review() -> Self {
        Self::asked_for_access(Self::danger)
    }

    /// What is asked for then.
    pub fn danger(now: Timestamp) -> Box<AssistanceParticulars> {
        let mut particulars = Box::new(access_particulars(now));
        particulars.emergency = Some("A child was taken; her captor names an hour.".into());
        particulars
    }

    pub fn then_sealed(self) -> Self {
        let mut world = self;
        world
            .release(
                released::Command::RecordSealed { package: package() },
                custodian(),
            )
            .unwrap();
        let conditions = sample::conditions(world.now);
        let decision = released::DataDecision::Pass { conditions };
        world
            .release(
                released::Command::DecidePersonalData { decision },
                approver(),
            )
            .unwrap();
        world
    }

    /// An interception asked for, acknowledged, screened and authorised.
    pub fn interception_authorised() -> Self {
        let mut world = Self::requested(INTERCEPTION, Subject::Content.particulars(start()));
        world.authorise(INTERCEPTION);
        world
    }

    /// An interception that runs.
    pub fn collecting() -> Self {
        let mut world = Self::interception_authorised();
        world
            .release_in(INTERCEPTION, checked(true), custodian())
            .unwrap();
        world
            .release_in(INTERCEPTION, released::Command::StartCollection, judge())
            .unwrap();
        world
    }

    /// A request sent by two persons, and acknowledged.
    pub fn requested(matter: MatterId, particulars: AssistanceParticulars) -> Self {
        let mut world = Self::new();
        let particulars = Box::new(particulars);
        let draft = sought::Command::DraftRequest { particulars };
        world.seek_in(matter, draft, drafter()).unwrap();
        world
            .seek_in(matter, sought::Command::SendRequest, approver())
            .unwrap();
        world
            .release_in(matter, released::Command::Acknowledge, approver())
            .unwrap();
        world
    }

    /// Screened with no, and authorised.
    pub fn authorise(&mut self, matter: MatterId) {
        let screen = released::Command::ScreenRights {
            answer: comity_treaty::procedure::review::ScreenAnswer::No,
            conduct: BTreeSet::new(),
            note: String::new(),
        };
        self.release_in(matter, screen, approver()).unwrap();
        let authorisation = authorisation(self.now);
        self.release_in(
            matter,
            released::Command::Authorise { authorisation },
            judge(),
        )
        .unwrap();
    }

    /// Sealed, gate passed, released by two persons, fetched.
    pub fn hand_over(&mut self, matter: MatterId, package: SealedPackage) {
        let digest = package.digest.clone();
        let conditions = sample::conditions(self.now);
        let decision = released::DataDecision::Pass { conditions };
        let manifest = manifest();
        for (command, by) in [
            (released::Command::RecordSealed { package }, custodian()),
            (
                released::Command::DecidePersonalData { decision },
                approver(),
            ),
            (propose_whole(), custodian()),
            (released::Command::ConfirmTransfer { manifest }, approver()),
        ] {
            self.release_in(matter, command, by).unwrap();
        }
        self.seek_in(
            matter,
            sought::Command::RecordReceived { digest },
            custodian(),
        )
        .unwrap();
    }

    /// Released.
    pub fn transferred() -> Self {
        let mut world = Self::transfer_proposed();
        let manifest = manifest();
        world
            .release(released::Command::ConfirmTransfer { manifest }, approver())
            .unwrap();
        world
    }

    /// Fetched, verified and opened.
    pub fn in_use() -> Self {
        use comity_treaty::particulars::UsePurpose::Investigation;
        let mut world = Self::transferred();
        let digest = package().digest;
        world
            .seek(sought::Command::RecordReceived { digest }, custodian())
            .unwrap();
        let reason = "Reading the ransom notes".into();
        let open = sought::Command::OpenEvidence {
            purpose: Investigation,
            reason,
        };
        world.seek(open, custodian()).unwrap();
        world
    }
}
