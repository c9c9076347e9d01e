//! The records the safeguards ask for: who compared, who filtered, who was made to help, what may travel only as a
//! reference.

use serde::{Deserialize, Serialize};

use super::DigestText;
use crate::named::named;

/// Kinds of conduct that rights protect, and that a request may touch, Arts 6(2), 11(2), 40(22), 53(3)(e).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProtectedConduct {
    /// Speaking, writing, publishing.
    Expression,
    /// Assembling and associating.
    Assembly,
    /// Religion or belief.
    Religion,
    /// Sexuality.
    Sexuality,
    /// Journalism and its sources.
    Journalism,
    /// Security research.
    SecurityResearch,
    /// Asylum or exile.
    Asylum,
}

named! {
    /// Its serialised form.
    ProtectedConduct {
        Expression = "expression";
        Assembly = "assembly";
        Religion = "religion";
        Sexuality = "sexuality";
        Journalism = "journalism";
        SecurityResearch = "security_research";
        Asylum = "asylum";
    }
}

impl ProtectedConduct {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Expression,
        Self::Assembly,
        Self::Religion,
        Self::Sexuality,
        Self::Journalism,
        Self::SecurityResearch,
        Self::Asylum,
    ];
}

/// Whether the conduct is punishable in both States, Art 35(3). Two citations and the conduct in words; never titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConductComparison {
    /// The provision of the requesting State's law.
    pub requesting_provision: String,
    /// The provision of the own law.
    pub requested_provision: String,
    /// The conduct, and why it falls under both.
    pub conduct: String,
    /// Whether it is punishable in both.
    pub punishable_in_both: bool,
}

/// Help a person with special knowledge was ordered to give, Art 28(4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompelledHelp {
    /// The person.
    pub person: String,
    /// What the person has to do, and why that is reasonable.
    pub scope: String,
    /// Nothing is asked that weakens a system for all its users. Must be true.
    pub no_general_weakening: bool,
    /// What counsel noted.
    pub counsel_note: String,
}

/// Who removed what lawyers, journalists, doctors and others need not disclose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivilegeFilter {
    /// Who filtered; not the investigators.
    pub filtered_by: String,
    /// How.
    pub method: String,
    /// How many items were removed.
    pub removed: u64,
}

/// Whether the provider can collect, and keeps it to itself, Arts 29 and 30.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderCheck {
    /// The provider.
    pub provider: String,
    /// It can collect with the technical means it has.
    pub within_capability: bool,
    /// It was bound to secrecy.
    pub bound_to_secrecy: bool,
    /// Remarks; may be empty.
    #[serde(default)]
    pub note: String,
}

/// Evidence that stays where it is: its digest and who keeps it. The only form in which material of Art 14 travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemReference {
    /// The SHA-256 digest of the item.
    pub digest: DigestText,
    /// Who keeps it.
    pub custodian: String,
    /// What it is, in words.
    pub description: String,
}
