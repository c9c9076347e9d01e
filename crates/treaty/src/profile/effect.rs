//! From a profile to what decisions read of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::{MeasureLaw, OffenceRow, Profile, UsualWay, article};
use crate::Measure;
use crate::law::{Category, OffenceOption};
use crate::national::{
    AssistanceTreaty, Competence, ExtraditionLaw, NationalLaw, OffenceList, Restriction, Statute,
};
use crate::party::{Agreement, DualCriminality, OrderLaw, PartyFacts, RealTimeLaw};

impl Profile {
    /// The part of the law that decisions read.
    pub fn law(&self) -> NationalLaw {
        NationalLaw {
            version: self.version,
            statutes: self.offences.iter().map(statute).collect(),
            options: self.options(),
            dual_criminality: self.by_measure(|law| law.dual_criminality),
            measures_off: self
                .by_measure(|law| (!law.offered).then(|| law.reason.clone().unwrap_or_default())),
            limited_to: self.by_measure(limited_to),
            instruments: self.instruments.iter().copied().collect(),
            treaties: self.treaties(),
            restrictions: self.restrictions(),
            requires_first: self.by_measure(|law| listed(&law.requires_first)),
            asks_of_others: self.by_measure(|law| listed(&law.asks_of_others)),
            retention_days_max: Some(self.data_protection.retention_days_max),
            secrecy_days_max: Some(self.notice.secrecy_days_max),
            custodian_secrecy_days_max: self.preservation_orders.secrecy_days_max,
            extradition: ExtraditionLaw {
                min_penalty_months: self.extradition.min_penalty_months,
                without_dual_criminality: self.extradition.without_dual_criminality,
                nationals: Some(self.extradition.nationals),
                provisional_arrest_days: Some(self.extradition.provisional_arrest_days),
            },
            competence: self.competence(),
        }
    }

    /// Fills the facts about its State. What the register vouches for (in force since when, marks, standing) stays as it
    /// is; where both speak of a limit, the narrower one holds.
    pub fn complete(&self, facts: &mut PartyFacts) {
        facts.law = self.law();
        facts.languages = self.languages.iter().cloned().collect();
        facts.diplomatic_channel_only |= self.channels.usual == UsualWay::Diplomatic;
        facts.preservation_reservation |= self.reservations.preservation;
        let excluded = self.reservations.excluded_articles.iter();
        facts
            .excluded_offences
            .extend(excluded.filter_map(|number| article(*number)));
        facts.order = OrderLaw {
            days_max: self.preservation_orders.days_max,
            renewable: self.preservation_orders.renewable,
        };
        facts.dual_criminality = self.stance(Measure::StoredData);
        facts.real_time = self.real_time();
        facts
            .agreements
            .extend(facts.law.treaties.iter().map(agreement));
    }

    /// The law on collecting data as they arise. The offences of an interception stand in its list.
    fn real_time(&self) -> RealTimeLaw {
        let of = |measure| self.measures.get(&measure).filter(|law| law.offered);
        let (traffic, content) = (
            of(Measure::RealTimeTraffic),
            of(Measure::ContentInterception),
        );
        let days = [traffic, content].into_iter().flatten();
        let offences = content.iter().flat_map(|law| &law.articles);
        RealTimeLaw {
            traffic: traffic.is_some(),
            content: content.is_some(),
            days_max: days.filter_map(|law| law.days_max).min().unwrap_or(0),
            content_offences: offences.filter_map(|number| article(*number)).collect(),
            content_categories: content
                .iter()
                .flat_map(|law| law.categories.clone())
                .collect(),
            content_penalty_months_min: None,
            notify_person: self.notice.person_told,
        }
    }

    fn stance(&self, measure: Measure) -> DualCriminality {
        let law = self.measures.get(&measure);
        law.and_then(|law| law.dual_criminality).unwrap_or_default()
    }

    fn options(&self) -> BTreeSet<OffenceOption> {
        let taken = self
            .offences
            .iter()
            .flat_map(|row| row.options.iter().copied());
        let attempt = self.accessory.attempt.then_some(OffenceOption::Attempt);
        let preparation = self
            .accessory
            .preparation
            .then_some(OffenceOption::Preparation);
        taken.chain(attempt).chain(preparation).collect()
    }

    fn by_measure<T>(&self, read: impl Fn(&MeasureLaw) -> Option<T>) -> BTreeMap<Measure, T> {
        let all = self.measures.iter();
        all.filter_map(|(measure, law)| Some((*measure, read(law)?)))
            .collect()
    }

    fn treaties(&self) -> Vec<AssistanceTreaty> {
        let all = self.treaties.iter();
        all.map(|row| AssistanceTreaty {
            with: row.with,
            name: row.name.clone(),
            since: midnight(row.since),
            convention_instead: row.convention_instead,
        })
        .collect()
    }

    fn restrictions(&self) -> Vec<Restriction> {
        let all = self.restrictions.iter();
        all.map(|row| Restriction {
            state: row.state,
            measures: row.measures.iter().copied().collect(),
            reason: row.reason.clone(),
        })
        .collect()
    }

    fn competence(&self) -> Option<Competence> {
        let row = self.competence.as_ref()?;
        Some(Competence {
            measures: row.measures.iter().copied().collect(),
            offences: list(&row.articles, &row.categories),
        })
    }
}

fn statute(row: &OffenceRow) -> Statute {
    Statute {
        convention: row.article.and_then(article),
        category: row.category,
        citation: row.statute.clone(),
        max_penalty_months: row.max_penalty_months,
    }
}

fn limited_to(law: &MeasureLaw) -> Option<OffenceList> {
    let listed = !law.articles.is_empty() || !law.categories.is_empty();
    listed.then(|| list(&law.articles, &law.categories))
}

/// The entries, where there are any.
fn listed<T: Clone, L: FromIterator<T>>(entries: &[T]) -> Option<L> {
    (!entries.is_empty()).then(|| entries.iter().cloned().collect())
}

fn list(articles: &[u8], categories: &[Category]) -> OffenceList {
    OffenceList {
        convention: articles
            .iter()
            .filter_map(|number| article(*number))
            .collect(),
        categories: categories.iter().copied().collect(),
    }
}

/// A treaty that binds both is a basis both have recorded.
fn agreement(treaty: &AssistanceTreaty) -> Agreement {
    Agreement {
        with: treaty.with,
        reference: treaty.name.clone(),
        since: treaty.since,
    }
}

fn midnight(day: Date) -> Timestamp {
    let start = day.to_datetime(jiff::civil::Time::midnight());
    Offset::UTC.to_timestamp(start).unwrap_or(Timestamp::MAX)
}
