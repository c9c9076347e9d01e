//! Assistance besides stored data, between two States: the other kinds, collections as data arise, onward transfer, waivers,
//! requests by word of mouth.

use std::collections::BTreeSet;

use comity_treaty::law::{AssistanceKind, ConventionOffence};
use comity_treaty::national::Restriction;
use comity_treaty::particulars::{
    AssistanceDraft, AssistanceParticulars, DataClass, ItemReference, ProtectedConduct, UsePurpose,
};
use comity_treaty::party::DualCriminality;
use comity_treaty::procedure::Duty;
use comity_treaty::procedure::assistance::SealedPackage;
use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{Actor, Article, MatterId, Measure, Role, Rule, owed, sample};

use crate::commands::{comparison, filter, help};
use crate::messages::{consent, text, third_state};
use crate::story::rule;
use crate::world::*;

fn record(kinds_product: &str) -> SealedPackage {
    assert!(!kinds_product.is_empty());
    SealedPackage {
        data_classes: BTreeSet::new(),
        items: 1,
        ..package()
    }
}

fn second_approver() -> Actor {
    sample::officer("b.moreau", Role::Approver)
}

fn screen(conduct: &[ProtectedConduct]) -> released::Command {
    released::Command::ScreenRights {
        answer: ScreenAnswer::No,
        conduct: conduct.iter().copied().collect(),
        note: String::new(),
    }
}

fn faults(draft: AssistanceDraft) -> Vec<(String, &'static str)> {
    let faults = AssistanceParticulars::parse(draft).unwrap_err();
    let named = |f: comity_treaty::Invalid| (f.field, f.paragraph.reference());
    faults.into_iter().map(named).collect()
}

