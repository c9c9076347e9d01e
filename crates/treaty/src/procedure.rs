//! The procedures derived from the Convention. Each measure has two, one for each State; each stands whole in one file.

pub mod assistance;
pub mod chart;
pub mod consent;
pub mod dialogue;
pub mod erasure;
pub mod measures;
pub mod onward;
pub mod preservation;
pub mod review;
pub mod safeguards;
pub mod typed;
pub mod waivers;

mod foreign_law;
mod gate;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Facts, MatterId};
use crate::law::{Article, Period, Rule, RuleKind};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::rejection::{CorruptHistory, Rejection, require};
use crate::{Command, Side};

/// A procedure: pure, total, and the only way a matter changes.
pub trait Procedure {
    /// What is true of a matter; the snapshot the store keeps.
    type State;
    /// What can be asked of it.
    type Command;
    /// What can happen to it.
    type Fact;

    /// The one event that answers the command, or the rule that refuses it. `None` is a matter that does not exist yet.
    fn decide(
        state: Option<&Self::State>,
        command: Self::Command,
        facts: &Facts,
    ) -> Result<Happened<Self::Fact>, Rejection>;

    /// The state after the event.
    fn apply(
        state: Option<Self::State>,
        event: &Happened<Self::Fact>,
    ) -> Result<Self::State, CorruptHistory>;

    /// What is owed now, by whom and until when.
    fn owed(state: &Self::State) -> Vec<Obligation<Self::Command>>;
}

/// A fact, with when it happened and who brought it about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened<F> {
    /// The matter.
    pub matter: MatterId,
    /// The other State.
    pub peer: StateCode,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// What.
    pub fact: F,
}

impl<F> Happened<F> {
    pub(crate) fn now(fact: F, facts: &Facts) -> Self {
        let (peer, by) = (facts.peer.state, facts.actor.clone());
        Self {
            matter: facts.matter,
            peer,
            at: facts.now,
            by,
            fact,
        }
    }
}

/// Something one of the two States has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation<C = Command> {
    /// The State that owes it, by its side in the matter.
    pub owner: Side,
    /// What is owed.
    pub what: Duty,
    /// By when.
    pub due: Timestamp,
    /// The provision it serves.
    pub basis: Article,
    /// Treaty law, domestic law, or policy.
    pub kind: RuleKind,
    /// The command to execute with [`Actor::Deadline`] when it is due; `None` where only a reminder is due.
    pub on_due: Option<C>,
}

impl<C> Obligation<C> {
    /// What `owner` owes until `period` has run from `since`.
    pub(crate) fn within(owner: Side, what: Duty, period: Period, since: Timestamp) -> Self {
        Self::by(owner, what, period, period.after(since))
    }

    /// What `owner` owes at `due`, under the row of `period`.
    pub(crate) fn by(owner: Side, what: Duty, period: Period, due: Timestamp) -> Self {
        let (basis, kind) = (period.article(), period.kind());
        Self {
            owner,
            what,
            due,
            basis,
            kind,
            on_due: None,
        }
    }

    /// The command that is given by itself when the obligation is due.
    pub(crate) fn then(mut self, command: C) -> Self {
        self.on_due = Some(command);
        self
    }

    /// The same obligation in the layer of all procedures.
    pub(crate) fn lift<D>(self, wrap: impl FnOnce(C) -> D) -> Obligation<D> {
        let Self {
            owner,
            what,
            due,
            basis,
            kind,
            on_due,
        } = self;
        Obligation {
            owner,
            what,
            due,
            basis,
            kind,
            on_due: on_due.map(wrap),
        }
    }
}

