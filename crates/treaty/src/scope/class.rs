//! The class of the offence between the two States, and whether the measure's channel is open for it (Arts 2(h), 4, 35).

use super::{Account, Case, offence, say};
use crate::law::{
    Article, Channel, OffenceClass, Rule, RuleKind, offences::SERIOUS_CRIME_MONTHS_MIN,
};
use crate::particulars::Offence;
use crate::party::{PartyFacts, StateCode};
use crate::sentence::{Phrase, Sentence};

/// The class of an offence between two States. An article that does not bind both for the conduct makes no Convention
/// offence between them; the conduct can still be a serious crime.
pub fn class_between(offence: &Offence, one: &PartyFacts, other: &PartyFacts) -> OffenceClass {
    if offence::between(offence, one, other) {
        OffenceClass::Convention
    } else if serious(offence) {
        OffenceClass::Serious
    } else {
        OffenceClass::Other
    }
}

/// The maximum in the statute counts, not the sentence, Art 2(h).
fn serious(offence: &Offence) -> bool {
    offence.heavier_penalty || offence.max_penalty_months >= SERIOUS_CRIME_MONTHS_MIN
}

pub(super) fn in_scope(case: &Case<'_>, account: &mut Account) -> OffenceClass {
    let convention = offence::explain(case, account);
    penalty(case, account);
    statute(case, account);
    instrument(case, account);
    let class = if convention {
        OffenceClass::Convention
    } else {
        class_between(case.offence, case.requesting, case.requested)
    };
    open(class, case, account);
    class
}

fn whose(case: &Case<'_>) -> StateCode {
    case.offence.whose_law.unwrap_or(case.requesting.state)
}

fn penalty(case: &Case<'_>, account: &mut Account) {
    let offence = case.offence;
    let (state, statute) = (whose(case), &offence.statute);
    let months = |number: u32| say::MONTHS.with("number", number);
    let found = if offence.heavier_penalty {
        say::HEAVIER.into()
    } else {
        months(offence.max_penalty_months)
    };
    let law = |phrase: Phrase| {
        phrase
            .with("state", state.to_string())
            .with("statute", statute.as_str())
            .with("penalty", found.clone())
            .with("threshold", SERIOUS_CRIME_MONTHS_MIN)
    };
    let mut finding = law(say::PENALTY_OF);
    let equivalent = case
        .requested
        .law
        .statute(offence.convention, offence.category);
    if let Some(own) = equivalent.filter(|_| state != case.requested.state) {
        finding = law(say::PENALTY_OF_BOTH)
            .with("other", case.requested.state.to_string())
            .with("theirs", own.citation.as_str())
            .with("most", months(own.max_penalty_months));
    }
    let question = say::PENALTY;
    account.informs(
        (Article::A2h, RuleKind::Treaty),
        question,
        serious(offence),
        finding,
    );
}

fn statute(case: &Case<'_>, account: &mut Account) {
    let state = whose(case);
    let theirs = state == case.requesting.state || state == case.requested.state;
    if !theirs {
        account.remedy(
            Article::A2h,
            say::STATUTE_CITE.with("state", case.requesting.state.to_string()),
        );
    }
    let question = say::STATUTE;
    account.decides(
        Rule::StatuteNotTheirs,
        question,
        theirs,
        say::STATUTE_OF.with("state", state.to_string()),
    );
}

/// An offence is one under another instrument only where that binds both. Art 4 widens nothing: the four years stay.
fn instrument(case: &Case<'_>, account: &mut Account) {
    let Some(instrument) = case.offence.instrument else {
        return;
    };
    let unbound = |party: &&&PartyFacts| {
        !party.law.is_unknown() && !party.law.instruments.contains(&instrument)
    };
    let parties = [case.requesting, case.requested];
    let missing = parties.iter().find(unbound);
    let at_adoption = instrument.in_force_at_adoption();
    let key = format!("choice-{}", instrument.key());
    let title = Sentence::keyed(key, instrument.title());
    let year = instrument.year().to_string();
    let finding = match (at_adoption, missing) {
        (false, _) => say::INSTRUMENT_LATER.with("title", title),
        (true, Some(party)) => say::INSTRUMENT_UNBOUND
            .with("title", title)
            .with("year", year)
            .with("state", party.state.to_string()),
        (true, None) => say::INSTRUMENT_BOUND
            .with("title", title)
            .with("year", year),
    };
    let binds = at_adoption && missing.is_none();
    let question = say::INSTRUMENT;
    account.decides(Rule::InstrumentNotBinding, question, binds, finding);
    if !binds {
        account.remedy(Article::A35p1, say::INSTRUMENT_OUT);
    }
}

fn open(class: OffenceClass, case: &Case<'_>, account: &mut Account) {
    let channel = case.measure.channel();
    let open = channel.open_for(class);
    let what = match class {
        OffenceClass::Convention => say::CLASS_CONVENTION,
        OffenceClass::Serious => say::CLASS_SERIOUS,
        OffenceClass::Other => say::CLASS_OTHER,
    };
    let finding = say::OPEN_FOR
        .with("class", what)
        .with("served", serves(channel));
    let question = say::OPEN;
    account.decides(Rule::OffenceOutOfScope, question, open, finding);
    if !open {
        closed(class, case, account);
    }
}

fn serves(channel: Channel) -> Phrase {
    if channel.open_for(OffenceClass::Serious) {
        say::SERVES_SERIOUS
    } else {
        say::SERVES_CONVENTION
    }
}

fn closed(class: OffenceClass, case: &Case<'_>, account: &mut Account) {
    if class == OffenceClass::Serious {
        account.remedy(Article::A35p1, say::ASK_EVIDENCE);
    } else if case.offence.max_penalty_months < SERIOUS_CRIME_MONTHS_MIN
        && !serves_only_convention(case)
    {
        account.remedy(Article::A2h, say::CITE_GRAVER);
    }
    account.remedy(Article::A60, say::OUTSIDE);
}

fn serves_only_convention(case: &Case<'_>) -> bool {
    !case.measure.channel().open_for(OffenceClass::Serious)
}
