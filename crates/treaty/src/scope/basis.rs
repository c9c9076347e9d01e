//! What the request rests on: the Convention in force, an agreement, or a treaty that goes first (Arts 40(6)-(7), 60, 65).

use super::{Account, Case, CourseRules, say};
use crate::law::{Article, Rule, RuleKind, measures::RefusalList};
use crate::national::AssistanceTreaty;
use crate::particulars::Basis;
use crate::party::in_force_between;
use crate::sentence::Sentence;

pub(super) fn holds(case: &Case<'_>, account: &mut Account) {
    match case.basis {
        Basis::Convention => in_force(case, account),
        Basis::Agreement { reference } => recorded(reference, case, account),
    }
}

fn in_force(case: &Case<'_>, account: &mut Account) {
    let (one, other, now) = (case.requesting, case.requested, case.now);
    let stays = !one.denounced(now) && !other.denounced(now);
    let finding = if stays { say::STAY_BOTH } else { say::STAY_NOT };
    account.decides(Rule::Denounced, say::STAY, stays, finding);
    let both = in_force_between(one, other, now);
    let finding: Sentence = match (one.in_force(now), other.in_force(now)) {
        (true, true) if !both => say::FORCE_OBJECTION.into(),
        (true, true) => say::FORCE_BOTH.into(),
        (false, true) => say::FORCE_NOT.with("state", one.state.to_string()),
        (true, false) => say::FORCE_NOT.with("state", other.state.to_string()),
        (false, false) => say::FORCE_NEITHER.into(),
    };
    account.decides(Rule::NotInForce, say::FORCE, both, finding);
    if !both {
        account.remedy(Article::A60, say::NAME_ANOTHER);
    }
}

fn recorded(reference: &str, case: &Case<'_>, account: &mut Account) {
    let (one, other, now) = (case.requesting, case.requested, case.now);
    let both =
        one.has_agreed(other.state, reference, now) && other.has_agreed(one.state, reference, now);
    let finding = if both {
        say::RECORD_BOTH.with("agreement", reference)
    } else {
        say::RECORD_NOT.with("agreement", reference)
    };
    account.decides(Rule::AgreementUnknown, say::RECORD, both, finding);
    if !both {
        account.remedy(Article::A40p7, say::RECORD_SAME);
    }
}

/// Which rules govern the course. Paragraphs 8 to 31 are never taken for granted.
pub(super) fn course(case: &Case<'_>, account: &mut Account) -> CourseRules {
    if !under_article_40(case) {
        return CourseRules::OwnArticle;
    }
    if let Some((ours, theirs)) = treaty(case) {
        let instead = ours.convention_instead && theirs.convention_instead;
        return if instead {
            in_its_place(&ours.name, account)
        } else {
            goes_first(&ours.name, case, account)
        };
    }
    match case.basis {
        Basis::Agreement { reference } => CourseRules::Treaty {
            treaty: reference.clone(),
        },
        Basis::Convention => {
            let finding = say::COURSE_CONVENTION;
            account.informs(
                (Article::A40p7, RuleKind::Treaty),
                say::COURSE,
                true,
                finding,
            );
            CourseRules::Convention
        }
    }
}

fn in_its_place(treaty: &str, account: &mut Account) -> CourseRules {
    let finding = say::COURSE_INSTEAD.with("treaty", treaty);
    account.informs(
        (Article::A40p7, RuleKind::Treaty),
        say::COURSE,
        true,
        finding,
    );
    CourseRules::ConventionInstead {
        treaty: treaty.to_owned(),
    }
}

/// A treaty binds both: the request rests on it, or on another agreement both have recorded, and not on those paragraphs.
fn goes_first(treaty: &str, case: &Case<'_>, account: &mut Account) -> CourseRules {
    let named = match case.basis {
        Basis::Agreement { reference } => Some(reference.as_str()),
        Basis::Convention => None,
    };
    let finding = match named {
        Some(named) => say::FIRST_NAMED.with("treaty", named),
        None => say::FIRST_UNNAMED.with("treaty", treaty),
    };
    let question = say::FIRST;
    account.decides(Rule::TreatyGoesFirst, question, named.is_some(), finding);
    if named.is_none() {
        account.remedy(Article::A40p6, say::FIRST_NAME.with("treaty", treaty));
        account.remedy(Article::A40p7, say::FIRST_AGREE);
    }
    CourseRules::Treaty {
        treaty: named.unwrap_or(treaty).to_owned(),
    }
}

/// The measures whose course Art 40 governs: preservation, traffic data, extradition and what is voluntary have rules of
/// their own.
fn under_article_40(case: &Case<'_>) -> bool {
    use RefusalList::{Assets, Assistance, Endeavour};
    matches!(case.measure.refusal(), Assistance | Endeavour | Assets)
}

/// The first treaty that both record under the same name and that binds on the day.
fn treaty<'a>(case: &Case<'a>) -> Option<(&'a AssistanceTreaty, &'a AssistanceTreaty)> {
    let (one, other) = (case.requesting, case.requested);
    let binds = |t: &&AssistanceTreaty, with| t.with == with && t.since <= case.now;
    let ours = one.law.treaties.iter().filter(|t| binds(t, other.state));
    let theirs = |name: &str| {
        let mut all = other.law.treaties.iter();
        all.find(|t| binds(t, one.state) && t.name == name)
    };
    ours.into_iter().find_map(|t| Some((t, theirs(&t.name)?)))
}
