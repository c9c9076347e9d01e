//! What decisions read of a State's law, as its published profile says it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Measure;
use crate::law::{Category, ConventionOffence, Instrument, OffenceOption};
use crate::party::{DualCriminality, StateCode};

/// The part of a national profile that decisions depend on. Its default is a State that has published none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NationalLaw {
    /// The version of the profile; 0 where the State has published none.
    pub version: u32,
    /// Statutes and maximum penalties, mapped to Arts 7 to 17 and to other kinds of serious crime.
    pub statutes: Vec<Statute>,
    /// Options taken, Arts 7(2) to 17(2) and 19.
    pub options: BTreeSet<OffenceOption>,
    /// The stance on dual criminality, by measure, Art 40(8).
    pub dual_criminality: BTreeMap<Measure, DualCriminality>,
    /// Measures the law does not offer, and why.
    pub measures_off: BTreeMap<Measure, String>,
    /// The offences a measure is limited to, Arts 23(3), 30 and 46.
    pub limited_to: BTreeMap<Measure, OffenceList>,
    /// United Nations instruments that bind the State, Art 4.
    pub instruments: BTreeSet<Instrument>,
    /// Treaties on assistance with other States, Arts 40(6), 40(7) and 60.
    pub treaties: Vec<AssistanceTreaty>,
    /// Limits on the cooperation with named States.
    pub restrictions: Vec<Restriction>,
    /// Measures that have to come before a measure, or to be shown not to serve.
    pub requires_first: BTreeMap<Measure, BTreeSet<Measure>>,
    /// What else a request for a measure has to answer, one sentence each.
    pub asks_of_others: BTreeMap<Measure, Vec<String>>,
    /// How long evidence with personal data may be kept, in days, Art 36(1).
    pub retention_days_max: Option<u32>,
    /// How long secrecy may last without a new decision, in days, Art 24(2).
    pub secrecy_days_max: Option<u32>,
    /// How long a custodian can be bound to it in a preservation, in days, Art 25(3).
    pub custodian_secrecy_days_max: Option<u32>,
    /// The law on extradition, Art 37.
    pub extradition: ExtraditionLaw,
    /// For a regional organisation: what it may act on, Arts 2(n) and 64(3).
    pub competence: Option<Competence>,
}

/// A statute that punishes an offence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statute {
    /// The article it gives effect to, if it is one of Arts 7 to 17.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub convention: Option<ConventionOffence>,
    /// The kind of serious crime, if it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Its citation.
    pub citation: String,
    /// The maximum penalty in months; 0 where only a heavier one is provided.
    pub max_penalty_months: u32,
}

/// Offences by article and by kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OffenceList {
    /// Offences of Arts 7 to 17.
    pub convention: BTreeSet<ConventionOffence>,
    /// Other kinds of serious crime.
    pub categories: BTreeSet<Category>,
}

/// A treaty on mutual legal assistance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssistanceTreaty {
    /// The other State.
    pub with: StateCode,
    /// Its name, letter for letter as both record it.
    pub name: String,
    /// Since when it binds.
    pub since: Timestamp,
    /// This State agrees to apply paragraphs 8 to 31 of Art 40 in its place, Art 40(7).
    pub convention_instead: bool,
}

/// A limit on the cooperation with one State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// The other State.
    pub state: StateCode,
    /// The measures; empty for all of them.
    #[serde(default)]
    pub measures: BTreeSet<Measure>,
    /// Why.
    pub reason: String,
}

/// The law on extradition, Art 37.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExtraditionLaw {
    /// The least maximum penalty, in months, Art 37(8); 0 where none is asked for.
    pub min_penalty_months: u32,
    /// May be granted without double punishability, Art 37(2).
    pub without_dual_criminality: bool,
    /// Whether own nationals are extradited; `None` where nothing is published.
    pub nationals: Option<Nationals>,
    /// How long provisional arrest may last, in days, Art 37(10); `None` where nothing is published.
    pub provisional_arrest_days: Option<u32>,
}

/// Whether own nationals are extradited, Art 37(11)-(13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nationals {
    /// Never: prosecution at home follows, Art 37(11).
    Never,
    /// If they are returned to serve the sentence, Art 37(12).
    OnReturn,
    /// Like anyone.
    Yes,
}

/// The declared competence of a regional organisation, Art 64(3).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Competence {
    /// The measures.
    pub measures: BTreeSet<Measure>,
    /// The offences.
    pub offences: OffenceList,
}

impl NationalLaw {
    /// Whether the State has published no profile.
    pub fn is_unknown(&self) -> bool {
        self.version == 0
    }

    /// The statute that punishes what the article or the kind names, the gravest first.
    pub fn statute(
        &self,
        convention: Option<ConventionOffence>,
        category: Option<Category>,
    ) -> Option<&Statute> {
        let fits = |s: &&Statute| {
            (convention.is_some() && s.convention == convention)
                || (convention.is_none() && category.is_some() && s.category == category)
        };
        self.statutes
            .iter()
            .filter(fits)
            .max_by_key(|s| s.max_penalty_months)
    }

    /// How long secrecy in a measure may last without a new decision, in days: the shorter of what the law says.
    pub fn secrecy_days_max(&self, measure: Measure) -> Option<u32> {
        let custodian = self.custodian_secrecy_days_max;
        let custodian = custodian.filter(|_| measure == Measure::Preservation);
        self.secrecy_days_max.into_iter().chain(custodian).min()
    }

    /// The limit on cooperation with a State in a measure.
    pub fn restriction(&self, state: StateCode, measure: Measure) -> Option<&Restriction> {
        let covers = |r: &&Restriction| {
            r.state == state && (r.measures.is_empty() || r.measures.contains(&measure))
        };
        self.restrictions.iter().find(covers)
    }
}

impl OffenceList {
    /// Whether the list names the article or the kind.
    pub fn names(&self, convention: Option<ConventionOffence>, category: Option<Category>) -> bool {
        convention.is_some_and(|c| self.convention.contains(&c))
            || category.is_some_and(|c| self.categories.contains(&c))
    }
}
