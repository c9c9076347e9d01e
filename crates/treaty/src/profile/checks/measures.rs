//! Each measure: offered or not, by whom authorised, within which limits.

use crate::Measure;
use crate::law::assistance_kinds::is_evidence;
use crate::law::{Article, measures::RefusalList};
use crate::profile::notes::Notes;
use crate::profile::{Authoriser, MeasureLaw, Profile};

pub(super) fn check(profile: &Profile, notes: &mut Notes) {
    for measure in Measure::ALL.iter().copied() {
        let path = format!("measures.{}", measure.key());
        match profile.measures.get(&measure) {
            Some(_) if !measure.about_a_case() => no_measure_of_law(&path, measure, notes),
            Some(law) => measure_law(&path, measure, law, profile, notes),
            None if measure.about_a_case() => unnamed(measure, notes),
            None => {}
        }
    }
    preserved_for_nothing(profile, notes);
}

/// Contact points answer day and night: no law switches that off, and none needs to allow it.
fn no_measure_of_law(path: &str, measure: Measure, notes: &mut Notes) {
    let says = format!("a {} is about no case; no law offers it", measure.title());
    notes.error(path, says, "leave the table out", measure.article());
}

fn unnamed(measure: Measure, notes: &mut Notes) {
    let says = format!(
        "nothing is said of {}; others take it as offered",
        measure.title()
    );
    let then = format!("add [measures.{}] with `offered`", measure.key());
    notes.warning("measures", says, then, measure.article());
}

fn measure_law(
    path: &str,
    measure: Measure,
    law: &MeasureLaw,
    profile: &Profile,
    notes: &mut Notes,
) {
    if law.offered {
        authorised(path, measure, law, notes);
        limited(path, measure, law, notes);
        first(path, measure, law, profile, notes);
        asks(path, measure, law, notes);
    } else {
        switched_off(path, measure, law, notes);
    }
}

/// Whatever touches a person's rights needs somebody who authorises it.
fn authorised(path: &str, measure: Measure, law: &MeasureLaw, notes: &mut Notes) {
    let by = |who: Authoriser| law.authorised_by.contains(&who);
    if by(Authoriser::None) {
        let path = format!("{path}.authorised_by");
        notes.error(
            &path,
            "`none` is nobody who authorises",
            "name an authority",
            Article::A24p2,
        );
    } else if measure.refusal() != RefusalList::Voluntary && law.authorised_by.is_empty() {
        let then = "add `authorised_by`, such as [\"judge\"]";
        notes.error(
            path,
            "the measure is offered, and nobody authorises it",
            then,
            Article::A24p2,
        );
    }
    if measure == Measure::ContentInterception
        && !by(Authoriser::Judge)
        && !law.authorised_by.is_empty()
    {
        let path = format!("{path}.authorised_by");
        let says = "content is intercepted without a judge";
        notes.error(
            &path,
            says,
            "add \"judge\", or do not offer it",
            Article::A24p2,
        );
    }
}

fn limited(path: &str, measure: Measure, law: &MeasureLaw, notes: &mut Notes) {
    let listed = !law.articles.is_empty() || !law.categories.is_empty();
    if measure == Measure::ContentInterception && !listed {
        let says = "content is intercepted for any offence";
        let then = "list the serious offences in `articles` and `categories`, or do not offer it";
        notes.error(path, says, then, Article::A30);
    }
    let in_real_time = matches!(
        measure,
        Measure::RealTimeTraffic | Measure::ContentInterception
    );
    if in_real_time && law.days_max.is_none_or(|days| days == 0) {
        let then = "add `days_max`, at least 1";
        notes.error(path, "nothing ends the collection", then, Article::A24p2);
    }
}

/// What must come first has to be on offer itself.
fn first(path: &str, measure: Measure, law: &MeasureLaw, profile: &Profile, notes: &mut Notes) {
    let sayable = is_evidence(measure) && law.requires_first.iter().all(|m| comes_first(*m));
    if !law.requires_first.is_empty() && !sayable {
        let says = "no request can say what came of a measure before this one";
        let then =
            "only assistance with evidence may require preservation or other assistance first";
        notes.error(
            &format!("{path}.requires_first"),
            says,
            then,
            measure.article(),
        );
    }
    let off = |measure: &Measure| {
        profile
            .measures
            .get(measure)
            .is_some_and(|law| !law.offered)
    };
    for (place, before) in law
        .requires_first
        .iter()
        .enumerate()
        .filter(|(_, before)| off(before))
    {
        let says = format!(
            "{} is required first, and it is switched off",
            before.title()
        );
        let then = format!("offer it, or drop it here ({})", before.key());
        notes.error(
            &format!("{path}.requires_first.{place}"),
            says,
            then,
            before.article(),
        );
    }
}

/// Preservation, and assistance whose product is evidence: what a request can name as tried before.
fn comes_first(measure: Measure) -> bool {
    measure == Measure::Preservation || is_evidence(measure)
}

/// Where the list of grounds is closed, the Convention says all that a request contains.
fn asks(path: &str, measure: Measure, law: &MeasureLaw, notes: &mut Notes) {
    let closed = measure.refusal() == RefusalList::Closed;
    if closed && !law.asks_of_others.is_empty() {
        let says = "the Convention lists all that such a request contains";
        let then = "ask for more in the request for assistance that follows";
        let article = if measure == Measure::Preservation {
            Article::A42p3
        } else {
            measure.article()
        };
        notes.error(&format!("{path}.asks_of_others"), says, then, article);
    }
}

fn switched_off(path: &str, measure: Measure, law: &MeasureLaw, notes: &mut Notes) {
    if law.reason.is_none() {
        let then = "add `reason`; other States read it";
        notes.error(
            path,
            "it is switched off, and nobody is told why",
            then,
            Article::A40p25,
        );
    }
    if measure.refusal() == RefusalList::Closed || measure == Measure::StoredData {
        let path = format!("{path}.offered");
        let says = format!("the Convention obliges to {}", measure.title());
        notes.warning(
            &path,
            says,
            "check this with the depositary's text",
            measure.article(),
        );
    }
}

fn preserved_for_nothing(profile: &Profile, notes: &mut Notes) {
    let offered = |measure| profile.measures.get(&measure).is_none_or(|law| law.offered);
    if offered(Measure::Preservation) && !offered(Measure::StoredData) {
        let says = "data are preserved that can never be disclosed";
        notes.warning(
            "measures.stored_data.offered",
            says,
            "offer access to stored data too",
            Article::A42p8,
        );
    }
}
