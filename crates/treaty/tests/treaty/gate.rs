//! What is looked at before a request is sent or taken in: its contents, and the treaty facts.

use comity_treaty::law::ConventionOffence;
use comity_treaty::particulars::{
    AssistanceDraft, AssistanceParticulars, PreservationDraft, PreservationParticulars,
};
use comity_treaty::{Article, Rule, sample};

use crate::story::rule;
use crate::world::*;

#[test]
fn particulars_name_every_fault_at_once_with_its_paragraph() {
    let faults = PreservationParticulars::parse(PreservationDraft::default()).unwrap_err();
    let named: Vec<_> = faults.iter().map(|f| f.paragraph.reference()).collect();
    for letter in ["a", "b", "c", "d", "e", "f"] {
        assert!(
            named.contains(&format!("42(3)({letter})").as_str()),
            "{letter}: {named:?}"
        );
    }
    assert!(!named.contains(&"42(3)(g)"), "(g) only as appropriate");
    let faults = AssistanceParticulars::parse(AssistanceDraft::default()).unwrap_err();
    let named: Vec<_> = faults.iter().map(|f| f.paragraph.reference()).collect();
    for letter in ["a", "b", "c", "d", "e", "g"] {
        assert!(
            named.contains(&format!("40(15)({letter})").as_str()),
            "{letter}: {named:?}"
        );
    }
    assert!(faults.iter().any(|f| f.field == "seal_to"));
    let draft = AssistanceDraft {
        period: None,
        ..sample::assistance_draft(start(), None, &sample::seal_key())
    };
    let faults = AssistanceParticulars::parse(draft).unwrap_err();
    let named: Vec<_> = faults.iter().map(|f| f.paragraph.reference()).collect();
    assert_eq!(named, ["40(15)(f)"], "(f) where data arise over time");
}

#[test]
fn a_peer_cannot_send_particulars_that_would_not_parse() {
    let mut value = serde_json::to_value(preservation_particulars(start())).unwrap();
    value["necessity"] = "".into();
    let parsed: Result<PreservationParticulars, _> = serde_json::from_value(value);
    assert!(parsed.unwrap_err().to_string().contains("42(3)(e)"));
}

#[test]
fn treaty_facts_decide_before_anything_is_sent() {
    let send = |change: &dyn Fn(&mut World)| {
        let mut world = World::new();
        change(&mut world);
        let particulars = Box::new(preservation_particulars(world.now));
        world
            .ask(asked::Command::RequestPreservation { particulars }, duty())
            .map(|_| ())
    };
    let denied = |change: &dyn Fn(&mut World)| send(change).expect_err("a rejection").rule;
    assert_eq!(send(&|_| {}), Ok(()));
    assert_eq!(
        denied(&|w| w.asked.facts.party_since = None),
        Rule::NotInForce
    );
    assert_eq!(
        denied(&|w| w.asking.facts.denounced_from = Some(w.now)),
        Rule::Denounced
    );
    assert_eq!(denied(&|w| w.asked.facts.suspended = true), Rule::Suspended);
    assert_eq!(
        denied(&|w| w.asked.facts.diplomatic_channel_only = true),
        Rule::DiplomaticChannelOnly
    );
    assert_eq!(
        denied(&|w| w.asked.facts.marks.clear()),
        Rule::NoCompetentAuthority
    );
    assert_eq!(
        denied(&|w| w.asked.facts.languages.clear()),
        Rule::LanguageNotAccepted
    );
    // An article that does not bind both is no Convention offence; five years still make a serious crime.
    let exclude = |w: &mut World| {
        w.asked
            .facts
            .excluded_offences
            .insert(ConventionOffence::IllegalAccess);
    };
    assert_eq!(send(&exclude), Ok(()));
}

#[test]
fn a_crime_below_four_years_and_outside_the_convention_has_no_channel() {
    let mut world = World::new();
    let mut draft = sample::preservation_draft(world.now);
    draft.offence.convention = None;
    draft.offence.max_penalty_months = Some(47);
    let particulars = PreservationParticulars::parse(draft).unwrap();
    let particulars = Box::new(particulars);
    let sent = world.ask(asked::Command::RequestPreservation { particulars }, duty());
    assert_eq!(sent.unwrap_err().article, Article::A35p1);
}

#[test]
fn before_entry_into_force_an_agreement_both_recorded_is_a_basis() {
    use comity_treaty::particulars::Basis;
    use comity_treaty::party::Agreement;
    let mut world = World::new();
    let reference: String = "Exercise of 2026".into();
    world.asking.facts.party_since = None;
    world.asked.facts.party_since = None;
    let mut draft = sample::preservation_draft(world.now);
    draft.basis = Basis::Agreement {
        reference: reference.clone(),
    };
    let particulars = Box::new(PreservationParticulars::parse(draft).unwrap());
    let request = asked::Command::RequestPreservation { particulars };
    let since = world.now;
    let agree = |with| Agreement {
        with,
        reference: reference.clone(),
        since,
    };
    world
        .asking
        .facts
        .agreements
        .insert(agree(sample::requested_state()));
    assert_eq!(
        rule(world.ask(request.clone(), duty())),
        Rule::AgreementUnknown
    );
    world
        .asked
        .facts
        .agreements
        .insert(agree(sample::requesting_state()));
    world.ask(request, duty()).unwrap();
    assert_eq!(world.stage(Asked, PRESERVATION), "received");
}

#[test]
fn a_request_the_other_node_does_not_take_in_ends() {
    let mut world = World::new();
    let particulars = Box::new(preservation_particulars(world.now));
    let request =
        comity_treaty::Command::PreservationRequesting(asked::Command::RequestPreservation {
            particulars,
        });
    world.give(Asking, PRESERVATION, request, duty()).unwrap();
    world.asking.facts.denounced_from = Some(world.now);
    world.deliver();
    assert_eq!(world.stage(Asked, PRESERVATION), "nothing");
    assert_eq!(world.stage(Asking, PRESERVATION), "returned");
}
