//! Who speaks, by which way, in which language (Arts 40(12)-(13), 41).

use super::{Account, Case, say};
use crate::law::{Article, Measure, Rule, measures::Speaks};
use crate::particulars::Language;
use crate::party::{Mark, PartyFacts};

pub(super) fn authorities_and_language(case: &Case<'_>, account: &mut Account) {
    authorities(case.measure, case.requesting, case.requested, account);
    let electronic = !case.requested.diplomatic_channel_only;
    let state = case.requested.state.to_string();
    let finding = if electronic {
        say::WAY_OPEN.with("state", state)
    } else {
        say::WAY_CLOSED.with("state", state)
    };
    account.decides(Rule::DiplomaticChannelOnly, say::WAY, electronic, finding);
    if !electronic {
        account.remedy(Article::A40p12, say::WAY_DIPLOMATIC);
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
        Speaks::AnyMark => say::ANY_MARK,
        Speaks::CentralAuthority => say::CENTRAL_AUTHORITY,
        Speaks::AnyAuthority => say::ANY_AUTHORITY,
    };
    let finding = match lacking.first() {
        None => say::SPEAKS_BOTH.with("who", who),
        Some(party) => say::SPEAKS_NOT
            .with("state", party.state.to_string())
            .with("who", who),
    };
    let question = say::SPEAKS;
    account.decides(
        Rule::NoCompetentAuthority,
        question,
        lacking.is_empty(),
        finding,
    );
    if let Some(party) = lacking.first() {
        account.remedy(
            Article::A40p12,
            say::SPEAKS_DESIGNATE.with("state", party.state.to_string()),
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
    let list = list.join(", ");
    let finding = say::LANGUAGE_IS
        .with("language", case.language.to_string())
        .with("state", case.requested.state.to_string())
        .with("list", list.as_str());
    account.decides(Rule::LanguageNotAccepted, say::LANGUAGE, accepted, finding);
    if !accepted {
        account.remedy(Article::A40p13, say::LANGUAGE_TRANSLATE.with("list", list));
    }
}
