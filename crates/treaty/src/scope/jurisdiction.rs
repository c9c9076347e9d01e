//! The head of jurisdiction is stated, and nobody acts on another State's soil (Arts 5 and 22).

use super::{Account, Case, say};
use crate::Measure;
use crate::law::{Article, Rule, RuleKind};
use crate::particulars::Jurisdiction;
use crate::sentence::Sentence;

pub(super) fn stated(case: &Case<'_>, account: &mut Account) {
    // What is offered unasked, and the consultation that finds the jurisdiction out, need none.
    if matches!(
        case.measure,
        Measure::SpontaneousInformation | Measure::Jurisdiction
    ) {
        return;
    }
    let question = say::HEAD;
    let Some(jurisdiction) = &case.offence.jurisdiction else {
        account.decides(Rule::JurisdictionMissing, question, false, say::HEAD_NONE);
        account.remedy(Article::A22p1, say::HEAD_STATE);
        return;
    };
    let head = jurisdiction.head;
    let finding = say::HEAD_IS
        .with(
            "head",
            Sentence::keyed(format!("choice-{}", head.key()), head.says()),
        )
        .with("link", jurisdiction.link.as_str());
    account.under(
        Rule::JurisdictionMissing,
        head.article(),
        question,
        true,
        finding,
    );
    sovereign(jurisdiction, case, account);
}

/// Only the requested State's authorities act there: the platform has no other way, so this holds by construction. What
/// an officer has to see is where a claim reaches beyond the own territory.
fn sovereign(jurisdiction: &Jurisdiction, case: &Case<'_>, account: &mut Account) {
    let state = case.requested.state.to_string();
    let abroad = jurisdiction.head.reaches_abroad();
    let finding = if abroad {
        say::SOVEREIGN_ABROAD.with("state", state.as_str())
    } else {
        say::SOVEREIGN_HOME.with("state", state.as_str())
    };
    account.informs(
        (Article::A5, RuleKind::Treaty),
        say::SOVEREIGN,
        true,
        finding,
    );
    if abroad {
        account.remedy(Article::A22p5, say::SOVEREIGN_CONSULT.with("state", state));
    }
}