/// What can be owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Acknowledge the request.
    Acknowledge,
    /// Decide on the request.
    Decide,
    /// Answer the question.
    AnswerQuestion,
    /// Answer the consultation.
    AnswerConsultation,
    /// Answer the enquiry.
    AnswerEnquiry,
    /// Answer the conditions offered.
    AnswerConditions,
    /// Decide whether to go on after a notice of risk.
    DecideRisk,
    /// Look at the human-rights screen as a second person.
    ReviewScreen,
    /// Confirm or return a proposed refusal.
    ConfirmRefusal,
    /// Confirm or return a proposed release.
    ConfirmTransfer,
    /// Confirm that the ordered data are preserved.
    ConfirmPreserved,
    /// Renew the domestic order.
    RenewOrder,
    /// Find another basis: the order ends and knows no renewal.
    ReplaceOrder,
    /// Decide on the extension.
    DecideExtension,
    /// Extend, or request assistance, before the preservation expires.
    ExtendOrRequest,
    /// Let the preservation lapse.
    Lapse,
    /// Look at a postponed request again.
    ReviewPostponement,
    /// Take an expired authorisation off.
    ExpireAuthorisation,
    /// Fetch and verify the package.
    FetchPackage,
    /// Destroy the evidence.
    DestroyEvidence,
    /// Close the matter.
    Close,
    /// Send a prepared request, or give it up.
    SendRequest,
    /// Confirm an oral request in writing.
    ConfirmInWriting,
    /// Confirm a proposed waiver, or let it be.
    ConfirmWaiver,
    /// Stop a collection at the end of its period.
    StopCollection,
    /// Pause a collection whose authorisation ends.
    PauseCollection,
    /// Seal what was collected.
    SealCollected,
    /// Decide whether to renew a collection.
    DecideRenewal,
    /// Tell the person concerned.
    NotifyPerson,
    /// Answer whether evidence may go on to a third State or organisation.
    AnswerOnwardTransfer,
    /// Answer whether another use, or a later end of retention, is consented to.
    AnswerConsent,
    /// Confirm the answer to a request for consent to an onward transfer.
    ConfirmOnwardAnswer,
    /// Confirm or return a step that waits for a second person.
    ConfirmProposal,
    /// Disclose the traffic data, or withhold them with reasons.
    DiscloseOrWithhold,
    /// Ask the third State to preserve.
    FollowUp,
    /// Accept or decline offered information.
    AnswerOffer,
    /// Deliver the accepted information.
    Deliver,
    /// Object to lifting a freezing, or let it pass.
    ObjectToLift,
    /// Propose what becomes of confiscated property.
    ProposeDisposal,
    /// Answer the proposed disposal.
    AnswerDisposal,
    /// End provisional measures.
    EndProvisional,
    /// Send the formal request and its papers.
    SendFormal,
    /// Undo what has an effect: the other State wants it no longer.
    Undo,
    /// Surrender the person.
    Surrender,
    /// Submit the case of a national for prosecution, without undue delay.
    SubmitForProsecution,
    /// Carry out what was agreed.
    CarryOut,
    /// Hand over the file.
    HandOverFile,
    /// Answer a proposed change.
    AnswerAmendment,
    /// End the joint investigation, or move its end.
    EndJointInvestigation,
    /// Answer the date of the hearing.
    ConfirmSchedule,
    /// Hold the hearing.
    HoldHearing,
    /// Return the detained person.
    ReturnPerson,
    /// Record that the person left, or that they could leave and stayed.
    EndSafeConduct,
    /// Tell whether there is a hit.
    ReportMatch,
    /// Answer who leads.
    AnswerLead,
    /// Call the contact of the directory back, before anything is released in an emergency.
    CallBack,
    /// Enter the code that was read out in a call-back.
    AnswerCallBack,
    /// Answer the test call.
    AnswerTestCall,
    /// Record that nobody answered the test call.
    EndTestCall,
}

