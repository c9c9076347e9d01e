//! Commands in, events out, messages across, consequences along: the same for every procedure.

use super::{
    Command, Event, Matter, Message, asked, assistance, chart, kept, preservation, released, sought,
};
use crate::actor::{Facts, MatterId};
use crate::law::Rule;
use crate::party::StateCode;
use crate::procedure::assistance::requested::RequestedAssistance;
use crate::procedure::assistance::requesting::RequestingAssistance;
use crate::procedure::chart::Charted;
use crate::procedure::erasure;
use crate::procedure::preservation::requested::RequestedPreservation;
use crate::procedure::preservation::requesting::RequestingPreservation;
use crate::procedure::{Obligation, Procedure};
use crate::rejection::{CorruptHistory, Rejection, Undelivered, require};

/// The one event that answers the command, or the rule that refuses it. `None` is a matter that does not exist yet: only
/// the opening commands of a requesting State, and the opening messages of a peer, are answered then.
pub fn decide(state: Option<&Matter>, command: Command, facts: &Facts) -> Result<Event, Rejection> {
    if let (Some(Matter::Erasing(erasing)), false) = (state, matches!(command, Command::Erasing(_)))
    {
        let former = erasing.former().ok_or(Rejection::by(Rule::TextsErased))?;
        return decide(Some(former), command, facts);
    }
    macro_rules! ask {
        ($variant:ident, $procedure:ty, $command:expr) => {
            match state {
                None => <$procedure>::decide(None, $command, facts).map(Event::$variant),
                Some(Matter::$variant(state)) => {
                    require(state.matter == facts.matter, Rule::NotYourMatter)?;
                    <$procedure>::decide(Some(state), $command, facts).map(Event::$variant)
                }
                Some(_) => Err(Rejection::by(Rule::WrongProcedure)),
            }
        };
    }
    match command {
        Command::PreservationRequesting(c) => {
            ask!(PreservationRequesting, RequestingPreservation, c)
        }
        Command::PreservationRequested(c) => ask!(PreservationRequested, RequestedPreservation, c),
        Command::AssistanceRequesting(c) => ask!(AssistanceRequesting, RequestingAssistance, c),
        Command::AssistanceRequested(c) => ask!(AssistanceRequested, RequestedAssistance, c),
        Command::Charted(c) => ask!(Charted, Charted, c),
        Command::Erasing(c) => erasure::decide(state, c, facts).map(Event::Erasing),
    }
}

/// The matter after the event. An event that cannot follow means a damaged history, never a user's mistake.
pub fn apply(state: Option<Matter>, event: &Event) -> Result<Matter, CorruptHistory> {
    let state = match state {
        Some(Matter::Erasing(erasing)) if !matches!(event, Event::Erasing(_)) => {
            let after = erasing.with_former(event.name(), |former| apply(Some(former), event));
            return after.map(Matter::Erasing);
        }
        state => state,
    };
    macro_rules! fold {
        ($variant:ident, $procedure:ty, $event:expr) => {
            match state {
                None => <$procedure>::apply(None, $event).map(Matter::$variant),
                Some(Matter::$variant(state)) => {
                    <$procedure>::apply(Some(state), $event).map(Matter::$variant)
                }
                Some(other) => Err(CorruptHistory {
                    event: event.name(),
                    stage: other.stage(),
                }),
            }
        };
    }
    match event {
        Event::PreservationRequesting(e) => {
            fold!(PreservationRequesting, RequestingPreservation, e)
        }
        Event::PreservationRequested(e) => fold!(PreservationRequested, RequestedPreservation, e),
        Event::AssistanceRequesting(e) => fold!(AssistanceRequesting, RequestingAssistance, e),
        Event::AssistanceRequested(e) => fold!(AssistanceRequested, RequestedAssistance, e),
        Event::Charted(e) => fold!(Charted, Charted, e),
        Event::Erasing(e) => erasure::apply(state, e),
    }
}

/// What is owed in the matter, by either State.
pub fn owed(state: &Matter) -> Vec<Obligation> {
    macro_rules! lift {
        ($variant:ident, $procedure:ty, $state:expr) => {
            <$procedure>::owed($state)
                .into_iter()
                .map(|o| o.lift(Command::$variant))
                .collect()
        };
    }
    match state {
        Matter::PreservationRequesting(s) => {
            lift!(PreservationRequesting, RequestingPreservation, s)
        }
        Matter::PreservationRequested(s) => lift!(PreservationRequested, RequestedPreservation, s),
        Matter::AssistanceRequesting(s) => lift!(AssistanceRequesting, RequestingAssistance, s),
        Matter::AssistanceRequested(s) => lift!(AssistanceRequested, RequestedAssistance, s),
        Matter::Charted(s) => lift!(Charted, Charted, s),
        Matter::Erasing(s) => s.owed(),
    }
}

