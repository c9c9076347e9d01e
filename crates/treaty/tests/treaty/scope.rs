//! The scope gate: cases as data, what holds for any two States, and the page `docs/law/scope.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comity_treaty::law::{ConventionOffence, Element, Measure, OffenceOption};
use comity_treaty::particulars::{Basis, Jurisdiction, Language, Offence, OffenceDraft};
use comity_treaty::party::DualCriminality;
use comity_treaty::scope::{Case, Scope, explain};
use comity_treaty::{Article, Mark, PartyFacts, Rule, StateCode, profile, sample};
use proptest::prelude::*;
use serde::Deserialize;

use crate::documents::{PRINTED, check, kind};
use crate::world::*;

#[derive(Deserialize)]
struct Table {
    case: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    measure: Measure,
    offence: OffenceDraft,
    class: String,
    comes_to: String,
    #[serde(default = "xaa")]
    from: StateCode,
    #[serde(default = "xbb")]
    to: StateCode,
    #[serde(default)]
    xaa: Vec<(String, String)>,
    #[serde(default)]
    xbb: Vec<(String, String)>,
    basis: Option<String>,
    language: Option<String>,
    standing: Option<String>,
    #[serde(default)]
    without_jurisdiction: bool,
}

fn xaa() -> StateCode {
    sample::requesting_state()
}

fn xbb() -> StateCode {
    sample::requested_state()
}

fn rows() -> Vec<Row> {
    let table: Table = toml::from_str(include_str!("data/scope.toml")).unwrap();
    table.case
}

/// A State with its profile, some lines of it replaced.
pub fn party(state: StateCode, changes: &[(String, String)]) -> PartyFacts {
    let mut text = match state.as_str() {
        "XAA" => include_str!("../../profiles/xaa.toml"),
        _ => include_str!("../../profiles/xbb.toml"),
    }
    .to_owned();
    for (from, to) in changes {
        assert!(text.contains(from.as_str()), "{from}");
        text = text.replace(from, to);
    }
    let reading = profile::parse(&text);
    let profile = reading
        .profile
        .unwrap_or_else(|| panic!("{:#?}", reading.findings));
    let mut facts = sample::party(state, start());
    profile.complete(&mut facts);
    facts
}

impl Row {
    fn party(&self, state: StateCode) -> PartyFacts {
        let changes = if state == xaa() { &self.xaa } else { &self.xbb };
        let mut facts = party(state, changes);
        match self.standing.as_deref().filter(|_| state == self.to) {
            None => {}
            Some("not_in_force") => facts.party_since = None,
            Some("denounced") => facts.denounced_from = Some(start()),
            Some("suspended") => facts.suspended = true,
            Some("contact_point_only") => facts.marks = [Mark::ContactPoint].into(),
            Some(other) => panic!("{other}: no such standing"),
        }
        facts
    }

    fn offence(&self) -> Offence {
        let mut draft = self.offence.clone();
        if !self.without_jurisdiction {
            draft.jurisdiction = sample::offence().jurisdiction;
        }
        draft.read(Article::A40p15b).unwrap()
    }

    fn explain(&self) -> Scope {
        let named = |reference: &String| Basis::Agreement {
            reference: reference.clone(),
        };
        let basis = self.basis.as_ref().map_or(Basis::Convention, named);
        let language: Language = self.language.as_deref().unwrap_or("en").parse().unwrap();
        explain(&Case {
            measure: self.measure,
            basis: &basis,
            offence: &self.offence(),
            language: &language,
            requesting: &self.party(self.from),
            requested: &self.party(self.to),
            now: start() + hours(24),
        })
    }
}

#[test]
fn every_case_comes_to_what_the_table_says() {
    for row in rows() {
        let scope = row.explain();
        let came_to = scope
            .rejection()
            .map_or("allowed", |rejection| rejection.rule.key());
        assert_eq!(came_to, row.comes_to, "{}\n{}", row.name, scope.in_words());
        let class = serde_json::to_value(scope.class).unwrap();
        assert_eq!(
            class,
            row.class.as_str(),
            "{}\n{}",
            row.name,
            scope.in_words()
        );
        assert_eq!(scope.allowed, row.comes_to == "allowed");
    }
}

