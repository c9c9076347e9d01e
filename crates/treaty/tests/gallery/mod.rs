//! A matter at every stage of every procedure, and one command of every kind: what the matrix is printed from, and what
//! random courses are made of.

#![allow(dead_code)] // Each test uses the part of the gallery it needs.

use comity_treaty::law::Ground;
use comity_treaty::particulars::{Conditions, UsePurpose};
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::procedure::preservation::{self, ProviderElsewhere, Risk, RiskNotice};
use comity_treaty::procedure::review::{Refusal, RightsScreen, ScreenAnswer};
use comity_treaty::procedure::stored_data;
use comity_treaty::{Actor, Article, Command, Matter, Rejection, Rule, Undelivered, sample};
use jiff::Timestamp;

use crate::world::*;

fn rejection() -> Rejection {
    Rejection {
        rule: Rule::LanguageNotAccepted,
        article: Article::A40p13,
    }
}

fn refusal(ground: Ground) -> Refusal {
    Refusal {
        ground,
        reasons: "Compliance would endanger an informant.".into(),
    }
}

fn concern() -> Concern {
    Concern::Refusal {
        ground: Ground::EssentialInterests,
    }
}

fn answer() -> ConsultationAnswer {
    ConsultationAnswer {
        accepted: false,
        text: "We cannot accept this.".into(),
    }
}

fn text() -> String {
    "As discussed.".into()
}

fn provider() -> ProviderElsewhere {
    ProviderElsewhere {
        provider: "Relay Ltd".into(),
        state: Some("XCC".parse().unwrap()),
        path: "mail relay at 198.51.100.7".into(),
        authority: "Contact point of XBB".into(),
    }
}

fn notice() -> RiskNotice {
    RiskNotice {
        risk: Risk::Confidentiality,
        text: "The service tells its users.".into(),
    }
}

fn stricter(now: Timestamp) -> Conditions {
    Conditions {
        purposes: [UsePurpose::Investigation].into(),
        ..sample::conditions(now)
    }
}

pub fn to_requested_about_preservation(now: Timestamp) -> Vec<preservation::RequestingSays> {
    use preservation::RequestingSays as Says;
    vec![
        Says::Request {
            particulars: Box::new(preservation_particulars(now)),
        },
        Says::Answer {
            text: text(),
            amended: None,
        },
        Says::Answer {
            text: text(),
            amended: Some(Box::new(preservation_particulars(now))),
        },
        Says::RiskDecision {
            go_on: true,
            text: text(),
        },
        Says::RiskDecision {
            go_on: false,
            text: text(),
        },
        Says::ConsultationAnswer { answer: answer() },
        Says::ExtensionRequest {
            until: now + hours(24 * 120),
            reasons: text(),
        },
        Says::Enquiry { text: text() },
        Says::Withdrawal { reasons: text() },
    ]
}

pub fn to_requesting_about_preservation(now: Timestamp) -> Vec<preservation::RequestedSays> {
    use preservation::RequestedSays as Says;
    let later = now + hours(24 * 70);
    vec![
        Says::Acknowledgement,
        Says::Question { text: text() },
        Says::RiskNotice { notice: notice() },
        Says::Consultation {
            about: concern(),
            text: text(),
            conditions: vec![],
        },
        Says::Ordered { ends_at: later },
        Says::Preserved {
            effective_at: now,
            expires_at: later,
        },
        Says::OrderRenewed { ends_at: later },
        Says::ExtensionGranted { expires_at: later },
        Says::ExtensionRefused { reasons: text() },
        Says::HoldEnded {
            access: ACCESS,
            expires_at: Some(later),
        },
        Says::ProviderElsewhere {
            provider: provider(),
        },
        Says::Refusal {
            refusal: refusal(Ground::Persecution),
        },
        Says::EnquiryAnswer {
            stage: "under_review".into(),
            text: text(),
        },
        Says::Lapsed,
    ]
}

pub fn to_requested_about_access(now: Timestamp) -> Vec<stored_data::RequestingSays> {
    use stored_data::RequestingSays as Says;
    vec![
        Says::Request {
            particulars: Box::new(access_particulars(now)),
        },
        Says::Answer {
            text: text(),
            amended: None,
        },
        Says::Answer {
            text: text(),
            amended: Some(Box::new(access_particulars(now))),
        },
        Says::ConsultationAnswer { answer: answer() },
        Says::ConditionsAnswer {
            accepted: true,
            text: text(),
        },
        Says::ConditionsAnswer {
            accepted: false,
            text: text(),
        },
        Says::Enquiry { text: text() },
        Says::Withdrawal { reasons: text() },
        Says::Received {
            digest: package().digest,
        },
        Says::Faulty {
            check: "slice 3".into(),
        },
        Says::ExculpatoryNotice { text: text() },
        Says::Destroyed {
            digest: package().digest,
        },
        Says::Closed { outcome: None },
    ]
}

