//! A field, a period and a duty are printed with the provision that sets them, and what no provision sets is called policy.

use comity_treaty::law::{Period, RuleKind};
use comity_treaty::particulars::{Field, opening};
use comity_treaty::procedure::typed::fields_of;
use comity_treaty::{Act, Duty, Measure, Rule, owed};

use crate::messages::text;
use crate::story::rule;
use crate::world::*;

fn paragraph(fields: &[Field], key: &str) -> &'static str {
    let field = fields.iter().find(|field| field.key == key);
    field.expect("the field").paragraph.reference()
}

#[test]
fn a_field_stands_on_the_paragraph_that_asks_for_it() {
    let measure = Measure::ContentInterception;
    for (act, key, provision) in [
        (Act::DeclareSecrecyImpossible, "reasons", "40(20)"),
        (Act::RequestRenewal, "days", "24(2)"),
        (Act::RequestRenewal, "justification", "24(2)"),
        (Act::NotifyPerson, "note", "24(2)"),
    ] {
        let fields = fields_of(measure, act).unwrap();
        assert_eq!(paragraph(fields, key), provision, "{key}");
    }
    let request = opening(Measure::StoredData);
    for (key, provision) in [("offence", "40(15)(b)"), ("data_classes", "40(15)(d)")] {
        assert_eq!(paragraph(&request, key), provision, "{key}");
    }
}

/// Art 40(27) names no date, Art 36(1) no term, and the 60 days of Art 42(8) are no end; what ends an interception is the
/// own law under Art 24(2).
#[test]
fn what_the_treaty_does_not_set_is_not_printed_as_treaty_law() {
    for (period, kind) in [
        (Period::PostponementReview, RuleKind::Policy),
        (Period::Retention, RuleKind::Policy),
        (Period::PreservationExpiry, RuleKind::Policy),
        (Period::CollectionEnd, RuleKind::Domestic),
        (Period::PreservationFloor, RuleKind::Treaty),
    ] {
        assert_eq!(period.kind(), kind, "{period:?}");
    }
    assert_eq!(Period::CollectionEnd.article().reference(), "24(2)");
    assert_eq!(Rule::ReviewDateNotAhead.kind(), RuleKind::Policy);
    let preserved = World::preserved(90);
    let owed = owed(&preserved.asked.matters[&PRESERVATION]);
    let lapse = owed.iter().find(|one| one.what == Duty::Lapse).unwrap();
    assert_eq!(lapse.kind, RuleKind::Policy);
}

/// Who was told, how and of which remedy: an empty notice was one.
#[test]
fn the_notice_to_the_person_says_something() {
    let mut world = World::collecting();
    world.pass_days(400);
    let notify = |note: &str| released::Command::NotifyPerson { note: note.into() };
    let mute = world.release_in(INTERCEPTION, notify(" "), judge());
    assert_eq!(rule(mute), Rule::TextMissing);
    world
        .release_in(INTERCEPTION, notify(&text()), judge())
        .unwrap();
}