/// A no always says what would help, and every step says what it stands on.
#[test]
fn a_no_comes_with_a_way_out() {
    let hopeless = [Rule::SameState, Rule::Denounced];
    for row in rows() {
        let scope = row.explain();
        let refused = scope.rejection().filter(|r| !hopeless.contains(&r.rule));
        assert!(
            refused.is_none() || !scope.remedies.is_empty(),
            "{}",
            row.name
        );
        for step in &scope.steps {
            assert!(
                step.question.to_string().ends_with('?')
                    && step.finding.to_string().ends_with(['.', '!']),
                "{step:?}"
            );
        }
    }
}

#[test]
fn a_preservation_under_the_reservation_warns_and_goes_on() {
    let row = rows()
        .into_iter()
        .find(|row| row.name.contains("even under the reservation"));
    let scope = row.unwrap().explain();
    let step = scope
        .steps
        .iter()
        .find(|step| step.article == Article::A42p5)
        .unwrap();
    assert!(!step.holds && scope.allowed);
}

/// Names of offences are never compared: only their text differs here, and the answer is the same.
#[test]
fn titles_decide_nothing() {
    let (one, other) = (party(xaa(), &[]), party(xbb(), &[]));
    let mut draft = sample::offence();
    draft.convention = None;
    let answer = |statute: &str| {
        let draft = OffenceDraft {
            statute: Some(statute.into()),
            ..draft.clone()
        };
        let offence = draft.read(Article::A40p15b).unwrap();
        let scope = stored_data(&offence, &one, &other);
        (scope.allowed, scope.class, scope.rejection())
    };
    assert_eq!(answer("s. 1: hacking"), answer("s. 1: computer mischief"));
}

fn stored_data(offence: &Offence, requesting: &PartyFacts, requested: &PartyFacts) -> Scope {
    explain(&Case {
        measure: Measure::StoredData,
        basis: &Basis::Convention,
        offence,
        language: &"en".parse().unwrap(),
        requesting,
        requested,
        now: start(),
    })
}

// ---- For any two States ------------------------------------------------------------------------------------------------

fn any_party(state: StateCode) -> impl Strategy<Value = PartyFacts> {
    let options =
        proptest::collection::btree_set(proptest::sample::select(OffenceOption::ALL), 0..8);
    let excluded = proptest::collection::btree_set(
        proptest::sample::select(&ConventionOffence::ALL[..]),
        0..3,
    );
    let stances = [
        DualCriminality::Required,
        DualCriminality::Discretionary,
        DualCriminality::NotRequired,
    ];
    let stance = proptest::sample::select(stances.to_vec());
    let flags = proptest::collection::vec(proptest::bool::weighted(0.1), 6);
    (options, excluded, stance, flags).prop_map(move |(options, excluded, stance, flags)| {
        let mut facts = party(state, &[]);
        facts.law.options = options;
        facts.excluded_offences = excluded;
        facts
            .law
            .dual_criminality
            .insert(Measure::StoredData, stance);
        facts.suspended = flags[0];
        facts.diplomatic_channel_only = flags[1];
        if flags[2] {
            facts.party_since = None;
        }
        if flags[3] {
            facts.languages.clear();
        }
        if flags[4] {
            facts
                .law
                .measures_off
                .insert(Measure::Preservation, "no law".into());
        }
        if flags[5] {
            facts.marks = [Mark::ContactPoint].into();
        }
        facts
    })
}

