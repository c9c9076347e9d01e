//! The head of jurisdiction is stated, and nobody acts on another State's soil (Arts 5 and 22).

use super::{Account, Case};
use crate::Measure;
use crate::law::{Article, Rule, RuleKind};
use crate::particulars::Jurisdiction;

pub(super) fn stated(case: &Case<'_>, account: &mut Account) {
    // What is offered unasked, and the consultation that finds the jurisdiction out, need none.
    if matches!(
        case.measure,
        Measure::SpontaneousInformation | Measure::Jurisdiction
    ) {
        return;
    }
    let question = "Is the head of jurisdiction stated?";
    let Some(jurisdiction) = &case.offence.jurisdiction else {
        account.decides(
            Rule::JurisdictionMissing,
            question,
            false,
            "The request states none.",
        );
        account.remedy(
            Article::A22p1,
            "State the head of jurisdiction and the link to the requesting State.",
        );
        return;
    };
    let head = jurisdiction.head;
    let finding = format!("Stated as {}: {}", head.says(), jurisdiction.link);
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
    let state = case.requested.state;
    let abroad = jurisdiction.head.reaches_abroad();
    let finding = if abroad {
        format!(
            "Only authorities of {state} act there. The claim reaches beyond the territory and stands under Art. 5."
        )
    } else {
        format!("Only authorities of {state} act there.")
    };
    account.informs(
        (Article::A5, RuleKind::Treaty),
        "Is sovereignty respected?",
        true,
        finding,
    );
    if abroad {
        account.remedy(
            Article::A22p5,
            format!("If {state} may pursue the same conduct, consult on who does."),
        );
    }
}