pub fn to_requesting_about_access(now: Timestamp) -> Vec<stored_data::RequestedSays> {
    use stored_data::RequestedSays as Says;
    vec![
        Says::Acknowledgement,
        Says::Question { text: text() },
        Says::Consultation {
            about: Concern::Postponement,
            text: text(),
            conditions: vec![],
        },
        Says::Postponed {
            review_on: now + hours(24 * 30),
            reasons: text(),
        },
        Says::Resumed,
        Says::SecrecyImpossible { reasons: text() },
        Says::ConditionsOffered {
            conditions: stricter(now),
        },
        Says::Refusal {
            refusal: refusal(Ground::Trivial),
        },
        Says::Transferred {
            package: package(),
            conditions: sample::conditions(now),
            signed_manifest: "signed".into(),
        },
        Says::EnquiryAnswer {
            stage: "under_review".into(),
            text: text(),
        },
    ]
}

pub fn asked_commands(now: Timestamp) -> Vec<asked::Command> {
    use asked::Command as C;
    let mut all = vec![
        C::RequestPreservation {
            particulars: Box::new(preservation_particulars(now)),
        },
        C::AnswerQuestion {
            text: text(),
            amended: None,
        },
        C::AnswerQuestion {
            text: text(),
            amended: Some(Box::new(preservation_particulars(now))),
        },
        C::AnswerConsultation { answer: answer() },
        C::DecideRisk {
            go_on: true,
            text: text(),
        },
        C::DecideRisk {
            go_on: false,
            text: text(),
        },
        C::RequestExtension {
            until: now + hours(24 * 120),
            reasons: text(),
        },
        C::Enquire { text: text() },
        C::Withdraw { reasons: text() },
        C::Hold {
            access: ACCESS,
            from: sample::requested_state(),
        },
        C::Release { access: ACCESS },
        C::NoteReturned {
            what: Undelivered::Opening,
            rejection: rejection(),
        },
        C::NoteReturned {
            what: Undelivered::Answer,
            rejection: rejection(),
        },
    ];
    let heard = to_requesting_about_preservation(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

pub fn kept_commands(now: Timestamp) -> Vec<kept::Command> {
    use kept::Command as C;
    let mut all = vec![
        C::Acknowledge,
        C::Ask { question: text() },
        C::ScreenRights {
            answer: ScreenAnswer::No,
            note: text(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::Unsure,
            note: text(),
        },
        C::ReviewScreen {
            proceed: true,
            note: text(),
        },
        C::ReviewScreen {
            proceed: false,
            note: text(),
        },
        C::Consult {
            about: concern(),
            text: text(),
            conditions: vec![],
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::Persecution),
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::EssentialInterests),
        },
        C::ReturnRefusal { note: text() },
        C::ConfirmRefusal,
        C::NotifyRisk { notice: notice() },
        C::Order { days: 90 },
        C::ConfirmPreserved {
            effective_at: now,
            days: None,
        },
        C::RenewOrder,
        C::WarnOrderEnds,
        C::GrantExtension {
            until: now + hours(24 * 120),
        },
        C::ProposeExtensionRefusal { reasons: text() },
        C::ConfirmExtensionRefusal,
        C::ReportProvider {
            provider: provider(),
        },
        C::AnswerEnquiry { text: text() },
        C::Lapse,
        C::Hold {
            access: ACCESS,
            from: sample::requesting_state(),
        },
        C::Release { access: ACCESS },
        C::NoteReturned {
            what: Undelivered::Other,
            rejection: rejection(),
        },
    ];
    let heard = to_requested_about_preservation(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

pub fn sought_commands(now: Timestamp) -> Vec<sought::Command> {
    use sought::Command as C;
    let purpose = UsePurpose::Investigation;
    let mut all = vec![
        C::DraftRequest {
            particulars: Box::new(access_particulars(now)),
        },
        C::Redraft {
            particulars: Box::new(access_particulars(now)),
        },
        C::Abandon,
        C::SendRequest,
        C::AnswerQuestion {
            text: text(),
            amended: None,
        },
        C::AnswerQuestion {
            text: text(),
            amended: Some(Box::new(access_particulars(now))),
        },
        C::AnswerConsultation { answer: answer() },
        C::AnswerConditions {
            accepted: true,
            text: text(),
        },
        C::AnswerConditions {
            accepted: false,
            text: text(),
        },
        C::Enquire { text: text() },
        C::Withdraw { reasons: text() },
        C::RecordReceived {
            digest: package().digest,
        },
        C::ReportFaulty {
            check: "slice 3".into(),
        },
        C::OpenEvidence {
            purpose,
            reason: text(),
        },
        C::ExportEvidence {
            purpose,
            recipient: text(),
        },
        C::NotifyExculpatory { text: text() },
        C::DestroyEvidence,
        C::Close { outcome: None },
        C::NoteReturned {
            what: Undelivered::Opening,
            rejection: rejection(),
        },
        C::NoteReturned {
            what: Undelivered::Answer,
            rejection: rejection(),
        },
    ];
    let heard = to_requesting_about_access(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

pub fn released_commands(now: Timestamp) -> Vec<released::Command> {
    use released::{Command as C, DataDecision as D};
    let gate = |decision| C::DecidePersonalData { decision };
    let mut all = vec![
        C::Acknowledge,
        C::Ask { question: text() },
        C::ScreenRights {
            answer: ScreenAnswer::No,
            note: text(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::Yes,
            note: text(),
        },
        C::ReviewScreen {
            proceed: true,
            note: text(),
        },
        C::ReviewScreen {
            proceed: false,
            note: text(),
        },
        C::Consult {
            about: Concern::Postponement,
            text: text(),
            conditions: vec![],
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::Trivial),
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::DataProtection),
        },
        C::ReturnRefusal { note: text() },
        C::ConfirmRefusal,
        C::Postpone {
            review_on: now + hours(24 * 30),
            reasons: text(),
        },
        C::ReturnToReview { note: text() },
        C::Authorise {
            authorisation: authorisation(now),
        },
        C::ExpireAuthorisation,
        C::RecordSealed { package: package() },
        gate(D::Pass {
            conditions: sample::conditions(now),
        }),
        gate(D::Offer {
            conditions: stricter(now),
        }),
        gate(D::Bar { reasons: text() }),
        C::ProposeTransfer,
        C::ReturnTransfer { note: text() },
        C::ConfirmTransfer {
            signed_manifest: "signed".into(),
        },
        C::DeclareSecrecyImpossible { reasons: text() },
        C::AnswerEnquiry { text: text() },
        C::NoteReturned {
            what: Undelivered::Release,
            rejection: rejection(),
        },
        C::NoteReturned {
            what: Undelivered::Other,
            rejection: rejection(),
        },
    ];
    let heard = to_requested_about_access(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

/// Which of the four procedures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    PreservationRequesting,
    PreservationRequested,
    StoredDataRequesting,
    StoredDataRequested,
}

impl Which {
    pub const ALL: [Self; 4] = [
        Self::PreservationRequesting,
        Self::PreservationRequested,
        Self::StoredDataRequesting,
        Self::StoredDataRequested,
    ];

    pub fn at(self) -> At {
        match self {
            Self::PreservationRequesting | Self::StoredDataRequesting => Asking,
            Self::PreservationRequested | Self::StoredDataRequested => Asked,
        }
    }

    pub fn matter(self) -> comity_treaty::MatterId {
        match self {
            Self::PreservationRequesting | Self::PreservationRequested => PRESERVATION,
            Self::StoredDataRequesting | Self::StoredDataRequested => ACCESS,
        }
    }

    /// One command of every kind; two where the kinds lead to different stages.
    pub fn commands(self, now: Timestamp) -> Vec<Command> {
        match self {
            Self::PreservationRequesting => asked_commands(now)
                .into_iter()
                .map(Command::PreservationRequesting)
                .collect(),
            Self::PreservationRequested => kept_commands(now)
                .into_iter()
                .map(Command::PreservationRequested)
                .collect(),
            Self::StoredDataRequesting => sought_commands(now)
                .into_iter()
                .map(Command::StoredDataRequesting)
                .collect(),
            Self::StoredDataRequested => released_commands(now)
                .into_iter()
                .map(Command::StoredDataRequested)
                .collect(),
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
        Some(Matter::PreservationRequested(state)) => match &state.stage {
            kept::Stage::UnderReview { .. } if stage == "under_review" => screened(&state.screen),
            kept::Stage::Preserved { preservation, .. } => {
                let refusal = preservation
                    .extension
                    .as_ref()
                    .and_then(|e| e.refusal.as_ref());
                refusal.map(|_| "refusal proposed")
            }
            _ => None,
        },
        Some(Matter::StoredDataRequested(state)) => match &state.stage {
            _ if state.gate.failed() && open_case(stage) => Some("gate failed"),
            released::Stage::UnderReview { .. } if stage == "under_review" => {
                screened(&state.screen)
            }
            released::Stage::Authorised { .. } | released::Stage::Sealed { .. } => {
                state.gate.conditions().map(|_| "gate open")
            }
            _ => None,
        },
        _ => None,
    };
    detail.map_or(stage.to_owned(), |detail| format!("{stage}, {detail}"))
}

fn open_case(stage: &str) -> bool {
    matches!(stage, "under_review" | "authorised" | "sealed")
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
fn starting_world(which: Which) -> World {
    match which {
        Which::PreservationRequesting | Which::PreservationRequested => World::new(),
        Which::StoredDataRequesting | Which::StoredDataRequested => World::preserved(90),
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