/// What the event tells the other State, if anything. `_state` is the matter after the event.
pub fn outgoing(event: &Event, _state: &Matter) -> Option<Message> {
    match event {
        Event::PreservationRequesting(e) => e.fact.message().map(Message::PreservationToRequested),
        Event::PreservationRequested(e) => e.fact.message().map(Message::PreservationToRequesting),
        Event::AssistanceRequesting(e) => e.fact.message().map(Message::AssistanceToRequested),
        Event::AssistanceRequested(e) => e.fact.message().map(Message::AssistanceToRequesting),
        Event::Charted(e) => e.fact.message().map(Message::Charted),
        Event::Erasing(_) => None,
    }
}

/// The command a received message is. Executed with [`Actor::Peer`](crate::Actor::Peer).
pub fn incoming(message: Message) -> Command {
    match message {
        Message::PreservationToRequested(message) => {
            Command::PreservationRequested(kept::Command::Hear { message })
        }
        Message::PreservationToRequesting(message) => {
            Command::PreservationRequesting(asked::Command::Hear { message })
        }
        Message::AssistanceToRequested(message) => {
            Command::AssistanceRequested(released::Command::Hear { message })
        }
        Message::AssistanceToRequesting(message) => {
            let message = Box::new(message);
            Command::AssistanceRequesting(sought::Command::Hear { message })
        }
        Message::Charted(message) => Command::Charted(chart::Command::Hear { message }),
    }
}

/// The command for a message of ours that the other State's node answered with a rejection. Executed with
/// [`Actor::Consequence`](crate::Actor::Consequence); it ends a request that
/// was not taken in, takes back a release, and undoes what only made sense if it had been heard.
pub fn returned(message: &Message, rejection: Rejection) -> Command {
    let what = undelivered(message);
    match message {
        Message::PreservationToRequested(_) => {
            Command::PreservationRequesting(asked::Command::NoteReturned { what, rejection })
        }
        Message::PreservationToRequesting(_) => {
            Command::PreservationRequested(kept::Command::NoteReturned { what, rejection })
        }
        Message::AssistanceToRequested(_) => {
            Command::AssistanceRequesting(sought::Command::NoteReturned { what, rejection })
        }
        Message::AssistanceToRequesting(_) => {
            Command::AssistanceRequested(released::Command::NoteReturned { what, rejection })
        }
        Message::Charted(message) => {
            let (what, said) = (message.says, message.document.clone());
            Command::Charted(chart::Command::NoteReturned {
                what,
                said,
                rejection,
            })
        }
    }
}

fn undelivered(message: &Message) -> Undelivered {
    match message {
        Message::PreservationToRequested(says) => preservation_not_requested(says),
        Message::PreservationToRequesting(says) => preservation_not_answered(says),
        Message::AssistanceToRequested(says) => assistance_not_requested(says),
        Message::AssistanceToRequesting(says) => assistance_not_answered(says),
        Message::Charted(_) => Undelivered::Other,
    }
}

const fn preservation_not_requested(says: &preservation::RequestingSays) -> Undelivered {
    use preservation::RequestingSays as S;
    match says {
        S::Request { .. } => Undelivered::Opening,
        S::Answer { .. } => Undelivered::Answer,
        S::RiskDecision { .. } => Undelivered::RiskDecision,
        S::ConsultationAnswer { .. } => Undelivered::ConsultationAnswer,
        S::ExtensionRequest { .. } => Undelivered::Extension,
        S::Enquiry { .. } => Undelivered::Enquiry,
        S::Withdrawal { .. } => Undelivered::Withdrawal,
    }
}

const fn preservation_not_answered(says: &preservation::RequestedSays) -> Undelivered {
    use preservation::RequestedSays as S;
    match says {
        S::Question { .. } => Undelivered::Question,
        S::Consultation { .. } => Undelivered::Consultation,
        _ => Undelivered::Other,
    }
}

