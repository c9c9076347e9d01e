//! Whether the conduct is an offence of Arts 7 to 17 between two States: exclusions, options, reservations.

use super::{Account, Case, say};
use crate::law::{Article, ConventionOffence, Element, OffenceOption, RuleKind};
use crate::particulars::Offence;
use crate::party::PartyFacts;
use crate::sentence::{Phrase, Sentence};

/// Why a State does not punish the conduct as the article named.
#[derive(Clone, Copy)]
pub(super) enum Gap {
    /// It is not bound by the article.
    Excluded,
    /// Authorised testing and protection are no offence for anyone.
    Testing,
    /// An option it took, or an extension it did not.
    Option(OffenceOption),
}

/// The first reason for which the State does not punish the conduct as the article.
pub(super) fn gap(
    article: ConventionOffence,
    offence: &Offence,
    party: &PartyFacts,
) -> Option<Gap> {
    if party.excluded_offences.contains(&article) {
        return Some(Gap::Excluded);
    }
    if article == ConventionOffence::MisuseOfDevices
        && offence.elements.contains(&Element::AuthorisedTesting)
    {
        return Some(Gap::Testing);
    }
    let unpunished = |option: &&OffenceOption| {
        let taken = party.law.options.contains(*option);
        option.about(article)
            && !option.punished(taken, offence.elements.contains(&option.element()))
    };
    let first = OffenceOption::ALL.iter().find(unpunished);
    first.map(|option| Gap::Option(*option))
}

/// Whether the offence is one of the Convention between the two States.
pub(super) fn between(offence: &Offence, one: &PartyFacts, other: &PartyFacts) -> bool {
    offence
        .convention
        .is_some_and(|c| gap(c, offence, one).is_none() && gap(c, offence, other).is_none())
}

/// Says for each State whether the article binds it for this conduct.
pub(super) fn explain(case: &Case<'_>, account: &mut Account) -> bool {
    let Some(article) = case.offence.convention else {
        let finding = say::OFFENCE_UNNAMED;
        let question = say::OFFENCE;
        account.informs((Article::A3, RuleKind::Treaty), question, false, finding);
        return false;
    };
    let mut both = true;
    for (question, party) in [
        (say::OFFENCE_REQUESTING, case.requesting),
        (say::OFFENCE_REQUESTED, case.requested),
    ] {
        let gap = gap(article, case.offence, party);
        both &= gap.is_none();
        report(question, article, gap, party, account);
    }
    both
}

fn report(
    question: Phrase,
    article: ConventionOffence,
    gap: Option<Gap>,
    party: &PartyFacts,
    account: &mut Account,
) {
    let state = party.state.to_string();
    let (at, finding): (_, Sentence) = match gap {
        None => (
            article.article(),
            say::OFFENCE_BINDS
                .with("article", article.article())
                .with("state", state),
        ),
        Some(Gap::Excluded) => (
            article.article(),
            say::OFFENCE_EXCLUDED
                .with("article", article.article())
                .with("state", state),
        ),
        Some(Gap::Testing) => (Article::A11p2, say::OFFENCE_TESTING.into()),
        Some(Gap::Option(option)) => (option.article(), of_option(option, party)),
    };
    account.informs((at, RuleKind::Treaty), question, gap.is_none(), finding);
    if let Some(Gap::Option(option)) = gap {
        remedy(option, account);
    }
}

fn of_option(option: OffenceOption, party: &PartyFacts) -> Sentence {
    let chosen = party.law.options.contains(&option);
    let said = if chosen {
        say::OPTION_CHOSEN
    } else {
        say::OPTION_NOT_CHOSEN
    };
    let option = Sentence::keyed(format!("law-word-{}", option.key()), option.says());
    said.with("state", party.state.to_string())
        .with("option", option)
}

/// A requirement can be met by stating the element, where it is true; nothing mends an exclusion.
fn remedy(option: OffenceOption, account: &mut Account) {
    if option.effect() == crate::law::options::Effect::Requires {
        let element = option.element();
        let says = Sentence::keyed(format!("choice-{}", element.key()), element.says());
        let what = say::OPTION_ELEMENT
            .with("key", element.key())
            .with("element", says);
        account.remedy(option.article(), what);
    }
}
