//! Two States on one day: what keeps them apart, since when they are bound, which provisions their reservations alter.

use jiff::civil::Date;

use super::bond::{Altered, Missing};
use super::participation::{Membership, Objection, Participation, Reservation};
use super::terms::days_after;
use super::{Provision, Status, force_on};
use crate::party::StateCode;

/// The two and the day.
pub(super) struct Pair<'s> {
    status: &'s Status,
    codes: [StateCode; 2],
    pub states: [Option<&'s Participation>; 2],
    on: Date,
}

impl<'s> Pair<'s> {
    pub fn of(status: &'s Status, one: StateCode, other: StateCode, on: Date) -> Self {
        let codes = [one, other];
        Self {
            status,
            codes,
            states: codes.map(|code| status.state(code)),
            on,
        }
    }

    pub fn missing(&self) -> Vec<Missing> {
        if self.codes[0] == self.codes[1] {
            return vec![Missing::AnotherState];
        }
        let reached = self.reached();
        let own = (0..2).filter_map(|place| self.missing_of(place, reached));
        let mut missing: Vec<Missing> = own.collect();
        if !reached {
            let force = force_on(self.status, self.on);
            missing.push(Missing::Instruments {
                deposited: force.deposited,
                needed: force.needed,
            });
        }
        missing.extend(self.preclusions(|objection| objection.stands(self.on)));
        missing
    }

    fn reached(&self) -> bool {
        let entry = self.status.entry;
        entry.is_some_and(|entry| entry.reached <= self.on)
    }

    fn missing_of(&self, place: usize, reached: bool) -> Option<Missing> {
        let (state, on) = (self.codes[place], self.on);
        let one = self.states[place];
        if let Some(deposited) = one.and_then(|one| one.deposited(on)) {
            let (from, _) = deposited.binds.filter(|_| reached)?;
            let joined_later = self
                .status
                .entry
                .is_some_and(|entry| deposited.from > entry.reached);
            return (from > on).then_some(Missing::Days {
                state,
                from,
                joined_later,
            });
        }
        let left = one.and_then(|one| one.memberships.iter().rev().find(|m| m.has_ended(on)));
        if let Some(since) = left.and_then(|m| m.until) {
            return Some(Missing::Return { state, since });
        }
        let terms = &self.status.terms;
        let window = terms.signature_opens..=terms.signature_closes;
        Some(Missing::Instrument {
            state,
            signed: one.is_some_and(|one| one.has_signed(on)),
            can_sign: window.contains(&on),
        })
    }

    /// The precluding objections of either to a standing reservation of the other.
    fn preclusions(&self, fits: impl Fn(&Objection) -> bool) -> Vec<Missing> {
        let mut found = Vec::new();
        for (by, to) in [(0, 1), (1, 0)] {
            for objection in self.objections(by, to) {
                let reserved = self.reservation(to, objection.provision).is_some();
                if objection.precluding && reserved && fits(objection) {
                    found.push(Missing::WithdrawalOfObjection {
                        by: self.codes[by],
                        to: self.codes[to],
                        provision: objection.provision,
                    });
                }
            }
        }
        found
    }

    fn objections(&self, by: usize, to: usize) -> impl Iterator<Item = &'s Objection> {
        let all = self.states[by].map_or([].as_slice(), Participation::objections);
        let to = self.codes[to];
        all.iter().filter(move |objection| objection.to == to)
    }

    fn reservation(&self, place: usize, provision: Provision) -> Option<&'s Reservation> {
        let all = self.states[place].map_or([].as_slice(), Participation::reservations);
        let stands = |one: &&Reservation| one.provision == provision && one.stands(self.on);
        all.iter().find(stands)
    }

    /// Since when both are bound, and the day it would be if every month meant its first. An objection that precluded
    /// it and was withdrawn since, or whose reservation was, puts the day off.
    pub fn since(&self) -> Option<(Date, Date)> {
        let [one, other] = [self.binding(0)?, self.binding(1)?];
        let (a, b) = (one.binds?, other.binds?);
        let freed = self.freed().unwrap_or(Date::MIN);
        Some((a.0.max(b.0).max(freed), a.1.max(b.1).max(freed)))
    }

    fn binding(&self, place: usize) -> Option<&'s Membership> {
        self.states[place].and_then(|one| one.bound_by(self.on))
    }

    /// The last day by now on which a precluding objection between the two ended.
    fn freed(&self) -> Option<Date> {
        let mut ends = Vec::new();
        for (by, to) in [(0, 1), (1, 0)] {
            for objection in self.objections(by, to).filter(|one| one.precluding) {
                let all = self.states[to].map_or([].as_slice(), Participation::reservations);
                let its = all
                    .iter()
                    .filter(|one| one.provision == objection.provision);
                let withdrawn = its.filter_map(|one| one.until).min();
                ends.extend([objection.until, withdrawn].into_iter().flatten().min());
            }
        }
        ends.into_iter().filter(|end| *end <= self.on).max()
    }

    pub fn until(&self) -> Option<Date> {
        let known = |m: &Membership| m.denounced.is_none_or(|done| done.on <= self.on);
        let ends = [0, 1].map(|place| self.binding(place).filter(|m| known(m))?.until);
        ends.into_iter().flatten().min()
    }

    /// The earliest day, if everything missing were done today.
    pub fn earliest(&self, missing: &[Missing]) -> Option<Date> {
        let entry = self.status.entry.filter(|entry| entry.reached <= self.on);
        let terms = self.status.terms.entry;
        let by_deposit = match entry {
            Some(entry) => days_after(self.on, terms.later_days).max(entry.in_force),
            None => days_after(self.on, terms.general_days),
        };
        let days = missing.iter().map(|one| match one {
            Missing::AnotherState => None,
            Missing::Instrument { .. } | Missing::Instruments { .. } | Missing::Return { .. } => {
                Some(by_deposit)
            }
            Missing::Days { from, .. } => Some(*from),
            Missing::WithdrawalOfObjection { .. } | Missing::EndOfPreclusion => Some(self.on),
        });
        days.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    pub fn altered(&self) -> Vec<Altered> {
        let mut altered = Vec::new();
        if self.codes[0] == self.codes[1] {
            return altered;
        }
        for (by, other) in [(0, 1), (1, 0)] {
            let all = self.states[by].map_or([].as_slice(), Participation::reservations);
            for one in all.iter().filter(|one| one.stands(self.on)) {
                altered.push(self.altered_by(by, other, one));
            }
        }
        altered.sort_by_key(|one| (one.provision, one.by));
        altered
    }

    fn altered_by(&self, by: usize, other: usize, one: &Reservation) -> Altered {
        let mut objections = self.objections(other, by);
        let deposited = self.states[by].and_then(|state| state.deposited(self.on));
        Altered {
            provision: one.provision,
            effect: one.effect,
            by: self.codes[by],
            made: one.made,
            text: one.text.clone(),
            objected: objections.any(|o| o.provision == one.provision && o.stands(self.on)),
            to_be_confirmed: deposited.is_none_or(|m| one.made.certainly_before(m.deposit)),
        }
    }
}
