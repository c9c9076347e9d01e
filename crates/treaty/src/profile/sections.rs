//! Reads the document section by section. Every section is read, whatever was wrong in the one before.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

use jiff::civil::Date;
use toml::de::DeTable;

use super::notes::Notes;
use super::parts::{
    Accessory, Authoriser, Authorities, Channels, CompetenceRow, DataProtection, Extradition,
    MeasureLaw, Notice, OffenceRow, OrderRow, PartyKind, Reservations, RestrictionRow, Safeguards,
    TreatyRow, UsualWay,
};
use super::reader::Section;
use super::{FORMAT, Profile};
use crate::Measure;
use crate::law::{Article, Period, offences::SERIOUS_CRIME_MONTHS_MIN};
use crate::national::Nationals;
use crate::particulars::{Language, OnwardTransfer};

const STATE: &str = "a State code of three capital letters in quotes, such as \"XAA\"";

/// Reads everything. A benign value stands in for what is missing, so that contradictions are found in the same go; with a
/// fault noted, it never leaves the reader.
pub(super) fn read(table: &DeTable<'_>, notes: &mut Notes) -> Profile {
    let mut root = Section::root(table);
    let format = root.text("format", None, notes);
    if format.as_deref().is_some_and(|format| format != FORMAT) {
        let then = format!("write \"{FORMAT}\"");
        notes.error(
            "format",
            "this form of profile is not read here",
            then,
            Article::A59,
        );
    }
    let profile = Profile {
        state: root
            .parsed("state", STATE, None, notes)
            .unwrap_or_else(|| stand_in("XXX")),
        name: root.text("name", None, notes).unwrap_or_default(),
        kind: root.word_if_any("kind", notes).unwrap_or(PartyKind::State),
        version: root.number("version", None, notes).unwrap_or(1),
        supersedes: root.number_if_any("supersedes", notes),
        date: root.day("date", notes).unwrap_or(Date::ZERO),
        language: root
            .parsed(
                "language",
                Language::EXPECTED.english,
                Some(Article::A68),
                notes,
            )
            .unwrap_or_else(|| stand_in("en")),
        languages: root.parsed_list("languages", Language::EXPECTED.english, notes),
        instruments: root.words("instruments", notes),
        authorities: authorities(&mut root, notes),
        channels: channels(&mut root, notes),
        offences: offences(&mut root, notes),
        accessory: accessory(&mut root, notes),
        reservations: reservations(&mut root, notes),
        preservation_orders: orders(&mut root, notes),
        measures: measures(&mut root, notes),
        data_protection: data_protection(&mut root, notes),
        notice: notice(&mut root, notes),
        safeguards: safeguards(&mut root, notes),
        extradition: extradition(&mut root, notes),
        treaties: treaties(&mut root, notes),
        restrictions: restrictions(&mut root, notes),
        competence: competence(&mut root, notes),
    };
    root.end(notes);
    profile
}

fn stand_in<T: FromStr<Err: Debug>>(text: &str) -> T {
    // INVARIANT (stand-in): called with texts that read.
    text.parse().expect("a stand-in reads")
}

fn authorities(root: &mut Section<'_>, notes: &mut Notes) -> Authorities {
    let mut part = root.table("authorities", notes);
    let central = part.texts("central", notes);
    let contact_point = part.text("contact_point", Article::A41p1, notes);
    let prevention = part.text_if_any("prevention", notes);
    let extradition = part.text_if_any("extradition", notes);
    part.end(notes);
    let contact_point = contact_point.unwrap_or_default();
    Authorities {
        central,
        contact_point,
        prevention,
        extradition,
    }
}

fn channels(root: &mut Section<'_>, notes: &mut Notes) -> Channels {
    let mut part = root.table("channels", notes);
    let channels = Channels {
        usual: part
            .word("usual", Article::A40p14, notes)
            .unwrap_or(UsualWay::Electronic),
        interpol_urgent: part.yes("interpol_urgent", false, notes),
        oral_urgent: part.yes("oral_urgent", false, notes),
    };
    part.end(notes);
    channels
}

fn offences(root: &mut Section<'_>, notes: &mut Notes) -> Vec<OffenceRow> {
    let rows = root.tables("offences", notes).into_iter();
    rows.filter_map(|mut row| {
        let article = row.article_if_any("article", notes);
        let category = row.word_if_any("category", notes);
        let statute = row.text("statute", Article::A35p3, notes);
        let months = row.number("max_penalty_months", Article::A2h, notes);
        let by_maximum = months.is_some_and(|months| months >= SERIOUS_CRIME_MONTHS_MIN);
        let serious = row.yes("serious", by_maximum, notes);
        let options = row.words("options", notes);
        row.end(notes);
        Some(OffenceRow {
            article,
            category,
            statute: statute?,
            max_penalty_months: months?,
            serious,
            options,
        })
    })
    .collect()
}

fn accessory(root: &mut Section<'_>, notes: &mut Notes) -> Accessory {
    let mut part = root.table("accessory", notes);
    let accessory = Accessory {
        participation: part.said("participation", true, Article::A19, notes),
        attempt: part.said("attempt", false, Article::A19, notes),
        preparation: part.said("preparation", false, Article::A19, notes),
    };
    part.end(notes);
    accessory
}

fn reservations(root: &mut Section<'_>, notes: &mut Notes) -> Reservations {
    let mut part = root.table("reservations", notes);
    let reservations = Reservations {
        excluded_articles: part.articles("excluded_articles", notes),
        preservation: part.yes("preservation", false, notes),
        closed_networks: part.yes("closed_networks", false, notes),
        disputes: part.yes("disputes", false, notes),
    };
    part.end(notes);
    reservations
}

