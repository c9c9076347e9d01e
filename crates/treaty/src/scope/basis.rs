//! What the request rests on: the Convention in force, an agreement, or a treaty that goes first (Arts 40(6)-(7), 60, 65).

use super::{Account, Case, CourseRules};
use crate::law::{Article, Rule, RuleKind, measures::RefusalList};
use crate::national::AssistanceTreaty;
use crate::particulars::Basis;
use crate::party::in_force_between;

const COURSE: &str = "Do paragraphs 8 to 31 of Art. 40 govern the course?";

pub(super) fn holds(case: &Case<'_>, account: &mut Account) {
    match case.basis {
        Basis::Convention => in_force(case, account),
        Basis::Agreement { reference } => recorded(reference, case, account),
    }
}

fn in_force(case: &Case<'_>, account: &mut Account) {
    let (one, other, now) = (case.requesting, case.requested, case.now);
    let stays = !one.denounced(now) && !other.denounced(now);
    let finding = if stays {
        "Neither State has left it."
    } else {
        "One of the States has left it."
    };
    account.decides(
        Rule::Denounced,
        "Do both States stay in the Convention?",
        stays,
        finding,
    );
    let both = in_force_between(one, other, now);
    let finding = match (one.in_force(now), other.in_force(now)) {
        (true, true) if !both => {
            "An objection keeps it from being in force between the two.".to_owned()
        }
        (true, true) => "It binds both.".to_owned(),
        (false, true) => format!("It does not bind {} on this day.", one.state),
        (true, false) => format!("It does not bind {} on this day.", other.state),
        (false, false) => "It binds neither on this day.".to_owned(),
    };
    account.decides(
        Rule::NotInForce,
        "Is the Convention in force between them?",
        both,
        finding,
    );
    if !both {
        account.remedy(
            Article::A60,
            "Name another treaty or an agreement that both States have recorded.",
        );
    }
}

fn recorded(reference: &str, case: &Case<'_>, account: &mut Account) {
    let (one, other, now) = (case.requesting, case.requested, case.now);
    let both =
        one.has_agreed(other.state, reference, now) && other.has_agreed(one.state, reference, now);
    let finding = if both {
        format!("Both have recorded \"{reference}\".")
    } else {
        format!("They have not both recorded \"{reference}\" from this day or before.")
    };
    account.decides(
        Rule::AgreementUnknown,
        "Do both States record the agreement named?",
        both,
        finding,
    );
    if !both {
        account.remedy(
            Article::A40p7,
            "Have both States record the agreement under the same name, or rest on the Convention.",
        );
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
            let finding = "They do: no treaty on assistance is recorded by both States.";
            account.informs((Article::A40p7, RuleKind::Treaty), COURSE, true, finding);
            CourseRules::Convention
        }
    }
}

fn in_its_place(treaty: &str, account: &mut Account) -> CourseRules {
    let finding = format!("They do: both agreed to them in place of \"{treaty}\".");
    account.informs((Article::A40p7, RuleKind::Treaty), COURSE, true, finding);
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
        Some(named) => format!("The request rests on \"{named}\"."),
        None => format!(
            "\"{treaty}\" binds both and goes before those paragraphs; the request names the Convention."
        ),
    };
    let question = "Does the request name the treaty that goes first?";
    account.decides(Rule::TreatyGoesFirst, question, named.is_some(), finding);
    if named.is_none() {
        account.remedy(Article::A40p6, format!("Name \"{treaty}\" as the basis."));
        account.remedy(
            Article::A40p7,
            "Or let both States record that they use paragraphs 8 to 31 instead.",
        );
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
