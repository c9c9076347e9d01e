//! Dual criminality, by the conduct and never by its name (Arts 35(3), 37(1)-(2), 40(8), 42(4)-(5)).

use super::{Account, Case, say};
use crate::Measure;
use crate::law::measures::RefusalList;
use crate::law::{Article, OffenceClass, Rule, RuleKind};
use crate::party::DualCriminality;
use crate::sentence::Sentence;

pub(super) fn dual(case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    match case.measure.refusal() {
        RefusalList::Voluntary => {}
        RefusalList::Closed => at_preservation(case, class, account),
        RefusalList::Extradition => at_extradition(case, class, account),
        RefusalList::Assistance | RefusalList::Endeavour | RefusalList::Assets => {
            at_assistance(case, class, account);
        }
    }
}

/// The stance of the requested State in a measure, and whether its own profile says so.
fn stance(case: &Case<'_>, measure: Measure) -> (DualCriminality, bool) {
    let own = case.requested.law.dual_criminality.get(&measure);
    own.map_or((case.requested.dual_criminality, false), |stance| {
        (*stance, true)
    })
}

/// Not required; but a State that requires it for disclosure may have reserved to look ahead, outside the Convention.
fn at_preservation(case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    let required = stance(case, Measure::StoredData).0 == DualCriminality::Required;
    let reserved =
        case.requested.preservation_reservation && required && class != OffenceClass::Convention;
    let state = case.requested.state.to_string();
    if reserved {
        let finding = say::FREE_RESERVED.with("state", state);
        let question = say::FREE;
        account.informs((Article::A42p5, RuleKind::Treaty), question, false, finding);
        describe(case, account);
    } else {
        let question = say::FREE;
        account.informs(
            (Article::A42p4, RuleKind::Treaty),
            question,
            true,
            say::FREE_IS,
        );
    }
}

fn at_extradition(case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    if case.requested.law.extradition.without_dual_criminality {
        let finding = say::WITHOUT.with("state", case.requested.state.to_string());
        account.informs(
            (Article::A37p2, RuleKind::Domestic),
            say::CONDUCT,
            true,
            finding,
        );
    } else {
        compare(Article::A37p1, case, class, account);
    }
}

fn at_assistance(case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    let (stance, own) = stance(case, case.measure);
    let state = case.requested.state.to_string();
    match stance {
        DualCriminality::NotRequired => {
            let finding = say::NOT_ASKED.with("state", state);
            account.informs(
                (Article::A40p8, RuleKind::Domestic),
                say::CONDUCT,
                true,
                finding,
            );
        }
        DualCriminality::Discretionary => {
            compare(Article::A40p8, case, class, account);
            account.remedy(Article::A40p8, say::DISCRETION.with("state", state));
        }
        DualCriminality::Required if own => required(case, class, account),
        DualCriminality::Required => {
            compare(Article::A40p8, case, class, account);
        }
    }
}

/// The State's profile asks for it: then there must be something to compare.
fn required(case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    if class == OffenceClass::Convention {
        compare(Article::A40p8, case, class, account);
        return;
    }
    let described = comparable(case);
    let finding = if described {
        both_cited(case)
    } else {
        say::COMPARABLE_NOT.with("state", case.requested.state.to_string())
    };
    let question = say::COMPARABLE;
    account.decides(Rule::ConductNotDescribed, question, described, finding);
    if !described {
        describe(case, account);
    }
}

fn compare(article: Article, case: &Case<'_>, class: OffenceClass, account: &mut Account) {
    let (holds, finding) = match class {
        OffenceClass::Convention => (true, say::OBLIGED.into()),
        _ if comparable(case) => (true, both_cited(case)),
        _ => (false, say::NOT_SHOWN.into()),
    };
    account.informs((article, RuleKind::Treaty), say::CONDUCT, holds, finding);
    if !holds {
        describe(case, account);
    }
}

/// The requested State's statute: as the request cites it, or as its own profile maps it.
fn second<'a>(case: &Case<'a>) -> Option<&'a str> {
    let offence = case.offence;
    let mapped = || {
        case.requested
            .law
            .statute(offence.convention, offence.category)
    };
    let cited = offence.requested_statute.as_deref();
    cited.or_else(|| mapped().map(|statute| statute.citation.as_str()))
}

fn comparable(case: &Case<'_>) -> bool {
    case.offence.conduct.is_some() && second(case).is_some()
}

fn both_cited(case: &Case<'_>) -> Sentence {
    let (one, other) = (&case.offence.statute, second(case).unwrap_or_default());
    say::BOTH_CITED
        .with("one", one.as_str())
        .with("other", other)
}

fn describe(case: &Case<'_>, account: &mut Account) {
    let state = case.requested.state.to_string();
    if case.offence.conduct.is_none() {
        account.remedy(Article::A35p3, say::DESCRIBE);
    }
    if second(case).is_none() {
        account.remedy(Article::A35p3, say::CITE_THEIRS.with("state", state));
    }
}