fn has(faults: &[(String, &'static str)], field: &str, paragraph: &str) -> bool {
    faults.iter().any(|(f, p)| f == field && *p == paragraph)
}

// ---- What a request contains -----------------------------------------------------------------------------------------

#[test]
fn a_kind_another_measure_serves_is_sent_there() {
    let key = sample::seal_key();
    let mut draft = sample::statement_draft(start(), &key);
    draft.kinds = [AssistanceKind::RecoveryOfProceeds].into();
    assert!(has(&faults(draft.clone()), "kinds", "50(1)"));
    draft.kinds = [AssistanceKind::Appearance].into();
    assert!(has(&faults(draft.clone()), "kinds", "40(9)"));
    draft.kinds = [AssistanceKind::Statement].into();
    draft.by_video = true;
    let video = AssistanceParticulars::parse(draft).unwrap_err();
    assert_eq!(video.len(), 1);
    assert_eq!(video[0].paragraph, Article::A40p18);
    assert!(video[0].expected.to_string().contains("video_hearing"));
}

#[test]
fn each_kind_asks_for_its_own_and_all_faults_come_at_once() {
    let key = sample::seal_key();
    let service = AssistanceDraft {
        documents: vec![],
        persons: vec![],
        ..sample::service_draft(start(), &key)
    };
    let found = faults(service);
    assert!(has(&found, "documents", "40(15)(e)") && has(&found, "persons", "40(15)(e)"));
    assert!(!has(&found, "facts", "40(15)(c)"), "service needs no facts");
    let statement = AssistanceDraft {
        facts: None,
        ..sample::statement_draft(start(), &key)
    };
    assert_eq!(faults(statement), [("facts".into(), "40(15)(c)")]);
    let collection = AssistanceDraft {
        collection: None,
        accounts: vec![],
        data_classes: [DataClass::Content].into(),
        ..sample::real_time_traffic_draft(start(), &key)
    };
    let found = faults(collection);
    for (field, paragraph) in [
        ("collection.link_to_offence", "45(3)(c)"),
        ("data_classes", "45(3)(c)"),
        ("accounts", "45(3)(d)"),
        ("collection.justification", "45(3)(e)"),
        ("collection.days", "45(3)(f)"),
        ("collection.period_justification", "45(3)(f)"),
    ] {
        assert!(has(&found, field, paragraph), "{field}: {found:?}");
    }
}

#[test]
fn one_request_has_one_target_and_never_a_wildcard() {
    let key = sample::seal_key();
    let mut two = sample::interception_draft(start(), &key);
    two.accounts.push(sample::account());
    assert!(has(&faults(two), "accounts", "45(3)(d)"));
    let mut all = sample::assistance_draft(start(), None, &key);
    all.accounts[0].identifier = "*@nordmail.example".into();
    assert!(has(&faults(all), "accounts.0.identifier", "40(15)(e)"));
    let mut mixed = sample::statement_draft(start(), &key);
    mixed.kinds.insert(AssistanceKind::RealTimeTraffic);
    assert!(has(&faults(mixed), "kinds", "40(15)(d)"));
}

// ---- Statement and service -------------------------------------------------------------------------------------------

#[test]
fn a_statement_comes_back_as_a_sealed_transcript() {
    let draft = sample::statement_draft(start(), &sample::seal_key());
    end_to_end(draft, AssistanceKind::Statement.product());
}

#[test]
fn service_comes_back_as_a_sealed_certificate() {
    let draft = sample::service_draft(start(), &sample::seal_key());
    end_to_end(draft, AssistanceKind::Service.product());
}

fn end_to_end(draft: AssistanceDraft, product: &str) {
    let mut world = World::requested(ACCESS, parsed(draft));
    assert_eq!(world.asked.matters[&ACCESS].measure(), Measure::Assistance);
    world.authorise(ACCESS);
    world.hand_over(ACCESS, record(product));
    assert_eq!(world.stage(Asking, ACCESS), "received");
    assert_eq!(world.stage(Asked, ACCESS), "delivered");
    let destroy = sought::Command::DestroyEvidence;
    world.seek(destroy, custodian()).unwrap();
    world.pass_days(31);
    assert_eq!(world.stage(Asking, ACCESS), "closed");
    assert_eq!(world.stage(Asked, ACCESS), "closed");
}

// ---- Collections -----------------------------------------------------------------------------------------------------

#[test]
fn real_time_traffic_stops_hard_and_is_sealed() {
    let particulars = parsed(sample::real_time_traffic_draft(
        start(),
        &sample::seal_key(),
    ));
    let mut world = World::requested(INTERCEPTION, particulars);
    world.authorise(INTERCEPTION);
    let begin = released::Command::StartCollection;
    let give = |w: &mut World, c: released::Command, by| w.release_in(INTERCEPTION, c, by);
    assert_eq!(
        rule(give(&mut world, begin.clone(), judge())),
        Rule::BeyondCapability
    );
    give(&mut world, checked(false), custodian()).unwrap();
    assert_eq!(
        rule(give(&mut world, begin.clone(), judge())),
        Rule::BeyondCapability
    );
    give(&mut world, checked(true), custodian()).unwrap();
    give(&mut world, begin, judge()).unwrap();
    assert_eq!(world.stage(Asking, INTERCEPTION), "collecting");
    let package = SealedPackage {
        data_classes: [DataClass::Traffic].into(),
        ..package()
    };
    let seal = released::Command::RecordSealed {
        package: package.clone(),
    };
    assert_eq!(
        rule(give(&mut world, seal, custodian())),
        Rule::NotAtThisStage
    );
    world.pass_days(10);
    assert_eq!(world.stage(Asking, INTERCEPTION), "collected");
    let renewal = sought::Command::RequestRenewal {
        days: 5,
        justification: text(),
    };
    let late = world.seek_in(INTERCEPTION, renewal, approver());
    assert_eq!(
        rule(late),
        Rule::NotAtThisStage,
        "after the stop nothing revives it"
    );
    let told = |w: &World, duty| {
        owed(&w.asked.matters[&INTERCEPTION])
            .iter()
            .any(|o| o.what == duty)
    };
    assert!(told(&world, Duty::SealCollected) && told(&world, Duty::NotifyPerson));
    // The authorisation ends before the custodian comes round to sealing; what it covered stays covered.
    world.pass_days(30);
    world.hand_over(INTERCEPTION, package);
    assert_eq!(world.stage(Asking, INTERCEPTION), "received");
    let notice = released::Command::NotifyPerson { note: text() };
    assert_eq!(
        rule(give(&mut world, notice.clone(), judge())),
        Rule::NotYetDue,
        "secret for 90 days"
    );
    world.pass_days(51);
    give(&mut world, notice, judge()).unwrap();
    assert!(!told(&world, Duty::NotifyPerson));
}

#[test]
fn a_late_engine_does_not_lengthen_a_collection() {
    let mut world = World::collecting();
    let ends = world.now + hours(24 * 10);
    world.now += hours(24 * 25);
    world.run_deadlines(Asked);
    let released = &world.asked.matters[&INTERCEPTION];
    let json = serde_json::to_value(released).unwrap();
    assert_eq!(json["collection"]["stopped"], ends.to_string());
}

#[test]
fn interception_is_off_unless_the_law_offers_it_and_lists_the_offence() {
    let refused = |change: &dyn Fn(&mut World)| {
        let mut world = World::new();
        change(&mut world);
        let particulars = Box::new(Subject::Content.particulars(world.now));
        let draft = sought::Command::DraftRequest { particulars };
        world.seek_in(INTERCEPTION, draft, drafter()).unwrap();
        rule(world.seek_in(INTERCEPTION, sought::Command::SendRequest, approver()))
    };
    assert_eq!(
        refused(&|w| w.asked.facts.real_time = comity_treaty::party::RealTimeLaw::default()),
        Rule::MeasureNotOffered
    );
    let other = |w: &mut World| {
        w.asked.facts.real_time.content_offences = [ConventionOffence::LaunderingOfProceeds].into();
    };
    assert_eq!(refused(&other), Rule::NotOnDomesticList);
}

#[test]
fn interception_takes_a_court_a_last_resort_a_filter_and_minimisation() {
    let mut world = World::requested(INTERCEPTION, Subject::Content.particulars(start()));
    let give = |w: &mut World, c: released::Command, by| w.release_in(INTERCEPTION, c, by);
    give(&mut world, screen(&[]), approver()).unwrap();
    let authorise = |change: &dyn Fn(&mut comity_treaty::particulars::Authorisation)| {
        let mut authorisation = authorisation(start());
        change(&mut authorisation);
        released::Command::Authorise { authorisation }
    };
    let by_police =
        authorise(&|a| a.authority_kind = comity_treaty::particulars::AuthorityKind::Other);
    assert_eq!(
        rule(give(&mut world, by_police, judge())),
        Rule::JudgeRequired
    );
    let first_resort = authorise(&|a| a.subsidiarity = None);
    assert_eq!(
        rule(give(&mut world, first_resort, judge())),
        Rule::SubsidiarityMissing
    );
    let of_traffic = authorise(&|a| a.data_classes = [DataClass::Traffic].into());
    assert_eq!(
        rule(give(&mut world, of_traffic, judge())),
        Rule::AuthorisationTooNarrow
    );
    give(&mut world, authorise(&|_| {}), judge()).unwrap();
    give(&mut world, checked(true), custodian()).unwrap();
    give(&mut world, released::Command::StartCollection, judge()).unwrap();
    let log = released::Command::LogMinimisation { note: text() };
    give(
        &mut world,
        released::Command::RecordCompelledHelp { help: help() },
        judge(),
    )
    .unwrap();
    let weaken = comity_treaty::particulars::CompelledHelp {
        no_general_weakening: false,
        ..help()
    };
    let weaken = released::Command::RecordCompelledHelp { help: weaken };
    assert_eq!(
        rule(give(&mut world, weaken, judge())),
        Rule::GeneralWeakening
    );
    world.pass_days(10);
    let seal = released::Command::RecordSealed {
        package: Subject::Content.package(),
    };
    assert_eq!(
        rule(give(&mut world, seal.clone(), custodian())),
        Rule::PrivilegeFilterFirst
    );
    give(
        &mut world,
        released::Command::RecordPrivilegeFilter { filter: filter() },
        custodian(),
    )
    .unwrap();
    assert_eq!(
        rule(give(&mut world, seal, custodian())),
        Rule::MinimisationMissing
    );
    give(&mut world, log, custodian()).unwrap();
    world.hand_over(INTERCEPTION, Subject::Content.package());
    assert_eq!(world.stage(Asking, INTERCEPTION), "received");
}

#[test]
fn a_lapsed_authorisation_pauses_and_a_new_one_goes_on() {
    let mut particulars = Subject::Content.particulars(start());
    particulars.collection.as_mut().unwrap().days = 20;
    let mut world = World::requested(INTERCEPTION, particulars);
    let give = |w: &mut World, c: released::Command, by| w.release_in(INTERCEPTION, c, by);
    give(&mut world, screen(&[]), approver()).unwrap();
    let mut short = authorisation(start());
    short.until = start() + hours(24 * 5);
    give(
        &mut world,
        released::Command::Authorise {
            authorisation: short,
        },
        judge(),
    )
    .unwrap();
    give(&mut world, checked(true), custodian()).unwrap();
    give(&mut world, released::Command::StartCollection, judge()).unwrap();
    world.pass_days(6);
    assert_eq!(world.stage(Asked, INTERCEPTION), "paused");
    let authorisation = authorisation(world.now);
    give(
        &mut world,
        released::Command::Authorise { authorisation },
        judge(),
    )
    .unwrap();
    assert_eq!(world.stage(Asked, INTERCEPTION), "collecting");
    world.pass_days(14);
    assert_eq!(world.stage(Asked, INTERCEPTION), "collected");
}

#[test]
fn renewal_takes_a_new_justification_and_a_new_authorisation() {
    let mut world = World::collecting();
    world.pass_days(5);
    let give = |w: &mut World, c: released::Command, by| w.release_in(INTERCEPTION, c, by);
    let renew = |authorisation| released::Command::RenewCollection { authorisation };
    let fresh = renew(authorisation(world.now));
    assert_eq!(
        rule(give(&mut world, fresh.clone(), judge())),
        Rule::RenewalNotRequested
    );
    let ask = sought::Command::RequestRenewal {
        days: 400,
        justification: text(),
    };
    world.seek_in(INTERCEPTION, ask, approver()).unwrap();
    let same = renew(authorisation(start()));
    assert_eq!(
        rule(give(&mut world, same, judge())),
        Rule::AuthorisationNotNew
    );
    give(&mut world, fresh, judge()).unwrap();
    world.pass_days(29);
    assert_eq!(world.stage(Asked, INTERCEPTION), "collecting");
    world.pass_days(1);
    assert_eq!(
        world.stage(Asking, INTERCEPTION),
        "collected",
        "400 days asked, 30 allowed"
    );
}

// ---- Onward transfer, waivers, word of mouth -------------------------------------------------------------------------

#[test]
fn evidence_goes_to_a_third_state_only_with_consent_of_two_persons() {
    let mut world = World::in_use();
    let export = sought::Command::ExportEvidence {
        purpose: UsePurpose::Prosecution,
        recipient: "Prosecutor General of XCC".into(),
        onward: Some(third_state()),
    };
    let denied = |w: &mut World| rule(w.seek(export.clone(), custodian()));
    assert_eq!(denied(&mut world), Rule::OnwardTransferNotConsented);
    let ask = sought::Command::AskOnwardTransfer {
        recipient: third_state(),
        purpose: text(),
    };
    world.seek(ask.clone(), approver()).unwrap();
    assert_eq!(rule(world.seek(ask, approver())), Rule::OnwardQuestionOpen);
    let propose = released::Command::ProposeOnwardAnswer {
        answer: consent(true),
    };
    world.release(propose, approver()).unwrap();
    let confirm = released::Command::ConfirmOnwardAnswer;
    assert_eq!(
        rule(world.release(confirm.clone(), approver())),
        Rule::SecondPersonRequired
    );
    assert_eq!(denied(&mut world), Rule::OnwardTransferNotConsented);
    world.release(confirm, second_approver()).unwrap();
    world.seek(export.clone(), custodian()).unwrap();
    let elsewhere = sought::Command::ExportEvidence {
        purpose: UsePurpose::Prosecution,
        recipient: text(),
        onward: Some(comity_treaty::procedure::onward::Recipient::State {
            state: "XDD".parse().unwrap(),
        }),
    };
    assert_eq!(
        rule(world.seek(elsewhere, custodian())),
        Rule::OnwardTransferNotConsented
    );
}

#[test]
fn a_policy_block_is_waived_by_two_persons_and_the_law_never() {
    let mut world = World::access_under_review();
    world
        .release(screen(&[ProtectedConduct::Journalism]), approver())
        .unwrap();
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    assert_eq!(
        rule(world.release(authorise.clone(), judge())),
        Rule::RightsScreenUnresolved
    );
    let waive = |rule| released::Command::ProposeWaiver {
        rule,
        reason: "The court has decided the question.".into(),
    };
    assert_eq!(
        rule(world.release(waive(Rule::AuthorisationMissing), approver())),
        Rule::NotWaivable
    );
    assert_eq!(
        rule(world.release(waive(Rule::SecondPersonRequired), approver())),
        Rule::NotWaivable
    );
    world
        .release(waive(Rule::RightsScreenUnresolved), approver())
        .unwrap();
    let open = owed(&world.asked.matters[&ACCESS]);
    assert!(open.iter().any(|o| o.what == Duty::ConfirmWaiver));
    assert_eq!(
        rule(world.release(authorise.clone(), judge())),
        Rule::RightsScreenUnresolved
    );
    let confirm = released::Command::ConfirmWaiver;
    assert_eq!(
        rule(world.release(confirm.clone(), approver())),
        Rule::SecondPersonRequired
    );
    world.release(confirm, second_approver()).unwrap();
    world.release(authorise, judge()).unwrap();
    // Nothing of it crosses the border.
    assert!(
        world
            .asking
            .events
            .iter()
            .all(|e| !e.name().contains("waiver"))
    );
}

#[test]
fn dual_criminality_is_shown_by_conduct_for_offences_outside_the_convention() {
    let outside = |w: &mut World| {
        w.asked
            .facts
            .excluded_offences
            .insert(ConventionOffence::IllegalAccess);
    };
    let mut world = World::access_under_review();
    outside(&mut world);
    world.release(screen(&[]), approver()).unwrap();
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    assert_eq!(
        rule(world.release(authorise.clone(), judge())),
        Rule::DualCriminalityNotShown
    );
    let compare = |both| released::Command::CompareConduct {
        comparison: comparison(both),
    };
    world.release(compare(false), approver()).unwrap();
    assert_eq!(
        rule(world.release(authorise.clone(), judge())),
        Rule::DualCriminalityNotShown
    );
    world.release(compare(true), approver()).unwrap();
    world.release(authorise.clone(), judge()).unwrap();
    let mut world = World::access_under_review();
    outside(&mut world);
    world.asked.facts.dual_criminality = DualCriminality::NotRequired;
    world.release(screen(&[]), approver()).unwrap();
    world.release(authorise, judge()).unwrap();
}

#[test]
fn an_oral_request_is_worked_on_but_nothing_leaves_before_the_paper() {
    let mut world = World::preserved(90);
    let particulars = Box::new(Subject::Stored.oral(world.now));
    world
        .release(released::Command::RecordOral { particulars }, duty())
        .unwrap();
    assert_eq!(
        world.stage(Asked, PRESERVATION),
        "held",
        "the data wait for it"
    );
    let paper = |w: &World, at: At| {
        owed(&w.node(at).matters[&ACCESS])
            .iter()
            .any(|o| o.what == Duty::ConfirmInWriting)
    };
    assert!(paper(&world, Asked));
    world
        .release(released::Command::Acknowledge, approver())
        .unwrap();
    world.authorise(ACCESS);
    let seal = released::Command::RecordSealed { package: package() };
    assert_eq!(rule(world.release(seal, custodian())), Rule::NotInWriting);
    let mut written = access_particulars(start());
    written.oral = Subject::Stored.oral(start()).oral;
    let draft = sought::Command::DraftRequest {
        particulars: Box::new(written),
    };
    world.seek(draft, drafter()).unwrap();
    assert!(paper(&world, Asking));
    world
        .seek(sought::Command::SendRequest, approver())
        .unwrap();
    assert!(!paper(&world, Asked));
    assert_eq!(
        world.stage(Asked, ACCESS),
        "authorised",
        "it says what was heard"
    );
    world.hand_over(ACCESS, package());
    assert_eq!(world.stage(Asking, ACCESS), "received");
}

#[test]
fn paper_that_says_something_else_is_looked_at_anew() {
    let mut world = World::preserved(90);
    let particulars = Box::new(Subject::Stored.oral(world.now));
    world
        .release(released::Command::RecordOral { particulars }, duty())
        .unwrap();
    world
        .release(released::Command::Acknowledge, approver())
        .unwrap();
    world.authorise(ACCESS);
    let mut written = access_particulars(start());
    written.wanted = "Two more mailboxes.".into();
    written.oral = Subject::Stored.oral(start()).oral;
    let draft = sought::Command::DraftRequest {
        particulars: Box::new(written),
    };
    world.seek(draft, drafter()).unwrap();
    world
        .seek(sought::Command::SendRequest, approver())
        .unwrap();
    assert_eq!(world.stage(Asked, ACCESS), "under_review");
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    assert_eq!(
        rule(world.release(authorise, judge())),
        Rule::RightsScreenFirst
    );
}

// ---- Smaller safeguards ----------------------------------------------------------------------------------------------

#[test]
fn a_state_may_restrict_its_cooperation_with_another() {
    let mut world = World::new();
    world.asked.facts.law.restrictions.push(Restriction {
        state: sample::requesting_state(),
        measures: [Measure::StoredData].into(),
        reason: "Judgment of the Supreme Court of XBB, 3 May".into(),
    });
    let draft = |particulars| sought::Command::DraftRequest {
        particulars: Box::new(particulars),
    };
    let mut stored = access_particulars(world.now);
    stored.preservation = None;
    world.seek(draft(stored), drafter()).unwrap();
    let send = sought::Command::SendRequest;
    assert_eq!(
        rule(world.seek(send.clone(), approver())),
        Rule::CooperationRestricted
    );
    let statement = parsed(sample::statement_draft(world.now, &sample::seal_key()));
    world
        .seek_in(INTERCEPTION, draft(statement), drafter())
        .unwrap();
    world.seek_in(INTERCEPTION, send, approver()).unwrap();
}

#[test]
fn an_accused_child_takes_two_persons_and_confidence() {
    let mut particulars = access_particulars(start());
    particulars.preservation = None;
    particulars.child_accused = true;
    let mut world = World::requested(ACCESS, particulars);
    world.release(screen(&[]), approver()).unwrap();
    let authorise = released::Command::Authorise {
        authorisation: authorisation(world.now),
    };
    assert_eq!(
        rule(world.release(authorise, judge())),
        Rule::RightsScreenUnresolved
    );
    let mut conditions = sample::conditions(world.now);
    conditions.confidential = false;
    let decision = released::DataDecision::Pass { conditions };
    let open = world.release(
        released::Command::DecidePersonalData { decision },
        approver(),
    );
    assert_eq!(rule(open), Rule::ChildStaysConfidential);
}

#[test]
fn material_of_article_14_is_sealed_as_a_reference_only() {
    let mut world = World::authorised();
    let copied = SealedPackage {
        copies_of_abuse_material: 1,
        ..package()
    };
    let seal = |package| released::Command::RecordSealed { package };
    assert_eq!(
        rule(world.release(seal(copied), custodian())),
        Rule::OnlyAsReference
    );
    let reference = ItemReference {
        digest: "cd".repeat(32).parse().unwrap(),
        custodian: "Evidence room of the Northport police".into(),
        description: "A film of 43 seconds".into(),
    };
    let nameless = SealedPackage {
        references: vec![ItemReference {
            custodian: " ".into(),
            ..reference.clone()
        }],
        ..package()
    };
    assert_eq!(
        rule(world.release(seal(nameless), custodian())),
        Rule::TextMissing
    );
    let referenced = SealedPackage {
        references: vec![reference],
        ..package()
    };
    world.release(seal(referenced), custodian()).unwrap();
}

#[test]
fn secrecy_ends_on_its_date_unless_the_reason_is_renewed() {
    let mut world = World::in_use();
    let due = |w: &World| {
        let owed = owed(&w.asked.matters[&ACCESS]);
        owed.into_iter()
            .find(|o| o.what == Duty::NotifyPerson)
            .map(|o| o.due)
    };
    let first = due(&world).expect("a notice is owed once something was done in secret");
    let renew = |reason: &str| sought::Command::RenewSecrecy {
        review_on: first + hours(24 * 30),
        reason: reason.into(),
    };
    assert_eq!(rule(world.seek(renew(" "), approver())), Rule::TextMissing);
    world
        .seek(renew("A second suspect is still at large."), approver())
        .unwrap();
    assert_eq!(due(&world), Some(first + hours(24 * 30)));
}

#[test]
fn costs_are_told_and_remembered() {
    let mut world = World::access_under_review();
    let text = "The provider asks for 40,000; shall we share?".to_owned();
    world
        .release(
            released::Command::NotifyCosts { text: text.clone() },
            approver(),
        )
        .unwrap();
    let json = serde_json::to_value(&world.asking.matters[&ACCESS]).unwrap();
    assert_eq!(json["costs"], text);
}

/// The number of a matter is given by the requesting State, so nobody else can open one in its place.
#[test]
fn an_oral_request_without_a_note_of_the_talk_is_none() {
    let mut world = World::new();
    let mut particulars = Subject::Stored.particulars(world.now);
    particulars.oral = None;
    let record = released::Command::RecordOral {
        particulars: Box::new(particulars),
    };
    assert_eq!(
        rule(world.release_in(MatterId(ACCESS.0), record, duty())),
        Rule::TextMissing
    );
}
