//! Who speaks, by which way, in which language (Arts 40(12)-(13), 41).

use super::{Account, Case};
use crate::law::{Article, Measure, Rule, measures::Speaks};
use crate::particulars::Language;
use crate::party::{Mark, PartyFacts};

pub(super) fn authorities_and_language(case: &Case<'_>, account: &mut Account) {
    authorities(case.measure, case.requesting, case.requested, account);
    let electronic = !case.requested.diplomatic_channel_only;
    let state = case.requested.state;
    let finding = if electronic {
        format!("{state} takes requests electronically.")
    } else {
        format!("{state} insists on diplomatic channels.")
    };
    account.decides(
        Rule::DiplomaticChannelOnly,
        "Is the electronic way open?",
        electronic,
        finding,
    );
    if !electronic {
        account.remedy(
            Article::A40p12,
            "Send it through diplomatic channels, or, urgent and agreed, through INTERPOL.",
        );
    }
    language(case, account);
}

/// Who speaks for the States stands in the measure's row.
pub(super) fn authorities(
    measure: Measure,
    requesting: &PartyFacts,
    requested: &PartyFacts,
    account: &mut Account,
) {
    let lacking: Vec<&PartyFacts> = [requesting, requested]
        .into_iter()
        .filter(|party| !speaks(measure.speaks(), party))
        .collect();
    let who = match measure.speaks() {
        Speaks::AnyMark => "a contact point or a central authority",
        Speaks::CentralAuthority => "a central authority",
        Speaks::AnyAuthority => "any competent authority",
    };
    let finding = match lacking.first() {
        None => format!("Both have {who}."),
        Some(party) => format!(
            "The register marks none for {}; it takes {who}.",
            party.state
        ),
    };
    let question = "Does the right authority speak for each State?";
    account.decides(
        Rule::NoCompetentAuthority,
        question,
        lacking.is_empty(),
        finding,
    );
    if let Some(party) = lacking.first() {
        account.remedy(
            Article::A40p12,
            format!(
                "Let {} designate the authority and tell the depositary.",
                party.state
            ),
        );
    }
}

fn speaks(who: Speaks, party: &PartyFacts) -> bool {
    match who {
        Speaks::AnyMark => !party.marks.is_empty(),
        Speaks::CentralAuthority => party.marks.contains(&Mark::CentralAuthority),
        Speaks::AnyAuthority => true,
    }
}

fn language(case: &Case<'_>, account: &mut Account) {
    let accepted = case.requested.languages.contains(case.language);
    let list: Vec<&str> = case
        .requested
        .languages
        .iter()
        .map(Language::as_str)
        .collect();
    let (state, list) = (case.requested.state, list.join(", "));
    let finding = format!("It is in {}; {state} accepts {list}.", case.language);
    account.decides(
        Rule::LanguageNotAccepted,
        "Is the language accepted?",
        accepted,
        finding,
    );
    if !accepted {
        account.remedy(
            Article::A40p13,
            format!("Attach a translation into one of: {list}."),
        );
    }
}
