//! What is owed in a charted matter, and what happens by itself when it is due.

use jiff::Timestamp;

use super::{By, Command, Due, Need, Owed, Stage, State, Step, To};
use crate::Side;
use crate::law::{Period, Rule};
use crate::particulars::Document;
use crate::permissions::Act;
use crate::procedure::{Course, Duty, Obligation};
use crate::rejection::{Rejection, require};

impl State {
    pub(super) fn obligations(&self) -> Vec<Obligation<Command>> {
        let mut owed = Vec::new();
        if !self.ended() {
            owed.extend(self.confirmation());
            owed.extend(self.screen.owed().map(|o| self.by_executing(o)));
            owed.extend(self.waiver_owed());
            owed.extend(self.dialogue_owed());
            owed.extend(self.undoing());
        }
        owed.extend(self.notice());
        owed.extend(self.rows().filter_map(|row| self.obligation(row)));
        owed
    }

    /// Owed as long as it can be confirmed: one proposed for a draft has no use once the draft is sent.
    fn waiver_owed(&self) -> Option<Obligation<Command>> {
        let owed = self.waivers.owed(self.side);
        owed.filter(|_| self.may_waive().is_ok())
    }

    /// Whether the act is due by itself.
    pub(super) fn is_due(&self, act: Act, now: Timestamp) -> Result<(), Rejection> {
        let due = self
            .rows()
            .filter(|row| row.then == Some(act))
            .any(|row| self.due(row).is_some_and(|due| due <= now));
        require(due, Rule::NotYetDue)
    }

    fn rows(&self) -> impl Iterator<Item = &'static Owed> {
        let rows = self.chart().owed.iter();
        rows.filter(|row| row.at.contains(&self.stage) && self.still_owed(row))
    }

    fn still_owed(&self, row: &Owed) -> bool {
        let taken = row.unless.and_then(|act| self.taken.get(&act));
        let done = taken.is_some_and(|taken| taken.at >= self.since);
        let concerned = row
            .only
            .is_none_or(|(field, value)| self.particulars_hold(field, value));
        // Who wants the help no longer is owed none of it; what ends by itself still ends.
        let wanted = !self.to_undo() || row.then.is_some();
        !done && concerned && wanted
    }

    /// Whether a withdrawal found something in effect that the State which executes can undo. Where the other State has the
    /// person or the team, what it owes stays owed.
    fn to_undo(&self) -> bool {
        let executes = self.chart().executes;
        let mut rows = self.chart().all_steps();
        let out = rows.any(|step| {
            let leads = step.to != To::Stays && step.act != Act::Withdraw;
            leads && step.from.has(self.stage) && step.by.is(executes, self)
        });
        self.withdrawn() && self.stage.in_effect() && out
    }

    /// A withdrawal that found something in effect: it is undone at once, not at the end it once was given.
    fn undoing(&self) -> Option<Obligation<Command>> {
        let withdrawal = self.taken.get(&Act::Withdraw)?;
        let owner = self.chart().executes;
        let owed = Obligation::within(owner, Duty::Undo, Period::Undo, withdrawal.at);
        self.to_undo().then_some(owed)
    }

    fn due(&self, row: &Owed) -> Option<Timestamp> {
        match row.due {
            Due::Within(period) => Some(period.after(self.since)),
            Due::Named(act, field, _) => self.named(act, field),
            Due::After(act, field, period) => Some(period.after(self.named(act, field)?)),
        }
    }

    /// The instant in a field of the last step of the act; of the opening document as it was agreed to change.
    fn named(&self, act: Act, field: &str) -> Option<Timestamp> {
        if act == self.chart().opens.send {
            let opening = || self.particulars.instant(field);
            return self.agreed.instant(field).or_else(opening);
        }
        self.last(act)?.instant(field)
    }

    fn obligation(&self, row: &Owed) -> Option<Obligation<Command>> {
        let (Due::Within(period) | Due::Named(_, _, period) | Due::After(_, _, period)) = row.due;
        let owner = self.owner(row.by);
        let owed = Obligation::by(owner, row.what, period, self.due(row)?);
        let with = Document::default();
        Some(match row.then {
            // The State that owes the step takes it by itself; the other one is told.
            Some(act) if owner == self.side => owed.then(Command::Take { act, with }),
            _ => owed,
        })
    }

    fn owner(&self, by: By) -> Side {
        if by.is(Side::Requesting, self) {
            Side::Requesting
        } else {
            Side::Requested
        }
    }

    fn by_executing(&self, mut owed: Obligation<Command>) -> Obligation<Command> {
        owed.owner = self.chart().executes;
        owed
    }

    /// Until when the matter is secret: the review date that was asked for, or named last.
    pub(super) fn secret_until(&self) -> Option<Timestamp> {
        let asked = self.particulars.secrecy()?.review_on;
        let renewed = self.last(Act::RenewSecrecy);
        Some(
            renewed
                .and_then(|d| d.instant("review_on"))
                .unwrap_or(asked),
        )
    }

    /// No secrecy is without end: at its review date the person concerned is told, whether the matter has ended or not. Where
    /// it ended before anything was done, nobody is concerned.
    fn notice(&self) -> Option<Obligation<Command>> {
        let due = self.secret_until()?;
        let told = self.taken.contains_key(&Act::NotifyPerson);
        let sent = self.stage != Stage::Drafted;
        let concerned = !self.ended() || self.touched();
        let owner = self.chart().executes;
        let owed = Obligation::by(owner, Duty::NotifyPerson, Period::SecrecyEnd, due);
        (sent && concerned && !told).then_some(owed)
    }

    /// Whether anything was done that needed an authorisation.
    fn touched(&self) -> bool {
        let mut rows = self.chart().all_steps();
        let touches = |step: &Step| step.needs.contains(&Need::Authorisation);
        rows.any(|step| touches(step) && self.taken.contains_key(&step.act))
    }

    fn confirmation(&self) -> Option<Obligation<Command>> {
        let proposal = self.proposal.as_ref()?;
        let (duty, period) = (Duty::ConfirmProposal, Period::SecondPerson);
        Some(Obligation::within(self.side, duty, period, proposal.at))
    }

    /// Questions and consultations are the executing State's, enquiries the other's; the roles turn where the sender executes.
    fn dialogue_owed(&self) -> Vec<Obligation<Command>> {
        let mut owed = self.dialogue.owed(Period::AnswerAccessQuestion);
        if self.chart().executes == Side::Requesting {
            for obligation in &mut owed {
                obligation.owner = obligation.owner.other();
            }
        }
        owed
    }
}
