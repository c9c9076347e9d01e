//! The words the typed fields choose from. Tests compare them with the types.

/// The kinds of assistance, Art. 40(3).
pub const KINDS: &[&str] = &[
    "statement",
    "service",
    "search_and_seizure",
    "stored_data",
    "real_time_traffic",
    "content_interception",
    "examination",
    "information",
    "records",
    "tracing",
    "appearance",
    "recovery_of_proceeds",
    "other",
];

/// The elements of conduct on which a State's options turn.
pub const ELEMENTS: &[&str] = &[
    "security_measure_infringed",
    "dishonest_intent",
    "connected_system",
    "serious_harm",
    "dealing_in_credentials",
    "authorised_testing",
    "real_person",
    "visual_material",
    "self_generated",
    "private_consensual",
    "furthering_act",
    "believed_child",
    "child_author",
    "intent_to_harm",
    "depicted_minor",
    "own_proceeds",
    "attempt",
    "preparation",
];

/// The kinds of serious crime.
pub const CATEGORIES: &[&str] = &[
    "homicide",
    "abduction",
    "sexual_violence",
    "trafficking",
    "smuggling",
    "drugs",
    "firearms",
    "terrorism",
    "corruption",
    "organised_crime",
    "extortion",
    "cultural_property",
    "environment",
    "other",
];

/// The other United Nations instruments, Art. 4. Their words name the subject, so that one they share with a kind of
/// serious crime reads well under both labels.
pub const INSTRUMENTS: &[&str] = &[
    "genocide",
    "narcotic_drugs",
    "cultural_property",
    "aircraft_seizure",
    "aviation_safety",
    "psychotropic_substances",
    "protected_persons",
    "hostage_taking",
    "nuclear_material",
    "torture",
    "maritime_safety",
    "drug_trafficking",
    "terrorist_bombings",
    "terrorist_financing",
    "organized_crime",
    "trafficking_in_persons",
    "sale_of_children",
    "migrant_smuggling",
    "firearms",
    "corruption",
    "nuclear_terrorism",
    "enforced_disappearance",
    "civil_aviation_acts",
    "own_protocol",
];

/// The heads of jurisdiction, Art. 22.
pub const HEADS: &[&str] = &[
    "territory",
    "ship_or_aircraft",
    "victim_national",
    "offender_national",
    "laundering_abroad",
    "against_state",
    "not_extradited",
    "domestic_law",
];

/// The kinds of authority that authorise.
pub const AUTHORITY_KINDS: &[&str] = &["court", "independent_body", "prosecutor", "other"];