const fn assistance_not_requested(says: &assistance::RequestingSays) -> Undelivered {
    use assistance::RequestingSays as S;
    match says {
        S::Request { .. } => Undelivered::Opening,
        S::Answer { .. } => Undelivered::Answer,
        S::ConsultationAnswer { .. } => Undelivered::ConsultationAnswer,
        S::ConditionsAnswer { .. } => Undelivered::ConditionsAnswer,
        S::CallBackAnswer { .. } => Undelivered::CallBackAnswer,
        S::Enquiry { .. } => Undelivered::Enquiry,
        S::SecrecyRenewal { .. } => Undelivered::SecrecyRenewal,
        S::OnwardQuestion { .. } => Undelivered::OnwardQuestion,
        S::ConsentQuestion { .. } => Undelivered::ConsentQuestion,
        _ => Undelivered::Other,
    }
}

const fn assistance_not_answered(says: &assistance::RequestedSays) -> Undelivered {
    use assistance::RequestedSays as S;
    match says {
        S::Transferred { .. } => Undelivered::Release,
        S::Question { .. } => Undelivered::Question,
        S::Consultation { .. } => Undelivered::Consultation,
        _ => Undelivered::Other,
    }
}

/// What the event entails for linked matters of the same node. `state` is the matter after the event. The commands are
/// executed with [`Actor::Consequence`](crate::Actor::Consequence) and facts about the linked matter, in the transaction of
/// the event. A rejection of such a command is no fault: the linked matter may have ended, be another State's, or be
/// unknown here; nothing happens to it then.
pub fn consequences(event: &Event, state: &Matter) -> Vec<(MatterId, Command)> {
    let Some((preservation, change)) = hold_change(event, state) else {
        return Vec::new();
    };
    let (access, from) = (state.id(), state.peer());
    let command = match state {
        Matter::AssistanceRequesting(_) => change.asked(access, from),
        _ => change.kept(access, from),
    };
    vec![(preservation, command)]
}

/// What a request for access does to the preservation it cites, Art 42(8).
enum HoldChange {
    Hold,
    Release,
}

fn hold_change(event: &Event, state: &Matter) -> Option<(MatterId, HoldChange)> {
    match (event, state) {
        (Event::AssistanceRequesting(e), Matter::AssistanceRequesting(s)) => {
            Some((s.particulars.preservation?, change_where_asked(&e.fact)?))
        }
        (Event::AssistanceRequested(e), Matter::AssistanceRequested(s)) => {
            Some((s.particulars.preservation?, change_where_released(&e.fact)?))
        }
        _ => None,
    }
}

fn change_where_asked(fact: &sought::Fact) -> Option<HoldChange> {
    use assistance::{RequestedSays as Theirs, RequestingSays as Ours};
    use sought::Fact;
    match fact {
        Fact::Said {
            message: Ours::Request { .. } | Ours::Faulty { .. },
        } => Some(HoldChange::Hold),
        Fact::Said {
            message: Ours::Withdrawal { .. },
        }
        | Fact::Heard {
            message: Theirs::Transferred { .. } | Theirs::Refusal { .. },
        }
        | Fact::Returned {
            what: Undelivered::Opening,
            ..
        } => Some(HoldChange::Release),
        _ => None,
    }
}

fn change_where_released(fact: &released::Fact) -> Option<HoldChange> {
    use assistance::{RequestedSays as Ours, RequestingSays as Theirs};
    use released::Fact;
    match fact {
        Fact::Heard {
            message: Theirs::Request { .. } | Theirs::Faulty { .. },
        }
        | Fact::OralRecorded { .. }
        | Fact::Returned {
            what: Undelivered::Release,
            ..
        } => Some(HoldChange::Hold),
        Fact::Heard {
            message: Theirs::Withdrawal { .. },
        }
        | Fact::Said {
            message: Ours::Transferred { .. } | Ours::Refusal { .. },
        } => Some(HoldChange::Release),
        _ => None,
    }
}

impl HoldChange {
    fn asked(self, access: MatterId, from: StateCode) -> Command {
        Command::PreservationRequesting(match self {
            Self::Hold => asked::Command::Hold { access, from },
            Self::Release => asked::Command::Release { access },
        })
    }

    fn kept(self, access: MatterId, from: StateCode) -> Command {
        Command::PreservationRequested(match self {
            Self::Hold => kept::Command::Hold { access, from },
            Self::Release => kept::Command::Release { access },
        })
    }
}