fn orders(root: &mut Section<'_>, notes: &mut Notes) -> OrderRow {
    let mut part = root.table("preservation_orders", notes);
    let days_max = part.number("days_max", Article::A25, notes);
    let renewable = part.said("renewable", true, Article::A25, notes);
    let secrecy_days_max = part.number_if_any("secrecy_days_max", notes);
    part.end(notes);
    let days_max = days_max.unwrap_or(Period::DomesticOrderMax.whole_days());
    OrderRow {
        days_max,
        renewable,
        secrecy_days_max,
    }
}

fn measures(root: &mut Section<'_>, notes: &mut Notes) -> BTreeMap<Measure, MeasureLaw> {
    let mut part = root.table("measures", notes);
    let rows = part.keyed::<Measure>(notes);
    let read = rows.into_iter().map(|(measure, mut row)| {
        let law = measure_law(&mut row, notes);
        row.end(notes);
        (measure, law)
    });
    let measures = read.collect();
    part.end(notes);
    measures
}

fn measure_law(row: &mut Section<'_>, notes: &mut Notes) -> MeasureLaw {
    MeasureLaw {
        offered: row.said("offered", true, Article::A40p17, notes),
        reason: row.text_if_any("reason", notes),
        authorised_by: row.words("authorised_by", notes),
        dual_criminality: row.word_if_any("dual_criminality", notes),
        days_max: row.number_if_any("days_max", notes),
        articles: row.articles("articles", notes),
        categories: row.words("categories", notes),
        requires_first: row.words("requires_first", notes),
        asks_of_others: row.texts("asks_of_others", notes),
    }
}

fn data_protection(root: &mut Section<'_>, notes: &mut Notes) -> DataProtection {
    let mut part = root.table("data_protection", notes);
    let law = part.text("law", Article::A36p1, notes);
    let conditions = part.texts("conditions", notes);
    let onward_transfer = part.word("onward_transfer", Article::A36p3, notes);
    let retention = part.number("retention_days_max", Article::A36p2, notes);
    part.end(notes);
    DataProtection {
        law: law.unwrap_or_default(),
        conditions,
        onward_transfer: onward_transfer.unwrap_or(OnwardTransfer::Forbidden),
        retention_days_max: retention.unwrap_or(1),
    }
}

fn notice(root: &mut Section<'_>, notes: &mut Notes) -> Notice {
    let mut part = root.table("notice", notes);
    let person_told = part.said("person_told", false, Article::A24p2, notes);
    let secrecy_days_max = part.number("secrecy_days_max", Article::A42p3g, notes);
    part.end(notes);
    Notice {
        person_told,
        secrecy_days_max: secrecy_days_max.unwrap_or(1),
    }
}

fn safeguards(root: &mut Section<'_>, notes: &mut Notes) -> Safeguards {
    let mut part = root.table("safeguards", notes);
    let independent_review = part.word("independent_review", Article::A24p2, notes);
    let remedy = part.text_if_any("remedy", notes);
    let remedy_days = part.number_if_any("remedy_days", notes);
    part.end(notes);
    let independent_review = independent_review.unwrap_or(Authoriser::Judge);
    Safeguards {
        independent_review,
        remedy,
        remedy_days,
    }
}

fn extradition(root: &mut Section<'_>, notes: &mut Notes) -> Extradition {
    let mut part = root.table("extradition", notes);
    let convention_is_basis = part.said("convention_is_basis", false, Article::A37p6, notes);
    let min_penalty_months = part.number("min_penalty_months", Article::A37p8, notes);
    let nationals = part.word("nationals", Article::A37p11, notes);
    let days = part.number("provisional_arrest_days", Article::A37p10, notes);
    let without_dual_criminality = part.yes("without_dual_criminality", false, notes);
    part.end(notes);
    Extradition {
        convention_is_basis,
        min_penalty_months: min_penalty_months.unwrap_or(0),
        nationals: nationals.unwrap_or(Nationals::Yes),
        provisional_arrest_days: days.unwrap_or(1),
        without_dual_criminality,
    }
}

fn treaties(root: &mut Section<'_>, notes: &mut Notes) -> Vec<TreatyRow> {
    let rows = root.tables("treaties", notes).into_iter();
    rows.filter_map(|mut row| {
        let with = row.parsed("with", STATE, Some(Article::A40p7), notes);
        let name = row.text("name", Article::A40p7, notes);
        let since = row.day("since", notes);
        let convention_instead = row.yes("convention_instead", false, notes);
        row.end(notes);
        Some(TreatyRow {
            with: with?,
            name: name?,
            since: since?,
            convention_instead,
        })
    })
    .collect()
}

fn restrictions(root: &mut Section<'_>, notes: &mut Notes) -> Vec<RestrictionRow> {
    let rows = root.tables("restrictions", notes).into_iter();
    rows.filter_map(|mut row| {
        let state = row.parsed("state", STATE, Some(Article::A40p21b), notes);
        let measures = row.words("measures", notes);
        let reason = row.text("reason", Article::A40p25, notes);
        row.end(notes);
        Some(RestrictionRow {
            state: state?,
            measures,
            reason: reason?,
        })
    })
    .collect()
}

fn competence(root: &mut Section<'_>, notes: &mut Notes) -> Option<CompetenceRow> {
    let there = root.has("competence");
    let mut part = root.table("competence", notes);
    let competence = CompetenceRow {
        measures: part.words("measures", notes),
        articles: part.articles("articles", notes),
        categories: part.words("categories", notes),
    };
    part.end(notes);
    there.then_some(competence)
}