fn any_offence() -> impl Strategy<Value = OffenceDraft> {
    let article = proptest::option::of(proptest::sample::select(&ConventionOffence::ALL[..]));
    let elements = proptest::collection::btree_set(proptest::sample::select(Element::ALL), 0..6);
    (
        article,
        elements,
        0..96u32,
        any::<bool>(),
        proptest::bool::weighted(0.9),
    )
        .prop_map(
            |(convention, elements, months, conduct, stated)| OffenceDraft {
                convention,
                statute: Some("s. 1".into()),
                max_penalty_months: Some(months),
                conduct: conduct.then(|| "What was done.".into()),
                elements: elements
                    .into_iter()
                    .filter(|e| convention.is_some_and(|c| e.belongs_to(c)))
                    .collect(),
                jurisdiction: stated.then(|| sample::offence().jurisdiction).flatten(),
                ..OffenceDraft::default()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// The procedures admit exactly what the explanation allows, and for the same reason; and the same question gets the
    /// same answer.
    #[test]
    fn the_gate_admits_what_the_explanation_allows(
        one in any_party(xaa()), other in any_party(xbb()), offence in any_offence(),
    ) {
        let mut world = World::new();
        world.asking.facts = one.clone();
        world.asked.facts = other.clone();
        // What the other State asks of a request besides is told to the drafter, and is no question of scope.
        world.asked.facts.law.asks_of_others.clear();
        for measure in [Measure::Preservation, Measure::StoredData] {
            let case_offence = offence.clone().read(Article::A40p15b).unwrap();
            let case = Case {
                measure,
                basis: &Basis::Convention,
                offence: &case_offence,
                language: &"en".parse().unwrap(),
                requesting: &one,
                requested: &other,
                now: world.now,
            };
            let scope = explain(&case);
            prop_assert_eq!(&scope, &explain(&case));
            prop_assert_eq!(scope.allowed, scope.rejection().is_none());
            prop_assert_eq!(admitted(&world, measure, &offence), scope.rejection());
        }
    }
}

/// What the procedure says to a request for this offence.
fn admitted(
    world: &World,
    measure: Measure,
    offence: &OffenceDraft,
) -> Option<comity_treaty::Rejection> {
    let mut world = world.clone();
    let now = world.now;
    let outcome = if measure == Measure::Preservation {
        let mut draft = sample::preservation_draft(now);
        draft.offence = offence.clone();
        let particulars =
            comity_treaty::particulars::PreservationParticulars::parse(draft).unwrap();
        world.ask(
            asked::Command::RequestPreservation {
                particulars: Box::new(particulars),
            },
            duty(),
        )
    } else {
        let mut draft = sample::assistance_draft(now, None, &sample::seal_key());
        draft.offence = offence.clone();
        let particulars = comity_treaty::particulars::AssistanceParticulars::parse(draft).unwrap();
        world
            .seek(
                sought::Command::DraftRequest {
                    particulars: Box::new(particulars),
                },
                drafter(),
            )
            .unwrap();
        world.seek(sought::Command::SendRequest, approver())
    };
    outcome.err()
}

#[test]
fn faults_of_the_offence_are_named_all_at_once() {
    let draft = OffenceDraft {
        elements: [Element::SeriousHarm].into(),
        jurisdiction: Some(Jurisdiction {
            head: comity_treaty::law::JurisdictionHead::VictimNational,
            link: " ".into(),
        }),
        ..OffenceDraft::default()
    };
    let faults = draft.read(Article::A42p3b).unwrap_err();
    let named: Vec<_> = faults
        .iter()
        .map(|f| (f.field.as_str(), f.paragraph.reference()))
        .collect();
    assert_eq!(
        named,
        [
            ("offence.max_penalty_months", "2(h)"),
            ("offence.elements.serious_harm", "35(1)"),
            ("offence.jurisdiction.link", "22(2)"),
            ("offence.statute", "42(3)(b)"),
        ]
    );
}

/// A document from before the fields were there still reads, and writes itself as before.
#[test]
fn an_old_offence_reads_and_keeps_its_form() {
    let old =
        r#"{"convention":null,"heavier_penalty":false,"max_penalty_months":60,"statute":"s. 1"}"#;
    let offence: Offence = serde_json::from_str(old).unwrap();
    let value = serde_json::to_value(&offence).unwrap();
    assert_eq!(
        value,
        serde_json::from_str::<serde_json::Value>(old).unwrap()
    );
}

// ---- The page ------------------------------------------------------------------------------------------------------------

/// Each rule of the gate, with the file that decides it.
const DECIDED: &[(Rule, &str)] = &[
    (Rule::SameState, "states"),
    (Rule::Suspended, "states"),
    (Rule::Denounced, "basis"),
    (Rule::NotInForce, "basis"),
    (Rule::AgreementUnknown, "basis"),
    (Rule::NoCompetentAuthority, "channel"),
    (Rule::DiplomaticChannelOnly, "channel"),
    (Rule::LanguageNotAccepted, "channel"),
    (Rule::StatuteNotTheirs, "class"),
    (Rule::InstrumentNotBinding, "class"),
    (Rule::OffenceOutOfScope, "class"),
    (Rule::MeasureSwitchedOff, "states"),
    (Rule::CooperationRestricted, "states"),
    (Rule::OutsideCompetence, "states"),
    (Rule::TreatyGoesFirst, "basis"),
    (Rule::NotOnDomesticList, "domestic"),
    (Rule::BelowMinimumPenalty, "domestic"),
    (Rule::JurisdictionMissing, "jurisdiction"),
    (Rule::ConductNotDescribed, "criminality"),
];

#[test]
fn page() {
    let mut tested: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows() {
        tested.entry(row.comes_to).or_default().push(row.name);
    }
    let mut out = format!("# Scope: which request may be made\n\n{PRINTED}\n");
    out.push_str(
        "One function, `comity_treaty::scope::explain`, answers whether one State may ask another for a measure, for this \
         offence, on this day. It puts the questions below in this order; the first no refuses, and every no comes with what \
         would help. The procedures, the command line (`comity law explain`) and the API read the same answer.\n\n\
         ## Article, rule, code, test\n\nThe cases are those of `crates/treaty/tests/treaty/data/scope.toml`.\n\n\
         | provision | rule | kind | code | cases that it refuses |\n| --- | --- | --- | --- | --- |\n",
    );
    for (rule, file) in DECIDED {
        let cases = tested.remove(rule.key()).unwrap_or_default();
        assert!(!cases.is_empty(), "no case is refused by {}", rule.key());
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | `scope/{file}.rs` | {} |",
            rule.article(),
            rule.key(),
            kind(rule.kind()),
            cases.join("; ")
        );
    }
    let _ = writeln!(
        out,
        "\nAllowed: {}.",
        tested.remove("allowed").unwrap().join("; ")
    );
    assert!(tested.is_empty(), "not in the list of rules: {tested:?}");
    print_options(&mut out);
    print_instruments(&mut out);
    print_example(&mut out);
    check("law/scope.md", &out);
}

fn print_options(out: &mut String) {
    out.push_str(
        "\n## Options on the offences\n\nA requirement or an exclusion of one State narrows the offence between the two; an \
         extension counts where both made it. Elements are stated in the request where they are met.\n\n\
         | provision | option | effect | element | says |\n| --- | --- | --- | --- | --- |\n",
    );
    for option in OffenceOption::ALL {
        let effect = serde_json::to_value(option.effect()).unwrap();
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | `{}` | {} |",
            option.article(),
            option.key(),
            effect.as_str().unwrap(),
            option.element().key(),
            option.says()
        );
    }
}

