//! Collecting data as they arise, Arts 45 and 46: authorised, checked with the provider, bounded by a hard stop, paused
//! without an authorisation, renewed only on a new justification and under a new authorisation.

use jiff::Timestamp;

use super::facts::Fact;
use super::shapes::{CollectionRun, Renewal, Stage, State, Unreleased};
use super::tell;
use crate::actor::{Actor, Facts};
use crate::law::assistance_kinds::is_real_time;
use crate::law::periods::days_after;
use crate::law::{Measure, Rule};
use crate::particulars::{Authorisation, ProviderCheck};
use crate::procedure::assistance::{CollectionNews, RequestedSays};
use crate::procedure::{misplaced, said, second_person};
use crate::rejection::{Rejection, require};

impl State {
    /// Whether data are collected as they arise.
    pub fn real_time(&self) -> bool {
        is_real_time(self.particulars.measure())
    }

    /// Whether a collection has run and is over.
    pub fn collected(&self) -> bool {
        self.collection.stopped.is_some()
    }

    pub(super) fn check_provider(&self, check: ProviderCheck) -> Result<Fact, Rejection> {
        require(self.real_time(), Rule::NotAtThisStage)?;
        said(&check.provider)?;
        Ok(Fact::ProviderChecked { check })
    }

    /// INVARIANT (collection): it begins only under a current authorisation, on a written request, with a provider that can
    /// and keeps it to itself, and with its end already set.
    pub(super) fn start_collection(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let Stage::Authorised { .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        require(self.real_time(), Rule::NotAtThisStage)?;
        self.authorised_now(facts.now)?;
        self.in_writing()?;
        self.law_allows(facts)?;
        let provider = self.collection.provider.as_ref();
        let able = provider.is_some_and(|check| check.within_capability);
        require(able, Rule::BeyondCapability)?;
        let bound = provider.is_some_and(|check| check.bound_to_secrecy);
        require(bound, Rule::ProviderNotBound)?;
        let asked = self.particulars.collection.as_ref().map_or(0, |c| c.days);
        let ends = end_of(asked, facts)?;
        let news = CollectionNews::Started { ends };
        Ok(tell(RequestedSays::Collection { news }))
    }

    /// The own law may have changed since the request was taken in.
    fn law_allows(&self, facts: &Facts) -> Result<(), Rejection> {
        let (law, measure) = (&facts.party.real_time, self.particulars.measure());
        require(law.offers(measure), Rule::MeasureNotOffered)?;
        let content = measure == Measure::ContentInterception;
        let listed = !content || law.lists(&self.particulars.offence);
        require(listed, Rule::NotOnDomesticList)
    }

    /// What an authorisation for this measure has to be: its classes, and for interception a court and the last resort.
    pub(super) fn suits(&self, authorisation: &Authorisation) -> Result<(), Rejection> {
        let asked = &self.particulars.data_classes;
        let touches = asked.is_empty() || !asked.is_disjoint(&authorisation.data_classes);
        require(touches, Rule::AuthorisationTooNarrow)?;
        if self.particulars.measure() == Measure::ContentInterception {
            self.safeguards.strict(authorisation)?;
        }
        Ok(())
    }

    pub(super) fn pause_collection(&self, now: Timestamp) -> Result<Fact, Rejection> {
        let Stage::Collecting { authorisation } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        require(now >= authorisation.until, Rule::NotYetDue)?;
        Ok(Fact::CollectionPaused)
    }

    /// The hard stop. What counts is when the collection ended, not when the clock came round to saying so: never after its
    /// end, and never after its authorisation.
    pub(super) fn stop_collection(&self, note: &str, facts: &Facts) -> Result<Fact, Rejection> {
        let (Stage::Collecting { authorisation } | Stage::Paused { authorisation }) = &self.stage
        else {
            return Err(misplaced(Some(self)));
        };
        let ends = self.collection.ends.unwrap_or(facts.now);
        if facts.actor == Actor::Deadline {
            require(facts.now >= ends, Rule::NotYetDue)?;
        } else {
            said(note)?;
        }
        let at = facts.now.min(ends).min(authorisation.until);
        let news = CollectionNews::Stopped { at };
        Ok(tell(RequestedSays::Collection { news }))
    }

    /// A renewal needs what the beginning needed: a justification of the requesting State, and an authorisation of its own.
    pub(super) fn renew_collection(
        &self,
        authorisation: Box<Authorisation>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        let (Stage::Collecting { authorisation: old } | Stage::Paused { authorisation: old }) =
            &self.stage
        else {
            return Err(misplaced(Some(self)));
        };
        self.still_running(facts.now)?;
        let renewal = self.collection.renewal.as_ref();
        let renewal = renewal.ok_or(Rejection::by(Rule::RenewalNotRequested))?;
        require(*authorisation != *old, Rule::AuthorisationNotNew)?;
        let covers = authorisation.covers(facts.now);
        require(covers, Rule::AuthorisationNotCurrent)?;
        self.suits(&authorisation)?;
        self.law_allows(facts)?;
        let ends = end_of(renewal.days, facts)?;
        Ok(Fact::CollectionRenewed {
            authorisation,
            ends,
        })
    }

    pub(super) fn propose_renewal_refusal(&self, reasons: String) -> Result<Fact, Rejection> {
        self.renewal()?;
        require(!reasons.trim().is_empty(), Rule::ReasonsMissing)?;
        Ok(Fact::RenewalRefusalProposed { reasons })
    }

    pub(super) fn refuse_renewal(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let proposal = self.renewal()?.refusal.as_ref();
        let proposal = proposal.ok_or(Rejection::by(Rule::NotAtThisStage))?;
        second_person(&proposal.by, facts)?;
        let reasons = proposal.reasons.clone();
        Ok(tell(RequestedSays::RenewalRefused { reasons }))
    }

    /// The renewal that was asked for, while there is something to renew.
    fn renewal(&self) -> Result<&Renewal, Rejection> {
        require(self.runs(), Rule::NotAtThisStage)?;
        let renewal = self.collection.renewal.as_ref();
        renewal.ok_or(Rejection::by(Rule::RenewalNotRequested))
    }

    pub(super) fn runs(&self) -> bool {
        matches!(self.stage, Stage::Collecting { .. } | Stage::Paused { .. })
    }

    pub(super) fn destroy_collected(&self, note: String) -> Result<Fact, Rejection> {
        let kept = matches!(self.collection.unreleased, Unreleased::Kept { .. });
        require(kept, Rule::NotAtThisStage)?;
        said(&note)?;
        Ok(Fact::CollectedDestroyed { note })
    }

    /// The end of the period has not come; after it nothing revives the collection.
    pub(super) fn still_running(&self, now: Timestamp) -> Result<(), Rejection> {
        let running = self.collection.ends.is_some_and(|ends| now < ends);
        require(running, Rule::CollectionOver)
    }
}

/// When a collection of the days asked for ends, cut to what the own law allows.
fn end_of(days_asked: u32, facts: &Facts) -> Result<Timestamp, Rejection> {
    let days = days_asked.min(facts.party.real_time.days_max);
    require(days > 0, Rule::CollectionTooLong)?;
    Ok(days_after(facts.now, days))
}

impl CollectionRun {
    /// The request ended without a release: what was collected for it is not kept.
    pub(super) fn ended_unreleased(&mut self, since: Timestamp) {
        if self.started.is_some() {
            self.unreleased = Unreleased::Kept { since };
        }
    }

    pub(super) fn take(&mut self, news: CollectionNews, at: Timestamp) {
        match news {
            CollectionNews::Started { ends } => {
                (self.started, self.ends) = (Some(at), Some(ends));
            }
            CollectionNews::Renewed { ends } => {
                (self.ends, self.renewal) = (Some(ends), None);
            }
            CollectionNews::Stopped { at } => self.stopped = Some(at),
        }
    }
}
