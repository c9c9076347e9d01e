//! How data are kept: orders and their renewal, extension, hold, lapse.

use jiff::Timestamp;

use super::facts::Fact;
use super::shapes::{Extension, Order, Stage, State};
use super::tell;
use crate::actor::{Facts, MatterId};
use crate::law::bounds::{ORDER_DAYS, PRESERVATION_DAYS};
use crate::law::{Period, Rule, periods::days_after};
use crate::party::StateCode;
use crate::procedure::preservation::{RequestedSays, Risk, RiskNotice};
use crate::procedure::{misplaced, second_person};
use crate::rejection::{Rejection, require};

impl State {
    /// The first order needs the screen and, after a notice of risk, the requesting State's word. A fresh order on data
    /// already preserved keeps what is there, so nothing stands in its way.
    pub(super) fn order(&self, days: u32, facts: &Facts) -> Result<Fact, Rejection> {
        if matches!(self.stage, Stage::UnderReview { .. }) {
            self.waivers.lift(self.screen.passed())?;
            require(self.risk.is_none(), Rule::RequesterDecides)?;
        }
        let law = facts.party.order;
        let lawful = ORDER_DAYS.holds(days) && days <= law.days_max;
        require(lawful, Rule::OrderTooLong)?;
        Ok(Fact::OrderIssued {
            order: Order::issued(facts.now, days, law.renewable),
        })
    }

    pub(super) fn confirm(
        &self,
        effective_at: Timestamp,
        days: Option<u32>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        let (floor, ceiling) = (PRESERVATION_DAYS.least, PRESERVATION_DAYS.most);
        let days = days.or(self.particulars.days).unwrap_or(floor);
        require(days >= floor, Rule::BelowFloor)?;
        require(days <= ceiling, Rule::PreservationTooLong)?;
        let plausible = self.received_at <= effective_at && effective_at <= facts.now;
        require(plausible, Rule::EffectiveDateImplausible)?;
        let expires_at = days_after(effective_at, days);
        Ok(tell(RequestedSays::Preserved {
            effective_at,
            expires_at,
        }))
    }

    /// Renewing earlier than due would let short steps add up to more than one order may last.
    pub(super) fn renew(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let order = self.order_in_force()?;
        require(order.renewable, Rule::OrderNotRenewable)?;
        require(self.needed_until() > order.ends_at, Rule::RenewalNotNeeded)?;
        require(facts.now >= order.renewal_due(), Rule::NotYetDue)?;
        Ok(tell(RequestedSays::OrderRenewed {
            ends_at: order.renewed_until(facts.now),
        }))
    }

    pub(super) fn warn(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let order = self.order_in_force()?;
        require(!order.renewable && !order.warned, Rule::RenewalNotNeeded)?;
        require(self.needed_until() > order.ends_at, Rule::RenewalNotNeeded)?;
        require(facts.now >= order.renewal_due(), Rule::NotYetDue)?;
        let risk = Risk::OrderEnds {
            ends_at: order.ends_at,
        };
        let notice = RiskNotice {
            risk,
            text: String::new(),
        };
        Ok(tell(RequestedSays::RiskNotice { notice }))
    }

    pub(super) fn order_in_force(&self) -> Result<&Order, Rejection> {
        match &self.stage {
            Stage::Ordered { order } | Stage::Preserved { order, .. } => Ok(order),
            _ => Err(misplaced(Some(self))),
        }
    }

    pub(super) fn extension(&self) -> Result<&Extension, Rejection> {
        let Stage::Preserved { preservation, .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        preservation
            .extension
            .as_ref()
            .ok_or(Rejection::by(Rule::NoOpenExtension))
    }

    pub(super) fn grant_extension(&self, until: Timestamp) -> Result<Fact, Rejection> {
        self.extension()?;
        require(
            self.expires_at().is_some_and(|at| until > at),
            Rule::ExtensionNotLater,
        )?;
        Ok(tell(RequestedSays::ExtensionGranted { expires_at: until }))
    }

    pub(super) fn refuse_extension(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let proposal = self.extension()?.refusal.as_ref();
        let (by, reasons) = proposal.ok_or(Rejection::by(Rule::NotAtThisStage))?;
        second_person(by, facts)?;
        Ok(tell(RequestedSays::ExtensionRefused {
            reasons: reasons.clone(),
        }))
    }

    /// INVARIANT (held): data on which assistance is pending, or whose extension is undecided, never lapse.
    pub(super) fn lapse(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let Stage::Preserved { preservation, .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        require(self.holds.is_empty(), Rule::AssistancePending)?;
        require(preservation.extension.is_none(), Rule::ExtensionOpen)?;
        require(facts.now >= preservation.expires_at, Rule::NotYetDue)?;
        Ok(tell(RequestedSays::Lapsed))
    }

    pub(super) fn hold(&self, access: MatterId, from: StateCode) -> Result<Fact, Rejection> {
        require(from == self.peer, Rule::NotYourMatter)?;
        Ok(Fact::Held { access })
    }

    /// After the decision the data stay a little longer, so that a request refused for its form can be made again.
    pub(super) fn release(&self, access: MatterId, facts: &Facts) -> Result<Fact, Rejection> {
        require(self.holds.contains(&access), Rule::NotHeld)?;
        let later = Period::AfterDecision.after(facts.now);
        let expires_at = self.expires_at().map(|at| at.max(later));
        Ok(tell(RequestedSays::HoldEnded { access, expires_at }))
    }
}