fn print_instruments(out: &mut String) {
    out.push_str(
        "\n## Other United Nations instruments\n\nArt. 4 makes no offence under the Convention. Electronic evidence of an \
         offence under one of these is shared where the instrument binds both States and the offence is a serious crime.\n\n\
         | instrument | key | adopted | in force since | in force at adoption | about |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for one in comity_treaty::law::Instrument::ALL {
        let force = one
            .in_force_since()
            .map_or("not".into(), |year| year.to_string());
        let year = if one.in_force_since().is_some() {
            one.year().to_string()
        } else {
            "not".into()
        };
        let counts = if one.in_force_at_adoption() {
            "yes"
        } else {
            "no"
        };
        let _ = writeln!(
            out,
            "| {} | `{}` | {year} | {force} | {counts} | {} |",
            one.title(),
            one.key(),
            one.subject()
        );
    }
}

fn print_example(out: &mut String) {
    let example = rows()
        .into_iter()
        .find(|row| row.name.starts_with("access without breaking"));
    let scope = example.unwrap().explain();
    let _ = write!(
        out,
        "\n## An explanation\n\nArvenia asks Belmora, which took the option of Art. 7(2), for a joint investigation of an access \
         that broke no security measure.\n\n```text\n{}```\n",
        scope.in_words()
    );
}
