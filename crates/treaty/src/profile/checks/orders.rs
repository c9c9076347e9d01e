//! Orders, retention, notice, review, extradition.

use crate::law::{Article, Period};
use crate::profile::notes::Notes;
use crate::profile::{Authoriser, Nationals, Profile};

pub(super) fn check(profile: &Profile, notes: &mut Notes) {
    orders(profile, notes);
    data(profile, notes);
    safeguards(profile, notes);
    extradition(profile, notes);
}

fn orders(profile: &Profile, notes: &mut Notes) {
    let own = profile.preservation_orders;
    let (most, floor) = (
        Period::DomesticOrderMax.whole_days(),
        Period::PreservationFloor.whole_days(),
    );
    let path = "preservation_orders.days_max";
    if own.days_max > most {
        let says = format!("{} days are too long for one order", own.days_max);
        notes.error(path, says, format!("write at most {most}"), Article::A25);
    }
    if own.days_max == 0 {
        notes.error(
            path,
            "an order of no days keeps nothing",
            "write at least 1",
            Article::A25,
        );
    } else if own.days_max < floor && !own.renewable {
        let says = format!(
            "without renewal, {} days cannot reach the {floor} owed to other States",
            own.days_max
        );
        notes.error(
            path,
            says,
            format!("allow renewal, or write at least {floor}"),
            Article::A42p8,
        );
    }
    if !own.renewable {
        let says =
            "data must stay until a request for assistance is decided, and no order can be renewed";
        let then = "allow renewal, or be ready to issue a fresh order on another basis";
        notes.warning("preservation_orders.renewable", says, then, Article::A42p8);
    }
}

fn data(profile: &Profile, notes: &mut Notes) {
    if profile.data_protection.retention_days_max == 0 {
        let path = "data_protection.retention_days_max";
        notes.error(
            path,
            "evidence kept for no days cannot be used",
            "write at least 1",
            Article::A36p2,
        );
    }
    if profile.notice.secrecy_days_max == 0 {
        let says = "secrecy of no days cannot be asked for";
        notes.warning(
            "notice.secrecy_days_max",
            says,
            "say how long it may last",
            Article::A40p20,
        );
    }
}

fn safeguards(profile: &Profile, notes: &mut Notes) {
    let own = &profile.safeguards;
    if own.independent_review == Authoriser::None {
        let then = "say who reviews; peers are shown this warning";
        notes.warning(
            "safeguards.independent_review",
            "independent review: none",
            then,
            Article::A24p2,
        );
    } else if own.independent_review == Authoriser::Police {
        let says = "the police do not review themselves independently";
        notes.warning(
            "safeguards.independent_review",
            says,
            "name a court or another authority",
            Article::A24p2,
        );
    }
    match (&own.remedy, profile.notice.person_told) {
        (None, _) => {
            notes.warning(
                "safeguards",
                "remedy: none",
                "say which remedy a person has",
                Article::A24p2,
            );
        }
        (Some(_), false) => {
            let says = "there is a remedy against what nobody is told of";
            notes.warning(
                "notice.person_told",
                says,
                "tell the person once secrecy ends",
                Article::A24p2,
            );
        }
        _ => {}
    }
    if own.remedy.is_none() && own.remedy_days.is_some() {
        let says = "a period for a remedy that is not there";
        notes.error(
            "safeguards.remedy_days",
            says,
            "name the remedy, or drop the period",
            Article::A24p2,
        );
    }
}

fn extradition(profile: &Profile, notes: &mut Notes) {
    let own = profile.extradition;
    if own.convention_is_basis && profile.authorities.extradition.is_none() {
        let says =
            "the Convention is a basis of extradition, and no authority makes or receives requests";
        notes.error(
            "authorities",
            says,
            "name authorities.extradition",
            Article::A37p19,
        );
    }
    if own.nationals != Nationals::Yes && !own.convention_is_basis {
        let says = "own nationals are not surrendered under a treaty that is no basis";
        notes.warning(
            "extradition.nationals",
            says,
            "check convention_is_basis",
            Article::A37p11,
        );
    }
    if own.convention_is_basis && own.provisional_arrest_days == 0 {
        let says = "a person cannot be held provisionally for no days";
        notes.warning(
            "extradition.provisional_arrest_days",
            says,
            "say how long",
            Article::A37p10,
        );
    }
}
