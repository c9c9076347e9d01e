//! The class of the offence between the two States, and whether the measure's channel is open for it (Arts 2(h), 4, 35).

use super::{Account, Case, offence};
use crate::law::{
    Article, Channel, OffenceClass, Rule, RuleKind, offences::SERIOUS_CRIME_MONTHS_MIN,
};
use crate::particulars::Offence;
use crate::party::{PartyFacts, StateCode};

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
    let (state, statute, months) = (whose(case), &offence.statute, offence.max_penalty_months);
    let found = if offence.heavier_penalty {
        "a penalty heavier than imprisonment".to_owned()
    } else {
        format!("at most {months} months")
    };
    let mut finding =
        format!("Law of {state}, {statute}: {found}; the threshold is {SERIOUS_CRIME_MONTHS_MIN}.");
    let equivalent = case
        .requested
        .law
        .statute(offence.convention, offence.category);
    if let Some(own) = equivalent.filter(|_| state != case.requested.state) {
        let (asked, months) = (case.requested.state, own.max_penalty_months);
        finding = format!(
            "{finding} Law of {asked}, {}: at most {months} months.",
            own.citation
        );
    }
    let question = "Is the maximum penalty of the statute four years or more?";
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
            format!(
                "Cite the law of {} with its maximum penalty.",
                case.requesting.state
            ),
        );
    }
    let question = "Is the statute the law of one of the two States?";
    account.decides(
        Rule::StatuteNotTheirs,
        question,
        theirs,
        format!("It is the law of {state}."),
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
    let (title, at_adoption) = (instrument.title(), instrument.in_force_at_adoption());
    let finding = match (at_adoption, missing) {
        (false, _) => format!("{title}: not in force when the Convention was adopted."),
        (true, Some(party)) => format!(
            "{title} ({}): not recorded for {}.",
            instrument.year(),
            party.state
        ),
        (true, None) => format!("{title} ({}).", instrument.year()),
    };
    let binds = at_adoption && missing.is_none();
    let question = "Does the other United Nations instrument bind both States?";
    account.decides(Rule::InstrumentNotBinding, question, binds, finding);
    if !binds {
        account.remedy(
            Article::A35p1,
            "Leave the instrument out and rest the request on serious crime alone.",
        );
    }
}

fn open(class: OffenceClass, case: &Case<'_>, account: &mut Account) {
    let channel = case.measure.channel();
    let open = channel.open_for(class);
    let what = match class {
        OffenceClass::Convention => "an offence of the Convention between them",
        OffenceClass::Serious => "another serious crime",
        OffenceClass::Other => "neither an offence of the Convention nor a serious crime",
    };
    let finding = format!("It is {what}; this way serves {}.", serves(channel));
    let question = "Is this way of cooperating open for the offence?";
    account.decides(Rule::OffenceOutOfScope, question, open, finding);
    if !open {
        closed(class, case, account);
    }
}

fn serves(channel: Channel) -> &'static str {
    if channel.open_for(OffenceClass::Serious) {
        "offences of the Convention and other serious crime"
    } else {
        "offences of the Convention only"
    }
}

fn closed(class: OffenceClass, case: &Case<'_>, account: &mut Account) {
    if class == OffenceClass::Serious {
        account.remedy(
            Article::A35p1,
            "Ask for electronic evidence instead: that way is open for serious crime.",
        );
    } else if case.offence.max_penalty_months < SERIOUS_CRIME_MONTHS_MIN
        && !serves_only_convention(case)
    {
        account.remedy(
            Article::A2h,
            "If another statute with a maximum of four years or more covers the conduct, cite it.",
        );
    }
    account.remedy(
        Article::A60,
        "Use another treaty, or domestic law, outside this platform.",
    );
}

fn serves_only_convention(case: &Case<'_>) -> bool {
    !case.measure.channel().open_for(OffenceClass::Serious)
}
