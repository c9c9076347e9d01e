//! Statutes, options, reservations.

use std::collections::BTreeSet;

use crate::Measure;
use crate::law::{Article, ConventionOffence, OffenceOption, offences::SERIOUS_CRIME_MONTHS_MIN};
use crate::party::DualCriminality;
use crate::profile::notes::Notes;
use crate::profile::{MeasureLaw, OffenceRow, Profile, article};

pub(super) fn check(profile: &Profile, notes: &mut Notes) {
    let mut taken = BTreeSet::new();
    for (place, row) in profile.offences.iter().enumerate() {
        let path = format!("offences.{place}");
        kind(&path, row, notes);
        penalty(&path, row, notes);
        options(&path, row, &mut taken, notes);
        excluded(&path, row, profile, notes);
    }
    missing(profile, notes);
    reservations(profile, notes);
    if !profile.accessory.participation {
        let then = "write participation = true; only attempt and preparation are a choice";
        notes.error(
            "accessory.participation",
            "participation has to be an offence",
            then,
            Article::A19,
        );
    }
}

fn kind(path: &str, row: &OffenceRow, notes: &mut Notes) {
    if row.article.is_some() == row.category.is_some() {
        let then = "give `article` for Arts 7 to 17, or else `category`, and not both";
        notes.error(
            path,
            "it is not said what the statute punishes",
            then,
            Article::A35p1,
        );
    }
}

fn penalty(path: &str, row: &OffenceRow, notes: &mut Notes) {
    let months = row.max_penalty_months;
    let below = months < SERIOUS_CRIME_MONTHS_MIN;
    let says = format!(
        "{months} months are no serious crime: the maximum must be at least {SERIOUS_CRIME_MONTHS_MIN}"
    );
    if below && row.serious {
        let then = "correct the maximum or write serious = false";
        notes.error(&format!("{path}.serious"), says, then, Article::A2h);
    } else if below && row.category.is_some() {
        let then = "correct the maximum, or leave the row out: only serious crime counts outside Arts 7 to 17";
        notes.error(
            &format!("{path}.max_penalty_months"),
            says,
            then,
            Article::A2h,
        );
    }
}

fn options(path: &str, row: &OffenceRow, taken: &mut BTreeSet<OffenceOption>, notes: &mut Notes) {
    let about = row.article.and_then(article);
    for (place, option) in row.options.iter().enumerate() {
        let path = format!("{path}.options.{place}");
        if option.offence().is_none() {
            let then = format!("write {} = true in [accessory]", option.key());
            notes.error(
                &path,
                "this option is of no single offence",
                then,
                option.article(),
            );
        } else if option.offence() != about {
            let then = format!("move it to the row of article {}", of(*option));
            notes.error(
                &path,
                format!("`{}` is no option of this article", option.key()),
                then,
                option.article(),
            );
        } else if !taken.insert(*option) {
            notes.error(
                &path,
                format!("`{}` is taken twice", option.key()),
                "leave one out",
                option.article(),
            );
        }
    }
}

fn of(option: OffenceOption) -> u8 {
    option
        .offence()
        .map_or(0, ConventionOffence::article_number)
}

fn excluded(path: &str, row: &OffenceRow, profile: &Profile, notes: &mut Notes) {
    let out = |number: &u8| profile.reservations.excluded_articles.contains(number);
    let Some(number) = row.article.filter(out).filter(|_| !row.options.is_empty()) else {
        return;
    };
    let says = format!("options are taken on article {number}, by which the State is not bound");
    let then = "drop the options, or the article from reservations.excluded_articles";
    let path = format!("{path}.options");
    let at = article(number).map_or(Article::A35p1, ConventionOffence::article);
    notes.error(&path, says, then, at);
}

/// Every article that binds is an offence of some statute.
fn missing(profile: &Profile, notes: &mut Notes) {
    for offence in ConventionOffence::ALL {
        let number = offence.article_number();
        let there = profile
            .offences
            .iter()
            .any(|row| row.article == Some(number));
        let excluded = profile.reservations.excluded_articles.contains(&number);
        if !there && !excluded {
            let then = format!("add a row of [[offences]] with article = {number}");
            let says = format!("no statute punishes what article {number} establishes");
            notes.warning("offences", says, then, offence.article());
        }
    }
}

fn reservations(profile: &Profile, notes: &mut Notes) {
    let own = &profile.reservations;
    let mut seen = BTreeSet::new();
    for (place, number) in own.excluded_articles.iter().enumerate() {
        if !seen.insert(number) {
            let path = format!("reservations.excluded_articles.{place}");
            notes.error(
                &path,
                format!("article {number} is excluded twice"),
                "leave one out",
                Article::A35p1,
            );
        }
    }
    let stance = profile
        .measures
        .get(&Measure::StoredData)
        .and_then(|law| law.dual_criminality);
    if own.preservation && stance != Some(DualCriminality::Required) {
        let says = "this reservation is open only to a State that requires dual criminality for disclosure";
        let then = "drop it, or write dual_criminality = \"required\" in [measures.stored_data]";
        notes.error("reservations.preservation", says, then, Article::A42p5);
    }
    real_time(profile, notes);
}

/// Real-time traffic data may be limited to listed offences, to no fewer than the interception of content.
fn real_time(profile: &Profile, notes: &mut Notes) {
    let law = |measure| profile.measures.get(&measure).filter(|law| law.offered);
    let listed = |law: &&MeasureLaw| !law.articles.is_empty() || !law.categories.is_empty();
    let traffic = law(Measure::RealTimeTraffic).filter(listed);
    let (Some(traffic), Some(content)) = (traffic, law(Measure::ContentInterception)) else {
        return;
    };
    let narrower = content
        .articles
        .iter()
        .any(|number| !traffic.articles.contains(number))
        || content
            .categories
            .iter()
            .any(|kind| !traffic.categories.contains(kind));
    if narrower {
        let says = "the list for real-time traffic data is narrower than the one for interception";
        let then = "list every offence of [measures.content_interception] here too";
        notes.error("measures.real_time_traffic", says, then, Article::A23p3);
    }
}