impl Duty {
    /// The key for translation; also its serialised form.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Decide => "decide",
            Self::AnswerQuestion => "answer_question",
            Self::AnswerConsultation => "answer_consultation",
            Self::AnswerEnquiry => "answer_enquiry",
            Self::AnswerConditions => "answer_conditions",
            Self::DecideRisk => "decide_risk",
            Self::ReviewScreen => "review_screen",
            Self::ConfirmRefusal => "confirm_refusal",
            Self::ConfirmTransfer => "confirm_transfer",
            Self::ConfirmPreserved => "confirm_preserved",
            Self::RenewOrder => "renew_order",
            Self::ReplaceOrder => "replace_order",
            Self::DecideExtension => "decide_extension",
            Self::ExtendOrRequest => "extend_or_request",
            Self::Lapse => "lapse",
            Self::ReviewPostponement => "review_postponement",
            Self::ExpireAuthorisation => "expire_authorisation",
            Self::FetchPackage => "fetch_package",
            Self::DestroyEvidence => "destroy_evidence",
            Self::Close => "close",
            Self::SendRequest => "send_request",
            Self::ConfirmInWriting => "confirm_in_writing",
            Self::ConfirmWaiver => "confirm_waiver",
            Self::StopCollection => "stop_collection",
            Self::PauseCollection => "pause_collection",
            Self::SealCollected => "seal_collected",
            Self::DecideRenewal => "decide_renewal",
            Self::NotifyPerson => "notify_person",
            Self::AnswerOnwardTransfer => "answer_onward_transfer",
            Self::AnswerConsent => "answer_consent",
            Self::ConfirmOnwardAnswer => "confirm_onward_answer",
            Self::ConfirmProposal => "confirm_proposal",
            Self::DiscloseOrWithhold => "disclose_or_withhold",
            Self::FollowUp => "follow_up",
            Self::AnswerOffer => "answer_offer",
            Self::Deliver => "deliver",
            Self::ObjectToLift => "object_to_lift",
            Self::ProposeDisposal => "propose_disposal",
            Self::AnswerDisposal => "answer_disposal",
            Self::EndProvisional => "end_provisional",
            Self::SendFormal => "send_formal",
            Self::Undo => "undo",
            Self::Surrender => "surrender",
            Self::SubmitForProsecution => "submit_for_prosecution",
            Self::CarryOut => "carry_out",
            Self::HandOverFile => "hand_over_file",
            Self::AnswerAmendment => "answer_amendment",
            Self::EndJointInvestigation => "end_joint_investigation",
            Self::ConfirmSchedule => "confirm_schedule",
            Self::HoldHearing => "hold_hearing",
            Self::ReturnPerson => "return_person",
            Self::EndSafeConduct => "end_safe_conduct",
            Self::ReportMatch => "report_match",
            Self::AnswerLead => "answer_lead",
            Self::CallBack => "call_back",
            Self::AnswerCallBack => "answer_call_back",
            Self::AnswerTestCall => "answer_test_call",
            Self::EndTestCall => "end_test_call",
        }
    }
}

/// What every state knows of itself, so that the checks common to all procedures stand once.
pub(crate) trait Course {
    fn peer(&self) -> StateCode;
    fn stage(&self) -> &'static str;
    fn ended(&self) -> bool;
}

/// The checks that come before any other: is the actor allowed, and is it the right State's matter?
fn may_act<S: Course>(state: Option<&S>, act: Act, facts: &Facts) -> Result<(), Rejection> {
    act.permit(&facts.actor)?;
    let peer = state.map_or(facts.peer.state, Course::peer);
    require(facts.peer.state == peer, Rule::NotYourMatter)?;
    match &facts.actor {
        Actor::Peer(code) => {
            require(*code == peer, Rule::NotYourMatter)?;
            require(!facts.peer.suspended, Rule::Suspended)
        }
        Actor::Officer { .. } | Actor::Deadline | Actor::Consequence => Ok(()),
    }
}

/// The event, if it can follow the state. `apply` is the stage table; asking it here is what makes "decided" and
/// "applicable" one thing.
fn admitted<P: Procedure>(
    state: Option<&P::State>,
    fact: P::Fact,
    facts: &Facts,
) -> Result<Happened<P::Fact>, Rejection>
where
    P::State: Clone + Course,
{
    let event = Happened::now(fact, facts);
    match P::apply(state.cloned(), &event) {
        Ok(_) => Ok(event),
        Err(_) => Err(misplaced(state)),
    }
}

/// The state after an event that opens a matter or follows in one.
fn fold<S: Course>(
    state: Option<S>,
    event: &'static str,
    open: impl FnOnce() -> Option<S>,
    follow: impl FnOnce(S) -> Option<S>,
) -> Result<S, CorruptHistory> {
    let before = state.as_ref().map_or("nothing", Course::stage);
    let next = match state {
        None => open(),
        Some(state) => follow(state),
    };
    next.ok_or(CorruptHistory {
        event,
        stage: before,
    })
}

/// The rejection of an act that does not belong to the stage.
fn misplaced<S: Course>(state: Option<&S>) -> Rejection {
    Rejection::by(match state {
        None => Rule::NothingYet,
        Some(state) if state.ended() => Rule::MatterEnded,
        Some(_) => Rule::NotAtThisStage,
    })
}

/// A text that has to say something.
fn said(text: &str) -> Result<(), Rejection> {
    require(!text.trim().is_empty(), Rule::TextMissing)
}

/// The officer, where the act is an officer's.
fn officer(facts: &Facts) -> Result<crate::OfficerId, Rejection> {
    let id = facts.actor.officer().cloned();
    id.ok_or(Rejection::by(Rule::NotForThisActor))
}

/// Holds where the acting officer is another person than `first`.
fn second_person(first: &crate::OfficerId, facts: &Facts) -> Result<(), Rejection> {
    require(officer(facts)? != *first, Rule::SecondPersonRequired)
}
